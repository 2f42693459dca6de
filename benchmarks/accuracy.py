"""How well the coding agrees with people: on hand-annotated articles and on public sets that others annotated.

Needs the evaluation folder beside the checkout; without it there is nothing to measure and the script says so. The
articles and sets are a development set: rules were made while looking at most of them. Writes `benchmarks/accuracy.md`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pandas as pd
from texts import SETS

from onrecord import tables
from onrecord.reporting.pipeline import tables_of
from onrecord.study import NO_STUDY, load_study

OUT = Path(__file__).with_name("accuracy.md")
TARGETS = {
    "lines": ".985",
    "actors": ".92",
    "surfaces": ".88",
    "quotes": ".95",
    "quote_speakers": ".88",
    "statements": ".78",
    "ties_sign": ".62",
    "ties_type": ".52",
    "positions": ".65",
    "venue_events": ".62",
    "event_dates": ".58",
}
_CAST = ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "sign")


def main() -> None:
    """Code every set, score it and write the tables."""
    if not SETS.is_dir():
        sys.exit(f"{SETS} is not there: nothing to measure on")
    seeds = hand_annotated(SETS.parent / "seeds", "gold", "dprk-un")
    others = hand_annotated(SETS / "articles", "gold_more", None)
    lines = [
        f"| {task} | {row(seeds[task])} | {row(others[task]) if others[task]['n'] > 10 else '-'} | {target} |"
        for task, target in TARGETS.items()
    ]
    head = "| P / R / F1 (n) | five seed reports | six other articles | target F1 |\n|---|---|---|---|\n"
    public = "\n".join(f"### {name}\n\n```\n{external(name)}```\n" for name in external_names())
    text = f"# Accuracy\n\n{__doc__}\n## Hand-annotated articles\n\n{head}" + "\n".join(lines)
    OUT.write_text(f"{text}\n\n## Public sets\n\n{public}", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


def row(score: dict) -> str:
    """A score as text."""
    return f"{score['p']:.3f} / {score['r']:.3f} / **{score['f']:.3f}** ({score['n']})"


def hand_annotated(folder: Path, gold: str, study: str | None) -> dict[str, dict]:
    """Score a folder of articles against a folder of gold."""
    with tempfile.TemporaryDirectory() as scratch:
        tables.write(Path(scratch), tables_of(folder, load_study(study) if study else NO_STUDY))
        scorer = [sys.executable, str(SETS / "score_gold.py"), scratch, str(SETS / gold), str(folder), "--json"]
        return json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)


def external_names() -> list[str]:
    """The public sets at hand."""
    return sorted(path.name.split(".")[0] for path in SETS.glob("*.jsonl.gz"))


def external(name: str) -> str:
    """Score a public set; what the scorer prints."""
    scorer = _module(SETS / "score_external.py")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "pages"
        scorer.prepare(SETS / f"{name}.jsonl.gz", folder)
        coded = tables_of(folder, NO_STUDY)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        getattr(scorer, name)(scorer.load(SETS / f"{name}.jsonl.gz"), lambda table: _as_floats(coded[table]))
    return said.getvalue()


def _as_floats(table: pd.DataFrame) -> pd.DataFrame:
    """Offsets as the scorer's reader gives them; line numbers stay whole, since it counts lines with them."""
    return table.astype(dict.fromkeys(table.columns.intersection(_CAST), "float64"))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
