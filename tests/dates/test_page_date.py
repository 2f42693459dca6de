"""The date that a page states for itself."""

from __future__ import annotations

import pytest

from onrecord.dates import page_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("PUBLISHED : Wednesday, 28 November, 2018, 11:08am", "2018-11-28"),
        ("Published : Sept. 13, 2014 - 10:40", "2014-09-13"),
        ("Fri 05th April 2019 | 01:25 PM", "2019-04-05"),
        ("2021-09-16", "2021-09-16"),
        ("Posted 2021-09-16T08:00:00+02:00 by staff", "2021-09-16"),
        ("September 16, 2021 4:05 PM EDT", "2021-09-16"),
        ("16.09.2021 18:20", "2021-09-16"),
        ("UPDATED: 3 May 2021\nPUBLISHED: 1 May 2021", "2021-05-01"),
        ("Last updated 3 May 2021", "2021-05-03"),
        ("04/05/2019", None),
        ("25/05/2019", "2019-05-25"),
        ("31 February 2021", None),
        ("Thursday", None),
        ("", None),
        ("The army seized power on 1 February 2021, and the Council met behind closed doors that day.", None),
    ],
)
def test_a_date_line_is_read_and_prose_is_not(text: str, edtf: str | None) -> None:
    """A short line with a full date states it; publication comes before update; a doubtful or false date is none."""
    assert page_date(text) == edtf
