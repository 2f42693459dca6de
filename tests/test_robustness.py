"""Whatever is in the folder, a run ends, says what it refused, and loses nothing that was good.

The long campaigns are in benchmarks/robustness.py; here is a little of each.
"""

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mutate import PAGE, bombs, mutants
from onrecord import tables
from onrecord.reporting.pipeline import tables_of
from onrecord.study import NO_STUDY, PROJECT


def save(folder: Path, sources: list) -> None:
    """Write sources as files of a folder."""
    for number, source in enumerate(sources):
        (folder / f"source_{number:04}.{source.extension}").write_bytes(source.data)


def accounted(data: dict) -> set[str]:
    """The files that a run read or refused."""
    return {path.split(" ")[0] for path in (*data["articles"].path, *data["refused"].path)}


def test_damaged_pages_are_each_read_or_refused_and_the_rows_point_into_the_text(tmp_path: Path) -> None:
    """Of 45 damaged pages each is accounted for, and every coded span reproduces its words."""
    save(tmp_path, list(mutants([PAGE], 45)))
    data = tables_of(tmp_path, NO_STUDY)
    assert accounted(data) == {path.name for path in tmp_path.iterdir()}
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    assert all(texts[m.doc_id][m.start : m.end] == m.surface for m in data["mentions"].itertuples())
    for name in ("statements", "ties", "venue_events", "claims"):
        assert all(0 <= r.start <= r.end <= len(texts[r.doc_id]) for r in data[name].itertuples())
    assert not data["refused"].reason.str.contains("could not be coded").any()


@pytest.mark.parametrize("bomb", bombs(share=0.1), ids=lambda bomb: bomb.how.replace(" ", "_"))
def test_a_bomb_costs_a_bounded_amount_of_memory(tmp_path: Path, bomb) -> None:
    """A source made to exhaust the machine is read or refused by a process that may use 4 GB."""
    (tmp_path / "pages").mkdir()
    save(tmp_path / "pages", [bomb])
    done = onrecord("code", str(tmp_path / "pages"), "--out", str(tmp_path / "tables"), memory=4_000_000_000)
    assert done.returncode == 0, done.stderr[-500:]
    read = tables.read_all(tmp_path / "tables", "articles", "refused")
    assert accounted(read) == {f"source_0000.{bomb.extension}"}


def onrecord(*words: str, memory: int | None = None) -> subprocess.CompletedProcess:
    """Run the command in a process of its own, with an optional bound on its memory."""
    bound = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
    command = [sys.executable, "-m", "onrecord.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), preexec_fn=bound, check=False)


def environment() -> dict[str, str]:
    """The environment of a run started by a test."""
    return {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def fingerprint(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def last_good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of two pages and the report of a run over it."""
    folder = tmp_path_factory.mktemp("killed")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(PAGE)
    (pages / "two.txt").write_text(PAGE.replace("Freedonia", "Ruritania").replace("camps", "prisons"))
    done = onrecord("run", "--sources", str(pages), "--out", str(folder / "report"), "--no-pdf")
    assert done.returncode == 0, done.stderr[-800:]
    return pages, folder / "report"


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_run_leaves_the_last_good_report_and_the_next_one_recovers(
    last_good: tuple[Path, Path], seed: int
) -> None:
    """SIGKILL at a random moment changes nothing that was there; a run after it succeeds by itself."""
    pages, report = last_good
    before = fingerprint(report)
    (pages / "three.txt").write_text(PAGE + f"\nA page that is new, number {seed}.\n")
    command = [sys.executable, "-m", "onrecord.cli", "run", "--sources", str(pages), "--out", str(report), "--no-pdf"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment(), start_new_session=True, **quiet)
    time.sleep(random.Random(seed).uniform(1, 12))  # noqa: S311 - no secret
    ended = process.poll() is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if not ended:
        assert fingerprint(report) == before
    done = onrecord("run", "--sources", str(pages), "--out", str(report), "--no-pdf")
    assert done.returncode == 0, done.stderr[-800:]
    assert (report / "report.html").is_file()
    assert [p.name for p in report.parent.iterdir() if p.name.startswith(".run-")] == []
