"""Venue events of one article: what happened or is planned where and when."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.document import Document
from onrecord.tables import Actor, Mention, Statement, TimeExpression, VenueEvent


def find_venue_events(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> list[VenueEvent]:
    """Every dated or datable happening at an institution or a diplomatic meeting."""
    return []
