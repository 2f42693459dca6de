"""The review at the terminal: one row at a time with its sentence, one keystroke a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from onrecord.analysis.review import apply_corrections, decide, queue, write_decision
from onrecord.analysis.review.decisions import IDENTIFIERS, DecisionError
from onrecord.analysis.selection import Selection
from onrecord.reporting.evidence import sentence
from onrecord.study import Study

KEYS = {"a": "accept", "r": "reject", "m": "amend", "s": "skip", "q": "quit"}
_HIDDEN = {"start", "end", "doc_id", "coded_by", "review", "confidence", "rule"}


@dataclass(frozen=True)
class Terminal:
    """How the loop talks to a person: a keystroke, a typed answer to a question, a line to say."""

    key: Callable[[], str]
    answer: Callable[[str], str]
    say: Callable[[str], None]


def review(
    study: Study,
    data: Mapping[str, pd.DataFrame],
    terminal: Terminal,
    analyst: str,
    today: str,
    selection: Selection | None = None,
) -> int:
    """Show the rows to decide on until the person quits or none is left; each decision is on disk before the next row.

    Returns the number of decisions written.

    Raises
    ------
    DecisionError
        If the study has no folder to keep decisions in, or its coding.csv cannot be read.
    """
    if study.corrections is None:
        raise DecisionError("decisions are kept in a study's folder: name a study")
    decided, orphans = apply_corrections(data, study)
    for orphan in orphans.itertuples():
        terminal.say(printable(f"line {orphan.line} of coding.csv has no row: {orphan.reason}"))
    texts = dict(zip(data["texts"]["doc_id"], data["texts"]["text"], strict=True))
    waiting = queue(decided, selection)
    written = 0
    for number, item in enumerate(waiting.itertuples(), 1):
        rows = decided[item.table]
        row = rows[rows[IDENTIFIERS[item.table]] == item.row_id].iloc[0].to_dict()
        terminal.say(f"\n{number} of {len(waiting)} · {describe(item.table, row, texts[item.doc_id], item.finding)}")
        choice = _choose(terminal)
        if choice == "quit":
            break
        if choice == "skip":
            continue
        decision = decide(choice, item.table, row, texts[item.doc_id], analyst, today)
        if choice == "amend":
            field = terminal.answer("field").strip()
            decision = replace(decision, field=field, value=terminal.answer("value").strip())
            if field not in row or field in _HIDDEN:
                terminal.say(f"{printable(field)!r} is no field that can be amended: nothing was written")
                continue
        write_decision(study.corrections, decision)
        written += 1
    return written


def _choose(terminal: Terminal) -> str:
    terminal.say("[a]ccept [r]eject a[m]end [s]kip [q]uit")
    while True:
        choice = KEYS.get(terminal.key().lower()[:1])
        if choice:
            return choice
        terminal.say("press one of a, r, m, s, q")


def describe(table: str, row: Mapping[str, object], text: str, finding: bool) -> str:
    """A row as lines: what it is, its fields, and its sentence with the evidence marked."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    first, last = sentence(text, start, end)
    told = [f"{name}: {value}" for name, value in row.items() if name not in _HIDDEN and not pd.isna(value)]
    marked = f"{text[first:start]}>>{text[start:end]}<<{text[end:last]}"
    head = f"{table} · {row['doc_id']} · {row['rule']} · " + ("a finding rests on it" if finding else "no finding yet")
    return "\n".join(printable(line) for line in (head, *told, marked))


def printable(text: str) -> str:
    """Foreign text without the control characters that could move the cursor or hide what is written.

    >>> printable("a\\x1b[2Jb\\nc")
    'a [2Jb c'
    """
    return "".join(c if c.isprintable() else " " for c in text)
