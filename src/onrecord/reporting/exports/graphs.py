"""The actor network as GEXF (Gephi) and GraphML, with time."""

from __future__ import annotations

import re
from collections.abc import Mapping

import networkx as nx
import pandas as pd

from onrecord.analysis.networks.graphs import actor_graph
from onrecord.analysis.selection import select
from onrecord.study import Study

_LAYER_SIGN = {"for": 1, "against": -1, "request": 0, "talks": 0}
# Characters that XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


def network(data: Mapping[str, pd.DataFrame], study: Study, level: str) -> nx.MultiDiGraph:
    """The counted network with attributes that files can hold; an edge's id is 'actor>recipient:layer'."""
    counted = actor_graph(data, select(study), level)
    graph = nx.MultiDiGraph(name=_clean(study.title or study.name))
    for node, values in counted.nodes(data=True):
        graph.add_node(_clean(node), label=_clean(values["name"]), **_plain(values))
    for actor, recipient, layer, values in counted.edges(keys=True, data=True):
        told = _plain(values)
        identifier = f"{_clean(actor)}>{_clean(recipient)}:{layer}"
        time = {name: told[value] for name, value in (("start", "first"), ("end", "last")) if told.get(value)}
        graph.add_edge(
            _clean(actor),
            _clean(recipient),
            key=identifier,
            id=identifier,
            layer=str(layer),
            sign=_LAYER_SIGN[str(layer)],
            weight=float(values["stories"]),
            **{name: value for name, value in told.items() if name not in ("first", "last")},
            **time,
        )
    return graph


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values as the text and whole numbers that both formats know."""
    return {
        str(name): _clean(value) if isinstance(value, str) else int(str(value))
        for name, value in values.items()
        if value is not None
    }


def _clean(text: object) -> str:
    return _NOT_XML.sub(" ", str(text))


def gexf(graph: nx.MultiDiGraph) -> str:
    """GEXF 1.2 with dynamic edges; without the day of writing, so that the same tables give the same bytes."""
    return _CLOCK.sub("", "\n".join(nx.generate_gexf(graph, version="1.2draft"))) + "\n"


def graphml(graph: nx.MultiDiGraph) -> str:
    """GraphML with the time of each edge as attributes `start` and `end`."""
    plain = graph.copy()
    for _, _, values in plain.edges(data=True):
        values.pop("id")
    return "\n".join(nx.generate_graphml(plain, named_key_ids=True)) + "\n"
