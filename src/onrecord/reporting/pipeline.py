"""The stages of a run, each one call in a notebook: read the tables of the stage before, work, write its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from onrecord import tables
from onrecord.analysis.claims import check_claims
from onrecord.analysis.events import merge_events
from onrecord.analysis.review import apply_corrections
from onrecord.analysis.selection import Selection, SelectionError, select
from onrecord.analysis.timelines import official
from onrecord.coding.cache import Cache
from onrecord.coding.many import Workers, code_articles
from onrecord.record import load_record
from onrecord.reporting import evidence
from onrecord.sources.manifest import MANIFEST
from onrecord.sources.prefilter import prefilter_of
from onrecord.sources.read import read_sources
from onrecord.study import NO_STUDY, PROJECT, REPORTS, Study, load_study

Tables = Mapping[str, pd.DataFrame]

EVIDENCE_LEVELS = ("none", "offsets", "sentence", "page")
SETTINGS = "settings.json"
WITHOUT_BROWSER = "ONRECORD_WITHOUT_BROWSER"
"""Set in the environment of a kernel whose cells nobody can click."""

CODED_BEFORE = PROJECT / ".cache" / "coded"
ONE_PROCESS = Workers()


class ParameterError(ValueError):
    """A parameter that is unknown, mistyped or out of range; the message says which and what is allowed."""


@dataclass(frozen=True)
class Parameters:
    """What a person may choose for a run: the literals of every notebook's first cell."""

    study: str = ""
    sources: str = ""
    since: str = ""
    until: str = ""
    actors: Sequence[str] = ()
    issues: Sequence[str] = ()
    out: str = ""

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            _check_type(name, value)
        if not self.study and not self.sources:
            raise ParameterError("name a study, or a folder of pages as sources")


def _check_type(name: str, value: object) -> None:
    if name in ("actors", "issues"):
        if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            raise ParameterError(f"{name} must be a list of ids, not {value!r}")
    elif not isinstance(value, str):
        raise ParameterError(f"{name} must be text, not {value!r}")


@dataclass(frozen=True)
class Run:
    """A run in progress: the study, what part of it is asked for, where pages come from and where results go."""

    parameters: Parameters
    study: Study
    sources: Path
    out: Path
    selection: Selection
    evidence: str = "page"
    compare: Path | None = None
    workers: int = 1

    @property
    def tables(self) -> Path:
        """The folder of the run's tables."""
        return self.out / "tables"

    @property
    def figures(self) -> Path:
        """The folder of the run's figures."""
        return self.out / "figures"

    def shows(self, level: str) -> bool:
        """Whether this run may carry the sources' words at a level: "sentence" or "page".

        Figures, names of actors and official facts are not the sources' words and are always shown.
        """
        return EVIDENCE_LEVELS.index(self.evidence) >= EVIDENCE_LEVELS.index(level)

    def official(self) -> pd.DataFrame | None:
        """What officially happened, for timelines; None where the study has no record."""
        folder = self.study.record
        return official(load_record(folder)) if folder and folder.is_dir() else None

    def read(self, *names: str) -> dict[str, pd.DataFrame]:
        """The named tables, all of them if none is named."""
        return tables.read_all(self.tables, *names)

    def write(self, data: Mapping[str, pd.DataFrame]) -> None:
        """Write tables of this run."""
        tables.write(self.tables, data)


def start(
    study: str = "",
    sources: str = "",
    since: str = "",
    until: str = "",
    actors: Sequence[str] = (),
    issues: Sequence[str] = (),
    out: str = "",
) -> Run:
    """Check the parameters and open the run that they describe.

    Relative paths start at the project's folder, wherever the notebook or the command was started.

    Raises
    ------
    ParameterError
        If a parameter cannot be used.
    StudyError
        If there is no such study, or it cannot be used.
    """
    parameters = Parameters(study, sources, since, until, tuple(actors), tuple(issues), out)
    chosen = _study(parameters)
    folder = PROJECT / out if out else REPORTS / chosen.name / "by-hand"
    pages = PROJECT / sources if sources else chosen.sources
    if pages is None or not pages.is_dir():
        raise ParameterError(
            f"there is no folder of pages {str(pages)!r}: save pages there, or give another as sources"
        )
    if not any(path.is_file() and path.name != MANIFEST for path in pages.rglob("*")):
        raise ParameterError(f"the folder {str(pages)!r} has no pages: save .txt, .html, .pdf or .warc files there")
    known = {i.slug for i in chosen.issues}
    if strange := sorted(set(issues) - known):
        raise ParameterError(
            f"study {chosen.name} has no issue {', '.join(strange)}; it has {', '.join(sorted(known)) or 'none'}"
        )
    try:
        selection = select(chosen, since=since, until=until, actors=tuple(actors), issues=tuple(issues))
    except SelectionError as error:
        raise ParameterError(str(error)) from error
    return Run(parameters, chosen, pages.resolve(), folder.resolve(), selection, **_settings(folder))


