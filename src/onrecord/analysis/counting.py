"""Counting: the one function behind every table, edge, figure and sentence of findings.

`count(data, table, selection)` -> `Counted`   what counts, once each, and what does not, and why
`tally(counted, by)` -> DataFrame              stories, outlets, dates, review and evidence of each group
`within(counted, first, last)` -> `Counted`    the part that is dated inside a window

Tables: "ties", "positions", and "appearances": an actor that speaks or acts at a venue.

A unit is one independent story, actor, recipient and type (for positions: story, actor, issue, stance), so a report
copied by five papers counts once. Only actual rows count: planned, negated and hypothetical ones, the hearsay of
unnamed people and what nobody asserted stay apart. A meeting coded both ways is one meeting. Talks (CONSULT) are a
neutral layer: that two governments met says nothing about who is for whom.

Levels: "states" folds people and government bodies into their states and keeps states alone; "bodies" also keeps
international bodies, groups and media; "persons" folds nobody. Derived rows are the folding of their source as of
the date, so they count at the first two levels only, and the row they were derived from counts at the last only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from onrecord.analysis.selection import Selection
from onrecord.analysis.spans import spans

LEVELS = ("states", "bodies", "persons")
EVERY = ("story", "week", "month", "year")
LAYERS = ("for", "against", "request", "talks")
REVIEWED = ("accepted", "amended")
FOLDED = ("person", "government_body")

_KEYS = {
    "ties": ("tie_id", ("source_id", "target_id"), ("event_type",)),
    "positions": ("position_id", ("actor_id",), ("issue", "stance")),
    "appearances": ("row_id", ("actor_id",), ("venue_id",)),
}
_SIGN_LAYER = {1: "for", 0: "request", -1: "against"}
_PERIODS = {"week": "W", "month": "M", "year": "Y"}


@dataclass(frozen=True)
class Counted:
    """What was counted.

    `units` has one row a unit: unit, story_id (or the window), the ends, type or issue and stance, layer, first,
    last, accepted.
    `rows` has the coded rows behind them: row_id, unit, doc_id, story_id, outlet, and the unit's own columns.
    `apart` has the rows that were not counted: row_id, reason.
    """

    kind: str
    level: str
    units: pd.DataFrame
    rows: pd.DataFrame
    apart: pd.DataFrame

    @property
    def stories(self) -> int:
        """Independent stories behind the units."""
        return int(self.rows["story_id"].nunique())

    def reasons(self) -> pd.DataFrame:
        """How many rows were left apart, by reason, most frequent first."""
        counts = self.apart.groupby("reason", sort=True).size().rename("rows").reset_index()
        return counts.sort_values(["rows", "reason"], ascending=[False, True], kind="stable", ignore_index=True)


class _Sieve:
    """Why each row is not counted; the first reason given stands."""

    def __init__(self, n: int) -> None:
        self._codes = np.zeros(n, dtype=np.int8)
        self._reasons = [""]

    def drop(self, mask: pd.Series | np.ndarray, reason: str) -> None:
        if reason not in self._reasons:
            self._reasons.append(reason)
        values = mask.fillna(False).to_numpy(bool) if isinstance(mask, pd.Series) else mask
        self._codes[values & (self._codes == 0)] = self._reasons.index(reason)

    @property
    def kept(self) -> np.ndarray:
        return self._codes == 0

    def reasons(self) -> np.ndarray:
        return np.array(self._reasons, dtype=object)[self._codes]


def count(
    data: Mapping[str, pd.DataFrame],
    table: str,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    *,
    level: str = "states",
    every: str = "story",
) -> Counted:
    """Count the ties, positions or appearances of a selection.

    `every` says what counts once: the story, or the week, month or year that a row's date lies in whatever the
    number of stories.

    Raises
    ------
    ValueError
        If the table, level or `every` is none of those named.
    """
    for value, allowed in ((table, tuple(_KEYS)), (level, LEVELS), (every, EVERY)):
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    identifier, ends, what = _KEYS[table]
    rows = _with_pages(data, table).rename(columns={identifier: "row_id"})
    sieve = _Sieve(len(rows))
    _drop_unasserted(sieve, rows, data["statements"])
    _drop_protected(sieve, rows, ends, data["actors"], selection)
    _drop_unselected(sieve, rows, table, selection)
    _fold(sieve, rows, ends, data["actors"], level)
    if selection.actors:
        touches = np.logical_or.reduce([rows[end].isin(selection.actors).to_numpy(bool) for end in ends])
        sieve.drop(~touches, "other actors")
    rows["window"] = rows["story_id"] if every == "story" else _window(rows, every)
    sieve.drop(rows["window"].isna(), f"not dated to a {every}")
    apart = pd.DataFrame({"row_id": rows["row_id"], "reason": sieve.reasons()})[~sieve.kept].reset_index(drop=True)
    units, kept = _units(rows[sieve.kept].reset_index(drop=True), ("window", *ends, *what))
    return Counted(table, level, units, kept, apart)


def _with_pages(data: Mapping[str, pd.DataFrame], table: str) -> pd.DataFrame:
    """The table with each row's story, outlet and span of days; a row of no date has its page's date."""
    articles = data["articles"].set_index("doc_id")
    rows = _appearances(data) if table == "appearances" else data[table].copy()
    rows["story_id"] = rows["doc_id"].map(articles["story_id"].fillna(articles.index.to_series()))
    rows["outlet"] = rows["doc_id"].map(articles["outlet"])
    rows["story_id"] = rows["story_id"].fillna(rows["doc_id"])
    rows[["first", "last"]] = spans(rows["date"].fillna(rows["doc_id"].map(articles["published"])))
    if table == "ties":
        talks = (rows["event_type"] == "CONSULT").to_numpy(bool)
        layers = rows["sign"].map(_SIGN_LAYER).astype("string")
        rows["layer"] = layers.mask(talks, "talks")
    else:
        rows["layer"] = rows["stance"] if table == "positions" else "appears"
    return rows


def _appearances(data: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Who speaks or acts where: statements by their speaker and by whom he speaks for, ties by their source."""
    said = data["statements"].rename(columns={"statement_id": "row_id", "parent_id": "attributed_to"})
    said = said.assign(status="actual")
    own = said.rename(columns={"speaker_id": "actor_id"}).assign(derived=False)
    behalf = said.rename(columns={"on_behalf_of": "actor_id"}).dropna(subset=["actor_id"]).assign(derived=True)
    acted = data["ties"].rename(columns={"tie_id": "row_id", "source_id": "actor_id"})
    columns = ["row_id", "doc_id", "actor_id", "venue_id", "status", "derived", "attributed_to", "date", "review"]
    rows = pd.concat([part[columns] for part in (own, behalf, acted)], ignore_index=True)
    return rows[rows["venue_id"].notna()].reset_index(drop=True)


