"""The first and last day of EDTF dates."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from onrecord.analysis.spans import FIRST_DAY, LAST_DAY, is_exact, month_of, span, spans, width

CASES = [
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month", True),
    ("2014", date(2014, 1, 1), date(2014, 12, 31), "year", True),
    ("2014~", date(2014, 1, 1), date(2014, 12, 31), "year", False),
    ("2014-12-18", date(2014, 12, 18), date(2014, 12, 18), "day", True),
    ("2014/2017", date(2014, 1, 1), date(2017, 12, 31), "range", True),
    ("2018-06/..", date(2018, 6, 1), LAST_DAY, "range", True),
    ("../2018-06", FIRST_DAY, date(2018, 6, 30), "range", True),
    ("2014-09-08/2014-09-12", date(2014, 9, 8), date(2014, 9, 12), "range", True),
]


@pytest.mark.parametrize(("edtf", "first", "last", "wide", "exact"), CASES)
def test_span(edtf, first, last, wide, exact):
    """A date means every day it can be, and an open end runs to the end of time."""
    assert (span(edtf), width(edtf), is_exact(edtf)) == ((first, last), wide, exact)


@pytest.mark.parametrize("edtf", [None, "", "soon", "2014-13", "2014-02-30", "2017/2014", "x/..", "2014/2015/2016"])
def test_no_span(edtf):
    """What is no date has no span."""
    assert (span(edtf), width(edtf), is_exact(edtf)) == (None, None, False)


def test_spans_of_a_column():
    """A column's spans stand beside it, missing where the date is; a month is told only where the span lies in one."""
    dates = pd.Series(["2014-12", None, "2014", "2018-06/.."], dtype="string", index=[5, 6, 7, 8])
    table = spans(dates)
    assert table.index.tolist() == [5, 6, 7, 8]
    assert month_of(table["first"], table["last"]).fillna("-").tolist() == ["2014-12", "-", "-", "-"]
