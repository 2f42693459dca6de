"""Date lines of page headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.datelines import header_dates, read_date_line


@pytest.mark.parametrize(
    ("line", "edtf", "time", "update"),
    [
        ("PUBLISHED : Monday, 3 March, 2014, 11:08am", "2014-03-03", "11:08", False),
        ("UPDATED : Monday, 3 March, 2014, 10:05pm", "2014-03-03", "22:05", True),
        ("Published : Sept. 3, 2014 - 10:40", "2014-09-03", "10:40", False),
        ("Updated 5:30 PM GMT", None, "17:30", True),
        ("Last Updated : Nov 20, 2019 01:41 PM IST", "2019-11-20", "13:41", True),
        ("2014-03-03T07:30:00Z", "2014-03-03", "07:30", False),
        ("Fri 05th April 2019 | 01:25 PM", "2019-04-05", "13:25", False),
        ("18 NOV 2019", "2019-11-18", None, False),
        ("2019.11.20 16:50", "2019-11-20", "16:50", False),
        ("Posted : 2019-05-15 16:50", "2019-05-15", "16:50", False),
        ("13/06/2014", "2014-06-13", None, False),
        ("06/13/2014", "2014-06-13", None, False),
        ("Nov 18, 2019 at 9:24 pm ET • 2 min read", "2019-11-18", "21:24", False),
        ("Reuters November 18, 2019 11:03 PM", "2019-11-18", "23:03", False),
        ("By Ann Lee - 11/19/19 06:56 AM EST", "2019-11-19", "06:56", False),
        ("March 1st, 1999", "1999-03-01", None, False),
        ("3rd of March 2014", "2014-03-03", None, False),
    ],
)
def test_date_lines(line: str, edtf: str | None, time: str | None, update: bool):
    """Every common form gives its day, its time and whether it is of an update."""
    found = read_date_line(line)
    assert found is not None
    assert (found.edtf, found.time, found.update) == (edtf, time, update)


@pytest.mark.parametrize(
    "line",
    [
        "The council met on 3 March 2014 to hear what the envoy had to say of the camps.",
        "In May 2014, 12 states walked out.",
        "03/04/2014",
        "03/04/14",
        "31 February 2014",
        "Page 3 of 2014",
        "Updated rules please farmers",
        "",
    ],
)
def test_lines_that_are_no_date_lines(line: str):
    """Sentences with a date, dates that do not exist, and figures that may be day or month give no date."""
    found = read_date_line(line)
    assert found is None or found.edtf is None


@given(st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %b %Y", "%b. %d, %Y"]))
def test_any_day_is_read_back(day, form: str):
    """A day of this century or the last, written in a common form, is read as that day."""
    if 1900 <= day.year <= 2099:
        assert [found[2] for found in header_dates(day.strftime(form))] == [day.isoformat()]


@given(st.text(max_size=200))
def test_any_line_is_read(line: str):
    """No line breaks the reader, and the places it gives are inside the line."""
    read_date_line(line)
    assert all(0 <= start < end <= len(line) for start, end, _ in header_dates(line))
