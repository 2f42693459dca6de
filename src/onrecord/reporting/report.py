"""The report: one self-contained page that reads offline, on a phone and in print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2
import pandas as pd

from onrecord import tables
from onrecord.reporting import content, downloads, evidence
from onrecord.reporting.citations import Citations
from onrecord.reporting.pipeline import Run

TEMPLATES = Path(__file__).with_name("templates")


def write(run: Run, data: Mapping[str, pd.DataFrame]) -> str:
    """Write `report.html` and the downloads of a run; a line that says what was written."""
    citations = Citations(data, run.evidence)
    report = content.build(run, data, citations)
    page = render(report, citations, _figures(run))
    run.out.mkdir(parents=True, exist_ok=True)
    (run.out / "report.html").write_text(page, encoding="utf-8", newline="\n")
    downloads.write(run.out / "downloads", evidence.redact(data, run.evidence))
    return f"report.html: {content.plural(len(report.findings), 'finding')}, {len(citations.pages())} pages cited"


def render(report: content.Report, citations: Citations, figures: Mapping[str, str] | None = None) -> str:
    """The page of a report."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            numbers=citations.numbers,
            pages=citations.pages(),
            figures=figures or {},
            style=style,
            policy=_policy([]),
            csv=downloads.data_address,
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


def _figures(run: Run) -> dict[str, str]:
    """The run's figures by name, as addresses that carry the picture."""
    found = sorted(run.figures.glob("*.svg")) if run.figures.is_dir() else []
    return {p.stem: f"data:image/svg+xml;base64,{base64.b64encode(p.read_bytes()).decode()}" for p in found}


__all__ = ["render", "tables", "write"]
