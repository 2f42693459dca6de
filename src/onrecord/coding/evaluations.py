"""Words that evaluate: `data/reference/evaluations.csv`, and whom an evaluating word blames."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.reference import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_POS = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
_REACH = 3
OUTRIGHT = 2
"""The weight of words that blame without help from others."""


@cache
def _words() -> dict[tuple[str, str], tuple[str, int]]:
    return {(row["lemma"], row["pos"]): (row["polarity"], int(row["strength"])) for row in read_rows("evaluations")}


@cache
def lemmas() -> frozenset[str]:
    """The dictionary forms of all evaluating words, without what stands before a hyphen."""
    return frozenset(lemma.rpartition("-")[2] for lemma, _ in _words())


@cache
def _tails() -> frozenset[str]:
    """What follows the hyphen in words that have one: only before these is it worth looking for a prefix."""
    return frozenset(lemma.rpartition("-")[2] for lemma, _ in _words() if "-" in lemma)


def _entry(token: Token) -> tuple[str, int] | None:
    pos = "NOUN" if token.pos_ == "PROPN" else token.pos_
    if pos not in _POS:
        return None
    words, lower = _words(), token.lower_
    if lower in _tails() and token.i > 1 and token.nbor(-1).text == "-":
        # "one-sided": the tokenizer parts it and the tagger often takes its end for a participle
        return words.get((f"{token.nbor(-2).lower_}-{lower}", "ADJ" if pos == "VERB" else pos))
    return words.get((token.lemma_.lower(), pos)) or words.get((lower, pos))


def polarity(token: Token) -> str | None:
    """negative, positive or None of a word as such."""
    entry = _entry(token)
    return entry[0] if entry else None


def blame(token: Token) -> int:
    """How strongly a word blames where it stands: 2 outright, 1 in company, 0 not at all or denied."""
    entry = _entry(token)
    if entry is None or entry[0] != "negative" or syntax.is_negated(token) or _is_remedied(token):
        return 0
    # "their actions are a threat": what is said outright of somebody blames by itself
    return OUTRIGHT if token.dep_ in ("attr", "acomp", "oprd") and token.pos_ != "ADJ" else entry[1]


def _is_remedied(token: Token) -> bool:
    """Whether the words just above say that the wrong is to end or to be kept off ("an end to the violence")."""
    current = token
    for _ in range(_REACH):
        if current.head == current or current.dep_ in syntax.SUBJECTS:
            return False
        current = current.head
        if polarity(current) == "remedy":
            return True
    return False


def blamed(token: Token) -> list[Token]:
    """The words that say whom an evaluating word blames, nearest first: a deed's doer, a quality's bearer.

    Victims are left out: what follows "against", "on" or "of" a deed.
    """
    if token.dep_ in ("amod", "compound"):
        return [token.head, *_blamed_by_noun(token.head)]
    if syntax.is_verb(token):
        return syntax.doers(token)
    if token.pos_ in ("NOUN", "PROPN"):
        return _blamed_by_noun(token)
    governor = syntax.governing_verb(token)
    return syntax.subjects(governor) if governor is not None else []


def _blamed_by_noun(noun: Token) -> list[Token]:
    found = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
    found += syntax.oblique(noun, "by") + syntax.oblique(noun, "in") + syntax.oblique(noun, "from")
    while noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:  # "ordered killings and torture"
        noun = noun.head
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ in ("attr", "dobj", "oprd", "acomp", "pobj") and syntax.is_verb(governor):
        filled = noun.dep_ == "pobj" and syntax.is_passive(governor)  # "is riddled with lies"
        found += syntax.subjects(governor) if filled and noun.head.lower_ in ("with", "of") else syntax.doers(governor)
    if noun.dep_ == "pobj" and governor.dep_ == "acomp" and syntax.is_verb(governor.head):  # "is full of lies"
        found += syntax.subjects(governor.head)
    return found
