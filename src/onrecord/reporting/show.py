"""What notebooks show: one row a source, the register of actors, the statements, what is unresolved, the findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from onrecord import tables
from onrecord.analysis.coverage import CODED
from onrecord.analysis.coverage import coverage as summary
from onrecord.analysis.review import DECISIONS, apply_corrections, queue, write_decision
from onrecord.analysis.review import agreement as agreement_of
from onrecord.analysis.review import decide as decide_on
from onrecord.analysis.review.decisions import IDENTIFIERS
from onrecord.reporting import sections
from onrecord.reporting.grids import WITHHELD, Cell, Context, Grid
from onrecord.reporting.names import names_of
from onrecord.reporting.page_one import coverage_box, findings
from onrecord.reporting.pipeline import Run, Tables
from onrecord.reporting.report import context_of

MOST_ROWS = 40
"""How many rows a notebook shows of a table; the table itself is beside it, whole."""


def setup() -> None:
    """Set how notebooks show tables and figures: the one place that does."""
    import matplotlib as mpl

    pd.set_option("display.max_rows", MOST_ROWS, "display.max_columns", 30, "display.width", 160)
    pd.set_option("display.max_colwidth", 120, "display.precision", 2, "display.show_dimensions", False)
    mpl.rcParams.update({"figure.dpi": 96, "savefig.dpi": 144, "svg.hashsalt": "onrecord", "svg.fonttype": "path"})


def first_rows(data: pd.DataFrame, most: int = MOST_ROWS) -> pd.DataFrame:
    """The first rows, with a last line that says how many more there are."""
    head = data.head(most).astype(object)
    return head.where(head.notna(), "").rename_axis(f"{min(most, len(data))} of {len(data)}")


def sources(run: Run, data: Tables) -> pd.DataFrame:
    """One row a source: outlet, agency, headline, date and its basis, words kept and dropped, story, flags."""
    words = _words_by_label(data)
    pages = data["articles"]
    kept = [words.get(doc, {}).get("kept", 0) for doc in pages.doc_id]
    dropped = [words.get(doc, {}).get("dropped", 0) for doc in pages.doc_id]
    table = pages[["doc_id", "outlet", "agency", "headline", "published", "published_basis"]].assign(
        kept=kept, dropped=dropped, story=pages.story_id, flags=[_flags(p) for p in pages.itertuples()]
    )
    if not run.shows("sentence"):
        table["headline"] = WITHHELD
    return first_rows(table.set_index("doc_id"))


def _words_by_label(data: Tables) -> dict[str, dict[str, int]]:
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    counts: dict[str, dict[str, int]] = {doc: {"kept": 0, "dropped": 0} for doc in texts}
    for line in data["lines"].itertuples():
        side = "kept" if line.label in ("headline", "body") else "dropped"
        counts[line.doc_id][side] += len(texts[line.doc_id][line.start : line.end].split())
    return counts


def _flags(page: object) -> str:
    flags = [page.note] if pd.notna(page.note) else []
    flags += [f"version of {page.version_of}"] if pd.notna(page.version_of) else []
    flags += ["no date"] if pd.isna(page.published) else []
    flags += [f"language {page.language}"] if pd.notna(page.language) and page.language != "en" else []
    return "; ".join(flags)


def refused(data: Tables) -> pd.DataFrame:
    """The files that could not be read or coded, and what to do about each."""
    return first_rows(data["refused"])


def dropped_lines(run: Run, data: Tables) -> pd.DataFrame:
    """The lines that are not the article's own prose, with the rule that dropped each and its text."""
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    lines = data["lines"][~data["lines"].label.isin(["headline", "body"])]
    words = [
        texts[x.doc_id][x.start : x.end].strip()[:100] if run.shows("page") else WITHHELD for x in lines.itertuples()
    ]
    return first_rows(lines[["doc_id", "line", "label", "rule"]].assign(text=words).reset_index(drop=True))


