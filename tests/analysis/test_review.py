"""The analyst's decisions: anchored to words, applied, queued, measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from onrecord import tables
from onrecord.analysis.review import (
    Decision,
    agreement,
    analysts_agreement,
    apply_corrections,
    decide,
    queue,
    read_decisions,
    write_decision,
)
from onrecord.analysis.review.decisions import DecisionError
from onrecord.study import Study
from onrecord.tables import Actor, Article, Position, Statement, Text, Tie

TEXT = "Quito blamed Lima. Lima blamed nobody.\n=Quito blamed Lima again."


def tie(start: int, end: int, source: str, target: str, **more: object) -> Tie:
    """An actual accusation."""
    values = {"event_type": "ACCUSE", "sign": -1, "status": "actual", "rule": "frame:blame", **more}
    identifier = f"d:{start}-{end}:tie:{source}:{target}:{values['event_type']}"
    return Tie(tie_id=identifier, doc_id="d", source_id=source, target_id=target, start=start, end=end, **values)


def coded(text: str = TEXT) -> dict[str, pd.DataFrame]:
    """A small study's tables: two ties of a person and one derived, one position, one statement."""
    first, last = text.index("Quito blamed Lima"), text.rindex("Quito blamed Lima")
    ties = [
        tie(first, first + 17, "correa", "per", confidence=0.9),
        tie(first, first + 17, "ecu", "per", derived=True, confidence=0.9),
        tie(last, last + 17, "correa", "per", confidence=0.4),
    ]
    position = Position(
        position_id="d:0-5:position:ecu:border:for",
        doc_id="d",
        actor_id="ecu",
        issue="border",
        stance="for",
        status="actual",
        start=0,
        end=5,
        rule="vote",
    )
    said = Statement(
        statement_id="d:0-5:statement", doc_id="d", start=0, end=5, kind="indirect", assertion="asserted", rule="say"
    )
    article = Article(
        doc_id="d", path="d.txt", sha256="0", kind="plain", outlet="Ours", published="2015-01-02", story_id="d"
    )
    actors = [
        Actor(actor_id="correa", name="Correa", type="person", country="ECU", affiliation_id="ecu"),
        Actor(actor_id="ecu", name="Ecuador", type="country", country="ECU"),
        Actor(actor_id="per", name="Peru", type="country", country="PER"),
    ]
    return {
        "texts": tables.frame("texts", [Text(doc_id="d", text=text)]),
        "articles": tables.frame("articles", [article]),
        "actors": tables.frame("actors", actors),
        "ties": tables.frame("ties", ties),
        "positions": tables.frame("positions", [position]),
        "statements": tables.frame("statements", [said]),
        "venue_events": tables.frame("venue_events"),
    }


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study in a folder of its own."""
    return Study(name="s", folder=tmp_path)


ACCEPT = Decision("accept", "ties", "d", "Quito blamed Lima", "1", "tie:correa:per:ACCUSE", analyst="ana")


def applied(study: Study, *decisions: Decision, text: str = TEXT) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables after these decisions."""
    write_decision(study.corrections, *decisions)
    return apply_corrections(coded(text), study)


def test_a_study_without_decisions_is_left_as_it_is(study: Study) -> None:
    """No coding.csv: the tables unchanged, no orphans."""
    data, orphans = apply_corrections(coded(), study)
    assert orphans.empty and data["ties"]["review"].isna().all()


def test_an_accepted_row_is_marked_and_so_is_what_was_derived_from_it(study: Study) -> None:
    """The decision is on the row of these words, not on the same row elsewhere; its author stays the machine."""
    data, orphans = applied(study, ACCEPT)
    assert orphans.empty
    assert data["ties"]["review"].fillna("").tolist() == ["accepted", "accepted", ""]
    assert set(data["ties"]["coded_by"]) == {"machine"}


