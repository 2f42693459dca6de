"""Shared by the tests of coding: articles and mentions made of a few words."""

from __future__ import annotations

import re

import pytest

from onrecord.tables import Article, Line, Mention


def _document(text: str, kind: str = "plain", speaker: str | None = None, published: str | None = None):
    from onrecord.coding.document import parse_articles

    article = Article(doc_id="d", path="d.txt", sha256="0", kind=kind, speaker=speaker, published=published)
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(Line(doc_id="d", line=number, label="body", start=start, end=start + len(line), rule="plain"))
        start += len(line) + 1
    return next(parse_articles([(article, text, lines)]))


def _mentions(text: str, names: dict[str, str]) -> list[Mention]:
    return [
        Mention(doc_id="d", start=m.start(), end=m.end(), surface=name, form="name", actor_id=actor)
        for name, actor in names.items()
        for m in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]


@pytest.fixture(scope="session")
def document():
    """A function from text (a paragraph a line) to a parsed article."""
    return _document


@pytest.fixture(scope="session")
def mentions():
    """A function from text and {name: actor_id} to a mention for every place where a name stands."""
    return _mentions


@pytest.fixture(scope="session")
def code():
    """A function from text (a paragraph a line), published on Tuesday 14 May 2019, to its coded rows."""
    from onrecord.coding.article import code_document

    def run(text: str, issues=(), **article):
        return code_document(_document(text, published="2019-05-14", **article), issues)

    return run
