"""A study's coding.csv: one line a decision, anchored to the evidence text and so independent of offsets and runs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

DECISIONS = ("accept", "reject", "amend", "add")

IDENTIFIERS = {
    "statements": "statement_id",
    "quotes": "statement_id",
    "ties": "tie_id",
    "positions": "position_id",
    "venue_events": "mention_id",
    "claims": "claim_id",
}
"""The tables that an analyst decides on, and the column that names a row."""

_FORMULA = ("=", "+", "-", "@", "\t")


class DecisionError(ValueError):
    """A coding.csv whose header or lines cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of coding.csv.

    `evidence` is the text that the row rests on and `occurrence` which of its places in the article, from 1.
    `row` is the row's id without article and offsets ('tie:prk:usa:ACCUSE'): it tells rows on one text apart.
    `amend` gives one field its value; `add` makes a row of all its lines with the same anchor, one field a line.
    """

    decision: str
    table: str
    doc_id: str
    evidence: str
    occurrence: str = "1"
    row: str = ""
    field: str = ""
    value: str = ""
    analyst: str = ""
    date: str = ""
    note: str = ""
    line: int = 0

    @property
    def anchor(self) -> tuple[str, str, str, str, str]:
        """What the decision is about."""
        return (self.table, self.doc_id, self.evidence, self.occurrence, self.row)


COLUMNS = tuple(f.name for f in fields(Decision) if f.name != "line")


def read_decisions(path: Path | None) -> list[Decision]:
    """The decisions of a coding.csv in file order; none if there is no file.

    Raises
    ------
    DecisionError
        If the header is not that of coding.csv, or a line has cells too few or too many.
    """
    if path is None or not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DecisionError(f"{path}: the columns must be {', '.join(COLUMNS)}")
        found = []
        for row in reader:
            if None in row or None in row.values():
                raise DecisionError(f"{path}, line {reader.line_num}: {len(COLUMNS)} cells expected")
            cells = {name: _unescaped(cell) for name, cell in row.items()}
            found.append(Decision(**cells, line=reader.line_num))
    return [replace(d, occurrence=d.occurrence or "1") for d in found]


def write_decision(path: Path, *decisions: Decision) -> None:
    """Append to a coding.csv, with its header if it is new. Cells that a spreadsheet would run are escaped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.is_file() or path.stat().st_size == 0
    ends_line = fresh or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not ends_line:
            file.write("\n")
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(COLUMNS)
        for decision in decisions:
            cells = asdict(decision)
            writer.writerow([_escaped(str(cells[name])) for name in COLUMNS])


def _escaped(cell: str) -> str:
    return "'" + cell if cell.startswith((*_FORMULA, "'")) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def decide(
    decision: str, table: str, row: Mapping[str, object], text: str, analyst: str, date: str, **more: str
) -> Decision:
    """A decision on a coded row of an article whose text this is: the anchor is made from the row's offsets.

    >>> row = {"tie_id": "d:4-9:tie:a:b:ACCUSE", "doc_id": "d", "start": 4, "end": 9}
    >>> found = decide("accept", "ties", row, "The blame. No blame.", "ana", "2021-09-16")
    >>> found.evidence, found.occurrence, found.row
    ('blame', '1', 'tie:a:b:ACCUSE')
    """
    start, end = int(str(row["start"])), int(str(row["end"]))
    evidence = text[start:end]
    return Decision(
        decision=decision,
        table=table,
        doc_id=str(row["doc_id"]),
        evidence=evidence,
        occurrence=str(1 + sum(1 for place in places(text, evidence) if place < start)),
        row=remainder(row, table),
        analyst=analyst,
        date=date,
        **more,
    )


def places(text: str, evidence: str) -> list[int]:
    """Where a text occurs, overlapping places included."""
    found, place = [], text.find(evidence) if evidence else -1
    while place >= 0:
        found.append(place)
        place = text.find(evidence, place + 1)
    return found


def remainder(row: Mapping[str, object], table: str) -> str:
    """A row's id without its article and offsets."""
    identifier = str(row[IDENTIFIERS[table]])
    rest = identifier.removeprefix(f"{row['doc_id']}:")
    offsets, _, rest_of_it = rest.partition(":")
    return rest_of_it if offsets.replace("-", "").isdigit() else rest
