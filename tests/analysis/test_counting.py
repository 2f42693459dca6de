"""Counting: once a story, only what is actual, nobody's hearsay, meetings once and neutral."""

from __future__ import annotations

import pandas as pd
import pytest

from onrecord import tables
from onrecord.analysis.counting import count, homes, tally, within
from onrecord.analysis.selection import Selection
from onrecord.analysis.spans import span
from onrecord.study import PROJECT, load_study

STATES = ("prk", "usa", "kor", "jpn")
EVERYTHING = Selection()


def tie(doc, source, target, event_type, **more):
    return {"doc_id": doc, "source_id": source, "target_id": target, "event_type": event_type, **more}


def position(doc, actor, issue, stance, **more):
    return {"doc_id": doc, "actor_id": actor, "issue": issue, "stance": stance, **more}


def pairs(counted):
    return sorted(counted.units[["source_id", "target_id", "layer"]].itertuples(index=False, name=None))


def reasons(counted):
    return dict(counted.reasons().itertuples(index=False, name=None))


def test_copied_story(tables_of):
    """A report that five papers copied is one story of five outlets."""
    pages = {f"d{i}": {"story_id": "wire", "outlet": f"paper {i}"} for i in range(5)}
    data = tables_of(pages, STATES, ties=[tie(doc, "prk", "usa", "ACCUSE") for doc in pages])
    edge = tally(count(data, "ties", EVERYTHING), ["source_id", "target_id"]).iloc[0]
    assert (edge["units"], edge["stories"], edge["outlets"]) == (1, 1, 5)
    assert len(edge["evidence"].split(";")) == 5


def test_page_without_story_is_its_own(tables_of):
    """Pages that no story was given count each by itself."""
    pages = {"a": {"story_id": None}, "b": {"story_id": None}}
    data = tables_of(pages, STATES, ties=[tie("a", "prk", "usa", "ACCUSE"), tie("b", "prk", "usa", "ACCUSE")])
    assert count(data, "ties", EVERYTHING).stories == 2


def test_one_story_repeats_itself(tables_of):
    """An accusation told in three sentences of one story counts once; one of another type counts beside it."""
    ties = [tie("a", "prk", "usa", "ACCUSE")] * 3 + [tie("a", "prk", "usa", "REJECT")]
    counted = count(tables_of(actors=STATES, ties=ties), "ties", EVERYTHING)
    assert len(counted.units) == 2
    assert tally(counted, ["source_id", "target_id", "layer"])["stories"].tolist() == [1]


def test_meeting_coded_both_ways(tables_of):
    """A meeting coded both ways is one meeting, whoever is named first, and a neutral layer."""
    ties = [tie("a", "usa", "prk", "CONSULT"), tie("a", "prk", "usa", "CONSULT"), tie("b", "usa", "prk", "CONSULT")]
    counted = count(tables_of(actors=STATES, ties=ties), "ties", EVERYTHING)
    assert pairs(counted) == [("prk", "usa", "talks")] * 2


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"status": "planned"}, "planned"),
        ({"status": "negated"}, "negated"),
        ({"status": "hypothetical"}, "hypothetical"),
        ({"review": "rejected"}, "rejected by the analyst"),
        ({"attributed_to": "s1"}, "hearsay of somebody unnamed"),
        ({"attributed_to": "gone"}, "hearsay of somebody unnamed"),
        ({"attributed_to": "s3"}, "said, not asserted"),
        ({"source_id": None}, "actor not known"),
        ({"context": "cbrn"}, "outside the dispute's contexts"),
        ({"context": None}, "context not known"),
        ({"date": "2013"}, "outside the period"),
        ({"date": "2013-12/2014-02"}, "may be outside the period"),
        ({"target_id": "ngo_x"}, "not a state"),
        ({"target_id": "citizen"}, "acts for no state or body"),
    ],
)
def test_left_apart(tables_of, more, reason):
    """What is not actual, not asserted by somebody named, or not of the selection stays apart, with the reason."""
    said = [
        {"doc_id": "a", "statement_id": "s1", "speaker_text": "sources"},
        {"doc_id": "a", "statement_id": "s2", "speaker_id": "kor"},
        {"doc_id": "a", "statement_id": "s3", "speaker_id": "kor", "assertion": "hypothetical"},
    ]
    actors = (*STATES, ("ngo_x", "ngo"), ("citizen", "person"))
    row = {**tie("a", "prk", "usa", "ACCUSE"), **more}
    selection = Selection(since="2014", until="2019", contexts=("human_rights",))
    counted = count(tables_of(actors=actors, ties=[row], statements=said), "ties", selection)
    assert reasons(counted) == {reason: 1}
    assert counted.units.empty


