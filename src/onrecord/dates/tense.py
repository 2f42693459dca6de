"""The direction in time of a date with no year or no week: whether the words around it look ahead or back."""

from __future__ import annotations

from onrecord.dates.tokens import Tokens
from onrecord.dates.words import AHEAD, NOT_PAST

REACH = 14
_STOPS = frozenset({".", "!", "?", ";", ":"})
_NO_VERBS = frozenset("the a an its their his her this that those these all us them".split())


def looks_ahead(tokens: Tokens, start: int, stop: int) -> bool | None:
    """Whether what happens on the date tokens[start:stop] lies ahead: True, False, or None if the words do not tell.

    The nearest verb or sign of the sentence decides, looking back first: 'said the Council will meet on Monday' lies
    ahead, 'will report what it found on Monday' behind.
    """
    for places, backwards in (
        (range(start - 1, max(-1, start - REACH), -1), True),
        (range(stop, min(len(tokens), stop + REACH)), False),
    ):
        for i in places:
            if _ends_sentence(tokens, i):
                break
            found = _sign(tokens, i, backwards)
            if found is not None:
                return found
    return None


def _sign(tokens: Tokens, i: int, backwards: bool) -> bool | None:
    """What one word says of the direction."""
    word = tokens.low[i]
    if tokens.kind[i] != "word":
        return None
    if word == "be" or (backwards and word == "to" and _infinitive(tokens, i)):
        return True
    past = len(word) > 4 and word.endswith("ed") and word not in NOT_PAST
    if AHEAD.get(word) == 0 or (past and word not in AHEAD):
        return tokens.word(i - 1) == "be"
    return True if word in AHEAD else None


def _ends_sentence(tokens: Tokens, i: int) -> bool:
    """A stop that is not that of an abbreviation (U.N., Gen., Oct.)."""
    if tokens.kind[i] == "gap":
        return True
    abbreviates = tokens.glued(i) and tokens.is_capital(i - 1) and len(tokens.word(i - 1)) <= 4
    return tokens.low[i] in _STOPS and not (tokens.low[i] == "." and abbreviates)


def _infinitive(tokens: Tokens, i: int) -> bool:
    """'to meet' and 'to be' but not 'to the' or 'to Geneva'."""
    after = tokens.word(i + 1)
    return tokens.is_kind(i + 1, "word") and not tokens.is_capital(i + 1) and after not in _NO_VERBS
