"""Drafts of statements: reports and quotations of one article brought together, before merging and naming.

A quotation belongs to the report whose content it is part of; else to a cue beside it in its sentence ("A," said X);
else, if it is a sentence of its own, it goes on from the speaker before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.cues import cues_of
from onrecord.coding.document import Document
from onrecord.coding.quotes import QuotedPassage
from onrecord.coding.reports import Report, find_headline_report, find_reports

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset({".", "!", "?"})
_DASHES = frozenset({"-", "--"})
_FULL = 4  # words from which a quotation that is a sentence of its own continues its speaker


@dataclass(frozen=True)
class Draft:
    """A statement in the making: content and cue as article offsets, speakers as heads of phrases."""

    start: int
    end: int
    passage: int
    """Index of the passage of its cue, or of its content where it has none."""
    sentence: int
    """Offset of the sentence that its cue stands in: reports of one sentence and speaker are one statement."""
    rule: str
    assertion: str = "asserted"
    word: Token | None = None
    """The word that heads the cue; None where the quotation only continues a speaker."""
    speakers: tuple[Token, ...] = ()
    others: tuple[Token, ...] = ()
    addressee: Token | None = None

    @property
    def family(self) -> str:
        """The family of its rule."""
        return self.rule.partition(":")[0]


class Words:
    """The words of an article by offset, with what stands inside quotation marks."""

    def __init__(self, document: Document, quotes: Sequence[QuotedPassage]) -> None:
        self.tokens = [
            (passage.start + token.idx, number, token)
            for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True))
            for token in parse
            if not token.is_space
        ]
        self.offsets = [t[0] for t in self.tokens]
        self._starts = [q.outer_start for q in quotes]
        self._quotes = quotes

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
        subjects = [c for c in token.children if c.dep_ == "nsubj"] if opens else []
        return not any(c.i < token.i for c in subjects)

    def after(self, offset: int, limit: int) -> list[tuple[int, int, Token]]:
        """The words from an offset to the end of their sentence, or to `limit`."""
        found = []
        for place in range(bisect_left(self.offsets, offset), len(self.tokens)):
            item = self.tokens[place]
            if item[0] >= limit:
                break
            found.append(item)
            if item[2].text in _ENDS:
                break
        return found

    def before(self, offset: int, limit: int) -> list[tuple[int, int, Token]]:
        """The words of the sentence before an offset, back to `limit`, in reading order."""
        found: list[tuple[int, int, Token]] = []
        for place in range(bisect_left(self.offsets, offset) - 1, -1, -1):
            item = self.tokens[place]
            if item[0] < limit or item[2].text in _ENDS:
                break
            found.append(item)
        return found[::-1]


def find_drafts(document: Document, quotes: Sequence[QuotedPassage]) -> list[Draft]:
    """The drafts of an article, by place."""
    words = Words(document, quotes)
    drafts, bare = [], {}
    for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True)):
        quoted = frozenset(t.i for t in parse if words.is_quoted(passage.start + t.idx, t))
        for sentence in parse.sents:
            last: tuple[Token, ...] = ()
            for found in find_reports(sentence, quoted):
                # A participle that lost its clause ("..., adding: ") goes with the last speaker of its sentence.
                report = found if found.speakers else replace(found, speakers=last)
                last = report.speakers
                if not report.speakers:
                    continue
                draft = _draft(document, number, report)
                if report.content is None:
                    bare[Document.span(passage, report.word)[0]] = draft
                else:
                    drafts.append(_round_out(draft, words))
        headline = find_headline_report(parse) if passage.label == "headline" and len(parse) > 2 else None
        if headline:
            drafts.append(_round_out(_draft(document, number, headline), words))
    drafts.extend(_named_at_colon(document))
    drafts.extend(_named_at_dash(document, quotes, words))
    attached = [d for d in _attach(document, drafts, bare, quotes, words) if _is_said(d, quotes)]
    return sorted(attached, key=lambda d: (d.start, d.end, d.sentence))


def _is_said(draft: Draft, quotes: Sequence[QuotedPassage]) -> bool:
    """Whether words were said: cues of the family `weak` ("address", "support") need a quotation to show it."""
    return draft.family != "weak" or any(draft.start <= q.start and q.end <= draft.end for q in quotes)


def _draft(document: Document, number: int, report: Report) -> Draft:
    passage = document.passages[number]
    doc = report.word.doc
    place = Document.span(passage, report.word)
    start, end = Document.span(passage, doc[slice(*report.content)]) if report.content else place
    return Draft(
        start,
        end,
        number,
        passage.start + report.word.sent.start_char,
        f"{report.cue.family}:{report.frame}",
        _assertion(report),
        report.word,
        report.speakers,
        report.others,
        report.addressee,
    )


def _assertion(report: Report) -> str:
    """The force of the content: what the cue gives, unless its own clause is negated or only possible."""
    if report.word.pos_ not in ("VERB", "AUX"):
        return report.cue.assertion
    status = syntax.status(report.word)
    if status == "negated":
        return "denied" if report.cue.assertion != "denied" else "asserted"
    return "hypothetical" if status == "hypothetical" and report.cue.assertion == "asserted" else report.cue.assertion


def _round_out(draft: Draft, words: Words) -> Draft:
    """The draft with every quotation that its content cuts taken in whole, marks included."""
    start, end = draft.start, draft.end
    for place in (start, end - 1):
        quote = words.quote_at(place)
        if quote:
            start, end = min(start, quote.outer_start), max(end, quote.outer_end)
    return replace(draft, start=start, end=end)


def _attach(
    document: Document,
    drafts: list[Draft],
    bare: dict[int, Draft],
    quotes: Sequence[QuotedPassage],
    words: Words,
) -> list[Draft]:
    """Give every quotation outside the drafts' contents to a cue beside it, or to the speaker before it."""
    for number, quote in enumerate(quotes):
        if any(d.start <= quote.start and quote.end <= d.end for d in drafts):
            continue
        before = quotes[number - 1].outer_end if number else 0
        after = quotes[number + 1].outer_start if number + 1 < len(quotes) else len(document.text)
        owner = _cue_after(document, quote, after, words, drafts, bare) or _cue_before(
            document, quote, before, words, drafts, bare
        )
        if owner is not None:
            old = owner if owner in drafts else None
            grown = replace(owner, start=min(owner.start, quote.outer_start), end=max(owner.end, quote.outer_end))
            if old is None:
                grown = replace(owner, start=quote.outer_start, end=quote.outer_end)
                drafts.append(grown)
            else:
                drafts[drafts.index(old)] = grown
        elif _is_sentence(document, quote, words, before, after):
            continued = _continued(document, quote, drafts)
            if continued:
                drafts.append(continued)
        else:
            _grow_over(quote, drafts, words)
    return drafts


