"""The actor network and the discourse network as pictures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import textalloc
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from onrecord.analysis.counting import LAYERS, count, tally
from onrecord.analysis.names import short_names
from onrecord.analysis.networks.discourse import one_mode, stances
from onrecord.analysis.networks.graphs import readable
from onrecord.analysis.networks.measures import camps, signed_pairs
from onrecord.analysis.selection import Selection
from onrecord.reporting.figures import style

_MARKERS = {"country": "o", "igo": "s", "person": "^", "government_body": "D", "ngo": "h", "media": "P", "group": "v"}
_TYPES = {
    "country": "state",
    "igo": "international body",
    "person": "person",
    "government_body": "government body",
    "ngo": "NGO",
    "media": "media",
    "group": "group",
}
_BEND = 0.2
_MARGINS = (0.12, 0.12, 0.45, 0.95)
_CAPTION_BELOW = 40.0
_CROWDED = 26
"""Beyond this many lines a number on each would hide them: then a line without a number rests on one story."""


@dataclass(frozen=True)
class Arc:
    """An edge as drawn; those between the same two actors bend by different amounts."""

    source: str
    target: str
    layer: str
    weight: float
    bend: float


@dataclass(frozen=True)
class _Words:
    """What the picture calls actors, kinds of actor and kinds of line."""

    names: Mapping[str, str]
    types: Mapping[str, str]
    lines: Mapping[str, str]
    directed: bool


@style.styled
def draw_network(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    ax: Axes | None = None,
    *,
    level: str = "states",
    limit: int = 16,
    layers: Iterable[str] = LAYERS,
) -> Axes:
    """Who is for and against whom: solid with + for, dashed with − against, dash-dot with ? requests, dotted talks.

    The number on a line is the stories it rests on. At most `limit` actors; the caption says what is left out.
    """
    counted = count(data, "ties", selection, level=level)
    table = tally(counted, ["source_id", "target_id", "layer"])
    part = readable(table[table["layer"].isin(list(layers))], limit)
    sources = style.sources_line(data, selection, counted.stories)
    note = f"{sources} Numbers on lines: stories{_unnumbered(part.edges)}. {part.note}"
    lines = {layer: look["name"] for layer, look in style.LAYERS.items()}
    nothing = "No ties between actors of this level are counted in this selection."
    words = _Words(short_names(data), _types(data), lines, directed=True)
    return _picture(ax, part.edges, words, ("Who is for and against whom?", note.strip(), nothing))


@style.styled
def draw_discourse(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    ax: Axes | None = None,
    *,
    level: str = "bodies",
    limit: int = 16,
) -> Axes:
    """Who takes the same stances on contested issues and who opposite ones: the subtract network, a stance once."""
    counted = count(data, "positions", selection, level=level)
    pairs = one_mode(stances(data, selection, level=level), "subtract")
    table = pd.DataFrame(
        {"source_id": pairs["a"], "target_id": pairs["b"], "stories": pairs["weight"].abs().astype(int)}
    )
    part = readable(table.assign(layer=np.where(pairs["weight"] > 0, "for", "against")), limit)
    sources = style.sources_line(data, selection, counted.stories)
    numbers = f"Numbers: issues on which two agree less those on which they do not{_unnumbered(part.edges)}."
    question = "Who takes the same stances on the contested issues, and who opposite ones?"
    nothing = "No issue has an actor on each side in this selection."
    lines = {"for": "same stances", "against": "opposite stances"}
    words = _Words(short_names(data), _types(data), lines, directed=False)
    return _picture(ax, part.edges, words, (question, f"{sources} {numbers} {part.note}".strip(), nothing))


def _picture(ax: Axes | None, edges: pd.DataFrame, words: _Words, texts: tuple[str, str, str]) -> Axes:
    question, note, nothing = texts
    ax = style.new_axes(ax, 7.2, 5.6, _MARGINS)
    if edges.empty:
        style.empty(ax, nothing)
        return style.finish(ax, question, note, nothing, _CAPTION_BELOW)
    _draw(ax, arcs_of(edges), words)
    return style.finish(ax, question, note, _tell(edges, words), _CAPTION_BELOW)


def _types(data: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(data["actors"]["actor_id"], data["actors"]["type"].fillna(""), strict=True))


def _unnumbered(edges: pd.DataFrame) -> str:
    return " (where there is none, one)" if len(edges) > _CROWDED else ""


def arcs_of(edges: pd.DataFrame) -> list[Arc]:
    """The edges with their bends: those between the same two actors fan out, whichever way they point."""
    pairs: dict[tuple[str, str], list[tuple[str, str, str, float]]] = {}
    for source, target, layer, n in edges[["source_id", "target_id", "layer", "stories"]].itertuples(index=False):
        pairs.setdefault((min(source, target), max(source, target)), []).append((source, target, layer, n))
    arcs = []
    for (low, _), lines in sorted(pairs.items()):
        for rank, (source, target, layer, n) in enumerate(sorted(lines)):
            offset = (rank - (len(lines) - 1) / 2) * _BEND
            arcs.append(Arc(source, target, layer, float(n), offset if source == low else -offset))
    return arcs


def layout(arcs: Iterable[Arc], wide: float = 1.5) -> dict[str, np.ndarray]:
    """Stable places on an ellipse: the two camps that fewest ties contradict face each other, the strongest in the
    middle.

    Actors that take no side stand below. No layout by forces: those move with every tie, and readers compare runs.
    """
    arcs = list(arcs)
    ends = [*((a.source, a) for a in arcs), *((a.target, a) for a in arcs)]
    weight = pd.Series([a.weight for _, a in ends]).groupby([node for node, _ in ends]).sum()
    table = pd.DataFrame(
        [(a.source, a.target, a.layer, a.weight) for a in arcs], columns=["source_id", "target_id", "layer", "stories"]
    )
    camp = camps(signed_pairs(table)).camp
    strongest = max(sorted(weight.index), key=lambda n: (weight[n], n))
    flip = camp.get(strongest, 0)
    groups: list[list[str]] = [[], [], []]
    for node in sorted(weight.index, key=lambda n: (-weight[n], n)):
        groups[(camp[node] ^ flip) if node in camp else 2].append(node)
    return _around(groups, wide)


def _around(groups: list[list[str]], wide: float) -> dict[str, np.ndarray]:
    """The first group round the left end, then below the third, then the second; the first of each in its middle."""
    used = [g for g in groups if g]
    gap = 0.8 if len(used) > 1 else 0.0
    step = 2 * np.pi / (sum(len(g) for g in groups) + gap * len(used))
    places, at = {}, np.pi - step * len(groups[0]) / 2
    for group in (groups[0], groups[2], groups[1]):
        middle_out = sorted(range(len(group)), key=lambda slot: abs(slot - (len(group) - 1) / 2))
        for node, slot in zip(group, middle_out, strict=True):
            angle = at + (slot + 0.5) * step
            places[node] = np.round(np.array([wide * np.cos(angle), np.sin(angle)]), 6)
        at += (len(group) + (gap if group else 0)) * step
    return places


def _draw(ax: Axes, arcs: list[Arc], words: _Words) -> None:
    places = layout(arcs)
    _frame(ax)
    ends = pd.Series([a.source for a in arcs] + [a.target for a in arcs])
    degree = pd.Series([a.weight for a in arcs] * 2).groupby(ends).sum()
    sizes = {n: 70 + 230 * np.sqrt(degree[n] / degree.max()) for n in places}
    curves = [_draw_arc(ax, arc, places, sizes, words.directed) for arc in arcs]
    kinds = {n: words.types.get(n, "country") for n in places}
    for kind, marker in _MARKERS.items():
        mine = [n for n in places if kinds[n] == kind]
        if mine:
            at = np.array([places[n] for n in mine])
            look = {"facecolor": "#f2efe6", "edgecolor": style.INK, "linewidth": 1.1, "label": _TYPES[kind]}
            ax.scatter(at[:, 0], at[:, 1], s=[sizes[n] for n in mine], marker=marker, zorder=4, **look)
    _label(ax, places, words.names, curves, sizes)
    _badges(ax, arcs, curves, list(places.values()))
    _legend(ax, arcs, set(kinds.values()), words.lines)


def _frame(ax: Axes) -> None:
    box = ax.get_position()
    wide, high = ax.figure.get_size_inches() * (box.width, box.height)
    half = max(1.28, 2.15 * high / wide)
    ax.set_xlim(-half * wide / high, half * wide / high)
    ax.set_ylim(-half, half)
    ax.set_axis_off()


def _draw_arc(
    ax: Axes, arc: Arc, places: Mapping[str, np.ndarray], sizes: Mapping[str, float], directed: bool
) -> np.ndarray:
    look = style.LAYERS[arc.layer]
    p, q = places[arc.source], places[arc.target]
    patch = FancyArrowPatch(
        p,
        q,
        connectionstyle=f"arc3,rad={arc.bend}",
        arrowstyle="-|>" if directed and arc.layer != "talks" else "-",
        mutation_scale=11,
        shrinkA=np.sqrt(sizes[arc.source]) / 2 + 1,
        shrinkB=np.sqrt(sizes[arc.target]) / 2 + 1,
        color=look["color"],
        linestyle=look["linestyle"],
        linewidth=min(0.7 + 0.6 * np.sqrt(arc.weight), 4.0),
        zorder=2,
        gid=f"tie-{arc.layer}",
    )
    ax.add_patch(patch)
    return curve(arc, places)


def curve(arc: Arc, places: Mapping[str, np.ndarray], points: int = 41) -> np.ndarray:
    """The points of an edge from its source to its target: the quadratic curve that matplotlib's arc3 draws."""
    p, q = places[arc.source], places[arc.target]
    control = (p + q) / 2 + arc.bend * np.array([q[1] - p[1], p[0] - q[0]])
    t = np.linspace(0, 1, points)[:, None]
    return (1 - t) ** 2 * p + 2 * t * (1 - t) * control + t**2 * q


