"""The line cues of `data/reference/line_cues.csv`: what menus, credits, captions and section heads look like."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.reference import ReferenceDataError, read_rows

LONGEST_CUED_LINE = 700
"""Characters; a longer line is prose whatever it begins or ends with."""

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": " ", "\ufeff": " ", "\u00ad": ""}
)
_EDGE = " \t\r\x00.:;,!|•·*–—-»«>›‹←→▶►▼▲+#()[]…"
_TAIL = 110
_LONGEST_CREDITED = 45
"""Words; a longer line that ends with an agency's name in brackets is the last paragraph of its copy, not a caption."""


_FUNCTION_WORDS = """
    a about after all also an and any are as at be because been before but by can could did do during
    for from had has have he her his how i if in into is it its just may more most no not of on only or
    other our out over said she should so some such than that the their them then there these they this
    those through to under until up very was we were what when where which while who will with would you
    your
"""
STOPWORDS = frozenset(_FUNCTION_WORDS.split())
"""Function words of English, which prose is full of and menus are not."""


class Cue(NamedTuple):
    """What a line is by its own words. A section head opens a part of the page that is not the article."""

    label: str
    rule: str
    section: bool


class _Cues(NamedTuple):
    whole: dict[str, Cue]
    start: re.Pattern[str]
    end: re.Pattern[str]
    within: re.Pattern[str]
    named: dict[str, Cue]


@cache
def _cues() -> _Cues:
    whole, patterns, named = {}, {"start": [], "end": [], "within": []}, {}
    for number, row in enumerate(read_rows("line_cues"), 1):
        cue = Cue(row["label"], f"cue:{row['rule']}", row["section"] == "yes")
        if row["match"] == "whole":
            whole[row["pattern"]] = cue
        elif row["match"] in patterns:
            named[f"c{number}"] = cue
            patterns[row["match"]].append(f"(?P<c{number}>{row['pattern']})")
        else:
            raise ReferenceDataError(
                f"line_cues.csv, row {number}: match is {row['match']!r}; known: whole, start, end"
            )
    start, end, within = (re.compile("|".join(alternatives), re.IGNORECASE) for alternatives in patterns.values())
    return _Cues(whole, start, end, within, named)


def normal(line: str) -> str:
    """A line with plain quotes and blanks, bullets and edge punctuation off, lower case.

    >>> normal("  •  Editor’s picks »")
    "editor's picks"
    """
    return " ".join(line.translate(_PLAIN).strip(_EDGE).lower().split())


def cue_of(line: str, plain: str) -> Cue | None:
    """The cue that a line shows, given the line and its normal form; None for a line of unknown kind."""
    if len(line) > LONGEST_CUED_LINE:
        return None
    cues = _cues()
    if plain in cues.whole:
        return cues.whole[plain]
    match = cues.start.match(line.translate(_PLAIN).lstrip(" \t•·*-–—|"))
    if not match and line.count(" ") < _LONGEST_CREDITED:
        match = cues.end.search(line.rstrip()[-_TAIL:])
    match = match or cues.within.search(line)
    return cues.named[match.lastgroup] if match and match.lastgroup else None
