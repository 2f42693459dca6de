"""Many articles: the same rows wherever they are coded, and no page takes the others down."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from onrecord import tables
from onrecord.coding import many
from onrecord.coding.cache import Cache
from onrecord.coding.many import CODED, SchedulerError, Workers, code_articles

PAGES = [
    "The Foreign Ministry of Chile said on Tuesday that it rejects the report. Peru welcomed it.",
    "Norway urged Sudan to admit the monitors. “We will think about it,” Sudan’s envoy told reporters.",
    "",
    "Ghana and Togo met in Accra last month. The two countries signed an agreement on fishing.",
]


def sources(pages: list[str] = PAGES, copies: int = 1) -> dict[str, pd.DataFrame]:
    """Tables of the sources stage for pages of one body line each; `copies` makes each page long."""
    texts = {f"page_{n}": " ".join([page] * copies) for n, page in enumerate(pages)}
    articles = [
        tables.Article(doc_id=d, path=f"{d}.txt", sha256="0", kind="plain", published="2015-06-17", language="en")
        for d in texts
    ]
    lines = [
        tables.Line(doc_id=d, line=1, label="body", start=0, end=len(t), rule="plain") for d, t in texts.items() if t
    ]
    return {
        "texts": tables.frame("texts", [tables.Text(doc_id=d, text=t) for d, t in texts.items()]),
        "articles": tables.frame("articles", articles),
        "lines": tables.frame("lines", lines),
        "refused": tables.frame("refused"),
    }


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> bool:
    """Whether two sets of coded tables hold the same values."""
    return all(one[name].equals(other[name]) for name in CODED)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is an article or so, so that few pages make several batches."""
    monkeypatch.setattr(many, "_BATCH_CHARACTERS", 100)


@pytest.mark.usefixtures("small_batches")
def test_rows_are_the_same_from_the_cache_and_on_two_processes(tmp_path: Path) -> None:
    """One process, two processes and a warm cache give equal tables."""
    data = sources()
    done: list[int] = []
    plain = code_articles(data, cache=Cache(tmp_path), progress=done.append)
    assert sum(done) == len(PAGES)
    assert same(plain, code_articles(data, cache=Cache(tmp_path)))
    assert same(plain, code_articles(data, workers=Workers(2)))


def test_an_article_that_trips_a_rule_is_refused_and_the_others_are_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in one article becomes a row of `refused` that names its file."""
    whole = many.code_document

    def trip(document: many.Document, issues: tuple) -> many.Coded:
        if document.article.doc_id == "page_1":
            raise ZeroDivisionError("division by zero")
        return whole(document, issues)

    monkeypatch.setattr(many, "code_document", trip)
    coded = code_articles(sources())
    assert coded["refused"].path.tolist() == ["page_1.txt"]
    assert "division by zero" in coded["refused"].reason[0]


def test_an_article_that_trips_is_tried_again_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is not kept: the fault may have been the machine's."""
    with monkeypatch.context() as patch:
        patch.setattr(many, "code_document", lambda *_: 1 / 0)
        assert len(code_articles(sources(), cache=Cache(tmp_path))["refused"]) == len(PAGES)
    assert code_articles(sources(), cache=Cache(tmp_path))["refused"].empty


def test_articles_in_other_languages_are_not_coded() -> None:
    """Only English is coded; a page in another language stays in `articles`."""
    data = sources()
    data["articles"]["language"] = "ko"
    assert all(code_articles(data)[name].empty for name in CODED)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A Dask scheduler and two workers, each a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    place = {"cwd": tmp_path, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    processes = [subprocess.Popen(scheduler, **place)]
    processes += [subprocess.Popen(worker, **place) for _ in range(2)]
    yield address, processes[1:]
    for process in processes:
        process.kill()
        process.wait()


@pytest.mark.usefixtures("small_batches")
def test_a_cluster_gives_the_same_rows_even_when_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen]],
) -> None:
    """A worker that dies in mid-run costs its batch, which another one codes; the rows are those of one process."""
    address, workers = cluster
    data = sources([f"{page} Item {n}." for n in range(4) for page in PAGES if page], copies=20)

    def kill_one(_: int) -> None:
        if workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)

    assert same(code_articles(data), code_articles(data, workers=Workers(scheduler=address), progress=kill_one))
    assert workers[0].poll() is not None


def test_a_scheduler_that_does_not_answer_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the address."""
    monkeypatch.setattr(many, "_SCHEDULER_TIMEOUT", 1)
    with pytest.raises(SchedulerError, match=r"tcp://127\.0\.0\.1:9"):
        code_articles(sources(), workers=Workers(scheduler="tcp://127.0.0.1:9"))


def test_rows_survive_any_character() -> None:
    """What goes through JSON comes back as it was, lone surrogates included."""
    assert json.loads(many.dump({"ties": [["\ud800\u202e\x00"]]})) == {"ties": [["\ud800\u202e\x00"]]}


def test_a_page_without_a_date_gets_one_inferred_or_none() -> None:
    """What cannot be told stays null; a dateline with a year in the page's own words is taken, with its basis."""
    data = sources(["GENEVA (16 March 2015) - The council met on Monday.", "The council met."])
    data["articles"] = data["articles"].assign(published=None)
    dated = code_articles(data)["articles"]
    assert dated.published.tolist()[0] == "2015-03-16"
    assert dated.published_basis.tolist()[0] == "inferred"
    assert dated.published.isna().tolist() == [False, True]
