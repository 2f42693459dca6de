"""Quoted passages: pairs of quotation marks, however the page writes, nests, breaks or forgets them.

Marks are paired paragraph by paragraph, by the direction of the mark where it has one and by its neighbours where it
has none. A quote that a line break or a glued sentence cuts runs on if the next mark is one that can only close;
otherwise an unclosed quote ends with its passage and is marked. Marks nested inside a quote belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.coding.document import Passage

_DOUBLE = re.compile(r"[“”„‟«»\"]|''|``|’’|‘‘")
_OPENERS = frozenset({"“", "„", "«", "``", "‘‘"})
_CLOSERS = frozenset({"”", "»", "’’"})
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
# 'word ... word' in single marks. An apostrophe inside a word or at the end of a plural is none of its ends.
_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–:“\"]))[‘'’\ufffd](?=\w)(?!(?:em|til|tis|twas|cause|n|d|\d\d?s?)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?;…%])['’](?![\w])")
_SINGLE_LONGEST = 600
_SENTENCE_END = re.compile(r"[.!?…]")


@dataclass(frozen=True, order=True)
class QuotedPassage:
    """A quoted passage; text[start:end] stands inside its marks, text[outer_start:outer_end] has them too."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    unclosed: bool = False


def find_quotes(text: str, passages: Sequence[Passage]) -> list[QuotedPassage]:
    """The quoted passages of an article in reading order; none is inside another.

    >>> text = '“We won’t,” she said. It was a "plot" and a ‘sham’.'
    >>> [text[q.start:q.end] for q in find_quotes(text, [Passage(0, len(text), "body", 1)])]
    ['We won’t,', 'plot', 'sham']
    """
    double = list(_double_quotes(text, passages))
    single = list(_single_quotes(text, passages, double))
    return sorted(q for q in (*double, *single) if text[q.start : q.end].strip())


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool

    @property
    def only_closes(self) -> bool:
        return self.closes and not self.opens


def _marks(text: str, passage: Passage) -> list[_Mark]:
    """The double marks of a passage, with what each can do where it stands."""
    found = []
    for match in _DOUBLE.finditer(text, passage.start, passage.end):
        sign = match.group()
        left, right = text[match.start() - 1 : match.start()] or " ", text[match.end() : match.end() + 1] or " "
        if sign == '"' and _INCHES.search(text, max(passage.start, match.start() - 6), match.start()):
            continue
        at_word, after_word = not (right.isspace() or right in ",.;:!?)"), not left.isspace() and left not in "(["
        if sign in _OPENERS:
            opens, closes = True, not at_word and after_word
        elif sign in _CLOSERS:
            opens, closes = at_word and not after_word, True
        else:
            opens, closes = at_word, after_word or not at_word
        found.append(_Mark(match.start(), match.end(), opens, closes))
    return found


def _double_quotes(text: str, passages: Sequence[Passage]) -> Iterator[QuotedPassage]:
    marks = [_marks(text, passage) for passage in passages]
    opened: _Mark | None = None
    nested = False
    for number, passage in enumerate(passages):
        for mark in marks[number]:
            if opened is None:
                opened = mark if mark.opens else None
            elif mark.opens and not mark.closes:
                # A second opening mark: the first quote was never closed, unless this one is nested in it.
                nested = _nested(marks[number], mark)
                if not nested:
                    yield _unclosed(text, opened, mark.start)
                    opened = mark
            elif nested:
                nested = False
            else:
                yield QuotedPassage(opened.end, mark.start, opened.start, mark.end)
                opened = None
        if opened is not None and opened.end < passage.end and not _runs_on(passages, marks, number):
            yield _unclosed(text, opened, passage.end)
            opened = None
        elif opened is not None and number + 1 == len(passages):
            opened = None


def _nested(marks: Sequence[_Mark], mark: _Mark) -> bool:
    """Whether two marks that can only close follow an inner opening one before the next opening one."""
    later = [m for m in marks if m.start > mark.start][:2]
    return len(later) == 2 and all(m.only_closes for m in later)


def _runs_on(passages: Sequence[Passage], marks: Sequence[Sequence[_Mark]], number: int) -> bool:
    """Whether a quote open at the end of a passage goes on in the next: its first mark can only close."""
    if number + 1 >= len(passages) or passages[number + 1].label != passages[number].label:
        return False
    following = marks[number + 1]
    return bool(following) and following[0].only_closes


def _unclosed(text: str, opened: _Mark, limit: int) -> QuotedPassage:
    end = opened.end + len(text[opened.end : limit].rstrip())
    return QuotedPassage(opened.end, end, opened.start, end, unclosed=True)


def _single_quotes(text: str, passages: Sequence[Passage], taken: Sequence[QuotedPassage]) -> Iterator[QuotedPassage]:
    for passage in passages:
        position = passage.start
        while match := _SINGLE_OPEN.search(text, position, passage.end):
            position = match.end()
            inside = next((q for q in taken if q.outer_start <= match.start() < q.outer_end), None)
            if inside:
                position = max(position, min(inside.outer_end, passage.end))
                continue
            close = _single_close(text, match.end(), min(passage.end, match.end() + _SINGLE_LONGEST))
            if close is not None:
                yield QuotedPassage(match.end(), close, match.start(), close + 1)
                position = close + 1


def _single_close(text: str, start: int, limit: int) -> int | None:
    """Where a single-marked passage closes; at a plural's apostrophe ("members' vote") only for want of better."""
    doubtful = None
    for match in _SINGLE_CLOSE.finditer(text, start, limit):
        place = match.start()
        if _SENTENCE_END.search(text, start, place - 1) and doubtful is not None:
            break
        if text[place] == "'" and "‘" in text[start:place]:
            continue
        if text[place - 1] in "sS" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower():
            doubtful = place if doubtful is None else doubtful
            continue
        return place
    return doubtful
