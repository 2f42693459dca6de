"""Selections: the period, and a study's own with what a run asks for."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.analysis.selection import Selection, SelectionError, select
from onrecord.study import Study


def test_until_means_its_last_day():
    """Until a year means until its last day, and no period means all time."""
    assert Selection(until="2014").period[1] == date(2014, 12, 31)
    assert not Selection().is_dated


@pytest.mark.parametrize(("since", "until"), [("2015", "2014"), ("soon", None), (None, "2014-02-30")])
def test_impossible_period(since, until):
    """A period that ends before it begins, or is no date, is refused with what to change."""
    with pytest.raises(SelectionError):
        Selection(since=since, until=until)


def test_a_run_overrides_its_study():
    """What a run asks for stands in place of the study's, the rest stays."""
    study = Study(name="x", since="2014", until="2019", actors=("prk",), contexts=("legal",), protect=("p",))
    chosen = select(study, since="2015", issues=("access",))
    assert chosen == Selection(
        since="2015", until="2019", actors=("prk",), issues=("access",), contexts=("legal",), protect=("p",)
    )
