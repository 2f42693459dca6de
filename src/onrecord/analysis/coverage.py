"""What the sources are, before anything is said of what they say: pages, independent stories, outlets, gaps, review.

`coverage(data, selection)` -> `Coverage`             the box on page one
`by_month(data, selection)` -> DataFrame              month, pages, stories, outlets; empty months included
`by_outlet(data, selection)` -> DataFrame             outlet, pages, stories, first, last
`gaps(months)` -> DataFrame                           runs of months without a page: first, last, months
`reviewed(data, selection)` -> DataFrame              table, rows, reviewed, share
`shortfall(coverage, selection)` -> str | None        why nothing structural may be said, or None
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from onrecord.analysis.selection import MINIMUM_OUTLETS, Selection
from onrecord.analysis.spans import month_of, spans

CODED = ("statements", "ties", "positions", "venue_events")


@dataclass(frozen=True)
class Coverage:
    """The sources of a selection in numbers."""

    pages: int
    stories: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    months: int
    empty_months: int
    longest_gap: int
    refused: int
    rows: int
    reviewed: int

    @property
    def share_reviewed(self) -> float:
        """Share of coded rows that an analyst has decided on; 0 where nothing is coded."""
        return self.reviewed / self.rows if self.rows else 0.0


def pages(data: Mapping[str, pd.DataFrame], selection: Selection) -> pd.DataFrame:
    """The pages published in the period, and those that tell no date: doc_id, story_id, outlet, first, last, month."""
    articles = data["articles"]
    rows = articles[["doc_id", "story_id", "outlet", "headline", "published"]].copy()
    rows["story_id"] = rows["story_id"].fillna(rows["doc_id"])
    rows[["first", "last"]] = spans(rows["published"])
    rows["month"] = month_of(rows["first"], rows["last"])
    since, until = (np.datetime64(day) for day in selection.period)
    inside = rows["first"].isna() | ((rows["last"] >= since) & (rows["first"] <= until))
    return rows[inside].reset_index(drop=True)


def by_month(data: Mapping[str, pd.DataFrame], selection: Selection) -> pd.DataFrame:
    """Pages, stories and outlets of each month of the period (of the pages' own span where none is asked for)."""
    selected = pages(data, selection)
    dated = selected.dropna(subset=["month"])
    if dated.empty:
        return pd.DataFrame({"month": [], "pages": [], "stories": [], "outlets": []}).astype({"month": "string"})
    first, last = dated["month"].min(), dated["month"].max()
    since, until = (day.isoformat()[:7] for day in selection.period)
    every = pd.period_range(since if selection.since else first, until if selection.until else last, freq="M")
    months = pd.Index(every.astype(str), name="month", dtype="string")
    grouped = dated.groupby("month")
    table = grouped.agg(pages=("doc_id", "size"), stories=("story_id", "nunique"), outlets=("outlet", "nunique"))
    return table.reindex(months, fill_value=0).astype(int).reset_index()


def by_outlet(data: Mapping[str, pd.DataFrame], selection: Selection) -> pd.DataFrame:
    """Pages and stories of each outlet, most pages first."""
    selected = pages(data, selection)
    grouped = selected.assign(outlet=selected["outlet"].fillna("outlet not known")).groupby("outlet", sort=True)
    table = grouped.agg(
        pages=("doc_id", "size"), stories=("story_id", "nunique"), first=("published", "min"), last=("published", "max")
    )
    return table.reset_index().sort_values(["pages", "outlet"], ascending=[False, True], ignore_index=True)


def gaps(months: pd.DataFrame) -> pd.DataFrame:
    """Runs of months without a page.

    >>> gaps(pd.DataFrame({"month": ["2014-01", "2014-02", "2014-03"], "pages": [1, 0, 0]})).to_numpy().tolist()
    [['2014-02', '2014-03', 2]]
    """
    empty = months["pages"] == 0
    run = (empty != empty.shift()).cumsum()[empty]
    grouped = months.loc[empty, "month"].groupby(run)
    table = pd.DataFrame({"first": grouped.first(), "last": grouped.last(), "months": grouped.size()})
    return table.reset_index(drop=True)


def reviewed(data: Mapping[str, pd.DataFrame], selection: Selection) -> pd.DataFrame:
    """How many coded rows of the selected pages an analyst has decided on, for each table."""
    chosen = pages(data, selection)["doc_id"]
    rows = []
    for name in CODED:
        review = data[name].loc[data[name]["doc_id"].isin(chosen), "review"]
        rows.append((name, len(review), int(review.notna().sum())))
    table = pd.DataFrame(rows, columns=["table", "rows", "reviewed"])
    return table.assign(share=(table["reviewed"] / table["rows"].where(table["rows"] > 0)).fillna(0.0))


def coverage(data: Mapping[str, pd.DataFrame], selection: Selection) -> Coverage:
    """The sources of a selection in numbers."""
    selected, months, review = pages(data, selection), by_month(data, selection), reviewed(data, selection)
    dated = selected.dropna(subset=["first"]).sort_values(["first", "doc_id"])
    return Coverage(
        pages=len(selected),
        stories=int(selected["story_id"].nunique()),
        outlets=int(selected["outlet"].nunique()),
        first=dated["published"].iloc[0] if len(dated) else None,
        last=dated["published"].iloc[-1] if len(dated) else None,
        undated=int(selected["first"].isna().sum()),
        months=len(months),
        empty_months=int((months["pages"] == 0).sum()),
        longest_gap=int(gaps(months)["months"].max()) if (months["pages"] == 0).any() else 0,
        refused=len(data["refused"]) if "refused" in data else 0,
        rows=int(review["rows"].sum()),
        reviewed=int(review["reviewed"].sum()),
    )


def shortfall(found: Coverage, selection: Selection) -> str | None:
    """Why structural measures are withheld, as a sentence for the page; None where the sources suffice."""
    reasons = []
    if found.stories < selection.minimum_stories:
        reasons.append(f"{found.stories} independent stories of the {selection.minimum_stories} this study asks for")
    if found.outlets < MINIMUM_OUTLETS:
        reasons.append(f"{found.outlets} outlets of the {MINIMUM_OUTLETS} needed")
    return f"Measures of structure are withheld: {' and '.join(reasons)}." if reasons else None
