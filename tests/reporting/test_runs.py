"""Runs: whole or not at all, unchanged stages reused, many at once, many in a list."""

from __future__ import annotations

import csv
import subprocess
import sys

import nbformat
import pytest

from onrecord import tables
from onrecord.reporting import runs, stage_store
from onrecord.reporting.pipeline import ParameterError, Parameters
from onrecord.reporting.stage_store import folder_hashes
from onrecord.tables import Actor

from .conftest import settings_of, write_notebook


def request(tiny, **more):
    """A request for the test's own pages, without a PDF."""
    return runs.request_from({"sources": str(tiny / "pages"), "pdf": False, **more})


@pytest.mark.parametrize(
    "settings",
    [
        {"study": "x", "sicne": "2014"},
        {"study": "x", "x = 1; import os; y": "1"},
        {"study": "x", "evidence": "all"},
        {"study": "x", "since": 2014},
    ],
)
def test_settings_nobody_knows_are_errors(settings):
    """An unknown or mistyped setting is an error, never a warning, whatever its name holds."""
    with pytest.raises(ParameterError):
        runs.request_from(settings)


def test_parameter_names_that_are_code_never_reach_a_notebook(tiny):
    """A name that a notebook does not declare is refused before the notebook is touched."""
    with pytest.raises(ParameterError, match="has no parameter"):
        runs.check_names(runs.NOTEBOOKS / "3_actor_network.ipynb", {"x = 1; import os; y": "1"})


def test_run_leaves_everything_and_no_scaffold(tiny):
    """A run's folder holds tables, notebooks, report and run.json with hashes; nothing half-made is beside it."""
    folder = runs.run_report(request(tiny, out=str(tiny / "out")))
    record = settings_of(folder)
    assert {p.name for p in folder.iterdir()} == {"tables", "notebooks", "report.html", "run.json"}
    assert record["inputs"].keys() == {"pages/a.txt"}
    assert record["outputs"]["report.html"] == folder_hashes(folder)["report.html"]
    assert [s["reused"] for s in record["stages"]] == [False] * 5
    assert not list(tiny.glob(".*"))


def test_unchanged_stages_are_reused_and_a_period_reruns_only_what_it_touches(tiny):
    """The same run again executes nothing; another period executes the last three stages alone."""
    runs.run_report(request(tiny))
    again = runs.run_report(request(tiny))
    other = runs.run_report(request(tiny, since="2015"))
    assert [s["reused"] for s in settings_of(again)["stages"]] == [True] * 5
    assert [s["reused"] for s in settings_of(other)["stages"]] == [True, True, False, False, False]
    first = nbformat.read(other / "notebooks" / "1_clean_sources.ipynb", as_version=4)
    assert any('since = "2015"' in c.source for c in first.cells), "a reused notebook must carry this run's parameters"


def test_a_changed_page_reruns_everything(tiny):
    """Stages are keyed by content: another byte in a page, and nothing is reused."""
    runs.run_report(request(tiny))
    (tiny / "pages" / "a.txt").write_text("Another page.\n", encoding="utf-8")
    assert not any(s["reused"] for s in settings_of(runs.run_report(request(tiny)))["stages"])


def test_a_damaged_store_is_not_trusted(tiny):
    """An entry of the store that is not as it was put there counts as missing."""
    runs.run_report(request(tiny))
    for path in stage_store.STORE.rglob("report.html"):
        path.write_text("forged", encoding="utf-8")
    folder = runs.run_report(request(tiny))
    assert (folder / "report.html").read_text(encoding="utf-8") == "since "


def test_failed_run_leaves_the_last_good_one_and_resumes(tiny):
    """A notebook that stops leaves the last report byte for byte, says where it stopped, and the next run goes on."""
    out = tiny / "out"
    runs.run_report(request(tiny, out=str(out)))
    before = folder_hashes(out)
    (tiny / "pages" / "b.txt").write_text("More.\n", encoding="utf-8")
    write_notebook(runs.NOTEBOOKS / "4_venue_timeline.ipynb", 'raise ValueError("no such venue")')
    with pytest.raises(runs.RunFailed, match=r"4_venue_timeline.ipynb, cell 3: ValueError: no such venue"):
        runs.run_report(request(tiny, out=str(out)))
    assert folder_hashes(out) == before
    assert not list(tiny.glob(".*"))
    write_notebook(runs.NOTEBOOKS / "4_venue_timeline.ipynb", "2 + 2")
    resumed = runs.run_report(request(tiny, out=str(out)))
    assert [s["reused"] for s in settings_of(resumed)["stages"]] == [True, True, True, False, False]


