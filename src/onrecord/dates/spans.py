"""Weeks, months, quarters, years, decades and centuries around a day, and steps of them."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.dates import edtf
from onrecord.dates.edtf import interval, month, year

STEP_DAYS = {"day": 1, "week": 7, "fortnight": 14}
STEP_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def around(unit: str, today: date, turn: int) -> str | None:
    """The unit that holds the day, or the one `turn` units on.

    >>> around("month", date(2018, 12, 18), -1), around("quarter", date(2018, 12, 18), 1)
    ('2018-11', '2019-01/2019-03')
    """
    if unit in STEP_DAYS:
        moved = edtf.shift_days(today, turn * (1 if unit == "day" else 7))
        return moved and (edtf.day(moved) if unit == "day" else edtf.week(moved))
    if unit == "weekend":
        return weekend(today, turn)
    if unit in ("month", "quarter", "half"):
        length = STEP_MONTHS[unit]
        first = (today.month - 1) // length * length + 1 + turn * length
        return interval(month(today.year, first), month(today.year, first + length - 1))
    length = STEP_MONTHS.get(unit, 0) // 12
    first = (today.year // length + turn) * length if length else 0
    return interval(year(first), year(first + length - 1)) if 1 <= first < 9900 else None


def weekend(today: date, turn: int) -> str:
    """Saturday and Sunday: the last one begun (turn 0 or -1) or the next.

    >>> weekend(date(2018, 12, 18), -1)
    '2018-12-15/2018-12-16'
    """
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    saturday += timedelta(days=7 * max(turn, 0))
    return interval(edtf.day(saturday), edtf.day(saturday + timedelta(days=1)))


def step(start: date, number: int, unit: str) -> str | None:
    """The date that many units from a day, no finer than the unit: three months on is a month.

    >>> step(date(2018, 12, 18), -3, "month"), step(date(2018, 12, 18), 2, "week")
    ('2018-09', '2019-01-01')
    """
    if unit in STEP_DAYS:
        moved = edtf.shift_days(start, number * STEP_DAYS[unit])
        return edtf.day(moved) if moved else None
    moved = edtf.shift_months(start, number * STEP_MONTHS[unit]) if unit in STEP_MONTHS else None
    if moved is None:
        return None
    return edtf.year(moved.year) if STEP_MONTHS[unit] >= 12 else edtf.month(moved.year, moved.month)


def exact_step(start: date, number: int, unit: str) -> str | None:
    """The day that many units from a day, for steps from a day that the text names."""
    if unit in STEP_DAYS:
        moved = edtf.shift_days(start, number * STEP_DAYS[unit])
    else:
        moved = edtf.shift_months(start, number * STEP_MONTHS[unit]) if unit in STEP_MONTHS else None
    return edtf.day(moved) if moved else None


def stretch(today: date, number: int, unit: str) -> str | None:
    """The last (number < 0) or next number of whole units, the running one left out: the past four years of 2018.

    >>> stretch(date(2018, 11, 28), -4, "year"), stretch(date(2018, 11, 28), 2, "month")
    ('2014/2017', '2018-12/2019-01')
    """
    near, far = (-1, number) if number < 0 else (1, number)
    ends = [around(unit, today, turn) for turn in (far, near)] if abs(number) < 9000 else [None, None]
    covered = [(e or "").split("/") for e in (ends if number < 0 else ends[::-1])]
    if not covered[0][0] or not covered[1][-1]:
        return None
    return interval(covered[0][0], covered[1][-1])
