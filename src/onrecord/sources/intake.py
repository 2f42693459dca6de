"""A study's folder of pages: putting files in with their hash, and saying what is missing, changed or unreadable."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.sources.limits import SourceError
from onrecord.sources.manifest import COLUMNS, MANIFEST, manifest_rows
from onrecord.sources.page import Page
from onrecord.sources.read import Source, iter_sources, read_pages
from onrecord.tables import Refused

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 120
HASH_COLUMN = "sha256"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: `file` is its name in the folder, null where it was not taken, and `why` says it."""

    given: str
    file: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at in a folder of pages, with what to do about it."""

    path: str
    what: str
    remedy: str


def add_files(folder: Path, files: Iterable[Path]) -> list[Added]:
    """Copy files into a folder of pages, each with its hash and a row in the manifest.

    A file that could not be read as a page is not taken. A name never leads out of the folder, and never replaces
    another file: a second file of one name gets the start of its hash in its name; the same bytes are taken once.

    Raises
    ------
    SourceError
        If the folder's manifest is there but cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = manifest_rows(folder)
    known = {_hash(path): path.name for path in sorted(folder.iterdir()) if path.is_file() and path.name != MANIFEST}
    done = []
    for given in files:
        try:
            done.append(_add(folder, Path(given), known, rows))
        except SourceError as error:
            done.append(Added(str(given), None, f"{error.reason}: {error.remedy}"))
        except OSError as error:
            done.append(Added(str(given), None, f"it cannot be opened ({error.strerror or type(error).__name__})"))
    _write(folder / MANIFEST, rows)
    return done


def check_folder(folder: Path) -> list[Finding]:
    """What a folder of pages lacks: dates, outlets, files the manifest names; what changed; what would be refused.

    Raises
    ------
    NotADirectoryError
        If there is no such folder.
    """
    findings: list[Finding] = []
    hashes: dict[str, str] = {}
    for item in iter_sources(folder):
        if isinstance(item, Refused):
            findings.append(Finding(item.path, item.reason, item.remedy))
        else:
            findings += _lacking(item)
    with contextlib.suppress(SourceError):  # iter_sources has said so already
        hashes = {row.get("file", ""): row.get(HASH_COLUMN, "") for row in manifest_rows(folder)}
    for name, digest in hashes.items():
        path = folder / Path(name).name
        if digest and path.is_file() and _hash(path) != digest:
            findings.append(
                Finding(name, "it has changed since it was added", "look at it, then add it again or take out its hash")
            )
    return sorted(set(findings), key=lambda f: (f.path, f.what))


def _lacking(source: Source) -> list[Finding]:
    article = source.article
    found = []
    if not article.published:
        found.append(
            Finding(article.path, "no date of publication is known", f"write it into column published of {MANIFEST}")
        )
    if not article.outlet:
        found.append(Finding(article.path, "its outlet is not known", f"write it into column outlet of {MANIFEST}"))
    if article.kind == "speech" and not article.speaker:
        found.append(Finding(article.path, "a speech whose speaker is not known", f"write the name into {MANIFEST}"))
    if not any(line.label == "body" for line in source.lines):
        found.append(Finding(article.path, "no article text was found in it", "save the article alone as .txt"))
    return found


def _add(folder: Path, given: Path, known: dict[str, str], rows: list[dict[str, str]]) -> Added:
    if not given.is_file():
        raise SourceError("there is no such file", "name files, not folders")
    digest = _hash(given)
    if digest in known:
        return Added(str(given), known[digest], "already there")
    _check_readable(given)
    name = _free_name(folder, given.name, digest)
    handle, beside = tempfile.mkstemp(dir=folder, prefix=".adding-")
    os.close(handle)
    try:
        shutil.copyfile(given, beside)
        Path(beside).chmod(0o644)
        Path(beside).replace(folder / name)
    finally:
        Path(beside).unlink(missing_ok=True)
    known[digest] = name
    rows.append({"doc_id": re.sub(r"\.(?:warc\.gz|\w{1,6})$", "", name), "file": name, HASH_COLUMN: digest})
    return Added(str(given), name, "added")


def _check_readable(path: Path) -> None:
    """Raises SourceError if not one page of the file can be read."""
    errors = []
    for page in read_pages(path):
        if isinstance(page, Page):
            return
        errors.append(page[1])
    raise errors[0] if errors else SourceError("it holds no pages", "check that it is what you meant to add")


def _free_name(folder: Path, name: str, digest: str) -> str:
    """A name of letters, digits, dots, dashes and underscores that no other file has.

    >>> _free_name(Path("nowhere"), "../UN: the vote?.txt", "0a1b")
    'UN_the_vote_.txt'
    """
    plain = _UNSAFE.sub("_", Path(name).name.replace("\\", "_")).lstrip("._-")[-_LONGEST_NAME:] or f"page-{digest[:8]}"
    if plain == MANIFEST or (folder / plain).exists():
        stem, dot, suffix = plain.partition(".")
        plain = f"{stem}-{digest[:8]}{dot}{suffix}"
    return plain


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the manifest beside and then rename it; columns that are not ours stay, after ours."""
    names = [*COLUMNS, HASH_COLUMN]
    names += [n for n in dict.fromkeys(name for row in rows for name in row) if n not in names]
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".sources-", suffix=".csv")
    os.close(handle)
    try:
        with Path(beside).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
