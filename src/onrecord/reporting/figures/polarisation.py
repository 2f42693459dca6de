"""How sharply contested positions divide the actors, over time."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from onrecord.analysis.counting import count
from onrecord.analysis.networks.measures import polarisation
from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import unsourced
from onrecord.reporting.figures import style
from onrecord.reporting.figures.coverage import date_axis, hatch_gaps


@style.styled
def draw_polarisation(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    ax: Axes | None = None,
    *,
    level: str = "bodies",
    days: int = 365,
    step: int = 91,
) -> Axes:
    """Signed modularity of the two camps in moving windows, at each window's end; n of stories beneath each point."""
    table = polarisation(data, selection, level=level, days=days, step=step)
    stories = count(data, "positions", selection, level=level).stories
    ax = style.new_axes(ax, 7.2, 3.0, (0.55, 0.15, 0.4, 0.85))
    question = "How sharply do contested issues divide the actors?"
    minimum = f"Windows of {days} days with fewer than {selection.minimum_stories} stories are left out."
    scale = "0: no division; towards 1: two camps that agree inside and oppose each other (signed modularity)."
    note = f"{style.sources_line(data, selection, stories)} {scale} {minimum}"
    known = table.dropna(subset=["polarisation"])
    if known.empty:
        style.empty(
            ax, f"No window of {days} days has the {selection.minimum_stories} stories that this study asks for."
        )
        return style.finish(ax, question, note, "An empty chart: too few stories in every window.")
    ends = mdates.date2num(pd.to_datetime(table["last"]))
    values = table["polarisation"].to_numpy(float)
    hatch_gaps(ax, unsourced(data, selection))
    ax.plot(ends, values, color=style.INK, marker="o", markersize=4, gid="polarisation")
    for x, y, n in zip(ends, values, table["stories"], strict=True):
        if not np.isnan(y):
            place = {"textcoords": "offset points", "ha": "center", "va": "bottom"}
            ax.annotate(str(n), (x, y), (0, 5), fontsize=7, color=style.MUTED, **place)
    ax.set_ylim(0, max(0.6, float(known["polarisation"].max()) * 1.2))
    ax.set_ylabel("polarisation")
    ax.xaxis_date()
    date_axis(ax)
    first, last = known.iloc[0], known.iloc[-1]
    told = [f"{row['polarisation']:.2f} ({row['last']})" for row in (first, last)]
    alt = f"Line from {told[0]} to {told[1]}. {note}"
    return style.finish(ax, question, f"{note} Small numbers: stories in the window.", alt, below=24)
