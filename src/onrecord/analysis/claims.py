"""Checkable figures and facts of the articles against the record."""

from __future__ import annotations

import pandas as pd

from onrecord import tables
from onrecord.study import Study


def check_claims(data: dict[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """The table `claims`."""
    return {"claims": tables.frame("claims")}
