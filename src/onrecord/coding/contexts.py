"""PLOVER's context of an act, from the words of its sentence; words and contexts are rows of `contexts.csv`."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reference import read_rows
from onrecord.tables import CONTEXTS


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    contexts = {row["words"]: row["context"] for row in read_rows("contexts")}
    longest_first = sorted(contexts, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE), contexts


def context_of(text: str, focus: str = "") -> str:
    """The context with most words in `text`, those in `focus` counting twice; "other" where there are none.

    Of equals the one that PLOVER's closed list names first; "diplomatic" only where nothing more special is said.

    >>> context_of("urged it to free political prisoners and end torture")
    'human_rights'
    >>> context_of("they sang")
    'other'
    """
    counts = dict.fromkeys(CONTEXTS, 0.0)
    pattern, contexts = _pattern()
    for part, weight in ((text, 1.0), (focus, 1.0)):
        for match in pattern.finditer(part):
            context = contexts[match[0].lower()]
            counts[context] += weight / 4 if context == "diplomatic" else weight
    best = max(CONTEXTS, key=lambda c: (counts[c], -CONTEXTS.index(c)))
    return best if counts[best] else "other"
