"""Find the time expressions of a text, one pass from left to right, and resolve them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.dates import edtf, lengths, periods, relative, words
from onrecord.dates.calendar import Context, Written, span
from onrecord.dates.reading import Reading
from onrecord.dates.tense import looks_ahead
from onrecord.dates.tokens import Tokens
from onrecord.dates.written import day_alone, day_number, written, year_alone, year_range
from onrecord.tables import TimeExpression

Rule = Callable[[Tokens, int], Reading | None]

_JOIN = frozenset({"-", "to", "through", "thru", "until", "till"})
_LIST = frozenset({",", "and", "or", "&"})


def find_dates(
    text: str, published: str | None, start: int = 0, end: int | None = None, doc_id: str = ""
) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order, not overlapping; offsets are into `text`.

    A date that rests on the day of publication is given at the width that `published` (EDTF) supports, null at worst.

    >>> [(e.text, e.edtf, e.rule) for e in find_dates("It met last December and on May 9.", "2015-06-17")]
    [('last December', '2014-12', 'relative:last_month'), ('May 9', '2015-05-09', 'explicit:date')]
    """
    tokens = Tokens(text, start, len(text) if end is None else end)
    days = edtf.bounds(published)
    told: str | None = None
    ahead: bool | None = None
    before: Reading | None = None
    found = []
    for reading in readings(tokens, days[1] if days else None):
        if not (before and _is_listed(tokens, before, reading)):
            ahead = looks_ahead(tokens, reading.start, reading.stop)
        before = reading
        value = _value(reading, days, ahead, told)
        first, last = tokens.start[reading.start], tokens.end[reading.stop - 1]
        found.append(
            TimeExpression(
                doc_id=doc_id,
                start=first,
                end=last,
                text=text[first:last],
                type=reading.type,
                edtf=value,
                rule=reading.rule,
            )
        )
        told = value if reading.type == "date" and value else told
    return found


@dataclass(frozen=True, slots=True)
class Clue:
    """A time expression left open: its place, rule and direction, and its value for any day of publication."""

    start: int
    end: int
    type: str
    rule: str
    ahead: bool | None
    reading: Reading

    def value(self, today: date) -> str | None:
        """The EDTF value if the page was published on that day."""
        return self.reading.value(Context(today, self.ahead))


def find_clues(text: str, start: int = 0, end: int | None = None) -> list[Clue]:
    """The time expressions of text[start:end], to be resolved on trial days.

    >>> [clue] = find_clues("It voted on Tuesday.")
    >>> clue.value(date(2019, 5, 15)), clue.value(date(2019, 5, 22))
    ('2019-05-14', '2019-05-21')
    """
    t = Tokens(text, start, len(text) if end is None else end)
    return [
        Clue(t.start[r.start], t.end[r.stop - 1], r.type, r.rule, looks_ahead(t, r.start, r.stop), r)
        for r in readings(t, None)
    ]


def _is_listed(t: Tokens, before: Reading, reading: Reading) -> bool:
    """Thursday and Friday in 'on Wednesday, Thursday or Friday' lie where Wednesday lies."""
    if before.rule != reading.rule or not 0 < reading.start - before.stop <= 2:
        return False
    return all(t.word(k) in _LIST for k in range(before.stop, reading.start))


def _value(reading: Reading, days: tuple[date, date] | None, ahead: bool | None, told: str | None) -> str | None:
    """The value that holds for every day on which the page may have been published."""
    if days is None:
        value = reading.value(Context(None, ahead, told))
    else:
        value = reading.value(Context(days[0], ahead, told))
        if days[0] != days[1]:
            value = edtf.common(value, reading.value(Context(days[1], ahead, told)))
    return value if edtf.bounds(value) else None


def readings(tokens: Tokens, today: date | None) -> Iterator[Reading]:
    """The expressions of the tokens, left to right, before they are resolved."""
    i, done = 0, 0
    while i < len(tokens):
        here = _read(tokens, i, today)
        here = [r for r in here if r.start >= done]
        if not here:
            i += 1
            continue
        here[0] = _with_edge(tokens, here[0], done)
        yield from here
        i = done = here[-1].stop


