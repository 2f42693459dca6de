"""Cues: the words that report a saying, as rows of `data/reference/cues.csv`, each in its frames.

quote      a quoted passage goes with it ("A," he said)
clause     a content clause, also before it or round it (A, he said; A, he said, and B)
inf, ing   an infinitive or gerund (vowed to act; denied having acted)
obj        its object is the content (condemned the move), with what belongs to it
obj_X      object and X together: obj_clause (told them that A), obj_inf (urged them to act), obj_comp (called it a
           sham), obj_as, obj_of, obj_for, obj_on, obj_with, obj_to, obj_about (described it as, accused them of, ...)
prep:X     the object of the preposition (called for talks)
noun       for the part of speech LIGHT: its subject says what the noun that is its object says (repeated a call)

Where `addressee` is `obj`, the object of the frames obj_clause, obj_inf, clause and quote is spoken to; where it is a
preposition, its object is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.reference import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Cue:
    """A row of cues.csv."""

    lemma: str
    pos: str
    family: str
    frames: frozenset[str]
    addressee: str
    assertion: str
    event_type: str


@cache
def lexicon() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """The rows of each cue, by lemma (with particle, "point out") and part of speech."""
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in read_rows("cues"):
        cue = Cue(
            row["lemma"],
            row["pos"],
            row["family"],
            frozenset(row["frames"].split(";")),
            row["addressee"],
            row["assertion"],
            row["event_type"],
        )
        found.setdefault((cue.lemma, cue.pos), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}


@cache
def lemmas() -> frozenset[str]:
    """The dictionary forms of all cues, without their particles."""
    return frozenset(lemma.split()[0] for lemma, pos in lexicon() if pos != "LIGHT")


def cues_of(token: Token) -> tuple[Cue, ...]:
    """The rows of cues.csv that a token may be the head of, by its lemma with its particle."""
    pos = "VERB" if token.pos_ in ("VERB", "AUX") else token.pos_
    if pos not in ("VERB", "NOUN"):
        return ()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    lemma = token.lemma_.lower()
    return lexicon().get((f"{lemma} {particle}" if particle else lemma, pos), ())
