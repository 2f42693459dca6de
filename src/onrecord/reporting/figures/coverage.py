"""What the sources cover, month by month."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from onrecord.analysis.coverage import by_month, coverage
from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import unsourced
from onrecord.reporting.figures import style


@style.styled
def draw_coverage(data: Mapping[str, pd.DataFrame], selection: Selection, ax: Axes | None = None) -> Axes:
    """Pages (outline) and independent stories (filled) by month; months without a page are hatched."""
    months, found = by_month(data, selection), coverage(data, selection)
    ax = style.new_axes(ax, 7.2, 2.9, (0.5, 0.15, 0.4, 0.85))
    question = "How much do the sources cover?"
    gap = f"{found.empty_months} of {found.months} months have no page, the longest gap is {found.longest_gap} months."
    undated = f" {found.undated} pages tell no date." if found.undated else ""
    note = f"{style.sources_line(data, selection, found.stories)} {gap if found.empty_months else ''}{undated}".strip()
    if months.empty:
        style.empty(ax, "No page of this selection tells its date.")
        return style.finish(ax, question, note, "An empty chart: no page tells its date.")
    starts = pd.to_datetime(months["month"].astype(str) + "-01")
    middle, width = starts + pd.Timedelta(days=15), pd.Timedelta(days=26)
    hatch_gaps(ax, unsourced(data, selection))
    ax.bar(middle, months["pages"], width, facecolor="none", edgecolor=style.INK, linewidth=0.9, label="pages")
    ax.bar(middle, months["stories"], width, color="#4d7ea8", label="independent stories")
    ax.set_xlim(starts.iloc[0], starts.iloc[-1] + pd.offsets.MonthEnd(1))
    ax.set_ylim(0, max(months["pages"].max() * 1.15, 1))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    date_axis(ax)
    handles, _ = ax.get_legend_handles_labels()
    if found.empty_months:
        handles.append(gap_patch())
    ax.legend(handles=handles, ncols=3, loc="upper left", bbox_to_anchor=(0, -0.1), borderaxespad=0.6)
    return style.finish(ax, question, note, f"{note} Bars: pages and stories of each month.", below=38)


def hatch_gaps(ax: Axes, gaps: pd.DataFrame) -> None:
    """Hatch the spans in which nothing was published, so that silence is not read as calm."""
    for gap in gaps.itertuples():
        look = {"facecolor": "#fafafa", "edgecolor": "#cccccc", "hatch": "///", "linewidth": 0, "zorder": 0}
        ax.axvspan(gap.first, gap.last + pd.Timedelta(days=1), gid="gap", **look)


def gap_patch() -> Patch:
    """The legend's key to the hatching."""
    return Patch(facecolor="#fafafa", edgecolor="#cccccc", hatch="///", linewidth=0, label="no page published")


def date_axis(ax: Axes) -> None:
    """Years, or months where the span is short, on the x axis."""
    locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=False))
