"""Checkable figures and facts of the articles against the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from onrecord import tables
from onrecord.analysis.checks import bodies, calendar, fates, figures, letters, offices, votes
from onrecord.analysis.checks.reading import Reading, Reported, cut_sentences
from onrecord.coding.document import Document, cut_passages
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.where import Places
from onrecord.record import Record, load_record
from onrecord.study import Study
from onrecord.tables import Claim


def check_claims(data: dict[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """The table `claims`: every figure or fact that the record can confirm, contradict or leave open.

    Needs the tables of the sources and coding stages and `venue_events` with its event ids.
    """
    record = load_record(study.record)
    found: dict[str, Claim] = {}
    for reading, datelines in read_articles(data, record):
        for claim in _claims(reading, datelines):
            found.setdefault(claim.claim_id, claim)
    return {"claims": tables.frame("claims", found.values())}


def _claims(reading: Reading, datelines: list[tuple[int, int]]) -> Iterator[Claim]:
    for module in (fates, votes, bodies, figures, offices, letters, calendar):
        yield from module.check(reading)
    yield from calendar.own_date(reading, datelines)


def read_articles(data: dict[str, pd.DataFrame], record: Record) -> Iterator[tuple[Reading, list[tuple[int, int]]]]:
    """Each article as the checks read it, with the spans of its dateline lines; verbatim speeches are left out."""
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    by_doc = {name: _by_document(tables.rows(name, data[name])) for name in ("lines", "mentions", "venue_events")}
    actors = {a.actor_id: a for a in tables.rows("actors", data["actors"])}
    rows = {r.id: r for r in (*record.decisions, *record.meetings)}
    for article in tables.rows("articles", data["articles"]):
        if article.kind == "speech":
            continue
        text, lines = texts[article.doc_id], by_doc["lines"][article.doc_id]
        mentions = [m for m in by_doc["mentions"][article.doc_id] if m.actor_id]
        document = Document(article, text, cut_passages(text, lines), [])
        events = [
            Reported(row, tuple(rows[i] for i in (row.event_id or "").split(";") if i in rows))
            for row in by_doc["venue_events"][article.doc_id]
            if row.review != "rejected"
        ]
        reading = Reading(
            article=article,
            text=text,
            sentences=tuple(cut_sentences(text, lines)),
            actors=actors,
            mentions=MentionIndex(mentions),
            bodies=MentionIndex(Places(document, mentions).mentions(0, len(text))),
            events=tuple(events),
            record=record,
            named=frozenset(m.actor_id for m in mentions if m.actor_id),
        )
        yield reading, [(line.start, line.end) for line in lines if line.label == "dateline"]


def _by_document(rows: list) -> dict[str, list]:
    found: dict[str, list] = defaultdict(list)
    for row in rows:
        found[row.doc_id].append(row)
    return found
