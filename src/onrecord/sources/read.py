"""A folder of saved pages to articles: the sources stage."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pandas as pd

from onrecord import tables
from onrecord.sources.clean import label_lines
from onrecord.tables import Article, Text


def read_sources(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every page of a folder: tables `texts`, `articles`, `lines` and `refused`."""
    manifest = {}
    if (folder / "sources.csv").is_file():
        with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
            manifest = {row["file"]: row for row in csv.DictReader(file)}
    texts, articles, lines = [], [], []
    for path in sorted(folder.glob("*.txt")):
        row = manifest.get(path.name, {})
        data = path.read_bytes()
        text = data.decode("utf-8", errors="replace")
        doc_id = row.get("doc_id") or path.stem
        published = row.get("published") or None
        articles.append(
            Article(
                doc_id=doc_id,
                path=path.name,
                sha256=hashlib.sha256(data).hexdigest(),
                kind=row.get("kind") or "news",
                speaker=row.get("speaker") or None,
                outlet=row.get("outlet") or None,
                published=published,
                published_basis="manifest" if published else None,
                language="en",
                story_id=doc_id,
            )
        )
        texts.append(Text(doc_id=doc_id, text=text))
        lines += label_lines(text, doc_id, articles[-1].kind)
    return {
        "texts": tables.frame("texts", texts),
        "articles": tables.frame("articles", articles),
        "lines": tables.frame("lines", lines),
        "refused": tables.frame("refused"),
    }
