"""The venue timeline as a picture."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
import textalloc
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from onrecord.analysis.names import cut, short_names
from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import Lane, in_short, lanes, timeline, unsourced
from onrecord.reporting.figures import style
from onrecord.reporting.figures.coverage import date_axis, gap_patch, hatch_gaps

_LEFT, _BELOW = 1.75, 1.25
_LEVEL, _LANE = 0.17, 0.16
_CENTURY = 36525.0
_LOOKS = {
    "confirmed": {
        "facecolor": "#1f4e79",
        "edgecolor": "#1f4e79",
        "linestyle": "solid",
        "name": "confirmed by the record",
    },
    "reported": {"facecolor": "#ffffff", "edgecolor": "#1f4e79", "linestyle": "solid", "name": "only reported"},
    "planned": {"facecolor": "#ffffff", "edgecolor": "#1f4e79", "linestyle": (0, (2, 1.2)), "name": "planned"},
    "failed": {"facecolor": "#b2182b", "edgecolor": "#b2182b", "linestyle": "solid", "name": "failed"},
    "record": {
        "facecolor": "#bdbdbd",
        "edgecolor": "#8a8a8a",
        "linestyle": "solid",
        "name": "in the record only",
    },
}


@style.styled
def draw_timeline(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    ax: Axes | None = None,
    *,
    record: pd.DataFrame | None = None,
    limit: int = 12,
    labels: int = 10,
) -> Axes:
    """What happened at which body: filled = confirmed, hollow = only reported, dashed = planned, cross = failed, grey =
    in the record alone. A day is a dot, a month or more a bar; a number is that of its stories. At most `limit` lanes.
    """
    marks = timeline(data, selection, record)
    shown, drawn, note = _readable(marks.dropna(subset=["first"]), limit)
    undated = int(marks["first"].isna().sum())
    stories = len({s for ids in marks["story_ids"].dropna() for s in str(ids).split(";")})
    parts = [
        style.sources_line(data, selection, stories),
        note,
        f"{undated} without a date, not drawn." if undated else "",
    ]
    caption = " ".join(p for p in parts if p)
    begin, end = _period(shown, selection)
    shown = shown.assign(x0=_days(shown["first"]).clip(begin, end), x1=_days(shown["last"]).clip(begin, end))
    levels = _levels(shown, drawn, 0.018 * (end - begin))
    heights = [_LANE + _LEVEL * (1 + levels[shown["lane"] == lane.venue_id].max()) for lane in drawn]
    ax = style.new_axes(ax, 7.2, 0.45 + _BELOW + max(sum(heights), 0.8), (_LEFT, 0.15, 0.45, _BELOW))
    question = "What happened where, and on whose word?"
    if shown.empty:
        style.empty(ax, "No dated happening of this selection.")
        return style.finish(ax, question, caption, "An empty timeline: no dated happening.")
    ax.set_xlim(begin - 0.01 * (end - begin), end + 0.01 * (end - begin))
    tops = dict(zip([lane.venue_id for lane in drawn], np.cumsum([0.0, *heights[:-1]]), strict=True))
    y = shown["lane"].map(tops).to_numpy(float) + _LANE / 2 + _LEVEL * (levels + 0.5)
    ax.set_ylim(sum(heights), 0)
    hatch_gaps(ax, unsourced(data, selection))
    _draw_lanes(ax, drawn, heights, short_names(data))
    for mark, height in zip(shown.itertuples(), y, strict=True):
        _draw_mark(ax, mark, height)
    date_axis(ax)
    _label(ax, shown, y, labels)
    _legend(ax, shown, bool(len(unsourced(data, selection))))
    return style.finish(ax, question, caption, _tell(shown, drawn, short_names(data)), below=54)


def _readable(marks: pd.DataFrame, limit: int) -> tuple[pd.DataFrame, list[Lane], str]:
    every = lanes(marks)
    if len(every) <= limit:
        return marks.reset_index(drop=True), every, ""
    weight = marks.groupby("lane")["stories"].sum()
    keep = set(weight.sort_index().sort_values(ascending=False, kind="stable").index[:limit])
    shown = marks[marks["lane"].isin(keep)].reset_index(drop=True)
    note = f"Drawn: the {limit} of {len(every)} bodies with most stories, {len(shown)} of {len(marks)} happenings."
    return shown, [lane for lane in every if lane.venue_id in keep], note


def _days(dates: pd.Series) -> pd.Series:
    """Dates as matplotlib counts them, in days since 1970; open ends stay far away instead of overflowing."""
    return pd.Series(dates.to_numpy("datetime64[D]").astype(float), index=dates.index)


def _period(marks: pd.DataFrame, selection: Selection) -> tuple[float, float]:
    """The days that the axis spans: the period asked for, else that of the marks whose ends are known."""
    low, high = _days(marks["first"]), _days(marks["last"])
    known = (low > -_CENTURY) & (high < 2 * _CENTURY)
    begin, end = (low[known].min(), high[known].max()) if known.any() else (0.0, 365.0)
    since, until = (float(np.datetime64(day, "D").astype(int)) for day in selection.period)
    pad = 0.03 * (end - begin)
    begin, end = since if selection.since else begin - pad, until if selection.until else end + pad
    return begin, max(end, begin + 30)


def _levels(marks: pd.DataFrame, drawn: list[Lane], near: float) -> np.ndarray:
    """The level of each mark in its lane, so that no two lie on each other; the shortest first."""
    levels = np.zeros(len(marks), int)
    for lane in drawn:
        mine = marks[marks["lane"] == lane.venue_id].assign(span=lambda d: d["x1"] - d["x0"])
        busy: list[list[tuple[float, float]]] = []
        for row in mine.sort_values(["span", "x0", "event_id"], kind="stable").itertuples():
            free = [all(row.x0 > b + near or row.x1 + near < a for a, b in level) for level in busy]
            level = free.index(True) if True in free else len(busy)
            if level == len(busy):
                busy.append([])
            busy[level].append((row.x0, row.x1))
            levels[row.Index] = level
    return levels


def _draw_lanes(ax: Axes, drawn: list[Lane], heights: list[float], names: Mapping[str, str]) -> None:
    edges = np.cumsum([0.0, *heights])
    for number, (top, bottom) in enumerate(pairwise(edges)):
        if number % 2:
            ax.axhspan(top, bottom, color="#f1f1ee", zorder=-1)
    words = []
    for lane in drawn:
        indent = "  " * min(lane.depth, 3)
        text = names.get(lane.venue_id) or cut(lane.name, 28)
        words.append("\n".join(textwrap.wrap(f"{indent}{text}", 28, drop_whitespace=False, subsequent_indent=indent)))
    ax.set_yticks((edges[:-1] + edges[1:]) / 2, words, ha="left")
    ax.tick_params(axis="y", length=0, pad=(_LEFT - 0.14) * 72)
    ax.spines["left"].set_visible(False)


def _draw_mark(ax: Axes, mark: object, y: float) -> None:
    look = {k: v for k, v in _LOOKS[mark.mark].items() if k != "name"}
    middle, dot = (mark.x0 + mark.x1) / 2, mark.x1 - mark.x0 <= 3
    if not dot:
        high = _LEVEL * 0.62
        box = {**look, "facecolor": "#ffffff"} if mark.mark == "failed" else look
        place = (mark.x0, y - high / 2)
        ax.add_patch(Rectangle(place, mark.x1 - mark.x0 + 1, high, linewidth=1.0, zorder=3, gid=mark.mark, **box))
    if dot or mark.mark == "failed":
        shape = "X" if mark.mark == "failed" else "o"
        ax.scatter([middle], [y], s=46, marker=shape, linewidth=1.0, zorder=4, gid=mark.mark, **look)
    if mark.stories > 1:
        ink = "#ffffff" if mark.mark in ("confirmed", "failed") else style.INK
        font = {"fontsize": 6.5, "fontweight": "bold", "ha": "center", "va": "center_baseline", "color": ink}
        ax.text(middle, y, str(mark.stories), zorder=6, clip_on=True, gid="stories", **font)


def _label(ax: Axes, marks: pd.DataFrame, y: np.ndarray, labels: int) -> None:
    """Words for the marks of most stories; the library keeps them off the marks and off one another."""
    start, stop = ax.get_xlim()
    low, high = marks["x0"].to_numpy(float), marks["x1"].to_numpy(float)
    bonus = marks["mark"].isin(("confirmed", "failed")).to_numpy(float)
    named = (high - low) < (stop - start) / 3
    order = np.lexsort((low, -bonus, -marks["stories"].to_numpy(float), ~named))[: min(labels, int(named.sum()))]
    told = list(marks.itertuples())
    words = ["\n".join(textwrap.wrap(in_short(told[i]), 20)) for i in order]
    if not words:
        return
    bars, edges = np.flatnonzero(high - low > 3), (-0.3 * _LEVEL, 0.0, 0.3 * _LEVEL)
    textalloc.allocate(
        ax,
        ((low + high) / 2)[order],
        y[order],
        words,
        x_scatter=(low + high) / 2,
        y_scatter=y,
        x_lines=[np.array([low[i], high[i]]) for i in bars for _ in edges],
        y_lines=[np.array([y[i] + edge, y[i] + edge]) for i in bars for edge in edges],
        textsize=6.6,
        min_distance=0.012,
        max_distance=0.3,
        margin=0.006,
        linecolor="#8a8a8a",
        linewidth=0.5,
        textcolor=style.INK,
        draw_all=False,
        zorder=7,
    )


def _legend(ax: Axes, marks: pd.DataFrame, gaps: bool) -> None:
    handles = []
    for mark, look in _LOOKS.items():
        if (marks["mark"] == mark).any():
            shape = "X" if mark == "failed" else "o"
            face = {"markerfacecolor": look["facecolor"], "markeredgecolor": look["edgecolor"], "markersize": 6.5}
            handles.append(Line2D([], [], linestyle="none", marker=shape, label=look["name"], **face))
            if mark == "planned":
                handles[-1] = Rectangle((0, 0), 1, 1, label=look["name"], **{k: look[k] for k in list(look)[:3]})
    handles += [gap_patch()] if gaps else []
    left = -_LEFT / (ax.get_position().width * ax.figure.get_size_inches()[0])
    place = {"loc": "upper left", "bbox_to_anchor": (left, 0), "borderaxespad": 2.4}
    ax.legend(handles=handles, ncols=3, columnspacing=1.6, handlelength=1.6, **place)


def _tell(marks: pd.DataFrame, drawn: list[Lane], names: Mapping[str, str]) -> str:
    counts = marks["mark"].value_counts().reindex(list(_LOOKS)).dropna().astype(int)
    kinds = ", ".join(f"{n} {_LOOKS[mark]['name']}" for mark, n in counts.items())
    busiest = marks.groupby("lane").size().sort_index().sort_values(ascending=False, kind="stable").head(3)
    lane_names = {lane.venue_id: names.get(lane.venue_id) or lane.name for lane in drawn}
    told = ", ".join(f"{lane_names[lane]} ({n})" for lane, n in busiest.items())
    return f"Timeline of {len(marks)} happenings at {len(drawn)} bodies: {kinds}. Most at {told}."
