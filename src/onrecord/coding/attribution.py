"""Whose a quotation is: the report's whose content it is part of, the cue's beside it, or the speaker's before it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.coding.cues import cues_of
from onrecord.coding.document import Document
from onrecord.coding.draft import Draft
from onrecord.coding.quotes import QuotedPassage
from onrecord.coding.words import ENDS, Word, Words

_FULL = 3  # words from which a quotation that is a sentence of its own continues its speaker
_NEAR = 2  # passages back that a quotation without a cue looks for its speaker


class Attribution:
    """The drafts of one article while quotations are given to them."""

    def __init__(
        self, document: Document, words: Words, drafts: Sequence[Draft], bare: Sequence[tuple[int, Draft]]
    ) -> None:
        """`bare` are reports that found no content, each with the offset of its cue."""
        self._document = document
        self._words = words
        self._starts = [p.start for p in document.passages]
        self._bare = dict(bare)
        self._drafts: list[Draft] = []
        self._by_passage: dict[int, list[int]] = defaultdict(list)
        self._by_cue: dict[int, int] = {}
        for draft in drafts:
            self._add(draft)

    def attribute(self, quotes: Sequence[QuotedPassage]) -> list[Draft]:
        """The drafts, with every quotation taken in by one where the text tells whose it is."""
        for number, quote in enumerate(quotes):
            if any(self._drafts[n].holds(quote.start, quote.end) for n in self._around(quote)):
                continue
            before = quotes[number - 1].outer_end if number else 0
            after = quotes[number + 1].outer_start if number + 1 < len(quotes) else len(self._document.text)
            lead = self._words.before(quote.outer_start, before)
            rest = self._words.after(quote.outer_end, after)
            cue = self._cue(self._following(quote, rest)) or self._cue(self._leading(quote, lead))
            if cue is not None:
                self._take(cue, quote)
            elif self._stands_alone(quote, lead, rest):
                self._continue(quote)
            else:
                self._extend(quote)
        return self._drafts

    def _add(self, draft: Draft) -> None:
        self._by_passage[draft.passage].append(len(self._drafts))
        if draft.word is not None:
            self._by_cue[self._document.passages[draft.passage].start + draft.word.idx] = len(self._drafts)
        self._drafts.append(draft)

    def _place(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _near(self, first: int, last: int) -> Iterator[int]:
        for place in range(max(0, first), last + 1):
            yield from self._by_passage.get(place, ())

    def _around(self, quote: QuotedPassage) -> Iterator[int]:
        """Drafts whose cue stands in the passages of a quotation or next to them."""
        return self._near(self._place(quote.start) - 1, self._place(quote.end) + 1)

    def _following(self, quote: QuotedPassage, rest: Sequence[Word]) -> Sequence[Word]:
        """The words after a quotation that may report it: none if its sentence ends with it."""
        said = self._document.text[quote.start : quote.end]
        ended = said.endswith(".") and not said.endswith("..") and bool(rest) and rest[0].token.text[:1].isupper()
        return () if not rest or ended or rest[0].token.text in ENDS else rest

    def _leading(self, quote: QuotedPassage, lead: Sequence[Word]) -> Sequence[Word]:
        """The words that lead into a quotation, nearest first: of its sentence, or a line that ends in a colon."""
        if not lead:
            lead = self._words.line_before(quote.outer_start)
            lead = lead if lead and lead[-1].token.text == ":" else ()
        return lead[::-1]

    def _cue(self, words: Sequence[Word]) -> int | None:
        """The offset of the nearest cue: one still without content first, else one whose content can grow."""
        bare = next((w.offset for w in words if w.offset in self._bare), None)
        if bare is not None:
            return bare
        verbs = (w for w in words if w.token.pos_ in ("VERB", "AUX") and cues_of(w.token))
        return next((w.offset for w in verbs if w.offset in self._by_cue), None)

    def _take(self, cue: int, quote: QuotedPassage) -> None:
        """Make a quotation the content of a bare cue, or part of the content of the cue's draft."""
        if cue in self._bare:
            self._add(replace(self._bare.pop(cue), start=quote.outer_start, end=quote.outer_end))
            return
        number = self._by_cue[cue]
        old = self._drafts[number]
        start, end = min(old.start, quote.outer_start), max(old.end, quote.outer_end)
        self._drafts[number] = replace(old, start=start, end=end)

    def _stands_alone(self, quote: QuotedPassage, lead: Sequence[Word], rest: Sequence[Word]) -> bool:
        """Whether nothing of a quotation's sentence is outside its marks."""
        text = self._document.text
        ends = not rest or rest[0].token.text in ENDS or text[quote.end - 1] in ".!?" or quote.unclosed
        opens = all(w.token.is_punct for w in lead)
        return len(text[quote.start : quote.end].split()) >= _FULL and opens and ends

    def _continue(self, quote: QuotedPassage) -> None:
        """Give a quotation without a cue to the speaker of the last statement before it."""
        place = self._place(quote.start)
        earlier = [self._drafts[n] for n in self._near(place - _NEAR, place)]
        last = max(
            (d for d in earlier if d.end <= quote.outer_start and d.speakers),
            key=lambda d: (d.end, d.start),
            default=None,
        )
        if last is not None:
            self._add(
                Draft(
                    quote.outer_start,
                    quote.outer_end,
                    last.passage,
                    quote.outer_start,
                    "quote:continued",
                    speakers=last.speakers,
                    others=last.others,
                )
            )

    def _extend(self, quote: QuotedPassage) -> None:
        """Let the last report before a fragment, in its sentence, take it in: the parser cut its content short."""
        lead = self._words.before(quote.outer_start, 0)
        if not lead:
            return
        numbers = [n for n in self._around(quote) if self._drafts[n].word is not None]
        same = [
            n for n in numbers if lead[0].offset <= self._drafts[n].start and self._drafts[n].end <= quote.outer_start
        ]
        if same:
            number = max(same, key=lambda n: (self._drafts[n].end, self._drafts[n].start))
            self._drafts[number] = replace(self._drafts[number], end=quote.outer_end)
