"""Venue timelines: what happened at which body, on whose word, and what led to what.

`timeline(data, selection, record)` -> DataFrame one row a happening, with its lane, its span of days and its mark
`lanes(marks)` -> list[Lane]                     the venue tree's branches that have marks, in the order of the tree
`unsourced(data, selection)` -> DataFrame        spans of months without a page: first, last
`sequences(marks, venue)` -> DataFrame           what led to what, by the steps of data/reference/procedures.csv

Marks: "confirmed" is in the record, and the articles date it themselves; "reported" is only reported, or its date
is taken from the record, the page's own day or a guess; "planned" was scheduled or proposed; "failed" did not come
about; "record" is in the record and in no source. A date that came from the record never confirms the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from onrecord.analysis.coverage import by_month, gaps
from onrecord.analysis.names import gazetteer
from onrecord.analysis.selection import Selection
from onrecord.analysis.spans import is_exact, spans, width
from onrecord.record import EVENT_OF_DECISION, EVENT_OF_MEETING, Record
from onrecord.reference import read_rows

MARKS = ("confirmed", "reported", "planned", "failed", "record")
SOURCED = ("explicit", "weekday", "relative")
"""Bases on which the articles date a happening themselves."""
OUTSIDE = "outside"
"""The lane of summits, talks and places that are no body of the venue tree."""

_COLUMNS = [
    "event_id",
    "lane",
    "venue_id",
    "kind",
    "stage",
    "label",
    "mark",
    "first",
    "last",
    "width",
    "exact",
    "date",
    "date_basis",
    "status",
    "status_history",
    "symbol",
    "numbers",
    "participants",
    "stories",
    "story_ids",
    "verdicts",
    "record_ids",
    "review",
    "evidence",
]


@dataclass(frozen=True)
class Lane:
    """A row of the timeline: a body of the venue tree, `depth` steps below the highest one that is drawn."""

    venue_id: str
    name: str
    depth: int


def timeline(
    data: Mapping[str, pd.DataFrame], selection: Selection, record: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The happenings that touch the period, and where in no source, those of the record.

    `record` (of `official`) has a row an official happening: record_id, venue_id, kind, stage, date, symbol,
    numbers, label, status (found or unconfirmed). An unconfirmed row confirms nothing. Happenings without a date
    are kept, at the end of their lane.
    """
    events = data["events"]
    events = events[~(events["review"] == "rejected").fillna(False)].copy()
    found = record if record is not None else _no_record()
    events["mark"] = _marks(events, found)
    told = _told(data["venue_events"], data["articles"])
    marks = events.merge(told, on="event_id", how="left", validate="one_to_one")
    marks["verdicts"] = marks["event_id"].map(_verdicts(data["claims"]))
    marks["stories"] = _counted(marks["story_ids"].fillna(events["stories"].set_axis(marks.index)))
    marks = pd.concat([marks, _record_only(found, events)], ignore_index=True)
    marks[["first", "last"]] = spans(marks["date"].astype("string"))
    marks["width"] = [width(d) for d in _plain(marks["date"])]
    marks["exact"] = [is_exact(d) for d in _plain(marks["date"])]
    marks["lane"] = [lane_of(v) for v in _plain(marks["venue_id"])]
    since, until = (np.datetime64(day) for day in selection.period)
    touches = marks["first"].isna() | ((marks["last"] >= since) & (marks["first"] <= until))
    shown = marks[touches].sort_values(["first", "last", "event_id"], kind="stable", na_position="last")
    return shown.reindex(columns=_COLUMNS).reset_index(drop=True)


def _plain(values: pd.Series) -> list[str | None]:
    return [None if missing else str(v) for v, missing in zip(values, values.isna(), strict=True)]


_RECORD = ["record_id", "venue_id", "kind", "stage", "date", "symbol", "numbers", "label", "status"]


