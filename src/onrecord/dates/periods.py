"""Named stretches of the calendar: quarters, halves, seasons, decades, centuries, holidays and numbered sessions."""

from __future__ import annotations

import re

from onrecord.dates import edtf
from onrecord.dates.calendar import holiday, nearest_holiday
from onrecord.dates.numbers import ordinal, whole, year_number
from onrecord.dates.reading import Reading
from onrecord.dates.relative import from_today, named_holiday, season_of
from onrecord.dates.tokens import Tokens
from onrecord.dates.words import ORDINALS, SEASONS, TURNS, Sessions, sessions

TENS = {
    word: n * 10
    for n, word in enumerate(
        ["tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 1
    )
}
_PARTS = {"quarter": (3, 4), "half": (6, 2)}
_SESSION_REACH = 200
_BEFORE_SEASON = frozenset(
    ["in", "this", "that", "the", "of", "during", "since", "early", "late", "by", "until", "mid", "-"]
)


def year_part(t: Tokens, i: int) -> Reading | None:
    """the third quarter of 1984, Q3 2019, third-quarter results, the first half of 2014."""
    found = ordinal(t, i) if t.word(i) in ORDINALS or t.is_kind(i, "ord") else None
    if not found:
        return _short_quarter(t, i)
    k, number = found
    k += t.word(k) == "-"
    unit = t.word(k)
    if unit not in _PARTS or number > _PARTS[unit][1] or t.word(k + 1) == "-":
        return None
    k += 1
    turn = None
    year = year_number(t, k + (t.word(k) in ("of", ",")))
    if not year and t.word(k) == "of" and TURNS.get(t.word(k + 1)) is not None and t.word(k + 2) == "year":
        turn, k = TURNS[t.word(k + 1)], k + 3
    if year:
        value = part_of(year[1], number, unit)
        return Reading(i, year[0], "date", "explicit:year_part", lambda c: value)
    if unit == "half" and turn is None:
        return None
    return Reading(
        i, k, "date", "relative:year_part", from_today(lambda d, c: _latest_part(d.year, d.month, number, unit, turn))
    )


def _short_quarter(t: Tokens, i: int) -> Reading | None:
    """Q3 2019, 3Q19 is left out."""
    if t.word(i) != "q" or not t.glued(i + 1) or whole(t, i + 1) not in (1, 2, 3, 4):
        return None
    year = year_number(t, i + 2)
    if not year:
        return None
    value = part_of(year[1], int(t.low[i + 1]), "quarter")
    return Reading(i, year[0], "date", "explicit:year_part", lambda c: value)


def part_of(year: int, number: int, unit: str) -> str:
    """The months of a quarter or half of a year.

    >>> part_of(1984, 3, "quarter")
    '1984-07/1984-09'
    """
    length = _PARTS[unit][0]
    return edtf.interval(edtf.month(year, (number - 1) * length + 1), edtf.month(year, number * length))


def _latest_part(year: int, month: int, number: int, unit: str, turn: int | None) -> str:
    if turn is None:
        turn = -1 if (number - 1) * _PARTS[unit][0] + 1 > month else 0
    return part_of(year + turn, number, unit)


def season(t: Tokens, i: int) -> Reading | None:
    """summer 2014, the spring of 2015; 'in the fall' with no year is left unresolved only if nothing tells it."""
    months = SEASONS.get(t.word(i))
    if not months:
        return None
    k = i + 1 + (t.word(i + 1) in ("of", ","))
    year = year_number(t, k) if t.is_kind(k, "num") else None
    if not year:
        return None
    value = season_of(months, year[1])
    return Reading(i, year[0], "date", "explicit:season", lambda c: value)


def decade(t: Tokens, i: int) -> Reading | None:
    """the 1990s, the '90s, the nineties, the 19th century."""
    return _decade_in_figures(t, i) or _decade_in_words(t, i) or _century(t, i)


def _decade_in_figures(t: Tokens, i: int) -> Reading | None:
    low = t.word(i)
    if not t.is_kind(i, "num") or not low.endswith("0"):
        return None
    if len(low) == 2 and t.word(i - 1) == "'" and t.word(i + 1) == "s":
        return _years(i - 1, i + 2, 1900 + int(low), 1909 + int(low), "decade")
    year = year_number(t, i)
    stop = i + 2 + (t.word(i + 1) == "'")
    if not year or t.word(stop - 1) != "s" or not (t.glued(stop - 1) or t.word(stop) in ("", ".", ",")):
        return None
    whole_century = year[1] % 100 == 0 and year[1] < 2000
    return _years(i, stop, year[1], year[1] + (99 if whole_century else 9), "decade")


def _decade_in_words(t: Tokens, i: int) -> Reading | None:
    told = t.word(i) in TENS and t.word(i - 1) in ("the", "early", "late", "mid", "-")
    if not told or t.word(i - 2) not in ("in", "of", "since", "during", "the", "from"):
        return None
    return _years(i, i + 1, 1900 + TENS[t.word(i)], 1909 + TENS[t.word(i)], "decade")


def _century(t: Tokens, i: int) -> Reading | None:
    number = ordinal(t, i)
    stop = number[0] + (t.word(number[0]) == "-") + 1 if number else i
    if not number or t.word(stop - 1) != "century" or not 10 <= number[1] <= 22:
        return None
    return _years(i, stop, (number[1] - 1) * 100 + 1, number[1] * 100, "century")


def _years(start: int, stop: int, first: int, last: int, detail: str) -> Reading:
    value = edtf.interval(edtf.year(first), edtf.year(last))
    return Reading(start, stop, "date", f"explicit:{detail}", lambda c: value)


def feast(t: Tokens, i: int) -> Reading | None:
    """Christmas Eve, Good Friday 2018, Human Rights Day."""
    named = named_holiday(t, i)
    if not named or (
        t.word(i)[:1] in "abcdefghijklmnopqrstuvwxyz" and named[1].words == ("may", "day") and not t.is_capital(i)
    ):
        return None
    stop, name = named
    k = stop + (t.word(stop) in ("of", ","))
    year = year_number(t, k)
    if year:
        told = holiday(name.rule, year[1])
        value = edtf.day(told) if told else None
        return Reading(i, year[0], "date", "explicit:holiday", lambda c: value)
    if t.word(stop) == "of" and TURNS.get(t.word(stop + 1)) is not None and t.word(stop + 2) == "year":
        way = TURNS[t.word(stop + 1)]

        def of_year(context_year: int) -> str | None:
            told = holiday(name.rule, context_year + way)
            return edtf.day(told) if told else None

        return Reading(i, stop + 3, "date", "relative:holiday", from_today(lambda d, c: of_year(d.year)))
    return Reading(i, stop, "date", "explicit:holiday", lambda c: nearest_holiday(name, None, c))


def session(t: Tokens, i: int) -> Reading | None:
    """the 69th session of the General Assembly: the months of a body's numbered session, if a body is named near it."""
    number = ordinal(t, i)
    if not number:
        return None
    k = number[0] + (t.word(number[0]) in ("regular", "annual", "ordinary"))
    if t.word(k) != "session" or number[1] < 5:
        return None
    run = _body(t, i, k, number[1])
    value = session_months(run, number[1]) if run else None
    return Reading(i, k + 1, "date", "explicit:session", lambda c: value)


def _body(t: Tokens, i: int, k: int, number: int) -> Sessions | None:
    """The run of sessions of the body named nearest: just after ('session of the ...'), else before."""
    end = t.end[k]
    after = re.split(r"(?<![A-Z])[.!?]\s", t.text[end : end + _SESSION_REACH], maxsplit=1)[0].lower()
    before = t.text[max(0, t.start[i] - _SESSION_REACH) : t.start[i]].lower()
    near = [(_distance(after, cue, False), run) for run in sessions() for cue in run.cues]
    near += [(_distance(before, cue, True), run) for run in sessions() for cue in run.cues]
    near = [(d, run) for d, run in near if d is not None]
    if not near:
        return None
    nearest = min(d for d, _ in near)
    cues = next(run.cues for d, run in near if d == nearest)
    fit = [run for run in sessions() if run.cues == cues and run.number <= number]
    return fit[-1] if fit else None


def _distance(text: str, cue: str, backwards: bool) -> int | None:
    place = text.rfind(cue) if backwards else text.find(cue)
    return None if place < 0 else (len(text) - place if backwards else place)


def session_months(run: Sessions, number: int) -> str:
    """When a numbered session is held.

    >>> run = Sessions(("general assembly",), 31, 1976, (9,), 12)
    >>> session_months(run, 69)
    '2014-09/2015-09'
    """
    turns, place = divmod(number - run.number, len(run.months))
    year, month = run.year + turns, run.months[place]
    if not run.lasts:
        return f"{edtf.month(year, month)}~"
    return edtf.interval(edtf.month(year, month), edtf.month(year, month + run.lasts))
