"""Tables as CSV for spreadsheets, with text that a spreadsheet would run as a formula made harmless."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from onrecord.reporting.content import Grid

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; numbers are not text and stay.

    >>> harmless("=1+1"), harmless("Kim"), harmless(" @x")
    ("'=1+1", 'Kim', "' @x")
    """
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) or text.startswith(_STARTS) else text


def write(folder: Path, data: Mapping[str, pd.DataFrame]) -> None:
    """Write each table as `folder/<name>.csv`, UTF-8 with a mark that spreadsheets look for."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in data.items():
        # `texts` are whole pages, and no table to look at.
        if name != "texts":
            escaped = table.apply(lambda c: c.map(harmless, na_action="ignore") if c.dtype == "string" else c)
            escaped.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")


def data_address(grid: Grid) -> str:
    """A table of the report as an address that carries its CSV, so that the page needs no file beside it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(grid.columns)
    for row in grid.rows:
        writer.writerow([cell.text if cell.is_number else harmless(cell.text) for cell in row])
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(out.getvalue().encode("utf-8-sig")).decode()
