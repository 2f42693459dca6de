"""The direction in time of a date with no year or no week: whether the words around it look ahead or back."""

from __future__ import annotations

from onrecord.dates.tokens import Tokens
from onrecord.dates.words import AHEAD, AHEAD_BEFORE_TO, NOT_PAST

REACH = 14
_STOPS = frozenset({".", "!", "?", ";", ":"})
_LEADING_ON = {"to": ("to",), "for": ("to", "for", "on")}
_DEADLINES = frozenset({"by", "until", "till", "effective", "payable"})
_NARROWING = frozenset({"the", "end", "of", "early", "late", "mid", "-", "middle", "beginning"})


def looks_ahead(tokens: Tokens, start: int, stop: int) -> bool | None:
    """Whether what happens on the date tokens[start:stop] lies ahead: True, False, or None if the words do not tell.

    A deadline ('by Friday', 'until mid-November') lies ahead. Else the nearest verb or sign of the sentence decides,
    looking back first: 'said the Council will meet on Monday' lies ahead, 'will report what it found on Monday' behind.
    """
    if _is_deadline(tokens, start, stop):
        return True
    if tokens.word(stop) == "'" and tokens.word(stop + 1) == "s":
        return _possessive(tokens, start, stop)
    for places in (range(start - 1, max(-1, start - REACH), -1), range(stop, min(len(tokens), stop + REACH))):
        for i in places:
            if _ends_sentence(tokens, i):
                break
            found = _sign(tokens, i)
            if found is not None:
                return found
    return None


def _is_deadline(tokens: Tokens, start: int, stop: int) -> bool:
    """'by Friday', 'until mid-November', 'no later than'; not 'until Thursday, they had ...'."""
    k = start - 1
    while tokens.word(k) in _NARROWING:
        k -= 1
    late_at = (tokens.word(k - 1), tokens.word(k)) == ("later", "than")
    over = tokens.word(k) in ("until", "till") and "had" in [tokens.word(n) for n in range(stop, stop + 5)]
    return late_at or (tokens.word(k) in _DEADLINES and not over and not (tokens.is_capital(k) and k + 1 == start))


def _possessive(tokens: Tokens, start: int, stop: int) -> bool | None:
    """'Thursday's ruling' was made, unless something is said to come before it or it is to come."""
    if tokens.word(start - 1) == "before" or (tokens.word(start - 2), tokens.word(start - 1)) == ("ahead", "of"):
        return True
    signs = (_sign(tokens, i) for i in range(stop + 2, min(len(tokens), stop + 6)))
    return next((sign for sign in signs if sign is not None), False)


def _sign(tokens: Tokens, i: int) -> bool | None:
    """What one word says of the direction."""
    word = tokens.low[i]
    if tokens.kind[i] != "word":
        return None
    if word == "be":
        return tokens.word(i - 1) not in ("could", "might")
    if word in AHEAD_BEFORE_TO and tokens.word(i + 1) in _LEADING_ON[AHEAD_BEFORE_TO[word]]:
        return True
    past = len(word) > 4 and word.endswith("ed") and word not in NOT_PAST
    if AHEAD.get(word) == 0 or (past and word not in AHEAD):
        return tokens.word(i - 1) == "be" and tokens.word(i - 2) not in ("could", "might")
    return True if word in AHEAD else None


def _ends_sentence(tokens: Tokens, i: int) -> bool:
    """A stop that is not that of an abbreviation (U.N., Gen., Oct.)."""
    if tokens.kind[i] == "gap":
        return True
    abbreviates = tokens.glued(i) and tokens.is_capital(i - 1) and len(tokens.word(i - 1)) <= 4
    return tokens.low[i] in _STOPS and not (tokens.low[i] == "." and abbreviates)
