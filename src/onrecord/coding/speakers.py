"""Speakers: from the words that name who says something to the actor who says it.

A phrase is its head's actor; a text speaks as whoever issued it; an unnamed voice ("a Foreign Ministry spokesman", "the
delegation") as its principal; other unnamed speakers ("sources", "some analysts") keep their words, and their principal
is whom they speak for. A pronoun that names nobody continues the speaker before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.document import Document, Passage
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.works import Work
from onrecord.reference import read_rows
from onrecord.tables import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTINUING = frozenset({"he", "she", "they"})
_FORMS = ("name", "nominal", "pronoun")
_BODIES = ("government_body", "igo", "ngo", "media", "group", "country", "person")


@dataclass(frozen=True)
class Speaker:
    """Who says it: known actors (usually one; none if unnamed or unknown), the words, and on whose behalf."""

    actor_ids: tuple[str, ...] = ()
    text: str | None = None
    start: int | None = None
    end: int | None = None
    principal: str | None = None
    by_text: bool = False
    """A text speaks, for its issuer."""

    @property
    def key(self) -> tuple:
        """What makes two speakers one: the actors, or else the place of the words."""
        return self.actor_ids or (self.start,)


NOBODY = Speaker()


@cache
def _kinds() -> dict[str, str]:
    return {row["lemma"]: row["kind"] for row in read_rows("speakers")}


class SpeakerFinder:
    """Resolves the speakers of one article, asked in reading order."""

    def __init__(
        self, document: Document, actors: Sequence[Actor], mentions: Sequence[Mention], works: Sequence[Work]
    ) -> None:
        self._document = document
        self._actors = {a.actor_id: a for a in actors}
        self._index = MentionIndex([m for m in mentions if m.actor_id])
        self._named = frozenset(m.actor_id for m in mentions if m.form == "name")
        self._works = {w.head_start: w for w in works}
        self._last = NOBODY

    def of(
        self,
        passage: Passage,
        heads: Sequence[Token],
        others: Sequence[Token] = (),
        word: Token | None = None,
        remember: bool = True,
    ) -> Speaker:
        """The speaker that the phrases headed by `heads` name before the cue `word`; each phrase may add an actor.

        A text among `others` speaks instead of them. Later pronouns may continue this speaker if it is remembered.
        """
        text_first = next((t for t in others if self._work(passage, t)), None)
        if text_first is not None and not self._work(passage, heads[0]):
            heads = [text_first]
        ids, principal = [], None
        for head in heads:
            named = self._named_beside(passage, head, word) if len(heads) == 1 else None
            found, behind = ([named], None) if named else self._resolve(passage, head)
            ids.extend(i for i in found if i not in ids)
            principal = principal or behind
        start, end = self._words(passage, heads[0])
        text = self._document.text[start:end]
        if not ids and self._may_continue(heads[0]):
            ids, principal = list(self._last.actor_ids), self._last.principal
            text = text if ids else self._last.text or text
        by_text = (bool(ids) and self._work(passage, heads[0]) is not None) or self._continues_text(heads[0])
        speaker = Speaker(tuple(ids), text, start, end, principal or self._behalf(ids), by_text)
        if remember and (heads[0].pos_ != "PRON" or ids):
            self._last = speaker
        return speaker

    def _may_continue(self, head: Token) -> bool:
        """Whether a pronoun that names nobody may mean the last speaker: "it" only a body or a text."""
        if head.lower_ == "it":
            return self._last.by_text or any(self._type(i) != "person" for i in self._last.actor_ids)
        return head.lower_ in _CONTINUING

    def _continues_text(self, head: Token) -> bool:
        return head.lower_ == "it" and self._last.by_text

    def addressee(self, passage: Passage, head: Token) -> str | None:
        """The actor that a phrase names, if any."""
        found, behind = self._resolve(passage, head)
        return found[0] if found else behind

    def _behalf(self, ids: Sequence[str]) -> str | None:
        actor = self._actors.get(ids[0]) if len(ids) == 1 else None
        return actor.affiliation_id if actor else None

    @staticmethod
    def _words(passage: Passage, head: Token) -> tuple[int, int]:
        first, end = syntax.phrase(head)
        return Document.span(passage, head.doc[first:end])

    def _resolve(self, passage: Passage, head: Token) -> tuple[list[str], str | None]:
        """The actors a phrase names, and the principal of an unnamed one."""
        own = self._mentioned(passage, head)
        if own:
            return own, None
        for apposition in [*syntax.children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])]:
            named = self._mentioned(passage, apposition)
            if named and self._type(named[0]) == "person":
                return named, None
        work = self._work(passage, head)
        if work is not None:
            return ([work], None) if work else ([], None)
        within = self._modifiers(passage, head, ("poss",)) or self._modifiers(
            passage, head, ("compound", "amod", "nmod")
        )
        person = [i for i in within if self._type(i) == "person"]
        kind = _kinds().get(head.lemma_.lower())
        if person and head.pos_ == "PROPN":
            return person[:1], None
        principal = self._principal(within)
        if principal and kind == "voice" and head.tag_ in ("NN", "NNP"):
            return [principal], None
        return [], principal

    def _named_beside(self, passage: Passage, head: Token, word: Token | None) -> str | None:
        """The person whose name stands between a role and the verb, however the parser hangs it.

        "Ruritania's ambassador to the UN Jan Novak said": Novak, not his country.
        """
        if word is None or head.doc != word.doc or not head.i < word.i or head.pos_ == "PRON":
            return None
        between = list(head.doc[head.i : word.i])
        while between and (between[-1].pos_ in ("ADV", "AUX", "PART") or between[-1].dep_ in ("advmod", "aux", "neg")):
            between.pop()
        if len(between) < 2 or any(t.pos_ in ("VERB", "AUX", "PUNCT") or t.tag_ in ("WP", "WDT") for t in between):
            return None
        over = self._index.overlapping(*Document.span(passage, between[-1]))
        people = [m.actor_id for m in over if m.form == "name" and m.actor_id and self._type(m.actor_id) == "person"]
        return people[0] if people else None

    def _mentioned(self, passage: Passage, head: Token) -> list[str]:
        """The actors of the best mention that holds the token; one span may name two."""
        over = self._index.overlapping(*Document.span(passage, head))
        if not over:
            return []
        best = min(over, key=lambda m: (_FORMS.index(m.form), m.start - m.end, m.start))
        same = [m.actor_id for m in over if (m.start, m.end) == (best.start, best.end) and m.actor_id]
        return list(dict.fromkeys(self._as_told(i) for i in same))

    def _as_told(self, actor_id: str) -> str:
        """The actor, or, for a person the article never names ("Ruritania's minister"), whom that person serves."""
        actor = self._actors.get(actor_id)
        if actor is None or actor.type != "person" or actor_id in self._named or not actor.affiliation_id:
            return actor_id
        return actor.affiliation_id

    def _work(self, passage: Passage, head: Token) -> str | None:
        """The issuer of the text that the head names; '' if it is a text of unknown issue; None if it is no text."""
        work = self._works.get(Document.span(passage, head)[0])
        return None if work is None else work.actor_id or ""

    def _modifiers(self, passage: Passage, head: Token, deps: tuple[str, ...]) -> list[str]:
        """Actors named before the head in those relations, or after it by of, for, from, in that order of places."""
        found: list[str] = []
        for child in head.children:
            before = child.dep_ in deps and child.i < head.i
            after = child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "at", "with")
            if before or after:
                span = head.doc[child.left_edge.i : (child.i if before else child.right_edge.i) + 1]
                over = self._index.overlapping(*Document.span(passage, span))
                # "Hamas-run ministry": the ministry is another's.
                found.extend(m.actor_id for m in over if m.actor_id and self._document.text[m.end : m.end + 1] != "-")
        return list(dict.fromkeys(found))

    def _principal(self, ids: Sequence[str]) -> str | None:
        """The body behind an unnamed speaker: the most particular kind of actor named with it."""
        return min(ids, key=lambda i: _BODIES.index(self._type(i)), default=None)

    def _type(self, actor_id: str) -> str:
        actor = self._actors.get(actor_id)
        return actor.type if actor and actor.type in _BODIES else "country"
