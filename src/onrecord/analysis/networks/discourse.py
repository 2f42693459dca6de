"""The one-mode networks of discourse network analysis: who shares stances with whom, and who opposes whom.

After Leifeld, P. (2013), Reconceptualizing major policy change in the advocacy coalition framework, Policy Studies
Journal 41(1), and Leifeld (2017), Discourse network analysis, in: The Oxford Handbook of Political Networks. Our
position (actor, issue, stance) is what that literature calls a statement (actor, concept, agreement).

`stances(data, selection, every=)` -> `Stances`          how often each actor was for and against each issue
`one_mode(stances, kind, normalisation)` -> DataFrame    a, b, weight; kinds congruence, conflict, subtract
`windows(first, last, days, step)`                       moving windows

With `every="ever"` a stance counts once, and the weights are the literature's: the number of issues on which two actors
take the same stance (congruence) or opposite ones (conflict); subtract is congruence less conflict. With "story",
"week" or "month" a stance counts once a story, week or month, and two actors share the smaller of their two counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy import sparse

from onrecord.analysis.counting import Counted, count
from onrecord.analysis.selection import Selection

KINDS = ("congruence", "conflict", "subtract")
NORMALISATIONS = ("none", "average", "jaccard", "cosine")


@dataclass(frozen=True)
class Stances:
    """Counts of actors (rows) by issues (columns), for and against."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    supports: sparse.csr_array
    opposes: sparse.csr_array


def stances(
    data: Mapping[str, pd.DataFrame],
    selection: Selection,
    *,
    level: str = "bodies",
    every: str = "ever",
    contested: bool = True,
) -> Stances:
    """How often each actor was for and against each issue; only issues that have both sides unless `contested` is
    off."""
    counted = count(data, "positions", selection, level=level, every="story" if every == "ever" else every)
    return stances_of(counted, once=every == "ever", contested=contested)


def stances_of(counted: Counted, *, once: bool = True, contested: bool = True) -> Stances:
    """The stances of counted positions; `once` counts each stance of an actor on an issue once."""
    rows = counted.rows.drop_duplicates(["actor_id", "issue", "stance"] if once else ["unit"])
    if contested:
        sides = rows.groupby("issue")["stance"].nunique()
        rows = rows[rows["issue"].isin(sides.index[sides == 2])]
    who, actors = pd.factorize(rows["actor_id"], sort=True)
    what, issues = pd.factorize(rows["issue"], sort=True)
    shape = (len(actors), len(issues))

    def matrix(stance: str) -> sparse.csr_array:
        chosen = (rows["stance"] == stance).to_numpy(bool)
        return sparse.csr_array((np.ones(chosen.sum()), (who[chosen], what[chosen])), shape=shape)

    return Stances(tuple(map(str, actors)), tuple(map(str, issues)), matrix("for"), matrix("against"))


def one_mode(found: Stances, kind: str = "subtract", normalisation: str = "none") -> pd.DataFrame:
    """The pairs of actors with a weight other than zero: a, b, weight, a before b.

    Normalisations: "average" divides by the mean of the two actors' activity, "jaccard" by what either did,
    "cosine" by the geometric mean of their activity.

    Raises
    ------
    ValueError
        If kind or normalisation is none of those named.
    """
    if kind not in KINDS or normalisation not in NORMALISATIONS:
        raise ValueError(f"kind is one of {KINDS}, normalisation one of {NORMALISATIONS}")
    same = _overlap(found.supports, found.supports) + _overlap(found.opposes, found.opposes)
    other = _overlap(found.supports, found.opposes) + _overlap(found.opposes, found.supports)
    weights = {"congruence": same, "conflict": other, "subtract": same - other}[kind]
    upper = sparse.triu(weights, k=1).tocoo()
    a, b = upper.coords
    values = upper.data / _norms(found, same, other, a, b, normalisation)
    table = pd.DataFrame({"a": np.array(found.actors, object)[a], "b": np.array(found.actors, object)[b]})
    table["weight"] = values
    return table[table["weight"] != 0].sort_values(["a", "b"], ignore_index=True)


def _overlap(left: sparse.csr_array, right: sparse.csr_array) -> sparse.csr_array:
    """For each pair of actors the sum over issues of the smaller count: a sum over thresholds of binary products."""
    highest = int(min(left.max(), right.max())) if left.nnz and right.nnz else 0
    total = sparse.csr_array((left.shape[0], right.shape[0]))
    for threshold in range(1, highest + 1):
        total = total + (left >= threshold).astype(float) @ (right >= threshold).astype(float).T
    return total.tocsr()


def _norms(
    found: Stances,
    same: sparse.csr_array,
    other: sparse.csr_array,
    a: np.ndarray,
    b: np.ndarray,
    normalisation: str,
) -> np.ndarray:
    activity = np.asarray((found.supports + found.opposes).sum(axis=1)).ravel()
    if normalisation == "average":
        return (activity[a] + activity[b]) / 2
    if normalisation == "cosine":
        return np.sqrt(activity[a] * activity[b])
    if normalisation == "jaccard" and len(a):
        alike, opposed = (np.asarray(m.tocsr()[a, b]).ravel() for m in (same, other))
        either = activity[a] + activity[b] - alike - opposed
        # Two actors that each took both sides of an issue share it in both ways; what they did is no less than either.
        return np.maximum.reduce([either, alike, opposed, np.ones(len(a))])
    return np.ones(len(a))


def windows(first: date, last: date, days: int = 365, step: int = 91) -> list[tuple[date, date]]:
    """Windows of `days` days, each `step` days after the one before; the last ends on the last day, so none is cut.

    >>> [str(end) for _, end in windows(date(2014, 1, 1), date(2014, 1, 25), days=10, step=10)]
    ['2014-01-15', '2014-01-25']
    """
    ends = [last]
    while ends[-1] - timedelta(days=step + days - 1) >= first:
        ends.append(ends[-1] - timedelta(days=step))
    return [(max(end - timedelta(days=days - 1), first), end) for end in reversed(ends)]
