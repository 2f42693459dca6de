"""Numbers in figures and words."""

from __future__ import annotations

from onrecord.dates.tokens import Tokens
from onrecord.dates.words import CARDINALS, ORDINALS, VAGUE

_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_UNCERTAIN = frozenset({"few", "couple", "dozen", "half"})


def whole(t: Tokens, i: int) -> int | None:
    """The whole number written in figures at token i."""
    low = t.word(i).replace(",", "")
    return int(low) if t.is_kind(i, "num") and low.isdecimal() and len(low) < 10 else None


def cardinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """A whole number in figures or words below a hundred: (next token, number)."""
    number = whole(t, i)
    if number is not None:
        return i + 1, number
    first = CARDINALS.get(t.word(i))
    if first is None:
        return None
    k = i + 1 + (t.word(i + 1) == "-")
    ones = CARDINALS.get(t.word(k), 0)
    if first >= 20 and 0 < ones < 10:
        return k + 1, first + ones
    return i + 1, first


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal in figures or words below a hundred: (next token, number)."""
    if t.is_kind(i, "ord"):
        return i + 1, int(t.low[i][:-2])
    if t.word(i) in ORDINALS:
        return i + 1, ORDINALS[t.low[i]]
    tens = CARDINALS.get(t.word(i), 0)
    k = i + 1 + (t.word(i + 1) == "-")
    ones = ORDINALS.get(t.word(k), 0)
    return (k + 1, tens + ones) if tens >= 20 and 0 < ones < 10 else None


def quantity(t: Tokens, i: int) -> tuple[int, int | None] | None:
    """How many: a number, 'a', or None for 'several', 'a few', 'a couple of': (next token, number)."""
    k = i + (t.word(i) in ("a", "the") and t.word(i + 1) in VAGUE | {"few", "couple"})
    if t.word(k) in VAGUE:
        return k + 1 + (t.word(k + 1) == "of"), None
    found = cardinal(t, i)
    if found:
        return found
    return (i + 1, 1) if t.word(i) in ("a", "an") else None


def year_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year in four figures or in words ('nineteen eighty six', 'two thousand and nineteen'): (next token, year)."""
    low = t.word(i)
    if t.is_kind(i, "num"):
        return (i + 1, int(low)) if len(low) == 4 and low.isdecimal() and "1000" <= low <= "2999" else None
    if low == "two" and t.word(i + 1) == "thousand":
        k = i + 2 + (t.word(i + 2) == "and")
        rest = cardinal(t, k) if t.is_kind(k, "word") else None
        return (rest[0], 2000 + rest[1]) if rest else (i + 2, 2000)
    century = _CENTURIES.get(low)
    if t.word(i + 1) == "hundred" and CARDINALS.get(low, 0) in range(15, 20):
        rest = cardinal(t, i + 2 + (t.word(i + 2) == "and"))
        return (rest[0], CARDINALS[low] * 100 + rest[1]) if rest and rest[1] < 100 else None
    rest = cardinal(t, i + 1 + (t.word(i + 1) == "-")) if century else None
    if not century or not rest or not t.is_kind(i + 1, "word", "mark") or not 10 <= rest[1] <= 99:
        return None
    return rest[0], century + rest[1]
