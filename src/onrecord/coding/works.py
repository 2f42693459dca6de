"""Works: the documents of an article that speak, each with the body or person that issued it.

"The resolution urged ..." is said by the body that adopted it. A work's issuer is read, in this order, from its own
noun phrase ("the commission's report", "a letter from Kerry"), from who adopts, issues or sends it in its clause, from
an adjective ("a Security Council resolution"), and from the last work of the same kind before it ("the text").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.document import Document, Passage
from onrecord.coding.lookup import find_lemmas
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.where import ancestors
from onrecord.reference import read_rows
from onrecord.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# "said in a statement": the speaker issued the text.
_SAID_IN = frozenset({"in", "via", "through"})
_TIMES = frozenset({"DATE", "TIME"})  # "Friday's resolution"
_DEFINITE = frozenset({"the", "this", "that", "its", "it", "such"})


@dataclass(frozen=True, order=True)
class Work:
    """A noun phrase that names a text; `actor_id` is whoever issued it, None where the article does not tell."""

    start: int
    end: int
    surface: str
    actor_id: str | None
    head_start: int
    """Offset of the noun itself ("report" in "the panel's report")."""


@dataclass(frozen=True)
class _Named:
    """A work as found, before works are compared: its phrase, its group, its issuer so far."""

    start: int
    end: int
    head: int
    group: str
    definite: bool
    stated: str | None
    """The issuer that the phrase or its clause states outright."""
    described: str | None
    """The issuer that an adjective gives ("a UN resolution")."""


@cache
def groups() -> dict[str, str]:
    """The group of each noun that names a text."""
    return {row["lemma"]: row["group"] for row in read_rows("works") if row["pos"] == "NOUN"}


@cache
def issuing_verbs() -> frozenset[str]:
    """Verbs whose doer is the issuer of the text that is their object."""
    return frozenset(row["lemma"] for row in read_rows("works") if row["pos"] == "VERB")


def find_works(document: Document, mentions: Sequence[Mention]) -> list[Work]:
    """The works of an article in reading order, with their issuers as actors of `mentions`."""
    index = MentionIndex([m for m in mentions if m.actor_id])
    found = [
        _named(passage, token, index)
        for passage, parse in zip(document.passages, document.parses, strict=True)
        for token in find_lemmas(parse, frozenset(groups()))
        if _names_a_work(passage, token, index)
    ]
    return [Work(w.start, w.end, document.text[w.start : w.end], issuer, w.head) for w, issuer in _issuers(found)]


def _names_a_work(passage: Passage, token: Token, index: MentionIndex) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in groups() or token.dep_ == "compound":
        return False
    # "the Action Committee": the noun is part of an actor's name.
    return not any(m.form == "name" for m in index.overlapping(*Document.span(passage, token)))


def _named(passage: Passage, noun: Token, index: MentionIndex) -> _Named:
    first, end = syntax.phrase(noun)
    span = noun.doc[first:end]
    start, stop = Document.span(passage, span)
    return _Named(
        start,
        stop,
        Document.span(passage, noun)[0],
        groups()[noun.lemma_.lower()],
        any(
            c.lower_ in _DEFINITE if c.dep_ == "det" else c.ent_type_ in _TIMES
            for c in syntax.children(noun, "det", "poss")
        ),
        _stated_issuer(passage, noun, index),
        _described_issuer(passage, noun, index),
    )


def _ids_of(passage: Passage, tokens: Sequence[Token], index: MentionIndex) -> list[str]:
    """Actors that the noun phrases headed by `tokens` name: those whose mention holds the head itself come first."""
    for token in tokens:
        own = index.ids(*Document.span(passage, token))
        if own:
            return own
        first, end = syntax.phrase(token)
        inside = index.ids(*Document.span(passage, token.doc[first:end]))
        if inside:
            return inside
    return []


def _stated_issuer(passage: Passage, noun: Token, index: MentionIndex) -> str | None:
    owners = [t for t in syntax.children(noun, "poss") if t.ent_type_ not in _TIMES]
    for token in [*owners, *syntax.oblique(noun, "by", "from")]:
        found = _ids_of(passage, [token], index)
        if found:
            return found[0]
    by_clause = [t for c in syntax.children(noun, "acl") if c.lemma_ in issuing_verbs() for t in syntax.doers(c)]
    found = _ids_of(passage, by_clause or _issuing_subjects(noun), index)
    return found[0] if found else None


def _issuing_subjects(noun: Token) -> list[Token]:
    """Whoever adopts, issues or sends the noun in its clause, or speaks "in" it."""
    governor = noun.head
    while noun.dep_ in ("conj", "appos") and governor is not noun:
        noun, governor = governor, governor.head
    if noun.dep_ in ("dobj", "nsubjpass") and governor.lemma_ in issuing_verbs():
        return syntax.doers(governor)
    if noun.dep_ == "nsubj" and governor.lemma_ == "pass":  # "the resolution passed the General Assembly"
        return syntax.objects(governor)
    if noun.dep_ == "pobj" and governor.lower_ in _SAID_IN and syntax.is_verb(governor.head):
        return [] if syntax.is_passive(governor.head) else syntax.subjects(governor.head)
    return []


def _described_issuer(passage: Passage, noun: Token, index: MentionIndex) -> str | None:
    """The body that stands before the noun as an adjective, or after it with "of"."""
    first = noun.left_edge
    ids = [
        m
        for child in noun.children
        if child.dep_ in ("compound", "amod", "nmod") and child.i >= first.i
        for m in index.ids(*Document.span(passage, noun.doc[child.left_edge.i : child.i + 1]))
    ]
    ids += [i for t in syntax.oblique(noun, "of", "at") for i in index.ids(*Document.span(passage, t))][:1]
    return ids[0] if ids else None


def _issuers(found: Sequence[_Named]) -> list[tuple[_Named, str | None]]:
    """Give each work its issuer: stated, else the last of its group if it fits, else described, else the next."""
    last: dict[str, str] = {}
    first: dict[str, str] = {}
    for work in found:
        if issuer := work.stated or work.described:
            first.setdefault(work.group, issuer)
    resolved = []
    for work in found:
        before = last.get(work.group)
        fits = before and (work.described is None or work.described == before or work.described in ancestors(before))
        if work.stated:
            issuer = work.stated
        elif fits and (work.definite or work.described):
            issuer = before
        else:
            issuer = work.described or (first.get(work.group) if work.definite else None)
        if issuer and (work.stated or work.described):
            last[work.group] = issuer
        resolved.append((work, issuer))
    return resolved