def _grow_over(quote: QuotedPassage, drafts: list[Draft], words: Words) -> None:
    """Let the last report before a fragment, in its sentence, take it in: the parser cut its content short."""
    lead = words.before(quote.outer_start, 0)
    if not lead:
        return
    begins = lead[0][0]
    same = [d for d in drafts if d.word is not None and begins <= d.start and d.end <= quote.outer_start]
    if same:
        owner = max(same, key=lambda d: (d.end, d.start))
        drafts[drafts.index(owner)] = replace(owner, end=quote.outer_end)


def _cue_after(document, quote, limit, words, drafts, bare) -> Draft | None:
    """ "A," said X; "A" - X."""
    text = document.text
    rest = words.after(quote.outer_end, limit)
    if not rest or (
        text[quote.end - 1] == "."
        and not text[quote.start : quote.end].endswith("..")
        and rest[0][2].text[:1].isupper()
    ):
        return None
    if rest[0][2].text in _ENDS:
        return None
    return _cue_among(rest, drafts, bare)


def _cue_before(document, quote, limit, words, drafts, bare) -> Draft | None:
    """X said: "A"; a sentence that leads into the quotation, or the paragraph before it if that ends in a colon."""
    lead = words.before(quote.outer_start, limit)
    if not lead:
        previous = words.before(quote.outer_start, limit) or _line_before(quote, words)
        lead = previous if previous and previous[-1][2].text == ":" else []
    return _cue_among(lead[::-1], drafts, bare) if lead else None


