"""Which actors a stretch of text names: the one way for statements, ties, positions and events to ask."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.tables import Mention


class MentionIndex:
    """The mentions of one article, by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end, m.actor_id or ""))
        self._starts = [m.start for m in self._mentions]
        self._longest = max((m.end - m.start for m in mentions), default=0)

    def overlapping(self, start: int, end: int) -> list[Mention]:
        """The mentions that share at least one character with text[start:end], in order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end > start]

    def ids(self, start: int, end: int) -> list[str]:
        """The known actors that text[start:end] mentions, each once, in order.

        >>> m = Mention(doc_id="a", start=0, end=5, surface="China", form="name", actor_id="chn")
        >>> MentionIndex([m]).ids(3, 9)
        ['chn']
        """
        return list(dict.fromkeys(m.actor_id for m in self.overlapping(start, end) if m.actor_id))
