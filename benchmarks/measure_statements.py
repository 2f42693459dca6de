"""Precision and recall of every cue family, on articles that others annotated; writes `benchmarks/statements.md`.

Two sources beside the project's folder, neither part of it: the 84 articles of PolNeAR's development set (every
attribution with its source, cue and content; a hit overlaps the annotated content by at least half of their union) and
eleven articles annotated by hand after this project's guide (a hit has the right speaker in the right line). What is
missing is skipped. PolNeAR annotates no attribution inside another and takes each cue by itself, where this project
takes one statement a speaker and sentence: both cost precision and recall here that no rule could win back.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.coding.cues import cues_of
from onrecord.coding.many import code_articles
from onrecord.sources.read import read_sources
from onrecord.tables import Statement, rows

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT.parent / "shared" / "evaluation"
OUT = Path(__file__).with_name("statements.md")
HALF = 0.5
Counts = dict[str, Counter]


def module(path: Path):
    """A scorer that lies outside the project, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def family(rule: str | None) -> str:
    """The family of a rule."""
    return (rule or "").partition(":")[0]


def coded(folder: Path) -> dict[str, list[Statement]]:
    """The statements of a folder of pages, by article."""
    found = defaultdict(list)
    for row in rows("statements", code_articles(read_sources(folder))["statements"]):
        found[row.doc_id].append(row)
    return found


def characters(spans: list[list[int]]) -> set[int]:
    """The offsets that spans hold."""
    return {i for start, end in spans for i in range(start, end)}


def cue_family(cue: str) -> str:
    """The family of an annotated cue: that of the last of its words that is a cue."""
    from onrecord.coding.document import language_model

    found = [row.family for token in language_model()(f"They {cue} it.") for row in cues_of(token)[:1]]
    return found[-1] if found else "other words"


def match(gold: list[dict], predicted: list[Statement]) -> Iterator[tuple[dict, Statement | None]]:
    """Each annotated attribution with the statement that shares at least half of their content."""
    used: set[int] = set()
    for attribution in gold:
        wanted, best = characters(attribution["content"]), (0.0, -1)
        for number, row in enumerate(predicted):
            if number not in used and row.start <= max(wanted) and row.end > min(wanted):
                mine = set(range(row.start, row.end))
                best = max(best, (len(wanted & mine) / len(wanted | mine), number))
        hit = best[0] >= HALF
        used |= {best[1]} if hit else set()
        yield attribution, predicted[best[1]] if hit else None


def measure_attributions(path: Path) -> tuple[Counts, Counts, Counter]:
    """By family: predicted and right; by family of the annotated cue: annotated and found; and the totals."""
    scorer = module(SETS / "score_external.py")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    with tempfile.TemporaryDirectory() as folder:
        scorer.prepare(path, folder)
        statements = coded(Path(folder))
    precision: Counts = defaultdict(Counter)
    recall: Counts = defaultdict(Counter)
    total: Counter = Counter()
    for article in articles:
        predicted = statements.get(article["doc"], [])
        wanted = set().union(*(characters(a["content"]) for a in article["attributions"]))
        given = {i for row in predicted for i in range(row.start, row.end)}
        total.update(characters=len(wanted & given), characters_given=len(given), characters_wanted=len(wanted))
        for row in predicted:
            precision[family(row.rule)]["given"] += 1
        for attribution, row in match(article["attributions"], predicted):
            cue = " ".join(article["text"][s:e] for s, e in attribution["cue"])
            kind = cue_family(cue)
            recall[kind].update(wanted=1, found=row is not None)
            if row is None:
                continue
            precision[family(row.rule)]["right"] += 1
            if attribution["source"] and row.speaker_start is not None:
                source = characters(attribution["source"])
                total["sources_right"] += bool(source & set(range(row.speaker_start, row.speaker_end or 0)))
            total["sources"] += bool(attribution["source"])
    return precision, recall, total


