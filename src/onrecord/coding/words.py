"""The words of an article by offset, across its passages, with what stands inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coding.document import Document
from onrecord.coding.quotes import QuotedPassage

if TYPE_CHECKING:
    from spacy.tokens import Token

ENDS = frozenset({".", "!", "?"})
"""Tokens that end a sentence, whatever the parser thinks of quotations."""


class Word(NamedTuple):
    """A token with its offset in the article and the index of its passage."""

    offset: int
    passage: int
    token: Token


class Words:
    """The words of one article."""

    def __init__(self, document: Document, quotes: Sequence[QuotedPassage]) -> None:
        self._words = [
            Word(passage.start + token.idx, number, token)
            for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True))
            for token in parse
            if not token.is_space
        ]
        self._offsets = [w.offset for w in self._words]
        self._paragraphs = [p.paragraph for p in document.passages]
        self._quotes = quotes
        self._starts = [q.outer_start for q in quotes]

    def quote_at(self, offset: int) -> QuotedPassage | None:
        """The quotation that holds an offset, its marks included."""
        number = bisect_right(self._starts, offset) - 1
        return self._quotes[number] if number >= 0 and offset < self._quotes[number].outer_end else None

    def is_quoted(self, offset: int, token: Token) -> bool:
        """Whether a word is somebody's own; a verb that opens a quotation may still report ('he "noted that" ...')."""
        quote = self.quote_at(offset)
        if quote is None:
            return False
        opens = offset == quote.start and token.tag_ in ("VBD", "VBZ", "VBP")
        return not (opens and any(c.dep_ == "nsubj" and c.i < token.i for c in token.children))

    def has_quote(self, start: int, end: int) -> bool:
        """Whether a whole quotation stands in text[start:end]."""
        number = bisect_left(self._starts, start)
        return number < len(self._quotes) and self._quotes[number].outer_end <= end

    def after(self, offset: int, limit: int) -> list[Word]:
        """The words from an offset to the end of their sentence, paragraph, or `limit`; the full stop is the last."""
        found: list[Word] = []
        paragraph = self._paragraph_before(offset)
        for word in self._from(offset):
            if word.offset >= limit or self._paragraphs[word.passage] != paragraph:
                break
            found.append(word)
            if word.token.text in ENDS:
                break
        return found

    def before(self, offset: int, limit: int) -> list[Word]:
        """The words of the sentence before an offset, in its paragraph and back to `limit`, in reading order."""
        found: list[Word] = []
        start = bisect_left(self._offsets, offset)
        paragraph = self._paragraphs[self._words[start].passage] if start < len(self._words) else None
        for place in range(start - 1, -1, -1):
            word = self._words[place]
            if word.offset < limit or word.token.text in ENDS or self._paragraphs[word.passage] != paragraph:
                break
            found.append(word)
        return found[::-1]

    def line_before(self, offset: int) -> list[Word]:
        """The last sentence of the paragraph before the one that begins at an offset."""
        start = bisect_left(self._offsets, offset)
        if not 0 < start < len(self._words):
            return []
        paragraph = self._paragraphs[self._words[start - 1].passage]
        found: list[Word] = []
        for place in range(start - 1, -1, -1):
            word = self._words[place]
            if word.token.text in ENDS or self._paragraphs[word.passage] != paragraph:
                break
            found.append(word)
        return found[::-1]

    def _from(self, offset: int):
        start = bisect_left(self._offsets, offset)
        return (self._words[place] for place in range(start, len(self._words)))

    def _paragraph_before(self, offset: int) -> int | None:
        place = bisect_left(self._offsets, offset) - 1
        return self._paragraphs[self._words[place].passage] if place >= 0 else None