def test_the_second_occurrence_of_the_words_is_another_row(study: Study) -> None:
    """`occurrence` counts the places of the words in the article."""
    data, _ = applied(study, replace(ACCEPT, decision="reject", occurrence="2"))
    assert data["ties"]["review"].fillna("").tolist() == ["", "", "rejected"]


def test_decisions_survive_a_text_that_grew_and_a_row_cut_otherwise(study: Study) -> None:
    """The anchor is the words: offsets may all have moved."""
    data, orphans = applied(study, ACCEPT, text="A new first line.\n" + TEXT)
    assert orphans.empty and data["ties"]["review"].notna().sum() == 2
    shorter = replace(ACCEPT, evidence="blamed Lima. Lima", decision="reject")
    data, orphans = applied(study, shorter)
    assert orphans.empty and data["ties"]["review"].fillna("").tolist() == ["rejected", "rejected", ""]


def test_an_amended_event_type_brings_its_sign_and_its_author(study: Study) -> None:
    """Amending keeps the row's id, names the analyst, and keeps the row true to its table."""
    data, orphans = applied(study, replace(ACCEPT, decision="amend", field="event_type", value="SUPPORT"))
    row = data["ties"].iloc[0]
    assert orphans.empty
    assert (row.event_type, row.sign, row.review, row.coded_by) == ("SUPPORT", 1, "amended", "ana")
    assert data["ties"].iloc[1].event_type == "SUPPORT"


def test_a_tie_s_amended_end_is_not_given_to_the_derived_row(study: Study) -> None:
    """Who acted is a matter of each row."""
    data, _ = applied(study, replace(ACCEPT, decision="amend", field="source_id", value="moreno"))
    assert data["ties"]["source_id"].tolist() == ["moreno", "ecu", "correa"]


def test_an_added_row_is_a_row_like_any_other(study: Study) -> None:
    """Its lines share an anchor, one field a line; applying twice adds it once."""
    line = Decision("add", "ties", "d", "Lima blamed nobody", row="mine", analyst="ana")
    fields = {"source_id": "per", "target_id": "ecu", "event_type": "CONCEDE"}
    write_decision(study.corrections, *(replace(line, field=name, value=value) for name, value in fields.items()))
    data, orphans = apply_corrections(coded(), study)
    again, _ = apply_corrections(data, study)
    (row,) = data["ties"][data["ties"]["rule"] == "analyst"].itertuples()
    assert orphans.empty and len(again["ties"]) == len(data["ties"]) == 4
    assert (row.source_id, row.sign, row.status, row.coded_by, row.review) == ("per", 1, "actual", "ana", "accepted")
    assert TEXT[row.start : row.end] == "Lima blamed nobody"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"evidence": "Quito thanked Lima"}, "the text is gone"),
        ({"doc_id": "other"}, "the article is gone"),
        ({"row": "tie:correa:chl:ACCUSE"}, "the machine no longer codes this row"),
        ({"occurrence": "3"}, "the text occurs 2 times, not 3"),
        ({"occurrence": "x"}, "the text occurs 2 times, not x"),
        ({"row": ""}, "several rows fit: name one in `row`"),
        ({"decision": "approve"}, "is no decision"),
        ({"table": "gossip"}, "there is no table"),
        ({"decision": "amend", "field": "start", "value": "3"}, "no field that can be amended"),
        ({"decision": "amend", "field": "event_type", "value": "HUG"}, "HUG"),
        ({"decision": "amend", "field": "sign", "value": "much"}, "much"),
        ({"decision": "add", "row": "new", "field": "nonsense", "value": "1"}, "has no field"),
        ({"decision": "add", "row": "new", "field": "source_id", "value": "per"}, "empty values"),
    ],
)
def test_a_decision_without_a_row_is_listed_never_dropped(study: Study, change: dict[str, str], reason: str) -> None:
    """Every orphan is listed with its line and why."""
    data, orphans = applied(study, replace(ACCEPT, **change))
    assert len(orphans) == 1 and reason in orphans.reason[0] and orphans.line[0] == 2
    assert data["ties"]["review"].isna().all() and len(data["ties"]) == 3


