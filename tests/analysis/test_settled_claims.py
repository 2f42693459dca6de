"""The five reports that the project started from, against the verdicts that people settled."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from onrecord import tables
from onrecord.analysis.claims import check_claims
from onrecord.analysis.events import merge_events
from onrecord.coding.many import code_articles
from onrecord.sources.read import read_sources
from onrecord.study import PROJECT, load_study

SHARED = PROJECT.parent / "shared"
EXPECTED, SEEDS = SHARED / "record" / "seed_claims.csv", SHARED / "seeds"


def scorer():
    """The benchmark's module, which is no package."""
    spec = importlib.util.spec_from_file_location("score_claims", PROJECT / "benchmarks" / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_claims"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not EXPECTED.is_file(), reason="the settled verdicts are not here")
def test_verdicts_on_the_real_reports(tmp_path: Path) -> None:
    """At least 28 of the decidable claims right, 6 of those that are not plain agreement, and no false difference."""
    study = load_study("dprk-un")
    data = read_sources(SEEDS)
    data = {**data, **code_articles(data, study)}
    data |= merge_events(data, study)
    tables.write(tmp_path, {"texts": data["texts"], **check_claims(data, study)})
    module = scorer()
    result = module.summary(module.score(tmp_path, EXPECTED))
    assert result["right"] >= 28
    assert result["hard_right"] >= 6
    assert result["false_differs"] == 0
