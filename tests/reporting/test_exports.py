"""Exports: other tools can open them, and nobody hidden is in them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import frictionless
import networkx as nx
import pytest

from onrecord import tables
from onrecord.reporting.exports import FORMATS, ExportError, export
from onrecord.reporting.exports.csvs import quad_classes
from onrecord.study import Issue, Study
from onrecord.tables import EVENT_SIGNS, Actor, Article, Event, Mention, Position, Text, Tie

TEXT = "Quito blamed Lima, Ana Ruiz said. =Lima thanked Quito. Correa backed the border."
STUDY = Study(name="border", title="The <b>border</b>", issues=(Issue(slug="border", proposition="The border stands"),))


def tie(words: str, source: str, target: str, kind: str, **more: object) -> Tie:
    """A tie resting on these words."""
    start = TEXT.index(words)
    end = start + len(words)
    values = {"status": "actual", "context": "territory", "date": "2015-01-02", "date_basis": "publication", **more}
    return Tie(
        tie_id=f"d:{start}-{end}:tie:{source}:{target}:{kind}",
        doc_id="d",
        source_id=source,
        target_id=target,
        event_type=kind,
        sign=EVENT_SIGNS[kind],
        start=start,
        end=end,
        rule="frame",
        **values,
    )


@pytest.fixture
def data() -> dict:
    """Two states, a president, and a witness without a public role who is named in a state's evidence."""
    found = {name: tables.frame(name) for name in tables.TABLES}
    actors = [
        Actor(actor_id="ecu", name="Ecuador", type="country", country="ECU"),
        Actor(actor_id="per", name="Peru", type="country", country="PER"),
        Actor(actor_id="correa", name="Rafael Correa", type="person", country="ECU", affiliation_id="ecu"),
        Actor(actor_id="ana_ruiz", name="Ana Ruiz", type="person", public=False, affiliation_id="correa"),
    ]
    ties = [
        tie("Quito blamed Lima, Ana Ruiz said", "ecu", "per", "ACCUSE", confidence=0.5),
        tie("=Lima thanked Quito", "per", "ecu", "SUPPORT", date=None, date_basis=None),
        tie("Ana Ruiz said", "ana_ruiz", "per", "ACCUSE"),
        tie("Lima, Ana", "per", "ecu", "REJECT", review="rejected"),
    ]
    place = TEXT.index("Correa backed the border")
    positions = [
        Position(
            position_id=f"d:{place}-{place + 24}:position:correa:border:for",
            doc_id="d",
            actor_id="correa",
            issue="border",
            stance="for",
            status="actual",
            start=place,
            end=place + 24,
            rule="vote",
        )
    ]
    events = [
        Event(
            event_id="e:1",
            venue_id="unga",
            kind="vote",
            date="2014-12",
            status="occurred",
            stories="d",
            participants="ecu;ana_ruiz",
        ),
        Event(
            event_id="e:2",
            venue_id="lima",
            kind="talks",
            date="2015-05-06/2015-05-17",
            status="scheduled",
            numbers="<script>=1",
        ),
        Event(event_id="e:3", kind="visit", status="proposed"),
        Event(event_id="e:4", kind="visit", date="2014", status="occurred", review="rejected"),
    ]
    place = TEXT.index("Ana Ruiz")
    mention = Mention(doc_id="d", start=place, end=place + 8, surface="Ana Ruiz", form="name", actor_id="ana_ruiz")
    article = Article(
        doc_id="d", path="d.txt", sha256="0", kind="plain", outlet="+Ours", published="2015-01-03", story_id="d"
    )
    rows = {"actors": actors, "ties": ties, "positions": positions, "events": events, "mentions": [mention]}
    rows |= {"texts": [Text(doc_id="d", text=TEXT)], "articles": [article]}
    return found | {name: tables.frame(name, values) for name, values in rows.items()}


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode())))


@pytest.mark.parametrize("to", FORMATS)
def test_nobody_hidden_is_in_any_export(data: dict, tmp_path: Path, to: str) -> None:
    """People without a public role are in no file, by id or by name, and neither is whom the study protects."""
    for study in (STUDY, replace(STUDY, protect=("correa",))):
        for path in export(data, to, tmp_path / str(len(study.protect)), study, "persons"):
            written = path.read_text(encoding="utf-8")
            assert "Ruiz" not in written and "ana_ruiz" not in written
            assert "orrea" not in written or not study.protect


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_tables_give_the_same_bytes(data: dict, tmp_path: Path, to: str) -> None:
    """No clock and no order of chance is in a file."""
    first, second = (export(data, to, tmp_path / name, STUDY) for name in "ab")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_networkx_opens_the_gexf_again_with_its_time(data: dict, tmp_path: Path) -> None:
    """Nodes and edges keep their attributes; edges have start and end, and the graph is dynamic by date."""
    (path,) = export(data, "gexf", tmp_path, STUDY)
    graph = nx.read_gexf(path)
    assert set(graph) == {"ecu", "per"} and graph.nodes["ecu"]["label"] == "Ecuador"
    edge = next(d for a, b, d in graph.edges(data=True) if (a, b) == ("ecu", "per"))
    assert (edge["sign"], edge["layer"], edge["start"], edge["weight"]) == (-1, "against", "2015-01-02", 1.0)
    head = path.read_text(encoding="utf-8")
    assert 'mode="dynamic"' in head and 'timeformat="date"' in head and "lastmodifieddate" not in head