def _settings(folder: Path) -> dict:
    """What the command laid down for a run beside the notebooks' parameters; by hand there is nothing."""
    path = folder / SETTINGS
    if not path.is_file():
        return {}
    settings = json.loads(path.read_text(encoding="utf-8"))
    return {**settings, "compare": Path(settings["compare"]) if settings.get("compare") else None}


def clean_sources(run: Run) -> dict[str, pd.DataFrame]:
    """Stage 1: read the pages; what each one says of itself, and what each line of it is.

    Raises
    ------
    ParameterError
        If not one of them could be read: an empty report would stand for a good one.
    """
    data = _read(run.sources, run.study)
    if data["articles"].empty and len(data["refused"]):
        reasons = "; ".join(f"{r.path}: {r.reason} ({r.remedy})" for r in data["refused"].head(5).itertuples())
        raise ParameterError(f"not one of {len(data['refused'])} files in {run.sources} could be read: {reasons}")
    run.write(data)
    return data


def code(run: Run) -> dict[str, pd.DataFrame]:
    """Stage 2: code the articles, and apply the analyst's decisions.

    Issues and actors that a run leaves out are coded all the same: only what is shown depends on the parameters.
    """
    read = run.read("texts", "articles", "lines", "refused")
    data = {**read, **_coded(read, run.study, Workers(run.workers))}
    run.write({name: table for name, table in data.items() if name not in ("texts", "lines")})
    return data


def match_events(run: Run) -> dict[str, pd.DataFrame]:
    """Stage 4: merge what articles report into happenings, and check them and their figures against the record."""
    data = run.read(*(n for n in tables.TABLES if n not in ("events", "claims")))
    data |= _matched(data, run.study)
    run.write({name: data[name] for name in ("events", "venue_events", "claims")})
    return data


def tables_of(
    pages: Path, study: Study, workers: Workers = ONE_PROCESS, progress: Callable[[int], None] | None = None
) -> dict[str, pd.DataFrame]:
    """All tables of a folder of pages: the stages that make tables, one after the other."""
    data = _read(pages, study)
    data |= _coded(data, study, workers, progress)
    return data | _matched(data, study)


def _read(pages: Path, study: Study) -> dict[str, pd.DataFrame]:
    chosen = prefilter_of(study)
    return read_sources(pages, wanted=chosen.wants if chosen else None)


def _coded(
    read: Mapping[str, pd.DataFrame],
    study: Study,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    coded = code_articles(dict(read), study, workers=workers, cache=Cache(CODED_BEFORE), progress=progress)
    # A page that could not be coded the last time is in `refused` already when a stage is run again by hand.
    coded["refused"] = coded["refused"].drop_duplicates(ignore_index=True)
    decided, _ = apply_corrections({"texts": read["texts"], **coded}, study)
    return {name: decided[name] for name in coded}


def _matched(data: Mapping[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    merged = merge_events(dict(data), study)
    claims = check_claims({**data, **merged}, study)
    decided, _ = apply_corrections({"texts": data["texts"], **claims}, study)
    return {**merged, **{name: decided[name] for name in claims}}


def findings(run: Run) -> dict[str, pd.DataFrame]:
    """What the stages before left, for looking at; happenings and claims are empty until the fourth has made them.

    Where the run may not carry the sources' words, labels and names as written are already gone here; whole texts stay,
    for citations find their sentences in them.
    """
    late = [n for n in ("events", "claims") if not (run.tables / f"{n}.parquet").exists()]
    data = run.read(*(n for n in tables.TABLES if n not in late))
    data |= {n: tables.frame(n) for n in late}
    return data if run.shows("sentence") else {**evidence.redact(data, run.evidence), "texts": data["texts"]}


def _study(parameters: Parameters) -> Study:
    if not parameters.study:
        return NO_STUDY
    is_path = "/" in parameters.study or "\\" in parameters.study
    return load_study(str(PROJECT / parameters.study) if is_path else parameters.study)
