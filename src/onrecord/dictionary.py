"""The data dictionary: every column of every table and of every hand-edited file, from where each is declared.

Run as a module it writes `data/DICTIONARY.md`.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby

from onrecord import tables
from onrecord.reference import read_rows
from onrecord.study import PROJECT

PATH = PROJECT / "data" / "DICTIONARY.md"

_HEAD = """# Data dictionary

Made by `python -m onrecord.dictionary` from the schema in `src/onrecord/tables.py` and from
`data/reference/columns.csv`; a test keeps it in step. Offsets are characters of the article's text as read; dates are
EDTF; ids are lower case; several ids in one cell are joined by `;`.
"""


def markdown() -> str:
    """The dictionary as Markdown."""
    coded = "\n".join(_table_section(name) for name in tables.TABLES)
    files = "\n".join(
        _file_section(name, list(rows)) for name, rows in groupby(sorted(_file_rows()), key=lambda row: row[0])
    )
    return f"{_HEAD}\n## Tables of a run\n\n{coded}\n## Hand-edited files\n\n{files}"


def _table_section(name: str) -> str:
    table = tables.TABLES[name]
    meaning = (table.row.__doc__ or "").splitlines()[0]
    rows = [
        f"| {f.name} | {dtype} | {f.metadata['meaning']}{_values(f.metadata['values'])} |"
        for f, dtype in zip(fields(table.row), tables.dtypes(name).values(), strict=True)
    ]
    head = (
        f"### {name}\n\n{meaning} Written by the {table.stage} stage.\n\n| column | type | meaning |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _values(values: tuple[str, ...]) -> str:
    return f" ({', '.join(values)})" if values else ""


def _file_rows() -> list[tuple[str, int, str, str]]:
    return [(row["file"], n, row["column"], row["meaning"]) for n, row in enumerate(read_rows("columns"))]


def _file_section(name: str, rows: list[tuple[str, int, str, str]]) -> str:
    body = "\n".join(f"| {column} | {meaning} |" for _, _, column, meaning in rows)
    return f"### {name}\n\n| column | meaning |\n|---|---|\n{body}\n"


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
