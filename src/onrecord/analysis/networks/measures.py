"""Measures of the networks, each with its source; structural ones are withheld below the study's minimum.

`structure(data, selection)` -> `Structure`      all of them for one selection, or the sentence that withholds them
`strength(edges)`                                stories by layer, given and received (no minimum: it is counting)
`betweenness(edges)`                             Freeman 1977; Brandes 2001, sampled beyond 300 actors
`brokerage(edges, camps)`                        Gould & Fernandez 1989: open paths through an actor, between camps
`communities(pairs)`                             Blondel et al. 2008 (Louvain), on congruence
`balance(pairs)`                                 Cartwright & Harary 1956: share of balanced triangles
`camps(pairs)`                                   Harary 1959; Aref & Wilson 2019: the frustration index and its camps
`polarisation(data, selection)`                  Gomez, Jensen & Arenas 2009: signed modularity of the camps, over time
`backbone(edges, alpha)`                         Serrano, Boguna & Vespignani 2009: the disparity filter
Who changed sides is `grid.changes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from onrecord.analysis.counting import LAYERS, count, within
from onrecord.analysis.coverage import coverage, shortfall
from onrecord.analysis.networks.discourse import one_mode, stances_of, windows
from onrecord.analysis.networks.graphs import edges as tie_edges
from onrecord.analysis.selection import Selection

Tables = Mapping[str, pd.DataFrame]

SEED = 2014
EXACT = 18
"""Up to this many actors the best of all two-camp splits is found by trying them (131,072 at most)."""
SAMPLED = 300
"""Beyond this many actors betweenness is estimated from 100 of them."""


@dataclass(frozen=True)
class Camps:
    """The two-camp split that fewest ties contradict. `camp` maps each actor to 0 or 1; the first actor is in camp 0.

    `frustration` is the weight of contradicting ties, `share` of all weight; `exact` says that no better split exists.
    """

    camp: dict[str, int]
    frustration: float
    share: float
    exact: bool


@dataclass(frozen=True)
class Structure:
    """The structural measures of a selection; where `withheld` gives a reason the tables are empty."""

    withheld: str | None
    strength: pd.DataFrame
    betweenness: pd.DataFrame
    brokerage: pd.DataFrame
    camps: Camps
    balanced: float | None
    triangles: int


def structure(data: Tables, selection: Selection, level: str = "states") -> Structure:
    """All measures of the actor network of a selection."""
    table = tie_edges(data, selection, level)
    withheld = shortfall(coverage(data, selection), selection)
    signed = signed_pairs(table)
    none = Camps({}, 0.0, 0.0, True)
    if withheld:
        return Structure(withheld, strength(table), betweenness(table[:0]), brokerage(table[:0], {}), none, None, 0)
    split = camps(signed)
    share, triangles = balance(signed)
    return Structure(None, strength(table), betweenness(table), brokerage(table, split.camp), split, share, triangles)


def strength(edges: pd.DataFrame) -> pd.DataFrame:
    """Stories by layer, given and received: actor_id, for_out, for_in, against_out, ..., talks, total; most first."""
    parts = []
    for end, way in (("source_id", "out"), ("target_id", "in")):
        wide = edges.pivot_table(index=end, columns="layer", values="stories", aggfunc="sum", observed=True)
        parts.append(wide.reindex(columns=list(LAYERS)).add_suffix(f"_{way}").rename_axis("actor_id"))
    table = pd.concat(parts, axis=1).fillna(0).astype(int)
    table["talks"] = table["talks_out"] + table["talks_in"]  # a meeting has no giver
    columns = [f"{layer}_{way}" for layer in LAYERS[:3] for way in ("out", "in")] + ["talks"]
    table = table[columns].assign(total=table[columns].sum(axis=1)).rename_axis("actor_id").reset_index()
    return table.sort_values(["total", "actor_id"], ascending=[False, True], kind="stable", ignore_index=True)


def betweenness(edges: pd.DataFrame) -> pd.DataFrame:
    """How often an actor lies on the shortest path between two others, of any layer but talks: actor_id,
    betweenness."""
    graph = _simple(edges[edges["layer"] != "talks"])
    sample = 100 if graph.number_of_nodes() > SAMPLED else None
    values = nx.betweenness_centrality(graph, k=sample, seed=SEED) if len(graph) else {}
    table = pd.DataFrame({"actor_id": list(values), "betweenness": [round(v, 6) for v in values.values()]})
    return table.sort_values(["betweenness", "actor_id"], ascending=[False, True], kind="stable", ignore_index=True)


def brokerage(edges: pd.DataFrame, camp: Mapping[str, int]) -> pd.DataFrame:
    """Open paths a -> b -> c through an actor b of friendly ties, where a and c are not tied: actor_id, paths, between.

    `between` are those whose ends stand in different camps. Friendly ties only: a broker is one that both sides
    deal with.
    """
    friendly = edges[edges["layer"] == "for"]
    ids, adjacency = _adjacency(friendly)
    if not len(ids):
        return pd.DataFrame({"actor_id": [], "paths": [], "between": []})
    side = np.array([camp.get(i, -1) for i in ids])
    given, received = adjacency.tocsr(), adjacency.tocsc()
    both_ways = np.asarray(given.multiply(given.T).sum(axis=1)).ravel()
    every = _degree(given, 1) * _degree(received, 0) - both_ways
    closed = np.asarray((given.multiply(given @ given.T)).sum(axis=0)).ravel()
    between = np.zeros(len(ids))
    for here in sorted(set(side.tolist())):
        mine, others = given[side == here], (side != here).astype(float)
        away = given.multiply(others[None, :]).tocsr()
        ins, outs = np.asarray(mine.sum(axis=0)).ravel(), np.asarray(away.sum(axis=1)).ravel()
        shut = np.asarray(mine.multiply((away[side == here]) @ given.T).sum(axis=0)).ravel()
        between += ins * outs - shut
    table = pd.DataFrame({"actor_id": ids, "paths": (every - closed).astype(int), "between": between.astype(int)})
    return table.sort_values(["between", "paths", "actor_id"], ascending=[False, False, True], ignore_index=True)


def signed_pairs(edges: pd.DataFrame) -> pd.DataFrame:
    """Each pair's sign by the majority of its stories, talks and requests aside: a, b, weight. Even pairs drop out."""
    signed = edges[edges["layer"].isin(("for", "against"))]
    a = signed["source_id"].where(signed["source_id"] <= signed["target_id"], signed["target_id"])
    b = signed["target_id"].where(signed["source_id"] <= signed["target_id"], signed["source_id"])
    weight = signed["stories"].astype(float) * np.where(signed["layer"] == "for", 1.0, -1.0)
    pairs = (
        pd.DataFrame({"a": a, "b": b, "weight": weight}).groupby(["a", "b"], sort=True, as_index=False)["weight"].sum()
    )
    return pairs[pairs["weight"] != 0].reset_index(drop=True)


