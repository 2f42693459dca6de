"""Networks: properties of grids, graphs, discourse networks and measures on networks small enough to check by eye."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.analysis.networks.discourse import NORMALISATIONS, one_mode, stances
from onrecord.analysis.networks.graphs import actor_graph, edges, issue_graph, readable, venue_graph
from onrecord.analysis.networks.grid import changes, dyads, issue_grid
from onrecord.analysis.networks.measures import (
    backbone,
    balance,
    betweenness,
    brokerage,
    camps,
    communities,
    polarisation,
    signed_modularity,
    signed_pairs,
    strength,
    structure,
)
from onrecord.analysis.selection import Selection

STATES = ("chn", "jpn", "kor", "prk", "rus", "usa")
ALL = Selection(minimum_stories=1)


def tie(doc, source, target, event_type, **more):
    return {"doc_id": doc, "source_id": source, "target_id": target, "event_type": event_type, **more}


def position(doc, actor, issue, stance, **more):
    return {"doc_id": doc, "actor_id": actor, "issue": issue, "stance": stance, **more}


def pairs(**weights):
    """Pairs from names like a_b=2."""
    return pd.DataFrame([(*name.split("_"), float(w)) for name, w in weights.items()], columns=["a", "b", "weight"])


def test_grid_counts_stories(tables_of):
    """A cell says in how many stories an actor was for and against; its evidence is its rows."""
    rows = [
        position("a", "prk", "access", "against"),
        position("a", "prk", "access", "against"),
        position("b", "prk", "access", "for"),
        position("b", "usa", "access", "for"),
    ]
    grid = issue_grid(tables_of(actors=STATES, positions=rows), ALL).set_index("actor_id")
    assert grid.loc["prk", ["for", "against", "stories"]].tolist() == [1, 2 - 1, 2]
    assert len(grid.loc["prk", "evidence"].split(";")) == 3
    assert not grid.loc["prk", "changed"]  # both on one day: a contradiction, not a change


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        ({"date": "2014-03"}, {"date": "2018"}, True),
        ({"date": "2018"}, {"date": "2014-03"}, True),
        ({"date": "2014"}, {"date": "2014-06"}, False),
        ({"date": "2014-03"}, {"date": "2018", "stance": "for"}, False),
        ({"date": "2014-03"}, {"date": "2018", "date_basis": "publication"}, False),
        ({"date": "2014-03"}, {"date": "2018", "date_basis": "inferred"}, False),
        ({"date": "2014-03"}, {"date": "2018", "status": "hypothetical"}, False),
        ({"date": "2014-03"}, {"date": None, "date_basis": None}, False),
        ({"date": "2014-03"}, {"date": "2018", "issue": "camps"}, False),
    ],
)
def test_who_changed(tables_of, first, second, changed):
    """A change is two dated, actual, opposite positions on one issue, one wholly before the other; all else is none."""
    rows = [{**position("a", "chn", "access", "for"), **first}, {**position("b", "chn", "access", "against"), **second}]
    data = tables_of(actors=STATES, positions=rows)
    assert (len(changes(data, ALL)) == 1) is changed
    assert issue_grid(data, ALL)["changed"].any() == changed


def test_change_says_before_and_after(tables_of):
    """The earlier stance stands before, whichever article told it first."""
    rows = [position("a", "chn", "access", "for", date="2018"), position("b", "chn", "access", "against", date="2014")]
    row = changes(tables_of(actors=STATES, positions=rows), ALL).iloc[0]
    assert (row["stance_before"], row["stance_after"], row["date_before"]) == ("against", "for", "2014")
    assert len(row["evidence"].split(";")) == 2


def test_dyads_net_nothing(tables_of):
    """A pair can be for and against each other and talk; each has its own number, whichever way it points."""
    ties = [
        tie("a", "usa", "prk", "ACCUSE"),
        tie("b", "prk", "usa", "AGREE"),
        tie("b", "usa", "prk", "REQUEST"),
        tie("b", "usa", "prk", "CONSULT"),
    ]
    row = dyads(tables_of(actors=STATES, ties=ties), ALL).iloc[0]
    cells = ["a", "b", "a_for_b", "a_against_b", "b_for_a", "b_against_a", "requests", "talks", "stories"]
    assert row[cells].tolist() == ["prk", "usa", 1, 0, 0, 1, 1, 1, 2]


def test_graph_is_canonical(tables_of):
    """Nodes and edges come in order and carry their evidence, whatever the order of the rows."""
    ties = [tie("b", "usa", "prk", "ACCUSE"), tie("a", "prk", "usa", "ACCUSE"), tie("a", "chn", "prk", "SUPPORT")]
    one, other = (actor_graph(tables_of(actors=STATES, ties=t), ALL) for t in (ties, ties[::-1]))
    assert list(one.nodes) == ["chn", "prk", "usa"]
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))
    assert one["chn"]["prk"]["for"]["evidence"].startswith("a:")


def test_two_modes(tables_of):
    """Actors stand on one side, issues or venues on the other, and no edge joins two of one side."""
    said = [{"doc_id": "a", "speaker_id": "prk", "venue_id": "unsc"}]
    rows = [position("a", "prk", "access", "against")]
    data = tables_of(actors=STATES, positions=rows, statements=said)
    for graph in (issue_graph(data, ALL), venue_graph(data, ALL)):
        kinds = dict(graph.nodes(data="kind"))
        assert all((kinds[a] == "actor") != (kinds[b] == "actor") for a, b in graph.edges())
        assert graph.number_of_edges() == 1


def test_readable_part_says_what_is_left_out(tables_of):
    """Of a large network the actors and ties of most stories are drawn, and the note says how many of how many."""
    ties = [tie(doc, "usa", "prk", "ACCUSE") for doc in "abc"] + [tie("a", "chn", "rus", "SUPPORT")]
    table = edges(tables_of(actors=STATES, ties=ties), ALL)
    part = readable(table, limit=2)
    assert part.edges["source_id"].tolist() == ["usa"]
    assert part.note == "Drawn: 2 of 4 actors and 1 of 2 ties, those of most stories."
    assert readable(table).note == ""


POSITIONS = [
    position("a", "usa", "access", "for"),
    position("a", "jpn", "access", "for"),
    position("a", "prk", "access", "against"),
    position("b", "usa", "camps", "for"),
    position("b", "prk", "camps", "against"),
    position("c", "usa", "camps", "for"),
    position("c", "kor", "reunions", "for"),
]


def weights(data, kind, normalisation="none", **options):
    table = one_mode(stances(data, ALL, **options), kind, normalisation)
    return {(a, b): round(w, 4) for a, b, w in table.itertuples(index=False)}


def test_discourse_networks(tables_of):
    """Congruence is shared stances, conflict opposite ones, subtract the difference; a repeated stance is one."""
    data = tables_of(actors=STATES, positions=POSITIONS)
    assert weights(data, "congruence") == {("jpn", "usa"): 1}
    assert weights(data, "conflict") == {("jpn", "prk"): 1, ("prk", "usa"): 2}
    assert weights(data, "subtract") == {("jpn", "prk"): -1, ("jpn", "usa"): 1, ("prk", "usa"): -2}


def test_only_contested_issues(tables_of):
    """An issue that all are for divides nobody and joins nobody, unless it is asked for."""
    rows = [position("a", "usa", "reunions", "for"), position("a", "kor", "reunions", "for")]
    data = tables_of(actors=STATES, positions=rows)
    assert weights(data, "congruence") == {}
    assert weights(data, "congruence", contested=False) == {("kor", "usa"): 1}


def test_duplicates_by_story_and_month(tables_of):
    """By story a stance of two stories counts twice; by month, once where both are of one month."""
    rows = [position(doc, actor, "camps", "for") for doc in "ab" for actor in ("usa", "jpn")]
    data = tables_of(actors=STATES, positions=[*rows, position("a", "prk", "camps", "against")])
    assert weights(data, "congruence", every="story") == {("jpn", "usa"): 2}
    assert weights(data, "congruence", every="month") == {("jpn", "usa"): 1}


@pytest.mark.parametrize(
    ("normalisation", "expected"), [("none", 2), ("average", 2 / 2), ("jaccard", 2 / 2), ("cosine", 2 / 2)]
)
def test_normalisations(tables_of, normalisation, expected):
    """Two actors that oppose each other on both of their two issues conflict fully under each normalisation."""
    rows = [position("a", a, i, s) for a, s in (("usa", "for"), ("prk", "against")) for i in ("access", "camps")]
    data = tables_of(actors=STATES, positions=rows)
    assert weights(data, "conflict", normalisation) == {("prk", "usa"): expected}


@settings(max_examples=30, deadline=None)
@example(rows=[(a, "x", s) for a in STATES[:2] for s in ("for", "against")])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(STATES), st.sampled_from("xyz"), st.sampled_from(["for", "against"])), max_size=25
    )
)
def test_normalised_weights_are_shares(tables_of, rows):
    """Normalised congruence and conflict lie between 0 and 1, whatever the positions."""
    data = tables_of(actors=STATES, positions=[position("a", *row) for row in rows])
    for kind, normalisation in product(("congruence", "conflict"), NORMALISATIONS[1:]):
        table = one_mode(stances(data, ALL, every="story"), kind, normalisation)
        assert table["weight"].between(0, 1 + 1e-9).all()


def test_unknown_network():
    """A kind or normalisation that is none of those named is refused."""
    with pytest.raises(ValueError, match="kind is one of"):
        one_mode(None, "friendship")


def test_balanced_and_unbalanced_triangles():
    """Two allies against a third are balanced, three enemies are not; without a triangle there is no share."""
    assert balance(pairs(a_b=1, a_c=-1, b_c=-2)) == (1.0, 1)
    assert balance(pairs(a_b=-1, a_c=-1, b_c=-1)) == (0.0, 1)
    assert balance(pairs(a_b=1)) == (None, 0)


def test_camps_of_a_balanced_network():
    """Where friends of friends are friends, no tie contradicts the two camps."""
    split = camps(pairs(a_b=1, a_c=-1, b_c=-2, c_d=1))
    assert split.camp == {"a": 0, "b": 0, "c": 1, "d": 1}
    assert (split.frustration, split.exact) == (0, True)


def test_frustration_is_the_weight_of_the_fewest_contradicting_ties():
    """Of three enemies two must share a camp, at the price of their lightest enmity."""
    split = camps(pairs(a_b=-1, a_c=-3, b_c=-3))
    assert (split.frustration, split.share) == (1, round(1 / 7, 6))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=15, max_size=15))
def test_no_split_is_better_than_the_exact_one(values):
    """The exact frustration is not above that of any other split, tried one by one."""
    names = "abcdef"
    ends = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    table = pd.DataFrame(
        [(a, b, float(w)) for (a, b), w in zip(ends, values, strict=True) if w], columns=["a", "b", "weight"]
    )
    best = camps(table).frustration
    for sides in product((0, 1), repeat=6):
        side = dict(zip(names, sides, strict=True))
        cost = sum(abs(w) for a, b, w in table.itertuples(index=False) if (side[a] == side[b]) == (w < 0))
        assert best <= cost + 1e-9


def test_large_networks_split_too():
    """Beyond the exact size two planted camps are still found."""
    rng = np.random.default_rng(1)
    rows = [(i, j) for i in range(40) for j in range(i + 1, 40) if rng.random() < 0.3]
    table = pd.DataFrame(
        [(f"n{i:02}", f"n{j:02}", 1.0 if i % 2 == j % 2 else -1.0) for i, j in rows], columns=["a", "b", "weight"]
    )
    split = camps(table)
    assert (split.frustration, split.exact) == (0, False)
    assert all(split.camp[f"n{i:02}"] == i % 2 for i in range(40))


def test_signed_modularity():
    """Two camps that agree inside and oppose each other are polarised; allies in one camp are not."""
    apart = pairs(a_b=1, c_d=1, a_c=-1, b_d=-1, a_d=-1, b_c=-1)
    assert signed_modularity(apart, camps(apart).camp) == pytest.approx(0.5)
    together = pairs(a_b=1, a_c=1, b_c=1)
    assert signed_modularity(together, camps(together).camp) == 0
    assert signed_modularity(together[:0], {}) == 0


def friendly(*ends):
    return pd.DataFrame([(a, b, "for", 1) for a, b in ends], columns=["source_id", "target_id", "layer", "stories"])


def test_brokerage_between_camps():
    """Who alone joins two camps brokers between them; a path that the ends close themselves is no brokerage."""
    open_path = brokerage(friendly("ab", "bc"), {"a": 0, "b": 0, "c": 1}).iloc[0]
    assert open_path.tolist() == ["b", 1, 1]
    assert brokerage(friendly("ab", "bc", "ac"), {"a": 0, "b": 0, "c": 1})["paths"].sum() == 0
    assert brokerage(friendly("ab", "bc"), {"a": 0, "b": 0, "c": 0}).iloc[0].tolist() == ["b", 1, 0]
    assert brokerage(friendly("ab", "ba"), {})["paths"].sum() == 0


def test_betweenness_leaves_talks_out():
    """The middle of a path lies between its ends; a meeting makes no path."""
    table = friendly("ab", "bc")
    assert betweenness(table).iloc[0]["actor_id"] == "b"
    assert betweenness(table.assign(layer="talks")).empty


def test_strength_counts_a_meeting_for_both():
    """Stories given and received by layer; a meeting is nobody's gift."""
    table = pd.DataFrame(
        [("prk", "usa", "talks", 3), ("prk", "usa", "against", 2)],
        columns=["source_id", "target_id", "layer", "stories"],
    )
    rows = strength(table).set_index("actor_id")
    assert rows.loc["prk", ["against_out", "against_in", "talks", "total"]].tolist() == [2, 0, 3, 5]
    assert rows.loc["usa", ["against_out", "against_in", "talks", "total"]].tolist() == [0, 2, 3, 5]


