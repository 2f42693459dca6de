"""One happening is one event, whatever the articles call its day; the record is asked, and its dates are marked."""

from __future__ import annotations

import pytest

from onrecord.analysis.events import Told, _fineness, group
from onrecord.tables import VenueEvent

PAGES = {
    "before": (
        "2009-12-01",
        "The UN General Assembly is expected to adopt a resolution on human rights in Myanmar in December.",
    ),
    "after": (
        "2009-12-18",
        "The UN General Assembly adopted a resolution on Thursday condemning human rights abuses in Myanmar.",
    ),
    "later": (
        "2010-03-01",
        "In December, the UN General Assembly adopted a resolution on human rights in Myanmar.",
    ),
    "other": ("2009-12-18", "The UN General Assembly adopted a resolution on Thursday on the law of the sea."),
    "stopped": (
        "2012-12-12",
        "Diplomats failed to hold a UN Security Council meeting on human rights in Myanmar on Monday.",
    ),
}


@pytest.fixture(scope="module")
def events(coded, harbour):
    return coded(PAGES, harbour)["events"].set_index("event_id")


def test_articles_before_and_after_tell_of_one_event(events) -> None:
    """Expected, reported and recalled: one event with its history, the symbol and the numbers of the record."""
    event = events.loc["p09"]
    assert event.stories == "after;before;later"
    assert event.status_history == ("2009-12-01 scheduled before;2009-12-18 occurred after;2010-03-01 occurred later")
    assert (event.date, event.status, event.symbol) == ("2009-12-17", "occurred", "A/RES/64/9")
    assert event.numbers == "yes=86;no=23;abstain=39"


def test_a_date_taken_from_the_record_says_so(events, coded, harbour) -> None:
    """An article that knows only the month gets the record's day, marked as the record's."""
    event = coded({"later": PAGES["later"]}, harbour)["events"].iloc[0]
    assert (event.date, event.date_basis) == ("2009-12-17", "record")
    assert events.loc["p09"].date_basis == "weekday"


def test_another_matter_of_the_same_day_is_another_event(events) -> None:
    """The body and the day fit, the country does not."""
    other = events[events.stories == "other"]
    assert len(other) == 1
    assert other.record_ids.isna().all()


def test_what_did_not_take_place_has_failed(events) -> None:
    """The record's word on a meeting that was not held is its last status."""
    assert events.loc["m12"].status == "failed"


def test_venue_events_know_their_event(coded, harbour) -> None:
    """Every venue event that stands belongs to an event of the table."""
    data = coded(PAGES, harbour)
    ids = {i for cell in data["venue_events"].event_id for i in cell.split(";")}
    assert ids == set(data["events"].event_id)


def test_without_a_record_events_still_merge(coded) -> None:
    """A study with no record has events by venue, kind and finest date."""
    data = coded({"after": PAGES["after"], "later": PAGES["later"]})
    assert data["events"].stories.tolist() == ["after;later"]
    assert data["events"].date.tolist() == ["2009-12-17"]


def test_a_span_of_years_is_coarser_than_a_day() -> None:
    """Of two dates of one happening the narrower stands, so that a day of the record is not lost to a span of years."""
    assert _fineness("2008/2010") < _fineness("2009") < _fineness("2009-12") < _fineness("2009-12-17")
    assert _fineness("2009-12-14/2009-12-18") > _fineness("2009-12")
    assert _fineness(None) < _fineness("1900/2100")


def test_versions_of_a_story_tell_of_one_undated_happening() -> None:
    """What has no date is nobody else's, but that another version of the same story tells of it too."""
    pages = (("a", "wire"), ("b", "wire"), ("c", "another"))
    told = [
        Told(
            row=VenueEvent(
                mention_id=f"{doc}:1-2:venue_event:unga:meeting",
                doc_id=doc,
                venue_id="unga",
                kind="meeting",
                status="proposed",
                start=1,
                end=2,
            ),
            published="2009-12-01",
            story=story,
            participants=(),
            matched=(),
        )
        for doc, story in pages
    ]
    assert sorted(sorted(t.row.doc_id for t in members) for members in group(told).values()) == [["a", "b"], ["c"]]
