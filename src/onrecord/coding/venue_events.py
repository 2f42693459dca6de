"""Venue events of one article: what happened or is planned where and when, each happening once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.coding.document import Document
from onrecord.coding.happenings import Happening, Scene, find_happenings
from onrecord.coding.said import find_said
from onrecord.coding.where import ancestors, venues
from onrecord.tables import Actor, Mention, Statement, TimeExpression, VenueEvent

# Kinds that articles use for one another: a text is voted on and so adopted, a review is a meeting.
_ALIKE = ({"adoption", "vote"}, {"meeting", "review"}, {"summit", "meeting"}, {"talks", "meeting"})


def find_venue_events(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> list[VenueEvent]:
    """Every dated or datable happening at an institution or a diplomatic meeting, each once."""
    if document.article.kind == "speech":
        statements = ()
    scene = Scene(document, actors, mentions, dates)
    told = merge_tellings(find_happenings(scene))
    said = merge_tellings(find_said(scene, statements, told))
    doc_id = document.article.doc_id
    return [_row(h, doc_id) for h in sorted([*told, *said], key=lambda h: (h.start, h.end, h.kind, h.venue or ""))]


def merge_tellings(tellings: Sequence[Happening]) -> list[Happening]:
    """One happening for all its tellings: the first to give the finest date, with the most specific venue of all."""
    merged: list[Happening] = []
    for telling in tellings:
        place = next((i for i, known in enumerate(merged) if _same(known, telling)), None)
        if place is None:
            merged.append(telling)
        else:
            merged[place] = _joined(merged[place], telling)
    return list(_distinct(merged))


def _distinct(merged: Sequence[Happening]) -> Iterator[Happening]:
    """Merging can make two alike that were not: pass again, once."""
    kept: list[Happening] = []
    for happening in merged:
        if not any(_same(known, happening) for known in kept):
            kept.append(happening)
            yield happening


def _same(first: Happening, second: Happening) -> bool:
    return (
        _same_kind(first.kind, second.kind)
        and (_same_venue(first.venue, second.venue) or first.kind == second.kind == "letter")
        and _same_date(first.date, second.date)
        and _same_status(first.status, second.status)
        # Of what is nothing in particular ("walked out", "dropped a draft"), only one word tells of one happening.
        and (first.kind != "other" or (first.date is not None and second.date is not None) or first.rule == second.rule)
    )


def _same_kind(first: str, second: str) -> bool:
    return first == second or any({first, second} <= alike for alike in _ALIKE)


def _same_venue(first: str | None, second: str | None) -> bool:
    """Equal, one above the other, or made-up names that share a word beyond their kind."""
    if first is None or second is None or first == second:
        return True
    if first in venues() and second in venues():
        return first in ancestors(second) or second in ancestors(first)
    if first in venues() or second in venues():
        return False
    one, other = _named_in(first), _named_in(second)
    return bool(one & other) or (not (one and other) and first.split("_")[0] == second.split("_")[0])


def _named_in(slug: str) -> set[str]:
    """Whom and what a made-up name names beside its kind and year."""
    return {part for part in slug.split("_")[1:] if not part.isdigit()}


def _same_date(first: str | None, second: str | None) -> bool:
    """One is unknown, or one lies in the other as written ("2014-12" and "2014-12-18")."""
    if first is None or second is None:
        return True
    first, second = first.rstrip("~?%"), second.rstrip("~?%")
    if "/" in first or "/" in second:
        return first == second
    if min(len(first), len(second)) == len("2014"):
        # "early this year" beside "on Monday" tells of another occasion.
        return first == second
    return first.startswith(second) or second.startswith(first)


def _same_status(first: str, second: str) -> bool:
    open_ones = {"scheduled", "proposed", "failed"}
    return first == second or {first, second} <= open_ones or "ongoing" in (first, second)


def _joined(known: Happening, telling: Happening) -> Happening:
    """The better dated of the two, with the more specific venue."""
    better, other = (telling, known) if _fineness(telling) > _fineness(known) else (known, telling)
    named = better.venue in venues()
    specific = other.venue in venues() and (not named or better.venue in ancestors(other.venue or ""))
    return replace(better, venue=other.venue) if specific else better


def _fineness(happening: Happening) -> int:
    return len((happening.date or "").rstrip("~?%").split("/")[0])


def _row(happening: Happening, doc_id: str) -> VenueEvent:
    known = venues().get(happening.venue or "")
    span = f"{happening.start}-{happening.end}"
    return VenueEvent(
        mention_id=f"{doc_id}:{span}:venue_event:{happening.venue or ''}:{happening.kind}",
        doc_id=doc_id,
        venue_id=happening.venue,
        stage=known.stage if known and happening.kind in ("adoption", "vote", "review", "report") else None,
        kind=happening.kind,
        date=happening.date,
        date_basis=happening.basis,
        status=happening.status,
        label=happening.label,
        start=happening.start,
        end=happening.end,
        rule=happening.rule,
    )