def _drop_unasserted(sieve: _Sieve, rows: pd.DataFrame, statements: pd.DataFrame) -> None:
    sieve.drop(rows["review"] == "rejected", "rejected by the analyst")
    for status in ("planned", "negated", "hypothetical"):
        sieve.drop(rows["status"] == status, status)
    said = statements.set_index("statement_id")
    hearsay = rows["attributed_to"].notna()
    if hearsay.any():
        sieve.drop(hearsay & rows["attributed_to"].map(said["speaker_id"]).isna(), "hearsay of somebody unnamed")
        sieve.drop(hearsay & (rows["attributed_to"].map(said["assertion"]) != "asserted"), "said, not asserted")


def _drop_protected(
    sieve: _Sieve, rows: pd.DataFrame, ends: Sequence[str], actors: pd.DataFrame, selection: Selection
) -> None:
    private = actors.loc[~actors["public"].fillna(True).astype(bool), "actor_id"]
    hidden = set(private) | set(selection.protect)
    for end in ends:
        sieve.drop(rows[end].isna(), "actor not known")
        sieve.drop(rows[end].isin(hidden), "protected person")


def _drop_unselected(sieve: _Sieve, rows: pd.DataFrame, table: str, selection: Selection) -> None:
    if table == "ties" and selection.contexts:
        talks = rows["layer"] == "talks"
        sieve.drop(rows["context"].isna() & ~talks, "context not known")
        sieve.drop(~rows["context"].isin(selection.contexts) & ~talks, "outside the dispute's contexts")
    if table == "positions" and selection.issues:
        sieve.drop(~rows["issue"].isin(selection.issues), "other issues")
    if selection.is_dated:
        since, until = (np.datetime64(day) for day in selection.period)
        sieve.drop(rows["first"].isna(), "date not known")
        sieve.drop((rows["last"] < since) | (rows["first"] > until), "outside the period")
        # A date that only partly lies in the period may or may not be in it: it is not counted as if it were.
        sieve.drop((rows["first"] < since) | (rows["last"] > until), "may be outside the period")


def homes(actors: pd.DataFrame) -> dict[str, str]:
    """Whom each person or government body acts for: the state or body at the end of its affiliations; others
    themselves.

    A person who acts for nobody has no home. Affiliations in a circle lead nowhere.
    """
    types = dict(zip(actors["actor_id"], actors["type"], strict=True))
    plain = actors[["actor_id", "affiliation_id", "country"]].astype(object).where(lambda d: d.notna(), None)
    above = {a: (up, c) for a, up, c in plain.itertuples(index=False)}
    result = {}
    for actor in types:
        at: str | None = actor
        seen: set[str] = set()
        while at in types and types[at] in FOLDED and at not in seen:
            seen.add(at)
            up, country = above[at]
            at = up or (country.lower() if types[at] == "government_body" and country else None)
        if at and at not in seen:
            result[actor] = at
    return result


def is_state(actor_id: pd.Series, actors: pd.DataFrame) -> pd.Series:
    """Whether each id is a country's; an id that the register does not know is one if it is three letters."""
    types = actor_id.map(dict(zip(actors["actor_id"], actors["type"], strict=True)))
    return (types == "country") | (types.isna() & actor_id.str.fullmatch("[a-z]{3}"))


