"""The command `onrecord`: thin, every verb calls one function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Who said what about whom, where and when, from a folder of news pages."""


@app.command()
def code(
    sources: Annotated[
        Path, typer.Argument(help="Folder of pages (.txt .html .pdf .warc), with or without a sources.csv.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables.")],
    study: Annotated[str | None, typer.Option(help="Study whose issues, record and decisions apply.")] = None,
) -> None:
    """Write the coded tables of a folder of pages."""
    from onrecord import tables
    from onrecord.analysis.claims import check_claims
    from onrecord.analysis.events import merge_events
    from onrecord.coding.many import code_articles
    from onrecord.sources.read import read_sources
    from onrecord.study import NO_STUDY, load_study

    chosen = load_study(study) if study else NO_STUDY
    read = read_sources(sources)
    coded = code_articles(read, chosen)
    merged = merge_events({**read, **coded}, chosen)
    tables.write(out, {**read, **coded, **merged, **check_claims({**read, **coded, **merged}, chosen)})


if __name__ == "__main__":
    app()
