"""The command: 0 done, 1 a run failed, 2 wrong use, with a line on stderr that says why."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from onrecord import study
from onrecord.cli import app
from onrecord.reporting import new_study, runs

from .conftest import write_notebook

WRONG = [
    (["run"], "name a study"),
    (["run", "no-such-study"], "no study"),
    (["run", "dprk-un", "--study", "dprk-un"], "once"),
    (["run", "dprk-un", "--since", "soon"], "EDTF"),
    (["run", "dprk-un", "--issues", "nobody-knows"], "nobody-knows"),
    (["run", "dprk-un", "--evidence", "everything"], "evidence"),
    (["run", "--sources", "no/such/folder"], "no folder"),
    (["run", "--batch", "none.toml"], "none.toml"),
    (["run", "dprk-un", "--batch", "none.toml"], "from its file alone"),
    (["code", "no/such/folder", "--out", "x"], "no folder"),
    (["export", "no/such/folder", "--to", "gexf"], "no folder"),
    (["new", "Not A Name"], "cannot be"),
    (["check", "no-such-study"], "no study"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_wrong_use_is_said_and_exits_2(arguments, words):
    """What cannot be asked is refused before anything runs, in words, with status 2."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_without_pages_is_wrong_use(tmp_path):
    """An empty folder gives no empty report, which would stand for a good one."""
    (tmp_path / "sources.csv").write_text("doc_id,file\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["run", "--sources", str(tmp_path)])
    assert result.exit_code == 2
    assert "has no pages" in result.stderr


def test_failed_run_exits_1_and_says_where(tiny):
    """A notebook that stops is status 1, with notebook, cell and reason on stderr."""
    write_notebook(runs.NOTEBOOKS / "2_code_articles.ipynb", "1 / 0")
    result = CliRunner().invoke(app, ["run", "--sources", str(tiny / "pages"), "--no-pdf"])
    assert result.exit_code == 1
    assert "2_code_articles.ipynb, cell 3: ZeroDivisionError" in result.stderr


def test_parameters_come_from_a_file_and_the_command_overrides_it(tiny):
    """A file holds the parameters of a run; what the command gives stands before it."""
    (tiny / "run.toml").write_text("since = '2014'\npdf = false\n", encoding="utf-8")
    arguments = ["run", "--sources", str(tiny / "pages"), "--params", str(tiny / "run.toml"), "--since", "2015"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.stderr
    assert runs.Path(result.stdout.strip()).read_text(encoding="utf-8") == "since 2015"


def test_batch_with_a_failure_exits_1_and_lists_it(tiny):
    """A batch says where its list is, and status 1 if any report failed."""
    path = tiny / "all.toml"
    path.write_text(
        f"sources = '{tiny / 'pages'}'\npdf = false\n[[report]]\n[[report]]\nissues = ['x']\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["run", "--batch", str(path)])
    assert result.exit_code == 1
    assert "batch-all.csv" in result.stdout


def test_new_study_is_complete_and_never_replaces_one(tmp_path):
    """A new study loads as it stands, has all its files, and a second one of its name is refused."""
    made = new_study.create_study("canal-dispute", tmp_path)
    loaded = study.load_study(str(made))
    assert (loaded.title, loaded.issues) == ("canal dispute", ())
    assert {p.relative_to(made).as_posix() for p in made.rglob("*.csv")} >= {"sources/sources.csv", "coding.csv"}
    with pytest.raises(study.StudyError, match="already"):
        new_study.create_study("canal-dispute", tmp_path)
