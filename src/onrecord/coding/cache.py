"""What was coded before: an article's rows, keyed by its text and by everything that coding depends on.

Entries are JSON with a checksum, written beside and renamed: a damaged or half-written one is never trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from onrecord.coding.document import model_sha256
from onrecord.reference import REFERENCE
from onrecord.tables import Article, Line

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def coder_sha256() -> str:
    """A hash of all that coding depends on beside the article: the code, the reference data and the model."""
    files = [*_PACKAGE.glob("*.py"), *_PACKAGE.glob("dates/**/*.py"), *_PACKAGE.glob("coding/**/*.py")]
    digest = hashlib.sha256(model_sha256().encode())
    for path in sorted([*files, *REFERENCE.glob("*.csv")]):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def article_key(article: Article, text: str, lines: Sequence[Line], context: str) -> str:
    """The key of an article's rows; `context` is a text of what the study adds (its issues, its record's dates)."""
    digest = hashlib.sha256(coder_sha256().encode())
    for part in (repr(article), context, repr([(line.line, line.label) for line in lines]), text):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


class Cache:
    """A folder of coded articles; None as folder keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, key: str) -> str | None:
        """The rows kept under a key, as JSON text; None if there are none or the file is damaged."""
        if self.folder is None:
            return None
        try:
            checksum, rows = self._path(key).read_text(encoding="utf-8").split("\n", 1)
        except (OSError, ValueError):
            return None
        return rows if checksum == _checksum(rows) else None

    def put(self, key: str, rows: str) -> None:
        """Keep rows under a key. A full disk or a read-only folder costs the entry, not the run."""
        if self.folder is None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(f"{_checksum(rows)}\n{rows}")
                Path(beside).replace(path)
            finally:
                Path(beside).unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        assert self.folder is not None  # noqa: S101 - both callers have looked
        return self.folder / key[:2] / f"{key}.json"


def _checksum(rows: str) -> str:
    return hashlib.sha256(rows.encode("utf-8", "surrogatepass")).hexdigest()


def dump(rows: dict[str, list]) -> str:
    """Rows as JSON text, plain ASCII so that any character of a source survives."""
    return json.dumps(rows, separators=(",", ":"))