def _read(t: Tokens, i: int, today: date | None, but: Rule | None = None) -> list[Reading]:
    """What starts at token i: the first rule that reads it, `but` one left out."""
    if t.kind[i] == "word":
        rules = _RULES.get(t.low[i])
    else:
        rules = _NUMBER_RULES if t.kind[i] in ("num", "ord", "clock", "iso", "compact", "dmy", "dm") else None
    for rule in rules or ():
        found = rule(t, i) if rule is not but else None
        if found:
            return [found]
        if rule is _dates_here:
            several = _written_dates(t, i, today)
            if several:
                return several
    return []


def _dates_here(t: Tokens, i: int) -> Reading | None:
    """Stands in the lists of rules for `_written_dates`, which alone may read several dates."""
    del t, i


def _written_dates(t: Tokens, i: int, today: date | None) -> list[Reading]:
    """A written date, a range of them, or a list whose later days lean on the first."""
    years = year_range(t, i)
    if years:
        stop, first, last = years
        return [Reading(i, stop, "date", "explicit:range", lambda c: span(first, last, c))]
    found = written(t, i, today) or _day_before_month(t, i, today) or day_alone(t, i) or year_alone(t, i)
    if not found:
        return []
    stop, told = found
    ranged = _range(t, i, stop, told, today)
    if ranged:
        return [ranged]
    stop += t.word(stop) in words.PARTS and told.weekday is not None
    return [_single(i, stop, told), *_listed(t, stop, told)]


def _single(start: int, stop: int, told: Written) -> Reading:
    detail = "weekday" if told.basis == "weekday" else "date" if told.day else "month" if told.month else "year"
    return Reading(
        start, stop, "date", told.basis if told.basis == "weekday" else f"{told.basis}:{detail}", told.resolve
    )


def _day_before_month(t: Tokens, i: int, today: date | None) -> tuple[int, Written] | None:
    """6 in '6 to 17 May' and '6-17 May 2019', '6 and 7 May'."""
    day = day_number(t, i)
    if not day or t.word(day[0]) not in _JOIN | {"and"}:
        return None
    after = written(t, day[0] + 1, today) if day_number(t, day[0] + 1) else None
    if not after or not after[1].day or not after[1].month:
        return None
    return day[0], Written(after[1].year, after[1].month, day[1])


def _range(t: Tokens, i: int, stop: int, first: Written, today: date | None) -> Reading | None:
    """May 6 to 17, from 2014 to 2017, between March and June 2018, Monday to Friday."""
    between = t.word(i - 1) == "between" or (t.word(i - 1) == "the" and t.word(i - 2) == "between")
    if t.word(stop) not in _JOIN and not (between and t.word(stop) == "and"):
        return None
    k = stop + 1 + (t.word(stop + 1) == "the")
    found = written(t, k, today)
    if not found and first.day:
        day = day_number(t, k)
        found = (day[0], Written(day=day[1])) if day and (t.glued(k) or _ends(t, day[0])) else None
    if not found and first.day is None:
        found = year_alone(t, k)
    if not found:
        return None
    end, last = found
    if last.year is None and last.day and t.word(end) == "," and year_alone(t, end + 1):
        end, year = year_alone(t, end + 1) or (end, Written())
        last = replace(last, year=year.year)
    if (first.weekday is not None) != (last.weekday is not None) and not (first.day and last.day):
        return None
    basis = "weekday" if first.basis == "weekday" else "explicit"
    return Reading(i, end, "date", f"{basis}:range", lambda c: span(first, last, c))


def _ends(t: Tokens, k: int) -> bool:
    """A bare number before k may be a day: no noun that it counts follows."""
    return not t.is_kind(k, "word") or t.is_capital(k) or t.word(k) in _AFTER_NUMBER


_AFTER_NUMBER = frozenset(
    [
        "in",
        "at",
        "of",
        "for",
        "to",
        "with",
        "on",
        "and",
        "or",
        "but",
        "when",
        "as",
        "from",
        "after",
        "before",
        "by",
        "because",
        "while",
        "until",
        "session",
    ]
)


