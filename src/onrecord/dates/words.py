"""The words of time, as lookup tables built once from data/reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.reference import read_rows


def _numbers(kind: str) -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_rows("time_words") if row["kind"] == kind}


def _values(kind: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in read_rows("time_words") if row["kind"] == kind}


MONTHS = _numbers("month")
MONTHS_CUT = frozenset(r["word"] for r in read_rows("time_words") if r["kind"] == "month" and r["note"])
"""Abbreviated names, which may carry a full stop."""
WEEKDAYS = {word: number - 1 for word, number in _numbers("weekday").items()}
"""Monday is 0, as in Python's calendar."""
WEEKDAY_PLURALS = frozenset(_values("weekdays"))
CARDINALS = _numbers("cardinal")
ORDINALS = _numbers("ordinal")
VAGUE = frozenset(_values("vague"))
UNIT = _values("unit")
UNITS = {**UNIT, **_values("units")}
SEASONS = _values("season")
PARTS = frozenset(_values("part"))
CLOCKS = frozenset(_values("clock"))
OFFSETS = _numbers("offset")
TURNS = _numbers("turn")
SETS = frozenset(_values("set"))
EACH = frozenset(_values("each"))
EDGES_OF = frozenset({"beginning", "start", "end", "middle"})
"""Edges that need 'of' after them."""
EDGES = frozenset(_values("edge"))
AHEAD = _numbers("ahead")
AHEAD_BEFORE_TO = _values("ahead before to")
"""Words that look ahead with 'to' after them, or also with 'for' and 'on'."""
NOT_PAST = frozenset(_values("not ed"))
NAMED_BEFORE = frozenset(_values("named before"))
NAMED_AFTER = frozenset(_values("named after"))
NO_YEAR_AFTER = frozenset(_values("no year after"))
NO_YEAR_BEFORE = frozenset(_values("no year before"))

AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "august", "jan", "dec"})
"""Words that are also no months, when they stand alone and uncapitalised."""
AMBIGUOUS_WEEKDAYS = frozenset({"sat", "sun", "mon", "wed", "fri"})


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday and the rule for its day: MM-DD, easter+N, or nth-MM-WEEKDAY-N with an optional shift in days."""

    words: tuple[str, ...]
    rule: str


_WORD = re.compile(r"[^\W\d_]+")


@cache
def holidays() -> dict[str, tuple[Holiday, ...]]:
    """Holidays by the first word of their name, longest names first."""
    found: dict[str, list[Holiday]] = {}
    for row in read_rows("holidays"):
        words = tuple(_WORD.findall(row["name"].lower()))
        found.setdefault(words[0], []).append(Holiday(words, row["rule"]))
    return {word: tuple(sorted(names, key=lambda h: -len(h.words))) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class Sessions:
    """A run of a body's numbered sessions: `number` opened in the first of `months` of `year`, and so on in turn."""

    cues: tuple[str, ...]
    number: int
    year: int
    months: tuple[int, ...]
    lasts: int


@cache
def sessions() -> tuple[Sessions, ...]:
    """Every run of sessions, in the order of the file."""
    return tuple(
        Sessions(
            tuple(row["cues"].split(";")),
            int(row["number"]),
            int(row["year"]),
            tuple(int(m) for m in row["months"].split(";")),
            int(row["lasts"]),
        )
        for row in read_rows("sessions")
    )
