"""The committed notebooks: clean, promising what they should, and good for other parameters and other folders."""

from __future__ import annotations

import ast
import json
from dataclasses import asdict

import nbformat
import pandas as pd
import pytest

from onrecord.reporting import runs, stage_store
from onrecord.reporting.pipeline import Parameters

CHECKED = {
    "1_clean_sources": 4,
    "2_code_articles": 7,
    "3_actor_network": 5,
    "4_venue_timeline": 5,
    "5_report": 3,
}
"""How many outputs each notebook promises. A tag that is lost would make its check pass in silence."""

ARTICLE = """Ministers trade charges over the canal

LIMA (Coast Daily) - Peru accused Chile of closing the canal on 3 March 2016.

"The canal belongs to everybody," said Peru's foreign minister, Ana Rey. Chile rejected the charge.

The Security Council will meet on 9 March 2016, diplomats said.

Zinnias and marigolds bloom beside the embankment every spring.
"""
CANARY = "Zinnias and marigolds"


def notebook(name):
    """A committed notebook."""
    return nbformat.read(runs.NOTEBOOKS / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("name", runs.STAGES)
def test_committed_notebook_is_clean(name):
    """Run once from top to bottom, every checked cell with its output, the plain kernel, no clocks."""
    assert runs.problems(runs.NOTEBOOKS / f"{name}.ipynb") == []


@pytest.mark.parametrize("name", runs.STAGES)
def test_notebook_promises_what_its_prose_rests_on(name):
    """The number of checked outputs is the one written here, and no cell hides its check in a comment."""
    cells = notebook(name).cells
    assert sum("nbval-check-output" in c.metadata.get("tags", []) for c in cells) == CHECKED[name]
    assert not any("NBVAL" in c.source for c in cells)


@pytest.mark.parametrize("name", runs.STAGES)
def test_notebook_has_one_cell_of_plain_parameters(name):
    """One tagged cell of literals, with exactly the parameters that a run may set; ids that stay."""
    node = notebook(name)
    (cell,) = [c for c in node.cells if "parameters" in c.metadata.get("tags", [])]
    body = ast.parse(cell.source).body
    values = {statement.targets[0].id: ast.literal_eval(statement.value) for statement in body}
    assert list(values) == list(Parameters.__dataclass_fields__)
    assert (node.nbformat, node.nbformat_minor) == (4, 5)
    assert len({c.id for c in node.cells}) == len(node.cells)


@pytest.mark.parametrize("name", runs.STAGES)
def test_notebook_is_thin(name):
    """A cell is a line or two; the work is in functions that have tests of their own."""
    code = [c for c in notebook(name).cells if c.cell_type == "code" and "parameters" not in c.metadata.get("tags", [])]
    assert max(len([line for line in c.source.splitlines() if line.strip()]) for c in code) <= 5


@pytest.mark.parametrize("name", runs.STAGES)
def test_prose_states_no_finding(name):
    """Prose has no number of its own: sentences with numbers are made from the tables."""
    prose = " ".join(c.source for c in notebook(name).cells if c.cell_type == "markdown")
    assert not any(character.isdigit() for character in prose.replace(f"# {name[0]} ", ""))


@pytest.fixture(scope="module")
def other_run(tmp_path_factory):
    """The real notebooks run on a page of our own, for one year and one actor: a second set of parameters."""
    home = tmp_path_factory.mktemp("run")
    (home / "pages").mkdir()
    (home / "pages" / "canal.txt").write_text(ARTICLE, encoding="utf-8")
    kept, stage_store.STORE = stage_store.STORE, home / "store"
    settings = {"sources": str(home / "pages"), "since": "2016", "until": "2016-12", "actors": ["per"], "pdf": False}
    try:
        yield runs.run_report(runs.request_from({**settings, "out": str(home / "out")}))
    finally:
        stage_store.STORE = kept


def test_second_set_of_parameters_reaches_every_notebook(other_run):
    """Papermill gives all five notebooks the parameters, and the report is about what they ask."""
    for name in runs.STAGES:
        node = nbformat.read(other_run / "notebooks" / f"{name}.ipynb", as_version=4)
        (injected,) = [c for c in node.cells if "injected-parameters" in c.metadata.get("tags", [])]
        assert 'until = "2016-12"' in injected.source
    page = (other_run / "report.html").read_text(encoding="utf-8")
    assert "2016 to 2016-12" in page
    assert "This study names no issues" in page


def test_no_line_that_nothing_rests_on_is_left_in_a_run(other_run):
    """By default a run's folder, tables, notebooks and downloads included, holds no line that no row rests on."""
    for path in sorted(other_run.rglob("*")):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path.name
    texts = pd.read_parquet(other_run / "tables" / "texts.parquet").text
    assert not any(CANARY in text for text in texts)


def test_run_records_its_inputs_and_parameters(other_run):
    """run.json tells what was asked and the hash of every page that was read."""
    record = json.loads((other_run / "run.json").read_text(encoding="utf-8"))
    assert record["parameters"]["actors"] == ["per"]
    assert set(record["parameters"]) == set(asdict(Parameters(study="x")))
    assert list(record["inputs"]) == ["pages/canal.txt"]


def test_same_notebook_from_two_folders(tmp_path, monkeypatch):
    """A notebook gives the same from wherever it is started: no path in it hangs on the working folder."""
    import papermill

    outputs = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        executed = papermill.execute_notebook(
            str(runs.NOTEBOOKS / "1_clean_sources.ipynb"),
            str(tmp_path / f"{number}.ipynb"),
            {"out": str(tmp_path / "out")},
            kernel_name="python3",
            progress_bar=False,
        )
        outputs.append([o for c in executed.cells if c.cell_type == "code" for o in c.outputs])
    assert json.dumps(outputs[0], sort_keys=True) == json.dumps(outputs[1], sort_keys=True)


@pytest.mark.parametrize("level", ["none", "offsets"])
def test_a_run_without_words_has_none_anywhere(tmp_path, monkeypatch, level):
    """Without words, no five words of a page stand in a row in any file of the run, notebooks and charts included."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "canal.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setattr(stage_store, "STORE", tmp_path / "store")
    settings = {"sources": str(tmp_path / "pages"), "evidence": level, "pdf": False, "out": str(tmp_path / "out")}
    folder = runs.run_report(runs.request_from(settings))
    words = ARTICLE.split()
    runs_of_words = [" ".join(words[n : n + 5]) for n in range(len(words) - 4)]
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes().decode("utf-8", errors="ignore") if path.is_file() else ""
        assert [w for w in runs_of_words if w in content] == [], path.name
