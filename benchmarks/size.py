"""Size, measured in one run: memory as articles grow in number, the filter of archives, a network of a million ties.

Writes `benchmarks/size.md`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from texts import distinct_texts, write_folder

from onrecord import tables
from onrecord.analysis.networks.graphs import actor_graph
from onrecord.analysis.selection import Selection
from onrecord.coding.many import code_articles
from onrecord.sources.prefilter import prefilter_of
from onrecord.sources.read import read_sources
from onrecord.study import load_study

OUT = Path(__file__).with_name("size.md")


def main() -> None:
    """Measure and write the table."""
    texts = distinct_texts()
    with tempfile.TemporaryDirectory() as scratch:
        peaks = {count: peak_memory(texts, count, Path(scratch)) for count in (1_000, 4_000)}
        ratio = filter_speed(texts, Path(scratch))
    seconds = million_ties()
    rows = [
        ("peak memory at 1,000 articles", f"{peaks[1_000]:,.0f} MB", ""),
        ("peak memory at 4,000 articles : at 1,000", f"{peaks[4_000] / peaks[1_000]:.2f}", "at most 1.3"),
        ("filter of web archives : coding, bytes a second", f"{ratio:,.0f}", "at least 50"),
        ("signed network from 1,000,000 ties", f"{seconds:.1f} s", "seconds"),
    ]
    table = "\n".join(f"| {what} | {value} | {goal} |" for what, value, goal in rows)
    OUT.write_text(f"# Size\n\n{__doc__}\n| what | measured | goal |\n|---|---|---|\n{table}\n", encoding="utf-8")
    print(table)


def peak_memory(texts: list[tuple[str, str, str]], count: int, scratch: Path) -> float:
    """Peak memory in MB of a process that codes `count` articles and writes their tables."""
    many = [
        (f"{name}_{n // len(texts)}", f"{text}\n\nItem {n}.", kind) for n, (name, text, kind) in cycled(texts, count)
    ]
    folder = write_folder(scratch / str(count), many)
    code = [sys.executable, __file__, str(folder), str(scratch / f"tables_{count}")]
    return float(subprocess.run(code, check=True, capture_output=True, text=True).stdout.split()[-1])


def cycled(texts: list[tuple[str, str, str]], count: int) -> list[tuple[int, tuple[str, str, str]]]:
    """`count` texts with their number, over and over."""
    return [(n, texts[n % len(texts)]) for n in range(count)]


def code_and_tell(folder: Path, out: Path) -> None:
    """What the measured process does."""
    read = read_sources(folder)
    tables.write(out, {**read, **code_articles(read)})
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def filter_speed(texts: list[tuple[str, str, str]], scratch: Path) -> float:
    """How many times as many bytes a second the filter takes as coding does."""
    study = load_study("dprk-un")
    wanted = prefilter_of(study)
    pages = [text.encode() for _, text, _ in texts]
    start = time.perf_counter()
    for page in pages:
        wanted.wants(page)
    middle = time.perf_counter()
    some = texts[::10]
    folder = write_folder(scratch / "some", some)
    code_articles(read_sources(folder))
    coded = sum(len(text.encode()) for _, text, _ in some) / (time.perf_counter() - middle)
    return sum(map(len, pages)) / (middle - start) / coded


def million_ties() -> float:
    """Seconds to build the signed network from a million ties between two hundred states."""
    count = 1_000_000
    rng = np.random.default_rng(0)
    states = np.array([f"s{n:02}" for n in range(100)])
    types = np.array(list(tables.EVENT_SIGNS))
    kind = rng.integers(len(types), size=count)
    doc = rng.integers(50_000, size=count)
    data = pd.DataFrame(dict.fromkeys(tables.dtypes("ties"), pd.NA), index=range(count), dtype=object)
    data = data.assign(
        tie_id=[f"d{d}:{n}:tie" for n, d in enumerate(doc)],
        doc_id=[f"d{d}" for d in doc],
        source_id=rng.choice(states, count),
        target_id=rng.choice(states, count),
        event_type=types[kind],
        sign=np.array(list(tables.EVENT_SIGNS.values()))[kind],
        status="actual",
        context="diplomatic",
        derived=False,
        date="2015-06-17",
        start=range(count),
        end=range(1, count + 1),
        coded_by="machine",
    )
    actors = [tables.Actor(actor_id=s, name=s, type="country", country=s.upper(), public=True) for s in states]
    articles = [
        tables.Article(doc_id=f"d{n}", path="p", sha256="0", kind="news", published="2015-06-17", story_id=f"d{n}")
        for n in range(50_000)
    ]
    everything = {name: tables.frame(name) for name in tables.TABLES} | {
        "ties": tables.conform("ties", data),
        "actors": tables.frame("actors", actors),
        "articles": tables.frame("articles", articles),
    }
    start = time.perf_counter()
    actor_graph(everything, Selection())
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) == 3:
        code_and_tell(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