def communities(pairs: pd.DataFrame) -> list[list[str]]:
    """Communities of a network of positive weights (congruence), largest first, each in order."""
    graph = nx.Graph()
    positive = pairs[pairs["weight"] > 0]
    graph.add_nodes_from(sorted(set(positive["a"]) | set(positive["b"])))
    graph.add_weighted_edges_from(positive[["a", "b", "weight"]].itertuples(index=False, name=None))
    found = nx.community.louvain_communities(graph, seed=SEED) if len(graph) else []
    return sorted((sorted(c) for c in found), key=lambda c: (-len(c), c))


def balance(pairs: pd.DataFrame) -> tuple[float | None, int]:
    """Share of triangles whose signs multiply to plus (friends of friends, foes of foes), and how many there are."""
    _, signs = _symmetric(pairs.assign(weight=np.sign(pairs["weight"])))
    present = abs(signs)
    net = float((signs @ signs).multiply(signs).sum())
    every = float((present @ present).multiply(present).sum())
    triangles = round(every / 6)
    return (round((every + net) / (2 * every), 6), triangles) if triangles else (None, 0)


def camps(pairs: pd.DataFrame) -> Camps:
    """The split into two camps with least weight of friendly ties across and hostile ties inside.

    Exact up to 18 actors; beyond, the best of a spectral start improved by moving one actor at a time, an upper bound.
    """
    ids, signs = _symmetric(pairs)
    if not ids:
        return Camps({}, 0.0, 0.0, True)
    exact = len(ids) <= EXACT
    sides = _best_of_all(signs.toarray()) if exact else _improved(signs)
    sides = sides * sides[0]
    total = float(abs(signs).sum()) / 2
    frustration = (total - float(sides @ (signs @ sides)) / 2) / 2
    camp = {actor: int(side < 0) for actor, side in zip(ids, sides, strict=True)}
    return Camps(camp, round(frustration, 6), round(frustration / total, 6) if total else 0.0, exact)


def _best_of_all(signs: np.ndarray) -> np.ndarray:
    n = len(signs)
    # Row r is the split whose bits are r; actor 0 is always on the plus side, for a split and its mirror are one.
    splits = 1 - 2 * ((np.arange(2 ** (n - 1))[:, None] >> np.arange(n - 1)[None, :]) & 1).astype(np.int8)
    splits = np.hstack([np.ones((len(splits), 1), np.int8), splits]).astype(float)
    scores = np.einsum("ij,ij->i", splits @ signs, splits)
    return splits[int(np.argmax(np.round(scores, 9)))]


