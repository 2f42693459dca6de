"""Apply an analyst's decisions to coded tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

import pandas as pd

from onrecord import tables
from onrecord.analysis.review.decisions import (
    COLUMNS,
    DECISIONS,
    IDENTIFIERS,
    Decision,
    places,
    read_decisions,
    remainder,
)
from onrecord.study import Study

Tables = Mapping[str, pd.DataFrame]
Row = dict[str, object]

ORPHAN_COLUMNS = ("line", *COLUMNS, "reason")
_REVIEWED = {"accept": "accepted", "reject": "rejected", "amend": "amended"}
_FIXED = ("doc_id", "start", "end", "coded_by", "review", "confidence", "rule")
_ENDS = ("source_id", "target_id", "actor_id")


def apply_corrections(data: Tables, study: Study) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables with the decisions of the study's coding.csv applied, and the decisions that found no row.

    An accepted or rejected row gets its `review`; an amended one its new values, and the analyst's name in `coded_by`;
    an added one is a row like any other, coded by the analyst and accepted. Rejected rows stay, marked, and count
    nowhere. The last decision on a row stands. A row derived from a decided one follows it, but for the ends of a tie.
    Decisions on tables that are not among `data` are left for when they are. Applying twice changes nothing more.

    Raises
    ------
    DecisionError
        If coding.csv cannot be read.
    """
    decisions = read_decisions(study.corrections)
    changed = dict(data)
    orphans: list[tuple[Decision, str]] = [
        (d, f"there is no table {d.table!r} to decide on; there are {', '.join(IDENTIFIERS)}")
        for d in decisions
        if d.table not in IDENTIFIERS
    ]
    texts = dict(zip(data["texts"]["doc_id"], data["texts"]["text"], strict=True)) if decisions else {}
    for table in IDENTIFIERS:
        own = [d for d in decisions if d.table == table]
        if table in data and own:
            changed[table], lost = _apply(table, data[table], own, texts)
            orphans += lost
    return changed, _frame(orphans)


def _frame(orphans: list[tuple[Decision, str]]) -> pd.DataFrame:
    rows = [{**asdict(d), "reason": reason} for d, reason in sorted(orphans, key=lambda pair: pair[0].line)]
    return pd.DataFrame(rows, columns=list(ORPHAN_COLUMNS))


def _apply(
    table: str, frame: pd.DataFrame, decisions: list[Decision], texts: Mapping[str, str]
) -> tuple[pd.DataFrame, list[tuple[Decision, str]]]:
    touched = {d.doc_id for d in decisions}
    rest = frame[~frame["doc_id"].isin(touched)]
    part = frame[frame["doc_id"].isin(touched)]
    rows: list[Row] = part.astype(object).where(part.notna(), None).to_dict("records")
    orphans = []
    additions: dict[tuple[str, ...], list[Decision]] = {}
    for decision in decisions:
        reason = _anchor_fault(decision, texts)
        if not reason and decision.decision == "add":
            additions.setdefault(decision.anchor, []).append(decision)
            continue
        reason = reason or _decide(table, decision, rows, texts[decision.doc_id])
        if reason:
            orphans.append((decision, reason))
    for lines in additions.values():
        reason = _add(table, lines, rows, texts[lines[0].doc_id])
        orphans += [(line, reason) for line in lines if reason]
    made = pd.DataFrame(rows, columns=frame.columns, dtype=object).astype(frame.dtypes.to_dict())
    return tables.conform(table, pd.concat([rest, made], ignore_index=True)), orphans


def _anchor_fault(decision: Decision, texts: Mapping[str, str]) -> str | None:
    """Why the decision's evidence cannot be found."""
    if decision.decision not in DECISIONS:
        return f"{decision.decision!r} is no decision; the decisions are {', '.join(DECISIONS)}"
    if decision.doc_id not in texts:
        return "the article is gone"
    found = len(places(texts[decision.doc_id], decision.evidence))
    if not found:
        return "the text is gone"
    if not decision.occurrence.isdecimal() or not 1 <= int(decision.occurrence) <= found:
        return f"the text occurs {found} times, not {decision.occurrence}"
    return None


def _place(decision: Decision, text: str) -> tuple[int, int]:
    start = places(text, decision.evidence)[int(decision.occurrence) - 1]
    return start, start + len(decision.evidence)