@pytest.mark.parametrize(
    "more", [{"attributed_to": "s2"}, {"review": "amended"}, {"date": None}, {"date": "2014/2017"}]
)
def test_counted(tables_of, more):
    """The word of somebody named counts, so does an amended row, a row dated by its page and one wide but inside."""
    said = [{"doc_id": "a", "statement_id": "s2", "speaker_id": "kor"}]
    row = {**tie("a", "prk", "usa", "ACCUSE"), **more}
    data = tables_of(actors=STATES, ties=[row], statements=said)
    assert len(count(data, "ties", Selection(since="2014", until="2019")).units) == 1


def test_derived_rows_count_only_folded(tables_of):
    """An envoy's accusation counts for the state among states, for the envoy among persons, and never twice."""
    actors = (*STATES, ("kim_song", "person", "prk"), ("trump", "person", "usa"))
    ties = [
        tie("a", "kim_song", "trump", "ACCUSE"),
        tie("a", "prk", "trump", "ACCUSE", derived=True),
    ]
    data = tables_of(actors=actors, ties=ties)
    assert pairs(count(data, "ties", EVERYTHING)) == [("prk", "usa", "against")]
    assert pairs(count(data, "ties", EVERYTHING, level="persons")) == [("kim_song", "trump", "against")]


def test_person_without_derived_row_is_not_folded(tables_of):
    """Somebody who did not act for the state as of the date is not counted for it."""
    actors = (*STATES, ("former", "person", "usa"))
    counted = count(tables_of(actors=actors, ties=[tie("a", "former", "prk", "ACCUSE")]), "ties", EVERYTHING)
    assert reasons(counted) == {"counted in the row derived to the state": 1}


def test_folding_leaves_no_self_ties(tables_of):
    """A ministry and its own state are one actor, and ties within it are none."""
    actors = (*STATES, ("us_state_department", "government_body", "usa"))
    counted = count(tables_of(actors=actors, ties=[tie("a", "usa", "us_state_department", "SUPPORT")]), "ties")
    assert reasons(counted) == {"within one actor": 1}


def test_bodies_keep_international_bodies(tables_of):
    """States alone leave a resolution of the Assembly out; bodies keep it, and fold a rapporteur into the mandate."""
    actors = (*STATES, ("unga", "igo"), ("sr_prk", "igo"), ("rapporteur", "person", "sr_prk"))
    ties = [tie("a", "unga", "prk", "ACCUSE"), tie("a", "rapporteur", "prk", "ACCUSE")]
    data = tables_of(actors=actors, ties=ties)
    assert count(data, "ties", EVERYTHING).units.empty
    assert [p[0] for p in pairs(count(data, "ties", EVERYTHING, level="bodies"))] == ["sr_prk", "unga"]


def test_protected_people(tables_of):
    """People without a public role and those a study protects stay out at every level."""
    actors = (*STATES, ("witness", "person", None, False), ("singer", "person"))
    ties = [tie("a", "witness", "prk", "ACCUSE"), tie("a", "singer", "prk", "ACCUSE")]
    data = tables_of(actors=actors, ties=ties)
    counted = count(data, "ties", Selection(protect=("singer",)), level="persons")
    assert reasons(counted) == {"protected person": 2}


def test_talks_are_counted_whatever_their_context(tables_of):
    """Nuclear talks stand in the neutral layer of a human-rights dispute; a nuclear accusation does not."""
    ties = [tie("a", "usa", "prk", "CONSULT", context="cbrn"), tie("a", "usa", "prk", "ACCUSE", context="cbrn")]
    data = tables_of(actors=STATES, ties=ties)
    assert pairs(count(data, "ties", Selection(contexts=("human_rights",)))) == [("prk", "usa", "talks")]


def test_selected_actors(tables_of):
    """A selection of actors keeps the ties that touch one of them."""
    ties = [tie("a", "prk", "usa", "ACCUSE"), tie("a", "jpn", "kor", "SUPPORT")]
    data = tables_of(actors=STATES, ties=ties)
    assert pairs(count(data, "ties", Selection(actors=("usa",)))) == [("prk", "usa", "against")]


