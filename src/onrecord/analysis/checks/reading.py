"""An article as the checks read it: sentences, who and which bodies they name, its events with the record's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.where import most_specific
from onrecord.record import Decision, Meeting, Record
from onrecord.tables import Actor, Article, Claim, Line, VenueEvent

WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
}
NUMBER = r"(?:\d[\d,]*|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"

NOT_FAR = 600
"""Characters above a sentence in which what it goes on about is looked for."""

_BREAK = re.compile(r"[.!?][\"”’']*\s+(?=[\"“‘]?[A-Z])|\n+|(?<=[a-z]{2})[.!?][\"”’]*(?=[A-Z\"“])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Ms|Mrs|Dr|St|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec|Gen|Sen|Rep|No)\.)$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body by its offsets into the article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reported:
    """A venue event with the rows of the record that it can be."""

    row: VenueEvent
    matched: tuple[Decision | Meeting, ...]


@dataclass(frozen=True)
class Reading:
    """Everything a check may look at; `bodies` are mentions of venues only."""

    article: Article
    text: str
    sentences: tuple[Sentence, ...]
    actors: dict[str, Actor]
    mentions: MentionIndex
    bodies: MentionIndex
    events: tuple[Reported, ...]
    record: Record
    named: frozenset[str] = field(default_factory=frozenset)

    def venue_near(self, start: int, end: int) -> str | None:
        """The most specific body that text[start:end] names."""
        return most_specific(self.bodies.ids(start, end))

    def events_near(self, sentence: Sentence, *kinds: str) -> list[Reported]:
        """Events of the kinds that a sentence tells of; else the one told last before it, not far up."""
        wanted = [e for e in self.events if e.row.kind in kinds]
        here = [e for e in wanted if e.row.start < sentence.end and sentence.start < e.row.end]
        if here:
            return here
        paragraph = self.text.rfind("\n", 0, sentence.start) + 1
        first = min(paragraph, sentence.start - NOT_FAR)
        before = [e for e in wanted if first <= e.row.start < sentence.start]
        return before[-1:]

    def claim(
        self,
        what: str,
        span: tuple[int, int],
        reported: object,
        recorded: object,
        verdict: str,
        rule: str,
        *,
        event: VenueEvent | None = None,
        venue: str | None = None,
        stage: str | None = None,
        record_id: str | None = None,
    ) -> Claim:
        """A row of `claims` about this article."""
        start, end = span
        return Claim(
            claim_id=f"{self.article.doc_id}:{start}-{end}:claim:{what}:{record_id or ''}",
            doc_id=self.article.doc_id,
            event_id=event.event_id if event else None,
            venue_id=venue or (event.venue_id if event else None),
            stage=stage or (event.stage if event else None),
            what=what,
            reported=None if reported is None else str(reported),
            recorded=None if recorded is None else str(recorded),
            verdict=verdict,
            record_id=record_id,
            start=start,
            end=end,
            rule=rule,
        )


def number(text: str) -> int | None:
    """The whole number that a word or figures say.

    >>> number("1,200"), number("nine"), number("some")
    (1200, 9, None)
    """
    plain = text.replace(",", "").lower()
    return int(plain) if plain.isdigit() else WORDS.get(plain)


def cut_sentences(text: str, lines: Sequence[Line]) -> Iterator[Sentence]:
    """The sentences of the body's lines; abbreviations end none.

    >>> line = Line(doc_id="a", line=1, label="body", start=0, end=31, rule="")
    >>> [s.text for s in cut_sentences("The U.S. Mission spoke. It left.", [line])]
    ['The U.S. Mission spoke.', 'It left']
    """
    for line in lines:
        if line.label != "body":
            continue
        start = line.start
        for mark in _BREAK.finditer(text, line.start, line.end):
            if mark[0][0] == "." and _ABBREVIATION.search(text, max(start, mark.start() - 8), mark.start() + 1):
                continue
            end = mark.start() + len(mark[0].rstrip())
            yield Sentence(start, end, text[start:end])
            start = mark.end()
        if start < line.end:
            yield Sentence(start, line.end, text[start : line.end])
