"""Works: the documents of an article that speak, each with the body or person that issued it.

"The resolution urged ..." is said by the body that adopted it. A work's issuer is read, in this order, from its own
noun phrase ("the commission's report", "a letter from Kerry"), from who adopts, issues or sends it in its clause, from
an adjective ("a Security Council resolution"), and from the last work of the same kind before it ("the text").

What a body decides is its work, whoever put it forward: "the US-sponsored resolution", "a draft by Peru" and "the text"
are the body's that votes on it, which the page names somewhere (`coding/subject.py`). So are the outcomes that others
welcome or denounce without naming a text: "the vote", "its adoption", "the planned session".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.document import Document, Passage
from onrecord.coding.lookup import find_lemmas
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.subject import has_role, is_deciding, is_spoken_for, is_state, subject_of
from onrecord.coding.where import Places, ancestors, most_specific
from onrecord.reference import read_rows
from onrecord.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# "said in a statement": the speaker issued the text.
_SAID_IN = frozenset({"in", "via", "through"})
_TIMES = frozenset({"DATE", "TIME"})  # "Friday's resolution"
_DEFINITE = frozenset({"the", "this", "that", "its", "it", "such"})
_OUTCOME = "outcome"
_DECISION = "decision"
# "the vote in Crimea", "the meeting with Kerry": another's, or no body's.
_APART = frozenset({"with", "between", "in", "among"})
_AT = ("at", "in", "by", "to")


@dataclass(frozen=True, order=True)
class Work:
    """A noun phrase that names a text; `actor_id` is whoever issued it, None where the article does not tell."""

    start: int
    end: int
    surface: str
    actor_id: str | None
    head_start: int
    """Offset of the noun itself ("report" in "the panel's report")."""
    is_text: bool = True
    """Whether it is a text, that can say things, and not the outcome of a vote or a session."""


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
    decided: bool
    """Whether it is of the body that decides on it, whoever put it forward."""
    seated: str | None
    """The deciding body that its sentence names."""


@cache
def groups() -> dict[str, str]:
    """The group of each noun that names a text."""
    return {row["lemma"]: row["group"] for row in read_rows("works") if row["pos"] == "NOUN"}


@cache
def _decided() -> frozenset[str]:
    return frozenset(row["lemma"] for row in read_rows("works") if row["decided"])


@cache
def issuing_verbs() -> frozenset[str]:
    """Verbs whose doer is the issuer of the text that is their object."""
    return frozenset(row["lemma"] for row in read_rows("works") if row["pos"] == "VERB")


def find_works(document: Document, mentions: Sequence[Mention]) -> list[Work]:
    """The works of an article in reading order, with their issuers as actors of `mentions`; texts and outcomes."""
    index = MentionIndex([m for m in mentions if m.actor_id])
    places = Places(document, mentions)
    found = [
        _named(document, passage, token, index, places)
        for passage, parse in zip(document.passages, document.parses, strict=True)
        for token in find_lemmas(parse, frozenset(groups()))
        if _names_a_work(passage, token, index)
    ]
    body = subject_of(document, mentions).body_id if any(w.decided or w.group == _DECISION for w in found) else None
    return [
        Work(w.start, w.end, document.text[w.start : w.end], issuer, w.head, w.group != _OUTCOME)
        for w, issuer in _issuers(found, body)
        if w.group != _OUTCOME or issuer
    ]


def _names_a_work(passage: Passage, token: Token, index: MentionIndex) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ not in ("NOUN", "PROPN") or lemma not in groups() or token.dep_ == "compound":
        return False
    if groups()[lemma] == _OUTCOME and not _is_of_a_body(passage, token, index):
        return False
    # "the Action Committee": the noun is part of an actor's name.
    return not any(m.form == "name" for m in index.overlapping(*Document.span(passage, token)))


def _is_of_a_body(passage: Passage, noun: Token, index: MentionIndex) -> bool:
    """Whether "the vote", "the session" may be a body's: definite, and nobody else's by its own phrase."""
    if not _is_definite(noun) or any(c.dep_ == "prep" and c.lower_ in _APART for c in noun.children):
        return False
    whose = syntax.oblique(noun, "of")  # "the defeat of the rebels", but "the adoption of the text"
    if any(t.lemma_.lower() not in groups() and not any(map(is_deciding, _own(passage, t, index))) for t in whose):
        return False
    owners = [t for t in noun.children if t.dep_ in ("poss", "compound", "amod", "nmod") and t.i < noun.i]
    return all(i in ("un",) or is_deciding(i) or t.pos_ == "PRON" for t in owners for i in _own(passage, t, index))


def _own(passage: Passage, token: Token, index: MentionIndex) -> list[str]:
    return index.ids(*Document.span(passage, token))


def _is_definite(noun: Token) -> bool:
    return any(
        c.lower_ in _DEFINITE if c.dep_ == "det" or c.pos_ == "PRON" else c.ent_type_ in _TIMES
        for c in syntax.children(noun, "det", "poss")
    )


def _named(document: Document, passage: Passage, noun: Token, index: MentionIndex, places: Places) -> _Named:
    first, end = syntax.phrase(noun)
    span = noun.doc[first:end]
    start, stop = Document.span(passage, span)
    lemma = noun.lemma_.lower()
    decided = lemma in _decided()
    return _Named(
        start,
        stop,
        Document.span(passage, noun)[0],
        groups()[lemma],
        _is_definite(noun),
        _stated_issuer(passage, noun, index),
        _described_issuer(passage, noun, index),
        decided,
        _seated(document, passage, noun, places) if decided else None,
    )


def _seated(document: Document, passage: Passage, noun: Token, places: Places) -> str | None:
    """The deciding body of the verb that the noun is subject or object of, else of the sentence up to the noun."""
    governor = syntax.governing_verb(noun)
    phrases = syntax.oblique(governor, *_AT) if governor is not None else []
    spans = [noun.doc[slice(*syntax.phrase(t))] for t in phrases]
    sentence = noun.sent
    spans.append(noun.doc[sentence.start : noun.i])
    for span in spans:
        named = places.mentions(*Document.span(passage, span)) if len(span) else []
        bodies = [m.actor_id for m in named if is_deciding(m.actor_id) and not is_spoken_for(document.text, m)]
        if bodies:
            return most_specific(bodies)
    return None


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
        if child.dep_ in ("compound", "amod", "nmod") and child.i >= first.i and not _is_sponsored(child)
        for m in index.ids(*Document.span(passage, noun.doc[child.left_edge.i : child.i + 1]))
    ]
    ids += [i for t in syntax.oblique(noun, "of", "at") for i in index.ids(*Document.span(passage, t))][:1]
    return ids[0] if ids else None


def _is_sponsored(modifier: Token) -> bool:
    """Whether a modifier says who put a text forward: "US-sponsored", and "US" where the parser parts the two."""
    following = modifier.i + 2 < len(modifier.doc) and modifier.nbor(1).text == "-"
    return has_role(modifier, "sponsor") or (following and has_role(modifier.nbor(2), "sponsor"))


def _issuers(found: Sequence[_Named], body: str | None) -> list[tuple[_Named, str | None]]:
    """Give each work its issuer: stated, else the last of its group if it fits, else described, else the next.

    What a body decides is not its sponsor's; where nothing else tells, it is of the body that the page is about.
    """
    found = [_without_sponsor(work, body) for work in found]
    last: dict[str, str] = {}
    first: dict[str, str] = {}
    for work in found:
        if issuer := work.stated or work.described:
            first.setdefault(work.group, issuer)
    resolved = []
    for work in found:
        kind = _DECISION if work.decided else work.group
        before = last.get(kind)
        fits = before and (work.described is None or work.described == before or work.described in ancestors(before))
        if work.stated:
            issuer = work.stated
        elif fits and (work.definite or work.described):
            issuer = before
        elif work.decided:
            issuer = work.described if is_deciding(work.described) else work.seated or body or work.described
        else:
            issuer = work.described or (first.get(work.group) if work.definite else None)
        if issuer is None and work.definite and kind == _DECISION:  # "the decision passed by 21 votes"
            issuer = body
        if issuer and (work.stated or work.described or work.decided):
            last[kind] = issuer
        resolved.append((work, issuer))
    return resolved


def _without_sponsor(work: _Named, body: str | None) -> _Named:
    """A decided work without the state that put it forward, where a deciding body is known."""
    known = work.seated or body
    if not work.decided or (known is None and work.group != _OUTCOME):
        return work
    others = (*ancestors(known), "eu") if known else ()
    kept = (None if is_state(i) or i in others else i for i in (work.stated, work.described))
    return replace(work, **dict(zip(("stated", "described"), kept, strict=True)))