def test_every_month(tables_of):
    """With `every` month a stance counts once a month, and a row no finer than a year stays apart."""
    rows = [position(doc, "prk", "access", "against", date="2018-11-02") for doc in "abc"]
    rows += [
        position("a", "prk", "access", "against", date="2018-12"),
        position("a", "usa", "access", "for", date="2018"),
    ]
    counted = count(tables_of(actors=STATES, positions=rows), "positions", EVERYTHING, every="month")
    assert len(counted.units) == 2
    assert reasons(counted) == {"not dated to a month": 1}


def test_appearances(tables_of):
    """Whoever speaks at a venue appears there, and so does the state for which he speaks."""
    actors = (*STATES, ("kim_song", "person", "prk"))
    said = [{"doc_id": "a", "speaker_id": "kim_song", "on_behalf_of": "prk", "venue_id": "unsc"}]
    data = tables_of(actors=actors, statements=said)
    assert count(data, "appearances").units["actor_id"].tolist() == ["prk"]
    assert count(data, "appearances", level="persons").units["actor_id"].tolist() == ["kim_song"]


def test_within(tables_of):
    """A window keeps what is dated wholly inside it."""
    rows = [position("a", "prk", "access", "against", date=d) for d in ("2018-11-02", "2018")]
    counted = count(tables_of(actors=STATES, positions=rows), "positions")
    assert len(within(counted, *span("2018-11")).rows) == 1


@pytest.mark.parametrize(
    ("table", "level", "every"), [("quotes", "states", "story"), ("ties", "x", "story"), ("ties", "states", "day")]
)
def test_unknown_choice(tables_of, table, level, every):
    """A table, level or unit that is none of those named is refused."""
    with pytest.raises(ValueError, match="is none of"):
        count(tables_of(), table, level=level, every=every)


def test_nothing_in_nothing_out(tables_of):
    """Empty tables count to nothing, with all columns."""
    counted = count(tables_of(), "ties")
    assert tally(counted, ["source_id"]).columns.tolist()[:2] == ["source_id", "units"]
    assert counted.stories == 0


def test_homes_in_a_circle(tables_of):
    """Affiliations that lead in a circle lead nowhere."""
    register = tables_of(actors=[("a", "person", "b"), ("b", "person", "a"), ("c", "person", "prk"), "prk"])["actors"]
    assert homes(register) == {"c": "prk", "prk": "prk"}


def test_order_of_rows_does_not_matter(tables_of):
    """The count is the same whatever the order in which the ties come."""
    ties = [tie("b", "prk", "usa", "ACCUSE"), tie("a", "usa", "prk", "CONSULT"), tie("a", "prk", "usa", "CONSULT")]
    one, other = (count(tables_of({"a": {}, "b": {}}, STATES, ties=t), "ties").units for t in (ties, ties[::-1]))
    pd.testing.assert_frame_equal(one, other)


def test_talks_do_not_make_friends(tables_of):
    """Summing signs makes adversaries who meet often friends of each other; ours keeps them against each other."""
    meetings = [
        tie("a", *ends, "CONSULT", context="cbrn") for ends in (("prk", "usa"), ("usa", "prk")) for _ in range(4)
    ]
    data = tables_of(
        actors=STATES, ties=[*meetings, tie("a", "prk", "usa", "ACCUSE"), tie("a", "prk", "usa", "REJECT")]
    )
    assert data["ties"]["sign"].sum() > 0
    edges = tally(count(data, "ties", Selection(contexts=("human_rights",))), ["source_id", "target_id", "layer"])
    assert set(edges["layer"]) == {"against", "talks"}


SEEDS = PROJECT.parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five reports are not at hand")
def test_seeds_do_not_make_friends():
    """In the five reports North Korea is against the United States and nowhere for it, whatever the talks."""
    from onrecord.coding.many import code_articles
    from onrecord.sources.read import read_sources

    study = load_study("dprk-un")
    read = read_sources(SEEDS)
    data = {**{name: tables.frame(name) for name in tables.TABLES}, **read, **code_articles(read, study)}
    edges = tally(count(data, "ties", Selection(contexts=study.contexts)), ["source_id", "target_id", "layer"])
    layers = set(edges.loc[(edges["source_id"] == "prk") & (edges["target_id"] == "usa"), "layer"])
    assert "against" in layers
    assert "for" not in layers
