"""The command `onrecord`: thin, every verb calls one function. Exit status: 0 done, 1 a run failed, 2 wrong use."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

StudyName = Annotated[str, typer.Argument(help="A study in data/studies, or the path of one.")]
_COMMA = "Comma-separated."


@app.callback()
def main() -> None:
    """Who said what about whom, where and when: from saved news pages to tables, networks, timelines and a report."""


@contextlib.contextmanager
def _plain_errors(*failures: type[Exception]) -> Iterator[None]:
    """Say what went wrong in a line on stderr: 2 where the command was used wrongly, 1 where the work failed."""
    from onrecord.reporting.exports import ExportError
    from onrecord.reporting.pipeline import ParameterError
    from onrecord.reporting.runs import RunFailed
    from onrecord.study import StudyError

    try:
        yield
    except (ExportError, ParameterError, StudyError) as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(2) from error
    except (RunFailed, OSError, ValueError, *failures) as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(1) from error


@app.command()
def run(
    study: Annotated[str | None, typer.Argument(help="A study in data/studies, or the path of one.")] = None,
    sources: Annotated[Path | None, typer.Option(help="A folder of pages instead of the study's own.")] = None,
    study_option: Annotated[
        str | None, typer.Option("--study", help="With --sources: the study whose issues and record apply.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day, month or year of the period.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, month or year of the period.")] = None,
    actors: Annotated[str | None, typer.Option(help=f"Ids of actors to keep to. {_COMMA}")] = None,
    issues: Annotated[str | None, typer.Option(help=f"Slugs of issues to keep to. {_COMMA}")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; reports/<study>/<time> if not given.")] = None,
    evidence: Annotated[
        str | None, typer.Option(help="How much of the sources' words the run carries: none, offsets, sentence, page.")
    ] = None,
    compare: Annotated[str | None, typer.Option(help="An earlier run, or latest: adds what changed since.")] = None,
    params: Annotated[Path | None, typer.Option(help="A TOML file of these parameters.")] = None,
    batch: Annotated[Path | None, typer.Option(help="A TOML file with a list [[report]] of many runs.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that code articles.")] = None,
    pdf: Annotated[
        bool | None, typer.Option("--pdf/--no-pdf", help="Also a PDF, where a browser is installed.")
    ] = None,
) -> None:
    """Run the five notebooks for a study or a folder of pages, to a report."""
    from onrecord.reporting import runs

    given = {
        "study": study or study_option,
        "sources": str(sources.resolve()) if sources else None,
        "since": since,
        "until": until,
        "actors": _listed(actors),
        "issues": _listed(issues),
        "out": str(out.resolve()) if out else None,
        "evidence": evidence,
        "compare": compare,
        "workers": workers,
        "pdf": pdf,
    }
    overrides = {name: value for name, value in given.items() if value is not None}
    with _plain_errors():
        if study and study_option:
            raise runs.ParameterError("name the study once: as an argument, or with --study")
        if batch:
            _run_batch(batch, params, overrides)
            return
        settings = runs.read_settings(params) if params else {}
        with _progress() as told:
            folder = runs.run_report(runs.request_from({**settings, **overrides}, str(params or "the command")), told)
        typer.echo(folder / "report.html")


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


def _run_batch(batch: Path, params: Path | None, overrides: dict[str, Any]) -> None:
    from onrecord.reporting import runs

    if params or overrides:
        raise runs.ParameterError("a batch takes its parameters from its file alone")
    requests = runs.batch_requests(batch)
    with _progress() as told:
        done = list(runs.run_batch(requests, told))
    typer.echo(runs.write_results(batch, done))
    if any(result.error for result in done):
        raise typer.Exit(1)


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar where somebody sits at a terminal; else nothing at all."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, Any] = {}

        def told(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name.replace("_", " "), total=total)
            bar.update(tasks[name], completed=done, total=total)

        yield told


@app.command()
def code(
    sources: Annotated[
        Path, typer.Argument(help="Folder of pages (.txt .html .pdf .warc), with or without a sources.csv.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables.")],
    study: Annotated[str | None, typer.Option(help="Study whose issues, record and decisions apply.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code articles.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler to code on.")] = None,
) -> None:
    """Write the coded tables of a folder of pages."""
    from onrecord import tables
    from onrecord.coding.many import SchedulerError, Workers
    from onrecord.reporting.pipeline import ParameterError, tables_of
    from onrecord.study import NO_STUDY, load_study

    with _plain_errors(SchedulerError):
        if not sources.is_dir():
            raise ParameterError(f"there is no folder {sources}")
        chosen = load_study(study) if study else NO_STUDY
        with _articles_done() as told:
            tables.write(out, tables_of(sources, chosen, Workers(workers, scheduler), told))


@contextlib.contextmanager
def _articles_done() -> Iterator[Any]:
    with _progress() as told:
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            told("articles coded", done, None)

        yield count if told else None


@app.command()
def new(name: Annotated[str, typer.Argument(help="Name of the study's folder in data/studies.")]) -> None:
    """Start a study of your own: study.toml, sources/, record/ and coding.csv."""
    from onrecord.reporting.new_study import create_study

    with _plain_errors():
        typer.echo(create_study(name))


@app.command()
def add(study: StudyName, files: Annotated[list[Path], typer.Argument(help="Saved pages to copy into it.")]) -> None:
    """Copy saved pages into a study, each with its hash and a row in its sources.csv."""
    from onrecord.sources.intake import add_files

    with _plain_errors():
        done = add_files(_pages_of(study), files)
    for item in done:
        typer.echo(f"{item.given}: {item.why}{f' as {item.file}' if item.file else ''}", err=item.file is None)
    if not any(item.file for item in done):
        raise typer.Exit(1)


@app.command()
def check(study: StudyName) -> None:
    """Say which pages of a study lack a date or an outlet, have changed, or cannot be read."""
    from onrecord.sources.intake import check_folder

    with _plain_errors():
        findings = check_folder(_pages_of(study))
    for finding in findings:
        typer.echo(f"{finding.path}: {finding.what}; {finding.remedy}")
    typer.echo(f"{len(findings)} things to look at" if findings else "nothing is missing")


def _pages_of(study: str) -> Path:
    from onrecord.study import load_study

    chosen = load_study(study)
    return chosen.sources or Path()


@app.command()
def export(
    tables_folder: Annotated[Path, typer.Argument(metavar="TABLES", help="Folder of tables.")],
    to: Annotated[str, typer.Option(help="gexf, graphml, csv, dna or timelinejs.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the files; exports beside the tables if not given.")
    ] = None,
    study: Annotated[str | None, typer.Option(help="Study whose contexts, issues and protected actors apply.")] = None,
    level: Annotated[str, typer.Option(help="Actors of the networks: states, bodies or persons.")] = "states",
) -> None:
    """Write findings for other tools: Gephi, spreadsheets, Discourse Network Analyzer, TimelineJS."""
    from onrecord import tables
    from onrecord.reporting import exports
    from onrecord.reporting.pipeline import ParameterError
    from onrecord.study import NO_STUDY, load_study

    with _plain_errors():
        if not tables_folder.is_dir():
            raise ParameterError(f"there is no folder {tables_folder}")
        if (tables_folder / "tables").is_dir():  # a run was named
            tables_folder = tables_folder / "tables"
        chosen = load_study(study) if study else NO_STUDY
        folder = out or tables_folder.resolve().parent / "exports"
        for path in exports.export(tables.read_all(tables_folder), to, folder, chosen, level):
            typer.echo(path)


@app.command()
def review(
    study: StudyName,
    tables_folder: Annotated[
        Path | None, typer.Option("--tables", help="Tables coded before; else the study's pages are coded now.")
    ] = None,
    analyst: Annotated[str | None, typer.Option(help="Whose decisions these are; your user name if not given.")] = None,
) -> None:
    """Decide on the machine's coding, row by row: what findings rest on first, the least sure first."""
    import getpass
    from datetime import date

    import click

    from onrecord import tables
    from onrecord.reporting.pipeline import ParameterError, tables_of
    from onrecord.reporting.review_loop import Terminal
    from onrecord.reporting.review_loop import review as loop
    from onrecord.study import load_study

    with _plain_errors():
        chosen = load_study(study)
        if tables_folder is None and not (chosen.sources and chosen.sources.is_dir()):
            raise ParameterError(f"study {chosen.name} has no pages: give its coded tables with --tables")
        with _articles_done() as told:
            data = tables.read_all(tables_folder) if tables_folder else tables_of(chosen.sources, chosen, progress=told)
        terminal = Terminal(click.getchar, typer.prompt, typer.echo)
        written = loop(chosen, data, terminal, analyst or getpass.getuser(), date.today().isoformat())
        typer.echo(f"{written} decisions written to {chosen.corrections}")


if __name__ == "__main__":
    app()