def _line_before(quote: QuotedPassage, words: Words) -> list[tuple[int, int, Token]]:
    place = bisect_left(words.offsets, quote.outer_start)
    return words.before(words.offsets[place], 0) if 0 < place < len(words.offsets) else []


def _cue_among(items: Sequence[tuple[int, int, Token]], drafts: list[Draft], bare: dict[int, Draft]) -> Draft | None:
    """The nearest report among words: one still without content first, else one whose content can grow."""
    for offset, _, _ in items:
        if offset in bare:
            return bare[offset]
    for _, _, token in items:
        if token.pos_ not in ("VERB", "AUX") or not cues_of(token):
            continue
        for draft in drafts:
            if draft.word is not None and draft.word == token:
                return draft
    return None


def _is_sentence(document: Document, quote: QuotedPassage, words: Words, before: int, after: int) -> bool:
    """Whether a quotation stands by itself: nothing of its sentence is outside its marks."""
    inside = document.text[quote.start : quote.end].split()
    lead = words.before(quote.outer_start, before)
    rest = words.after(quote.outer_end, after)
    opens = not [t for t in lead if not t[2].is_punct]
    ends = not rest or rest[0][2].text in _ENDS or document.text[quote.end - 1] in ".!?" or quote.unclosed
    return len(inside) >= _FULL and opens and ends


def _continued(document: Document, quote: QuotedPassage, drafts: Sequence[Draft]) -> Draft | None:
    """A quotation without a cue, given to the speaker of the last statement in its paragraph or the one before."""
    earlier = [d for d in drafts if d.end <= quote.outer_start and d.speakers]
    if not earlier:
        return None
    last = max(earlier, key=lambda d: (d.end, d.start))
    place = next((n for n, p in enumerate(document.passages) if p.start <= quote.start < p.end), last.passage)
    return (
        Draft(
            quote.outer_start,
            quote.outer_end,
            last.passage,
            quote.outer_start,
            "quote:continued",
            speakers=last.speakers,
            others=last.others,
        )
        if place - last.passage <= 2
        else None
    )


def _named_at_colon(document: Document) -> Iterator[Draft]:
    """ "Name: what is said", a headline's or a transcript's way."""
    for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True)):
        colon = next((t for t in parse[:8] if t.text == ":"), None)
        if colon is None or colon.i == 0 or colon.i + 2 >= len(parse):
            continue
        name = parse[: colon.i]
        if all(t.pos_ == "PROPN" or t.text == "." for t in name) and any(t.ent_type_ == "PERSON" for t in name):
            start, end = Document.span(passage, parse[colon.i + 1 :])
            yield Draft(start, end, number, passage.start, "colon:name", word=colon, speakers=(name.root,))


def _named_at_dash(document: Document, quotes: Sequence[QuotedPassage], words: Words) -> Iterator[Draft]:
    """ "A" - Name, to the end of the paragraph."""
    for quote in quotes:
        rest = words.after(quote.outer_end, len(document.text))
        if len(rest) < 2 or rest[0][2].text not in _DASHES or rest[1][2].pos_ != "PROPN":
            continue
        _, number, dash = rest[0]
        name = [t for _, n, t in rest[1:] if n == number]
        if len(name) <= 30 and not any(t.pos_ == "VERB" for t in name):
            first = next((t for t in name if not (t.pos_ == "PROPN" and t.dep_ == "compound")), name[0])
            yield Draft(
                quote.outer_start, quote.outer_end, number, quote.outer_start, "dash:name", word=dash, speakers=(first,)
            )
