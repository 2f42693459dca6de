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
from onrecord.coding.document import Document, Passage
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.works import Work
from onrecord.reference import read_rows
from onrecord.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
# Whose it is comes before where it is: "the council's report on violations in Iran" is the council's.
_OWNING = ("by", "of", "from")
_PLACING = ("in", "at", "with", "between")
_ABOUT = ("in", "against", "on", "to", "towards", "toward", "over", "with", "about", "for", "at", "into", "between")
_BEFORE = ("poss", "compound", "amod", "nmod")


@cache
def noun_kinds() -> dict[str, str]:
    """`agent` (acts for its owner: "army") or `act` (an act of its owner: "move") by noun."""
    return {row["lemma"]: row["kind"] for row in read_rows("bearers")}


class Bearers:
    """The actors behind the noun phrases of one article."""

    def __init__(self, mentions: Sequence[Mention], works: Sequence[Work]) -> None:
        self._index = MentionIndex([m for m in mentions if m.actor_id])
        self._works = sorted(w for w in works if w.actor_id)
        self._work_starts = [w.start for w in self._works]

    def named(self, passage: Passage, token: Token) -> list[str]:
        """The actors whose mention covers this very word."""
        return self._index.ids(*Document.span(passage, token))

    def work(self, passage: Passage, token: Token) -> str | None:
        """Who issued the text that this noun is ("the resolution"), None if it is no text or nobody's."""
        offset = Document.span(passage, token)[0]
        place = bisect_right(self._work_starts, offset) - 1
        for work in self._works[max(0, place - 2) : place + 1][::-1]:
            if work.start <= offset < work.end and token.lemma_.lower() in work.surface.lower():
                return work.actor_id
        return None

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
        named = self.named(passage, token)
        if named:
            return named
        issuer = self.work(passage, token)
        if issuer:
            return [issuer]
        kind = noun_kinds().get(token.lemma_.lower())
        if not kind and token.pos_ != "PROPN":
            return []
        return self._before(passage, token) or (self._after(passage, token, _OWNING, False, 1) if kind else [])

    def _affected(self, passage: Passage, token: Token, about: bool, depth: int = _DEEPEST) -> list[str]:
        named = self.named(passage, token)
        if named or depth == 0:
            return named
        issuer = self.work(passage, token)
        if issuer:
            return [issuer]
        return (
            self._before(passage, token)
            or self._after(passage, token, _OWNING, about, depth)
            or self._after(passage, token, _ABOUT if about else _PLACING, about, depth)
            or self._gerund(passage, token, about, depth)
        )

    def _before(self, passage: Passage, token: Token) -> list[str]:
        for child in token.children:
            if child.dep_ in _BEFORE and child.i < token.i:
                found = self.named(passage, child) or [
                    i for inner in child.children if inner.dep_ in _BEFORE for i in self.named(passage, inner)
                ]
                if found:
                    return found
        return []

    def _after(self, passage: Passage, token: Token, prepositions: Sequence[str], about: bool, depth: int) -> list[str]:
        for preposition in prepositions:
            for noun in syntax.oblique(token, preposition):
                found = self._affected(passage, noun, about, depth - 1)
                if found:
                    return found
        return []

    def _gerund(self, passage: Passage, token: Token, about: bool, depth: int) -> list[str]:
        """ "rejected holding a meeting of the council": the object of the gerund."""
        if not syntax.is_verb(token):
            return []
        return [i for t in syntax.objects(token) for i in self._affected(passage, t, about, depth - 1)]
