"""Verbatim records: everything is said by the record's speaker, and what he reports of others hangs under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.document import Document
from onrecord.coding.draft import Draft
from onrecord.coding.gazetteer import gazetteer, words_of
from onrecord.coding.speakers import NOBODY, Speaker
from onrecord.tables import Actor

_FIRST_PERSON = frozenset({"i", "we"})
_FOOTNOTE = re.compile(r"\d+$")


def sentence_drafts(document: Document) -> list[Draft]:
    """A draft for every sentence of a verbatim record."""
    drafts = []
    for number, (passage, parse) in enumerate(zip(document.passages, document.parses, strict=True)):
        for sentence in parse.sents:
            start, end = Document.span(passage, sentence)
            if document.text[start:end].strip():
                drafts.append(Draft(start, end, number, start, "speech:sentence"))
    return drafts


def record_speaker(document: Document, actors: Sequence[Actor]) -> Speaker:
    """The speaker that the record names, as an actor where the name is one that the article or the gazetteer knows."""
    name = _FOOTNOTE.sub("", document.article.speaker or "").strip()
    if not name:
        return NOBODY
    named = next((a for a in actors if a.name.casefold() == name.casefold()), None)
    if named:
        return Speaker((named.actor_id,), name, principal=named.affiliation_id)
    words = words_of(name)
    found = (gazetteer().longest(words, start, shouted=True) for start in range(len(words)))
    entry = next((e for e in found if e and e.actor_id), None)
    return Speaker((entry.actor_id,) if entry else (), name)


def is_first_person(draft: Draft) -> bool:
    """Whether the speaker of a record reports what he himself says: "we urge ..."."""
    return bool(draft.speakers) and draft.speakers[0].lower_ in _FIRST_PERSON
