"""Time expressions to EDTF, given a publication date. Pure: used by sources (a page's own date) and by coding."""

from __future__ import annotations

from onrecord.tables import TimeExpression


def find_dates(
    text: str, published: str | None, start: int = 0, end: int | None = None, doc_id: str = ""
) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order, not overlapping; offsets are into `text`."""
    return []
