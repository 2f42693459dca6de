"""The network and the timeline as interactive charts: self-contained, offline, the same bytes each time.

`network_chart`, `timeline_chart` give Altair charts; `to_json(chart)` their specification; `to_html(chart, title)`
a page of its own. A page with several charts carries `bundle()` once and `script(chart, element)` for each.
Expressions are interpreted, not compiled, so a page may forbid `eval`; nothing is loaded from anywhere.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import cache

import altair as alt
import numpy as np
import pandas as pd

from onrecord.analysis.counting import LAYERS
from onrecord.analysis.names import cut, short_names
from onrecord.analysis.networks.graphs import edges, readable
from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import MARKS, lanes, timeline
from onrecord.reporting.figures import style
from onrecord.reporting.figures.network import arcs_of, curve, layout

_DASHES = {"for": [1, 0], "against": [6, 3], "request": [6, 2, 1, 2], "talks": [1, 3]}
_FILLS = {"confirmed": "#1f4e79", "reported": "#ffffff", "planned": "#ffffff", "failed": "#b2182b", "record": "#bdbdbd"}
_SHAPES = {"confirmed": "circle", "reported": "circle", "planned": "square", "failed": "cross", "record": "circle"}
_STEP, _HEAD = 14, 17
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
_OPTIONS = {"actions": False, "ast": True, "renderer": "svg", "mode": "vega-lite"}


def network_chart(
    data: Mapping[str, pd.DataFrame], selection: Selection, *, level: str = "states", limit: int = 16
) -> alt.LayerChart:
    """The actor network: click an actor to see its ties, a kind of tie in the legend to see it alone."""
    part = readable(edges(data, selection, level), limit)
    names, arcs = short_names(data), arcs_of(part.edges)
    places = layout(arcs) if arcs else {}
    lines, nodes = _lines(arcs, places, names), _nodes(part.edges, places, names)
    layer = alt.selection_point(name="layer", fields=["kind"], bind="legend")
    actor = alt.selection_point(name="actor", fields=["name"], on="click", clear="dblclick")
    across = alt.Scale(domain=[-2.5, 2.5], nice=False)
    upward = alt.Scale(domain=[-1.3, 1.3], nice=False)
    plain = {"axis": None}
    meanings = [style.LAYERS[k]["name"] for k in LAYERS]
    kinds = {"domain": meanings, "range": [style.LAYERS[k]["color"] for k in LAYERS]}
    colour = alt.Color("kind:N", scale=alt.Scale(**kinds), legend=alt.Legend(title=None, orient="bottom"))
    dashes = alt.Scale(domain=meanings, range=[_DASHES[k] for k in LAYERS])
    touches = "!length(data('actor_store')) || datum.source == actor.name[0] || datum.target == actor.name[0]"
    shown = alt.condition(f"({touches})", alt.value(0.9), alt.value(0.06))
    ties = (
        alt.Chart(lines, name="ties")
        .mark_line(interpolate="linear")
        .encode(
            x=alt.X("x:Q", scale=across, **plain),
            y=alt.Y("y:Q", scale=upward, **plain),
            detail="tie:N",
            order="step:Q",
            color=colour,
            strokeDash=alt.StrokeDash("kind:N", scale=dashes, legend=alt.Legend(title=None, orient="bottom")),
            strokeWidth=alt.StrokeWidth("stories:Q", scale=alt.Scale(range=[1.2, 4.5]), legend=None),
            opacity=shown,
            tooltip=["source:N", "kind:N", "target:N", "stories:Q"],
        )
        .transform_filter(layer)
    )
    heads = (
        alt.Chart(lines, name="heads")
        .mark_point(shape="triangle", filled=True, size=70)
        .encode(
            x=alt.X("x:Q", scale=across, **plain),
            y=alt.Y("y:Q", scale=upward, **plain),
            angle=alt.Angle("angle:Q", scale=alt.Scale(domain=[0, 360], range=[0, 360])),
            color=colour,
            opacity=shown,
        )
        .transform_filter("datum.head == 1")
        .transform_filter(layer)
    )
    place = {"x": alt.X("x:Q", scale=across, **plain), "y": alt.Y("y:Q", scale=upward, **plain)}
    size = alt.Size("stories:Q", scale=alt.Scale(range=[120, 620]), legend=None)
    tips = ["name:N", "stories:Q"]
    points = alt.Chart(nodes, name="actors").mark_circle(fill="#f2efe6", stroke=style.INK, opacity=1)
    points = points.encode(**place, size=size, tooltip=tips).add_params(actor)
    words = alt.layer(*(_names(nodes, side, plain) for side in ("left", "right")))
    title = {"text": "Who is for and against whom?", "subtitle": part.note or "Click an actor or a kind of tie."}
    chart = alt.layer(ties, heads, points, words).add_params(layer)
    return _dressed(chart, title, 680, 430)


def _names(nodes: pd.DataFrame, side: str, plain: Mapping[str, object]) -> alt.Chart:
    """The names of one half of the ring, set outwards."""
    mark = {"align": "right" if side == "left" else "left", "fontSize": 12, "fontWeight": 600, "color": style.INK}
    part = alt.Chart(nodes, name=f"names_{side}").mark_text(**mark).transform_filter(f"datum.side == '{side}'")
    return part.encode(
        x=alt.X("out:Q", scale=alt.Scale(domain=[-2.5, 2.5], nice=False), **plain),
        y=alt.Y("up:Q", scale=alt.Scale(domain=[-1.3, 1.3], nice=False), **plain),
        text="name:N",
    )


def _lines(arcs: list, places: Mapping[str, np.ndarray], names: Mapping[str, str]) -> pd.DataFrame:
    rows = []
    for number, arc in enumerate(arcs):
        points = curve(arc, places, 25)
        for step, (x, y) in enumerate(points):
            ahead = points[min(step + 1, 24)] - points[max(step - 1, 0)]
            angle = (90 - np.degrees(np.arctan2(ahead[1], ahead[0]))) % 360
            ends = (
                names.get(arc.source, arc.source),
                style.LAYERS[arc.layer]["name"],
                names.get(arc.target, arc.target),
            )
            head = int(step == 21 and arc.layer != "talks")
            rows.append((number, step, round(x, 4), round(y, 4), round(angle, 1), head, *ends, int(arc.weight)))
    columns = ["tie", "step", "x", "y", "angle", "head", "source", "kind", "target", "stories"]
    return pd.DataFrame(rows, columns=columns)


def _nodes(table: pd.DataFrame, places: Mapping[str, np.ndarray], names: Mapping[str, str]) -> pd.DataFrame:
    ends = pd.concat([table["source_id"], table["target_id"]]).to_numpy()
    weight = pd.concat([table["stories"], table["stories"]]).groupby(ends).sum()
    rows = [
        (names.get(n, n), round(p[0], 4), round(p[1], 4), round(p[0] * 1.08, 4), round(p[1] * 1.13, 4), int(weight[n]))
        for n, p in places.items()
    ]
    table = pd.DataFrame(rows, columns=["name", "x", "y", "out", "up", "stories"])
    return table.assign(side=np.where(table["x"] < 0, "left", "right"))


def timeline_chart(
    data: Mapping[str, pd.DataFrame], selection: Selection, *, record: pd.DataFrame | None = None
) -> alt.LayerChart:
    """The venue timeline: drag and zoom along time, hover for what, date and its basis, status, stories and verdict."""
    marks = timeline(data, selection, record).dropna(subset=["first"])
    names = short_names(data)
    words = {lane.venue_id: names.get(lane.venue_id) or cut(lane.name, 70) for lane in lanes(marks)}
    table, rows = _rows(_happenings(marks, words, selection), list(words.values()))
    height = int(rows["bottom"].max()) if len(rows) else 80
    kind = alt.selection_point(name="kind", fields=["mark"], bind="legend")
    zoom = alt.selection_interval(name="zoom", bind="scales", encodings=["x"])
    depth = {"axis": None, "scale": alt.Scale(domain=[0, height], reverse=True, nice=False)}
    down = alt.Y("y:Q", **depth)
    legend = alt.Legend(title=None, orient="bottom")
    fill = alt.Fill("mark:N", scale=alt.Scale(domain=list(MARKS), range=[_FILLS[m] for m in MARKS]), legend=legend)
    shape = alt.Shape("mark:N", scale=alt.Scale(domain=list(MARKS), range=[_SHAPES[m] for m in MARKS]), legend=legend)
    dash = alt.condition("datum.mark == 'planned'", alt.value([3, 2]), alt.value([1, 0]))
    tips = ["what:N", "venue:N", "date:N", "basis:N", "status:N", "stories:Q", "symbol:N", "numbers:N", "verdict:N"]
    across = alt.X("first:T", title=None, scale=alt.Scale(padding=10))
    base = {
        "tooltip": tips,
        "fill": fill,
        "strokeDash": dash,
        "opacity": alt.condition(kind, alt.value(1), alt.value(0.1)),
    }
    bars = alt.Chart(table, name="spans").mark_bar(height=9, stroke="#1f4e79", clip=True)
    bars = bars.transform_filter("datum.days > 3").encode(x=across, x2="last:T", y=down, **base).add_params(kind)
    dots = alt.Chart(table, name="days").mark_point(size=85, stroke="#1f4e79", clip=True)
    dots = dots.transform_filter("datum.days <= 3").encode(x=across, y=down, shape=shape, **base).add_params(zoom)
    rules = alt.Chart(rows, name="rules").mark_rule(color="#d9d9d9").encode(y=alt.Y("bottom:Q", **depth))
    labels = alt.Chart(rows, name="venues").mark_text(align="left", fontSize=10.5, fontWeight=600, color="#444444")
    labels = labels.encode(x=alt.value(4), y=alt.Y("head:Q", **depth), text="venue:N")
    subtitle = "Drag to move, scroll to zoom. Filled: confirmed by the record; dashed: planned; cross: failed."
    title = {"text": "What happened where, and on whose word?", "subtitle": subtitle}
    chart = alt.layer(rules, labels, bars, dots)
    return _dressed(chart, title, 680, height)


def _rows(table: pd.DataFrame, venues: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The happenings with their height, those near in time on levels of their own, and the rows of the venues."""
    first, last = pd.to_datetime(table["first"]), pd.to_datetime(table["last"])
    near = (last.max() - first.min()) * 0.02 if len(table) else pd.Timedelta(0)
    busy: dict[tuple[str, int], pd.Timestamp] = {}
    levels = []
    for venue, begin, end in zip(table["venue"], first, last, strict=True):
        level = next(i for i in range(len(table)) if (venue, i) not in busy or busy[venue, i] + near < begin)
        busy[venue, level] = end
        levels.append(level)
    table = table.assign(level=levels)
    depth = (
        (table.groupby("venue")["level"].max() + 1).reindex(venues).to_numpy(int) if len(table) else np.zeros(0, int)
    )
    bottom = np.cumsum(depth * _STEP + _HEAD + 4)
    top = bottom - depth * _STEP - _HEAD - 4
    rows = pd.DataFrame({"venue": venues, "head": top + _HEAD / 2, "bottom": bottom})
    y = table["venue"].map(dict(zip(venues, top, strict=True))).to_numpy(float) + _HEAD + _STEP * (table["level"] + 0.5)
    return table.assign(y=y), rows