def _badges(ax: Axes, arcs: list[Arc], curves: list[np.ndarray], taken: list[np.ndarray]) -> None:
    """Sign and number on each line, on its first half, at the point that is farthest from the numbers already there."""
    taken = list(taken)
    crowded = len(arcs) > _CROWDED
    for arc, line in zip(arcs, curves, strict=True):
        if crowded and arc.weight <= 1:
            continue
        points = line[11:27]
        free = [min(np.hypot(*(point - other)) for other in taken) for point in points]
        place = points[int(np.argmax(np.round(free, 6)))]
        taken.append(place)
        look = style.LAYERS[arc.layer]
        box = {"boxstyle": "round,pad=0.12", "facecolor": style.PAPER, "edgecolor": "none", "alpha": 0.9}
        text = f"{look['badge']}{arc.weight:g}"
        font = {"fontsize": 7.5, "fontweight": "bold", "color": look["color"], "bbox": box}
        ax.text(*place, text, ha="center", va="center", zorder=5, gid="badge", **font)


def _label(
    ax: Axes, places: Mapping[str, np.ndarray], names: Mapping[str, str], curves: list[np.ndarray], sizes: Mapping
) -> None:
    """Names start outside the ring; the library moves those that would cover a line, an actor or one another."""
    nodes = list(places)
    inches = np.sqrt([sizes[n] for n in nodes]) / 72 / 2
    unit = (ax.get_ylim()[1] - ax.get_ylim()[0]) / (ax.get_position().height * ax.figure.get_size_inches()[1])
    at = np.array([places[n] for n in nodes])
    radius = (inches * unit)[:, None]
    rim = np.vstack([at + radius * (np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 9)[:-1]])
    out = at + 0.8 * radius * at / np.linalg.norm(at, axis=1, keepdims=True)
    words = ["\n".join(textwrap.wrap(names.get(n, n), 18)) for n in nodes]
    textalloc.allocate(
        ax,
        out[:, 0],
        out[:, 1],
        words,
        x_scatter=np.concatenate([rim[:, 0], at[:, 0]]),
        y_scatter=np.concatenate([rim[:, 1], at[:, 1]]),
        x_lines=[c[::4, 0] for c in curves],
        y_lines=[c[::4, 1] for c in curves],
        textsize=8.5,
        min_distance=0.01,
        max_distance=0.14,
        margin=0.002,
        linecolor="#999999",
        linewidth=0.6,
        textcolor=style.INK,
        zorder=6,
    )


