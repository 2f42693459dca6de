"""The tables of the report: each answers one question, and every row leads to what it rests on."""

from __future__ import annotations

import pandas as pd

from onrecord.analysis.counting import count, tally
from onrecord.analysis.coverage import by_month, by_outlet, gaps
from onrecord.analysis.networks import grid
from onrecord.analysis.networks.measures import structure
from onrecord.analysis.timelines import kind_in_words, sequences, timeline
from onrecord.reporting.grids import Cell, Context, Grid, between, grid_of, plural, say
from onrecord.reporting.periods import of_period

VERDICTS = ("differs", "superseded", "imprecise", "agrees")
_LABEL = 8
"""Words of a clause that a happening's label has at most."""
"""The verdicts that the record decides, gravest first."""

MARKS = {
    "confirmed": "confirmed by the record",
    "reported": "only reported",
    "planned": "planned",
    "failed": "did not come about",
    "record": "in the record, no source",
}


def issue_table(context: Context) -> Grid:
    """The actor x issue grid: who is for and against which proposition, in how many independent stories."""
    study, selection = context.run.study, context.run.selection
    cells = grid.issue_grid(context.data, selection).rename(columns={"for": "pro", "against": "contra"})
    asked = [i.slug for i in study.issues if not selection.issues or i.slug in selection.issues]
    issues = [i for i in asked if i in set(cells.issue)]
    totals = cells.groupby("actor_id").stories.sum().sort_index().sort_values(ascending=False, kind="stable")
    by_cell = {(c.actor_id, c.issue): c for c in cells.itertuples()}
    rows = tuple(
        (Cell(context.names.actor(actor)), *(_stance(by_cell.get((actor, i)), context) for i in issues))
        for actor in totals.index
    )
    nothing = "No actor is seen to be for or against an issue of this study in these pages and this period."
    nothing = nothing if study.issues else "This study names no issues, so nobody is for or against anything."
    columns = ("Actor", *(context.names.issue(i) for i in issues))
    note = "+ for, − against, ⇄ changed sides; numbers count independent stories and lead to the first of them."
    return Grid("issues", "Who is for and against what?", columns, rows, nothing, note, most=12)


def issue_words(context: Context) -> tuple[tuple[str, str], ...]:
    """The issues of the study as propositions."""
    asked = context.run.selection.issues
    issues = [i for i in context.run.study.issues if not asked or i.slug in asked]
    return tuple((context.names.issue(i.slug), i.proposition) for i in issues)


def _stance(cell: object, context: Context) -> Cell:
    if cell is None:
        return Cell("")
    parts = [f"{sign}{n}" for n, sign in ((cell.pro, "+"), (cell.contra, "−")) if n]
    look = "mixed" if cell.pro and cell.contra else "for" if cell.pro else "against"
    told = ", ".join(
        f"{plural(n, 'story', 'stories')} {w}" for n, w in ((cell.pro, "for"), (cell.contra, "against")) if n
    )
    return Cell(" ".join(parts) + (" ⇄" if cell.changed else ""), context.cite(cell.evidence), look, told, compact=True)


def claim_table(context: Context) -> Grid:
    """What the articles report against what the record holds, disagreements first."""
    data = context.data
    claims = of_period(data["claims"], context.run.selection, data["articles"])
    claims = claims[claims.verdict.isin(VERDICTS) & (claims.review.fillna("") != "rejected")]
    outlets = dict(zip(data["articles"].doc_id, data["articles"].outlet.fillna(data["articles"].doc_id), strict=True))
    same = ["verdict", "venue_id", "stage", "what", "reported", "recorded"]
    rank = claims.verdict.map({v: n for n, v in enumerate(VERDICTS)})
    ordered = claims.assign(rank=rank, bare=claims.venue_id.isna())
    ordered = ordered.sort_values(["rank", "bare", "doc_id", "start", "claim_id"], kind="stable")
    cells = tuple(
        (
            Cell(verdict, look=verdict.replace(" ", "-")),
            Cell(f"{context.names.venue(venue)} {say(stage).replace('_', ' ')}".strip() or "the page itself"),
            Cell(say(what).replace("_", " ")),
            Cell(_named(context, context.words(reported))),
            Cell(_named(context, say(recorded))),
            Cell(", ".join(dict.fromkeys(outlets.get(doc, doc) for doc in rows.doc_id))),
            Cell("", context.cite(list(rows.claim_id))),
        )
        for (verdict, venue, stage, what, reported, recorded), rows in ordered.groupby(same, sort=False, dropna=False)
    )
    columns = ("Verdict", "Where", "What", "Reported", "Record", "Outlets", "Evidence")
    nothing = "No figure or fact in these pages can be checked against a record of this study."
    return Grid("claims", "Do the pages agree with the official record?", columns, cells, nothing, most=6)


