"""Parameters are checked before anything runs, and relative paths start at the project."""

from __future__ import annotations

import pytest

from onrecord.reporting import pipeline
from onrecord.reporting.pipeline import ParameterError, Parameters
from onrecord.study import PROJECT, StudyError

MISTYPED = [
    ({"study": 7}, "study must be text"),
    ({"study": "x", "since": 2014}, "since must be text"),
    ({"study": "x", "actors": "prk"}, "actors must be a list"),
    ({"study": "x", "issues": [1]}, "issues must be a list"),
    ({}, "name a study"),
]


@pytest.mark.parametrize(("given", "message"), MISTYPED)
def test_mistyped_parameters_are_errors(given, message):
    """A parameter of the wrong type is an error that names it, never a silent default."""
    with pytest.raises(ParameterError, match=message):
        Parameters(**given)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"study": "no-such-study"}, StudyError),
        ({"study": "dprk-un", "since": "soon"}, ParameterError),
        ({"study": "dprk-un", "since": "2016", "until": "2015"}, ParameterError),
        ({"study": "dprk-un", "issues": ["no-such-issue"]}, ParameterError),
        ({"sources": "no/such/folder"}, ParameterError),
    ],
)
def test_unusable_parameters_are_errors(given, error):
    """What cannot be used is refused before anything runs."""
    with pytest.raises(error):
        pipeline.start(**given)


def test_relative_paths_start_at_the_project(tmp_path, monkeypatch):
    """The same parameters mean the same folders wherever a notebook is started."""
    monkeypatch.chdir(tmp_path)
    run = pipeline.start(sources="data/studies/dprk-un/sources", out="reports/elsewhere")
    assert run.sources == PROJECT / "data" / "studies" / "dprk-un" / "sources"
    assert run.out == PROJECT / "reports" / "elsewhere"


def test_a_run_by_hand_shows_whole_pages(tmp_path):
    """Without a command's settings an analyst sees everything; it is the analyst's own machine."""
    assert pipeline.start(study="dprk-un", out=str(tmp_path)).shows("page")


def test_coding_again_does_not_repeat_refusals(tmp_path):
    """Running the second stage twice by hand leaves the refused pages listed once."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(
        "Ministers met\n\nMinisters of both countries met on Monday in Lima.\n", encoding="utf-8"
    )
    (pages / "b.pdf").write_bytes(b"no pdf")
    run = pipeline.start(sources=str(pages), out=str(tmp_path / "out"))
    pipeline.clean_sources(run)
    pipeline.code(run)
    assert len(pipeline.code(run)["refused"]) == 1


def test_pages_of_which_none_can_be_read_are_no_report(tmp_path):
    """Where every file is refused, the first reasons and remedies are said instead of reporting nothing."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "cut.pdf").write_bytes(b"%PDF-1.4 cut")
    run = pipeline.start(sources=str(tmp_path / "pages"), out=str(tmp_path / "run"))
    with pytest.raises(pipeline.ParameterError, match=r"not one of 1 files .* cut\.pdf: "):
        pipeline.clean_sources(run)
