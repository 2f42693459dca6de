"""Findings: sentences generated from the tables, each with its numbers, its review state and its evidence.

`findings(data, selection, study)` -> list[Finding]     all of them, the most telling first
`page_one(found)` -> list[Finding]                      at most five, of different kinds
`declined(data, selection)` -> str | None               what is not said, and why, where coverage is thin

A finding rests on a row that an analyst accepted, or on two independent stories; any other is marked "machine,
unchecked". No sentence is static: every number, name and date comes from the tables, so it is true for every parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from onrecord.analysis.counting import REVIEWED, count, tally
from onrecord.analysis.coverage import coverage, shortfall
from onrecord.analysis.names import SHORT, issue_name, short_names
from onrecord.analysis.networks.graphs import edges
from onrecord.analysis.networks.grid import changes
from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import describe, sequences, timeline

UNCHECKED = "machine, unchecked"
KINDS = ("record", "change", "issue", "dyad", "sequence", "failed")
"""Kinds of finding, in the order in which they stand on page one where all else is equal."""
DIFFERING = ("differs", "imprecise", "superseded")
PAGE_ONE = 5
SOLID = 2
"""Independent stories that a finding needs where no analyst has accepted a row of it."""


@dataclass(frozen=True)
class Finding:
    """A sentence that the tables bear out.

    `stories` is the number of independent stories behind it, `state` how far it is checked, `evidence` the ids of
    its rows.
    """

    kind: str
    text: str
    stories: int
    state: str
    evidence: tuple[str, ...]

    @property
    def solid(self) -> bool:
        """Whether it rests on an accepted row or on two independent stories."""
        return self.state != UNCHECKED


def findings(
    data: Mapping[str, pd.DataFrame], selection: Selection, record: pd.DataFrame | None = None
) -> list[Finding]:
    """Every finding of a selection, solid ones first, then by stories. Where coverage is thin, none of what moved."""
    names = short_names(data, 2 * SHORT)
    moves = declined(data, selection) is None
    marks = timeline(data, selection, record)
    makers = (
        _record_checks(data, marks, names),
        _changes(data, selection, names) if moves else [],
        _issues(data, selection, names),
        _dyads(data, selection, names),
        _sequences(marks, names) if moves else [],
        _failures(marks, names),
    )
    state = _States(data)
    found = [_finding(raw, state) for maker in makers for raw in maker]
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(found, key=lambda f: (not f.solid, -f.stories, order[f.kind], f.text))


def page_one(found: Sequence[Finding]) -> list[Finding]:
    """At most five: the best of each kind in turn, solid ones before unchecked ones."""
    chosen: list[Finding] = []
    for solid in (True, False):
        left = [f for f in found if f.solid is solid]
        while left and len(chosen) < PAGE_ONE:
            kinds = list(dict.fromkeys(f.kind for f in sorted(left, key=lambda f: KINDS.index(f.kind))))
            heads = [next(f for f in left if f.kind == kind) for kind in kinds]
            chosen += heads[: PAGE_ONE - len(chosen)]
            left = [f for f in left if f not in heads]
    return chosen


def declined(data: Mapping[str, pd.DataFrame], selection: Selection) -> str | None:
    """What this selection cannot tell, as a sentence; None where the sources suffice."""
    found = coverage(data, selection)
    reason = shortfall(found, selection)
    if reason is None and found.months and found.empty_months * 2 > found.months:
        reason = f"{found.empty_months} of {found.months} months have no page."
    return f"What moved, and who moved it, is not said here. {reason}" if reason else None


class _States:
    """Review state and story of every coded row."""

    def __init__(self, data: Mapping[str, pd.DataFrame]) -> None:
        articles = data["articles"].set_index("doc_id")
        stories = articles["story_id"].fillna(articles.index.to_series())
        self._review: dict[str, str] = {}
        self._story: dict[str, str] = {}
        keys = (
            ("ties", "tie_id"),
            ("positions", "position_id"),
            ("venue_events", "mention_id"),
            ("claims", "claim_id"),
        )
        for name, key in keys:
            rows = data[name]
            self._story.update(zip(rows[key], rows["doc_id"].map(stories).fillna(rows["doc_id"]), strict=True))
            if "review" in rows:
                decided = rows.dropna(subset=["review"])
                self._review.update(zip(decided[key], decided["review"], strict=True))

    def of(self, rows: Iterable[str]) -> tuple[int, str]:
        """The stories behind rows, and the state of what rests on them."""
        rows = list(rows)
        stories = len({self._story[r] for r in rows if r in self._story})
        accepted = sum(self._review.get(r) in REVIEWED for r in rows)
        if accepted:
            return stories, f"{accepted} of {len(rows)} rows accepted by an analyst"
        return stories, f"{stories} independent stories" if stories >= SOLID else UNCHECKED


Raw = tuple[str, str, list[list[str]]]
"""Kind, sentence, and the rows behind each thing that it says."""


def _finding(raw: Raw, state: _States) -> Finding:
    kind, text, parts = raw
    rows = list(dict.fromkeys(row for part in parts for row in part))
    stories, checked = state.of(rows)
    if any(state.of(part)[1] == UNCHECKED for part in parts):
        checked = UNCHECKED
    return Finding(kind, text, stories, checked, tuple(rows))


def _ids(joined: object) -> list[str]:
    return [part for part in str(joined).split(";") if part] if joined is not None and not pd.isna(joined) else []


def _stories(n: int) -> str:
    """A number of stories in words.

    >>> _stories(1), _stories(3)
    ('1 story', '3 stories')
    """
    return "1 story" if n == 1 else f"{n} stories"


def _issues(data: Mapping[str, pd.DataFrame], selection: Selection, names: Mapping[str, str]) -> list[Raw]:
    """Who stands on each side of an issue that has two; by name those in two stories, if both sides have such."""
    counted = count(data, "positions", selection, level="bodies")
    cells = tally(counted, ["issue", "stance", "actor_id"])
    raws = []
    for issue, rows in cells.groupby("issue", sort=True):
        if rows["stance"].nunique() < 2:
            continue
        firm = rows[(rows["stories"] >= SOLID) | (rows["accepted"] > 0)]
        told = firm if firm["stance"].nunique() == 2 else rows
        sides = {
            side: told[told["stance"] == side].sort_values("stories", ascending=False) for side in ("for", "against")
        }
        words = {
            side: _list(
                [f"{names.get(a, a)} ({_stories(n)})" for a, n in zip(part["actor_id"], part["stories"], strict=True)]
            )
            for side, part in sides.items()
        }
        more = f"; {len(rows) - len(told)} more in one story each" if len(rows) > len(told) else ""
        text = f"On {issue_name(issue)}, for: {words['for']}; against: {words['against']}{more}."
        raws.append(("issue", text, [[i for ids in part["evidence"] for i in _ids(ids)] for part in sides.values()]))
    return raws


def _actor(row: object, names: Mapping[str, str]) -> str:
    return f"{names.get(row.actor_id, row.actor_id)} ({_stories(row.stories)})"


def _list(words: Sequence[str], most: int = 4) -> str:
    """At most four words as a list.

    >>> _list(["a", "b"]), _list(["a", "b", "c", "d", "e", "f"])
    ('a and b', 'a, b, c, d and 2 more')
    """
    shown = list(words[:most]) + ([f"{len(words) - most} more"] if len(words) > most else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _dyads(data: Mapping[str, pd.DataFrame], selection: Selection, names: Mapping[str, str]) -> list[Raw]:
    """Who acted or spoke against whom, and how often the two talked."""
    table = edges(data, selection, "bodies")
    talks = table[table["layer"] == "talks"].set_index(["source_id", "target_id"])["stories"].to_dict()
    raws = []
    for row in table[table["layer"] == "against"].itertuples():
        ends = (row.source_id, row.target_id)
        met = talks.get((min(ends), max(ends)), 0)
        also = f"; the two met or talked in {_stories(met)}" if met else ""
        source, target = (names.get(end, end) for end in ends)
        text = f"{source} acted or spoke against {target} in {_stories(row.stories)}{also}."
        raws.append(("dyad", text, [_ids(row.evidence)]))
    return raws


def _changes(data: Mapping[str, pd.DataFrame], selection: Selection, names: Mapping[str, str]) -> list[Raw]:
    raws = []
    for row in changes(data, selection).itertuples():
        actor = names.get(row.actor_id, row.actor_id)
        text = (
            f"{actor} changed sides on {issue_name(row.issue)}: {row.stance_before} on {row.date_before}, "
            f"{row.stance_after} on {row.date_after}."
        )
        raws.append(("change", text, [[i] for i in _ids(row.evidence)]))
    return raws


def _sequences(marks: pd.DataFrame, names: Mapping[str, str]) -> list[Raw]:
    by_id = {mark.event_id: mark for mark in marks.itertuples()}
    raws = []
    for row in sequences(marks).itertuples():
        start, end = by_id[row.from_event], by_id[row.to_event]
        days = f"{row.days_least}" if row.days_least == row.days_most else f"{row.days_least} to {row.days_most}"
        ends = [f"{describe(mark, names)} ({mark.date})" for mark in (start, end)]
        text = f"{row.step[0].upper()}{row.step[1:]}: {ends[0]}, then {ends[1]}, {days} days later."
        raws.append(("sequence", text, [_ids(start.evidence), _ids(end.evidence)]))
    return raws


def _failures(marks: pd.DataFrame, names: Mapping[str, str]) -> list[Raw]:
    raws = []
    for mark in marks[marks["mark"] == "failed"].itertuples():
        what = describe(mark, names)
        when = "" if pd.isna(mark.date) else f", planned for {mark.date},"
        raws.append(("failed", f"{what[0].upper()}{what[1:]}{when} did not come about.", [_ids(mark.evidence)]))
    return raws


def _record_checks(data: Mapping[str, pd.DataFrame], marks: pd.DataFrame, names: Mapping[str, str]) -> list[Raw]:
    """What the articles report otherwise than the record has it, for the happenings of the selection."""
    claims, by_id = data["claims"], {mark.event_id: mark for mark in marks.itertuples()}
    differing = claims[claims["verdict"].isin(DIFFERING) & claims["event_id"].isin(list(by_id))]
    raws = []
    for (event, what, recorded), rows in differing.groupby(["event_id", "what", "recorded"], sort=True):
        reported = _list(sorted(set(rows["reported"].dropna())))
        head = f"{describe(by_id[event], names)} ({by_id[event].date})"
        text = (
            f"{head[0].upper()}{head[1:]}: {what.replace('_', ' ')} reported as {reported}; the record has {recorded}."
        )
        raws.append(("record", text, [rows["claim_id"].tolist()]))
    return raws