def _decide(table: str, decision: Decision, rows: list[Row], text: str) -> str | None:
    """Carry out a decision on one row and those derived from it; the reason where it cannot be."""
    start, end = _place(decision, text)
    named = [r for r in rows if r["doc_id"] == decision.doc_id and decision.row in ("", remainder(r, table))]
    exact = [r for r in named if (r["start"], r["end"]) == (start, end)]
    # Where re-coding cut the evidence otherwise, the one row of that name that overlaps it is still the row meant.
    fitting = exact or [r for r in named if int(str(r["start"])) < end and start < int(str(r["end"]))]
    if len(fitting) != 1:
        return "the machine no longer codes this row" if not fitting else "several rows fit: name one in `row`"
    (row,) = fitting
    derived = [other for other in rows if decision.field not in _ENDS and _follows(table, other, row)]
    reasons = [_change(table, decision, one) for one in (row, *derived)]
    return reasons[0]


def _follows(table: str, row: Row, origin: Row) -> bool:
    """Whether a row was derived from another: from the same words, of the same type, and not itself in the text."""
    if table not in ("ties", "positions"):
        return False
    same = ("doc_id", "start", "end", *(("event_type",) if table == "ties" else ("issue", "stance")))
    if row is origin or not row.get("derived") or origin.get("derived"):
        return False
    ends = [end for end in ("source_id", "target_id") if table == "ties"]
    shared = not ends or any(row[end] == origin[end] for end in ends)
    return shared and all(row[name] == origin[name] for name in same)


def _change(table: str, decision: Decision, row: Row) -> str | None:
    if decision.decision == "amend":
        if decision.field in _FIXED or decision.field not in row or decision.field == IDENTIFIERS[table]:
            return f"{decision.field!r} is no field that can be amended"
        try:
            amended = {**row, **_typed(table, {decision.field: decision.value})}
            _check(table, amended)
        except ValueError as error:
            return str(error)
        row.update(amended)
    reviewed = _REVIEWED[decision.decision]
    already = row["review"] == "amended" and reviewed == "accepted"
    row["review"] = "amended" if already else reviewed
    if decision.decision == "amend":
        row["coded_by"] = decision.analyst or "analyst"
    return None


def _typed(table: str, values: Mapping[str, str]) -> Row:
    """Cells as values of the table's types; an event type brings its sign."""
    kinds = tables.dtypes(table)
    found: Row = {}
    for name, cell in values.items():
        if name not in kinds:
            raise ValueError(f"table {table} has no field {name!r}")
        if cell == "":
            found[name] = None
        elif kinds[name] == "Int64":
            found[name] = int(cell)
        elif kinds[name] == "boolean":
            found[name] = cell.strip().lower() in ("true", "1", "yes")
        else:
            found[name] = float(cell) if kinds[name] == "Float64" else cell
    if "event_type" in found and "sign" not in found:
        found["sign"] = tables.EVENT_SIGNS.get(str(found["event_type"]))
    return found


def _check(table: str, row: Row) -> None:
    """Raise TableError if the row does not fit its table."""
    tables.conform(table, pd.DataFrame([row], dtype=object))


def _add(table: str, lines: list[Decision], rows: list[Row], text: str) -> str | None:
    """Add the row that these lines describe, unless it is there; the reason where it cannot be."""
    first = lines[0]
    start, end = _place(first, text)
    name = first.row or table.removesuffix("s")
    identifier = f"{first.doc_id}:{start}-{end}:{name}"
    if any(r[IDENTIFIERS[table]] == identifier for r in rows):
        return None
    try:
        values = _typed(table, {line.field: line.value for line in lines if line.field})
        row = {
            **{f.name: None for f in fields(tables.TABLES[table].row)},
            **_usual(table),
            **values,
            IDENTIFIERS[table]: identifier,
            "doc_id": first.doc_id,
            "start": start,
            "end": end,
            "rule": "analyst",
            "coded_by": first.analyst or "analyst",
            "review": "accepted",
        }
        _check(table, row)
    except ValueError as error:
        return str(error)
    rows.append(row)
    return None


def _usual(table: str) -> Row:
    """What an added row is where the analyst does not say otherwise."""
    return {
        "ties": {"status": "actual", "derived": False},
        "positions": {"status": "actual", "derived": False},
        "statements": {"kind": "indirect", "assertion": "asserted"},
        "quotes": {"unclosed": False},
        "venue_events": {"kind": "other", "status": "occurred"},
        "claims": {},
    }[table]
