"""Venue events of all articles merged into happenings and matched to the record.

Articles tell of one happening under different dates ("last month", "on Monday") and fates (proposed here, failed
there). What the record knows is keyed by the record; the rest by venue, kind and date, a coarse date joining the one
finer happening that it can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from onrecord import tables
from onrecord.dates.edtf import bounds
from onrecord.record import Decision, Meeting, Record, close, load_record, match
from onrecord.study import Study
from onrecord.tables import Article, Event, Mention, VenueEvent

# Kinds under which one happening is reported.
_ONE_KIND = {"vote": "adoption", "review": "meeting", "talks": "meeting", "summit": "meeting"}

# Characters of the body's beginning that say what an article is about.
_LEAD = 400


@dataclass(frozen=True)
class Told:
    """A venue event with its article's date and story, who is named in it, and which record rows fit."""

    row: VenueEvent
    published: str
    story: str
    participants: tuple[str, ...]
    matched: tuple[str, ...]


def merge_events(data: dict[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """The tables `events` and `venue_events` (now with its event ids)."""
    record = load_record(study.record)
    told = collect(data, record)
    groups = group(told)
    ids: dict[str, set[str]] = defaultdict(set)
    for event_id, members in groups.items():
        for member in members:
            ids[member.row.mention_id].add(event_id)
    by_id = {row.id: row for row in (*record.decisions, *record.meetings)}
    events = [_event(event_id, members, by_id.get(event_id)) for event_id, members in sorted(groups.items())]
    rows = [replace(t.row, event_id=";".join(sorted(ids[t.row.mention_id])) or None) for t in told]
    rejected = [r for r in tables.rows("venue_events", data["venue_events"]) if r.review == "rejected"]
    return {"events": tables.frame("events", events), "venue_events": tables.frame("venue_events", [*rows, *rejected])}


def collect(data: Mapping[str, pd.DataFrame], record: Record) -> list[Told]:
    """The venue events that stand, in order, each matched to the record by its own paragraph and headline."""
    articles = {a.doc_id: a for a in tables.rows("articles", data["articles"])}
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in tables.rows("mentions", data["mentions"]):
        mentions[mention.doc_id].append(mention)
    leads: dict[str, str] = defaultdict(str)
    for line in tables.rows("lines", data["lines"]):
        if line.label == "body" and len(leads[line.doc_id]) < _LEAD:
            leads[line.doc_id] += texts[line.doc_id][line.start : line.end][:_LEAD] + "\n"
    found = []
    for row in tables.rows("venue_events", data["venue_events"]):
        if row.review == "rejected":
            continue
        article, named = articles[row.doc_id], mentions[row.doc_id]
        about = sorted({m.actor_id for m in named if m.actor_id})
        matched = match(
            record, row.venue_id, row.kind, row.date, about, around(article, texts[row.doc_id], leads[row.doc_id], row)
        )
        inside = [
            m.actor_id for m in named if row.start <= m.start < row.end and m.actor_id not in (None, row.venue_id)
        ]
        found.append(
            Told(
                row=row,
                published=article.published or "",
                story=article.story_id or row.doc_id,
                participants=tuple(sorted({i for i in inside if i})),
                matched=tuple(r.id for r in matched),
            )
        )
    return found


def around(article: Article, text: str, lead: str, row: VenueEvent) -> str:
    """Where an event's matter must be named: headline, first paragraphs, and the paragraph that tells of the event."""
    start = text.rfind("\n", 0, row.start) + 1
    end = text.find("\n", row.end)
    return f"{article.headline or ''}\n{lead}\n{text[start : end if end >= 0 else len(text)]}"


def group(told: Sequence[Told]) -> dict[str, list[Told]]:
    """Happenings by id: those of the record by its id, the others by venue, kind and the finest date known."""
    groups: dict[str, list[Told]] = defaultdict(list)
    rest = []
    for one in told:
        for record_id in one.matched:
            groups[record_id].append(one)
        if not one.matched:
            rest.append(one)
    # Finest dates first, so that "in June" finds "12 June" there.
    for one in sorted(rest, key=lambda t: (-_fineness(t.row.date), t.row.mention_id)):
        groups[_home(one, groups)].append(one)
    return dict(groups)


def _home(one: Told, groups: Mapping[str, list[Told]]) -> str:
    row = one.row
    kind = _ONE_KIND.get(row.kind, row.kind)
    prefix = f"{row.venue_id or 'unknown'}:{kind}:"
    fits = [
        event_id
        for event_id in groups
        if event_id.startswith(prefix) and row.date and close(row.date, event_id.removeprefix(prefix).split("@")[0])
    ]
    if len(fits) == 1:
        return fits[0]
    if row.date:
        return prefix + row.date
    # A happening without a date is nobody else's, but that other versions of its story tell of it too.
    same = [i for i, members in groups.items() if i.startswith(f"{prefix}@") and members[0].story == one.story]
    return same[0] if len(same) == 1 else f"{prefix}@{row.mention_id}"


def _fineness(edtf: str | None) -> int:
    """How narrow a date is: more for fewer days, months of 28 to 31 days alike, less than anything for no date.

    >>> [_fineness(d) for d in ("2014-12-22", "2014-12", "2014-02", "2014", "2014/2017", None)]
    [-1, -5, -5, -9, -11, -99]
    """
    ends = bounds(edtf)
    return -((ends[1] - ends[0]).days + 1).bit_length() if ends else -99


def _event(event_id: str, members: Sequence[Told], recorded: Decision | Meeting | None) -> Event:
    in_order = sorted(members, key=lambda t: (t.published, t.row.mention_id))
    finest = max(in_order, key=lambda t: _fineness(t.row.date)).row
    history = dict.fromkeys(f"{t.published} {t.row.status} {t.row.doc_id}".strip() for t in in_order)
    finer = recorded is not None and _fineness(recorded.date) > _fineness(finest.date)
    from_record = finer and recorded is not None and recorded.confirmed("date")
    participants = {p for t in members for p in t.participants}
    if isinstance(recorded, Meeting):
        participants |= set(recorded.participants)
    return Event(
        event_id=event_id,
        venue_id=recorded.venue if recorded else finest.venue_id,
        stage=(recorded.stage if isinstance(recorded, Decision) else None) or finest.stage,
        kind=finest.kind,
        date=recorded.date if from_record and recorded else finest.date,
        date_basis="record" if from_record else finest.date_basis,
        status=_status(in_order, recorded),
        status_history=";".join(history),
        symbol=recorded.symbol if recorded and recorded.confirmed("symbol") else None,
        numbers=_numbers(recorded),
        participants=";".join(sorted(participants)) or None,
        stories=";".join(sorted({t.story for t in members})),
        record_ids=event_id if recorded else None,
        rule="record" if recorded else "merged",
    )


def _status(in_order: Sequence[Told], recorded: Decision | Meeting | None) -> str:
    """What the record says came of it, else what the last report says."""
    if isinstance(recorded, Meeting) and recorded.confirmed():
        return "failed" if recorded.held == "no" else "occurred"
    if isinstance(recorded, Decision) and recorded.confirmed():
        return "occurred"
    return in_order[-1].row.status


def _numbers(recorded: Decision | Meeting | None) -> str | None:
    if not isinstance(recorded, Decision) or recorded.tally is None or not recorded.confirmed("yes", "no", "abstain"):
        return None
    return ";".join(f"{name}={n}" for name, n in zip(("yes", "no", "abstain"), recorded.tally, strict=True))
