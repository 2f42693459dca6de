"""Speed, measured in one run and reported as ratios, since machines differ and are noisy.

Each pair is measured in turns, `ROUNDS` times; a ratio is of the two best times. The cache is off except where it is
the subject. Writes `benchmarks/speed.md`.
"""

from __future__ import annotations

import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from texts import distinct_texts, write_folder

from onrecord.coding.cache import Cache
from onrecord.coding.document import MODEL, language_model
from onrecord.coding.many import Workers, code_articles
from onrecord.sources.clean import label_lines
from onrecord.sources.read import read_sources

ROUNDS = 1
ENOUGH = 420
OUT = Path(__file__).with_name("speed.md")


def in_turns(**jobs: Callable[[], object]) -> dict[str, float]:
    """The best time of each job in seconds, the jobs taking turns."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and write the table."""
    import spacy

    texts = distinct_texts(ENOUGH)
    words = sum(len(text.split()) for _, text, _ in texts)
    bare = spacy.load(MODEL)
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_folder(Path(scratch) / "pages", texts)
        sources = read_sources(folder)
        language_model()
        rows = [("texts", f"{len(texts)} distinct, {words:,} words", "at least 400")]
        timed = in_turns(
            bare=lambda: [None for _ in bare.pipe(text for _, text, _ in texts)],
            coded=lambda: code_articles(read_sources(folder)),
            cleaned=lambda: [label_lines(text, name, "news") for name, text, _ in texts],
        )
        rows.append(
            ("coding end to end : bare spaCy pipeline", f"{timed['coded'] / timed['bare']:.2f}", "at most 1.15")
        )
        rows.append(("line cleaner : bare spaCy pipeline", f"{timed['cleaned'] / timed['bare']:.3f}", "under 0.05"))
        rows.append(("words a second, one process", f"{words / timed['coded']:,.0f}", "(this machine)"))
        rows += against_textacy(bare, texts, timed["coded"])
        pools = in_turns(one=lambda: code_articles(sources), two=lambda: code_articles(sources, workers=Workers(2)))
        rows.append(("one process : --workers 2", f"{pools['one'] / pools['two']:.2f}", "at least 1.7"))
        rows.append(one_new_of_400(texts, Path(scratch)))
    table = "\n".join(f"| {what} | {value} | {goal} |" for what, value, goal in rows)
    OUT.write_text(f"# Speed\n\n{__doc__}\n| what | measured | goal |\n|---|---|---|\n{table}\n", encoding="utf-8")
    print(table)


def against_textacy(bare: object, texts: list[tuple[str, str, str]], coded: float) -> list[tuple[str, str, str]]:
    """Against textacy's quotes with spaCy's entities, where textacy is installed."""
    if importlib.util.find_spec("textacy") is None:
        return [("coding end to end : textacy quotes and spaCy entities", "not measured, textacy is not here", "")]
    from textacy.extract import direct_quotations

    def quotes_and_entities() -> None:
        for doc in bare.pipe(text for _, text, _ in texts):
            list(doc.ents)
            try:
                list(direct_quotations(doc))
            except ValueError:
                continue  # it raises on an odd number of quotation marks

    timed = in_turns(textacy=quotes_and_entities)
    return [("coding end to end : textacy quotes and spaCy entities", f"{coded / timed['textacy']:.2f}", "")]


def one_new_of_400(texts: list[tuple[str, str, str]], scratch: Path) -> tuple[str, str, str]:
    """A second run over 400 articles of which one is new, against the first run."""
    some = texts[:400]
    cache = Cache(scratch / "cache")
    first = write_folder(scratch / "first", some[:-1])
    whole = write_folder(scratch / "second", some)
    start = time.perf_counter()
    code_articles(read_sources(first), cache=cache)
    middle = time.perf_counter()
    code_articles(read_sources(whole), cache=cache)
    end = time.perf_counter()
    return ("run with one new article of 400 : first run", f"{(end - middle) / (middle - start):.3f}", "under 0.05")


if __name__ == "__main__":
    main()
