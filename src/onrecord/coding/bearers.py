"""Whom a noun phrase stands for: the actor it names, or the one whose decision, text, forces or abuses it speaks of.

"The North Korean army", "the U.N. move", "abuses in Syria" and "the resolution" are no names of an actor, yet acts by
or towards them are acts by or towards one. `data/reference/bearers.csv` says which nouns can act for their owner.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.document import Document, Passage, plain
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.subject import is_state
from onrecord.coding.where import Places
from onrecord.coding.works import Work, groups
from onrecord.reference import read_rows
from onrecord.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
_NEAR = 400  # characters: about two sentences
# Whose it is comes before where it is: "the council's report on violations in Iran" is the council's.
_OWNING = ("by", "of", "from")
_LISTING = ("including", "like", "namely")
_PLACING = ("in", "at", "with", "between")
_ABOUT = ("in", "against", "on", "to", "towards", "toward", "over", "with", "about", "for", "at", "into", "between")
_BEFORE = ("poss", "compound", "amod", "nmod")


@cache
def noun_kinds() -> dict[str, str]:
    """What a noun is to its owner (`agent`, `act`, `body`, `relation`; see columns.csv), and `light` verbs."""
    return {row["lemma"]: row["kind"] for row in read_rows("bearers")}


class Bearers:
    """The actors behind the noun phrases of one article."""

    def __init__(self, mentions: Sequence[Mention], works: Sequence[Work], places: Places) -> None:
        known = [m for m in mentions if m.actor_id]
        self._index = MentionIndex(known)
        self._ids = {m.actor_id for m in known}
        self._places = places
        self._short: dict[str, list[Mention]] = {}
        for m in sorted((m for m in known if m.form == "name"), key=lambda m: m.start):
            self._short.setdefault(plain(m.surface).split()[-1].lower(), []).append(m)
        self._works = sorted(w for w in works if w.actor_id)
        self._work_starts = [w.start for w in self._works]

    def named(self, passage: Passage, token: Token) -> list[str]:
        """The actors whose mention covers this very word, or whom it names for short ("the council")."""
        found = self._index.ids(*Document.span(passage, token))
        if found or token.pos_ != "NOUN" or noun_kinds().get(token.lower_) != "body":
            return found
        offset = Document.span(passage, token)[0]
        before = [m.actor_id for m in self._short.get(token.lower_, ()) if m.start < offset]
        return before[-1:]

    def work(self, passage: Passage, token: Token) -> str | None:
        """Who issued the text that this noun is ("the resolution"), None if it is no text or nobody's."""
        offset = Document.span(passage, token)[0]
        place = bisect_right(self._work_starts, offset) - 1
        for work in self._works[max(0, place - 2) : place + 1][::-1]:
            if work.start <= offset < work.end and token.lemma_.lower() in work.surface.lower():
                return work.actor_id
        return None

    def last_work(self, passage: Passage, token: Token) -> list[str]:
        """Who issued the text spoken of last before a word, if that is not long ago."""
        offset = Document.span(passage, token)[0]
        place = bisect_right(self._work_starts, offset) - 1
        work = self._works[place] if place >= 0 else None
        return [work.actor_id] if work and offset - work.end < _NEAR else []

    def acting(self, passage: Passage, tokens: Iterable[Token]) -> list[str]:
        """Who acts, where these words are the doers: an actor, a text's issuer, or the owner of an agent."""
        return self._each(passage, tokens, self._acting)

    def affected(self, passage: Passage, tokens: Iterable[Token], about: bool = False) -> list[str]:
        """Towards whom it is, where these words are what is done to: an actor, or the one the phrase belongs to.

        With `about` also the one it speaks of: who condemns "the report on abuses in Iran" may mean Iran, who supports
        it does not support Iran.
        """
        return self._each(passage, tokens, lambda p, t: self._affected(p, t, about))

    @staticmethod
    def _each(passage: Passage, tokens: Iterable[Token], find) -> list[str]:
        return list(dict.fromkeys(i for token in tokens for i in find(passage, token)))

    def _acting(self, passage: Passage, token: Token) -> list[str]:
        found = self._itself(passage, token)
        if found:
            return found
        kind = noun_kinds().get(token.lemma_.lower())
        if not kind and token.pos_ != "PROPN":
            return []
        listed = self._after(passage, token, _LISTING, False, 1) if kind else []  # "countries including Peru"
        return (
            listed or self._before(passage, token) or (self._after(passage, token, _OWNING, False, 1) if kind else [])
        )

    def _itself(self, passage: Passage, token: Token) -> list[str]:
        """Who a word names, who its apposition names, or who issued the text it is."""
        found = self.named(passage, token)
        for child in token.children:
            found = found or (self.named(passage, child) if child.dep_ == "appos" else [])
        if found:
            return found
        if token.lower_ in ("it", "this", "that") and token.dep_ in syntax.SUBJECTS:
            return self.last_work(passage, token)
        issuer = self.work(passage, token)
        return [issuer] if issuer else []

    def _affected(self, passage: Passage, token: Token, about: bool, depth: int = _DEEPEST) -> list[str]:
        found = self._itself(passage, token)
        if found or depth == 0:
            return found
        around = _ABOUT if about else _PLACING
        if noun_kinds().get(token.lemma_.lower()) == "agent":  # "governments on the council"
            around = (*_PLACING, "on", "to")
        return (
            self._before(passage, token)
            or self._after(passage, token, _OWNING, about, depth)
            or self._after(passage, token, around, about, depth)
            or self._gerund(passage, token, about, depth)
        )

    def _before(self, passage: Passage, token: Token) -> list[str]:
        kind = noun_kinds().get(token.lemma_.lower())
        apart = kind == "relation"  # "his counterpart" is somebody else
        for child in token.children:
            if child.dep_ not in _BEFORE or child.i > token.i or (apart and child.dep_ == "poss"):
                continue
            inner = [c for c in child.children if c.dep_ in _BEFORE]
            found = [i for t in (child, *inner) for i in self.named(passage, t)]
            if not found and child.pos_ == "PROPN" and self._is_act(token):
                # "the U.N. move", "a Council resolution": an adjective is no mention
                found = [i for i in self._places.ids(*Document.span(passage, child)) if i in self._ids][:1]
            if kind == "people":  # "Peruvian rebels" are not Peru; fighters of a movement are that movement
                found = [i for i in found if not is_state(i)]
            if found:
                return found[:1]
        return []

    @staticmethod
    def _is_act(noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        return noun_kinds().get(lemma) == "act" or lemma in groups()

    def _after(self, passage: Passage, token: Token, prepositions: Sequence[str], about: bool, depth: int) -> list[str]:
        for preposition in prepositions:
            nouns = syntax.oblique(token, preposition)
            found = [i for noun in nouns for i in self._affected(passage, noun, about, depth - 1)]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _gerund(self, passage: Passage, token: Token, about: bool, depth: int) -> list[str]:
        """ "rejected holding a meeting of the council": the object of the gerund."""
        if not syntax.is_verb(token):
            return []
        return [i for t in syntax.objects(token) for i in self._affected(passage, t, about, depth - 1)]
