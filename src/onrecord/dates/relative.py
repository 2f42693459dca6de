"""Dates told from another date: last December, earlier this month, two weeks ago, the next day, 3 days from Tuesday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from onrecord.dates import edtf
from onrecord.dates.calendar import Context, Written, nearest_holiday
from onrecord.dates.numbers import quantity
from onrecord.dates.reading import Reading, Value
from onrecord.dates.spans import STEP_DAYS, STEP_MONTHS, around, exact_step, step, stretch, weekend
from onrecord.dates.tokens import Tokens
from onrecord.dates.words import OFFSETS, PARTS, SEASONS, TURNS, UNIT, UNITS, Holiday, holidays
from onrecord.dates.written import day_month, day_number, month_date, numeric, weekday_date, weekday_name

_NARROW = frozenset({"week", "month", "year", "quarter", "decade", "century", "weekend", "half"})
_ORDER = {"previous", "preceding", "following"}
Lengths = tuple[tuple[int | None, str], ...]
"""Numbers of units, None where the number is not told."""
QUANTITY_UNITS = frozenset(STEP_DAYS) | frozenset(STEP_MONTHS)


def from_today(pick: Callable[[date, Context], str | None]) -> Value:
    """A value told from the day of publication; unknown where that is."""
    return lambda context: pick(context.today, context) if context.today else None


def offset(t: Tokens, i: int) -> Reading | None:
    """today, tonight, yesterday, tomorrow, the day before yesterday, the day after tomorrow."""
    days, word = OFFSETS.get(t.word(i)), t.word(i)
    if days is None:
        return None
    stop, start = i + 1, i
    if word == "tomorrow" and (t.word(i - 1), t.word(i - 2)) == ("after", "day"):
        days, start = 2, i - 2
    if word == "yesterday" and (t.word(i - 1), t.word(i - 2)) == ("before", "day"):
        days, start = -2, i - 2
    stop += t.word(stop) in PARTS
    return Reading(start, stop, "date", f"relative:{word}", from_today(lambda d, c: step(d, days, "day")))


def turn(t: Tokens, i: int) -> Reading | None:
    """last December, this month, next Monday, the past four years, this past Wednesday, next week Tuesday."""
    way = TURNS.get(t.word(i))
    if way is None:
        return None
    k = i + 1
    if way == 0 and TURNS.get(t.word(k), 0) != 0:
        way, k = TURNS[t.word(k)], k + 1
        nearest = True
    else:
        nearest = t.word(i) in ("past", "coming", "upcoming")
    return (
        _turned_unit(t, i, k, way)
        or _turned_weekday(t, i, k, way, nearest)
        or _turned_date(t, i, k, way)
        or _turned_season(t, i, k, way)
        or _turned_part(t, i, k, way)
        or _turned_holiday(t, i, k, way)
        or _stretch(t, i, k, way)
    )


def _turned_unit(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    """last year, this month, the following day, next week Tuesday, the past week."""
    unit, first = UNIT.get(t.word(k)), t.word(i)
    if unit is None or (t.word(k + 1) == "-" and t.glued(k + 1)) or _is_title(t, i, k):
        return None
    if unit == "day":
        ordered = first in ("next", "following", "previous", "preceding") and t.word(i - 1) in ("the", "very")
        return Reading(i, k + 1, "date", f"relative:{first}_day", _told_before(unit, way)) if ordered else None
    if unit not in _NARROW:
        return None
    day = weekday_name(t, k + 1 + (t.word(k + 1) in ("on", "'"))) if unit == "week" else None
    if day:
        return Reading(i, day[0], "date", f"relative:{first}_week", _week_day(way, day[1]))
    kind = "duration" if first == "past" else "date"
    value = _told_before(unit, way) if first in _ORDER else from_today(lambda d, c: around(unit, d, way))
    return Reading(i, k + 1, kind, f"relative:{first}_{unit}", value)


def _is_title(t: Tokens, i: int, k: int) -> bool:
    """This Week, Next Year as a name: capitals in mid-sentence, with more after."""
    return t.is_capital(i) and t.is_capital(k) and t.text[t.start[i] : t.end[k]].istitle() and t.is_kind(k + 1, "word")


def _week_day(way: int, weekday: int) -> Value:
    def value(today: date, context: Context) -> str | None:
        del context
        moved = edtf.shift_days(today, 7 * way - today.weekday() + weekday)
        return edtf.day(moved) if moved else None

    return from_today(value)


def _told_before(unit: str, way: int) -> Value:
    """Told from the date before it in the passage, else from the day of publication."""

    def value(context: Context) -> str | None:
        covered = edtf.bounds(context.last)
        if covered and (unit != "day" or covered[0] == covered[1]):
            return around(unit, covered[0] if way < 0 else covered[1], way)
        return around(unit, context.today, way) if context.today else None

    return value


def _turned_weekday(t: Tokens, i: int, k: int, way: int, nearest: bool) -> Reading | None:
    name = weekday_date(t, k, None) or (weekday_name(t, k) and (k + 1, Written(weekday=weekday_name(t, k)[1])))
    if not name or name[1].weekday is None:
        return None
    stop, told = name
    if told.day:
        return Reading(i, stop, "date", "explicit:weekday_day", lambda c: told.resolve(replace(c, ahead=way >= 0)))
    if nearest and way == 1:
        value: Value = lambda c: told.resolve(replace(c, ahead=True))  # noqa: E731 - a value is a function
    elif t.word(i) in ("previous", "preceding", "following") and way:
        value = _weekday_from_told(way, told.weekday)
    else:
        value = replace(told, turn=way).resolve
    stop += t.word(stop) in PARTS
    return Reading(i, stop, "date", f"relative:{t.word(i)}_weekday", value)


def _weekday_from_told(way: int, weekday: int) -> Value:
    """The weekday next to the day told before in the passage; else that of the week next to publication."""
    from_publication = _week_day(way, weekday)

    def value(context: Context) -> str | None:
        covered = edtf.bounds(context.last)
        astray = covered and context.today and (covered[0] > context.today) == (way < 0)
        if not covered or covered[0] != covered[1] or astray:
            return from_publication(context)
        days = (weekday - covered[0].weekday()) % 7 if way > 0 else (covered[0].weekday() - weekday) % 7
        return step(covered[0], way * (days or 7), "day")

    return value


def _turned_date(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    dated = numeric(t, k, None) or day_month(t, k) or month_date(t, k)
    if not dated or t.word(i) == "present":
        return None
    stop, told = dated
    if told.year:
        return Reading(i, stop, "date", "explicit:date", told.resolve)
    return Reading(i, stop, "date", f"relative:{t.word(i)}_month", replace(told, turn=way).resolve)


def _turned_season(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    months = SEASONS.get(t.word(k))
    if not months or t.word(i) == "present":
        return None
    return Reading(i, k + 1, "date", f"relative:{t.word(i)}_season", from_today(lambda d, c: season(months, d, way)))


def season(months: str, today: date, way: int) -> str:
    """A season as its three months, roughly: last autumn, this summer, next spring.

    >>> season("09-11", date(1999, 4, 10), -1), season("12-02", date(2018, 3, 1), -1)
    ('1998-09~/1998-11~', '2017-12~/2018-02~')
    """
    first = int(months[:2])
    year = today.year
    if way < 0:
        year -= (year, first + 2) >= (today.year, today.month)
    elif way > 0:
        year += first <= today.month
    return season_of(months, year)


def season_of(months: str, year: int) -> str:
    """A season of a year; winter is named by the year it begins in."""
    first = int(months[:2])
    return f"{edtf.month(year, first)}~/{edtf.month(year, first + 2)}~"


def _turned_part(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    """this morning, last night: a time of a day that can be told."""
    if t.word(k) not in PARTS or way > 0 or (way < 0 and t.word(k) not in ("night", "evening")):
        return None
    return Reading(i, k + 1, "time", "relative:part_of_day", from_today(lambda d, c: step(d, way, "day")))


def named_holiday(t: Tokens, i: int) -> tuple[int, Holiday] | None:
    """A holiday's name: (next token, holiday). A name is capitalised."""
    for holiday in holidays().get(t.word(i), ()) if t.is_kind(i, "word") else ():
        k, words = i, list(holiday.words)
        while words and (t.word(k) == words[0] or (t.word(k) in ("'", ".") and k > i)):
            words = words[t.word(k) == words[0] :]
            k += 1
        if not words:
            return k, holiday
    return None


