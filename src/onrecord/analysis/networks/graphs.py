"""Graphs in canonical order: nodes and edges sorted, so that every layout, partition and file is the same in every run.

`edges(data, selection)` -> DataFrame     source_id, target_id, layer, units, stories, outlets, first, last, evidence
`actor_graph(data, selection)`            the same as a networkx MultiDiGraph keyed by layer
`issue_graph`, `venue_graph`              actor x issue (for, against), actor x venue
`readable(edges, limit)` -> `Readable`    the part of a large network that a page can show, and a sentence saying which
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from onrecord.analysis.counting import count, tally
from onrecord.analysis.selection import Selection

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Readable:
    """The part of a network that a page can show. `note` says what was left out, and is empty if nothing was."""

    edges: pd.DataFrame
    note: str


def edges(data: Tables, selection: Selection, level: str = "states") -> pd.DataFrame:
    """One row an actor, recipient and layer (for, against, request, talks). A meeting is one row, its ends in order."""
    return tally(count(data, "ties", selection, level=level), ["source_id", "target_id", "layer"])


def actor_graph(data: Tables, selection: Selection, level: str = "states") -> nx.MultiDiGraph:
    """The signed, directed actor network; parallel edges are keyed by layer and nothing is netted.

    Nodes carry name, type and country, edges stories, outlets, accepted, first, last and evidence.
    """
    graph = nx.MultiDiGraph()
    table = edges(data, selection, level)
    _add_actors(graph, data, set(table["source_id"]) | set(table["target_id"]))
    graph.add_edges_from((a, b, layer, attributes) for a, b, layer, attributes in _rows(table))
    return graph


def issue_graph(data: Tables, selection: Selection, level: str = "bodies") -> nx.MultiGraph:
    """Actors and issues; an edge keyed "for" or "against" carries its number of stories and its evidence."""
    stances = tally(count(data, "positions", selection, level=level), ["actor_id", "issue", "layer"])
    graph = nx.MultiGraph()
    _add_actors(graph, data, set(stances["actor_id"]))
    graph.add_nodes_from((f"issue:{slug}", {"name": slug, "kind": "issue"}) for slug in sorted(set(stances["issue"])))
    graph.add_edges_from((a, f"issue:{issue}", layer, attributes) for a, issue, layer, attributes in _rows(stances))
    return graph


def venue_graph(data: Tables, selection: Selection, level: str = "bodies") -> nx.Graph:
    """Actors and the venues where they speak or act; an edge carries its number of stories and its evidence."""
    table = tally(count(data, "appearances", selection, level=level), ["actor_id", "venue_id", "layer"])
    graph = nx.Graph()
    _add_actors(graph, data, set(table["actor_id"]))
    graph.add_nodes_from((f"venue:{v}", {"name": v, "kind": "venue"}) for v in sorted(set(table["venue_id"])))
    graph.add_edges_from((a, f"venue:{venue}", attributes) for a, venue, _, attributes in _rows(table))
    return graph


def readable(table: pd.DataFrame, limit: int = 30, ties: int = 120) -> Readable:
    """The ties of most stories among the actors of most stories, so many at most, and a sentence that says so."""
    ends = pd.concat([table["source_id"], table["target_id"]])
    weights = pd.concat([table["stories"], table["stories"]]).groupby(ends.to_numpy()).sum()
    top = weights.sort_index().sort_values(ascending=False, kind="stable").index[:limit]
    part = table[table["source_id"].isin(top) & table["target_id"].isin(top)]
    part = part.sort_values("stories", ascending=False, kind="stable").head(ties).sort_index().reset_index(drop=True)
    if len(part) == len(table):
        return Readable(part, "")
    note = (
        f"Drawn: {len(top)} of {len(weights)} actors and {len(part):,} of {len(table):,} ties, those of most stories."
    )
    return Readable(part, note)


def _add_actors(graph: nx.Graph, data: Tables, ids: set[str]) -> None:
    register = data["actors"].drop_duplicates("actor_id").set_index("actor_id")
    known = (
        register[["name", "type", "country"]].astype(object).where(register[["name", "type", "country"]].notna(), "")
    )
    attributes = known.to_dict("index")
    for actor in sorted(ids):
        graph.add_node(actor, kind="actor", **attributes.get(actor, {"name": actor, "type": "", "country": ""}))


def _rows(table: pd.DataFrame) -> list[tuple[str, str, str, dict[str, object]]]:
    """The edges with plain attributes, dates as text, in the order of the table."""
    plain = table.assign(
        first=table["first"].dt.strftime("%Y-%m-%d").fillna("") if len(table) else [],
        last=table["last"].dt.strftime("%Y-%m-%d").fillna("") if len(table) else [],
    )
    attributes = plain[["units", "stories", "outlets", "accepted", "first", "last", "evidence"]].to_dict("records")
    heads = plain.iloc[:, :3].itertuples(index=False, name=None)
    return [(a, b, c, values) for (a, b, c), values in zip(heads, attributes, strict=True)]
