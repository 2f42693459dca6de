"""What all figures share: the style sheet, the caption that says what is counted, the alternative text, saving."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from onrecord.analysis.coverage import coverage
from onrecord.analysis.selection import Selection

STYLE = Path(__file__).with_name("onrecord.mplstyle")
INK, MUTED, PAPER = "#222222", "#666666", "#ffffff"
FOR, AGAINST, REQUEST, TALKS = "#2166ac", "#b2182b", "#b35806", "#7f7f7f"
LAYERS = {
    "for": {"color": FOR, "linestyle": "solid", "badge": "+", "name": "supports, agrees, helps"},
    "against": {"color": AGAINST, "linestyle": (0, (5, 2)), "badge": "−", "name": "accuses, rejects, coerces"},
    "request": {"color": REQUEST, "linestyle": (0, (5, 1.5, 1, 1.5)), "badge": "?", "name": "urges, demands"},
    "talks": {"color": TALKS, "linestyle": (0, (1, 1.6)), "badge": "", "name": "meet or talk (neutral)"},
}
"""Colour, line and sign of each layer: any one of the three tells it from the others."""

_CAPTION, _ALT = "onrecord-caption", "onrecord-alt"


def styled(draw: Callable[..., Axes]) -> Callable[..., Axes]:
    """Draw in the project's style, whatever style the caller's notebook has."""

    @wraps(draw)
    def inside(*args: object, **kwargs: object) -> Axes:
        with plt.style.context(STYLE):
            return draw(*args, **kwargs)

    return inside


def new_axes(ax: Axes | None, width: float, height: float, margins: tuple[float, float, float, float]) -> Axes:
    """The given Axes, or those of a new figure with room of left, right, top and bottom inches around them.

    The place is fixed, not fitted afterwards, for labels are placed where the Axes are.
    """
    if ax is not None:
        return ax
    left, right, top, bottom = margins
    figure = plt.figure(figsize=(width, height))
    box = (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
    return figure.add_axes(box)


def sources_line(data: Mapping[str, pd.DataFrame], selection: Selection, stories: int) -> str:
    """How many stories a figure counts, of how many outlets' pages, in which period."""
    found = coverage(data, selection)
    begin, end = selection.since or found.first or "no date", selection.until or found.last or "no date"
    period = begin if begin == end else f"{begin} to {end}"
    of = f"{_n(stories, 'independent story', 'independent stories')} counted"
    published = f"{_n(found.pages, 'page')} of {_n(found.outlets, 'outlet')} published in that time"
    own = " All pages were written for this project, not by publishers." if _all_written_here(data["articles"]) else ""
    return f"{of}; {period}. Sources: {published}.{own}"


def _all_written_here(articles: pd.DataFrame) -> bool:
    notes = articles["note"].fillna("")
    return len(notes) > 0 and bool(notes.str.contains("written for", case=False).all())


def _n(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> _n(1, "page"), _n(2, "story", "stories")
    ('1 page', '2 stories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def finish(ax: Axes, question: str, note: str, alt: str, below: float = 24.0) -> Axes:
    """Give a figure its question as title, its caption `below` points beneath the Axes, and its alternative text."""
    width = ax.get_position().width * ax.figure.get_size_inches()[0]
    left = ax.get_position().x0 * ax.figure.get_size_inches()[0] - 0.12
    title = "\n".join(textwrap.wrap(question, int((width + left) * 11.5)))
    ax.set_title(title, loc="left", x=-left / width)
    text = "\n".join(textwrap.wrap(note, int((width + left) * 18)))
    place = {"xycoords": "axes fraction", "textcoords": "offset points", "annotation_clip": False}
    label = ax.annotate(text, (-left / width, 0), (0, -below), va="top", fontsize=7.2, color=MUTED, **place)
    label.set_gid(_CAPTION)
    ax.set_label(f"{_ALT}:{alt}")
    return ax


def caption(ax: Axes) -> str:
    """A figure's caption as one line."""
    return " ".join(" ".join(t.get_text() for t in ax.texts if t.get_gid() == _CAPTION).split())


def alt_text(ax: Axes) -> str:
    """A figure's alternative text: what a reader who cannot see it should know."""
    return str(ax.get_label()).removeprefix(f"{_ALT}:")


def empty(ax: Axes, message: str) -> None:
    """Say on an empty figure why it is empty."""
    ax.set_axis_off()
    ax.text(
        0.5, 0.5, "\n".join(textwrap.wrap(message, 70)), ha="center", va="center", transform=ax.transAxes, color=MUTED
    )


def save(ax: Axes, path: Path) -> Path:
    """Write a figure, the same bytes for the same figure, and close it."""
    metadata = {"Date": None} if path.suffix in (".svg", ".pdf") else {"Software": None}
    if path.suffix == ".pdf":
        metadata = {"CreationDate": None}
    with plt.style.context(STYLE):
        ax.figure.savefig(path, metadata=metadata)
    plt.close(ax.figure)
    return path