def _fold(sieve: _Sieve, rows: pd.DataFrame, ends: Sequence[str], actors: pd.DataFrame, level: str) -> None:
    """Put whom an end acts for in the place of the end, and drop what has no place at the level."""
    derived = rows["derived"].fillna(False).astype(bool)
    if level == "persons":
        sieve.drop(derived, "derived row")
        return
    home = homes(actors)
    types = dict(zip(actors["actor_id"], actors["type"], strict=True))
    folded = rows[ends[0]].map(types).isin(FOLDED)
    acts_for_state = is_state(rows[ends[0]].map(home).astype("string"), actors)
    sieve.drop(folded & acts_for_state & ~derived, "counted in the row derived to the state")
    for end in ends:
        rows[end] = (
            rows[end]
            .map({**dict.fromkeys(types), **home})
            .astype("string")
            .where(rows[end].isin(list(types)), rows[end])
        )
        sieve.drop(rows[end].isna(), "acts for no state or body")
        if level == "states":
            sieve.drop(~is_state(rows[end], actors), "not a state")
    if len(ends) == 2:
        sieve.drop(rows[ends[0]] == rows[ends[1]], "within one actor")


def _window(rows: pd.DataFrame, every: str) -> pd.Series:
    """The week, month or year a row's span lies in; missing where it is wider."""
    first, last = (rows[end].dt.to_period(_PERIODS[every]) for end in ("first", "last"))
    starts = first.dt.start_time.dt.strftime("%Y-%m-%d").astype("string")
    return starts.where((first == last) & rows["first"].notna())


def _units(rows: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a unit, in canonical order, and the coded rows behind them."""
    if "target_id" in keys:
        both = rows["layer"] == "talks"  # a meeting coded both ways is one meeting, whoever is named first
        swap = (both & (rows["source_id"] > rows["target_id"])).to_numpy(bool)
        rows.loc[swap, ["source_id", "target_id"]] = rows.loc[swap, ["target_id", "source_id"]].to_numpy()
    keys = list(keys)
    rows["unit"] = rows.groupby(keys, sort=True).ngroup()
    accepted = rows.loc[rows["review"].isin(REVIEWED), "unit"].unique()
    rows["accepted"] = rows["unit"].isin(accepted)
    narrowest = rows.assign(width=rows["last"] - rows["first"]).sort_values(["unit", "width"], kind="stable")
    units = narrowest.drop_duplicates("unit")[["unit", "story_id", *keys, "layer", "first", "last", "accepted"]]
    columns = ["row_id", "unit", "doc_id", "story_id", "outlet", "accepted", *keys, "layer", "first", "last"]
    return units.reset_index(drop=True), rows[columns]


def tally(counted: Counted, by: Sequence[str]) -> pd.DataFrame:
    """The units in groups: `by`, then units, stories, outlets, first, last, accepted (units an analyst accepted),
    evidence.

    `evidence` has the ids of the coded rows behind the group, joined by ';', in the order of the texts. Groups are
    in order.
    """
    by = list(by)
    rows = counted.rows
    columns = [*by, "units", "stories", "outlets", "first", "last", "accepted", "evidence"]
    if rows.empty:
        return rows.reindex(columns=columns)
    group = rows.groupby(by, sort=True, dropna=False).ngroup().rename("group")
    heads = rows[by].assign(group=group).drop_duplicates("group").sort_values("group").set_index("group")
    unit_groups = rows.assign(group=group).drop_duplicates(["group", "unit"])
    heads["units"] = unit_groups.groupby("group").size()
    for name, column in (("stories", "story_id"), ("outlets", "outlet")):
        distinct = rows[[column]].assign(group=group).drop_duplicates().dropna()
        heads[name] = distinct.groupby("group").size().reindex(heads.index, fill_value=0)
    heads["first"] = rows.groupby(group)["first"].min()
    heads["last"] = rows.groupby(group)["last"].max()
    heads["accepted"] = unit_groups.groupby("group")["accepted"].sum().astype(int)
    heads["evidence"] = _joined(rows["row_id"], group)
    return heads.reset_index(drop=True)[columns]


def within(counted: Counted, first: date, last: date) -> Counted:
    """The part whose dates lie wholly between two days, both included."""
    since, until = np.datetime64(first), np.datetime64(last)
    rows = counted.rows[(counted.rows["first"] >= since) & (counted.rows["last"] <= until)]
    return replace(counted, rows=rows, units=counted.units[counted.units["unit"].isin(rows["unit"])])


def _joined(ids: pd.Series, group: pd.Series) -> list[str]:
    """The ids of each group joined by ';', groups in order; one sort and slices, for groupby is slow on a million."""
    order = np.argsort(group.to_numpy(), kind="stable")
    values = ids.to_numpy(object)[order]
    edges = np.flatnonzero(np.diff(group.to_numpy()[order], prepend=-1, append=-1))
    return [";".join(values[a:b]) for a, b in pairwise(edges)]
