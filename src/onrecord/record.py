"""A study's record as tables, and matching against it. Pure.

The record says what officially happened (`data/studies/<study>/record/`), each fact with its evidence and status. What
holds for every study (sizes and rules of bodies, membership) is in `data/reference`. A value that is unconfirmed is
there to be shown, and never counts as agreement: ask `confirmed` before comparing.
"""

from __future__ import annotations

import csv
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from onrecord.dates.edtf import bounds
from onrecord.reference import read_rows

LISTS = ("subject", "participants", "addressees", "not_addressed", "seen", "unconfirmed")
_SLACK = timedelta(days=1)  # copy from the far side of the date line is dated a day later


class RecordError(ValueError):
    """A record file with a column missing or a row that cannot be read; the message names file and line."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every fact of the record has."""

    evidence: str = ""
    status: str = "unconfirmed"
    unconfirmed: tuple[str, ...] = ()

    def confirmed(self, *columns: str) -> bool:
        """Whether the row was found and none of the named values is unconfirmed.

        >>> row = Row(status="found", unconfirmed=("yes",))
        >>> row.confirmed("date"), row.confirmed("date", "yes")
        (True, False)
        """
        return self.status == "found" and not set(columns) & set(self.unconfirmed)


@dataclass(frozen=True, kw_only=True)
class Decision(Row):
    """A decision of a body, or the explicit absence of one (`result` none)."""

    id: str
    series: str | None = None
    venue: str
    stage: str | None = None
    symbol: str | None = None
    date: str
    kind: str
    about: str | None = None
    subject: tuple[str, ...] = ()
    result: str | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    not_voting: int | None = None
    note: str | None = None

    @property
    def tally(self) -> tuple[int, int, int] | None:
        """Votes for, against and abstaining; None where there was no recorded vote or it is not known."""
        return None if None in (self.yes, self.no, self.abstain) else (self.yes, self.no, self.abstain)


@dataclass(frozen=True, kw_only=True)
class Meeting(Row):
    """A meeting, report, review, letter, summit or other happening, held or only planned."""

    id: str
    series: str | None = None
    venue: str
    kind: str
    form: str | None = None
    symbol: str | None = None
    date: str
    about: str | None = None
    subject: tuple[str, ...] = ()
    place: str | None = None
    session: int | None = None
    held: str = "yes"
    result: str | None = None
    decision: str | None = None
    participants: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    not_addressed: tuple[str, ...] = ()
    published: str | None = None
    known: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Vote(Row):
    """A state's vote on a decision."""

    decision: str
    state: str
    vote: str


@dataclass(frozen=True, kw_only=True)
class Figure(Row):
    """A number that belongs to a decision or a meeting; `value` is a number, "60+" or "a-b"."""

    record_id: str
    what: str
    value: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sponsor(Row):
    """A state's or body's part in a text."""

    decision: str
    state: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Term(Row):
    """A term of office."""

    id: str
    office: str
    title: str
    body: str | None = None
    place: str | None = None
    state: str | None = None
    holder: str
    name: str
    start: str | None = None
    end: str | None = None
    seen: tuple[str, ...] = ()
    session: int | None = None


