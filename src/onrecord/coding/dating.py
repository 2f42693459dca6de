"""Infer when a page without a date was published, from what it says: weekdays, 'last December', official events.

Each day near an official event that the page seems to tell of is tried as the day of publication. On the right day the
page's own words come out right: 'Monday' and 'earlier this month' in sentences about a body resolve to dates on which
the record has that body act. A clue that comes out right on few days tells much, one that does on many tells little:
it counts by the logarithm, as evidence does. The days with the most evidence are the answer, as wide as they are; where
it is too little, not clearly ahead, or spread over years, there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import log2
from typing import Protocol

from onrecord.dates import Clue, bounds, find_clues
from onrecord.record import Record
from onrecord.reference import read_rows

ENOUGH = 10.0
"""Bits of evidence from which a date is told; a day among twenty years takes thirteen."""
MARGIN = 2.0
"""Bits by which the days told must be ahead of all others."""
REACH = 400
"""Days around an official event that are tried: far enough for 'last year'."""
NEARBY = 15
"""The same for words that point no further than a week: 'Monday', 'yesterday', 'last week'."""
FRESH = 31
"""Days of the widest span that counts as a month."""
NEWS = 60
"""Days within which a page tells of the figures of a vote, or of its being the 14th in a row."""
HORIZON = 7300
"""Twenty years of days, against which a clue's days are measured: a clue that fits few of them tells much."""

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z])|\n\s*\n")
_NUMBER = re.compile(r"(?<![\d.,])\d{2,4}(?![\d.,]*\d)")
_NEAR_RULES = (
    "weekday",
    *(f"relative:{w}" for w in ("today", "tonight", "yesterday", "tomorrow", "last_week", "this_week")),
)
_MONTHLY_RULES = (
    "explicit:month",
    *(f"relative:{way}_{unit}" for way in ("last", "this", "next") for unit in ("month", "year")),
)
_LEADING = re.compile(r"\d*")
_ABOVE = 300
_DATELINE = re.compile(r"\s*\)?\s*(?:\([^)]{2,20}\)\s*)?(?:[-–—:]|_)")
_DATELINE_WITHIN = 60


