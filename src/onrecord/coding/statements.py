"""Statements of one article: source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.document import Document
from onrecord.tables import Actor, Mention, Quote, Statement, TimeExpression


def find_statements(
    document: Document, actors: Sequence[Actor], mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[list[Statement], list[Quote]]:
    """Every reported act of saying or writing, and the quoted passages of each."""
    return [], []
