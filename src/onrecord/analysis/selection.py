"""What part of the tables a question is about: the period, actors, issues and contexts that all of analysis takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.analysis.spans import FIRST_DAY, LAST_DAY, span
from onrecord.study import Study

MINIMUM_OUTLETS = 2
"""One outlet's view of a dispute has no structure to measure."""


class SelectionError(ValueError):
    """A period that cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Selection:
    """A part of the tables. Empty means everything.

    `since` and `until` are EDTF, both inclusive: until "2014" means until its last day. `actors` keeps rows that
    touch one of them.
    `contexts` are the dispute's own; talks are counted whatever their context. `minimum_stories` is the number of
    independent stories below which nothing structural is said. `protect` are actor ids that stay out of everything.
    """

    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    minimum_stories: int = 20
    protect: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        first, last = self.period
        if first > last:
            raise SelectionError(f"since {self.since} is after until {self.until}")

    @property
    def period(self) -> tuple[date, date]:
        """The first and last day.

        >>> Selection(since="2014", until="2014-06").period
        (datetime.date(2014, 1, 1), datetime.date(2014, 6, 30))
        """
        return self._end("since", self.since, 0, FIRST_DAY), self._end("until", self.until, 1, LAST_DAY)

    @property
    def is_dated(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.since or self.until)

    @staticmethod
    def _end(name: str, edtf: str | None, which: int, default: date) -> date:
        if not edtf:
            return default
        ends = span(edtf)
        if ends is None:
            raise SelectionError(f"{name} {edtf!r} is not an EDTF date such as 2014, 2014-12 or 2014-12-18")
        return ends[which]


def select(
    study: Study,
    *,
    since: str | None = None,
    until: str | None = None,
    actors: tuple[str, ...] = (),
    issues: tuple[str, ...] = (),
) -> Selection:
    """A study's own selection, with what a run asks for in place of the study's.

    >>> select(Study(name="x", since="2014", minimum_stories=5), since="2015").since
    '2015'
    """
    return Selection(
        since=since or study.since,
        until=until or study.until,
        actors=tuple(actors) or study.actors,
        issues=tuple(issues),
        contexts=study.contexts,
        minimum_stories=study.minimum_stories,
        protect=study.protect,
    )
