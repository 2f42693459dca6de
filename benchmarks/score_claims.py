"""Score the claims table against a table of claims whose verdicts people settled.

    python benchmarks/score_claims.py TABLES EXPECTED.csv [--each]

EXPECTED has the columns seed (the first characters of a doc_id), claim, register_fact, scale (the verdict) and
decidable (yes or no). A claim of ours and one of theirs are paired by the words, numbers and names that they share, one
to one, so that the total is greatest; a claim of theirs that nothing of ours resembles counts as wrong.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from onrecord import tables

LEAST = 0.08
"""Share of the expected claim's weight that a row must share to be about it."""

_WORD = re.compile(r"\d[\d,]*|[^\W\d_]{3,}")
_STOP = frozenset({"the", "and", "for", "was", "that", "this", "with", "from", "has", "its", "not", "but"})


@dataclass(frozen=True)
class Pair:
    """An expected claim, our row for it (None if none resembles it), and how much they share."""

    doc: str
    claim: str
    expected: str
    decidable: bool
    row: tables.Claim | None

    @property
    def right(self) -> bool:
        """Whether our verdict is the expected one."""
        return self.row is not None and self.row.verdict == self.expected


def words(text: str) -> Counter[str]:
    """The words and numbers of a text, for comparing, inflection cut off."""
    found = (w.lower().replace(",", "") for w in _WORD.findall(text))
    return Counter(w[:6] for w in found if w not in _STOP)


def pair_up(expected: Sequence[dict[str, str]], rows: Sequence[tables.Claim], texts: dict[str, str]) -> list[Pair]:
    """Every expected claim with the row of ours that is about it."""
    theirs = [words(f"{e['claim']} {e['claim']} {e['register_fact']}") for e in expected]
    ours = [
        words(f"{texts[r.doc_id][max(0, r.start - 100) : r.end + 100]} {r.reported} {r.recorded} {r.what} {r.what}")
        for r in rows
    ]
    known = Counter(w for bag in [*theirs, *ours] for w in set(bag))
    weight = {w: 1 / math.log(2 + n) for w, n in known.items()}
    share = np.zeros((len(expected), len(rows)))
    for i, (e, bag) in enumerate(zip(expected, theirs, strict=True)):
        total = sum(weight[w] for w in bag) or 1.0
        for j, (row, own) in enumerate(zip(rows, ours, strict=True)):
            if row.doc_id.startswith(e["seed"]):
                common = sum(weight[w] for w in bag if w in own)
                share[i, j] = common / total / (1 + 0.02 * len(own))
    at, to = linear_sum_assignment(-share)
    chosen = {int(i): int(j) for i, j in zip(at, to, strict=True) if share[i, j] >= LEAST}
    return [
        Pair(e["seed"], e["claim"], e["scale"], e["decidable"] == "yes", rows[chosen[i]] if i in chosen else None)
        for i, e in enumerate(expected)
    ]


def summary(pairs: Sequence[Pair]) -> dict[str, int]:
    """Right answers of the decidable ones, of those that are not plain agreement, and wrongly raised differences."""
    decidable = [p for p in pairs if p.decidable]
    hard = [p for p in decidable if p.expected in ("imprecise", "superseded", "differs")]
    return {
        "decidable": len(decidable),
        "right": sum(p.right for p in decidable),
        "hard": len(hard),
        "hard_right": sum(p.right for p in hard),
        "false_differs": sum(p.row is not None and p.row.verdict == "differs" != p.expected for p in pairs),
    }


def score(folder: Path, expected: Path) -> list[Pair]:
    """The pairs for a folder of tables and a table of expected verdicts."""
    with expected.open(encoding="utf-8", newline="") as file:
        wanted = [row for row in csv.DictReader(file) if row["scale"] in tables.VERDICTS]
    texts = tables.read(folder, "texts")
    return pair_up(
        wanted, tables.rows("claims", tables.read(folder, "claims")), dict(zip(texts.doc_id, texts.text, strict=True))
    )


def main() -> None:
    """Print the summary, and with --each every pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--each", action="store_true")
    options = parser.parse_args()
    pairs = score(options.tables, options.expected)
    if options.each:
        for p in pairs:
            got = f"{p.row.what}: {p.row.verdict}" if p.row else "nothing"
            mark = "ok" if p.right else "--" if p.decidable else ".."
            print(f"{mark} {p.doc} {p.claim[:70]} | {p.expected} | {got}")
    print("; ".join(f"{k} {v}" for k, v in summary(pairs).items()))


if __name__ == "__main__":
    main()