def _named(context: Context, value: str) -> str:
    """A claimed or recorded value, with the names of bodies and actors in place of their ids."""
    known = {**context.names.actors, **context.names.listed}
    return ", ".join(known.get(part.strip(), part.strip()) for part in value.split(";"))


def dyad_table(context: Context) -> Grid:
    """Who acts towards whom, by context."""
    quotes = _quotes(context)
    rows = directed_dyads(context)
    cells = tuple(
        (
            Cell(context.names.actor(d.source_id)),
            Cell(context.names.actor(d.target_id)),
            Cell(str(d.context).replace("_", " ")),
            *(Cell(str(n or ""), look=look if n else "") for n, look in _layers(d)),
            Cell(between(d.first, d.last), look="dates"),
            Cell(_best_quote(context, d.evidence, quotes), look="quote"),
            Cell("", context.cite(d.evidence)),
        )
        for d in rows.itertuples()
    )
    columns = (
        "Actor",
        "Recipient",
        "Context",
        "Hostile",
        "Friendly",
        "Request",
        "Talks",
        "Dates",
        "In their words",
        "Evidence",
    )
    note = "Numbers count independent stories. Talks are neutral and stand once a pair, whoever is named first."
    return Grid(
        "dyads", "Who acts towards whom?", columns, cells, "No acts between two known actors are counted here.", note
    )


def _layers(dyad: object) -> list[tuple[int, str]]:
    return [(int(dyad.hostile), "against"), (int(dyad.friendly), "for"), (int(dyad.request), ""), (int(dyad.talks), "")]


def directed_dyads(context: Context) -> pd.DataFrame:
    """One row an actor, recipient and context: stories hostile, friendly, requests and talks, first, last, evidence."""
    counted = count(context.data, "ties", context.run.selection, level="bodies")
    contexts = dict(zip(context.data["ties"].tie_id, context.data["ties"].context, strict=True))
    counted.rows["context"] = counted.rows["row_id"].map(contexts).fillna("not known")
    keys, names = ["source_id", "target_id", "context"], {"against": "hostile", "for": "friendly"}
    pairs, layers = tally(counted, keys), tally(counted, [*keys, "layer"])
    wide = layers.pivot(index=keys, columns="layer", values="stories")
    wide = wide.reindex(columns=["against", "for", "request", "talks"]).fillna(0).astype(int).rename(columns=names)
    table = pairs.merge(wide.reset_index(), on=keys, how="left", validate="one_to_one")
    return table.sort_values(["stories", *keys], ascending=[False, True, True, True], kind="stable", ignore_index=True)


def _quotes(context: Context) -> dict[str, list[tuple[int, int]]]:
    rows = context.data["quotes"]
    return {doc: list(zip(r.start, r.end, strict=True)) for doc, r in rows.groupby("doc_id")}


def _best_quote(context: Context, evidence: str, quotes: dict[str, list[tuple[int, int]]]) -> str:
    """The longest words in quotation marks that stand in a sentence the row rests on, if they fit."""
    if not context.run.shows("sentence"):
        return ""
    found = [
        context.citations.text(doc)[a:b]
        for doc, start, end in context.cite(evidence)
        for a, b in quotes.get(doc, ())
        if start <= a and b <= end and b - a <= 160
    ]
    return f"“{' '.join(max(found, key=len).split())}”" if found else ""


def structure_table(context: Context) -> Grid:
    """How strongly each state is tied, its camp, and what passes through it; withheld where sources are few."""
    found = structure(context.data, context.run.selection)
    question = "How is the network built?"
    columns = (
        "State",
        "Camp",
        "Hostile given",
        "Hostile received",
        "Friendly given",
        "Friendly received",
        "Talks",
        "Between others",
    )
    if found.withheld:
        return Grid("structure", question, columns, (), found.withheld)
    passing = dict(zip(found.betweenness.actor_id, found.betweenness.betweenness, strict=True))
    cells = tuple(
        (
            Cell(context.names.actor(s.actor_id)),
            Cell("AB"[found.camps.camp[s.actor_id]] if s.actor_id in found.camps.camp else ""),
            *(Cell(str(int(n))) for n in (s.against_out, s.against_in, s.for_out, s.for_in, s.talks)),
            Cell(f"{passing.get(s.actor_id, 0.0):.2f}"),
        )
        for s in found.strength.itertuples()
    )
    share = f"{found.camps.share:.0%} of signed ties contradict the split into two camps"
    balance = (
        f"; {found.balanced:.0%} of {found.triangles} triangles are balanced" if found.balanced is not None else ""
    )
    note = f"{share}{balance}. Between others: the share of shortest paths that pass through a state (Freeman 1977)."
    return Grid("structure", question, columns, cells, "No ties between states are counted here.", note)


