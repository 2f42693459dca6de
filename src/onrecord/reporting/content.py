"""What a report says, as plain data: every figure, row and sentence made from the tables, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from onrecord.analysis.counting import count, tally
from onrecord.analysis.coverage import Coverage, by_month, by_outlet, coverage, gaps, shortfall
from onrecord.analysis.networks import grid
from onrecord.analysis.spans import span
from onrecord.reporting.citations import Citations
from onrecord.reporting.names import Names, names_of
from onrecord.reporting.pipeline import Run

Tables = Mapping[str, pd.DataFrame]
Sentence = tuple[str, int, int]

MOST_FINDINGS = 5
MOST_ROWS = 15
"""How many rows a table of the report shows; the whole table is its download."""

_VERDICT_ORDER = {v: n for n, v in enumerate(("differs", "superseded", "imprecise", "agrees", "not checkable"))}


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what it says, what it rests on, and how it is drawn."""

    text: str
    cites: tuple[Sentence, ...] = ()
    look: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is set flush right."""
        return self.text.replace(".", "", 1).isdigit()


@dataclass(frozen=True)
class Grid:
    """A table of the report, with the question it answers, the rows shown and all its rows for download."""

    name: str
    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    total: int = 0
    note: str = ""

    @property
    def left_out(self) -> int:
        """Rows that are only in the download."""
        return self.total - min(self.total, MOST_ROWS) if self.total else 0

    @property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows on the page."""
        return self.rows[:MOST_ROWS]


@dataclass(frozen=True)
class Finding:
    """A sentence that a desk would repeat, with how much it rests on."""

    text: str
    stories: int
    accepted: int
    cites: tuple[Sentence, ...]

    @property
    def state(self) -> str:
        """What the reader may make of it: an analyst accepted it, or several stories have it, or it is unchecked.

        >>> Finding("", 1, 0, ()).state
        'machine, unchecked'
        """
        if self.accepted:
            return "accepted by an analyst"
        return "independent stories" if self.stories >= 2 else "machine, unchecked"


@dataclass(frozen=True)
class Report:
    """Everything a report says."""

    title: str
    question: str
    period: str
    coverage: Coverage
    shortfall: str
    box: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    issues: Grid
    claims: Grid
    dyads: Grid
    timeline: Grid
    positions: Grid
    turns: Grid
    statements: Grid
    outlets: Grid
    gaps: Grid
    apart: Grid
    parameters: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    changed: tuple[Grid, ...] = field(default_factory=tuple)


def plural(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "story", "stories"), plural(2, "page")
    ('1 story', '2 pages')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def period_words(run: Run) -> str:
    """The period in words."""
    since, until = run.selection.since, run.selection.until
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else "all dates"


def build(run: Run, data: Tables, citations: Citations) -> Report:
    """Everything a report says of a run's tables."""
    names = names_of(data["actors"], run.study)
    found = coverage(data, run.selection)
    thin = shortfall(found, run.selection) or ""
    issues = issue_table(run, data, names, citations)
    return Report(
        title=run.study.title or run.study.name,
        question=run.study.question,
        period=period_words(run),
        coverage=found,
        shortfall=thin,
        box=coverage_box(found),
        findings=findings(run, data, names, citations),
        issues=issues,
        claims=claim_table(run, data, names, citations),
        dyads=dyad_table(run, data, names, citations),
        timeline=event_table(run, data, names, citations),
        positions=position_table(run, data, names, citations),
        turns=turn_table(run, data, names, citations),
        statements=statement_table(run, data, names, citations),
        outlets=outlet_table(run, data),
        gaps=gap_table(run, data),
        apart=apart_table(run, data),
        parameters=parameter_rows(run),
        notes=notes(data),
    )


# ------------------------------------------------------------------------------------------------ what there is


def coverage_box(found: Coverage) -> tuple[tuple[str, str], ...]:
    """The box on page one: what the report rests on."""
    span_words = f"{found.first} to {found.last}" if found.first else "no page has a date"
    gap = f"{found.empty_months} of {plural(found.months, 'month')} without a page" if found.months else "none known"
    longest = f"; the longest is {plural(found.longest_gap, 'month')}" if found.longest_gap > 1 else ""
    return (
        ("Pages", f"{found.pages}"),
        ("Independent stories", f"{found.stories}"),
        ("Outlets", f"{found.outlets}"),
        ("Published", span_words + (f"; {found.undated} undated" if found.undated else "")),
        ("Gaps", gap + longest),
        ("Reviewed by an analyst", f"{found.reviewed} of {found.rows} rows ({found.share_reviewed:.0%})"),
        *((("Could not be read", plural(found.refused, "file")),) if found.refused else ()),
    )


