"""The report: one self-contained page that reads offline, on a phone and in print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2

from onrecord.reporting import content, downloads, drawings, evidence
from onrecord.reporting.citations import Citations
from onrecord.reporting.drawings import Drawing
from onrecord.reporting.grids import Context, plural
from onrecord.reporting.names import names_of
from onrecord.reporting.pipeline import Run, Tables

TEMPLATES = Path(__file__).with_name("templates")

GLOSSARY = {
    "Story": "One piece of reporting, whoever carries it. Copies and updates of it are the same story.",
    "Statement": "A reported act of saying or writing: who, in which words reported, what.",
    "Tie": "One actor's act towards another: hostile (accuse, reject, sanction), friendly (support, agree), "
    "a request, or talks. The terms are PLOVER's, a scheme for political events; the sign is ours.",
    "Position": "An actor for or against a proposition of the study; discourse network analysis says statement.",
    "Venue": "The body or place where something happens: an organ, its committee, a procedure, a summit.",
    "Event": "One happening at a venue, put together from all pages that report it. A committee approves a draft; "
    "the plenary adopts it.",
    "Record": "What officially happened, as the study's own files hold it with their evidence.",
    "Verdict": "How a page's figure compares with the record: it agrees, is imprecise, differs, or was superseded.",
}


def write(run: Run, data: Tables) -> str:
    """Write `report.html` and the downloads of a run; a line that says what was written."""
    context = context_of(run, data)
    report = content.build(context)
    page = render(report, context.citations, drawings.saved(run), drawings.charts(run, data))
    run.out.mkdir(parents=True, exist_ok=True)
    (run.out / "report.html").write_text(page, encoding="utf-8", newline="\n")
    downloads.write(run.out / "downloads", evidence.redact(data, run.evidence))
    cited = plural(len(context.citations.pages()), "page")
    return f"report.html: {plural(len(report.findings), 'finding')}, {cited} cited"


def context_of(run: Run, data: Tables) -> Context:
    """What every part of a run's report is made from."""
    return Context(run, data, names_of(data, run.study), Citations(data, run.evidence))


def render(
    report: content.Report, citations: Citations, figures: Mapping[str, Drawing], charts: Mapping[str, str]
) -> str:
    """The page of a report; `charts` are the scripts of its interactive figures, which it carries whole."""
    scripts = [drawings.bundle(), *charts.values()] if charts else []
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            numbers=citations.numbers,
            pages=citations.pages(),
            figures=figures,
            style=(TEMPLATES / "report.css").read_text(encoding="utf-8"),
            charts=charts,
            scripts=scripts,
            policy=_policy(scripts),
            csv=downloads.data_address,
            glossary=GLOSSARY,
        )
    )


def _policy(scripts: list[str]) -> str:
    """The page's content security policy: nothing from outside, and only the scripts that the page itself carries."""
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts]
    allowed = " ".join(hashes) or "'none'"
    return (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> jinja2.Environment:
    # Everything from a table is foreign text: it is escaped, and a name that is missing is an error and not a blank.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
