"""Ties of one article: who did what to whom, with date, venue and context, also derived to the states served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coding.acts import Act, ActReader
from onrecord.coding.contexts import context_of
from onrecord.coding.document import Document, Passage, plain
from onrecord.coding.when import Clock
from onrecord.coding.where import Places
from onrecord.tables import EVENT_SIGNS, Actor, Mention, Statement, Tie, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_ties(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> list[Tie]:
    """Directed, PLOVER-typed ties between actors, those of persons and bodies also derived to the state they serve."""
    reader = ActReader(document, actors, mentions, statements)
    clock, places = Clock(document, dates), Places(document, mentions)
    ties = []
    for passage, sentence in document.sentences():
        text = document.text[slice(*Document.span(passage, sentence))]
        for act in _distinct(reader.acts(passage, sentence)):
            ties.extend(_ties(document, reader, clock, places, passage, act, text))
    return ties


def _distinct(acts: Iterator[Act]) -> list[Act]:
    """One act a source, target and type in a sentence; blame from content only where no frame gives the pair a sign."""
    kept: dict[tuple[str, str, str], Act] = {}
    for act in acts:
        key = (act.source, act.target, act.type)
        hostile = {(a.source, a.target) for a in kept.values() if EVENT_SIGNS[a.type] < 0}
        if key not in kept and not (act.rule.startswith("content_blame") and key[:2] in hostile):
            kept[key] = act
    return list(kept.values())


def _ties(
    document: Document, reader: ActReader, clock: Clock, places: Places, passage: Passage, act: Act, text: str
) -> Iterator[Tie]:
    start, end = _evidence(passage, act.predicate)
    word = Document.span(passage, act.predicate)
    date, basis = clock.of(*word)
    statement = reader.statement_at(word[0])
    told = statement is not None and not reader.service.same_side(act.source, statement.speaker_id)
    doc_id = document.article.doc_id
    tie = Tie(
        tie_id=f"{doc_id}:{start}-{end}:tie:{act.source}:{act.target}:{act.type}",
        doc_id=doc_id,
        source_id=act.source,
        target_id=act.target,
        event_type=act.type,
        context=context_of(plain(text), plain(document.text[start:end])),
        sign=EVENT_SIGNS[act.type],
        status=act.status,
        attributed_to=statement.statement_id if told else None,
        date=date,
        date_basis=basis,
        venue_id=places.of(start, end),
        start=start,
        end=end,
        rule=act.rule,
    )
    yield tie
    state = reader.service.state(act.source)
    if state and not reader.service.same_side(act.source, act.target):
        tie_id = f"{doc_id}:{start}-{end}:tie:{state}:{act.target}:{act.type}"
        yield replace(tie, tie_id=tie_id, source_id=state, derived=True)


def _evidence(passage: Passage, predicate: Token) -> tuple[int, int]:
    """The predicate's clause, from its first word to its last, within its sentence."""
    tokens = [predicate, *(c for child in predicate.children if child.dep_ != "punct" for c in child.subtree)]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return passage.start + first.idx, passage.start + last.idx + len(last)
