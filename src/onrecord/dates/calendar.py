"""What a date as written stands for, on a given day: the year supplied, the weekday found, by direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.dates import edtf
from onrecord.dates.words import Holiday

NEAR = 100
"""A day and month with no year and no tense lies ahead if it is this near (days), else behind."""
LOPSIDED = 300
"""A day this many days off in the direction told, while it comes within weeks in the other, is told by nearness."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may rest on: the day of publication, the direction in time, and the date told last."""

    today: date | None = None
    ahead: bool | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: the parts the text gives. `turn` is -1 for last, 0 for this, 1 for next.

    `years` is the year told from that of publication: -1 in 'July last year'.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    turn: int | None = None
    years: int | None = None

    @property
    def basis(self) -> str:
        """What the date rests on when the year is not given."""
        if self.weekday is not None and self.day is None:
            return "weekday"
        told = self.turn is not None or self.years is not None
        return "relative" if told and self.year is None else "explicit"

    def resolve(self, context: Context) -> str | None:
        """The EDTF value, or None where it cannot be told."""
        if self.year is not None:
            return self._with_year(self.year)
        if context.today is None:
            return None
        today, ahead = context.today, context.ahead
        if self.years is not None:
            return self._with_year(today.year + self.years)
        if self.month is not None:
            return _text(_day_month(self, today, ahead)) if self.day else _month(self.month, self.turn, today, ahead)
        if self.weekday is not None and self.day is None:
            return _text(_weekday(self.weekday, self.turn, today, ahead))
        return _text(_day_of_some_month(self, today, ahead))

    def _with_year(self, year: int) -> str | None:
        if self.month is None:
            return edtf.year(year)
        if self.day is None:
            return edtf.month(year, self.month)
        return _text(edtf.valid_day(year, self.month, self.day))


def span(first: Written, last: Written, context: Context) -> str | None:
    """From one written date to another, each supplying the parts that the other leaves out.

    >>> span(Written(month=5, day=6), Written(day=17), Context(date(2019, 5, 15)))
    '2019-05-06/2019-05-17'
    >>> span(Written(month=11), Written(year=2015, month=2), Context())
    '2014-11/2015-02'
    """
    if last.month is None and last.weekday is None and last.day is not None:
        last = replace(last, month=first.month, year=last.year or first.year)
    if last.year is None and first.year is not None and (last.month or last.day):
        last = replace(last, year=first.year + ((last.month or 12) < (first.month or 1)))
    if first.year is None and last.year is not None and first.month:
        first = replace(first, year=last.year - ((last.month or 12) < first.month))
    begin = first.resolve(context)
    finish = last.resolve(context if last.year else replace(context, today=_first_day(begin), ahead=True))
    if begin is None or finish is None or edtf.bounds(edtf.interval(begin, finish)) is None:
        return None
    return edtf.interval(begin, finish)


def _first_day(value: str | None) -> date | None:
    covered = edtf.bounds(value)
    return covered[0] if covered else None


def _text(value: date | None) -> str | None:
    return edtf.day(value) if value else None


def _pick(days: list[date], today: date, ahead: bool | None, near: int = NEAR) -> date | None:
    """The nearest of some days in the direction that the text tells; the past, unless the future is near."""
    behind = max((d for d in days if d <= today), default=None)
    before = min((d for d in days if d >= today), default=None)
    if before is None or behind is None:
        return before or behind
    far, gone = (before - today).days, (today - behind).days
    if ahead is None:
        return before if far <= near < gone else behind
    if max(far, gone) > LOPSIDED and min(far, gone) < 365 - LOPSIDED:
        return before if far < gone else behind
    return before if ahead else behind


def _day_month(written: Written, today: date, ahead: bool | None) -> date | None:
    years = range(today.year - 8, today.year + 9) if (written.month, written.day) == (2, 29) else None
    years = years or range(today.year - 1, today.year + 2)
    days = [d for y in years if (d := edtf.valid_day(y, written.month or 0, written.day or 0))]
    if written.turn is not None:
        days = [d for d in days if (d > today) == (written.turn > 0)] if written.turn else days
        return _pick(days, today, written.turn > 0 if written.turn else ahead)
    right = [d for d in days if d.weekday() == written.weekday]
    return _pick(right or days, today, None if right else ahead)


def _month(number: int, turn: int | None, today: date, ahead: bool | None) -> str:
    year = today.year
    if turn == 0:
        return edtf.month(year, number)
    if turn == -1:
        return edtf.month(year - (number >= today.month), number)
    if turn == 1:
        return edtf.month(year + (number <= today.month), number)
    past, coming = year - (number > today.month), year + (number < today.month)
    if ahead is None:
        ahead = 0 < (number - today.month) % 12 <= 1
    return edtf.month(coming if ahead else past, number)


def _weekday(number: int, turn: int | None, today: date, ahead: bool | None) -> date:
    since = (today.weekday() - number) % 7
    monday = today - timedelta(days=today.weekday())
    if turn == 0:
        return monday + timedelta(days=number)
    if turn == 1:
        return monday + timedelta(days=7 + number)
    if turn == -1:
        return today - timedelta(days=since or 7)
    return today + timedelta(days=7 - since) if ahead else today - timedelta(days=since)


def _day_of_some_month(written: Written, today: date, ahead: bool | None) -> date | None:
    """'Tuesday the 13th', 'the 18th': of the nearest month that has it."""
    reach, near = (2, 7) if written.weekday is None else (24, 31)
    months = [edtf.shift_months(today.replace(day=1), n) for n in range(-reach, reach + 1)]
    days = [d for m in months if m and (d := edtf.valid_day(m.year, m.month, written.day or 0))]
    return _pick([d for d in days if written.weekday in (None, d.weekday())], today, ahead, near)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by the rule of holidays.csv: MM-DD, easter+N, nth-MM-WEEKDAY-N.

    >>> holiday("nth-11-3-4", 2018), holiday("easter-2", 2018), holiday("nth-05-0--1", 2018)
    (datetime.date(2018, 11, 22), datetime.date(2018, 3, 30), datetime.date(2018, 5, 28))
    """
    if rule.startswith("easter"):
        return edtf.shift_days(edtf.easter(year), int(rule[6:]))
    if not rule.startswith("nth-"):
        return edtf.valid_day(year, int(rule[:2]), int(rule[3:]))
    shift = int(rule[rule.index("+") :]) if "+" in rule else 0
    month, weekday, nth = (int(p) for p in rule[4:].split("+", maxsplit=1)[0].split("-", 2))
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1) + shift)
    end = date(year, month, 28) + timedelta(days=4)
    end -= timedelta(days=end.day)
    return end - timedelta(days=(end.weekday() - weekday) % 7) + timedelta(days=7 * (nth + 1) + shift)


def nearest_holiday(named: Holiday, turn: int | None, context: Context) -> str | None:
    """The holiday in the year that tense, turn and nearness tell."""
    if context.today is None:
        return None
    today = context.today
    days = [d for y in range(max(1, today.year - 1), today.year + 2) if (d := holiday(named.rule, y))]
    if turn:
        days = [d for d in days if (d > today) == (turn > 0) and d != today]
    return _text(_pick(days, today, turn > 0 if turn else context.ahead))
