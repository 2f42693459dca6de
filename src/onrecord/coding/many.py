"""Code many articles: known ones from the cache, others in batches on one or many processes, then the global step."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from itertools import groupby
from multiprocessing import get_context
from threading import Lock
from typing import Any

import pandas as pd

from onrecord import tables
from onrecord.coding.article import Coded, code_document
from onrecord.coding.cache import Cache, article_key, dump
from onrecord.coding.confidence import with_confidence
from onrecord.coding.dating import infer_published, record_rows
from onrecord.coding.document import Document, cut_passages, language_model, parse_articles
from onrecord.coding.merge import merge_actors
from onrecord.record import load_record
from onrecord.study import NO_STUDY, Issue, Study
from onrecord.tables import Article, Line

CODED = tuple(f.name for f in fields(Coded) if f.name in tables.TABLES)
_SCHEDULER_TIMEOUT = 60
"""Seconds to wait for a scheduler to answer and for its first worker."""
_BATCH_CHARACTERS = 60_000
"""Text of a batch: enough to keep the parser busy, little enough that a lost worker loses seconds."""

Job = tuple[Article, str, list[Line]]
_ERROR = '{"error":'
_one_at_a_time = Lock()
"""The parser is not made for threads; a Dask worker may have several."""


class SchedulerError(ConnectionError):
    """The Dask scheduler that was named does not answer."""


@dataclass(frozen=True)
class Workers:
    """Where batches are coded: in this process (count 1), on a pool of processes, or on a Dask cluster (scheduler)."""

    count: int = 1
    scheduler: str | None = None


def code_articles(
    sources: dict[str, pd.DataFrame],
    study: Study = NO_STUDY,
    *,
    workers: Workers = Workers(),
    cache: Cache | None = None,
    progress: Callable[[int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """Code the articles of the sources stage.

    Parameters
    ----------
    sources
        Tables `texts`, `articles`, `lines` and `refused`.
    study
        Its issues are coded for and its alias file is applied.
    workers
        Where to code. The rows are the same wherever that is.
    cache
        Rows coded before.
    progress
        Called with the number of articles done, each time some are.

    Returns
    -------
    The tables of the coding stage; `articles` with dates inferred for pages that have none; `refused` with one row more
    for each article that could not be coded.
    """
    jobs = list(_dated(_jobs(sources), study))
    todo = [job for job in jobs if job[0].language in (None, "en")]
    rows: dict[str, list[list]] = {name: [] for name in CODED}
    refused = []
    for (article, _, _), text in _coded(todo, study, workers, cache or Cache(None), progress):
        coded = json.loads(text)
        if "error" in coded:
            refused.append(_refusal(article, coded["error"]))
            continue
        for name in CODED:
            rows[name] += coded[name]
    coded_frames = {name: _frame(name, rows.pop(name)) for name in CODED}
    return {
        "articles": tables.frame("articles", [article for article, _, _ in jobs]),
        **with_confidence(merge_actors(coded_frames, study.aliases)),
        "refused": pd.concat([sources["refused"], tables.frame("refused", refused)], ignore_index=True),
    }


def code_batch(batch: Sequence[Job], issues: tuple[Issue, ...]) -> list[str]:
    """Code a batch; the rows of each article as JSON text, in order. What workers run."""
    with _one_at_a_time:
        return [_code_one(document, issues) for document in parse_articles(batch)]


def _code_one(document: Document, issues: tuple[Issue, ...]) -> str:
    try:
        coded = code_document(document, issues)
    except Exception as error:
        # One article that trips a rule must not cost the others: it is reported as refused.
        return dump({"error": [f"{type(error).__name__}: {error}"]})
    return dump({name: [astuple(row) for row in getattr(coded, name)] for name in CODED})


def _jobs(sources: dict[str, pd.DataFrame]) -> Iterator[Job]:
    texts = dict(zip(sources["texts"].doc_id, sources["texts"].text, strict=True))
    lines = {doc: list(rows) for doc, rows in groupby(tables.rows("lines", sources["lines"]), key=lambda r: r.doc_id)}
    for article in tables.rows("articles", sources["articles"]):
        yield article, texts[article.doc_id], lines.get(article.doc_id, [])


def _dated(jobs: Iterable[Job], study: Study) -> Iterator[Job]:
    """The jobs, each page without a date given the one that its own words and the record let infer."""
    record: list[dict[str, str]] | None = None
    for article, text, lines in jobs:
        if article.published or article.language not in (None, "en"):
            yield article, text, lines
            continue
        if record is None:
            record = record_rows(load_record(study.record))
        published = infer_published(text, cut_passages(text, lines), record)
        basis = "inferred" if published else None
        yield replace(article, published=published, published_basis=basis), text, lines


def _coded(
    jobs: Sequence[Job], study: Study, workers: Workers, cache: Cache, progress: Callable[[int], None] | None
) -> Iterator[tuple[Job, str]]:
    """Every job with its rows, in order: from the cache, or coded now and put there."""
    context = repr(study.issues)
    keys = [article_key(*job, context) for job in jobs]
    known = {n: rows for n, key in enumerate(keys) if (rows := cache.get(key)) is not None}
    missing = [n for n in range(len(jobs)) if n not in known]
    if progress and known:
        progress(len(known))
    for numbers, coded in _in_batches(jobs, missing, study.issues, workers):
        for number, rows in zip(numbers, coded, strict=True):
            if not rows.startswith(_ERROR):
                cache.put(keys[number], rows)
            known[number] = rows
        if progress:
            progress(len(numbers))
    for number, job in enumerate(jobs):
        yield job, known.pop(number)


def _in_batches(
    jobs: Sequence[Job], numbers: Sequence[int], issues: tuple[Issue, ...], workers: Workers
) -> Iterator[tuple[list[int], list[str]]]:
    batches = list(_batches(jobs, numbers))
    if workers.scheduler is None and (workers.count <= 1 or len(batches) <= 1):
        for batch in batches:
            yield batch, code_batch([jobs[n] for n in batch], issues)
        return
    with _executor(workers) as (executor, count):
        # A window of batches, so that neither the queue nor the results pile up in memory.
        waiting: deque[tuple[list[int], Future]] = deque()
        for batch in batches:
            waiting.append((batch, executor.submit(code_batch, [jobs[n] for n in batch], issues)))
            if len(waiting) > 4 * count:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def _batches(jobs: Sequence[Job], numbers: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number in numbers:
        batch.append(number)
        size += len(jobs[number][1])
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _executor(workers: Workers) -> Iterator[tuple[Executor, int]]:
    """Something that takes batches, and how many it codes at a time."""
    if workers.scheduler is None:
        with ProcessPoolExecutor(workers.count, get_context("spawn"), initializer=language_model) as pool:
            yield pool, workers.count
        return
    from distributed import Client

    try:
        client = Client(workers.scheduler, timeout=_SCHEDULER_TIMEOUT)
    except (OSError, ValueError) as error:
        raise SchedulerError(f"no Dask scheduler answers at {workers.scheduler}: {error}") from error
    with client:
        client.wait_for_workers(1, timeout=_SCHEDULER_TIMEOUT)
        # A lost worker's batches go to another one; a batch that loses several workers in a row is at fault itself.
        yield client.get_executor(pure=False, retries=3), sum(client.nthreads().values())


def _refusal(article: Article, errors: Sequence[str]) -> tables.Refused:
    return tables.Refused(
        path=article.path,
        reason=f"could not be coded ({errors[0]})",
        remedy="report it with the page; the other pages were coded",
    )


def _frame(name: str, rows: list[list[Any]]) -> pd.DataFrame:
    columns = list(tables.dtypes(name))
    return tables.conform(name, pd.DataFrame(rows, columns=columns, dtype=object))