def register(run: Run, data: Tables) -> pd.DataFrame:
    """The register of actors: all their names, whom they act for, in how many articles, how often."""
    names = names_of(data, run.study)
    mentions = data["mentions"].dropna(subset=["actor_id"])
    by_actor = mentions.groupby("actor_id")
    surfaces = mentions[mentions.form == "name"].groupby("actor_id").surface.agg(lambda s: "; ".join(sorted(set(s))))
    actors = data["actors"].set_index("actor_id")
    table = actors[["name", "type", "country", "role"]].assign(
        acts_for=[names.actor(a) if pd.notna(a) else "" for a in actors.affiliation_id],
        names=surfaces.reindex(actors.index) if run.shows("sentence") else WITHHELD,
        articles=by_actor.doc_id.nunique().reindex(actors.index).fillna(0).astype(int),
        mentions=by_actor.size().reindex(actors.index).fillna(0).astype(int),
    )
    return first_rows(
        table.sort_values(["articles", "mentions", "name"], ascending=[False, False, True], kind="stable")
    )


def statements(run: Run, data: Tables) -> pd.DataFrame:
    """The statements: date, venue, speaker, on behalf of, cue, content and line."""
    names = names_of(data, run.study)
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    said = data["statements"]
    table = pd.DataFrame(
        {
            "date": said.date,
            "venue": [names.venue(v) for v in said.venue_id],
            "speaker": [
                names.actor(s.speaker_id) if pd.notna(s.speaker_id) else _quoted(run, s.speaker_text)
                for s in said.itertuples()
            ],
            "on behalf of": [names.actor(a) if pd.notna(a) else "" for a in said.on_behalf_of],
            "cue": said.cue if run.shows("sentence") else WITHHELD,
            "content": [_quoted(run, texts[s.doc_id][s.start : s.end]) for s in said.itertuples()],
            "page": said.doc_id,
            "line": [texts[s.doc_id].count("\n", 0, s.start) + 1 for s in said.itertuples()],
        }
    )
    return first_rows(table)


def _quoted(run: Run, words: object) -> str:
    return (str(words)[:160] if pd.notna(words) else "") if run.shows("sentence") else WITHHELD


def unresolved(run: Run, data: Tables) -> pd.DataFrame:
    """What the coding could not tell, by kind: how many, and the first few."""
    said, ties, happened = data["statements"], data["ties"], data["venue_events"]
    gaps = {
        "statements without a known speaker": said[said.speaker_id.isna()].statement_id,
        "mentions of no known actor": data["mentions"][data["mentions"].actor_id.isna()].surface,
        "time expressions without a value": data["dates"][data["dates"].edtf.isna()].text,
        "ties without actor or recipient": ties[ties.source_id.isna() | ties.target_id.isna()].tie_id,
        "ties without a date": ties[ties.date.isna()].tie_id,
        "events without a venue": happened[happened.venue_id.isna()].mention_id,
        "events without a date": happened[happened.date.isna()].mention_id,
    }
    rows = [
        {"what": what, "rows": len(found), "first": "; ".join(_quoted(run, f) for f in found.head(3))}
        for what, found in gaps.items()
    ]
    return pd.DataFrame(rows).set_index("what")


def line_rules(data: Tables) -> pd.DataFrame:
    """How many lines each rule labelled, and as what."""
    counts = data["lines"].groupby(["label", "rule"], sort=True).size().rename("lines").reset_index()
    return first_rows(
        counts.sort_values(["lines", "label", "rule"], ascending=[False, True, True], kind="stable").reset_index(
            drop=True
        )
    )


def sizes(data: Tables) -> pd.DataFrame:
    """How many rows each table has, and how many of them an analyst has decided on."""
    rows = [(n, len(t), int(t.review.notna().sum()) if "review" in t else "") for n, t in data.items() if n != "texts"]
    return pd.DataFrame(rows, columns=["table", "rows", "reviewed"]).set_index("table")


def decisions(run: Run, data: Tables) -> pd.DataFrame:
    """The rows that an analyst has accepted, amended, rejected or added."""
    decided = [
        t[t.review.notna() | (t.coded_by != "machine")][
            ["doc_id", "start", "end", "rule", "coded_by", "review"]
        ].assign(table=n)
        for n, t in data.items()
        if "review" in t
    ]
    return first_rows(pd.concat(decided, ignore_index=True))


