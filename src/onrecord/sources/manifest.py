"""The manifest `sources.csv`: what a page does not say, or says wrongly."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from onrecord.sources.datelines import header_dates
from onrecord.sources.decode import decode
from onrecord.sources.limits import MAX_FILE_BYTES, SourceError, check_size
from onrecord.tables import ARTICLE_KINDS, Refused

MANIFEST = "sources.csv"
COLUMNS = ("doc_id", "file", "outlet", "published", "published_basis", "kind", "speaker", "url", "licence", "note")
"""The columns that are read, in the order in which they are written; others are kept as they are."""

_BEYOND = "\n"
_NO_ID = re.compile(r"[/\\\x00-\x1f]|^\.")
_EDTF = re.compile(r"\d{4}(-\d\d){0,2}[~?%]?(/(\d{4}(-\d\d){0,2}[~?%]?)?)?")


@dataclass(frozen=True)
class Manifest:
    """The rows of a manifest, by file and by address, and those that cannot be used."""

    by_file: dict[str, tuple[dict[str, str], ...]] = field(default_factory=dict)
    refused: dict[str, SourceError] = field(default_factory=dict)

    def row(self, file: str, url: str | None = None, doc_id: str | None = None) -> dict[str, str]:
        """What the manifest says of a page; of several rows for one archive, the one with its address or its doc_id."""
        rows = self.by_file.get(file, ())
        if len(rows) == 1 and (not rows[0].get("url") or doc_id is None):
            return rows[0]
        return next((r for r in rows if (url and r.get("url") == url) or (doc_id and r["doc_id"] == doc_id)), {})


def read_manifest(folder: Path) -> Manifest:
    """Read the folder's manifest; an empty one where there is none.

    Raises
    ------
    SourceError
        If the file is there but is no table with a column `file` or `doc_id`.
    """
    rows = manifest_rows(folder)
    by_file: dict[str, tuple[dict[str, str], ...]] = {}
    refused: dict[str, SourceError] = {}
    stems = {p.stem: p.name for p in sorted(folder.iterdir()) if p.is_file() and p.name != MANIFEST}
    for row in rows:
        file = row.get("file") or stems.get(row.get("doc_id", ""), row.get("doc_id", ""))
        try:
            by_file[file] = (*by_file.get(file, ()), _checked(row, file))
        except SourceError as error:
            refused[file] = error
    for file, several in by_file.items():
        if len(several) > 1 and not file.lower().endswith((".warc", ".warc.gz")):
            refused[file] = SourceError(f"{MANIFEST} has {len(several)} rows for it", "keep one of them")
    return Manifest(by_file, refused)


def manifest_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the folder's manifest as they stand, none where there is no manifest. Raises SourceError as above."""
    path = folder / MANIFEST
    if not path.is_file():
        return []
    check_size(path.stat().st_size, MAX_FILE_BYTES)
    return _rows(decode(path.read_bytes()))


def missing(manifest: Manifest, present: set[str]) -> list[Refused]:
    """The files that the manifest names and the folder does not hold."""
    return [
        Refused(
            path=file or "(no file name)",
            reason=f"{MANIFEST} names it, but it is not in the folder",
            remedy="add the file or take out the row",
        )
        for file in sorted(set(manifest.by_file) - present - set(manifest.refused))
    ]


def _rows(text: str) -> list[dict[str, str]]:
    text = text.replace("\x00", "")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        rows = [_row(row) for row in reader]
    except csv.Error as error:
        raise SourceError(
            f"{MANIFEST} is not a table (after line {reader.line_num}: {error})",
            "look for a quotation mark that is not closed, or save it as CSV in UTF-8",
        ) from error
    if not {"file", "doc_id"} & set(names):
        raise SourceError(f"{MANIFEST} has no column 'file'", f"give it the columns {', '.join(COLUMNS)}")
    return [row for row in rows if any(row.values())]


def _row(row: dict) -> dict[str, str]:
    """A row as plain text; cells beyond the last column are kept aside under a name that no column can have."""
    plain = {k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}
    return {**plain, _BEYOND: " ".join(row[None])} if any(row.get(None, ())) else plain


def _checked(row: dict[str, str], file: str) -> dict[str, str]:
    """The row with its date as EDTF. Raises SourceError for a value that cannot be used."""
    path = PurePosixPath(file.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise SourceError(f"{MANIFEST} points outside the folder", "move the file into the folder")
    if _BEYOND in row:
        raise SourceError(f"{MANIFEST} has more cells than columns for it", "put quotes round a cell that has a comma")
    if _NO_ID.search(row.get("doc_id", "")):
        raise SourceError(
            f"{MANIFEST} gives it the doc_id {row['doc_id']!r}", "write letters, digits, dots, dashes and underscores"
        )
    kind = row.get("kind") or "news"
    if kind not in ARTICLE_KINDS:
        raise SourceError(f"{MANIFEST} gives it the kind {kind!r}", f"write one of {', '.join(ARTICLE_KINDS)}")
    return {**row, "kind": kind, "published": _edtf(row.get("published", "")), "doc_id": row.get("doc_id", "")}


def _edtf(value: str) -> str:
    is_edtf = _EDTF.fullmatch(value)
    if not value or (is_edtf and _is_real(value)):
        return value
    found = header_dates(value)
    if len(found) == 1 and not is_edtf:
        return found[0][2]
    raise SourceError(f"{MANIFEST} gives the date {value!r}", "write it as YYYY-MM-DD, YYYY-MM or YYYY")


def _is_real(value: str) -> bool:
    try:
        for end in filter(None, re.sub(r"[~?%]", "", value).split("/")):
            date(*[*map(int, end.split("-")), 1, 1][:3])
    except ValueError:
        return False
    return True
