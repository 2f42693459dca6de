"""The words of an article by offset, across its passages, with what stands inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
        self._document = document
        self._passages = [p.start for p in document.passages]
        self._cut: dict[int, list[Word]] = {}
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
        for number in self._paragraph(self._passage(offset - 1), forward=True):
            for word in self._words(number):
                if word.offset < offset:
                    continue
                if word.offset >= limit:
                    return found
                found.append(word)
                if word.token.text in ENDS:
                    return found
        return found

    def before(self, offset: int, limit: int) -> list[Word]:
        """The words of the sentence before an offset, in its paragraph and back to `limit`, in reading order."""
        return self._back(self._passage(offset), offset, limit)

    def line_before(self, offset: int) -> list[Word]:
        """The last sentence of the paragraph before the one that an offset is in."""
        numbers = list(self._paragraph(self._passage(offset), forward=False))
        first = numbers[-1] if numbers else 0
        return self._back(first - 1, offset, 0) if first > 0 else []

    def _back(self, number: int, offset: int, limit: int) -> list[Word]:
        found: list[Word] = []
        for place in self._paragraph(number, forward=False):
            for word in reversed(self._words(place)):
                if word.offset >= offset:
                    continue
                if word.offset < limit or word.token.text in ENDS:
                    return found[::-1]
                found.append(word)
        return found[::-1]

    def _passage(self, offset: int) -> int:
        """The index of the last passage that begins at or before an offset; -1 before the first."""
        return bisect_right(self._passages, offset) - 1

    def _paragraph(self, number: int, forward: bool) -> Iterator[int]:
        """The passages of one paragraph from the given one on, or back."""
        passages = self._document.passages
        step = 1 if forward else -1
        place = number
        while 0 <= place < len(passages) and passages[place].paragraph == passages[number].paragraph:
            yield place
            place += step

    def _words(self, number: int) -> list[Word]:
        if number not in self._cut:
            start, parse = self._document.passages[number].start, self._document.parses[number]
            self._cut[number] = [Word(start + t.idx, number, t) for t in parse if not t.is_space]
        return self._cut[number]