def test_the_last_decision_stands(study: Study) -> None:
    """Who changes their mind writes another line."""
    data, _ = applied(study, ACCEPT, replace(ACCEPT, decision="reject"))
    assert data["ties"]["review"].iloc[0] == "rejected"


def test_what_is_written_is_read_back_and_no_cell_is_a_formula(study: Study) -> None:
    """Words that start with = are escaped in the file and whole again when read."""
    data = coded()
    row = {"tie_id": "d:39-44:tie:x", "doc_id": "d", "start": 39, "end": 45}
    made = decide("accept", "ties", row, TEXT, "ana", "2021-09-16", note="'+1")
    assert made.evidence == "=Quito"
    write_decision(study.corrections, made)
    assert "\naccept,ties,d,'=Quito," in study.corrections.read_text(encoding="utf-8")
    assert read_decisions(study.corrections) == [replace(made, line=2)]
    assert len(data["ties"]) == 3


def test_a_file_with_other_columns_is_refused(study: Study) -> None:
    """The message names the columns wanted."""
    study.corrections.write_text("what,where\naccept,here\n", encoding="utf-8")
    with pytest.raises(DecisionError, match="columns must be decision, table"):
        read_decisions(study.corrections)


def test_the_queue_starts_with_what_findings_rest_on_and_is_least_sure(study: Study) -> None:
    """Counted rows come first, then the least sure; a tie counts where the one derived from it does."""
    waiting = queue(coded())
    assert waiting["table"].tolist() == ["positions", "ties", "statements", "ties"]
    assert waiting["finding"].tolist() == [True, True, False, False]
    assert waiting["confidence"].fillna(-1).tolist() == [-1, 0.9, -1, 0.4]
    assert not waiting["row_id"].str.contains("tie:ecu").any()
    after, _ = applied(study, ACCEPT)
    assert len(queue(after)) == len(waiting) - 1


def test_agreement_of_machine_and_analyst(study: Study) -> None:
    """One accepted, one rejected, one added: precision a half, recall a half."""
    line = Decision("add", "ties", "d", "Lima blamed nobody", row="mine", analyst="ana")
    fields = {"source_id": "per", "target_id": "ecu", "event_type": "CONCEDE"}
    added = [replace(line, field=name, value=value) for name, value in fields.items()]
    data, _ = applied(study, ACCEPT, replace(ACCEPT, decision="reject", occurrence="2"), *added)
    found = agreement(data).set_index(["table", "family"]).loc[("ties", "all")]
    assert (found.accepted, found.rejected, found.added, found.precision, found.recall) == (1, 1, 1, 0.5, 0.5)


def test_agreement_of_two_analysts_is_krippendorffs_alpha() -> None:
    """Alike on three rows and apart on one: the alpha of the textbook formula, worked by hand."""
    verdicts = {
        "1": ("accept", "accept"),
        "2": ("reject", "reject"),
        "3": ("accept", "accept"),
        "4": ("accept", "reject"),
    }
    made = [
        replace(ACCEPT, occurrence=place, decision=verdict, analyst=name)
        for place, pair in verdicts.items()
        for name, verdict in zip(("ana", "ben"), pair, strict=True)
    ]
    found = analysts_agreement(made).set_index("table").loc["ties"]
    # 8 values, 5 accept and 3 reject; observed disagreement 2/8, expected 2*5*3/(8*7).
    assert found.rows == 4 and found.alpha == pytest.approx(1 - (2 / 8) / (30 / 56))


def test_two_analysts_who_share_no_row_have_no_agreement() -> None:
    """Nothing shared, nothing measured."""
    assert analysts_agreement([ACCEPT, replace(ACCEPT, occurrence="2", analyst="ben")]).empty
