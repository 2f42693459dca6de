"""What a report says, as plain data: every figure, row and sentence made from the tables, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.analysis.coverage import Coverage, coverage
from onrecord.analysis.findings import declined
from onrecord.reporting import sections
from onrecord.reporting.changes import changes_since
from onrecord.reporting.grids import Context, Grid, plural
from onrecord.reporting.page_one import Told, coverage_box, findings
from onrecord.reporting.pipeline import Run, Tables


@dataclass(frozen=True)
class Report:
    """Everything a report says."""

    title: str
    question: str
    period: str
    notes: tuple[str, ...]
    coverage: Coverage
    declined: str
    box: tuple[tuple[str, str], ...]
    findings: tuple[Told, ...]
    issues: Grid
    propositions: tuple[tuple[str, str], ...]
    claims: Grid
    changed: tuple[Grid, ...]
    networks: tuple[Grid, ...]
    timelines: tuple[Grid, ...]
    positions: tuple[Grid, ...]
    statements: Grid
    method: tuple[Grid, ...]
    parameters: tuple[tuple[str, str], ...]


def build(context: Context) -> Report:
    """Everything a report says of a run's tables."""
    run, data = context.run, context.data
    found = coverage(data, run.selection)
    return Report(
        title=run.study.title or run.study.name,
        question=run.study.question,
        period=period_words(run),
        notes=page_notes(data),
        coverage=found,
        declined=declined(data, run.selection) or "",
        box=coverage_box(found),
        findings=findings(context),
        issues=sections.issue_table(context),
        propositions=sections.issue_words(context),
        claims=sections.claim_table(context),
        changed=changes_since(context) if run.compare else (),
        networks=(sections.dyad_table(context), sections.structure_table(context)),
        timelines=(sections.event_table(context), sections.sequence_table(context)),
        positions=(sections.turn_table(context), sections.position_table(context)),
        statements=sections.statement_table(context),
        method=(sections.apart_table(context), sections.outlet_table(context), sections.gap_table(context)),
        parameters=parameter_rows(run),
    )


def period_words(run: Run) -> str:
    """The period in words."""
    since, until = run.selection.since, run.selection.until
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else "all dates"


def parameter_rows(run: Run) -> tuple[tuple[str, str], ...]:
    """What was asked for; never where on the machine it lies."""
    selection, study = run.selection, run.study
    return (
        ("Study", study.name),
        ("Pages", "a folder given to the run" if run.parameters.sources else "the study's own"),
        ("Period", period_words(run)),
        ("Actors", ", ".join(selection.actors) or "all"),
        ("Issues", (", ".join(selection.issues) or "all of the study") if study.issues else "the study has none"),
        ("Contexts", ", ".join(selection.contexts).replace("_", " ") or "all"),
        ("Stories needed for measures of structure", str(selection.minimum_stories)),
        ("Words of the sources in this run", run.evidence),
    )


def page_notes(data: Tables) -> tuple[str, ...]:
    """What the manifest wants said wherever a page is shown, with how many pages say it."""
    counts = data["articles"].note.dropna().value_counts().sort_index()
    total = len(data["articles"])
    return tuple(f"{n} of {plural(total, 'source page')}: {note}" for note, n in counts.items())
