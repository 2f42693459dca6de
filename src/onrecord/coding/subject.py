"""The text under discussion on a page: which body decides on it, who put it forward, which state it accuses.

News of a resolution, vote or session names the body that decides once, in headline or lead, and speaks of "the text",
"the vote", "the outcome" from there on; "the regime" is the state the text is about. What the whole page tells of the
three is read here once, from the words of `data/reference/subjects.csv` near the actors of `mentions`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.coding import evaluations, syntax
from onrecord.coding.document import Document, Passage
from onrecord.coding.lookup import find_lemmas
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.where import Places, ancestors, venues
from onrecord.reference import known_actors, read_rows
from onrecord.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LEAD = 3  # body sentences that tell what a page is about
_FIRST = 3  # weight of headline and lead against the rest
_BEHALF = 24  # characters in which "on behalf of the" fits
_BEFORE = ("poss", "compound", "amod", "nmod")
_PLACING = ("in", "by", "against", "on", "of", "over")


@dataclass(frozen=True)
class Subject:
    """What a page is about; None and () where it does not tell."""

    body_id: str | None = None
    """The body that adopts, rejects or debates the text."""
    sponsors: tuple[str, ...] = ()
    """Who drafted, tabled or sponsored it, in the order in which they are named."""
    accused_id: str | None = None
    """The state (or group) whose conduct it is about."""


@cache
def words(role: str) -> frozenset[tuple[str, str]]:
    """The (lemma, part of speech) pairs of `subjects.csv` with a role: `decide`, `decision`, `sponsor`, `record`."""
    return frozenset((row["lemma"], row["pos"]) for row in read_rows("subjects") if row["role"] == role)


@cache
def _ends(role: str) -> frozenset[str]:
    """The last parts of the words with a role ("co-sponsor"): most tokens are told by them at once."""
    return frozenset(end for lemma, _ in words(role) for end in (lemma, lemma.rsplit("-", 1)[-1]))


def has_role(token: Token, role: str) -> bool:
    """Whether a token is one of the words with a role."""
    if token.lemma_.lower() not in _ends(role):
        return False
    pos = {"PROPN": "NOUN", "AUX": "VERB"}.get(token.pos_, token.pos_)
    return (syntax.lemma(token), pos) in words(role) or (token.lemma_.lower(), pos) in words(role)


@cache
def _states() -> frozenset[str]:
    return frozenset(a.actor_id for a in known_actors() if a.type == "country")


def is_state(actor_id: str | None) -> bool:
    """Whether an actor is a country of the reference data."""
    return actor_id in _states()


def is_deciding(actor_id: str | None) -> bool:
    """Whether an actor is a body that adopts texts: an organ or a committee that decides by a rule."""
    venue = venues().get(actor_id or "")
    return venue is not None and venue.decision_rule is not None


def is_spoken_for(text: str, mention: Mention) -> bool:
    """Whether a body is one that somebody stands for: "Peru, on behalf of the Union, tabled the text"."""
    before = text[max(0, mention.start - _BEHALF) : mention.start].lower().rstrip()
    return before.removesuffix("the").rstrip().endswith(("behalf of", "speaking for"))


def subject_of(document: Document, mentions: Sequence[Mention]) -> Subject:
    """The text under discussion on a page; fields are None or empty where nothing tells."""
    reader = _Reader(document, mentions)
    body = reader.body()
    sponsors = reader.sponsors()
    return Subject(body, sponsors, reader.accused(body, sponsors))


class _Reader:
    """Weighs what the sentences of one page say of bodies, sponsors and the accused."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._mentions = sorted((m for m in mentions if m.actor_id), key=lambda m: (m.start, m.end))
        self._index = MentionIndex(self._mentions)
        self._places = Places(document, mentions)
        self._telling = list(_telling(document))

    def body(self) -> str | None:
        """The deciding body with most decisions near it; what a headline or lead says of it counts most."""
        votes: Counter[str] = Counter()
        last: Span | None = None
        for passage, token, weight in self._telling:
            if token.sent == last or not (has_role(token, "decide") or has_role(token, "decision")):
                continue
            last = token.sent
            acting = self._deciders(passage, token)
            named = self._places.mentions(*Document.span(passage, last))
            found = (m.actor_id for m in named if not is_spoken_for(self._document.text, m))
            for venue_id in dict.fromkeys(i for i in found if i and is_deciding(i)):
                votes[venue_id] += 2 * weight if venue_id in acting else weight
        for venue_id in list(votes):  # "the General Assembly's Third Committee" is a committee's vote
            for above in ancestors(venue_id):
                if above in votes and votes[venue_id] >= votes[above]:
                    del votes[above]
        return _most(votes)

    def _deciders(self, passage: Passage, token: Token) -> list[str]:
        """The bodies that do what a deciding verb says; "suspended it from the Council" decides nothing there."""
        doers = syntax.doers(token) if syntax.is_verb(token) and has_role(token, "decide") else []
        return [i for t in doers for i in self._places.ids(*Document.span(passage, t.doc[slice(*syntax.phrase(t))]))]

    def sponsors(self) -> tuple[str, ...]:
        """Who drafted, tabled or sponsored a text on this page."""
        found = (
            actor
            for passage, token, _ in self._telling
            if has_role(token, "sponsor")
            for actor in self._sponsors(passage, token)
        )
        return tuple(i for i in dict.fromkeys(found) if not is_deciding(i) or i == "eu")

    def _sponsors(self, passage: Passage, token: Token) -> list[str]:
        if syntax.is_verb(token):
            is_text = any(has_role(t, "decision") for t in syntax.receivers(token))
            doers = [*syntax.doers(token), *_companions(token)] if is_text else []
        elif token.pos_ in ("ADJ", "NOUN") and token.dep_ in ("amod", "compound") and has_role(token.head, "decision"):
            doers = []
        else:  # "Peru, the main sponsor, ..."
            doers = [token.head] if token.dep_ == "appos" else []
        found = [i for t in syntax.expand(doers) for i in self._index.ids(*Document.span(passage, t))]
        return found or self.prefixed(passage, token)

    def prefixed(self, passage: Passage, token: Token) -> list[str]:
        """The actor of "US-sponsored", "Saudi-drafted"."""
        if token.i < 2 or token.nbor(-1).text != "-":
            return []
        return self._index.ids(*Document.span(passage, token.nbor(-2)))

    def accused(self, body: str | None, sponsors: Sequence[str]) -> str | None:
        """The state whose record, forces or misdeeds the page speaks of most; never a sponsor where there is another.

        Whom the body condemns or calls on counts, and how often a state is named settles what is left open.
        """
        votes: Counter[str] = Counter()
        for passage, token, weight in self._telling:
            for actor in self._accused_by(passage, token):
                votes[actor] += weight
        named = Counter(m.actor_id for m in self._mentions if m.actor_id in _states())
        scored = Counter({i: 100 * n + named[i] for i, n in votes.items() if i in _states() and i not in sponsors})
        return _most(scored)

    def _accused_by(self, passage: Passage, token: Token) -> list[str]:
        if syntax.is_verb(token):
            if not (has_role(token, "decide") and token.lemma_.lower() not in _NEUTRAL):
                return []
            ends = [*syntax.receivers(token), *syntax.oblique(token, "on", "for")]
            return self._of_phrases(passage, ends)[:1]
        if not (has_role(token, "record") or evaluations.blame(token) or has_role(token, "decision")):
            return []
        around = [c for c in token.children if c.dep_ in _BEFORE and c.i < token.i]
        if has_role(token, "decision"):  # "a resolution on Syria", not "Russia's resolution"
            around = syntax.oblique(token, "on", "against", "over")
        else:
            around += syntax.oblique(token, *_PLACING)
        return self._of_phrases(passage, around)[:1]

    def _of_phrases(self, passage: Passage, heads: Sequence[Token]) -> list[str]:
        """The states that noun phrases name themselves."""
        found = []
        for head in heads:
            first, end = syntax.phrase(head)
            found += self._index.ids(*Document.span(passage, head.doc[first:end]))
        return [i for i in dict.fromkeys(found) if i in _states()]


