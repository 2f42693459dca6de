"""The first and last day that an EDTF date can mean: honest widths for filtering, ordering and drawing.

`2014` is a year wide and `2014/2017` four; an open end runs to the end of time. `~`, `?` and `%` say that the
writer was not sure: the span is that of the words, and `is_exact` is False, so that no figure draws such a date as
a fact.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)

_PART = re.compile(r"(\d{2}[\dXu]{2}|\d{4})(?:-(\d{2}|XX|uu))?(?:-(\d{2}|XX|uu))?(?:T.*)?")
# EDTF seasons: 21 spring to 24 winter, read for the northern half of the world, where winter runs into the next year.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), **{32 + q: (3 * q - 2, 3 * q) for q in range(1, 5)}}


@cache
def span(edtf: str | None) -> tuple[date, date] | None:
    """The first and last day a date can mean; None where there is no date or it is not EDTF.

    >>> span("2014-12")
    (datetime.date(2014, 12, 1), datetime.date(2014, 12, 31))
    >>> span("2014/2017")
    (datetime.date(2014, 1, 1), datetime.date(2017, 12, 31))
    >>> span("soon") is None
    True
    """
    if not edtf:
        return None
    before, slash, after = edtf.partition("/")
    first, last = _part(before), _part(after) if slash else None
    if not slash:
        return first
    start = first[0] if first else FIRST_DAY if before in ("", "..") else None
    end = last[1] if last else LAST_DAY if after in ("", "..") else None
    return (start, end) if start and end and start <= end else None


def _part(text: str) -> tuple[date, date] | None:
    match = _PART.fullmatch(text.strip("~?% "))
    if not match:
        return None
    digits, month, day = match.groups()
    low, high = int(re.sub("[Xu]", "0", digits)), int(re.sub("[Xu]", "9", digits))
    try:
        if not month or month in ("XX", "uu"):
            return date(low, 1, 1), date(high, 12, 31)
        if int(month) in _SEASONS:
            return _season(low, *_SEASONS[int(month)])
        if not day or day in ("XX", "uu"):
            return date(low, int(month), 1), date(high, int(month), monthrange(high, int(month))[1])
        return date(low, int(month), int(day)), date(high, int(month), int(day))
    except (ValueError, IndexError):
        return None


def _season(year: int, first: int, last: int) -> tuple[date, date]:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def is_exact(edtf: str | None) -> bool:
    """Whether a date is known and stated without doubt.

    >>> is_exact("2014-12"), is_exact("2014-12~"), is_exact(None)
    (True, False, False)
    """
    return span(edtf) is not None and not set(edtf or "") & set("~?%")


def width(edtf: str | None) -> str | None:
    """How wide a date is: day, month, year or range; None where it is not known.

    >>> [width(d) for d in ("2014-12-18", "2014-12", "2014", "2014/2017", None)]
    ['day', 'month', 'year', 'range', None]
    """
    ends = span(edtf)
    if ends is None:
        return None
    first, last = ends
    if first == last:
        return "day"
    if "/" in (edtf or ""):
        return "range"
    if (first.year, first.month) == (last.year, last.month):
        return "month"
    return "year" if first.year == last.year and first.month == 1 and last.month == 12 else "range"


def spans(dates: pd.Series) -> pd.DataFrame:
    """The first and last day of each date as day numbers; missing dates are missing. One parse for each distinct date.

    >>> [str(day)[:10] for day in spans(pd.Series(["2014-12"], dtype="string")).iloc[0]]
    ['2014-12-01', '2014-12-31']
    """
    codes, distinct = pd.factorize(dates)
    ends = [span(str(d)) or (None, None) for d in distinct] + [(None, None)]
    table = np.array([[np.datetime64(day, "D") for day in pair] for pair in ends], dtype="datetime64[s]")
    return pd.DataFrame(table[codes], columns=["first", "last"], index=dates.index)


def month_of(first: pd.Series, last: pd.Series) -> pd.Series:
    """The month (`2014-12`) that a span lies in; missing where it is wider than one month or not known."""
    months, ends = first.to_numpy("datetime64[M]"), last.to_numpy("datetime64[M]")
    names = pd.Series(months.astype(str), index=first.index, dtype="string")
    return names.where((months == ends) & ~np.isnat(months))
