"""What changed since an earlier run: new pages, new and changed happenings, changed ties and positions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from onrecord import tables
from onrecord.analysis.counting import count, tally
from onrecord.reporting.grids import Cell, Context, Grid, say
from onrecord.reporting.periods import of_period


def changes_since(context: Context) -> tuple[Grid, ...]:
    """The tables of what changed since the run that this one is compared with."""
    earlier = tables.read_all(Path(context.run.compare or "") / "tables")
    return (_pages(context, earlier), _events(context, earlier), _ties(context, earlier), _positions(context, earlier))


def _pages(context: Context, earlier: dict[str, pd.DataFrame]) -> Grid:
    now, before = context.data["articles"], set(earlier["articles"].sha256)
    new = now[~now.sha256.isin(before)].sort_values(["published", "doc_id"], kind="stable")
    gone = earlier["articles"][~earlier["articles"].sha256.isin(set(now.sha256))]
    rows = [
        (Cell("new", look="for"), Cell(say(p.published)), Cell(say(p.outlet)), Cell(p.doc_id)) for p in new.itertuples()
    ]
    rows += [
        (Cell("gone", look="against"), Cell(say(p.published)), Cell(say(p.outlet)), Cell(p.doc_id))
        for p in gone.itertuples()
    ]
    return Grid(
        "new-pages", "Which pages are new?", ("Change", "Published", "Outlet", "Page"), tuple(rows), "No page is new."
    )


def _events(context: Context, earlier: dict[str, pd.DataFrame]) -> Grid:
    now = of_period(context.data["events"], context.run.selection).sort_values(["date", "event_id"], kind="stable")
    before = of_period(earlier["events"], context.run.selection).set_index("event_id").status.to_dict()
    tellings = context.data["venue_events"][["event_id", "mention_id"]].dropna()
    # One telling may be of several happenings ("in each of the past four years").
    tellings = tellings.assign(event_id=tellings.event_id.str.split(";")).explode("event_id")
    mentions = tellings.groupby("event_id").mention_id.agg(";".join).to_dict()
    rows = [
        (
            Cell("new" if e.event_id not in before else f"was {before[e.event_id]}", look="for"),
            Cell(say(e.date)),
            Cell(context.names.venue(e.venue_id)),
            Cell(e.kind),
            Cell(e.status, look=e.status),
            Cell("", context.cite(mentions.get(e.event_id, ""))),
        )
        for e in now.itertuples()
        if before.get(e.event_id) != e.status
    ]
    columns = ("Change", "Date", "Venue", "What", "Status", "Evidence")
    return Grid("new-events", "Which happenings are new or changed?", columns, tuple(rows), "None.")


def _ties(context: Context, earlier: dict[str, pd.DataFrame]) -> Grid:
    by, names = ["source_id", "target_id", "layer"], context.names
    rows = [
        (Cell(names.actor(r.source_id)), Cell(names.actor(r.target_id)), Cell(_LAYERS[r.layer]), *_counts(context, r))
        for r in _differing(context, earlier, "ties", by).itertuples()
    ]
    columns = ("Actor", "Recipient", "Kind", "Stories before", "Stories now", "Evidence")
    return Grid("changed-ties", "Which ties changed?", columns, tuple(rows), "None.")


def _positions(context: Context, earlier: dict[str, pd.DataFrame]) -> Grid:
    names = context.names
    rows = [
        (Cell(names.actor(r.actor_id)), Cell(names.issue(r.issue)), Cell(r.stance, look=r.stance), *_counts(context, r))
        for r in _differing(context, earlier, "positions", ["actor_id", "issue", "stance"]).itertuples()
    ]
    columns = ("Actor", "Issue", "Stance", "Stories before", "Stories now", "Evidence")
    return Grid("changed-positions", "Which positions changed?", columns, tuple(rows), "None.")


_LAYERS = {"against": "hostile", "for": "friendly", "request": "request", "talks": "talks"}


def _counts(context: Context, row: object) -> tuple[Cell, Cell, Cell]:
    return Cell(str(row.before)), Cell(str(row.now)), Cell("", context.cite(row.evidence))


def _differing(context: Context, earlier: dict[str, pd.DataFrame], table: str, by: list[str]) -> pd.DataFrame:
    """The groups whose number of stories is not what it was: `by`, before, now, evidence (of now)."""
    selection = context.run.selection
    then, now = (tally(count(data, table, selection, level="bodies"), by) for data in (earlier, context.data))
    both = then[[*by, "stories"]].merge(
        now[[*by, "stories", "evidence"]], on=by, how="outer", suffixes=("_then", "_now")
    )
    both["before"], both["now"] = both["stories_then"].fillna(0).astype(int), both["stories_now"].fillna(0).astype(int)
    both["evidence"] = both["evidence"].fillna("")
    changed = both[both["before"] != both["now"]]
    return changed.sort_values(by, kind="stable", ignore_index=True)