class Span(Protocol):
    """A passage of headline or body: offsets into the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An official event: whose, of what kind, on which days, with which figures, the how-manieth of its series."""

    venue: str
    kind: str
    first: date
    last: date
    figures: frozenset[str]
    number: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The days that bear out one clue, and how many bits that tells."""

    bits: float
    days: frozenset[date]


def infer_published(text: str, passages: Sequence[Span], record: Iterable[Mapping[str, str]] = ()) -> str | None:
    """When a page was published, as EDTF of honest width, or None.

    `passages` are the page's headline and body; `record` rows have `venue`, `date` (EDTF) and, where known, `kind`,
    `about` (an actor), `series`, `yes`, `no`, `abstain` and `figures` (joined by ';'). Rows about an actor that the
    page does not name are left out. The result is inferred: it can never confirm the record.
    """
    stated = _dateline(text, passages)
    if stated:
        return stated
    clues = [(clue, passage) for passage in passages for clue in find_clues(text, passage.start, passage.end)]
    evidence = _evidence(text, passages, clues, _happenings(record, text.lower()))
    earliest = max((day for clue, _ in clues if (day := _told_past(clue))), default=date.min)
    score: dict[date, float] = defaultdict(float)
    for item in evidence:
        for day in item.days:
            score[day] += item.bits if day >= earliest else 0
    return _clear_best(score) if len(evidence) > 1 else None


def _clear_best(score: Mapping[date, float]) -> str | None:
    """The days of the highest score, if it is enough and well ahead of all days not near them."""
    top = max(score.values(), default=0.0)
    days = sorted(day for day, bits in score.items() if bits > top - 1e-9)
    if top < ENOUGH:
        return None
    around = (days[0] - timedelta(days=FRESH), days[-1] + timedelta(days=FRESH))
    rival = max((bits for day, bits in score.items() if not around[0] <= day <= around[1]), default=0.0)
    return _width(days) if top - rival >= MARGIN else None


def _width(days: Sequence[date]) -> str | None:
    """The days as a day, an interval, a month or a year; None if they lie in more years than one."""
    first, last = days[0], days[-1]
    if first == last:
        return first.isoformat()
    if (last - first).days <= FRESH:
        whole = bounds(first.isoformat()[:7])
        return first.isoformat()[:7] if whole == (first, last) else f"{first.isoformat()}/{last.isoformat()}"
    if first.year != last.year:
        return None
    return first.isoformat()[: 7 if first.month == last.month else 4]


def _dateline(text: str, passages: Sequence[Span]) -> str | None:
    """The date of a dateline with a year: 'GENEVA (16 March 2015) - '."""
    for passage in list(passages)[:3]:
        for clue in find_clues(text, passage.start, min(passage.end, passage.start + 2 * _DATELINE_WITHIN))[:1]:
            near = clue.start - passage.start < _DATELINE_WITHIN and _DATELINE.match(text, clue.end)
            capitals = text[passage.start : clue.start].strip(" (,")
            if near and capitals.isupper() and _is_fixed(clue):
                covered = bounds(clue.value(date(1900, 6, 15)))
                return covered[0].isoformat() if covered and covered[0] == covered[1] else None
    return None


def _happenings(record: Iterable[Mapping[str, str]], low: str) -> list[Happening]:
    """The rows of the record that can be used: dated, of a body, about an actor whom the page names."""
    found = []
    count: dict[str, int] = defaultdict(int)
    for row in sorted(record, key=lambda r: r.get("date") or ""):
        covered = bounds(row.get("date"))
        if not covered or not row.get("venue") or (covered[1] - covered[0]).days > 370:
            continue
        series = f"{row.get('series')}:{row['venue']}:{row.get('kind')}"
        count[series] += 1
        if any(not any(name in low for name in _actor_words().get(a, (a,))) for a in _list(row.get("about"))):
            continue
        numbers = [row.get(name) or "" for name in ("yes", "no", "abstain")] + _list(row.get("figures"))
        figures = frozenset(n for n in numbers if _NUMBER.fullmatch(n))
        found.append(Happening(row["venue"], row.get("kind") or "", *covered, figures, count[series]))
    return found


def _list(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split(";") if part]


def _is_fixed(clue: Clue) -> bool:
    """Whether the clue has one value whenever the page was published."""
    return clue.value(date(1900, 6, 15)) == clue.value(date(2100, 6, 20))


def _told_past(clue: Clue) -> date | None:
    """The day from which a clue that needs no day of publication shows the page to be: 'in 2014', 'on 3 May 2019'."""
    if clue.type != "date" or clue.ahead or not clue.rule.startswith("explicit"):
        return None
    covered = bounds(clue.value(date(1900, 6, 15))) if _is_fixed(clue) else None
    return covered[0] if covered else None


def _evidence(
    text: str, passages: Sequence[Span], clues: Sequence[tuple[Clue, Span]], happenings: Sequence[Happening]
) -> list[Evidence]:
    """What the page's sentences about bodies of the record show, each expression and each figure once."""
    if not happenings:
        return []
    found = []
    for clue, passage in clues:
        sentence, before = _sentence(text, passage, clue.start, clue.end)
        told = _told_of(sentence, happenings) or _told_of(before + sentence, happenings)
        if told and clue.type in ("date", "duration") and not _is_fixed(clue):
            found += _borne_out(clue, told)
        if told and clue.rule == "set:in_a_row":
            number = int(_LEADING.match(text[clue.start : clue.end])[0] or 0)
            found += _news([h for h in told if h.number == number])
    for passage in passages:
        for sentence in _SENTENCE_END.split(text[passage.start : passage.end]):
            numbers = frozenset(_NUMBER.findall(sentence))
            found += _news([h for h in _told_of(sentence, happenings) if h.figures & numbers] if numbers else [])
    return found


def _news(happenings: Sequence[Happening]) -> list[Evidence]:
    """Figures or a count that fit these happenings alone: the page is of the weeks after one of them."""
    days = frozenset(h.first + timedelta(days=n) for h in happenings for n in range(NEWS))
    return [Evidence(_bits(days), days)] if days else []


def _bits(days: Collection[date]) -> float:
    return max(0.0, log2(HORIZON / len(days)))


def _borne_out(clue: Clue, told: Sequence[Happening]) -> list[Evidence]:
    """The days on which the clue comes out as the date of a happening that its sentence may tell of."""
    reach = NEARBY if clue.rule.startswith(_NEAR_RULES) else REACH
    trial = {h.first + timedelta(days=n) for h in told for n in range(-reach, reach)}
    right: dict[float, set[date]] = defaultdict(set)
    # The value of a clue such as 'last year' is one for all days of a month: it is looked up once for them.
    monthly = clue.rule.startswith(_MONTHLY_RULES)
    resolved: dict[date, tuple[date, date] | None] = {}
    for day in trial:
        asked = day.replace(day=1) if monthly else day
        if asked not in resolved:
            resolved[asked] = bounds(clue.value(asked))
        covered = resolved[asked]
        if covered:
            fits = [_trust(h.kind) for h in told if h.first <= covered[1] and covered[0] <= h.last]
            right[max(fits, default=0.0)].add(day)
    right.pop(0.0, None)
    return [Evidence(trust * _bits(days), frozenset(days)) for trust, days in sorted(right.items())]


