"""How far to trust a row: the measured precision of its rule's family, as the lower bound of Wilson's interval.

`data/reference/precision.csv` holds hits and rows measured by family on hand-annotated articles; a family with too few
rows is pooled with the others of its table. `benchmarks/measure_precision.py` writes it.

The interval is that of E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927), at 95 per cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import sqrt

import pandas as pd

from onrecord.reference import read_rows

POOLED = "pooled"
"""The family that stands for all families of a table with too few rows."""
_Z = 1.959964


def family(rule: str | None) -> str:
    """The family of a rule: what stands before its first colon.

    >>> family("verb_accuse:slam")
    'verb_accuse'
    """
    return (rule or "").partition(":")[0]


def wilson_lower(hits: int, n: int) -> float | None:
    """The lower bound of the 95 per cent interval of a proportion; None of nothing.

    >>> round(wilson_lower(18, 20), 3), wilson_lower(0, 0)
    (0.699, None)
    """
    if n == 0:
        return None
    share, z2 = hits / n, _Z * _Z
    return max(0.0, (share + z2 / (2 * n) - _Z * sqrt((share * (1 - share) + z2 / (4 * n)) / n)) / (1 + z2 / n))


@cache
def _measured() -> dict[tuple[str, str], float | None]:
    rows = read_rows("precision")
    return {(r["table"], r["family"]): wilson_lower(int(r["hits"]), int(r["n"])) for r in rows}


def confidence(table: str, rule: str | None) -> float | None:
    """The confidence of a row of a table made by a rule; None where neither its family nor its pool was measured."""
    measured = _measured()
    found = measured.get((table, family(rule)), measured.get((table, POOLED)))
    return None if found is None else round(found, 3)


def with_confidence(coded: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The coded tables, each machine-made row of a measured table with its confidence."""
    tables = {table for table, _ in _measured()}
    return {name: _filled(name, data) if name in tables else data for name, data in coded.items()}


def _filled(name: str, data: pd.DataFrame) -> pd.DataFrame:
    values = data["rule"].map(lambda rule: confidence(name, None if pd.isna(rule) else rule))
    return data.assign(confidence=values.astype("Float64"))
