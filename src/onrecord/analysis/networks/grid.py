"""The actor x issue grid, who changed sides, and the dyad table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from onrecord.analysis.counting import Counted, count, tally
from onrecord.analysis.selection import Selection

DATED = ("explicit", "weekday", "relative", "record")
"""Bases on which a date counts as stated; the day of the page or a guess cannot show that somebody changed sides."""

Tables = Mapping[str, pd.DataFrame]


def issue_grid(data: Tables, selection: Selection, level: str = "bodies") -> pd.DataFrame:
    """One row an actor and issue: in how many stories it is for and against, and whether it changed sides.

    Columns: actor_id, issue, for, against, changed, stories, outlets, accepted, first, last, evidence. Most stories
    first.
    """
    counted = count(data, "positions", selection, level=level)
    cells = tally(counted, ["actor_id", "issue"])
    stances = tally(counted, ["actor_id", "issue", "stance"])
    wide = stances.pivot(index=["actor_id", "issue"], columns="stance", values="stories").reindex(
        columns=["for", "against"]
    )
    cells = cells.merge(wide.reset_index(), on=["actor_id", "issue"], how="left", validate="one_to_one")
    cells = cells.fillna({"for": 0, "against": 0}).astype({"for": int, "against": int})
    turned = changes(data, selection, level)[["actor_id", "issue"]].drop_duplicates()
    cells["changed"] = pd.MultiIndex.from_frame(cells[["actor_id", "issue"]]).isin(pd.MultiIndex.from_frame(turned))
    columns = ["actor_id", "issue", "for", "against", "changed", "stories", "outlets", "accepted", "first", "last"]
    return _ranked(cells[[*columns, "evidence"]], ["actor_id", "issue"])


def changes(data: Tables, selection: Selection, level: str = "bodies") -> pd.DataFrame:
    """Who changed sides: two dated, actual, opposite positions on one issue, the later wholly after the earlier.

    Columns: actor_id, issue, stance_before, date_before, stance_after, date_after, evidence. A date that is only
    the page's own or a guess shows no change, nor does one wide enough to overlap the other.
    """
    counted = count(data, "positions", selection, level=level)
    positions = data["positions"].set_index("position_id")
    rows = counted.rows.assign(
        basis=counted.rows["row_id"].map(positions["date_basis"]), date=counted.rows["row_id"].map(positions["date"])
    )
    rows = rows[rows["basis"].isin(DATED) & rows["first"].notna()]
    rows = rows.sort_values(["actor_id", "issue", "last", "first", "row_id"], kind="stable")
    before = rows.groupby(["actor_id", "issue"], sort=False).shift()
    turned = before["stance"].notna() & (before["stance"] != rows["stance"]) & (before["last"] < rows["first"])
    return pd.DataFrame(
        {
            "actor_id": rows["actor_id"],
            "issue": rows["issue"],
            "stance_before": before["stance"],
            "date_before": before["date"],
            "stance_after": rows["stance"],
            "date_after": rows["date"],
            "evidence": before["row_id"] + ";" + rows["row_id"],
        }
    )[turned].reset_index(drop=True)


def dyads(data: Tables, selection: Selection, level: str = "bodies") -> pd.DataFrame:
    """One row a pair of actors, a before b: in how many stories each is for and against the other, requests and talks.

    Columns: a, b, a_for_b, a_against_b, b_for_a, b_against_a, requests, talks, stories, outlets, accepted, first, last,
    evidence. Most stories first. Nothing is netted: a pair can be both for and against each other.
    """
    counted = _undirected(count(data, "ties", selection, level=level))
    pairs = tally(counted, ["a", "b"])
    cells = tally(counted, ["a", "b", "cell"]).pivot(index=["a", "b"], columns="cell", values="stories")
    names = ["a_for_b", "a_against_b", "b_for_a", "b_against_a", "requests", "talks"]
    wide = cells.reindex(columns=names).fillna(0).astype(int).reset_index()
    table = pairs.merge(wide, on=["a", "b"], how="left", validate="one_to_one")
    columns = ["a", "b", *names, "stories", "outlets", "accepted", "first", "last", "evidence"]
    return _ranked(table[columns], ["a", "b"])


def _undirected(counted: Counted) -> Counted:
    rows = counted.rows
    forth = rows["source_id"] <= rows["target_id"]
    a, b = rows["source_id"].where(forth, rows["target_id"]), rows["target_id"].where(forth, rows["source_id"])
    signed = pd.Series("a_", index=rows.index, dtype="string").where(forth, "b_") + rows["layer"]
    cell = (signed + "_b").where(forth, signed + "_a")
    cell = cell.mask(rows["layer"] == "request", "requests").mask(rows["layer"] == "talks", "talks")
    return replace(counted, rows=rows.assign(a=a, b=b, cell=cell))


def _ranked(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    order = [False] + [True] * len(by)
    return table.sort_values(["stories", *by], ascending=order, kind="stable", ignore_index=True)
