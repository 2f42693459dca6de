"""What an analyst should look at next."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from onrecord.analysis.counting import count
from onrecord.analysis.review.decisions import IDENTIFIERS
from onrecord.analysis.selection import Selection

COLUMNS = ("table", "row_id", "doc_id", "start", "end", "rule", "confidence", "finding", "evidence")


def queue(
    data: Mapping[str, pd.DataFrame], selection: Selection | None = None, *, level: str = "bodies"
) -> pd.DataFrame:
    """Rows that nobody has decided on: those that findings rest on first, among them the least sure first.

    A row whose rule was never measured counts as least sure. Derived rows follow the row they come from and are left
    out. Columns: table, row_id, doc_id, start, end, rule, confidence, finding, evidence (the words).
    """
    texts = dict(zip(data["texts"]["doc_id"], data["texts"]["text"], strict=True))
    chosen = selection or Selection()
    counted = {name: set(count(data, name, chosen, level=level).rows["row_id"]) for name in ("ties", "positions")}
    parts = [
        _undecided(data[name], name, counted.get(name, set()), texts)
        for name in IDENTIFIERS
        if name in data and name != "quotes" and len(data[name])
    ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(parts, ignore_index=True)
    rows["sure"] = rows["confidence"].fillna(-1.0)
    order = ["finding", "sure", "table", "doc_id", "start", "row_id"]
    ordered = rows.sort_values(order, ascending=[False, *[True] * 5], kind="stable", ignore_index=True)
    return ordered[list(COLUMNS)]


def _undecided(table: pd.DataFrame, name: str, counted: set[str], texts: Mapping[str, str]) -> pd.DataFrame:
    rows = table[table["review"].isna() & (table["coded_by"] == "machine")]
    derived = rows["derived"].fillna(False).astype(bool) if "derived" in rows else pd.Series(False, index=rows.index)
    shared = rows.loc[derived & rows[IDENTIFIERS[name]].isin(counted), ["doc_id", "start", "end"]]
    places = set(shared.itertuples(index=False, name=None))
    rows = rows[~derived]
    spots = list(rows[["doc_id", "start", "end"]].itertuples(index=False, name=None))
    return pd.DataFrame(
        {
            "table": name,
            "row_id": rows[IDENTIFIERS[name]],
            "doc_id": rows["doc_id"],
            "start": rows["start"],
            "end": rows["end"],
            "rule": rows["rule"],
            "confidence": rows["confidence"].astype("Float64"),
            "finding": [
                identifier in counted or spot in places
                for identifier, spot in zip(rows[IDENTIFIERS[name]], spots, strict=True)
            ],
            "evidence": [texts.get(doc, "")[start:end] for doc, start, end in spots],
        }
    )
