"""Coverage: pages, stories, outlets, gaps, review."""

from __future__ import annotations

from onrecord.analysis.coverage import by_month, by_outlet, coverage, gaps, pages, reviewed, shortfall
from onrecord.analysis.selection import Selection

PAGES = {
    "a": {"published": "2014-01-05", "story_id": "one", "outlet": "Wire"},
    "b": {"published": "2014-01-06", "story_id": "one", "outlet": "Paper"},
    "c": {"published": "2014-05", "outlet": None},
    "d": {"published": None},
    "e": {"published": "2016"},
}
YEAR = Selection(since="2014-01", until="2014-06", minimum_stories=4)


def test_pages_of_a_period(tables_of):
    """A page outside the period is not of it; one that tells no date stays, and is counted as such."""
    data = tables_of(PAGES)
    assert pages(data, YEAR)["doc_id"].tolist() == ["a", "b", "c", "d"]
    found = coverage(data, YEAR)
    assert (found.pages, found.stories, found.outlets, found.undated) == (4, 3, 3, 1)
    assert (found.first, found.last) == ("2014-01-05", "2014-05")


def test_months_without_pages(tables_of):
    """Every month of the period has a row, and runs of empty ones are gaps."""
    months = by_month(tables_of(PAGES), YEAR)
    assert months["month"].tolist() == [f"2014-0{m}" for m in range(1, 7)]
    assert (months["pages"].tolist(), months["stories"].tolist()) == ([2, 0, 0, 0, 1, 0], [1, 0, 0, 0, 1, 0])
    assert gaps(months).to_numpy().tolist() == [["2014-02", "2014-04", 3], ["2014-06", "2014-06", 1]]
    assert coverage(tables_of(PAGES), YEAR).longest_gap == 3


def test_outlets(tables_of):
    """Outlets stand with most pages first; a page of none is said to be so."""
    assert "outlet not known" in by_outlet(tables_of(PAGES), YEAR)["outlet"].tolist()


def test_share_reviewed(tables_of):
    """Any decision of an analyst counts as review, a rejection too."""
    row = {"doc_id": "a", "source_id": "prk", "target_id": "usa", "event_type": "ACCUSE"}
    ties = [{**row, "review": "rejected"}, {**row, "review": "accepted"}, row, row]
    data = tables_of({"a": {}}, ["prk", "usa"], ties=ties)
    assert coverage(data, Selection()).share_reviewed == 0.5
    assert reviewed(data, Selection()).set_index("table").loc["ties", "share"] == 0.5


def test_shortfall(tables_of):
    """Too few stories or outlets are named with what the study asks for; enough give no reason."""
    data = tables_of(PAGES)
    assert "3 independent stories of the 4" in shortfall(coverage(data, YEAR), YEAR)
    one = tables_of({"a": {}})
    assert "1 outlets of the 2" in shortfall(coverage(one, Selection(minimum_stories=1)), Selection(minimum_stories=1))
    enough = Selection(minimum_stories=3)
    assert shortfall(coverage(data, enough), enough) is None


def test_nothing(tables_of):
    """No pages are no pages, not an error."""
    found = coverage(tables_of(), YEAR)
    assert (found.pages, found.months, found.first, found.share_reviewed) == (0, 0, None, 0.0)