@dataclass(frozen=True, kw_only=True)
class Member(Row):
    """A state's seat in a body."""

    venue: str
    state: str
    seat: str
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class Fact(Row):
    """A size or rule of a body."""

    venue: str
    fact: str
    value: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Record:
    """All that a study's record and the reference data hold to be so."""

    decisions: tuple[Decision, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    votes: tuple[Vote, ...] = ()
    figures: tuple[Figure, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    terms: tuple[Term, ...] = ()
    members: tuple[Member, ...] = ()
    facts: tuple[Fact, ...] = ()

    def decision(self, record_id: str | None) -> Decision | None:
        """The decision with an id."""
        return next((d for d in self.decisions if d.id == record_id), None)

    def figures_of(self, record_ids: Iterable[str], what: str | None = None) -> list[Figure]:
        """The figures of decisions or meetings, all or of one kind."""
        wanted = set(record_ids)
        return [f for f in self.figures if f.record_id in wanted and what in (None, f.what)]

    def facts_of(self, venue: str, fact: str, day: str | None) -> list[Fact]:
        """What holds of a body on a day."""
        return [f for f in self.facts if f.venue == venue and f.fact == fact and _holds(f.start, f.end, day)]

    def members_of(self, venue: str, day: str | None) -> dict[str, str]:
        """The members of a body in the year of a day, with their seats; empty where the record does not reach."""
        year = (day or "")[:4]
        return {m.state: m.seat for m in self.members if m.venue == venue and m.start <= year <= m.end}


_STUDY_FILES: dict[str, type[Row]] = {
    "decisions": Decision,
    "meetings": Meeting,
    "votes": Vote,
    "figures": Figure,
    "sponsors": Sponsor,
    "terms": Term,
}
_REFERENCE_FILES: dict[str, type[Row]] = {"membership": Member, "venue_facts": Fact}


def load_record(folder: Path | None) -> Record:
    """The record of a study's folder; only what holds for every study where there is none.

    Raises
    ------
    RecordError
        If a file lacks a column that it needs or a cell is not of its column's kind.
    """
    rows = {name: _read(folder / f"{name}.csv", kind) for name, kind in _STUDY_FILES.items()} if folder else {}
    general = {n: tuple(_row(k, r, f"{n}.csv") for r in read_rows(n)) for n, k in _REFERENCE_FILES.items()}
    return Record(**rows, members=general["membership"], facts=general["venue_facts"])


def _read(path: Path, kind: type[Row]) -> tuple[typing.Any, ...]:
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        missing = {f.name for f in fields(kind) if f.default is MISSING} - set(reader.fieldnames or ())
        if missing:
            raise RecordError(f"{path} lacks the columns {sorted(missing)}")
        return tuple(_row(kind, row, f"{path}, line {reader.line_num}") for row in reader)


def _row(kind: type[Row], cells: dict[str, str], where: str) -> typing.Any:
    hints = _hints(kind)
    values: dict[str, object] = {}
    for name, hint in hints.items():
        text = (cells.get(name) or "").strip()
        if name in LISTS:
            values[name] = tuple(part.strip() for part in text.split(";") if part.strip())
        elif text:
            try:
                values[name] = int(text) if hint is int else text
            except ValueError as error:
                raise RecordError(f"{where}: {name} is {text!r} and should be a whole number") from error
    try:
        return kind(**values)
    except TypeError as error:
        raise RecordError(f"{where}: {error}") from error


@cache
def _hints(kind: type[Row]) -> dict[str, type]:
    hints = typing.get_type_hints(kind)
    return {
        n: next(a for a in typing.get_args(h) if a is not type(None)) if isinstance(h, types.UnionType) else h
        for n, h in hints.items()
    }


def _holds(start: str | None, end: str | None, day: str | None) -> bool:
    when, since, until = bounds(day), bounds(start), bounds(end)
    if when is None:
        return end is None
    return (since is None or since[0] <= when[1]) and (until is None or when[0] <= until[1])


def close(reported: str | None, recorded: str | None) -> bool:
    """Whether a reported date can be the recorded one, a day's difference over the date line allowed.

    >>> close("2014-12", "2014-12-18"), close("2014-12-19", "2014-12-18"), close("2014-12-20", "2014-12-18")
    (True, True, False)
    """
    first, second = bounds(_plain(reported)), bounds(_plain(recorded))
    if first is None or second is None:
        return False
    slack = _SLACK if first[0] == first[1] else timedelta(0)
    return first[0] - slack <= second[1] and second[0] <= first[1] + slack


def days_apart(first: str | None, second: str | None) -> int | None:
    """How many days lie between two dates known to the day; None if either is not.

    >>> days_apart("2014-09-12", "2014-09-10")
    2
    """
    spans = bounds(first), bounds(second)
    if None in spans or any(s[0] != s[1] for s in spans if s):
        return None
    return abs((spans[0][0] - spans[1][0]).days) if spans[0] and spans[1] else None


def _plain(edtf: str | None) -> str | None:
    """An open stretch as its first part, marks of doubt left out."""
    return edtf.replace("/..", "").rstrip("~?%") if edtf else None


def years_of(edtf: str | None) -> list[str]:
    """The years that a stretch of years covers.

    >>> years_of("2014/2016"), years_of("2014-12-18")
    (['2014', '2015', '2016'], ['2014'])
    """
    span = bounds(_plain(edtf))
    return [str(y) for y in range(span[0].year, span[1].year + 1)] if span else []


def weekday(day: date) -> str:
    """The English name of a day's weekday.

    >>> weekday(date(2014, 12, 18))
    'Thursday'
    """
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]


def same_name(first: str, second: str) -> bool:
    """Whether two spellings can be one person's name: blanks, hyphens, case, accents and left-out words apart.

    >>> same_name("Choi Seokyoung", "Choi Seok-young"), same_name("Maria Espinosa", "María Fernanda Espinosa Garcés")
    (True, True)
    >>> same_name("Kim Song", "Kim Yong Ho")
    False
    """
    one, two = _letters(first), _letters(second)
    if "".join(one) == "".join(two):
        return True
    short, long = sorted((set(one), set(two)), key=len)
    return len(short) > 1 and short <= long


def _letters(name: str) -> list[str]:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return [w for w in "".join(c if c.isalpha() or c == " " else "" if c in "-'" else " " for c in plain).split() if w]


EVENT_OF_DECISION = {
    "resolution": ("adoption", "vote"),
    "amendment": ("vote", "adoption"),
    "report": ("adoption", "review", "report"),
    "outcome": ("adoption", "review"),
    "procedural vote": ("vote",),
}
"""Kinds of event as which articles report a kind of decision."""

EVENT_OF_MEETING = {
    "meeting": ("meeting", "talks"),
    "review": ("review", "meeting"),
    "summit": ("summit", "talks", "meeting"),
}
"""Kinds of event as which articles report a kind of meeting; every kind is also reported as itself."""


def match(
    record: Record,
    venue: str | None,
    kind: str,
    when: str | None,
    about: Sequence[str] = (),
    text: str = "",
) -> list[Decision | Meeting]:
    """The record's rows that an event reported at a venue, of a kind, at a date can be; none where it cannot be told.

    A row that is about a state matches only where `about` (the actors of the article) holds it, and one with a subject
    only where `text` has its words, so that another matter decided there that day is not taken for it. A stretch of
    years matches the whole series; a single date only what leaves no choice.
    """
    found: list[Decision | Meeting] = [
        row
        for row in (*record.decisions, *record.meetings)
        if row.venue == venue
        and kind in _kinds(row)
        and row.date
        and close(when, row.date)
        and (row.about is None or row.about in about)
        and (not row.subject or any(word in text.lower() for word in row.subject))
        and not (isinstance(row, Meeting) and row.form in ("informal", "closed"))
    ]
    if len(years_of(when)) > 1:
        return found
    exact = [row for row in found if row.date == when] or found
    first = [row for row in exact if kind == _kinds(row)[0]] or exact
    return first if len({row.date for row in first}) == 1 else []


def _kinds(row: Decision | Meeting) -> tuple[str, ...]:
    if isinstance(row, Decision):
        return EVENT_OF_DECISION.get(row.kind, (row.kind,))
    return EVENT_OF_MEETING.get(row.kind, (row.kind,))
