"""Which stretches of a text hold a given one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Intervals:
    """Stretches of one text, known by their place in the sequence that was given."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._order = sorted(range(len(spans)), key=lambda n: spans[n])
        self._starts = [spans[n][0] for n in self._order]
        self._longest = max((end - start for start, end in spans), default=0)

    def holding(self, start: int, end: int) -> list[int]:
        """The stretches that text[start:end] is part of, smallest first, itself included if it is one.

        >>> Intervals([(0, 20), (3, 9), (4, 6)]).holding(4, 6)
        [2, 1, 0]
        """
        first = bisect_left(self._starts, end - self._longest)
        last = bisect_right(self._starts, start)
        found = [n for n in self._order[first:last] if self._spans[n][1] >= end]
        return sorted(found, key=lambda n: (self._spans[n][1] - self._spans[n][0], n))
