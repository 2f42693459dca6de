"""The verbs export and review of the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import tables
from onrecord.cli import app
from onrecord.tables import Actor, Article, Text, Tie

TEXT = "Quito blamed Lima."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tables of one article with one tie."""
    found = {name: tables.frame(name) for name in tables.TABLES}
    tie = Tie(
        tie_id="d:0-17:tie:ecu:per:ACCUSE",
        doc_id="d",
        source_id="ecu",
        target_id="per",
        event_type="ACCUSE",
        sign=-1,
        status="actual",
        start=0,
        end=17,
        rule="frame",
    )
    found["ties"] = tables.frame("ties", [tie])
    found["texts"] = tables.frame("texts", [Text(doc_id="d", text=TEXT)])
    found["articles"] = tables.frame("articles", [Article(doc_id="d", path="d.txt", sha256="0", kind="plain")])
    found["actors"] = tables.frame("actors", [Actor(actor_id=a, name=a, type="country") for a in ("ecu", "per")])
    tables.write(tmp_path / "tables", found)
    return tmp_path


def test_export_names_the_files_it_wrote(folder: Path) -> None:
    """Without --out they lie beside the tables; status 0."""
    done = CliRunner().invoke(app, ["export", str(folder / "tables"), "--to", "gexf"])
    assert done.exit_code == 0 and (folder / "exports" / "network.gexf").is_file()
    assert done.stdout.strip().endswith("network.gexf")


def test_an_unknown_format_and_a_folder_without_tables_are_wrong_use(folder: Path) -> None:
    """Status 2, with a line on stderr that says what is wrong."""
    wrong = CliRunner().invoke(app, ["export", str(folder / "tables"), "--to", "docx"])
    missing = CliRunner().invoke(app, ["export", str(folder / "nowhere"), "--to", "csv"])
    assert (wrong.exit_code, missing.exit_code) == (2, 2)
    assert "timelinejs" in wrong.stderr and "nowhere" in missing.stderr


def test_review_takes_one_keystroke_a_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keystroke from the terminal becomes a line of the study's coding.csv."""
    study = folder / "study"
    study.mkdir()
    (study / "study.toml").write_text('title = "Border"\n', encoding="utf-8")
    monkeypatch.setattr("click.getchar", lambda: "a")
    command = ["review", str(study), "--tables", str(folder / "tables"), "--analyst", "ana"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0 and "1 decisions written" in done.stdout
    assert ",ana," in (study / "coding.csv").read_text(encoding="utf-8")