def _listed(t: Tokens, stop: int, first: Written) -> list[Reading]:
    """25 in 'April 24 and 25', 8 in 'Nov. 6, 7 and 8'."""
    found: list[Reading] = []
    while first.month and first.day and t.word(stop) in _LIST and len(found) < 6:
        k = stop + 1 + (t.word(stop) == "," and t.word(stop + 1) in ("and", "or"))
        day = day_number(t, k)
        if not day or day[2] or not _ends(t, day[0]) or day[1] <= (first.day or 0):
            break
        told = replace(first, day=day[1], weekday=None)
        found.append(_single(k, day[0], told))
        stop = day[0]
    return found


def _with_edge(t: Tokens, reading: Reading, done: int) -> Reading:
    """Take in a word before that narrows the date: early, late, mid-, earlier, sometime, the beginning of."""
    if reading.type != "date":
        return reading
    k = reading.start
    while k > done and t.word(k - 1) in ("the", "of", "in", "-", "on") and reading.start - k < 3:
        k -= 1
    edge = t.word(k - 1) if k > done else ""
    if edge not in words.EDGES or (edge in words.EDGES_OF and t.word(k) != "of"):
        return reading
    if reading.rule == "relative:this_week" and edge in ("earlier", "later"):
        return replace(reading, start=k - 1, value=relative.rest_of_week(edge == "later"))
    return replace(reading, start=k - 1)


def _measure(t: Tokens, i: int) -> Reading | None:
    """A length of time, or the date that it leads to from another: ago, later, before May 13."""
    found = relative.steps(t, i)
    if not found:
        return lengths.length(t, i)
    stop, many = found
    if t.word(stop) in ("from", "after", "before", "since", "until"):
        k = min(stop + 1 + (t.word(stop + 1) == "the"), len(t) - 1)
        other = next(iter(_read(t, k, None, but=_measure)), None)
        if other and other.type == "date" and many[-1][1] in relative.QUANTITY_UNITS:
            way = -1 if t.word(stop) in ("before", "until") else 1
            return Reading(i, other.stop, "date", "relative:from_date", lambda c: _from(other, many, way, c))
    return relative.ago(t, i, stop, many) or lengths.length(t, i)


def _from(other: Reading, many: tuple[tuple[int | None, str], ...], way: int, context: Context) -> str | None:
    covered = edtf.bounds(other.value(context))
    return relative.moved(covered[0], many, way, exact=covered[0] == covered[1]) if covered else None


_NUMBER_RULES: tuple[Rule, ...] = (
    lengths.clock,
    periods.session,
    periods.year_part,
    periods.decade,
    lengths.repetition,
    relative.day_of,
    _measure,
    _dates_here,
)


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules that can start at a word, by the word."""
    groups: list[tuple[Rule, object]] = [
        (relative.offset, words.OFFSETS),
        (relative.turn, words.TURNS),
        (relative.same_time, ("that", "the")),
        (relative.end_of_unit, ("end", "beginning", "start", "middle", "rest", "remainder", "course", "year")),
        (relative.end_of_unit, ("earlier", "later", "early", "late")),
        (relative.the_weekend, ("the",)),
        (periods.feast, words.holidays()),
        (relative.day_of, (*words.WEEKDAYS, *words.ORDINALS, *words.CARDINALS)),
        (periods.session, (*words.ORDINALS, *words.CARDINALS)),
        (periods.year_part, (*words.ORDINALS, "q")),
        (periods.decade, (*words.ORDINALS, *periods.TENS)),
        (periods.season, words.SEASONS),
        (lengths.repetition, (*words.SETS, *words.EACH, *words.WEEKDAY_PLURALS, *words.ORDINALS)),
        (_measure, (*words.CARDINALS, *words.VAGUE, *words.UNITS, "a", "an")),
        (_dates_here, (*words.MONTHS, *words.WEEKDAYS, *words.ORDINALS, *words.CARDINALS)),
        (lengths.clock, words.CLOCKS),
    ]
    table: dict[str, list[Rule]] = {}
    for rule, starts in groups:
        for word in starts:  # type: ignore[attr-defined]
            if rule not in table.setdefault(word, []):
                table[word].append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


_RULES = _rules()
