"""At least 400 distinct texts to measure on: the sample, and public sets of news where they are at hand."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "studies" / "dprk-un" / "sources"
SETS = ROOT.parent / "shared" / "evaluation"
_SETS = ("attributions", "dates", "stance", "pages")


def distinct_texts(limit: int | None = None) -> list[tuple[str, str, str]]:
    """Texts with their name and kind, none twice, in a fixed order; sample pages first."""
    found = [(p.stem, p.read_text(encoding="utf-8", errors="replace"), "news") for p in sorted(SAMPLE.glob("*.txt"))]
    for name in _SETS:
        path = SETS / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as file:
                rows = [json.loads(line) for line in file]
            found += [
                (f"{name}_{n}", row["text"], "news" if name == "pages" else "plain") for n, row in enumerate(rows)
            ]
    once = {text: (name, text, kind) for name, text, kind in reversed(found) if text.strip()}
    return list(reversed(once.values()))[:limit]


def write_folder(folder: Path, texts: list[tuple[str, str, str]]) -> Path:
    """Write texts as a folder of pages with its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["doc_id", "file", "published", "kind"])
        for name, text, kind in texts:
            (folder / f"{name}.txt").write_bytes(text.encode())
            writer.writerow([name, f"{name}.txt", "2015-06-17", kind])
    return folder
