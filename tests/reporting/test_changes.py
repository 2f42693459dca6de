"""What changed since an earlier run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import tables
from onrecord.reporting import content, report
from onrecord.reporting.runs import PROJECT, batch_requests


@pytest.fixture
def changed(a_run, corpus, tmp_path):
    """The tables of what changed, against a run that lacked page b and had the meeting only scheduled."""
    earlier = {name: t[t["doc_id"] != "b"] if "doc_id" in t else t for name, t in corpus.items()}
    earlier["events"] = earlier["events"].assign(status="scheduled")
    tables.write(tmp_path / "earlier" / "tables", earlier)
    context = report.context_of(replace(a_run, compare=tmp_path / "earlier"), corpus)
    return {grid.name: [[cell.text for cell in row] for row in grid.rows] for grid in content.build(context).changed}


def test_new_pages_are_listed(changed):
    """A page that the earlier run did not have is new."""
    assert [row[-1] for row in changed["new-pages"]] == ["b"]


def test_changed_happenings_say_what_they_were(changed):
    """A happening whose status moved says from what to what."""
    assert [(row[0], row[4]) for row in changed["new-events"]] == [("was scheduled", "occurred")]


def test_ties_and_positions_tell_before_and_now(changed):
    """A tie in one more story, and a position that is new, come with both numbers."""
    assert [row[:5] for row in changed["changed-ties"]] == [["Peru", "Chile", "hostile", "1", "2"]]
    assert [row[:5] for row in changed["changed-positions"]] == [["Chile", "Port", "against", "0", "1"]]


def test_nothing_changed_is_said(a_run, corpus, tmp_path):
    """Against a run of the same tables every list is empty."""
    tables.write(tmp_path / "earlier" / "tables", corpus)
    context = report.context_of(replace(a_run, compare=tmp_path / "earlier"), corpus)
    assert [grid.rows for grid in content.build(context).changed] == [()] * 4


def test_example_batch_can_be_asked_for():
    """The committed batch file holds requests that the command understands, and the schedules call real options."""
    assert len(batch_requests(PROJECT / "examples" / "batch.toml")) == 3
    for name in ("crontab", "weekly-report.yml"):
        assert "onrecord run" in (PROJECT / "examples" / name).read_text(encoding="utf-8")