def official(record: Record) -> pd.DataFrame:
    """A study's record as happenings, for `timeline`: decisions that were taken, and meetings; with their own words.

    `status` is "found" where the row and its date are confirmed.
    """
    rows = []
    for decision in record.decisions:
        if decision.result != "none":
            kind = EVENT_OF_DECISION.get(decision.kind, (decision.kind,))[0]
            named = (("yes", decision.yes), ("no", decision.no), ("abstain", decision.abstain))
            numbers = ";".join(f"{name}={value}" for name, value in named if value is not None)
            label = f"{decision.kind.replace('_', ' ')} {decision.result or ''}".strip()
            rows.append((decision, kind, decision.stage, numbers or None, label))
    for meeting in record.meetings:
        kind = EVENT_OF_MEETING.get(meeting.kind, (meeting.kind,))[0]
        rows.append((meeting, kind, None, None, (meeting.form or meeting.kind).replace("_", " ")))
    table = [
        (r.id, r.venue, kind, stage, r.date, r.symbol, n, label, "found" if r.confirmed("date") else "unconfirmed")
        for r, kind, stage, n, label in rows
    ]
    return pd.DataFrame(table, columns=_RECORD, dtype="string")


def _no_record() -> pd.DataFrame:
    return pd.DataFrame(columns=_RECORD, dtype="string")


def _marks(events: pd.DataFrame, record: pd.DataFrame) -> np.ndarray:
    unconfirmed = set(record.loc[record["status"] == "unconfirmed", "record_id"])
    ids = [set((joined or "").split(";")) - {""} for joined in _plain(events["record_ids"])]
    matched = np.array([bool(found - unconfirmed) for found in ids], bool)
    bases, dates = _plain(events["date_basis"]), _plain(events["date"])
    dated = np.array([b in SOURCED and is_exact(d) for b, d in zip(bases, dates, strict=True)], bool)
    status = events["status"].to_numpy(object)
    told = events["stories"].fillna("").to_numpy(object) != ""
    planned = np.isin(status, ("scheduled", "proposed"))
    choices = [~told & matched, status == "failed", planned, matched & dated]
    return np.select(choices, ["record", "failed", "planned", "confirmed"], "reported").astype(object)


