"""Citations: numbers in a report that lead to the sentence a finding rests on, in the source page as it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from onrecord.reporting.evidence import sentence

_ROW_ID = re.compile(r"(?P<doc>.+?):(?P<start>\d+)-(?P<end>\d+):[a-z_]+(?::.*)?")

Sentence = tuple[str, int, int]
"""A cited sentence: its page and its place there."""

WRITTEN_OFF = "[…]"
"""Stands for words of the page that the report does not carry."""


@dataclass(frozen=True)
class Citation:
    """A cited sentence: its number in the report, its page, its place there."""

    number: int
    doc_id: str
    start: int
    end: int
    line: int

    @property
    def anchor(self) -> str:
        """Where in the report it is."""
        return f"s{self.number}"


@dataclass(frozen=True)
class Piece:
    """A piece of a source page as the report shows it: words that are cited, words around them, or words left out."""

    text: str
    number: int | None = None
    kind: str = "text"


@dataclass(frozen=True)
class Page:
    """A source page in the report."""

    doc_id: str
    outlet: str
    headline: str
    published: str
    note: str
    licence: str
    url: str
    lines: list[list[Piece]] = field(default_factory=list)
    places: list[Citation] = field(default_factory=list)


class Citations:
    """Collects what a report cites, then numbers it page by page in the order of the text.

    Numbers are known only when everything is collected: ask `cite` first, for all of the report, then `numbers`.
    """

    def __init__(self, data: Mapping[str, pd.DataFrame], level: str) -> None:
        self._level = level
        self._texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
        self._articles = data["articles"]
        self._lines = data["lines"]
        self._sentences: set[Sentence] = set()
        self._numbered: dict[Sentence, Citation] | None = None

    def text(self, doc_id: str) -> str:
        """The text of a page as read."""
        return self._texts[doc_id]

    def cite(self, row_ids: Iterable[str]) -> tuple[Sentence, ...]:
        """The sentences behind coded rows, each once, in the order of the texts."""
        if self._level == "none":
            return ()
        found = {s for row_id in row_ids if (s := self._sentence(row_id))}
        self._sentences |= found
        self._numbered = None
        return tuple(sorted(found))

    def _sentence(self, row_id: str) -> Sentence | None:
        match = _ROW_ID.fullmatch(row_id)
        if not match or match["doc"] not in self._texts:
            return None
        return (match["doc"], *sentence(self._texts[match["doc"]], int(match["start"]), int(match["end"])))

    def numbers(self, sentences: Sequence[Sentence]) -> list[Citation]:
        """The citations of sentences, by number."""
        return sorted((self._all()[s] for s in sentences), key=lambda c: c.number)

    def _all(self) -> dict[Sentence, Citation]:
        if self._numbered is None:
            order = {doc: n for n, doc in enumerate(_in_order(self._articles).doc_id)}
            ranked = sorted(self._sentences, key=lambda s: (order[s[0]], s[1], s[2]))
            self._numbered = {
                (doc, start, end): Citation(n, doc, start, end, self._texts[doc].count("\n", 0, start) + 1)
                for n, (doc, start, end) in enumerate(ranked, 1)
            }
        return self._numbered

    def pages(self) -> list[Page]:
        """The cited pages, oldest first, with as many of their words as the level allows."""
        by_page: dict[str, list[Citation]] = {}
        for citation in self._all().values():
            by_page.setdefault(citation.doc_id, []).append(citation)
        words = self._level in ("sentence", "page")
        return [
            Page(
                doc_id=article.doc_id,
                outlet=_text(article.outlet),
                headline=_text(article.headline) if words else "",
                published=_text(article.published),
                note=_text(article.note),
                licence=_text(article.licence),
                url=_web_address(_text(article.url)),
                lines=self._shown(article.doc_id, by_page[article.doc_id]) if words else [],
                places=by_page[article.doc_id] if not words else [],
            )
            for article in _in_order(self._articles).itertuples()
            if article.doc_id in by_page
        ]

    def _shown(self, doc: str, cited: Sequence[Citation]) -> list[list[Piece]]:
        """The lines of a page: marked where cited; the rest whole, or left out."""
        text, labels = self._texts[doc], self._lines[self._lines.doc_id == doc]
        starts = [int(s) for s in labels.start]
        kinds = list(labels.label)
        gap = [Piece(WRITTEN_OFF, kind="gap")]
        shown: list[list[Piece]] = []
        at = 0
        for line in text.split("\n"):
            here = [c for c in cited if at <= c.start < at + len(line) + 1]
            place = bisect_right(starts, at) - 1
            kind = kinds[place] if place >= 0 else "boilerplate"
            if here or (self._level == "page" and line.strip()):
                shown.append(self._pieces(text, at, at + len(line), here, kind))
            elif line.strip() and shown[-1:] != [gap]:
                shown.append(gap)
            at += len(line) + 1
        return shown

    def _pieces(self, text: str, start: int, end: int, cited: Sequence[Citation], kind: str) -> list[Piece]:
        pieces: list[Piece] = []
        at = start
        for c in sorted(cited, key=lambda c: (c.start, c.end)):
            if c.start > at:
                pieces.append(self._around(text[at : c.start], kind))
            pieces.append(Piece(text[max(at, c.start) : c.end], c.number, kind))
            at = max(at, c.end)
        if at < end:
            pieces.append(self._around(text[at:end], kind))
        return [p for p in pieces if p.text or p.number]

    def _around(self, words: str, kind: str) -> Piece:
        if self._level == "page" or not words.strip():
            return Piece(words, kind=kind)
        return Piece(f" {WRITTEN_OFF} ", kind="gap")


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    return articles.sort_values(["published", "doc_id"], kind="stable", na_position="last")


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _web_address(url: str) -> str:
    """An address that may be followed from a report: never one that runs code.

    >>> _web_address("javascript:alert(1)"), _web_address("https://example.org/a")
    ('', 'https://example.org/a')
    """
    return url if url.startswith(("https://", "http://")) else ""