def _sentence(text: str, passage: Span, start: int, end: int) -> tuple[str, str]:
    """The sentence that holds text[start:end], and the one before it in the passage or just above."""
    cuts = [passage.start]
    last = passage.end
    for match in _SENTENCE_END.finditer(text, passage.start, passage.end):
        if match.end() <= start:
            cuts.append(match.end())
        elif match.start() >= end:
            last = match.start()
            break
    before = text[cuts[-2] : cuts[-1]] if len(cuts) > 1 else text[max(0, passage.start - _ABOVE) : passage.start]
    return text[cuts[-1] : last], before


def _told_of(sentence: str, happenings: Sequence[Happening]) -> list[Happening]:
    """The happenings that a sentence may tell of: it names the body and has a word for the kind."""
    low = sentence.lower().replace("u.n.", "un").replace("’", "'")
    heads = _heads(frozenset(h.venue for h in happenings))
    named = {v for v, words in _venue_words().items() if any(w in low for w in (*words, *heads.get(v, ())))}
    named -= {parent for venue in named for parent in _parents().get(venue, ())}
    kinds = {kind for kind, (words, _) in _kind_words().items() if any(word in low for word in words)}
    return [h for h in happenings if h.venue in named and (h.kind in kinds or h.kind not in _kind_words())]


def _trust(kind: str) -> float:
    return _kind_words().get(kind, ((), 1.0))[1]


@cache
def _heads(venues: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Short names that only one body of the record has: 'commission of inquiry' of a 'Commission of Inquiry on ...'."""
    heads: dict[str, list[str]] = defaultdict(list)
    for venue in sorted(venues):
        name = next((row["name"] for row in read_rows("venues") if row["id"] == venue), "")
        head = re.split(r" (?:on|in|for|to) ", name.lower(), maxsplit=1)[0]
        if head.count(" ") > 1 and head != name.lower():
            heads[head].append(venue)
    return {owners[0]: (head,) for head, owners in heads.items() if len(owners) == 1}


@cache
def _actor_words() -> dict[str, tuple[str, ...]]:
    """Names of each actor, lower case, from actors.csv."""
    return {
        row["actor_id"]: tuple(
            w.strip().lower()
            for w in (row["name"], *row["aliases"].split(";"), *row["adjectives"].split(";"))
            if len(w.strip()) > 2
        )
        for row in read_rows("actors")
    }


@cache
def _venue_words() -> dict[str, tuple[str, ...]]:
    """Names of each body, lower case, from venues.csv and actors.csv."""
    found = {}
    for row in read_rows("venues"):
        names = [w.strip().lower() for w in (row["name"], *row["aliases"].split(";"))]
        found[row["id"]] = tuple(sorted({n for n in names if len(n) > 2} | set(_actor_words().get(row["id"], ()))))
    return found


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    """The bodies above each body."""
    above = {row["id"]: row["parent"] for row in read_rows("venues")}
    found = {}
    for venue, organ in above.items():
        chain: list[str] = []
        parent = organ
        while parent and parent not in chain:
            chain.append(parent)
            parent = above.get(parent, "")
        found[venue] = tuple(chain)
    return found


@cache
def _kind_words() -> dict[str, tuple[tuple[str, ...], float]]:
    return {row["kind"]: (tuple(row["words"].split(";")), float(row["trust"])) for row in read_rows("record_words")}


def record_rows(record: Record) -> list[dict[str, str]]:
    """The decisions and meetings of a record in the form that `infer_published` takes."""
    figures: dict[str, list[str]] = defaultdict(list)
    for figure in record.figures:
        figures[figure.record_id].append(figure.value)
    return [
        {
            "venue": row.venue,
            "date": row.date,
            "kind": row.kind,
            "series": row.series or "",
            "about": row.about or "",
            "figures": ";".join(figures[row.id]),
            **{name: str(getattr(row, name, None) or "") for name in ("yes", "no", "abstain")},
        }
        for row in (*record.decisions, *record.meetings)
    ]