def outlet_table(run: Run, data: Tables) -> Grid:
    """Who published the pages."""
    rows = by_outlet(data, run.selection)
    return _grid(
        "outlets", "Who published the pages?", rows, ["outlet", "pages", "stories", "first", "last"], "No pages."
    )


def gap_table(run: Run, data: Tables) -> Grid:
    """Months without a page."""
    rows = gaps(by_month(data, run.selection))
    return _grid("gaps", "In which months is there no page?", rows, ["first", "last", "months"], "No gaps.")


def apart_table(run: Run, data: Tables) -> Grid:
    """Coded rows that no figure counts, and why."""
    reasons = pd.concat(
        [
            count(data, table, run.selection, level="bodies").reasons().assign(table=table)
            for table in ("ties", "positions")
        ]
    )
    return _grid(
        "apart", "Which coded rows are not counted, and why?", reasons, ["table", "reason", "rows"], "All are."
    )


def _grid(name: str, question: str, rows: pd.DataFrame, columns: Sequence[str], nothing: str) -> Grid:
    cells = tuple(tuple(Cell(_say(v)) for v in row) for row in rows[list(columns)].itertuples(index=False))
    return Grid(name, question, tuple(c.replace("_", " ") for c in columns), cells, nothing, len(cells))


def _say(value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


# ----------------------------------------------------------------------------------------------- what it finds


def issue_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """The actor x issue grid: who is for and against which proposition, in how many independent stories."""
    cells = grid.issue_grid(data, run.selection).rename(columns={"for": "pro", "against": "contra"})
    asked = [i.slug for i in run.study.issues if not run.selection.issues or i.slug in run.selection.issues]
    issues = [i for i in asked if i in set(cells.issue)]
    order = list(dict.fromkeys(cells.sort_values(["stories", "actor_id"], ascending=[False, True]).actor_id))
    by_cell = {(c.actor_id, c.issue): c for c in cells.itertuples()}
    rows = tuple(
        (Cell(names.actor(actor)), *(_stance_cell(by_cell.get((actor, issue)), citations) for issue in issues))
        for actor in order
    )
    nothing = (
        "No actor takes a stand on an issue of this study in the pages of this period."
        if run.study.issues
        else "This study names no issues, so nobody is for or against anything."
    )
    columns = ("Actor", *(names.issue(i) for i in issues))
    return Grid("issues", "Who is for and against what?", columns, rows, nothing, len(rows))


def _stance_cell(cell: object, citations: Citations) -> Cell:
    if cell is None:
        return Cell("")
    parts = [f"{n} {word}" for n, word in ((cell.pro, "for"), (cell.contra, "against")) if n]
    look = "mixed" if cell.pro and cell.contra else "for" if cell.pro else "against"
    return Cell(
        " · ".join(parts) + (" (changed)" if cell.changed else ""), citations.cite(cell.evidence.split(";")), look
    )


def position_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """Each position, oldest first."""
    counted = count(data, "positions", run.selection, level="bodies")
    rows = tally(counted, ["actor_id", "issue", "stance"]).sort_values(["issue", "stance", "actor_id"], kind="stable")
    cells = tuple(
        (
            Cell(names.issue(r.issue)),
            Cell(r.stance, look=r.stance),
            Cell(names.actor(r.actor_id)),
            Cell(str(r.stories)),
            Cell(_between(r.first, r.last)),
            Cell("yes" if r.accepted else "no"),
            Cell("", citations.cite(r.evidence.split(";"))),
        )
        for r in rows.itertuples()
    )
    columns = ("Proposition", "Stance", "Actor", "Stories", "Dates", "Accepted", "Evidence")
    return Grid("positions", "Who holds which position?", columns, cells, "No positions are coded here.", len(cells))


def turn_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """Who changed sides: two dated, actual, opposite positions."""
    cells = tuple(
        (
            Cell(names.actor(t.actor_id)),
            Cell(names.issue(t.issue)),
            Cell(f"{t.stance_before} ({t.date_before})", look=t.stance_before),
            Cell(f"{t.stance_after} ({t.date_after})", look=t.stance_after),
            Cell("", citations.cite(t.evidence.split(";"))),
        )
        for t in grid.changes(data, run.selection).itertuples()
    )
    nothing = "Nobody is seen to change sides: that takes two dated, opposite positions on one proposition."
    return Grid(
        "turns",
        "Who changed sides?",
        ("Actor", "Proposition", "Before", "After", "Evidence"),
        cells,
        nothing,
        len(cells),
    )


def directed_dyads(run: Run, data: Tables) -> pd.DataFrame:
    """One row an actor, recipient and context: stories hostile, friendly, requests and talks, first, last, evidence."""
    counted = count(data, "ties", run.selection, level="bodies")
    contexts = dict(zip(data["ties"].tie_id, data["ties"].context, strict=True))
    counted.rows["context"] = counted.rows["row_id"].map(contexts).fillna("not known")
    keys = ["source_id", "target_id", "context"]
    pairs, layers = tally(counted, keys), tally(counted, [*keys, "layer"])
    wide = layers.pivot(index=keys, columns="layer", values="stories").reindex(
        columns=["against", "for", "request", "talks"]
    )
    wide = wide.fillna(0).rename(columns={"against": "hostile", "for": "friendly"}).reset_index()
    table = pairs.merge(wide, on=keys, how="left", validate="one_to_one")
    return table.sort_values(["stories", *keys], ascending=[False, True, True, True], kind="stable", ignore_index=True)


def dyad_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """Who acts towards whom."""
    cells = tuple(
        (
            Cell(names.actor(d.source_id)),
            Cell(names.actor(d.target_id)),
            Cell(str(d.context).replace("_", " ")),
            Cell(f"{int(d.hostile) or ''}", look="against" if d.hostile else ""),
            Cell(f"{int(d.friendly) or ''}", look="for" if d.friendly else ""),
            Cell(f"{int(d.request) or ''}"),
            Cell(f"{int(d.talks) or ''}"),
            Cell(_between(d.first, d.last)),
            Cell("", citations.cite(d.evidence.split(";"))),
        )
        for d in directed_dyads(run, data).itertuples()
    )
    columns = ("Actor", "Recipient", "Context", "Hostile", "Friendly", "Request", "Talks", "Dates", "Evidence")
    note = "Cells count independent stories. Talks are listed once a pair, whoever is named first."
    return Grid(
        "dyads",
        "Who acts towards whom?",
        columns,
        cells,
        "No acts between two known actors are coded here.",
        len(cells),
        note,
    )


def event_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """What happened where, in order of date."""
    events = in_period(data["events"], run).sort_values(["date", "event_id"], kind="stable", na_position="last")
    mentions = data["venue_events"].groupby("event_id").mention_id.agg(list).to_dict()
    labels = data["venue_events"].dropna(subset=["label"]).groupby("event_id").label.first().to_dict()
    verdicts = _verdicts(data["claims"])
    cells = tuple(
        (
            Cell(_say(e.date) or "date not known"),
            Cell(_say(e.date_basis)),
            Cell(names.venue(e.venue_id) or "venue not known"),
            Cell(_say(e.stage).replace("_", " ")),
            Cell(labels.get(e.event_id, e.kind) if run.shows("sentence") else e.kind),
            Cell(e.status, look=e.status),
            Cell(_say(e.numbers).replace("=", " ").replace(";", ", ")),
            Cell(_say(e.symbol)),
            Cell(str(len(_say(e.stories).split(";")) if _say(e.stories) else 0)),
            Cell(verdicts.get(e.event_id, "in the record" if _say(e.record_ids) else "only reported")),
            Cell("", citations.cite(mentions.get(e.event_id, ()))),
        )
        for e in events.itertuples()
    )
    columns = (
        "Date",
        "Basis",
        "Venue",
        "Stage",
        "What",
        "Status",
        "Numbers",
        "Symbol",
        "Stories",
        "Record",
        "Evidence",
    )
    return Grid(
        "events", "What happened where?", columns, cells, "No dated happening at a venue is coded here.", len(cells)
    )


def _verdicts(claims: pd.DataFrame) -> dict[str, str]:
    """The gravest verdict on an event's figures."""
    ranked = claims.dropna(subset=["event_id"]).sort_values(
        "verdict", key=lambda v: v.map(_VERDICT_ORDER), kind="stable"
    )
    return ranked.drop_duplicates("event_id").set_index("event_id").verdict.to_dict()


def claim_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """What the articles report against what the record holds, disagreements first."""
    claims = in_period_by_page(data["claims"], data, run)
    claims = claims[claims.verdict != "not checkable"]
    claims = claims.assign(rank=claims.verdict.map(_VERDICT_ORDER)).sort_values(["rank", "doc_id", "start", "claim_id"])
    outlets = dict(zip(data["articles"].doc_id, data["articles"].outlet.fillna(data["articles"].doc_id), strict=True))
    cells = tuple(
        (
            Cell(c.verdict, look=c.verdict),
            Cell(_say(c.what).replace("_", " ")),
            Cell(names.venue(c.venue_id)),
            Cell(_say(c.stage).replace("_", " ")),
            Cell(_say(c.reported) if run.shows("sentence") else "(withheld)"),
            Cell(_say(c.recorded)),
            Cell(outlets.get(c.doc_id, "")),
            Cell("", citations.cite([c.claim_id])),
        )
        for c in claims.itertuples()
    )
    columns = ("Verdict", "What", "Venue", "Stage", "Reported", "Record", "Page", "Evidence")
    nothing = "No figure or fact in these pages can be checked against a record of this study."
    return Grid("claims", "Do the pages agree with the official record?", columns, cells, nothing, len(cells))


def statement_table(run: Run, data: Tables, names: Names, citations: Citations) -> Grid:
    """The statements that matter most, one a speaker and page."""
    said = matter_most(run, data)
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    cells = tuple(
        (
            Cell(_say(s.date)),
            Cell(names.venue(s.venue_id)),
            Cell(_speaker(s, names)),
            Cell(_say(s.cue) if run.shows("sentence") else ""),
            Cell(
                " ".join(texts[s.doc_id][s.start : s.end].split()) if run.shows("sentence") else "(withheld)",
                look="quote",
            ),
            Cell("", citations.cite([s.statement_id])),
        )
        for s in said.itertuples()
    )
    columns = ("Date", "Venue", "Speaker", "Cue", "Content", "Evidence")
    return Grid(
        "statements", "Which statements matter most?", columns, cells, "No statements are coded here.", len(cells)
    )


def matter_most(run: Run, data: Tables) -> pd.DataFrame:
    """Statements by known speakers, ranked: on an issue of the study, in their own words, for a state."""
    said = in_period_by_page(data["statements"], data, run)
    said = said[said.speaker_id.notna() & (said.assertion != "hypothetical")]
    if run.selection.actors:
        said = said[said.speaker_id.isin(run.selection.actors) | said.on_behalf_of.isin(run.selection.actors)]
    protected = set(run.selection.protect) | set(
        data["actors"].loc[~data["actors"].public.fillna(True).astype(bool), "actor_id"]
    )
    said = said[~said.speaker_id.isin(protected) & (said.review.fillna("") != "rejected")]
    rank = pd.DataFrame(
        {
            "issue": -_overlaps(said, data["positions"], run),
            "own": (said.kind == "indirect").astype(int),
            "state": said.on_behalf_of.isna().astype(int),
            "date": said.date.fillna("9999"),
        }
    )
    ordered = said.loc[
        rank.assign(id=said.statement_id).sort_values(["issue", "own", "state", "date", "id"], kind="stable").index
    ]
    return ordered.drop_duplicates(["speaker_id", "doc_id"])


def _overlaps(said: pd.DataFrame, positions: pd.DataFrame, run: Run) -> pd.Series:
    """Whether a position on an asked issue rests on words of each statement."""
    wanted = positions[positions.issue.isin(run.selection.issues)] if run.selection.issues else positions
    spans = {doc: list(zip(rows.start, rows.end, strict=True)) for doc, rows in wanted.groupby("doc_id")}
    hits = [int(any(a < s.end and b > s.start for a, b in spans.get(s.doc_id, ()))) for s in said.itertuples()]
    return pd.Series(hits, index=said.index, dtype=int)


def _speaker(statement: object, names: Names) -> str:
    who = names.actor(statement.speaker_id)
    behalf = statement.on_behalf_of
    return who if pd.isna(behalf) or behalf == statement.speaker_id else f"{who}, for {names.actor(behalf)}"


# ------------------------------------------------------------------------------------------------- page one


def findings(
    run: Run, data: Tables, names: Names, citations: Citations, kinds: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """At most five sentences worth repeating; of some kinds only, where kinds are named."""
    makers = {"issues": _contested, "ties": _hostile, "turns": _turned, "record": _checked}
    found = [
        f for kind, make in makers.items() if not kinds or kind in kinds for f in make(run, data, names, citations)
    ]
    return tuple(found[:MOST_FINDINGS])


def _contested(run: Run, data: Tables, names: Names, citations: Citations) -> Iterable[Finding]:
    counted = count(data, "positions", run.selection, level="bodies")
    issues = tally(counted, ["issue"]).sort_values(["stories", "issue"], ascending=[False, True], kind="stable")
    for issue in issues.head(2).itertuples():
        rows = counted.rows[counted.rows.issue == issue.issue]
        sides = {s: sorted(set(rows[rows.stance == s].actor_id)) for s in ("for", "against")}
        words = [f"{_some(sides[s], names)} {'is' if len(sides[s]) == 1 else 'are'} {s} it" for s in sides if sides[s]]
        text = f"{names.issue(issue.issue)}: {'; '.join(words)}."
        yield Finding(text, int(issue.stories), int(issue.accepted), citations.cite(issue.evidence.split(";")))


def _some(actors: Sequence[str], names: Names) -> str:
    shown = [names.actor(a) for a in actors[:3]]
    more = len(actors) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _hostile(run: Run, data: Tables, names: Names, citations: Citations) -> Iterable[Finding]:
    counted = count(data, "ties", run.selection, level="bodies")
    pairs = tally(counted, ["source_id", "target_id", "layer"])
    pairs = pairs[pairs.layer == "against"].sort_values(
        ["stories", "source_id", "target_id"], ascending=[False, True, True]
    )
    for pair in pairs.head(1).itertuples():
        text = (
            f"{names.actor(pair.source_id)} acted against {names.actor(pair.target_id)} more often than any other pair."
        )
        yield Finding(text, int(pair.stories), int(pair.accepted), citations.cite(pair.evidence.split(";")))


def _turned(run: Run, data: Tables, names: Names, citations: Citations) -> Iterable[Finding]:
    for turn in grid.changes(data, run.selection).head(1).itertuples():
        turned = f"{names.actor(turn.actor_id)} went from {turn.stance_before} to {turn.stance_after}"
        text = f"{turned}: {names.issue(turn.issue)}."
        yield Finding(text, 2, 0, citations.cite(turn.evidence.split(";")))


def _checked(run: Run, data: Tables, names: Names, citations: Citations) -> Iterable[Finding]:
    claims = in_period_by_page(data["claims"], data, run)
    checked = claims[claims.verdict != "not checkable"]
    if len(checked):
        doubtful = checked[checked.verdict.isin(["differs", "superseded", "imprecise"])]
        text = f"Of {plural(len(checked), 'figure or fact', 'figures and facts')} that the record can check, "
        text += f"{len(doubtful)} differ from it, are imprecise or were superseded." if len(doubtful) else "all agree."
        stories = data["articles"][data["articles"].doc_id.isin(checked.doc_id)].story_id.nunique()
        accepted = int(checked.review.isin(["accepted", "amended"]).sum())
        yield Finding(text, int(stories), accepted, citations.cite(list(doubtful.claim_id) or list(checked.claim_id)))


# ---------------------------------------------------------------------------------------------------- helpers


def in_period(rows: pd.DataFrame, run: Run) -> pd.DataFrame:
    """The rows whose date can lie in the period; undated ones only where no period is asked for."""
    if not run.selection.is_dated:
        return rows
    since, until = run.selection.period
    spans = [span(d) if pd.notna(d) else None for d in rows.date]
    inside = [bool(s and s[1] >= since and s[0] <= until) for s in spans]
    return rows[pd.Series(inside, index=rows.index, dtype=bool)]


def in_period_by_page(rows: pd.DataFrame, data: Tables, run: Run) -> pd.DataFrame:
    """The rows whose own date, or where they have none their page's, can lie in the period."""
    published = rows.doc_id.map(dict(zip(data["articles"].doc_id, data["articles"].published, strict=True)))
    dates = rows.date.fillna(published) if "date" in rows else published
    return rows.loc[in_period(pd.DataFrame({"date": dates}, index=rows.index), run).index]


def _between(first: object, last: object) -> str:
    if pd.isna(first):
        return ""
    a, b = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
    return a if a == b else f"{a} to {b}"


def parameter_rows(run: Run) -> tuple[tuple[str, str], ...]:
    """What was asked for; never where on the machine it lies."""
    asked = run.parameters
    return (
        ("Study", run.study.name),
        ("Pages", "the study's own" if not asked.sources else "a folder given to the run"),
        ("Period", period_words(run)),
        ("Actors", ", ".join(run.selection.actors) or "all"),
        ("Issues", ", ".join(run.selection.issues) or "all of the study" if run.study.issues else "none"),
        ("Contexts", ", ".join(run.selection.contexts).replace("_", " ") or "all"),
        ("Least number of stories for measures of structure", str(run.selection.minimum_stories)),
        ("Words of the sources", run.evidence),
    )


def notes(data: Tables) -> tuple[str, ...]:
    """What the manifest wants said wherever a page is shown, with how many pages say it."""
    counts = data["articles"].note.dropna().value_counts().sort_index()
    return tuple(f"{note} ({plural(int(n), 'page')})" for note, n in counts.items())