def event_table(context: Context) -> Grid:
    """What happened where, in order of date."""
    marks = marks_of(context)
    cells = tuple(
        (
            Cell(say(e.date) or "not known", look="dates", title=say(e.date_basis)),
            Cell(f"{context.names.venue(e.venue_id) or 'venue not known'}"),
            Cell(say(e.stage).replace("_", " ")),
            Cell(_what(context, e)),
            Cell(MARKS[e.mark], look=e.mark),
            Cell(say(e.numbers).replace("=", " ").replace(";", ", ")),
            Cell(say(e.symbol)),
            Cell(str(int(e.stories))),
            Cell(say(e.verdicts)),
            Cell("", context.cite(say(e.evidence))),
        )
        for e in marks.itertuples()
    )
    columns = (
        "Date",
        "Venue",
        "Stage",
        "What",
        "Record",
        "Numbers",
        "Symbol",
        "Stories",
        "Figures checked",
        "Evidence",
    )
    nothing = "No happening at a venue is coded here."
    return Grid("events", "What happened where?", columns, cells, nothing, most=40)


def _what(context: Context, event: object) -> str:
    """What happened: its kind, and the words of an article or the record where they may be shown."""
    kind, label = kind_in_words(event.kind, event.stage), say(event.label)
    if say(event.mark) == "record":
        return label or kind
    if not label or not context.run.shows("sentence"):
        return kind
    return _begun(label) if kind == "other" else f"{kind}: {_begun(label)}"


def _begun(label: str) -> str:
    """A happening's label, which is the first words of its clause, with an ellipsis where the clause may go on.

    >>> _begun("The letter was made public by the Center"), _begun("Zeid said")
    ('The letter was made public by the Center…', 'Zeid said')
    """
    return f"{label.rstrip(' ,;:')}…" if len(label.split()) >= _LABEL else label


def marks_of(context: Context) -> pd.DataFrame:
    """The happenings of the run's period, with those that only the record has."""
    return timeline(context.data, context.run.selection, context.run.official())


def sequence_table(context: Context) -> Grid:
    """What led to what, by the order that procedures give."""
    steps = sequences(marks_of(context))
    cells = tuple(
        (
            Cell(s.step),
            Cell(f"{_begun(s.from_label)} ({s.from_date})"),
            Cell(f"{_begun(s.to_label)} ({s.to_date})"),
            Cell(f"{s.days_least} to {s.days_most}" if s.days_least != s.days_most else str(s.days_least)),
            Cell("", context.cite(s.evidence)),
        )
        for s in steps.itertuples()
    )
    columns = ("Step", "From", "To", "Days between", "Evidence")
    note = "The order is the procedure's; that the one caused the other is not said."
    nothing = "No two happenings here follow each other in a known procedure."
    return Grid("sequences", "What led to what?", columns, cells, nothing, note)


def position_table(context: Context) -> Grid:
    """Each actor's position on each issue."""
    counted = count(context.data, "positions", context.run.selection, level="bodies")
    rows = tally(counted, ["issue", "stance", "actor_id"])
    ordered = rows.sort_values(
        ["issue", "stance", "stories", "actor_id"], ascending=[True, False, False, True], kind="stable"
    )
    cells = tuple(
        (
            Cell(context.names.issue(r.issue)),
            Cell(r.stance, look=r.stance),
            Cell(context.names.actor(r.actor_id)),
            Cell(str(r.stories)),
            Cell(between(r.first, r.last), look="dates"),
            Cell("yes" if r.accepted else "no"),
            Cell("", context.cite(r.evidence)),
        )
        for r in ordered.itertuples()
    )
    columns = ("Issue", "Stance", "Actor", "Stories", "Dates", "Accepted by an analyst", "Evidence")
    return Grid("positions", "Who holds which position?", columns, cells, "No positions are counted here.", most=30)