def test_even_pairs_have_no_sign():
    """A pair as often for as against each other takes no side; talks and requests weigh nothing."""
    rows = [("a", "b", "for", 2), ("b", "a", "against", 2), ("a", "c", "talks", 9), ("a", "c", "against", 1)]
    table = pd.DataFrame(rows, columns=["source_id", "target_id", "layer", "stories"])
    assert signed_pairs(table).to_numpy().tolist() == [["a", "c", -1.0]]


def test_backbone_keeps_the_tie_that_stands_out():
    """One strong tie among many weak ones of an actor is significant; equal ones are not, nor is an only tie."""
    rows = [("hub", f"x{i}", "against", 1) for i in range(9)] + [("hub", "y", "against", 30)]
    table = pd.DataFrame(rows, columns=["source_id", "target_id", "layer", "stories"])
    assert backbone(table)["target_id"].tolist() == ["y"]
    assert backbone(table[:9]).empty
    assert backbone(table[9:]).empty


def test_communities():
    """Two groups that share stances only inside are two communities, in order."""
    assert communities(pairs(a_b=2, b_c=2, a_c=2, x_y=1, c_x=-1)) == [["a", "b", "c"], ["x", "y"]]


def test_structure_is_withheld_below_the_minimum(tables_of):
    """With fewer stories than the study asks for structural measures are withheld with the reason; counts are not."""
    data = tables_of(actors=STATES, ties=[tie("a", "usa", "prk", "ACCUSE"), tie("b", "prk", "usa", "REJECT")])
    few = structure(data, Selection(minimum_stories=20))
    assert "2 independent stories of the 20" in few.withheld
    assert few.betweenness.empty and few.camps.camp == {} and not few.strength.empty
    enough = structure(data, replace(ALL, minimum_stories=2))
    assert enough.withheld is None
    assert enough.camps.camp == {"prk": 0, "usa": 1}


def test_polarisation_over_time(tables_of):
    """A window with too few stories has no value; one in which two camps form has a higher one than before."""
    early = [position("a", actor, "camps", "for", date="2014-02-01") for actor in ("usa", "jpn")]
    late = [
        position("b", a, "camps", s, date="2018-02-01") for a, s in (("usa", "for"), ("jpn", "for"), ("prk", "against"))
    ]
    data = tables_of(actors=STATES, positions=[*early, *late])
    table = polarisation(data, ALL, days=365, step=365)
    assert table["polarisation"].iloc[-1] > 0
    assert table["polarisation"].isna().any()
    assert polarisation(data, replace(ALL, minimum_stories=5))["polarisation"].isna().all()


def test_no_ties(tables_of):
    """Empty tables give empty networks, not errors."""
    data = tables_of(actors=STATES)
    assert issue_grid(data, ALL).empty and dyads(data, ALL).empty and changes(data, ALL).empty
    assert len(actor_graph(data, ALL)) == 0 and polarisation(data, ALL).empty
    assert structure(data, Selection(minimum_stories=0)).strength.empty
