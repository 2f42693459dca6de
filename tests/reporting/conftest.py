"""A small dispute of our own, coded by hand, and notebooks that do next to nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from onrecord import tables
from onrecord.analysis.selection import Selection
from onrecord.reporting import runs, stage_store
from onrecord.reporting.pipeline import Parameters, Run
from onrecord.study import Issue, Study
from onrecord.tables import Actor, Article, Line, Mention, Position, Quote, Statement, Text, Tie, VenueEvent

CANARY = "A canary sang in the empty hall."
PAGES = {
    "a": (
        "Envoys quarrel <script>alert(1)</script>\n\n"
        "Peru accused Chile of closing the port. “The port is shut,” said Ana Rey.\n\n"
        f"{CANARY}\n\nThe Security Council met on 3 March 2016.\n"
    ),
    "b": "=Port row goes on\n\nPeru accused Chile of closing the port again.\n\nChile defended the closing.\n",
}


def _at(doc: str, words: str) -> dict:
    start = PAGES[doc].index(words)
    return {"doc_id": doc, "start": start, "end": start + len(words)}


def _id(place: dict, rest: str) -> str:
    return f"{place['doc_id']}:{place['start']}-{place['end']}:{rest}"


def _ties():
    for doc, day in (("a", "2016-03-02"), ("b", "2016-04-02")):
        place = _at(doc, "accused Chile")
        dated = {"date": day, "date_basis": "explicit", "context": "diplomatic", "rule": "verb:accuse"}
        yield Tie(
            tie_id=_id(place, "tie:per:chl:ACCUSE"),
            source_id="per",
            target_id="chl",
            event_type="ACCUSE",
            sign=-1,
            status="actual",
            **place,
            **dated,
        )


def _positions():
    for doc, words, actor, stance in (("a", "accused Chile", "per", "for"), ("b", "defended", "chl", "against")):
        place = _at(doc, words)
        yield Position(
            position_id=_id(place, f"position:{actor}:port:{stance}"),
            actor_id=actor,
            issue="port",
            stance=stance,
            status="actual",
            date="2016-04-02",
            date_basis="explicit",
            rule="verb",
            **place,
        )


@pytest.fixture
def corpus():
    """Two pages of two outlets with a row or two in every table."""
    said, meeting = _at("a", "The port is shut,"), _at("a", "Security Council met")
    articles = [
        Article(
            doc_id=doc,
            path=f"{doc}.txt",
            sha256=doc,
            kind="news",
            outlet=outlet,
            headline=PAGES[doc].split("\n")[0],
            published=day,
            language="en",
            story_id=doc,
            note="written for this project",
            url=url,
        )
        for doc, outlet, day, url in (
            ("a", "Coast <b>Daily</b>", "2016-03-03", "javascript:alert(1)"),
            ("b", "=cmd()", "2016-04-03", "https://example.org/b"),
        )
    ]
    lines, at = [], 0
    for doc, text in PAGES.items():
        at = 0
        for number, line in enumerate(text.split("\n"), 1):
            if line:
                label = "headline" if number == 1 else "body"
                lines.append(Line(doc_id=doc, line=number, label=label, start=at, end=at + len(line), rule="test"))
            at += len(line) + 1
    actors = [
        Actor(actor_id=i, name=n, type="country", country=i.upper()) for i, n in (("per", "Peru"), ("chl", "Chile"))
    ]
    actors.append(Actor(actor_id="ana_rey", name="Ana Rey", type="person", country="PER", affiliation_id="per"))
    statement = Statement(
        statement_id=_id(said, "statement"),
        speaker_id="ana_rey",
        on_behalf_of="per",
        cue="said",
        kind="direct",
        assertion="asserted",
        **said,
    )
    happening = VenueEvent(
        mention_id=_id(meeting, "venue_event:unsc:meeting"),
        event_id="unsc:2016-03-03:meeting",
        venue_id="unsc",
        kind="meeting",
        date="2016-03-03",
        date_basis="explicit",
        status="occurred",
        label="the council met",
        **meeting,
    )
    event = tables.Event(
        event_id="unsc:2016-03-03:meeting",
        venue_id="unsc",
        kind="meeting",
        date="2016-03-03",
        date_basis="explicit",
        status="occurred",
        stories="a",
    )
    rows = {
        "texts": [Text(doc_id=doc, text=text) for doc, text in PAGES.items()],
        "articles": articles,
        "lines": lines,
        "actors": actors,
        "mentions": [Mention(surface="Peru", form="name", actor_id="per", **_at("a", "Peru"))],
        "statements": [statement],
        "quotes": [Quote(statement_id=statement.statement_id, unclosed=False, **said)],
        "ties": list(_ties()),
        "positions": list(_positions()),
        "venue_events": [happening],
        "events": [event],
    }
    return {name: tables.frame(name, rows.get(name, ())) for name in tables.TABLES}


@pytest.fixture
def a_run(tmp_path):
    """A run over that corpus, for reports that carry whole pages unless a test says otherwise."""
    issue = Issue(slug="port", proposition="The port is opened")
    study = Study(name="port", title="The port & the <law>", question="Who wants it open?", issues=(issue,))
    selection = Selection(minimum_stories=2)
    return Run(Parameters(study="port"), study, tmp_path, tmp_path / "out", selection)


@pytest.fixture
def at_level(a_run):
    """That run at another level of evidence."""
    return lambda level: replace(a_run, evidence=level)


# ------------------------------------------------------------------------------------------ runs with tiny notebooks

_HEAD = "\n".join(
    f"{name} = {value}"
    for name, value in (
        ("study", '""'),
        ("sources", '""'),
        ("since", '""'),
        ("until", '""'),
        ("actors", "[]"),
        ("issues", "[]"),
        ("out", '""'),
    )
)
_TABLES = """from pathlib import Path
from onrecord import tables
tables.write(Path(out) / "tables", {name: tables.frame(name) for name in tables.TABLES})"""


def write_notebook(path: Path, source: str) -> None:
    """A notebook of a parameters cell and one more."""
    head = new_code_cell(_HEAD, id="head", metadata={"tags": ["parameters"]})
    node = new_notebook(cells=[head, new_code_cell(source, id="body")])
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, path)


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """Five notebooks that do next to nothing, pages, and places of the test's own for runs and stages."""
    notebooks, pages = tmp_path / "notebooks", tmp_path / "pages"
    notebooks.mkdir()
    pages.mkdir()
    (pages / "a.txt").write_text(PAGES["a"], encoding="utf-8")
    for name in runs.STAGES:
        write_notebook(notebooks / f"{name}.ipynb", "1 + 1")
    write_notebook(notebooks / "1_clean_sources.ipynb", _TABLES)
    report = 'from pathlib import Path\nPath(out, "report.html").write_text(f"since {since}")'
    write_notebook(notebooks / "5_report.ipynb", report)
    monkeypatch.setattr(runs, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(runs, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(stage_store, "STORE", tmp_path / "store")
    return tmp_path


def settings_of(folder: Path) -> dict:
    """The run.json of a finished run."""
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))
