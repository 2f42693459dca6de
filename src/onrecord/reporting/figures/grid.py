"""The actor x issue grid as a picture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch, Polygon, Rectangle

from onrecord.analysis.names import issue_name, short_names
from onrecord.analysis.networks.grid import issue_grid
from onrecord.analysis.selection import Selection
from onrecord.reporting.figures import style

_ROW, _LEFT, _RIGHT, _BELOW = 0.27, 1.75, 0.75, 0.75


@style.styled
def draw_grid(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    ax: Axes | None = None,
    *,
    level: str = "bodies",
    limit: int = 18,
    issues: int = 14,
) -> Axes:
    """Actors by issues: + and the number of stories for, hatched with − against, both in a parted cell.

    A dark corner says that the actor changed sides.
    """
    cells = issue_grid(data, selection, level)
    actors, columns = _most(cells, "actor_id", limit), _most(cells, "issue", issues)
    shown = cells[cells["actor_id"].isin(actors) & cells["issue"].isin(columns)]
    note = f"{style.sources_line(data, selection, _stories(cells, data))} Numbers: stories. {_left_out(cells, shown)}"
    question = "Who is for and against what?"
    top = 0.5 + 0.045 * max((len(issue_name(c)) for c in columns), default=0)
    ax = style.new_axes(ax, 7.2, top + _BELOW + _ROW * max(len(actors), 3), (_LEFT, _RIGHT, top, _BELOW))
    if shown.empty:
        style.empty(ax, "No positions are counted in this selection.")
        return style.finish(ax, question, note, "An empty grid: no positions are counted.")
    for cell in shown.rename(columns={"for": "supports"}).itertuples():
        _draw_cell(ax, columns.index(cell.issue), actors.index(cell.actor_id), cell)
    _frame(ax, [short_names(data).get(a, a) for a in actors], [issue_name(c) for c in columns])
    style.finish(ax, question, note.strip(), _tell(shown, short_names(data)), below=26)
    return ax


def _most(cells: pd.DataFrame, column: str, limit: int) -> list[str]:
    """The values with most cells filled and stories, most first, as far as there is room."""
    table = cells.groupby(column).agg(stories=("stories", "sum")).reset_index()
    return table.sort_values(["stories", column], ascending=[False, True], kind="stable")[column].head(limit).tolist()


def _stories(cells: pd.DataFrame, data: Mapping[str, pd.DataFrame]) -> int:
    rows = set(";".join(cells["evidence"]).split(";")) if len(cells) else set()
    positions = data["positions"]
    pages = positions.loc[positions["position_id"].isin(rows), "doc_id"]
    articles = data["articles"].set_index("doc_id")
    return int(pages.map(articles["story_id"].fillna(articles.index.to_series())).nunique())


def _left_out(cells: pd.DataFrame, shown: pd.DataFrame) -> str:
    if len(shown) == len(cells):
        return ""
    actors, issues = cells["actor_id"].nunique(), cells["issue"].nunique()
    drawn = f"{shown['actor_id'].nunique()} of {actors} actors and {shown['issue'].nunique()} of {issues} issues"
    return f"Drawn: {drawn}, those in most stories."


def _draw_cell(ax: Axes, x: int, y: int, cell: object) -> None:
    sides = [(side, n) for side, n in (("for", cell.supports), ("against", cell.against)) if n]
    width = 1 / len(sides)
    for rank, (side, n) in enumerate(sides):
        look = style.LAYERS[side]
        fill = to_rgba(look["color"], min(0.16 + 0.12 * n, 0.7))
        hatch = "////" if side == "against" else None
        place = (x - 0.5 + rank * width, y - 0.5)
        paint = {"facecolor": fill, "hatch": hatch, "hatchcolor": "#a4676f", "edgecolor": style.PAPER}
        ax.add_patch(Rectangle(place, width, 1, linewidth=1.5, gid=side, **paint))
        box = {"boxstyle": "round,pad=0.1", "facecolor": style.PAPER, "edgecolor": "none", "alpha": 0.75}
        font = {"fontsize": 8, "ha": "center", "va": "center", "color": style.INK, "bbox": box}
        ax.text(place[0] + width / 2, y, f"{look['badge']}{n}", **font)
    if cell.changed:
        corner = [(x + 0.5, y - 0.5), (x + 0.22, y - 0.5), (x + 0.5, y - 0.05)]
        ax.add_patch(Polygon(corner, facecolor=style.INK, edgecolor=style.PAPER, linewidth=0.8, gid="changed"))


def _frame(ax: Axes, actors: list[str], issues: list[str]) -> None:
    ax.set_xlim(-0.5, len(issues) - 0.5)
    ax.set_ylim(len(actors) - 0.5, -0.5)
    ax.set_yticks(range(len(actors)), actors)
    ax.set_xticks(range(len(issues)), issues, rotation=42, ha="left", rotation_mode="anchor")
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for x in np.arange(-0.5, len(issues)):
        ax.axvline(x, color="#e6e6e6", linewidth=0.6, zorder=0)
    for y in np.arange(-0.5, len(actors)):
        ax.axhline(y, color="#e6e6e6", linewidth=0.6, zorder=0)
    handles = [
        Patch(facecolor=to_rgba(style.FOR, 0.4), label="+ for"),
        Patch(
            facecolor=to_rgba(style.AGAINST, 0.4),
            hatch="////",
            hatchcolor="#a4676f",
            edgecolor=style.PAPER,
            label="− against",
        ),
        Patch(facecolor=style.INK, label="corner: changed sides"),
    ]
    place = {"loc": "upper left", "bbox_to_anchor": (0.0, 0.0), "borderaxespad": 0.6}
    ax.legend(handles=handles, ncols=3, **place)


def _tell(shown: pd.DataFrame, names: Mapping[str, str]) -> str:
    told = []
    for actor, rows in shown.groupby("actor_id", sort=False):
        sides = [
            f"{side} {', '.join(issue_name(i) for i in rows.loc[rows[side] > 0, 'issue'])}"
            for side in ("for", "against")
            if (rows[side] > 0).any()
        ]
        told.append(f"{names.get(actor, actor)} is {' and '.join(sides)}")
    more = f" {len(told) - 6} more actors." if len(told) > 6 else ""
    size = f"{shown['actor_id'].nunique()} actors by {shown['issue'].nunique()} issues"
    return f"Grid of {size}. {'. '.join(told[:6])}.{more}"
