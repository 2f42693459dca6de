"""How far machine and analyst agree, and two analysts with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import krippendorff
import pandas as pd

from onrecord.analysis.review.decisions import IDENTIFIERS, Decision


def agreement(data: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Machine against analyst, by table and rule family, from the tables with their decisions applied.

    Columns: table, family, accepted, rejected, amended, added, precision, recall. Precision is the share of decided
    machine rows that were accepted as they stood; recall the share of the analyst's rows that the machine had right.
    Recall means something only where articles were read whole, since what nobody looked for nobody adds.
    """
    found = []
    for table in IDENTIFIERS:
        if table not in data or not len(data[table]):
            continue
        rows = data[table][data[table]["review"].notna()]
        rows = rows[~rows["derived"].fillna(False)] if "derived" in rows else rows
        family = rows["rule"].fillna("").str.split(":").str[0]
        for name in (*sorted(set(family) - {"analyst"}), "all"):
            part = rows[(family == name) | (name == "all")]
            found.append({"table": table, "family": name, **_measures(part)})
    columns = ["table", "family", "accepted", "rejected", "amended", "added", "precision", "recall"]
    return pd.DataFrame(found, columns=columns)


def _measures(rows: pd.DataFrame) -> dict[str, object]:
    added = int((rows["rule"] == "analyst").sum())
    accepted = int((rows["review"] == "accepted").sum()) - added
    rejected, amended = (int((rows["review"] == state).sum()) for state in ("rejected", "amended"))
    decided, right = accepted + rejected + amended, accepted + amended + added
    return {
        "accepted": accepted,
        "rejected": rejected,
        "amended": amended,
        "added": added,
        "precision": accepted / decided if decided else None,
        "recall": accepted / right if right else None,
    }


def analysts_agreement(decisions: Sequence[Decision]) -> pd.DataFrame:
    """Krippendorff's alpha (nominal) of the analysts' decisions on rows that two or more of them decided, by table.

    Columns: table, analysts, rows, alpha; alpha is null where one row or one value leaves nothing to measure.
    The alpha is that of the krippendorff library (Krippendorff 2019, Content Analysis, chapter 12).
    """
    found = []
    for table in (*IDENTIFIERS, "all"):
        own = [d for d in decisions if d.decision != "add" and table in (d.table, "all")]
        verdicts: dict[tuple[str, ...], dict[str, str]] = {}
        for d in own:
            verdicts.setdefault(d.anchor, {})[d.analyst] = f"{d.decision}:{d.field}={d.value}".removesuffix(":=")
        shared = {anchor: by for anchor, by in verdicts.items() if len(by) > 1}
        analysts = sorted({name for by in shared.values() for name in by})
        if shared:
            alpha = _alpha(shared, analysts)
            found.append({"table": table, "analysts": len(analysts), "rows": len(shared), "alpha": alpha})
    return pd.DataFrame(found, columns=["table", "analysts", "rows", "alpha"])


def _alpha(shared: Mapping[tuple[str, ...], Mapping[str, str]], analysts: Sequence[str]) -> float | None:
    values = sorted({verdict for by in shared.values() for verdict in by.values()})
    if len(values) < 2 or len(shared) < 2:
        return None
    code = {value: float(n) for n, value in enumerate(values)}
    matrix = [[code[by[name]] if name in by else float("nan") for by in shared.values()] for name in analysts]
    return float(krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal"))
