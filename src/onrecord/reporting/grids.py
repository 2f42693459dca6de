"""Tables of the report as plain data: what each cell says, what it rests on, and how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from onrecord.reporting.citations import Citations, Sentence
from onrecord.reporting.names import Names
from onrecord.reporting.pipeline import Run, Tables

MOST_ROWS = 15
"""How many rows a table of the report shows; the whole table is its download."""

WITHHELD = "(withheld)"
"""Stands for words of a source that a run may not carry."""


class Context(NamedTuple):
    """What every part of a report is made from."""

    run: Run
    data: Tables
    names: Names
    citations: Citations

    def words(self, text: object) -> str:
        """Words of a source on one line, if this run may carry them."""
        return " ".join(say(text).split()) if self.run.shows("sentence") else WITHHELD

    def cite(self, evidence: str | Sequence[str]) -> tuple[Sentence, ...]:
        """The sentences behind coded rows: their ids, as a list or joined by ';'."""
        return self.citations.cite(evidence.split(";") if isinstance(evidence, str) else evidence)


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    text: str
    cites: tuple[Sentence, ...] = ()
    look: str = ""
    title: str = ""
    compact: bool = False
    """The text itself leads to the first sentence, where there is no room for numbers."""

    @property
    def is_number(self) -> bool:
        """Whether it is set flush right.

        >>> Cell("12").is_number, Cell("2014-12").is_number
        (True, False)
        """
        return self.text.replace(".", "", 1).isdigit()


@dataclass(frozen=True)
class Grid:
    """A table with the question it answers and what is said where it is empty."""

    name: str
    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    note: str = ""
    most: int = MOST_ROWS

    @property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows on the page; the others are only in the download."""
        return self.rows[: self.most]


def grid_of(name: str, question: str, rows: pd.DataFrame, columns: Sequence[str], nothing: str) -> Grid:
    """A table of plain values."""
    cells = tuple(tuple(Cell(say(v)) for v in row) for row in rows[list(columns)].itertuples(index=False))
    return Grid(name, question, tuple(c.replace("_", " ").capitalize() for c in columns), cells, nothing)


def say(value: object) -> str:
    """A value as text; nothing for one that is missing.

    >>> say(None), say(pd.Timestamp("2014-12-18")), say(3)
    ('', '2014-12-18', '3')
    """
    if value is None or pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def between(first: object, last: object) -> str:
    """A first and last day in words.

    >>> between(pd.Timestamp("2014-12-18"), pd.Timestamp("2014-12-18"))
    '2014-12-18'
    """
    a, b = say(first), say(last)
    return a if a == b else f"{a} to {b}"


def plural(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "story", "stories"), plural(2, "page")
    ('1 story', '2 pages')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def listed(parts: Sequence[str], most: int = 3) -> str:
    """Some things in a sentence.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])
    ('a', 'a and b', 'a, b, c and 2 more')
    """
    shown, more = list(parts[:most]), len(parts) - most
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
