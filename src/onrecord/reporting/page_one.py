"""Page one of the report: what it rests on, and at most five findings with how much each rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analysis import findings as analysis
from onrecord.analysis.coverage import Coverage
from onrecord.reporting.citations import Sentence
from onrecord.reporting.grids import Context, plural


@dataclass(frozen=True)
class Told:
    """A finding as the report tells it: the sentence, how far it is checked, and what it rests on."""

    text: str
    state: str
    look: str
    cites: tuple[Sentence, ...]


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


def findings(context: Context, kinds: Sequence[str] = ()) -> tuple[Told, ...]:
    """At most five sentences worth repeating; of some kinds only, where kinds are named."""
    found = analysis.findings(context.data, context.run.selection, context.run.official())
    chosen = analysis.page_one([f for f in found if not kinds or f.kind in kinds])
    return tuple(Told(f.text, _state(f), _look(f), context.cite(f.evidence)) for f in chosen)


def _state(finding: analysis.Finding) -> str:
    """How much a finding rests on, in words.

    >>> _state(analysis.Finding("dyad", "", 1, analysis.UNCHECKED, ()))
    '1 story · machine, unchecked'
    """
    stories = plural(finding.stories, "story", "independent stories")
    if not finding.solid:
        return f"{stories} · {finding.state}"
    return f"{stories} · {finding.state if 'accepted' in finding.state else 'machine coding, not yet reviewed'}"


def _look(finding: analysis.Finding) -> str:
    return "unchecked" if not finding.solid else "checked" if "accepted" in finding.state else "several"
