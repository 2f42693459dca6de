"""A study's folder and its study.toml: the one place that knows the paths of a study and what its author decided."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STUDIES = PROJECT / "data" / "studies"
REPORTS = PROJECT / "reports"

_TOP_KEYS = {
    "title",
    "question",
    "since",
    "until",
    "language",
    "minimum_stories",
    "contexts",
    "actors",
    "protect",
    "issues",
    "crawl_actors",
    "crawl_venues",
}
_ISSUE_KEYS = {"slug", "proposition", "contested", "names", "ills", "turns", "venues"}


class StudyError(ValueError):
    """A study that is not there or whose study.toml cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Issue:
    """A proposition that actors are for or against.

    `names` are words that name it or what it would bring about, `ills` words for the wrong it is about: who condemns an
    ill is for it, who denies one against. `turns` are words that turn a stance round where they stand over a name or an
    ill ("close" over "camps"). With `venues`, articles that mention none of these bodies are not about it.
    """

    slug: str
    proposition: str
    contested: bool = True
    names: tuple[str, ...] = ()
    ills: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()


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
    try:
        settings = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{folder / 'study.toml'} is not valid TOML: {error}") from error
    unknown = set(settings) - _TOP_KEYS
    if unknown:
        raise StudyError(f"{folder / 'study.toml'}: unknown keys {sorted(unknown)}; known: {sorted(_TOP_KEYS)}")
    issues = tuple(_issue(row, folder) for row in settings.pop("issues", []))
    settings.pop("language", None)
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in settings.items()}
    return Study(name=folder.name, folder=folder, issues=issues, **values)


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


def _issue(row: dict, folder: Path) -> Issue:
    unknown = set(row) - _ISSUE_KEYS
    if unknown or not {"slug", "proposition"} <= set(row):
        raise StudyError(
            f"{folder / 'study.toml'}: an issue needs slug and proposition and knows {sorted(_ISSUE_KEYS)}; "
            f"got {sorted(row)}"
        )
    return Issue(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
