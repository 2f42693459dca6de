"""The lexicons and gazetteers of data/reference: what the coder knows of the world, as rows a person can correct."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


class ReferenceDataError(ValueError):
    """A reference file that is missing or has a row that cannot be used; the message names file and line."""


@cache
def read_rows(name: str, folder: Path = REFERENCE) -> tuple[dict[str, str], ...]:
    """The rows of `data/reference/<name>.csv`, each a mapping from column to text; blank cells are ''.

    Raises
    ------
    ReferenceDataError
        If the file is missing or a row has more or fewer cells than the header.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise ReferenceDataError(f"{path} is missing: the coder cannot work without it")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ReferenceDataError(
                    f"{path}, line {reader.line_num}: {len(reader.fieldnames or ())} cells expected"
                )
            rows.append({k: v.strip() for k, v in row.items()})
    return tuple(rows)