def test_networkx_opens_the_graphml_again(data: dict, tmp_path: Path) -> None:
    """Parallel edges stay apart by their ids."""
    (path,) = export(data, "graphml", tmp_path, STUDY)
    graph = nx.read_graphml(path, force_multigraph=True)
    assert {key for _, _, key in graph.edges(keys=True)} == {"ecu>per:against", "per>ecu:for"}
    assert graph.edges["ecu", "per", "ecu>per:against"]["stories"] == 1


def test_names_that_xml_cannot_hold_are_cleaned(data: dict, tmp_path: Path) -> None:
    """A control character in a name does not spoil the file."""
    data["actors"].loc[data["actors"]["actor_id"] == "ecu", "name"] = "Ecu\x00ador & <Co>"
    for to, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        (path,) = export(data, to, tmp_path, STUDY)
        assert read(path).nodes["ecu"]["name" if to == "graphml" else "label"] == "Ecu ador & <Co>"


def test_the_data_package_is_valid_and_describes_every_csv(data: dict, tmp_path: Path) -> None:
    """Frictionless finds types, keys, sizes and hashes as described."""
    paths = export(data, "csv", tmp_path, STUDY)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    described = {
        r["path"] for r in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    }
    assert described == {p.name for p in paths if p.suffix == ".csv"}


def test_edges_use_plovers_words_and_numbers_stay_numbers(data: dict, tmp_path: Path) -> None:
    """Actor, recipient, quad class; a sign of -1 is a number, a text that starts with = is harmless."""
    export(data, "csv", tmp_path, STUDY)
    first, second = table(tmp_path / "edges.csv")
    assert (first["actor"], first["recipient"], first["quad_class"]) == ("ecu", "per", "verbal conflict")
    assert (first["sign"], first["confidence"], first["derived"]) == ("-1", "0.5", "false")
    assert (second["evidence"], second["outlet"], second["date"]) == ("'=Lima thanked Quito", "'+Ours", "")
    assert [row["participants"] for row in table(tmp_path / "events.csv")] == ["ecu", "", ""]


def test_every_event_type_has_its_quad_class() -> None:
    """The sixteen types of PLOVER, four classes."""
    assert set(quad_classes()) == set(EVENT_SIGNS) and len(set(quad_classes().values())) == 4


def test_dna_statements_are_what_rdna_takes(data: dict, tmp_path: Path) -> None:
    """Person and organisation, concept, agreement; carets point into the document's text, which holds no more."""
    export(data, "dna", tmp_path, STUDY)
    (document,), (statement,) = table(tmp_path / "dna_documents.csv"), table(tmp_path / "dna_statements.csv")
    assert list(document) == ["id", "title", "text", "coder", "author", "sources", "section", "notes", "type", "date"]
    assert (statement["person"], statement["organization"]) == ("Rafael Correa", "Ecuador")
    assert (statement["concept"], statement["agreement"], statement["documentId"]) == ("The border stands", "1", "1")
    start, end = int(statement["startCaret"]), int(statement["endCaret"])
    assert document["text"][start:end] == "Correa backed the border" and "Lima" not in document["text"]


def test_timelinejs_gets_dates_as_wide_as_they_are_and_no_html(data: dict, tmp_path: Path) -> None:
    """A month has no day, a span has its end, what has no date or was rejected is not shown, markup is escaped."""
    (path,) = export(data, "timelinejs", tmp_path, STUDY)
    timeline = json.loads(path.read_text(encoding="utf-8"))
    month, days = timeline["events"]
    assert month["start_date"] == {"year": 2014, "month": 12} and "end_date" not in month
    assert days["end_date"] == {"year": 2015, "month": 5, "day": 17}
    assert "&lt;script&gt;" in days["text"]["text"]
    assert timeline["title"]["text"]["headline"] == "The &lt;b&gt;border&lt;/b&gt;"


def test_empty_tables_export_to_empty_files(tmp_path: Path) -> None:
    """Nothing coded is no reason to fail."""
    empty = {name: tables.frame(name) for name in tables.TABLES}
    for to in FORMATS:
        assert all(p.is_file() for p in export(empty, to, tmp_path))
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_an_unknown_format_is_named_with_those_there_are(data: dict, tmp_path: Path) -> None:
    """The message helps."""
    with pytest.raises(ExportError, match="gexf, graphml, csv, dna, timelinejs"):
        export(data, "docx", tmp_path)
