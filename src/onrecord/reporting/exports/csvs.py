"""Nodes, edges and events as CSV with PLOVER's words, described by a Frictionless data package."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from functools import cache

import pandas as pd

from onrecord.reference import read_rows
from onrecord.reporting.downloads import harmless
from onrecord.reporting.exports.shown import Tables, hidden_actors, masked_texts, pages, shown_rows
from onrecord.study import Study

NODES = {
    "actor_id": "lower-case id",
    "name": "fullest name",
    "type": "kind of actor",
    "country": "ISO 3166 alpha-3",
    "affiliation_id": "actor it acts for",
    "role": "office or role",
}
EDGES = {
    "tie_id": "the coded row",
    "actor": "who acts (PLOVER's actor)",
    "recipient": "towards whom (PLOVER's recipient)",
    "event_type": "PLOVER's event type",
    "quad_class": "PLOVER's quad class",
    "context": "PLOVER's context",
    "sign": "1 friendly, 0 request, -1 hostile; this project's own",
    "status": "actual, planned, negated or hypothetical",
    "derived": "given to a state because its person or body acted",
    "attributed_to": "statement on whose word alone the tie rests",
    "date": "EDTF",
    "date_basis": "what the date rests on",
    "venue_id": "venue of the act",
    "doc_id": "the article",
    "story_id": "shared by articles that carry one story",
    "outlet": "who published it",
    "published": "EDTF date of publication",
    "evidence": "the words, names of people without a public role blanked",
    "rule": "the rule that made the row",
    "confidence": "measured precision of the rule family",
    "coded_by": "machine, or the analyst's name",
    "review": "the analyst's decision",
}
EVENTS = {
    "event_id": "the happening",
    "venue_id": "where",
    "stage": "stage of the procedure",
    "kind": "what happened",
    "date": "EDTF",
    "date_basis": "what the date rests on",
    "status": "the last known status",
    "symbol": "document symbol",
    "numbers": "'name=value' joined by ';'",
    "participants": "actor ids joined by ';'",
    "stories": "story ids joined by ';'",
    "record_ids": "rows of the record joined by ';'",
    "coded_by": "machine, or the analyst's name",
    "review": "the analyst's decision",
}
_TYPES = {"sign": "integer", "derived": "boolean", "confidence": "number"}


@cache
def quad_classes() -> dict[str, str]:
    """PLOVER's quad class of each event type."""
    return {row["event_type"]: row["quad_class"] for row in read_rows("quad_classes")}


def frames(data: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The three tables, without hidden people and rejected rows."""
    hidden = hidden_actors(data, study)
    actors = data["actors"][~data["actors"]["actor_id"].isin(hidden)].copy()
    actors["affiliation_id"] = actors["affiliation_id"].mask(actors["affiliation_id"].isin(hidden))
    ties = shown_rows(data, "ties", hidden)
    texts = masked_texts(data, hidden)
    edges = ties.rename(columns={"source_id": "actor", "target_id": "recipient"})
    edges = edges.join(pages(data), on="doc_id")
    edges["quad_class"] = edges["event_type"].map(quad_classes())
    spots = zip(ties["doc_id"], ties["start"], ties["end"], strict=True)
    edges["evidence"] = [texts.get(doc, "")[start:end] for doc, start, end in spots]
    named = (set(edges["actor"].dropna()) | set(edges["recipient"].dropna())) - set(actors["actor_id"])
    nodes = pd.concat([actors, pd.DataFrame({"actor_id": sorted(named), "name": sorted(named)})], ignore_index=True)
    events = data["events"][~(data["events"]["review"] == "rejected").fillna(False).astype(bool)].copy()
    events["participants"] = [_without(ids, hidden) for ids in events["participants"]]
    return {"nodes": nodes[list(NODES)], "edges": edges[list(EDGES)], "events": events[list(EVENTS)]}


def _without(ids: object, hidden: frozenset[str]) -> str | None:
    kept = [i for i in str(ids).split(";") if i not in hidden] if isinstance(ids, str) else []
    return ";".join(kept) or None


def files(data: Tables, study: Study) -> dict[str, str]:
    """The CSV files and the data package that describes them, by file name."""
    columns = {"nodes": NODES, "edges": EDGES, "events": EVENTS}
    made = {name: text_of(frame) for name, frame in frames(data, study).items()}
    resources = [_resource(name, columns[name], made[name]) for name in made]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "".join(c if c.isalnum() or c in "-_." else "-" for c in study.name.lower()),
        "title": study.title or study.name,
        "resources": resources,
    }
    described = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return {**{f"{name}.csv": text for name, text in made.items()}, "datapackage.json": described}


def text_of(frame: pd.DataFrame) -> str:
    """A table as CSV: text cells harmless to spreadsheets, numbers as numbers, nulls empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - nan is not itself
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value).lower() if str(value) in ("True", "False") else value


def _resource(name: str, columns: Mapping[str, str], text: str) -> dict[str, object]:
    fields = [{"name": c, "type": _TYPES.get(c, "string"), "description": meaning} for c, meaning in columns.items()]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""], "primaryKey": [next(iter(columns))]}
    if name == "edges":
        schema["foreignKeys"] = [
            {"fields": [end], "reference": {"resource": "nodes", "fields": ["actor_id"]}}
            for end in ("actor", "recipient")
        ]
    content = text.encode()
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": schema,
    }
