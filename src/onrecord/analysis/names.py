"""Names short enough for a figure or a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from onrecord.reference import read_rows

SHORT = 26
"""Characters that a label of a figure at report size has room for."""


def short_names(data: Mapping[str, pd.DataFrame], length: int = SHORT) -> dict[str, str]:
    """A name of at most `length` characters for each actor: the gazetteer's, the register's, the texts' usual, or cut.

    Two actors never share a short name: where they would, both take their full one.
    """
    actors, mentions = data["actors"], data["mentions"]
    known = gazetteer()
    names = mentions[(mentions["form"] == "name") & (mentions["surface"].str.len() <= length)]
    counts = names.groupby(["actor_id", "surface"]).size().rename("n").reset_index()
    counts = counts.sort_values(["actor_id", "n", "surface"], ascending=[True, False, True], kind="stable")
    used = counts.drop_duplicates("actor_id").set_index("actor_id")["surface"].to_dict()
    result = {}
    for actor, name in zip(actors["actor_id"], actors["name"], strict=True):
        choices = [*known.get(actor, ()), name, used.get(actor, "")]
        result[actor] = next((c for c in choices if 0 < len(c) <= length), cut(name, length))
    taken = pd.Series(result, dtype="string")
    doubled = set(taken.index[taken.duplicated(keep=False)])
    full = dict(zip(actors["actor_id"], actors["name"], strict=True))
    return {actor: cut(full[actor], 2 * length) if actor in doubled else name for actor, name in result.items()}


@cache
def gazetteer() -> dict[str, tuple[str, ...]]:
    """The names of the reference data's actors and venues, an actor's first, each with its first alias."""
    result: dict[str, tuple[str, ...]] = {}
    for row in read_rows("actors"):
        result[row["actor_id"]] = (row["name"], row["aliases"].split(";")[0])
    for row in read_rows("venues"):
        result[row["id"]] = (*result.get(row["id"], ()), row["name"], row["aliases"].split(";")[0])
    return result


def cut(text: str, length: int = SHORT) -> str:
    """A text cut at a blank, with an ellipsis where something is gone.

    >>> cut("Office of the High Commissioner", 16)
    'Office of the…'
    """
    if len(text) <= length:
        return text
    head = text[: length - 1].rsplit(" ", 1)[0] if " " in text[: length - 1] else text[: length - 1]
    return head.rstrip(" ,;:") + "…"


def issue_name(slug: str) -> str:
    """An issue's slug as words, with the acronyms of bodies in capitals.

    >>> issue_name("icc-referral"), issue_name("sc-meeting"), issue_name("field-office")
    ('ICC referral', 'SC meeting', 'field office')
    """
    words = re.split("[-_ ]+", slug)
    return " ".join(w.upper() if len(w) < 4 and (w in _parts() or not set(w) & set("aeiouy")) else w for w in words)


@cache
def _parts() -> frozenset[str]:
    """The words that ids of bodies are made of."""
    return frozenset(part for row in read_rows("venues") for part in row["id"].split("_"))