def _turned_holiday(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    named = named_holiday(t, k)
    if not named:
        return None
    return Reading(i, named[0], "date", "relative:holiday", lambda c: nearest_holiday(named[1], way, c))


def _stretch(t: Tokens, i: int, k: int, way: int) -> Reading | None:
    """the past four years: a duration whose years can be told."""
    many = quantity(t, k)
    if not many or t.word(k) in ("a", "an"):
        return None
    stop, number = many
    stop += t.word(stop) == "-"
    unit = UNITS.get(t.word(stop))
    if unit is None:
        return None
    if not number or not way or unit not in QUANTITY_UNITS:
        return Reading(i, stop + 1, "duration", "relative:stretch")
    value = from_today(lambda d, c: stretch(d, way * number, unit))
    return Reading(i, stop + 1, "duration", "relative:stretch", value)


def steps(t: Tokens, i: int) -> tuple[int, Lengths] | None:
    """Lengths of time in a row: 'two years', '2 years 1 month 21 days', 'a week'."""
    found: list[tuple[int | None, str]] = []
    k = i
    while len(found) < 4:
        k += bool(found) and t.word(k) in ("and", ",")
        many = quantity(t, k)
        unit = UNITS.get(t.word(many[0])) if many else None
        if not many or not unit:
            break
        after = many[0] + 1
        if t.word(after) == "-" and t.glued(after) and t.word(after + 1) in ("end", "long", "old", "round"):
            break
        found.append((many[1], unit))
        k = stop = after
    return (stop, tuple(found)) if found else None


def moved(start: date, lengths: Lengths, way: int, exact: bool = False) -> str | None:
    """The date those lengths before (-1) or after (1) a day."""
    value, day = None, start
    for number, unit in lengths:
        if number is None or unit not in QUANTITY_UNITS:
            return None
        many = exact or len(lengths) > 1
        value = exact_step(day, way * number, unit) if many else step(day, way * number, unit)
        covered = edtf.bounds(value)
        if covered is None:
            return None
        day = covered[0]
    return value


def ago(t: Tokens, start: int, stop: int, lengths: Lengths) -> Reading | None:
    """What a length of time becomes by the word after or before it: ago, from now, earlier, later, in."""
    stop += 2 * ((t.word(stop), t.word(stop + 1)) == ("or", "so"))
    known = lengths[-1][1] in QUANTITY_UNITS
    return _from_now(t, start, stop, lengths) or (_later(t, start, stop, lengths) if known else None)


def _from_now(t: Tokens, start: int, stop: int, lengths: Lengths) -> Reading | None:
    """two years ago, three weeks from now; 'half a century ago' is not told."""
    after = t.word(stop)
    if after not in ("ago", "back", "hence") and (after, t.word(stop + 1)) != ("from", "now"):
        return None
    way, end = (-1, stop + 1) if after in ("ago", "back") else (1, stop + 1 + (after == "from"))
    if lengths[-1][1] not in QUANTITY_UNITS:
        return Reading(start, end, "time", "relative:ago")
    if t.word(start - 1) in ("half", "of"):
        return Reading(start - 1, end, "date", "relative:ago")
    return Reading(start, end, "date", "relative:ago", from_today(lambda d, c: moved(d, lengths, way)))


def _later(t: Tokens, start: int, stop: int, lengths: Lengths) -> Reading | None:
    """a year earlier, two days later, in two weeks (if what is told lies ahead), in a fortnight's time."""
    after = t.word(stop)
    if after in ("earlier", "later", "afterwards") or (
        after in ("after", "before") and not t.is_kind(stop + 1, "word")
    ):
        way = -1 if after in ("earlier", "before") else 1
        return Reading(start, stop + 1, "date", "relative:from_told", lambda c: _from_told(c, lengths, way))
    if t.word(start - 1) != "in" or lengths[-1][1] == "quarter":
        return None
    if after == "'" and "time" in (t.word(stop + 1), t.word(stop + 2)):
        end = stop + 2 + (t.word(stop + 1) == "s")
        return Reading(start - 1, end, "date", "relative:in", from_today(lambda d, c: moved(d, lengths, 1)))
    value = from_today(lambda d, c: moved(d, lengths, 1) if c.ahead else None)
    return Reading(start - 1, stop, "date", "relative:in", value)


def _from_told(context: Context, lengths: Lengths, way: int) -> str | None:
    covered = edtf.bounds(context.last)
    if not covered:
        return None
    if covered[0] == covered[1]:
        return moved(covered[0], lengths, way, exact=lengths[-1][1] in STEP_DAYS)
    return moved(covered[0], lengths, way) if lengths[-1][1] in STEP_MONTHS else None


def day_of(t: Tokens, i: int) -> Reading | None:
    """'the 15th day of next month', 'Tuesday of last week', 'the 3rd of this month'."""
    start, name = i, weekday_name(t, i)
    day = None if name else day_number(t, i)
    if not name and not (day and day[2]):
        return None
    k = name[0] if name else day[0] + (t.word(day[0]) == "day")
    if t.word(k) == "of":
        k += 1
    elif not name:
        return None
    k += t.word(k) == "the"
    way, unit = TURNS.get(t.word(k)), UNIT.get(t.word(k + 1))
    if way is None or unit != ("week" if name else "month"):
        return None
    if name:
        return Reading(start, k + 2, "date", "relative:weekday_of_week", _week_day(way, name[1]))
    number = day[1]

    def value(today: date, context: Context) -> str | None:
        del context
        found = edtf.bounds(edtf.month(today.year, today.month + way))
        told = edtf.valid_day(found[0].year, found[0].month, number) if found else None
        return edtf.day(told) if told else None

    return Reading(start, k + 2, "date", "relative:day_of_month", from_today(value))


def same_time(t: Tokens, i: int) -> Reading | None:
    """that year, that same day, the same month: told from the date before it."""
    k = i + 1 + (t.word(i + 1) == "same")
    unit = UNIT.get(t.word(k))
    if unit not in ("day", "week", "month", "year") or (t.word(i) == "the" and k == i + 1):
        return None

    def value(context: Context) -> str | None:
        covered = edtf.bounds(context.last)
        if not covered or (unit in ("day", "week", "month") and (covered[1] - covered[0]).days > 31):
            return None
        told = around(unit, covered[0], 0)
        return told if unit != "day" or covered[0] == covered[1] else None

    return Reading(i, k + 1, "date", f"relative:that_{unit}", value)


def end_of_unit(t: Tokens, i: int) -> Reading | None:
    """the end of the year, earlier in the month, year-end, year's end: of the year or month of publication."""
    k = i + 1 + (t.word(i + 1) == "-") + 2 * ((t.word(i + 1), t.word(i + 2)) == ("'", "s"))
    if t.word(i) == "year":
        if t.word(k) != "end":
            return None
        return Reading(i, k + 1, "date", "relative:year_end", from_today(lambda d, c: edtf.month(d.year, 12)))
    inside, unit = (t.word(i + 1), t.word(i + 2)), t.word(i + 3)
    units = (
        ("year", "month", "week", "day") if t.word(i) in ("earlier", "later") else ("year", "month", "week", "decade")
    )
    if inside not in (("of", "the"), ("in", "the")) or unit not in units:
        return None
    return Reading(i, i + 4, "date", f"relative:in_the_{unit}", from_today(lambda d, c: around(unit, d, 0)))


def the_weekend(t: Tokens, i: int) -> Reading | None:
    """'over the weekend', 'at the weekend'."""
    if t.word(i + 1) != "weekend" or t.word(i - 1) not in ("over", "at", "during", "on"):
        return None
    return Reading(i, i + 2, "date", "relative:weekend", from_today(lambda d, c: weekend(d, 1 if c.ahead else -1)))


def rest_of_week(ahead: bool) -> Value:
    """'earlier this week': Monday to the day before publication; 'later': the day after to Sunday."""

    def value(today: date, context: Context) -> str | None:
        del context
        monday, sunday = edtf.bounds(edtf.week(today)) or (today, today)
        if (today == sunday) if ahead else (today == monday):
            return edtf.day(today)
        first, last = (edtf.shift_days(today, 1), sunday) if ahead else (monday, edtf.shift_days(today, -1))
        return edtf.interval(edtf.day(first or today), edtf.day(last or today))

    return from_today(value)
