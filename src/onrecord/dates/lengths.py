"""Lengths of time, repetitions, clock times: typed as such, and never dates."""

from __future__ import annotations

from onrecord.dates.numbers import cardinal, ordinal
from onrecord.dates.reading import Reading
from onrecord.dates.relative import steps
from onrecord.dates.tokens import Tokens
from onrecord.dates.words import EACH, MONTHS, SETS, UNIT, UNITS, WEEKDAY_PLURALS, WEEKDAYS

_ROWS = frozenset({"consecutive", "straight", "successive"})
_PER = frozenset({"times", "time", "once", "twice", "percent", "dollars", "barrels", "people", "tons", "hours", "days"})
_LENGTH_BEFORE = frozenset(
    [
        "for",
        "in",
        "within",
        "after",
        "about",
        "over",
        "under",
        "take",
        "takes",
        "took",
        "nearly",
        "almost",
        "than",
        "every",
        "of",
        "since",
    ]
)


def repetition(t: Tokens, i: int) -> Reading | None:
    """daily, every year, each Monday, on Sundays, twice a month, the 14th consecutive year."""
    word = t.word(i)
    if word in SETS and not (t.is_capital(i) and t.is_capital(i - 1)):
        return Reading(i, i + 1, "set", "set:adverb")
    if word in WEEKDAY_PLURALS:
        return Reading(i, i + 1, "set", "set:weekdays")
    if word in EACH:
        return _each(t, i)
    row = ordinal(t, i)
    return _in_a_row(t, i, row[0]) if row else None


def _each(t: Tokens, i: int) -> Reading | None:
    k = i + 1
    number = steps(t, k)
    if number:
        return Reading(i, number[0], "set", "set:every")
    k += t.word(k) in ("other", "single", "passing", "second", "third")
    if (
        t.word(k) in UNIT
        or t.word(k) in WEEKDAYS
        or t.word(k) in MONTHS
        or t.word(k) in ("morning", "night", "evening", "spring", "summer")
    ):
        return Reading(i, k + 1, "set", "set:every")
    return None


def _in_a_row(t: Tokens, i: int, k: int) -> Reading | None:
    """14th consecutive year, third straight month, fourth year in a row."""
    if t.word(k) in _ROWS and t.word(k + 1) in UNITS:
        return Reading(i, k + 2, "set", "set:in_a_row")
    if t.word(k) in UNIT and (t.word(k + 1), t.word(k + 2)) in (("running", ""), ("in", "a")):
        return Reading(i, k + 1 + (4 if t.word(k + 3) == "row" else 0), "set", "set:in_a_row") if _row(t, k) else None
    return None


def _row(t: Tokens, k: int) -> bool:
    return t.word(k + 3) == "row"


def length(t: Tokens, i: int) -> Reading | None:
    """three days, a five-year plan, for weeks, a decade; 'four times a year' is a repetition."""
    found = steps(t, i)
    if found:
        return _measured(t, i, *found)
    hyphenated = _hyphenated(t, i)
    if hyphenated:
        return Reading(i, hyphenated, "duration", "duration:compound")
    if UNITS.get(t.word(i)) in ("week", "month", "year", "decade", "century") and t.word(i) not in UNIT:
        before = t.word(i - 1)
        if before in ("for", "in", "recent", "of", "over", "coming", "after", "within", "many", "past", "last"):
            return Reading(i, i + 1, "duration", "duration:vague")
    return None


def _measured(t: Tokens, i: int, stop: int, lengths: tuple[tuple[int | None, str], ...]) -> Reading | None:
    if t.word(stop) == "-" and t.glued(stop) and t.word(stop + 1) in ("old", "olds"):
        return None
    if t.word(i) in ("a", "an") and (t.word(i - 1) in _PER or t.is_kind(i - 1, "num")):
        return Reading(i, stop, "set", "set:per")
    if t.word(i) in ("a", "an") and lengths[0][1] in ("day", "second", "half") and t.word(i - 1) not in _LENGTH_BEFORE:
        return None
    if t.word(i) in ("a", "an") and lengths[0][1] in ("second", "quarter", "half", "weekend", "century"):
        return None
    if lengths[-1][1] in ("second", "quarter", "half") and t.word(stop - 1) in UNIT and lengths[-1][0] == 1:
        return None
    return Reading(i, stop, "duration", "duration:measured")


def _hyphenated(t: Tokens, i: int) -> int | None:
    """five-year, 16-hour, year-long, decades-long, two-and-a-half-year; not 44-year-old: the token after, or None."""
    if t.word(i) in UNITS and t.word(i + 1) == "-" and t.word(i + 2) in ("long", "old"):
        return i + 3 if t.word(i + 2) == "long" else None
    number = cardinal(t, i)
    if not number or t.word(number[0]) != "-" or t.word(number[0] + 1) not in UNIT:
        return None
    stop = number[0] + 2
    if t.word(stop) == "-" and t.word(stop + 1) in ("old", "olds"):
        return None
    return stop + 2 if t.word(stop) == "-" and t.word(stop + 1) == "long" else stop


def clock(t: Tokens, i: int) -> Reading | None:
    """10 a.m., 10:35, 1830 GMT, noon."""
    if t.word(i) in ("noon", "midnight", "midday") and t.is_kind(i, "word"):
        return Reading(i, i + 1, "time", "time:named")
    if not t.is_kind(i, "num", "clock"):
        return None
    hour, _, minute = t.low[i].partition(":")
    stop = _half_of_day(t, i + 1)
    if t.is_kind(i, "clock") and int(hour) < 25 and int(minute[:2]) < 60:
        return Reading(i, stop, "time", "time:clock")
    if t.is_kind(i, "num") and len(hour) < 3 and hour.isdecimal() and int(hour) <= 12 and stop > i + 1:
        return Reading(i, stop, "time", "time:clock")
    if len(t.low[i]) == 4 and hour.isdecimal() and t.word(i + 1) in ("gmt", "utc") and int(hour) < 2500:
        return Reading(i, i + 2, "time", "time:clock")
    return None


def _half_of_day(t: Tokens, k: int) -> int:
    """The token after a.m., p.m., am, pm, o'clock at k; k itself where there is none."""
    if t.word(k) in ("am", "pm"):
        return k + 1
    if t.word(k) in ("a", "p") and t.word(k + 1) == "." and t.word(k + 2) == "m" and t.glued(k + 2):
        return k + 3 + (t.word(k + 3) == "." and t.glued(k + 3))
    if (t.word(k), t.word(k + 1), t.word(k + 2)) == ("o", "'", "clock"):
        return k + 3
    return k
