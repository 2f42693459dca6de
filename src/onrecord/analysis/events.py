"""Venue events of all articles merged into happenings and matched to the record."""

from __future__ import annotations

import pandas as pd

from onrecord import tables
from onrecord.study import Study


def merge_events(data: dict[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """The tables `events` and `venue_events` (now with its event ids)."""
    return {"events": tables.frame("events"), "venue_events": data["venue_events"]}
