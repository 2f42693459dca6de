"""Code many articles: parse in batches, code each by itself, put the rows together, then the global step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import groupby

import pandas as pd

from onrecord import tables
from onrecord.coding.article import Coded, code_document
from onrecord.coding.document import parse_articles
from onrecord.coding.merge import merge_actors
from onrecord.study import Issue


def code_articles(sources: dict[str, pd.DataFrame], issues: Sequence[Issue] = ()) -> dict[str, pd.DataFrame]:
    """Code the articles of the sources stage: the tables of the coding stage, ids resolved across articles."""
    texts = dict(zip(sources["texts"].doc_id, sources["texts"].text, strict=True))
    lines = {doc: list(rows) for doc, rows in groupby(tables.rows("lines", sources["lines"]), key=lambda r: r.doc_id)}
    todo = [(a, texts[a.doc_id], lines.get(a.doc_id, [])) for a in tables.rows("articles", sources["articles"])]
    total = Coded()
    for document in parse_articles(todo):
        coded = code_document(document, issues)
        for f in fields(Coded):
            getattr(total, f.name).extend(getattr(coded, f.name))
    return merge_actors(
        {
            f.name: tables.frame(f.name, _distinct_actors(total) if f.name == "actors" else getattr(total, f.name))
            for f in fields(Coded)
        }
    )


def _distinct_actors(total: Coded) -> list[tables.Actor]:
    return list({a.actor_id: a for a in total.actors}.values())
