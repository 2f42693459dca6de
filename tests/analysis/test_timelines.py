"""Timelines: marks that say on whose word a happening rests, lanes of the venue tree, what led to what."""

from __future__ import annotations

import pandas as pd
import pytest

from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import describe, lane_of, lanes, official, sequences, table, timeline, unsourced
from onrecord.record import Decision, Meeting, Record
from onrecord.reference import read_rows
from onrecord.tables import EVENT_KINDS, STAGES

ALL = Selection()
RESOLUTION = {"venue": "unga", "stage": "plenary", "kind": "resolution"}
RECORD = official(
    Record(
        decisions=(
            Decision(
                id="r1", date="2014-12-18", result="vote", yes=116, no=20, abstain=53, status="found", **RESOLUTION
            ),
            Decision(id="r2", date="2006-03-15", result="none", status="found", **RESOLUTION),
            Decision(id="r3", date="2010-12-21", status="unconfirmed", **RESOLUTION),
        ),
        meetings=(Meeting(id="m1", venue="unsc", kind="meeting", form="formal", date="2014-12-22", status="found"),),
    )
)


def event(**more):
    """An event told by one story."""
    told = {"doc_id": "a", "event_id": "e", "label": "a meeting", **{k: more[k] for k in ("venue_id",) if k in more}}
    return {"events": [{"event_id": "e", "stories": "story-a", **more}], "venue_events": [told]}


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"record_ids": "r1", "date": "2014-12-18", "date_basis": "explicit"}, "confirmed"),
        ({"record_ids": "r1", "date": "2014-12", "date_basis": "relative"}, "confirmed"),
        ({"record_ids": "r1", "date": "2014-12-18", "date_basis": "record"}, "reported"),
        ({"record_ids": "r1", "date": "2014-12-18", "date_basis": "inferred"}, "reported"),
        ({"record_ids": "r1", "date": "2014-12-18", "date_basis": "publication"}, "reported"),
        ({"record_ids": "r1", "date": "2014-12~", "date_basis": "explicit"}, "reported"),
        ({"record_ids": "r3", "date": "2010-12-21", "date_basis": "explicit"}, "reported"),
        ({"date": "2014-12-18", "date_basis": "explicit"}, "reported"),
        ({"status": "scheduled", "record_ids": "r1", "date": "2014-12-18", "date_basis": "explicit"}, "planned"),
        ({"status": "proposed", "date": None}, "planned"),
        ({"status": "failed", "record_ids": "r1", "date": "2014-12-18", "date_basis": "explicit"}, "failed"),
        ({"record_ids": "r1", "date": "2014-12-18", "date_basis": "record", "stories": None}, "record"),
    ],
)
def test_marks(tables_of, more, mark):
    """Only a happening that the articles date themselves and the confirmed record has is confirmed."""
    marks = timeline(tables_of({"a": {}}, **event(**more)), ALL, RECORD).set_index("event_id")
    assert marks.loc["e", "mark"] == mark


def test_record_fills_in_what_no_source_tells(tables_of):
    """What the record has and no article tells is there, grey; decisions not taken and unconfirmed rows are not."""
    data = tables_of({"a": {}}, **event(record_ids="r1", date="2014-12-18", date_basis="explicit"))
    marks = timeline(data, ALL, RECORD)
    assert marks.loc[marks["mark"] == "record", "event_id"].tolist() == ["m1"]


def test_period_keeps_what_touches_it(tables_of):
    """A happening of some years is there in each of them; one outside is not; one without a date is."""
    events = [{"event_id": d or "none", "date": d, "stories": "s"} for d in ("2014/2017", "2013", "2018-06/..", None)]
    marks = timeline(tables_of({"a": {}}, events=events), Selection(since="2015", until="2016"))
    assert marks["event_id"].tolist() == ["2014/2017", "none"]


def test_several_reports_are_one_mark(tables_of):
    """Reports by two pages of one story and one of another are one mark of two stories, with all rows as evidence."""
    pages = {"a": {"story_id": "one"}, "b": {"story_id": "one"}, "c": {}}
    told = [{"doc_id": doc, "event_id": "e", "label": "meeting"} for doc in pages]
    claims = [
        {"doc_id": doc, "event_id": "e", "what": "tally", "verdict": v}
        for doc, v in zip("abc", ("agrees", "agrees", "differs"), strict=True)
    ]
    data = tables_of(pages, events=[{"event_id": "e", "date": "2014"}], venue_events=told, claims=claims)
    row = timeline(data, ALL).iloc[0]
    assert (row["stories"], row["verdicts"], len(row["evidence"].split(";"))) == (2, "agrees 2; differs 1", 3)


def test_rejected_events_are_gone(tables_of):
    """What the analyst rejected is not drawn."""
    assert timeline(tables_of({"a": {}}, **event(review="rejected", date="2014")), ALL).empty