def orphans(run: Run, data: Tables) -> pd.DataFrame:
    """The analyst's decisions that found no row, and why; they stay in `coding.csv` until somebody looks at them."""
    _, lost = apply_corrections(data, run.study)
    return first_rows(lost[["line", "decision", "table", "doc_id", "reason"]])


def agreement(data: Tables) -> pd.DataFrame:
    """How far the machine agrees with the analyst, by table."""
    table = agreement_of(data)
    return first_rows(table[table.family == "all"].drop(columns="family").round(2))


def to_review(run: Run, data: Tables) -> pd.DataFrame:
    """What to decide on next: rows that findings rest on first, the least sure first, each with its words."""
    waiting = queue(data, run.selection)
    if not run.shows("sentence"):
        waiting["evidence"] = WITHHELD
    return first_rows(waiting[["table", "row_id", "rule", "confidence", "finding", "evidence"]], 15)


def frame(context: Context, table: Grid) -> pd.DataFrame:
    """A table of the report as a frame, its evidence as page and line."""
    if not table.rows:
        return pd.DataFrame({table.question: [table.nothing]})

    def said(cell: Cell) -> str:
        places = [f"{c.doc_id} line {c.line}" for c in context.citations.numbers(cell.cites)]
        return cell.text or "; ".join(places[:2]) + (f" and {len(places) - 2} more" if len(places) > 2 else "")

    return first_rows(pd.DataFrame([[said(c) for c in row] for row in table.rows], columns=list(table.columns)))


def coverage(run: Run, data: Tables) -> pd.DataFrame:
    """What there is: pages, independent stories, outlets, gaps, share reviewed."""
    coded = {n: data.get(n, tables.frame(n)) for n in CODED}
    box = coverage_box(summary({**coded, **data}, run.selection))
    return pd.DataFrame(box, columns=["what", "here"]).set_index("what")


def grid(run: Run, data: Tables) -> pd.DataFrame:
    """The actor x issue grid."""
    return _table(run, data, sections.issue_table)


def dyads(run: Run, data: Tables) -> pd.DataFrame:
    """Who acts towards whom, by context."""
    return _table(run, data, sections.dyad_table)


def structure(run: Run, data: Tables) -> pd.DataFrame:
    """Measures of the network's structure, or why they are withheld."""
    return _table(run, data, sections.structure_table)


def events(run: Run, data: Tables) -> pd.DataFrame:
    """What happened where, in order of date."""
    return _table(run, data, sections.event_table)


def sequences(run: Run, data: Tables) -> pd.DataFrame:
    """What led to what."""
    return _table(run, data, sections.sequence_table)


def claims(run: Run, data: Tables) -> pd.DataFrame:
    """The articles' figures and facts against the record."""
    return _table(run, data, sections.claim_table)


def _table(run: Run, data: Tables, make: Callable[[Context], Grid]) -> pd.DataFrame:
    context = context_of(run, data)
    return frame(context, make(context))


def answers(run: Run, data: Tables, *kinds: str) -> None:
    """Print the sentences that the tables give, each with what it rests on."""
    found = findings(context_of(run, data), kinds)
    for told in found:
        print(f"{told.text} [{told.state}]")
    if not found:
        print("The tables give no finding here.")


def decide(run: Run, data: Tables, row_id: str, decision: str, analyst: str, field: str = "", value: str = "") -> str:
    """Write a decision on a row to the study's `coding.csv`: accept, reject, or amend one field. Then code again.

    Raises
    ------
    ValueError
        If there is no such row, no such decision, or no study to keep decisions in.
    """
    if run.study.corrections is None or decision not in DECISIONS:
        raise ValueError(f"decisions are {', '.join(DECISIONS)}, and are kept in a study's coding.csv")
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    for table, key in IDENTIFIERS.items():
        for row in data[table][data[table][key] == row_id].to_dict("records"):
            today = date.today().isoformat()
            made = decide_on(decision, table, row, texts[row["doc_id"]], analyst, today, field=field, value=value)
            write_decision(run.study.corrections, made)
            return f"{decision} {row_id}: written to {run.study.corrections.name}"
    raise ValueError(f"there is no row {row_id!r}")
