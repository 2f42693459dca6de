"""The figures that the cleaner is held to, where the evaluation data are at hand."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from onrecord.sources.clean import label_lines

SHARED = Path(__file__).resolve().parents[3] / "shared"
EVALUATION = SHARED / "evaluation"
KEPT = ("headline", "body")
pytestmark = pytest.mark.skipif(not EVALUATION.is_dir(), reason="the evaluation data are not here")


def f1(right: float, found: float, wanted: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + wanted)


@pytest.mark.parametrize(
    ("gold", "raw"), [(EVALUATION / "gold", SHARED / "seeds"), (EVALUATION / "gold_more", EVALUATION / "articles")]
)
def test_lines_of_annotated_articles(gold: Path, raw: Path):
    """Headline and body lines against boilerplate, weighed by length, agree with the annotators: F1 .985 or more."""
    right = found = wanted = 0
    for path in sorted(gold.glob("*.json")):
        labels = {n: k for k, v in json.loads(path.read_text(encoding="utf-8"))["lines"].items() for n in v}
        text = (raw / f"{path.stem}.txt").read_bytes().decode("utf-8")
        size = {n: len(line) for n, line in enumerate(text.split("\n"), 1)}
        judged = {n for n, label in labels.items() if label in KEPT or label == "boilerplate"}
        ours = {line.line for line in label_lines(text, "d") if line.label in KEPT} & judged
        theirs = {n for n in judged if labels[n] in KEPT}
        right += sum(size[n] for n in ours & theirs)
        found += sum(size[n] for n in ours)
        wanted += sum(size[n] for n in theirs)
    assert f1(right, found, wanted) >= 0.985


def test_bodies_of_real_pages():
    """Four-word runs of the article bodies of real pages of all kinds: F1 .90 or more."""
    precision, recall = [], []
    with gzip.open(EVALUATION / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        for page in map(json.loads, file):
            lines = page["text"].split("\n")
            ours = "\n".join(lines[x.line - 1] for x in label_lines(page["text"], "d") if x.label == "body")
            found, wanted = runs(ours), runs(page["body"])
            right = (found & wanted).total()
            if found:
                precision.append(right / found.total())
            recall.append(right / max(wanted.total(), 1))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    assert 2 * p * r / (p + r) >= 0.90


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The four-word runs of a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()