def _improved(signs: sparse.csr_array) -> np.ndarray:
    sides = np.ones(signs.shape[0])
    for _ in range(100):  # power iteration on the shifted matrix: its leading vector is the spectral split
        pushed = signs @ sides + abs(signs).sum(axis=1).max() * sides
        sides = pushed / np.linalg.norm(pushed)
    sides = np.where(sides < 0, -1.0, 1.0)
    gains = -2 * sides * (signs @ sides)
    for _ in range(10 * len(sides)):
        best = int(np.argmax(gains))
        if gains[best] <= 1e-9:
            break
        sides[best] = -sides[best]
        gains = -2 * sides * (signs @ sides)
    return sides


def polarisation(
    data: Tables, selection: Selection, *, level: str = "bodies", days: int = 365, step: int = 91
) -> pd.DataFrame:
    """How sharply contested positions divide the actors, in moving windows: first, last, actors, stories, polarisation.

    Signed modularity of the two camps of the subtract network: 0 where the actors do not divide, towards 1 where
    two camps agree inside and oppose each other. Missing where fewer than `minimum_stories` stories fall in the window.
    """
    counted = count(data, "positions", selection, level=level)
    columns = ["first", "last", "actors", "stories", "polarisation"]
    dated = counted.rows.dropna(subset=["first"])
    if dated.empty:
        return pd.DataFrame(columns=columns)
    begin, end = dated["first"].min().date(), dated["last"].max().date()
    rows = []
    for first, last in windows(begin, end, days, step):
        part = within(counted, first, last)
        pairs = one_mode(stances_of(part), "subtract")
        enough = part.stories >= selection.minimum_stories
        value = signed_modularity(pairs, camps(pairs).camp) if enough else np.nan
        rows.append((first, last, part.rows["actor_id"].nunique(), part.stories, value))
    return pd.DataFrame(rows, columns=columns)


def signed_modularity(pairs: pd.DataFrame, camp: Mapping[str, int]) -> float:
    """Weight inside camps beyond chance for friendly ties, less the same for hostile ones, over all weight."""
    if pairs.empty:
        return 0.0
    a, b = pairs["a"].map(camp).to_numpy(), pairs["b"].map(camp).to_numpy()
    total = 0.0
    for sign in (1, -1):
        part = np.maximum(sign * pairs["weight"].to_numpy(float), 0)
        degree = pd.concat([pd.Series(part, a), pd.Series(part, b)]).groupby(level=0).sum()
        weight = part.sum()
        expected = float((degree**2).sum()) / (4 * weight) if weight else 0.0
        total += sign * (float(part[a == b].sum()) - expected)
    return round(total / float(pairs["weight"].abs().sum()), 6)


def backbone(edges: pd.DataFrame, alpha: float = 0.05) -> pd.DataFrame:
    """The ties that are stronger than chance for one of their ends, stories as weights; `significance` is the
    smaller p.

    An actor with one tie says nothing about it: p is 1 at that end.
    """
    weight = edges["stories"].astype(float)
    p = np.ones(len(edges))
    for end in ("source_id", "target_id"):
        total, degree = weight.groupby(edges[end]).transform("sum"), weight.groupby(edges[end]).transform("size")
        p = np.minimum(p, np.where(degree > 1, (1 - weight / total) ** (degree - 1), 1.0))
    return edges.assign(significance=np.round(p, 6))[p < alpha].reset_index(drop=True)


def _ids(a: pd.Series, b: pd.Series) -> tuple[np.ndarray, np.ndarray, list[str]]:
    codes, ids = pd.factorize(pd.concat([a, b], ignore_index=True), sort=True)
    return codes[: len(a)], codes[len(a) :], [str(i) for i in ids]


def _symmetric(pairs: pd.DataFrame) -> tuple[list[str], sparse.csr_array]:
    a, b, ids = _ids(pairs["a"], pairs["b"])
    half = sparse.csr_array((pairs["weight"].to_numpy(float), (a, b)), shape=(len(ids), len(ids)))
    return ids, (half + half.T).tocsr()


def _adjacency(edges: pd.DataFrame) -> tuple[list[str], sparse.csr_array]:
    a, b, ids = _ids(edges["source_id"], edges["target_id"])
    matrix = sparse.csr_array((np.ones(len(a)), (a, b)), shape=(len(ids), len(ids)))
    return ids, (matrix > 0).astype(float)


def _degree(matrix: sparse.csr_array, axis: int) -> np.ndarray:
    return np.asarray(matrix.sum(axis=axis)).ravel()


def _simple(edges: pd.DataFrame) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(set(edges["source_id"]) | set(edges["target_id"])))
    ends = edges[["source_id", "target_id"]].drop_duplicates().sort_values(["source_id", "target_id"])
    graph.add_edges_from(ends.itertuples(index=False, name=None))
    return graph
