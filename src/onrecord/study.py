"""A study's folder and its study.toml: the one place that knows the paths of a study and what its author decided."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.reference import read_rows
from onrecord.tables import CONTEXTS

PROJECT = Path(__file__).resolve().parents[2]
STUDIES = PROJECT / "data" / "studies"
REPORTS = PROJECT / "reports"

_TEXT = "text in quotes"
_DATE = 'a day, month or year in quotes, such as "2014-01"'
_COUNT = "a number, 0 or more"
_LIST = 'a list of texts, such as ["one", "two"]'
_YES_NO = "true or false, without quotes"

_KINDS: dict[str, Callable[[object], bool]] = {
    _TEXT: lambda value: isinstance(value, str),
    _DATE: lambda value: isinstance(value, str),
    _COUNT: lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    _LIST: lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
    _YES_NO: lambda value: isinstance(value, bool),
}

_TOP_KEYS = {
    "title": _TEXT,
    "question": _TEXT,
    "since": _DATE,
    "until": _DATE,
    "language": _TEXT,
    "minimum_stories": _COUNT,
    "contexts": _LIST,
    "actors": _LIST,
    "protect": _LIST,
    "crawl_actors": _LIST,
    "crawl_venues": _LIST,
}
_ISSUE_KEYS = {
    "slug": _TEXT,
    "proposition": _TEXT,
    "contested": _YES_NO,
    "names": _LIST,
    "ills": _LIST,
    "turns": _LIST,
    "venues": _LIST,
    "actors": _LIST,
    "short": _LIST,
    "truth": _YES_NO,
}


class StudyError(ValueError):
    """A study that is not there or whose study.toml cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Issue:
    """A proposition that actors are for or against.

    `names` are words that name it or what it would bring about, `ills` words for the wrong it is about: who condemns an
    ill is for it, who denies one against. `turns` are words that turn a stance round where they stand over a name or an
    ill ("close" over "camps"). With `venues`, articles that mention none of these bodies are not about it,
    with `actors`, articles that are about others than these. `short` are words that name it where one of its venues is
    the body that the page is about ("the session"). With `truth` it is the claim that its ills are so: to deny an ill
    is to be against this one, and says nothing of the remedies that other issues propose for the same ill.
    """

    slug: str
    proposition: str
    contested: bool = True
    names: tuple[str, ...] = ()
    ills: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    truth: bool = False


@dataclass(frozen=True)
class Study:
    """What the author of a study decided, and where its files are."""

    name: str
    folder: Path | None = None
    title: str = ""
    question: str = ""
    since: str | None = None
    until: str | None = None
    minimum_stories: int = 20
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    crawl_actors: tuple[str, ...] = ()
    """Of a web archive only pages are read that name one of these actors and one of these venues."""
    crawl_venues: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def sources(self) -> Path | None:
        """The folder of pages."""
        return self.folder / "sources" if self.folder else None

    @property
    def record(self) -> Path | None:
        """The folder of official facts."""
        return self.folder / "record" if self.folder else None

    @property
    def corrections(self) -> Path | None:
        """The analyst's decisions."""
        return self.folder / "coding.csv" if self.folder else None

    @property
    def aliases(self) -> Path | None:
        """The analyst's alias file (surface, actor_id, ...), which overrides every rule."""
        return self.folder / "aliases.csv" if self.folder else None


NO_STUDY = Study(name="unnamed", title="Unnamed study")
"""A folder of pages with no issues and no record."""


def load_study(name: str, studies: Path = STUDIES) -> Study:
    """Load a study by name, or by the path of its folder.

    Raises
    ------
    StudyError
        If there is no such study, or its study.toml has unknown or mistyped keys.
    """
    folder = _study_folder(name, studies)
    path = folder / "study.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{path} is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise StudyError(f"{path} is not UTF-8: save it in that encoding") from error
    rows = settings.pop("issues", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StudyError(f"{path}: every issue begins with a line [[issues]]")
    _check_keys(settings, _TOP_KEYS, str(path))
    if strange := sorted(set(settings.get("contexts", ())) - set(CONTEXTS)):
        raise StudyError(f"{path}: unknown contexts {', '.join(strange)}; known: {', '.join(CONTEXTS)}")
    issues = tuple(_issue(row, f"{path}, issue {number}") for number, row in enumerate(rows, start=1))
    slugs = [issue.slug for issue in issues]
    if twice := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        raise StudyError(f"{path}: two issues have the slug {', '.join(twice)}; give each its own")
    settings.pop("language", None)
    return Study(name=folder.name, folder=folder, issues=issues, **_plain(settings))


def _plain(settings: dict) -> dict:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in settings.items()}


def _check_keys(settings: dict, known: dict[str, str], where: str) -> None:
    """Refuse a key that is not known and a value that is not what its key asks for."""
    if unknown := sorted(set(settings) - set(known)):
        raise StudyError(f"{where}: unknown keys {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    for key, value in settings.items():
        if not _KINDS[known[key]](value):
            raise StudyError(f"{where}: {key} must be {known[key]}, not {value!r}")


def _study_folder(name: str, studies: Path) -> Path:
    is_path = "/" in name or "\\" in name
    folder = (Path(name) if is_path else studies / name).resolve()
    if not (folder / "study.toml").is_file():
        known = sorted(p.parent.name for p in studies.glob("*/study.toml"))
        raise StudyError(
            f"there is no study {name!r}: {folder / 'study.toml'} is missing. "
            f"Studies here: {', '.join(known) or 'none'}"
        )
    return folder


def _issue(row: dict, where: str) -> Issue:
    if lacking := sorted({"slug", "proposition"} - set(row)):
        raise StudyError(f"{where}: it needs {' and '.join(lacking)}")
    _check_keys(row, _ISSUE_KEYS, where)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", row["slug"]):
        raise StudyError(f"{where}: slug {row['slug']!r} may have lower-case letters, digits, - and _ only")
    known = {venue["id"] for venue in read_rows("venues")}
    if strange := sorted(set(row.get("venues", ())) - known):
        raise StudyError(f"{where}: unknown venues {', '.join(strange)}; ids are in data/reference/venues.csv")
    return Issue(**_plain(row))
