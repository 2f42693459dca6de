"""Ties of one article: who did what to whom."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.document import Document
from onrecord.tables import Actor, Mention, Statement, Tie, TimeExpression


def find_ties(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> list[Tie]:
    """Directed, PLOVER-typed ties between actors, those of persons and bodies also derived to the state they serve."""
    return []
