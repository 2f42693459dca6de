"""A text as tokens for reading dates: words, numbers, ordinals, written-out dates and clocks, with their offsets."""

from __future__ import annotations

import re

_PATTERN = re.compile(
    r"""
    (?P<iso>(?<![0-9])(?<![0-9][-/.,])[0-9]{4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}(?![0-9]))
  | (?P<compact>(?<![0-9])(?<![0-9][-/.,])
      (?:19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9]|[-/.,:][0-9]))
  | (?P<dmy>(?<![0-9.,/-])[0-9]{1,2}(?P<sep2>[-/.])[0-9]{1,2}(?P=sep2)(?:[0-9]{4}|[0-9]{2})(?![0-9]|[-/][0-9]))
  | (?P<dm>(?<![0-9.,/-])[0-9]{1,2}/[0-9]{1,2}(?![0-9]|[-/.,][0-9]))
  | (?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9]))
  | (?P<ord>[0-9]{1,3}(?:st|nd|rd|th)(?![^\W\d_]))
  | (?P<num>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)
  | (?P<word>[^\W\d_]+)
  | (?P<gap>\n[ \t\r]*\n)
  | (?P<mark>[^\w\s]|_|\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_MARKS = str.maketrans(
    {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "’": "'", "‘": "'", "`": "'", "´": "'"}
)


class Tokens:
    """The tokens of `text[start:end]`: parallel lists, so that a rule looks at `low[i]` without making objects.

    kind is one of iso, compact, dmy, dm, clock, ord, num, word, gap, mark. `low` is lower case, with plain dashes and
    apostrophes. Past either end every token is an empty mark.
    """

    __slots__ = ("end", "kind", "low", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.kind: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        for match in _PATTERN.finditer(text, start, end):
            kind = match.lastgroup or "mark"
            low = match[0].lower()
            self.kind.append(kind)
            self.low.append(low.translate(_MARKS) if kind == "mark" else low)
            self.start.append(match.start())
            self.end.append(match.end())

    def __len__(self) -> int:
        return len(self.kind)

    def word(self, i: int) -> str:
        """The token in lower case; '' past either end."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_kind(self, i: int, *kinds: str) -> bool:
        """Whether token i is of one of these kinds."""
        return 0 <= i < len(self.kind) and self.kind[i] in kinds

    def is_capital(self, i: int) -> bool:
        """Whether token i starts with a capital."""
        return 0 <= i < len(self.kind) and self.text[self.start[i]].isupper()

    def glued(self, i: int) -> bool:
        """Whether token i touches the one before."""
        return 0 < i < len(self.kind) and self.start[i] == self.end[i - 1]