def test_lanes_follow_the_tree(tables_of):
    """A body stands before those that report to it, deeper; summits and unknown places share the last lane."""
    places = ["coi_dprk", "unga", "summit_hanoi_2019", "unga_third_committee", "unhrc", None]
    events = [{"event_id": f"e{n}", "venue_id": v, "date": "2014"} for n, v in enumerate(places)]
    found = lanes(timeline(tables_of({"a": {}}, events=events), ALL))
    drawn = [(lane.venue_id, lane.depth) for lane in found]
    assert drawn == [("unga", 0), ("unga_third_committee", 1), ("unhrc", 1), ("coi_dprk", 2), ("outside", 0)]
    assert found[-1].name == "Outside the UN"
    assert lane_of(None) == "outside"


def test_spans_without_sources(tables_of):
    """Whole months without a page are spans from their first to their last day."""
    data = tables_of({"a": {"published": "2014-01-05"}, "b": {"published": "2014-04-01"}})
    spans = unsourced(data, ALL)
    assert spans.astype(str).to_numpy().tolist() == [["2014-02-01", "2014-03-31"]]


def adoption(name, venue, stage, date, **more):
    return {
        "event_id": name,
        "venue_id": venue,
        "stage": stage,
        "kind": "adoption",
        "date": date,
        "stories": "s",
        **more,
    }


def test_from_committee_to_plenary(tables_of):
    """A plenary adoption follows the last committee one before it; the days between are told as widely as known."""
    events = [
        adoption("c1", "unga_third_committee", "committee", "2013-11-19"),
        adoption("c2", "unga_third_committee", "committee", "2014-11"),
        adoption("p", "unga", "plenary", "2014-12-18"),
    ]
    steps = sequences(timeline(tables_of({"a": {}}, events=events), ALL))
    assert steps[["step", "from_event", "to_event"]].to_numpy().tolist() == [["from committee to plenary", "c2", "p"]]
    assert steps.loc[0, ["days_least", "days_most"]].tolist() == [18, 47]


@pytest.mark.parametrize(
    "changed",
    [{"status": "scheduled"}, {"date": "2014"}, {"date": None}, {"date": "2014-01-05"}, {"venue_id": "unesco_whc"}],
)
def test_no_step(tables_of, changed):
    """A committee text only planned, of the wrong body, not surely earlier, or long before, led to nothing."""
    first = {**adoption("c", "unga_third_committee", "committee", "2014-11-18"), **changed}
    events = [first, adoption("p", "unga", "plenary", "2014-12-18")]
    assert sequences(timeline(tables_of({"a": {}}, events=events), ALL)).empty


def test_steps_of_one_venue(tables_of):
    """Steps of a chosen venue are those that touch it or a body below it."""
    events = [
        {"event_id": "r", "venue_id": "coi_dprk", "kind": "report", "date": "2014-02-07"},
        {"event_id": "o", "venue_id": "ohchr_seoul", "kind": "opening", "date": "2015-06-23"},
    ]
    marks = timeline(tables_of({"a": {}}, events=events), ALL)
    assert sequences(marks, "ohchr")["step"].tolist() == ["from the inquiry's report to the office"]
    assert sequences(marks, "unhrc")["to_event"].tolist() == ["o"]
    assert sequences(marks, "unsc").empty


def test_words_for_a_happening(tables_of):
    """A happening is described by its kind, vote or symbol, and venue; never by a piece of a sentence."""
    marks = timeline(tables_of(), ALL, RECORD)
    said = [describe(mark, {"unga": "General Assembly"}) for mark in marks.itertuples()]
    assert said == ["adoption 116-20-53 at the General Assembly", "meeting at the UN Security Council"]


def test_table_beneath_the_picture(tables_of):
    """The table has a row a mark, oldest first, with no empty cell shown as a missing value."""
    marks = timeline(tables_of({"a": {}}, **event(date="2014", venue_id="unsc")), ALL, RECORD)
    shown = table(marks, {"unsc": "Security Council"})
    assert shown["venue"].tolist() == ["Security Council", "UN General Assembly", "Security Council"]
    assert not shown.drop(columns="stories").isna().any(axis=None)
    assert isinstance(shown, pd.DataFrame)


def test_procedures_can_be_used():
    """Every row of procedures.csv uses kinds, stages and relations that exist, and a number of days."""
    for row in read_rows("procedures"):
        for end in ("from", "to"):
            assert set(filter(None, row[f"{end}_kind"].split(";"))) <= set(EVENT_KINDS)
            assert set(filter(None, row[f"{end}_stage"].split(";"))) <= set(STAGES)
        assert row["relation"] in ("same", "parent", "same_or_parent", "any")
        assert int(row["within_days"]) > 0