_NEUTRAL = frozenset({"adopt", "approve", "pass", "vote", "endorse", "abstain", "carry", "convene", "meet", "appoint"})


def _companions(verb: Token) -> list[Token]:
    """ "drafted the text together with Peru and Chile"."""
    together = [c for c in verb.children if c.lower_ in ("together", "jointly")]
    return syntax.expand(t for word in (verb, *together) for t in syntax.oblique(word, "with"))


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(row["lemma"].rpartition("-")[2] for row in read_rows("subjects")) | evaluations.lemmas()


def _telling(document: Document) -> Iterator[tuple[Passage, Token, int]]:
    """The words that may tell, in reading order, each with its weight: headline and lead tell what a page is about."""
    before = 0  # sentences of the body in earlier passages
    for passage, parse in zip(document.passages, document.parses, strict=True):
        found = find_lemmas(parse, _lemmas())
        headline = passage.label == "headline"
        starts = [] if headline else [s.start for s in islice(parse.sents, _LEAD + 1)]
        for token in found:
            leading = headline or before + bisect_right(starts, token.i) <= _LEAD
            yield passage, token, _FIRST if leading else 1
        before += len(starts)


def _most(votes: Counter[str]) -> str | None:
    """The id with most votes, of equals the one counted first."""
    return max(votes, key=votes.__getitem__, default=None)
