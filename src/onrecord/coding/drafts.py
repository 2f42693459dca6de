"""Drafts of statements: reports and quotations of one article brought together, before merging and naming."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.attribution import Attribution
from onrecord.coding.document import Document
from onrecord.coding.draft import Draft
from onrecord.coding.quotes import QuotedPassage
from onrecord.coding.reports import Report, find_headline_report, find_reports
from onrecord.coding.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DASHES = frozenset({"-", "--"})
_DASH = re.compile(r"\s*[-–—―]")
_LONGEST_LEAD = 60  # characters of a name before its colon
_LONGEST_NAME = 30  # words after a dash: a name with its town, age and office


def find_drafts(document: Document, quotes: Sequence[QuotedPassage]) -> list[Draft]:
    """The drafts of an article, by place."""
    words = Words(document, quotes)
    drafts: list[Draft] = []
    bare: list[tuple[int, Draft]] = []
    for number, passage in enumerate(document.passages):
        for report in _reports(document, number, words):
            draft = _draft(document, number, report)
            if report.content is None:
                bare.append((Document.span(passage, report.word)[0], draft))
            else:
                drafts.append(_round_out(draft, words))
    drafts += [*_named_at_colon(document), *_named_at_dash(document, quotes, words)]
    attributed = Attribution(document, words, drafts, bare).attribute(quotes)
    # Cues of the family `weak` ("address", "support") need a quotation to show that words were said.
    said = [d for d in attributed if d.family != "weak" or words.has_quote(d.start, d.end)]
    return sorted(said, key=lambda d: (d.start, d.end, d.sentence))


def _reports(document: Document, number: int, words: Words) -> Iterator[Report]:
    """The reports of a passage with their speakers, in reading order."""
    passage, parse = document.passages[number], document.parses[number]
    last: tuple[Token, ...] = ()
    sentence = -1
    for report in find_reports(parse, lambda token: words.is_quoted(passage.start + token.idx, token)):
        if report.word.sent.start != sentence:
            last, sentence = (), report.word.sent.start
        # A participle that lost its clause ("..., adding: ") goes with the last speaker of its sentence.
        last = report.speakers or last
        if last:
            yield replace(report, speakers=last)
    headline = find_headline_report(parse) if passage.label == "headline" and len(parse) > 2 else None
    if headline:
        yield headline


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


def _named_at_colon(document: Document) -> Iterator[Draft]:
    """ "Name: what is said", a headline's or a transcript's way."""
    for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True)):
        if ":" not in document.text[passage.start : passage.start + _LONGEST_LEAD]:
            continue
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
        if not _DASH.match(document.text, quote.outer_end):
            continue
        rest = words.after(quote.outer_end, len(document.text))
        if len(rest) < 2 or rest[0].token.text not in _DASHES or rest[1].token.pos_ != "PROPN":
            continue
        dash, name = rest[0], [w.token for w in rest[1:] if w.passage == rest[0].passage]
        if len(name) <= _LONGEST_NAME and not any(t.pos_ == "VERB" for t in name):
            head = next((t for t in name if not (t.pos_ == "PROPN" and t.dep_ == "compound")), name[0])
            start, end = quote.outer_start, quote.outer_end
            yield Draft(start, end, dash.passage, start, "dash:name", word=dash.token, speakers=(head,))
