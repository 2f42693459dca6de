"""Rows that touch a period."""

from __future__ import annotations

import pandas as pd

from onrecord.analysis.selection import Selection
from onrecord.analysis.spans import spans


def of_period(rows: pd.DataFrame, selection: Selection, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows whose date touches the period; with `articles`, a row of no date has its page's.

    Without a period all rows; with one, a row of no date at all is left out.
    """
    if not selection.is_dated:
        return rows
    dates = rows["date"] if "date" in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
    if articles is not None:
        dates = dates.fillna(rows["doc_id"].map(dict(zip(articles["doc_id"], articles["published"], strict=True))))
    ends = spans(dates)
    since, until = (pd.Timestamp(day.isoformat()).as_unit("s") for day in selection.period)
    return rows[(ends["last"] >= since) & (ends["first"] <= until)]
