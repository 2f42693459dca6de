"""Confidence is the lower bound of a measured precision."""

from __future__ import annotations

import pandas as pd
import pytest

from onrecord.coding.confidence import POOLED, confidence, wilson_lower, with_confidence
from onrecord.reference import read_rows

# Lower bounds at 95 per cent, computed by hand from Wilson's formula.
BOUNDS = [(0, 10, 0.0), (10, 10, 0.722), (5, 10, 0.237), (18, 20, 0.699), (0, 0, None)]


@pytest.mark.parametrize(("hits", "n", "expected"), BOUNDS)
def test_the_bound_is_wilsons(hits, n, expected):
    """Few rows make the bound low however many of them are right; no rows make none."""
    found = wilson_lower(hits, n)
    assert found == expected if expected is None else round(found, 3) == expected


def test_a_family_not_measured_takes_its_tables_pool():
    """A rule of an unknown family has the confidence of the pool, a table that nobody measured has none."""
    assert confidence("ties", "some_new_family:word") == confidence("ties", f"{POOLED}:any")
    assert confidence("actors", "gazetteer") is None


def test_every_row_of_a_measured_table_gets_its_confidence():
    """Rows of measured tables carry a number between 0 and 1; other tables are left alone."""
    coded = {
        "ties": pd.DataFrame({"rule": ["verb_accuse:slam", "x"], "confidence": [None, None]}),
        "dates": pd.DataFrame(),
    }
    done = with_confidence(coded)
    assert done["ties"].confidence.between(0, 1).all()
    assert done["dates"] is coded["dates"]


def test_the_measured_file_is_sound():
    """Hits do not exceed rows, a family has at least 20 rows or is the pool, and each is there once."""
    rows = read_rows("precision")
    assert all(0 <= int(r["hits"]) <= int(r["n"]) for r in rows)
    assert all(int(r["n"]) >= 20 for r in rows if r["family"] != POOLED)
    assert len({(r["table"], r["family"]) for r in rows}) == len(rows)
