"""Page one of the report: what it rests on, and at most five findings with how much each rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.analysis.counting import count, tally
from onrecord.analysis.coverage import Coverage
from onrecord.analysis.networks import grid
from onrecord.reporting.citations import Sentence
from onrecord.reporting.grids import Context, listed, plural
from onrecord.reporting.periods import of_period

MOST_FINDINGS = 5

DOUBTFUL = ("differs", "superseded", "imprecise")
"""Verdicts that a desk should know of before it repeats a figure."""


@dataclass(frozen=True)
class Finding:
    """A sentence that a desk would repeat, with how much it rests on."""

    text: str
    stories: int
    accepted: int
    cites: tuple[Sentence, ...]

    @property
    def look(self) -> str:
        """Accepted by an analyst, in several stories, or neither."""
        return "checked" if self.accepted else "several" if self.stories >= 2 else "unchecked"

    @property
    def state(self) -> str:
        """What a reader may make of it.

        >>> Finding("", 1, 0, ()).state, Finding("", 3, 0, ()).state
        ('1 story · machine, unchecked', '3 independent stories · machine coding, not yet reviewed')
        """
        stories = plural(self.stories, "story", "independent stories")
        words = {
            "checked": f"{plural(self.accepted, 'row')} accepted by an analyst",
            "several": "machine coding, not yet reviewed",
            "unchecked": "machine, unchecked",
        }
        return f"{stories} · {words[self.look]}"


def coverage_box(found: Coverage) -> tuple[tuple[str, str], ...]:
    """The box: pages, independent stories, outlets, gaps, share reviewed."""
    published = f"{found.first} to {found.last}" if found.first else "no page tells its date"
    gap = f"{found.empty_months} of {plural(found.months, 'month')} without a page" if found.months else "not known"
    longest = f", {found.longest_gap} on end" if found.longest_gap > 1 else ""
    refused = (("Not read or coded", plural(found.refused, "page")),) if found.refused else ()
    return (
        ("Pages", f"{found.pages}"),
        ("Independent stories", f"{found.stories}"),
        ("Outlets", f"{found.outlets}"),
        ("Published", published + (f"; {found.undated} undated" if found.undated else "")),
        ("Gaps", gap + longest),
        ("Reviewed by an analyst", f"{found.reviewed} of {found.rows} rows ({found.share_reviewed:.0%})"),
        *refused,
    )


def findings(context: Context, kinds: Sequence[str] = ()) -> tuple[Finding, ...]:
    """At most five sentences worth repeating; of some kinds only, where kinds are named."""
    makers = {"issues": _contested, "ties": _hostile, "turns": _turned, "events": _happened, "record": _checked}
    found = [f for kind, make in makers.items() if not kinds or kind in kinds for f in make(context)]
    return tuple(found[:MOST_FINDINGS])


def _contested(context: Context) -> Iterator[Finding]:
    """The issues with most stories, and who is on which side."""
    counted = count(context.data, "positions", context.run.selection, level="bodies")
    issues = tally(counted, ["issue"]).sort_values(["stories", "issue"], ascending=[False, True], kind="stable")
    for issue in issues.head(2).itertuples():
        sides = tally(counted, ["issue", "stance", "actor_id"]).query("issue == @issue.issue")
        ranked = sides.sort_values(["stories", "actor_id"], ascending=[False, True], kind="stable")
        words = []
        for stance in ("for", "against"):
            names = [context.names.actor(a) for a in ranked[ranked.stance == stance].actor_id]
            words += [f"{listed(names)} {'is' if len(names) == 1 else 'are'} {stance}"] if names else []
        text = f"{context.names.proposition(issue.issue).rstrip('.')}: {'; '.join(words)}."
        yield Finding(text, int(issue.stories), int(issue.accepted), context.cite(issue.evidence))


def _hostile(context: Context) -> Iterator[Finding]:
    """The pair with most hostile acts."""
    counted = count(context.data, "ties", context.run.selection, level="bodies")
    pairs = tally(counted, ["source_id", "target_id", "layer"]).query("layer == 'against'")
    ranked = pairs.sort_values(["stories", "source_id", "target_id"], ascending=[False, True, True], kind="stable")
    for pair in ranked.head(1).itertuples():
        who, whom = context.names.actor(pair.source_id), context.names.actor(pair.target_id)
        rest = (
            f"more than any other pair of {len(pairs)}"
            if (ranked.stories == pair.stories).sum() == 1
            else "as often as any pair"
        )
        text = f"{who} accused, rejected or coerced {whom} in {plural(pair.stories, 'story', 'stories')}, {rest}."
        yield Finding(text, int(pair.stories), int(pair.accepted), context.cite(pair.evidence))


def _turned(context: Context) -> Iterator[Finding]:
    """Somebody who changed sides."""
    accepted = set(context.data["positions"].dropna(subset=["review"]).query("review != 'rejected'").position_id)
    pages = dict(zip(context.data["articles"].doc_id, context.data["articles"].story_id, strict=True))
    turns = grid.changes(context.data, context.run.selection)
    for turn in turns.head(1).itertuples():
        rows = turn.evidence.split(";")
        who, what = context.names.actor(turn.actor_id), context.names.proposition(turn.issue).rstrip(".")
        then, now = f"{turn.stance_before} in {turn.date_before}", f"{turn.stance_after} in {turn.date_after}"
        text = f"{who} changed sides: {then}, {now} ({what})."
        stories = {pages.get(row.split(":")[0], row) for row in rows}
        yield Finding(text, len(stories), len(accepted & set(rows)), context.cite(rows))


def _happened(context: Context) -> Iterator[Finding]:
    """The venue where most happened."""
    events = of_period(context.data["events"], context.run.selection)
    events = events[(events.status == "occurred") & events.venue_id.notna() & (events.review.fillna("") != "rejected")]
    per_venue = events.groupby("venue_id").size().sort_index().sort_values(ascending=False, kind="stable")
    for venue, number in per_venue.head(1).items():
        here = events[events.venue_id == venue]
        confirmed = int(here.record_ids.notna().sum())
        mentions = context.data["venue_events"]
        rows = mentions[mentions.event_id.isin(here.event_id)]
        stories = context.data["articles"].set_index("doc_id").story_id.reindex(rows.doc_id).nunique()
        name = context.names.venue(venue)
        text = f"Most happened at {name}: {plural(int(number), 'event')}, {confirmed} of them in the official record."
        yield Finding(
            text,
            int(stories),
            int(rows.review.isin(["accepted", "amended"]).sum()),
            context.cite(list(rows.mention_id)),
        )


def _checked(context: Context) -> Iterator[Finding]:
    """How far the pages' figures agree with the record."""
    claims = of_period(context.data["claims"], context.run.selection, context.data["articles"])
    checked = claims[claims.verdict != "not checkable"]
    if checked.empty:
        return
    doubtful = checked[checked.verdict.isin(DOUBTFUL)]
    counts = [plural_verdict(v, n) for v in DOUBTFUL if (n := int((doubtful.verdict == v).sum()))]
    facts = plural(len(checked), "figure or fact", "figures and facts")
    text = f"The record can check {facts} of the pages: {listed(counts) if counts else 'all agree'}."
    stories = context.data["articles"].set_index("doc_id").story_id.reindex(checked.doc_id).nunique()
    accepted = int(checked.review.isin(["accepted", "amended"]).sum())
    shown = list(doubtful.claim_id) or list(checked.claim_id)
    yield Finding(text, int(stories), accepted, context.cite(shown))


def plural_verdict(verdict: str, n: int) -> str:
    """A number of verdicts in words.

    >>> plural_verdict("differs", 1), plural_verdict("imprecise", 2), plural_verdict("superseded", 1)
    ('1 differs', '2 are imprecise', '1 is superseded')
    """
    if verdict == "differs":
        return f"{n} {'differs' if n == 1 else 'differ'}"
    return f"{n} {'is' if n == 1 else 'are'} {verdict}"
