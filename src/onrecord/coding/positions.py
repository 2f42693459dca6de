"""Positions of one article: actors for or against the study's propositions."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.document import Document
from onrecord.study import Issue
from onrecord.tables import Actor, Mention, Position, Statement, Tie, TimeExpression


def find_positions(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    ties: Sequence[Tie],
    dates: Sequence[TimeExpression],
    issues: Sequence[Issue],
) -> list[Position]:
    """Every actor's stance on every issue that the article gives evidence of."""
    return []