def turn_table(context: Context) -> Grid:
    """Who changed sides."""
    cells = tuple(
        (
            Cell(context.names.actor(t.actor_id)),
            Cell(context.names.issue(t.issue)),
            Cell(f"{t.stance_before} ({t.date_before})", look=t.stance_before),
            Cell(f"{t.stance_after} ({t.date_after})", look=t.stance_after),
            Cell("", context.cite(t.evidence)),
        )
        for t in grid.changes(context.data, context.run.selection).itertuples()
    )
    nothing = "Nobody is seen to change sides. That takes two dated, actual, opposite positions on one issue."
    return Grid("turns", "Who changed sides?", ("Actor", "Issue", "Before", "After", "Evidence"), cells, nothing)


def statement_table(context: Context) -> Grid:
    """The statements that matter most, one a speaker and story."""
    cells = tuple(
        (
            Cell(say(s.date), look="dates"),
            Cell(context.names.venue(s.venue_id)),
            Cell(_speaker(context, s)),
            Cell(context.words(s.cue) if context.run.shows("sentence") else ""),
            Cell(context.words(context.citations.text(s.doc_id)[s.start : s.end]), look="quote"),
            Cell("", context.cite([s.statement_id])),
        )
        for s in matter_most(context).itertuples()
    )
    columns = ("Date", "Venue", "Speaker", "Cue", "Content", "Evidence")
    note = "First those on an issue of the study, then those in the speaker's own words, then those made for a state."
    return Grid(
        "statements", "Which statements matter most?", columns, cells, "No statements are coded here.", note, most=20
    )


def matter_most(context: Context) -> pd.DataFrame:
    """Statements by known speakers, ranked: on an issue of the study, in their own words, for a state."""
    data, selection = context.data, context.run.selection
    said = of_period(data["statements"], selection, data["articles"])
    hidden = set(selection.protect) | set(data["actors"].loc[~data["actors"].public.fillna(True), "actor_id"])
    said = said[said.speaker_id.notna() & (said.assertion != "hypothetical") & (said.review.fillna("") != "rejected")]
    said = said[~said.speaker_id.isin(hidden)]
    if selection.actors:
        said = said[said.speaker_id.isin(selection.actors) | said.on_behalf_of.isin(selection.actors)]
    rank = {"off": ~_on_issue(said, context), "indirect": said.kind == "indirect", "private": said.on_behalf_of.isna()}
    ranked = said.assign(**rank, day=said.date.fillna("9999"))
    order = [*rank, "day", "statement_id"]
    stories = dict(zip(data["articles"].doc_id, data["articles"].story_id.fillna(data["articles"].doc_id), strict=True))
    ranked["story"] = ranked.doc_id.map(stories)
    return ranked.sort_values(order, kind="stable").drop_duplicates(["speaker_id", "story"])


def _on_issue(said: pd.DataFrame, context: Context) -> pd.Series:
    """Whether a position on an asked issue rests on words of each statement."""
    positions, asked = context.data["positions"], context.run.selection.issues
    wanted = positions[positions.issue.isin(asked)] if asked else positions
    places = {doc: list(zip(rows.start, rows.end, strict=True)) for doc, rows in wanted.groupby("doc_id")}
    hits = [any(a < s.end and b > s.start for a, b in places.get(s.doc_id, ())) for s in said.itertuples()]
    return pd.Series(hits, index=said.index, dtype=bool)


def _speaker(context: Context, statement: object) -> str:
    who, behalf = context.names.actor(statement.speaker_id), statement.on_behalf_of
    return who if pd.isna(behalf) or behalf == statement.speaker_id else f"{who}, for {context.names.actor(behalf)}"


def outlet_table(context: Context) -> Grid:
    """Who published the pages."""
    rows = by_outlet(context.data, context.run.selection)
    return grid_of(
        "outlets", "Who published the pages?", rows, ["outlet", "pages", "stories", "first", "last"], "No pages."
    )


def gap_table(context: Context) -> Grid:
    """Months without a page."""
    rows = gaps(by_month(context.data, context.run.selection))
    return grid_of(
        "gaps", "In which months is there no page?", rows, ["first", "last", "months"], "Every month has one."
    )


def apart_table(context: Context) -> Grid:
    """Coded rows that no figure counts, and why."""
    kinds = ("ties", "positions")
    counted = {kind: count(context.data, kind, context.run.selection, level="bodies").reasons() for kind in kinds}
    rows = pd.concat([reasons.assign(table=kind) for kind, reasons in counted.items()])
    question = "Which coded rows are not counted, and why?"
    return grid_of("apart", question, rows, ["table", "reason", "rows"], "All coded rows are counted.")