def _happenings(marks: pd.DataFrame, words: Mapping[str, str], selection: Selection) -> pd.DataFrame:
    since, until = (np.datetime64(d) for d in selection.period)
    begin, end = max(since, np.datetime64("1800-01-01")), min(until, np.datetime64("2200-01-01"))
    first = np.clip(marks["first"].to_numpy("datetime64[D]"), begin, end)
    last = np.clip(marks["last"].to_numpy("datetime64[D]"), begin, end)
    plain = marks.astype(object).where(marks.notna(), "")
    return pd.DataFrame(
        {
            "venue": [words[v] for v in marks["lane"]],
            "what": plain["label"].where(plain["label"] != "", plain["kind"]).astype(str),
            "first": first.astype(str),
            "last": (last + np.timedelta64(1, "D")).astype(str),
            "days": (last - first).astype(int),
            "mark": plain["mark"].astype(str),
            "date": plain["date"].astype(str),
            "basis": plain["date_basis"].astype(str),
            "status": plain["status"].astype(str),
            "stories": marks["stories"].astype(int),
            "symbol": plain["symbol"].astype(str),
            "numbers": plain["numbers"].astype(str),
            "verdict": plain["verdicts"].astype(str),
        }
    )


def _dressed(chart: alt.LayerChart, title: Mapping[str, str], width: int, height: int) -> alt.LayerChart:
    heading = alt.TitleParams(anchor="start", fontSize=15, subtitleFontSize=11, subtitleColor=style.MUTED, **title)
    return chart.properties(width=width, height=height, title=heading).configure_view(stroke=None)


def to_json(chart: alt.LayerChart) -> str:
    """A chart's Vega-Lite specification, keys in order, safe inside a script element."""
    text = json.dumps(chart.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def bundle() -> str:
    """The JavaScript that draws the charts, whole: Vega, Vega-Lite and Vega-Embed."""
    import vl_convert

    return vl_convert.javascript_bundle().replace("</script", "<\\/script")


def script(chart: alt.LayerChart, element: str) -> str:
    """JavaScript that draws a chart into the page's element of that id, where the bundle is loaded."""
    return f"vegaEmbed({json.dumps('#' + element)},{to_json(chart)},{json.dumps(_OPTIONS, sort_keys=True)});"


def to_html(chart: alt.LayerChart, title: str) -> str:
    """A page that shows a chart and loads nothing."""
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    body = f'<div id="chart" role="img" aria-label="{html.escape(title)}"></div>'
    scripts = f"<script>{bundle()}</script><script>{script(chart, 'chart')}</script>"
    page = f'<!DOCTYPE html><html lang="en"><head>{head}<title>{html.escape(title)}</title></head>'
    return f"{page}<body>{body}{scripts}</body></html>\n"
