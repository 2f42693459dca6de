"""Findings: sentences with their state and evidence, and what is declined."""

from __future__ import annotations

import pytest

from onrecord.analysis.findings import UNCHECKED, declined, findings, page_one
from onrecord.analysis.selection import Selection

STATES = ("chn", "prk", "usa")
ENOUGH = Selection(minimum_stories=1)


def tie(doc, source, target, event_type, **more):
    return {"doc_id": doc, "source_id": source, "target_id": target, "event_type": event_type, **more}


def position(doc, actor, issue, stance, **more):
    return {"doc_id": doc, "actor_id": actor, "issue": issue, "stance": stance, **more}


@pytest.mark.parametrize(
    ("rows", "solid"),
    [
        ([("a", None)], False),
        ([("a", None), ("a", None)], False),
        ([("a", None), ("b", None)], True),
        ([("a", "accepted")], True),
        ([("a", "amended")], True),
    ],
)
def test_a_finding_rests_on_review_or_two_stories(tables_of, rows, solid):
    """One story unseen by an analyst is marked machine, unchecked; two stories, or an accepted row, are not."""
    ties = [tie(doc, "prk", "usa", "ACCUSE", review=review) for doc, review in rows]
    found = findings(tables_of(actors=STATES, ties=ties), Selection())
    assert [f.solid for f in found] == [solid]
    assert (found[0].state == UNCHECKED) is not solid
    assert len(found[0].evidence) == len(rows)


def test_copies_do_not_make_a_finding_solid(tables_of):
    """Two copies of a wire story are one story."""
    pages = {"a": {"story_id": "wire"}, "b": {"story_id": "wire"}}
    ties = [tie(doc, "prk", "usa", "ACCUSE") for doc in pages]
    assert findings(tables_of(pages, STATES, ties=ties), Selection())[0].state == UNCHECKED


def test_talks_do_not_make_an_accusation_solid(tables_of):
    """A story of a meeting does not bear out an accusation that another story tells; it is told beside it."""
    ties = [tie("a", "prk", "usa", "ACCUSE"), tie("b", "prk", "usa", "CONSULT")]
    found = findings(tables_of(actors=STATES, ties=ties), Selection())
    assert [f.text for f in found] == [
        "North Korea acted or spoke against United States in 1 story; the two met or talked in 1 story."
    ]
    assert found[0].state == UNCHECKED


def test_both_sides_of_an_issue_must_be_solid(tables_of):
    """Who is for rests on two stories, who is against on one: the sentence is unchecked until both do."""
    rows = [
        position("a", "usa", "access", "for"),
        position("b", "usa", "access", "for"),
        position("a", "prk", "access", "against"),
    ]
    one = findings(tables_of(actors=STATES, positions=rows), Selection())
    assert (one[0].kind, one[0].state) == ("issue", UNCHECKED)
    both = findings(tables_of(actors=STATES, positions=[*rows, position("c", "prk", "access", "against")]), Selection())
    assert both[0].text == "On access, for: United States (2 stories); against: North Korea (2 stories)."
    assert both[0].stories == 3


def test_numbers_follow_the_selection(tables_of):
    """The same tables under another period give other numbers: no sentence is static."""
    ties = [tie("a", "prk", "usa", "ACCUSE", date="2014"), tie("b", "prk", "usa", "ACCUSE", date="2018")]
    data = tables_of(actors=STATES, ties=ties)
    assert "in 2 stories" in findings(data, Selection())[0].text
    assert "in 1 story" in findings(data, Selection(since="2018"))[0].text
    assert findings(data, Selection(since="2019")) == []


def test_thin_coverage_declines(tables_of):
    """Below the minimum nothing is said of what moved, and the reason is; with enough pages a change is told."""
    rows = [
        position("a", "chn", "access", "for", date="2014-03"),
        position("b", "chn", "access", "against", date="2018-03"),
    ]
    data = tables_of(actors=STATES, positions=rows)
    assert "2 independent stories of the 20" in declined(data, Selection())
    assert "change" not in {f.kind for f in findings(data, Selection())}
    assert declined(data, ENOUGH) is None
    told = next(f for f in findings(data, ENOUGH) if f.kind == "change")
    assert told.text == "China changed sides on access: for on 2014-03, against on 2018-03."
    assert told.state == UNCHECKED


def test_many_empty_months_decline(tables_of):
    """Enough stories with most months empty still tell nothing of what moved."""
    pages = {"a": {"published": "2014-01-01"}, "b": {"published": "2019-01-01"}}
    assert "59 of 61 months have no page" in declined(tables_of(pages), ENOUGH)


def test_the_record_is_set_against_the_report(tables_of):
    """Where reports differ from the record the sentence has both; agreement is no finding."""
    events = [
        {
            "event_id": "e",
            "venue_id": "unsc",
            "kind": "vote",
            "date": "2018-12",
            "status": "failed",
            "stories": "story-a",
        }
    ]
    told = [{"doc_id": "a", "event_id": "e", "kind": "vote"}]
    claim = {"doc_id": "a", "event_id": "e", "what": "tally", "reported": "nine", "recorded": "eight"}
    claims = [{**claim, "verdict": "differs"}, {**claim, "verdict": "agrees", "what": "body", "doc_id": "b"}]
    data = tables_of({"a": {}, "b": {}}, events=events, venue_events=told, claims=claims)
    texts = {f.kind: f.text for f in findings(data, Selection())}
    assert texts["record"] == "Vote at the UN Security Council (2018-12): tally reported as nine; the record has eight."
    assert texts["failed"] == "Vote at the UN Security Council, planned for 2018-12, did not come about."


def test_page_one(tables_of):
    """At most five stand on page one, solid before unchecked, the kinds in turn."""
    ties = [tie(d, "prk", t, e) for d in "ab" for t in ("usa", "chn", "jpn", "kor", "rus", "fra") for e in ("ACCUSE",)]
    positions = [position(d, a, "access", s) for d in "ab" for a, s in (("usa", "for"), ("prk", "against"))]
    actors = ("chn", "prk", "usa", "jpn", "kor", "rus", "fra")
    chosen = page_one(findings(tables_of(actors=actors, ties=ties, positions=positions), Selection()))
    assert len(chosen) == 5
    assert [f.kind for f in chosen[:2]] == ["issue", "dyad"]
    assert page_one([]) == []