def test_somebody_elses_folder_is_never_replaced(tiny):
    """A folder that is no run's is refused as out, and keeps its files."""
    (tiny / "mine").mkdir()
    (tiny / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ParameterError, match="no run's folder"):
        runs.run_report(request(tiny, out=str(tiny / "mine")))
    assert (tiny / "mine" / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_notebooks_cannot_lean_on_each_other(tiny):
    """All notebooks share a kernel, but not their variables."""
    write_notebook(runs.NOTEBOOKS / "2_code_articles.ipynb", "left_behind = 1")
    write_notebook(runs.NOTEBOOKS / "3_actor_network.ipynb", "left_behind")
    with pytest.raises(runs.RunFailed, match="NameError"):
        runs.run_report(request(tiny))


def test_batch_goes_on_after_a_failure_and_lists_all(tiny):
    """One report that cannot be made does not cost the others, and the list tells of both."""
    path = tiny / "nightly.toml"
    shared = f"sources = '{tiny / 'pages'}'\npdf = false\n"
    path.write_text(f"{shared}[[report]]\nissues = ['nobody-knows']\n[[report]]\nsince = '2014'\n", encoding="utf-8")
    done = list(runs.run_batch(runs.batch_requests(path)))
    with runs.write_results(path, done).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["result"] for r in rows] == ["failed", "done"]
    assert "nobody-knows" in rows[0]["error"]
    assert rows[1]["since"] == "2014"


def test_compared_run_is_a_recorded_input(tiny):
    """The run compared with is named in run.json, by name and by the hash of its tables; a missing one is wrong use."""
    first = runs.run_report(request(tiny))
    second = runs.run_report(request(tiny, compare="latest"))
    assert settings_of(second)["compared"]["run"] == first.name
    with pytest.raises(ParameterError, match="no finished run"):
        runs.run_report(request(tiny, compare="2001-01-01T000000Z"))


def test_two_runs_at_once_do_not_harm_each_other(tiny):
    """Two processes that start the same run at the same moment both finish, each with a folder of its own."""
    script = (
        "import sys; from pathlib import Path; from onrecord.reporting import runs, stage_store\n"
        f"home = Path({str(tiny)!r})\n"
        "runs.NOTEBOOKS, runs.REPORTS, stage_store.STORE = home / 'notebooks', home / 'reports', home / 'store'\n"
        "print(runs.run_report(runs.request_from({'sources': str(home / 'pages'), 'pdf': False})))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    folders = [process.communicate(timeout=300)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len(set(folders)) == 2
    assert len({settings_of(runs.Path(f))["outputs"]["report.html"] for f in folders}) == 1


def test_parameters_cells_and_the_command_know_the_same_names():
    """Every real notebook declares exactly the parameters that a run may set."""
    names = dict.fromkeys(Parameters.__dataclass_fields__, "")
    for name in runs.STAGES:
        runs.check_names(runs.PROJECT / "notebooks" / f"{name}.ipynb", names)


def test_a_parameters_file_that_is_no_toml_says_so(tmp_path):
    """A file that cannot be read is wrong use, with its name in the message."""
    path = tmp_path / "run.toml"
    path.write_text("since 2014", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"run\.toml"):
        runs.read_settings(path)


def test_an_actor_nobody_knows_is_wrong_use(tmp_path):
    """An id that neither pages nor reference data have is refused, with the ids it may have meant."""
    tables.write(
        tmp_path, {"actors": tables.frame("actors", [Actor(actor_id="ana_rey", name="Ana Rey", type="person")])}
    )
    runs._check_actors(("prk", "ana_rey"), tmp_path)
    with pytest.raises(ParameterError, match="'ana_reu': did you mean ana_rey"):
        runs._check_actors(("ana_reu",), tmp_path)


def test_the_state_of_widgets_stays_out_of_notebooks(tmp_path):
    """Widgets keep sentences in a notebook's metadata; a notebook that carries them is found out."""
    write_notebook(tmp_path / "n.ipynb", "1")
    node = nbformat.read(tmp_path / "n.ipynb", as_version=4)
    node.metadata["widgets"] = {"state": {}}
    nbformat.write(node, tmp_path / "n.ipynb")
    assert "it carries the state of widgets" in runs.problems(tmp_path / "n.ipynb")
    runs._tidy(node)
    assert "widgets" not in node.metadata
