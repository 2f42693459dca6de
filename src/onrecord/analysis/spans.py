"""The first and last day that an EDTF date can mean: honest widths for filtering, ordering and drawing.

`2014` is a year wide and `2014/2017` four; an open end runs to the end of time. `~`, `?` and `%` say that the
writer was not sure: the span is that of the words, and `is_exact` is False, so that no figure draws such a date as
a fact.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from onrecord.dates.edtf import bounds

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
_OPEN = ("", "..")


@cache
def span(edtf: str | None) -> tuple[date, date] | None:
    """The first and last day a date can mean; None where there is no date or it is not EDTF.

    >>> span("2014-12")
    (datetime.date(2014, 12, 1), datetime.date(2014, 12, 31))
    >>> span("2018-06/..")
    (datetime.date(2018, 6, 1), datetime.date(9999, 12, 31))
    >>> span("soon") is None
    True
    """
    before, slash, after = (edtf or "").partition("/")
    if not slash or (before not in _OPEN and after not in _OPEN):
        return bounds(edtf)
    first, last = bounds(before), bounds(after)
    start = FIRST_DAY if before in _OPEN else first and first[0]
    end = LAST_DAY if after in _OPEN else last and last[1]
    return (start, end) if start and end else None


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