def _legend(ax: Axes, arcs: list[Arc], kinds: set[str], meanings: Mapping[str, str]) -> None:
    handles = []
    for layer in LAYERS:
        if any(a.layer == layer for a in arcs):
            look = style.LAYERS[layer]
            line = {"color": look["color"], "linestyle": look["linestyle"], "linewidth": 1.8}
            handles.append(Line2D([], [], label=f"{look['badge']} {meanings[layer]}".strip(), **line))
    for kind, marker in _MARKERS.items():
        if kind in kinds and len(kinds) > 1:
            look = {"markerfacecolor": "#f2efe6", "markeredgecolor": style.INK, "linestyle": "none"}
            handles.append(Line2D([], [], marker=marker, label=_TYPES[kind], **look))
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, 0.0), "borderaxespad": 0}
    ax.legend(handles=handles, ncols=4, handlelength=3.0, columnspacing=1.4, **place)


def _tell(edges: pd.DataFrame, words: _Words) -> str:
    verbs = {"for": "is for", "against": "is against", "request": "asks something of", "talks": "talks with"}
    verbs = verbs if words.directed else {"for": "agrees with", "against": "disagrees with"}
    names = words.names
    top = edges.sort_values(["stories", "source_id", "target_id", "layer"], ascending=[False, True, True, True]).head(5)
    told = [
        f"{names.get(r.source_id, r.source_id)} {verbs[r.layer]} {names.get(r.target_id, r.target_id)} ({r.stories})"
        for r in top.itertuples()
    ]
    actors = len(set(edges["source_id"]) | set(edges["target_id"]))
    return f"Network of {actors} actors and {len(edges)} ties. Strongest: {'; '.join(told)}."
