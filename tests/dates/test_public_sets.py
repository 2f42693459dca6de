"""Time expressions on public data that others annotated; skipped where the sets are not at hand."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from onrecord.dates import find_dates
from onrecord.study import PROJECT
from onrecord.tables import TimeExpression

SETS = PROJECT.parent / "shared" / "evaluation"


def rows(name: str) -> list[dict]:
    """The lines of a set."""
    path: Path = SETS / name
    if not path.is_file():
        pytest.skip(f"{name} is not at hand")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def overlap(found: TimeExpression, start: int, end: int) -> bool:
    """Whether an expression shares a character with a span."""
    return found.start < end and found.end > start


def test_calendar_dates_of_news() -> None:
    """TimeBank and AQUAINT: value exact F1 at least .85 (measured .885), at least .94 found (measured .97)."""
    right = told = wanted = seen = 0
    for row in rows("dates.jsonl.gz"):
        found = [e for e in find_dates(row["text"], row.get("published")) if e.type == "date" and e.edtf]
        gold = [g for g in row["dates"] if g["type"] == "DATE" and re.fullmatch(r"\d{4}(-\d\d){0,2}", g["value"])]
        other = [g for g in row["dates"] if g not in gold]
        wanted += len(gold)
        told += sum(not any(overlap(e, g["start"], g["end"]) for g in other) for e in found)
        for g in gold:
            here = [re.sub("[~?%]", "", e.edtf or "") for e in found if overlap(e, g["start"], g["end"])]
            seen += bool(here)
            right += g["value"] in here
    assert 2 * right / (told + wanted) >= 0.85
    assert seen / wanted >= 0.94


def test_phrases_and_what_is_no_date() -> None:
    """Recognizers-Text: at least three in four single dates right, at most two alarms on phrases that hold no date."""
    right = wanted = alarms = 0
    for row in rows("date_phrases.jsonl.gz"):
        found = [e for e in find_dates(row["text"], row.get("published")) if e.type == "date"]
        alarms += bool(found) and not row["results"]
        for gold in row["results"]:
            values = {v["value"] for v in gold["values"] if v.get("value")}
            if gold["type"].endswith(".date") and values:
                start = row["text"].lower().find(gold["text"].lower())
                wanted += 1
                right += any(e.edtf in values for e in found if overlap(e, start, start + len(gold["text"])))
    assert right >= 0.75 * wanted
    assert alarms <= 2
