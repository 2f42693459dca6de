"""Write an export."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from onrecord.reporting.exports import csvs, dna, graphs, timelinejs
from onrecord.study import NO_STUDY, Study

FORMATS = ("gexf", "graphml", "csv", "dna", "timelinejs")


class ExportError(ValueError):
    """A format that there is not; the message names those there are."""


def export(
    data: Mapping[str, pd.DataFrame], to: str, out: Path, study: Study = NO_STUDY, level: str = "states"
) -> list[Path]:
    """Write the tables in a format into a folder, each file beside and then renamed; the files, in order.

    `level` is for the networks: states, bodies or persons, as in counting.

    Raises
    ------
    ExportError
        If there is no such format.
    """
    if to not in FORMATS:
        raise ExportError(f"there is no export to {to!r}; there are {', '.join(FORMATS)}")
    if to == "gexf":
        files = {"network.gexf": graphs.gexf(graphs.network(data, study, level))}
    elif to == "graphml":
        files = {"network.graphml": graphs.graphml(graphs.network(data, study, level))}
    else:
        files = {"csv": csvs, "dna": dna, "timelinejs": timelinejs}[to].files(data, study)
    out.mkdir(parents=True, exist_ok=True)
    return [_write(out / name, text) for name, text in files.items()]


def _write(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
