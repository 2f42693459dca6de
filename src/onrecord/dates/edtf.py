"""EDTF values (ISO 8601-2, level 1) as this project uses them: days, months, years and closed intervals of these.

Values are strings. This module makes them and tells which days they cover; it reads the subset that the project writes,
in microseconds, where a full EDTF parser takes milliseconds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")


def day(value: date) -> str:
    """A day as EDTF.

    >>> day(date(2014, 12, 18))
    '2014-12-18'
    """
    return value.isoformat()


def month(year: int, number: int) -> str:
    """A month as EDTF; a number outside 1 to 12 counts on into other years.

    >>> month(2014, 12), month(2015, 0), month(2014, 13)
    ('2014-12', '2014-12', '2015-01')
    """
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{year:04d}-{number:02d}"


def year(number: int) -> str:
    """A year as EDTF.

    >>> year(2014)
    '2014'
    """
    return f"{number:04d}"


def interval(first: str, last: str) -> str:
    """From `first` to `last`; one value if they are the same.

    >>> interval("2014", "2017"), interval("2014", "2014")
    ('2014/2017', '2014')
    """
    return first if first == last else f"{first}/{last}"


def valid_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """The day if the calendar has it.

    >>> valid_day(2020, 2, 29), valid_day(2019, 2, 29)
    (datetime.date(2020, 2, 29), None)
    """
    if not (1 <= year_number <= 9998 and 1 <= month_number <= 12):
        return None
    if not 1 <= day_number <= monthrange(year_number, month_number)[1]:
        return None
    return date(year_number, month_number, day_number)


def bounds(value: str | None) -> tuple[date, date] | None:
    """The first and last day that an EDTF value covers; None if it has no two ends or is not of the project's subset.

    >>> bounds("2014-02")
    (datetime.date(2014, 2, 1), datetime.date(2014, 2, 28))
    >>> bounds("2014/2017-05-03")
    (datetime.date(2014, 1, 1), datetime.date(2017, 5, 3))
    >>> bounds("2018-06/..") is None
    True
    """
    ends = (value or "").split("/")
    covered = [_point_bounds(end) for end in ends]
    if len(ends) > 2 or None in covered:
        return None
    first, last = covered[0], covered[-1]
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _point_bounds(value: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(value)
    if not match:
        return None
    y, m, d = (int(part) if part else None for part in match.groups())
    first = valid_day(y or 0, 1 if m is None else m, 1 if d is None else d)
    if first is None:
        return None
    if m is None:
        return first, date(first.year, 12, 31)
    return first, first if d is not None else date(first.year, m, monthrange(first.year, m)[1])


def common(first: str | None, last: str | None) -> str | None:
    """What two readings of one expression have in common: the value, the month, the year, or nothing.

    >>> common("2014-12-01", "2014-12-08"), common("2014-12", "2015-01"), common("2014-11-30", "2014-12-01")
    ('2014-12', None, '2014')
    """
    if first == last or first is None or last is None:
        return first if first == last else None
    if "/" in first or "/" in last:
        return None
    for length in (7, 4):
        if first[:length] == last[:length] and len(first) > length and len(last) > length:
            return first[:length]
    return None


def week(value: date) -> str:
    """The calendar week of a day, Monday to Sunday, as an interval.

    >>> week(date(2019, 5, 8))
    '2019-05-06/2019-05-12'
    """
    monday = value - timedelta(days=value.weekday())
    return interval(day(monday), day(monday + timedelta(days=6)))


def shift_months(value: date, months: int) -> date | None:
    """The day that many months on, kept inside its month.

    >>> shift_months(date(2014, 1, 31), 1)
    datetime.date(2014, 2, 28)
    """
    y, m = value.year + (value.month - 1 + months) // 12, (value.month - 1 + months) % 12 + 1
    return date(y, m, min(value.day, monthrange(y, m)[1])) if 1 <= y <= 9998 else None


def shift_days(value: date, days: int) -> date | None:
    """The day that many days on; None outside the calendar.

    >>> shift_days(date(2014, 12, 31), 1)
    datetime.date(2015, 1, 1)
    """
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return None


def easter(year_number: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).

    >>> easter(2018), easter(2020)
    (datetime.date(2018, 4, 1), datetime.date(2020, 4, 12))
    """
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year_number, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