def _told(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What the articles say of each happening: the first label that most of them use, their stories, the coded rows."""
    rows = mentions[mentions["event_id"].notna() & ~(mentions["review"] == "rejected").fillna(False)]
    stories = articles.set_index("doc_id")["story_id"].fillna(articles.set_index("doc_id").index.to_series())
    rows = rows.assign(story=rows["doc_id"].map(stories).fillna(rows["doc_id"]))
    records = []
    for event, group in rows.groupby("event_id", sort=True):
        ranked = Counter(group["label"].dropna()).most_common(1)  # of equals the first
        label = ranked[0][0] if ranked else None
        records.append((event, label, ";".join(sorted(set(group["story"]))), ";".join(group["mention_id"])))
    return pd.DataFrame(records, columns=["event_id", "label", "story_ids", "evidence"], dtype="string")


def _verdicts(claims: pd.DataFrame) -> dict[str, str]:
    """The verdicts on the claims about each happening, each with its number: 'agrees 2; differs 1'."""
    counts = claims.dropna(subset=["event_id"]).groupby(["event_id", "verdict"], sort=True).size()
    result: dict[str, list[str]] = {}
    for (event, verdict), n in counts.items():
        result.setdefault(str(event), []).append(f"{verdict} {n}")
    return {event: "; ".join(parts) for event, parts in result.items()}


def _counted(ids: pd.Series) -> pd.Series:
    return ids.fillna("").map(lambda joined: len({i for i in str(joined).split(";") if i})).astype(int)


def _record_only(record: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    told = {i for ids in _plain(events["record_ids"]) if ids for i in ids.split(";")}
    silent = record[~record["record_id"].isin(told) & (record["status"] == "found")]
    rows = silent.assign(
        event_id=silent["record_id"],
        record_ids=silent["record_id"],
        mark="record",
        stories=0,
        date_basis="record",
        status="occurred",
    )
    return rows.drop(columns=["record_id"])


def venue_tree() -> dict[str, dict[str, str]]:
    """The venues of the reference data by id, in the order of the file."""
    return {row["id"]: row for row in read_rows("venues")}


def lane_of(venue_id: str | None) -> str:
    """The lane of a venue: itself if it is a body of the tree, else the lane of everything outside.

    >>> lane_of("unga"), lane_of("summit_singapore_2018")
    ('unga', 'outside')
    """
    row = venue_tree().get(venue_id or "")
    return row["id"] if row and row["type"] != "summit" else OUTSIDE


def lanes(marks: pd.DataFrame) -> list[Lane]:
    """The lanes that have marks: the tree walked from the top, a body before those that report to it; outside last."""
    tree, present = venue_tree(), set(marks["lane"]) - {OUTSIDE}
    children: dict[str, list[str]] = {}
    for venue, row in tree.items():
        children.setdefault(row["parent"] if row["parent"] in tree else "", []).append(venue)
    result: list[Lane] = []

    def walk(parent: str, depth: int) -> None:
        for venue in children.get(parent, []):
            drawn = venue in present
            if drawn:
                result.append(Lane(venue, _venue_name(venue, {}), depth))
            walk(venue, depth + drawn)

    walk("", 0)
    if OUTSIDE in set(marks["lane"]):
        in_un = all(_root(lane.venue_id, tree) == "un" for lane in result)
        result.append(Lane(OUTSIDE, "Outside the UN" if result and in_un else "Elsewhere", 0))
    return result


def _root(venue: str, tree: Mapping[str, Mapping[str, str]]) -> str:
    seen: set[str] = set()
    while tree.get(venue, {}).get("parent") and venue not in seen:
        seen.add(venue)
        venue = tree[venue]["parent"]
    return venue


def unsourced(data: Mapping[str, pd.DataFrame], selection: Selection) -> pd.DataFrame:
    """The spans of whole months in which no page was published: first, last."""
    empty = gaps(by_month(data, selection))
    first = pd.PeriodIndex(empty["first"].astype(str), freq="M").start_time
    last = pd.PeriodIndex(empty["last"].astype(str), freq="M").end_time.normalize()
    return pd.DataFrame({"first": first, "last": last})


def sequences(marks: pd.DataFrame, venue: str | None = None) -> pd.DataFrame:
    """What led to what: pairs of happenings in the order that a procedure gives them, the nearest earlier one for each.

    Columns: step, from_event, from_label, from_date, to_event, to_label, to_date, days_least, days_most, evidence. Only
    happenings that occurred, with dates that do not overlap. With `venue` only pairs that touch it or a body below it.
    The order is the procedure's; that the one caused the other is not said.
    """
    tree = venue_tree()
    dated = marks[marks["status"].isin(("occurred", "ongoing")) & marks["first"].notna()]
    happened = dated.astype(object).where(dated.notna(), None).to_dict("records")
    rows = []
    for step in read_rows("procedures"):
        starts = [m for m in happened if _fits(m, step, "from", tree)]
        for end in (m for m in happened if _fits(m, step, "to", tree)):
            limit = end["first"] - pd.Timedelta(days=int(step["within_days"]))
            before = [s for s in starts if limit <= s["first"] and s["last"] <= end["first"] and s is not end]
            related = [s for s in before if _related(s["venue_id"], end["venue_id"], step["relation"], tree)]
            if related:
                rows.append(_step(step["name"], max(related, key=lambda s: (s["last"], s["event_id"])), end))
    columns = ["step", "from_event", "from_label", "from_date", "to_event", "to_label", "to_date"]
    columns += ["days_least", "days_most", "venues", "evidence"]
    table = pd.DataFrame(rows, columns=columns)
    if venue:
        table = table[[any(venue in _path(v, tree) for v in pair.split(";")) for pair in table["venues"]]]
    return table.drop(columns="venues").sort_values(["to_date", "step", "from_event"], ignore_index=True)


def _fits(mark: Mapping[str, object], step: Mapping[str, str], end: str, tree: Mapping[str, Mapping[str, str]]) -> bool:
    kind_of_venue = tree.get(str(mark["venue_id"]), {}).get("type", "")
    values = (mark["kind"], mark["stage"], kind_of_venue)
    wanted = (step[f"{end}_kind"], step[f"{end}_stage"], step[f"{end}_type"])
    return all(not w or v in w.split(";") for v, w in zip(values, wanted, strict=True))


def _related(a: object, b: object, relation: str, tree: Mapping[str, Mapping[str, str]]) -> bool:
    parent = tree.get(str(a), {}).get("parent") == b
    return {"same": a == b, "parent": parent, "same_or_parent": a == b or parent, "any": True}[relation]


def _path(venue: str, tree: Mapping[str, Mapping[str, str]]) -> list[str]:
    """A venue and the bodies above it."""
    path: list[str] = []
    while venue and venue not in path:
        path.append(venue)
        venue = tree.get(venue, {}).get("parent", "")
    return path


def _step(name: str, start: Mapping[str, object], end: Mapping[str, object]) -> tuple[object, ...]:
    evidence = ";".join(str(m["evidence"]) for m in (start, end) if m["evidence"])
    least, most = (end["first"] - start["last"]).days, (end["last"] - start["first"]).days
    labels = [m["label"] or m["kind"] for m in (start, end)]
    head = (name, start["event_id"], labels[0], start["date"], end["event_id"], labels[1], end["date"])
    return (*head, least, most, f"{start['venue_id']};{end['venue_id']}", evidence)


def describe(mark: object, names: Mapping[str, str]) -> str:
    """A happening in words that the tables give: its kind and where, with the vote or symbol that is known.

    The label that an article gives it is a piece of a sentence, good beside its date but not alone.
    """
    place = "" if pd.isna(mark.venue_id) else f" at the {_venue_name(mark.venue_id, names).removeprefix('the ')}"
    return f"{in_short(mark)}{place}"


def _venue_name(venue: str, names: Mapping[str, str]) -> str:
    return names.get(venue) or next(iter(gazetteer().get(venue, ())), "") or venue.replace("_", " ")


def in_short(mark: object) -> str:
    """A happening's kind with its votes (yes-no-abstain) or its symbol, for a place where the venue is plain."""
    numbers = dict(part.partition("=")[::2] for part in _text(mark.numbers).split(";") if part)
    votes = [numbers[name] for name in ("yes", "no", "abstain") if name in numbers]
    known = "-".join(votes) if len(votes) == 3 else _text(mark.symbol).split(";")[0]
    return f"{kind_in_words(mark.kind, mark.stage)} {known}".strip()


def kind_in_words(kind: str, stage: str | None) -> str:
    """What happened, in the words of the house: a committee approves a draft, the plenary adopts the text.

    >>> kind_in_words("adoption", "committee"), kind_in_words("adoption", "plenary"), kind_in_words("other", None)
    ('approval', 'adoption', 'happening')
    """
    if kind == "adoption" and _text(stage) in ("draft", "committee"):
        return "approval"
    return "happening" if kind == "other" else kind


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def table(marks: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The marks as the table that stands beneath the picture, oldest first.

    Columns: date, basis, venue, stage, what, status, history, numbers, symbol, stories, verdict, evidence.
    """
    rows = marks.astype(object).where(marks.notna(), "")
    what = rows["label"].where(rows["label"] != "", rows["kind"])
    return pd.DataFrame(
        {
            "date": rows["date"],
            "basis": rows["date_basis"],
            "venue": [_venue_name(str(v), names) for v in rows["venue_id"]],
            "stage": rows["stage"].str.replace("_", " "),
            "what": what,
            "status": rows["mark"].where(rows["mark"] == "record", rows["status"]),
            "history": rows["status_history"],
            "numbers": rows["numbers"],
            "symbol": rows["symbol"],
            "stories": rows["stories"],
            "verdict": rows["verdicts"],
            "evidence": rows["evidence"],
        }
    )