def measure_hand(gold: Path, pages: Path) -> tuple[Counts, str]:
    """By family: statements given and right in speaker and line; and the scorer's own line for the set."""
    scorer = module(SETS / "score_gold.py")
    read = read_sources(pages)
    tables = code_articles(read)
    texts = dict(zip(read["texts"].doc_id, read["texts"].text, strict=True))
    counts: Counts = defaultdict(Counter)
    wanted_total = right_total = given_total = 0
    names = [m for m in rows("mentions", tables["mentions"]) if m.actor_id and m.form == "name"]
    for path in sorted(gold.glob("*.json")):
        annotated = scorer.from_gold(path)
        mine: dict[str, set[str]] = defaultdict(set)
        for mention in names:
            if mention.doc_id == path.stem:
                mine[mention.actor_id].add(scorer.norm(mention.surface))
        same = scorer.map_actors(annotated["actors"], dict(mine))
        starts = scorer.line_index(texts[path.stem])
        left = Counter(("unnamed" if s.startswith("unnamed:") else s, line) for s, line, _ in annotated["statements"])
        wanted_total += sum(left.values())
        for row in (r for r in rows("statements", tables["statements"]) if r.doc_id == path.stem):
            speaker = same.get(row.speaker_id, "?") if row.speaker_id else "unnamed"
            key = (speaker, scorer.line_of(starts, row.start))
            right = left[key] > 0
            left[key] -= right
            counts[family(row.rule)].update(given=1, right=right)
            given_total, right_total = given_total + 1, right_total + right
    return counts, line(gold.name, right_total, given_total, wanted_total)


def line(name: str, right: int, given: int, wanted: int) -> str:
    """A row of a table of figures."""
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {given} | {wanted} |"


def by_family(precision: Counts, recall: Counts) -> list[str]:
    """A table of families by how often they are used."""
    found = ["| family | precision | given | recall of its cues | annotated |", "|---|---|---|---|---|"]
    for name in sorted({*precision, *recall}, key=lambda n: (-precision[n]["given"], n)):
        given, right = precision[name]["given"], precision[name]["right"]
        wanted, hit = recall[name]["wanted"], recall[name]["found"]
        first = f"{right / given:.2f}" if given else ""
        second = f"{hit / wanted:.2f}" if wanted else ""
        found.append(f"| {name} | {first} | {given or ''} | {second} | {wanted or ''} |")
    return found


def main() -> None:
    """Measure what is there and write the tables."""
    report = ["# Statements: figures", "", *(__doc__ or "").strip().splitlines(), ""]
    head = ["| | precision | recall | F1 | given | annotated |", "|---|---|---|---|---|---|"]
    path = SETS / "attributions.jsonl.gz"
    if path.is_file():
        precision, recall, total = measure_attributions(path)
        right, given = (sum(c[k] for c in precision.values()) for k in ("right", "given"))
        wanted = sum(c["wanted"] for c in recall.values())
        spans = (total["characters"], total["characters_given"], total["characters_wanted"])
        report += ["## PolNeAR's development set", "", *head, line("content characters", *spans)]
        report += [line("attributions", right, given, wanted), ""]
        report += [f"Source right, of matched: {total['sources_right'] / total['sources']:.2f}.", ""]
        report += [*by_family(precision, recall), ""]
    hand: Counts = defaultdict(Counter)
    figures = []
    for gold, pages in ((SETS / "gold", SETS.parent / "seeds"), (SETS / "gold_more", SETS / "articles")):
        if gold.is_dir():
            counts, figure = measure_hand(gold, pages)
            figures.append(figure)
            for name, count in counts.items():
                hand[name].update(count)
    if figures:
        report += [
            "## Annotated by hand: speaker and line",
            "",
            *head,
            *figures,
            "",
            *by_family(hand, defaultdict(Counter)),
            "",
        ]
    if len(report) <= 4:
        print(f"nothing to measure: {SETS} is missing")
        return
    OUT.write_text("\n".join(report), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
