"""Measure the precision of each rule family on the hand-annotated articles and write data/reference/precision.csv.

    python benchmarks/measure_precision.py [EVALUATION]

EVALUATION is the folder of annotations (default: `../shared/evaluation` beside the project; its README says what it
holds). Where it is missing nothing is measured and the file stays as it is. A row counts as a hit by the same test as
in the scorer that comes with the annotations; families with fewer than 20 rows are pooled by table.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from onrecord.coding.confidence import POOLED, family
from onrecord.coding.many import code_articles
from onrecord.reference import REFERENCE
from onrecord.sources.read import read_sources
from onrecord.study import NO_STUDY, PROJECT, load_study

SETS = (("gold", "../seeds", "dprk-un"), ("gold_more", "articles", "dprk-un"))
FEWEST = 20
Verdicts = Iterator[tuple[str, str, bool]]


def main(evaluation: Path) -> int:
    """Measure and write; 0 also where there is nothing to measure on."""
    if not (evaluation / "score_gold.py").is_file():
        print(f"{evaluation} is not here: nothing measured, precision.csv left as it is")
        return 0
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for gold, raw, study in SETS:
        for table, rule, hit in measure(evaluation, gold, raw, study):
            counts[table, family(rule)][0] += hit
            counts[table, family(rule)][1] += 1
    with (REFERENCE / "precision.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "family", "hits", "n"])
        writer.writerows(pooled(counts))
    return 0


def pooled(counts: dict[tuple[str, str], list[int]]) -> list[tuple[str, str, int, int]]:
    """The families in order, those with too few rows together as one."""
    kept: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (table, name), (hits, n) in counts.items():
        key = (table, name if n >= FEWEST else POOLED)
        kept[key] = [kept[key][0] + hits, kept[key][1] + n]
    return [(table, name, hits, n) for (table, name), (hits, n) in sorted(kept.items())]


def measure(evaluation: Path, gold: str, raw: str, study: str) -> Verdicts:
    """Every coded row of a set of annotated articles: its table, its rule, and whether the annotations have it."""
    scorer = _scorer(evaluation)
    sources = read_sources(evaluation / raw)
    chosen = load_study(study) if study else NO_STUDY
    coded = code_articles(sources, chosen)
    for path in sorted((evaluation / gold).glob("*.json")):
        text = (evaluation / raw / f"{path.stem}.txt").read_bytes().decode("utf-8")
        rows = {name: data[data.doc_id == path.stem] for name, data in coded.items() if "doc_id" in data}
        yield from _judged(scorer, path, text, rows)


def _scorer(evaluation: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gold", evaluation / "score_gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _judged(scorer: ModuleType, path: Path, text: str, rows: dict[str, pd.DataFrame]) -> Verdicts:
    gold = scorer.from_gold(path)
    annotated = json.loads(path.read_text(encoding="utf-8"))
    named = rows["mentions"][rows["mentions"].actor_id.notna() & (rows["mentions"].form == "name")]
    actors: dict[str, set[str]] = defaultdict(set)
    for mention in named.itertuples():
        actors[mention.actor_id].add(scorer.norm(mention.surface))
    same = scorer.map_actors(gold["actors"], actors)
    starts = scorer.line_index(text)

    def line(row: Any) -> int:
        return scorer.line_of(starts, int(row.start))

    said = {("" if s.startswith("unnamed:") else s, n) for s, n, _ in gold["statements"]}
    for row in rows["statements"].itertuples():
        speaker = same.get(row.speaker_id, "?") if isinstance(row.speaker_id, str) else ""
        yield "statements", row.rule, (speaker, line(row)) in said
    quotes = [q for _, _, quoted in gold["statements"] for q in quoted]
    for row in rows["quotes"].itertuples():
        words = text[int(row.start) : int(row.end)]
        yield "quotes", row.rule, any(scorer.overlap(q, words) >= 0.6 for q in quotes)
    ties = {(source, target, sign) for source, target, _, sign in gold["ties"]}
    for row in rows["ties"][rows["ties"].status != "negated"].itertuples():
        yield "ties", row.rule, (same.get(row.source_id), same.get(row.target_id), int(row.sign)) in ties
    for row in rows["positions"].itertuples() if annotated["positions"] else ():
        yield "positions", row.rule, (same.get(row.actor_id), row.issue, row.stance) in gold["positions"]
    for row in rows["venue_events"].itertuples():
        yield "venue_events", row.rule, any(_same_event(scorer, e, row, line(row)) for e in gold["events"])


def _same_event(scorer: ModuleType, event: tuple, row: Any, line: int) -> bool:
    venue, date, _, at = event
    standard = scorer.STANDARD_VENUES
    mine = row.venue_id if isinstance(row.venue_id, str) else ""
    free = venue not in standard and mine not in standard and abs(at - line) <= 1
    coded = row.date if isinstance(row.date, str) else None
    return (venue == mine or free) and (scorer.same_date(date, coded) or at == line)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared" / "evaluation"))
