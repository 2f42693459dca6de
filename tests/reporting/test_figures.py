"""Figures as data: what is drawn, what the caption and the alternative text say, and that it is the same each time."""

from __future__ import annotations

import json
import re

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib.patches import FancyArrowPatch

from onrecord.analysis.selection import Selection
from onrecord.analysis.timelines import official
from onrecord.record import Meeting, Record
from onrecord.reporting.figures import interactive, style
from onrecord.reporting.figures.coverage import draw_coverage
from onrecord.reporting.figures.grid import draw_grid
from onrecord.reporting.figures.network import draw_discourse, draw_network
from onrecord.reporting.figures.polarisation import draw_polarisation
from onrecord.reporting.figures.timeline import draw_timeline

STATES = ("chn", "jpn", "kor", "prk", "rus", "usa")
ALL = Selection(since="2014", until="2019", minimum_stories=1)
FIGURES = (draw_network, draw_discourse, draw_grid, draw_timeline, draw_coverage, draw_polarisation)
RECORD = official(Record(meetings=(Meeting(id="m", venue="unsc", kind="meeting", date="2014-12-22", status="found"),)))


@pytest.fixture(scope="module")
def world(tables_of):
    """A small dispute: ties of every layer, positions with a change, happenings of every mark."""
    pages = {d: {"published": p} for d, p in (("a", "2014-11-20"), ("b", "2016-03-01"), ("c", "2018-12-18"))}
    pages["d"] = {"published": "2018-12-19", "story_id": "story-c"}
    acts = [
        ("prk", "usa", "ACCUSE"),
        ("usa", "prk", "ACCUSE"),
        ("prk", "usa", "CONSULT"),
        ("chn", "prk", "SUPPORT"),
        ("kor", "prk", "REQUEST"),
        ("jpn", "usa", "COOPERATE"),
    ]
    ties = [
        {"doc_id": d, "source_id": s, "target_id": t, "event_type": e, "date": p["published"]}
        for d, p in pages.items()
        for s, t, e in acts
    ]
    stances = [("prk", "resolution", "against"), ("usa", "resolution", "for"), ("jpn", "resolution", "for")]
    positions = [
        {"doc_id": d, "actor_id": a, "issue": i, "stance": s, "date": p["published"]}
        for d, p in pages.items()
        for a, i, s in stances
    ]
    positions += [
        {"doc_id": "a", "actor_id": "chn", "issue": "resolution", "stance": "for", "date": "2014-11-20"},
        {"doc_id": "c", "actor_id": "chn", "issue": "resolution", "stance": "against", "date": "2018-12-18"},
    ]
    events = [
        {"event_id": "adopted", "venue_id": "unga", "kind": "adoption", "date": "2018-12-17", "date_basis": "weekday",
         "record_ids": "m", "symbol": "A/RES/73/180", "stories": "s"},
        {"event_id": "dropped", "venue_id": "unsc", "date": "2018-12", "status": "failed", "stories": "s"},
        {"event_id": "planned", "venue_id": "unsc", "date": "2018-12-10", "status": "proposed", "stories": "s"},
        {"event_id": "years", "venue_id": "unsc", "date": "2014/2017", "stories": "s"},
        {"event_id": "talks", "venue_id": "talks_x", "kind": "talks", "date": "2018-06/..", "stories": "s"},
        {"event_id": "undated", "venue_id": "unsc", "stories": "s"},
    ]  # fmt: skip
    told = [{"doc_id": d, "event_id": "adopted", "venue_id": "unga", "label": "adopted it"} for d in "bc"]
    return tables_of(pages, STATES, ties=ties, positions=positions, events=events, venue_events=told)


@pytest.fixture(autouse=True)
def _close():
    """No figure stays open after its test."""
    yield
    mpl.pyplot.close("all")


def gids(ax):
    return [child.get_gid() for child in ax.get_children() if child.get_gid()]


def overlaps(ax, texts):
    """Pairs of drawn texts whose boxes share more than a sliver."""
    renderer = ax.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer).shrunk(0.9, 0.8) for text in texts]
    return [
        (a.get_text(), b.get_text())
        for n, (a, box) in enumerate(zip(texts, boxes, strict=True))
        for b, other in list(zip(texts, boxes, strict=True))[n + 1 :]
        if box.overlaps(other)
    ]


@pytest.mark.parametrize("draw", FIGURES)
def test_caption_and_alternative_text(world, draw):
    """Every figure states its question, how many stories, the period and the sources, and has an alternative text."""
    ax = draw(world, ALL)
    assert ax.get_title(loc="left").endswith("?")
    assert re.search(
        r"\d+ independent stor(y|ies) counted; 2014 to 2019\. Sources: 4 pages of 4 outlets", style.caption(ax)
    )
    assert len(style.alt_text(ax)) > 20


@pytest.mark.parametrize("draw", FIGURES)
def test_nothing_to_draw(tables_of, draw):
    """Empty tables give a figure that says so, not an error."""
    ax = draw(tables_of(), ALL)
    assert style.alt_text(ax).split()[0] in ("An", "No")


@pytest.mark.parametrize("draw", FIGURES)
def test_same_bytes(world, draw, tmp_path):
    """The same tables give the same picture, byte for byte, as PNG and as SVG."""
    for suffix in (".png", ".svg"):
        one, other = (style.save(draw(world, ALL), tmp_path / f"{n}{suffix}").read_bytes() for n in (1, 2))
        assert one == other


def test_pages_of_the_project_are_labelled(world):
    """Where all pages were written for the project the caption says so."""
    articles = world["articles"].assign(note="written for this project")
    assert "written for this project" in style.caption(draw_coverage({**world, "articles": articles}, ALL))


def test_network_signs_show_without_colour(world):
    """Each kind of tie has a line of its own and, but for talks, a sign of its own; talks have no arrow."""
    ax = draw_network(world, ALL)
    arrows = [p for p in ax.patches if isinstance(p, FancyArrowPatch)]
    looks = {p.get_gid(): str(p.get_linestyle()) for p in arrows}
    assert set(looks) == {"tie-for", "tie-against", "tie-request", "tie-talks"}
    assert len({str(look["linestyle"]) for look in style.LAYERS.values()}) == len(style.LAYERS)
    badges = sorted(t.get_text() for t in ax.texts if t.get_gid() == "badge")
    assert badges == ["+3", "+3", "3", "?3", "−3", "−3"]


def test_network_labels_do_not_overlap(world):
    """No name covers another."""
    ax = draw_network(world, ALL)
    names = [t for t in ax.texts if t.get_text() in ("China", "Japan", "South Korea", "North Korea", "United States")]
    assert len(names) == 5
    assert overlaps(ax, names) == []


def test_network_places_are_stable(world):
    """Camps face each other, and the order of the rows moves nobody."""
    shuffled = {**world, "ties": world["ties"].sample(frac=1, random_state=1)}
    one, other = (draw_network(data, ALL) for data in (world, shuffled))
    places = [np.concatenate([c.get_offsets() for c in ax.collections]) for ax in (one, other)]
    assert np.array_equal(*places)


def test_large_network_draws_a_part_and_says_which(world):
    """With more actors than there is room for, the caption says how many are drawn of how many."""
    assert "Drawn: 3 of 5 actors" in style.caption(draw_network(world, ALL, limit=3))


def test_grid_cells(world):
    """A cell has its sign and stories; against is hatched; who changed sides has a corner and both signs."""
    ax = draw_grid(world, ALL)
    texts = [t.get_text() for t in ax.texts]
    assert sorted(t for t in texts if t[0] in "+−") == ["+1", "+3", "+3", "−1", "−3"]
    assert all(
        bool(p.get_hatch()) == (p.get_gid() == "against") for p in ax.patches if p.get_gid() in ("for", "against")
    )
    assert gids(ax).count("changed") == 1


def test_timeline_marks(world):
    """A day is a dot, a month or more a bar, a failure a cross; each has the look of its mark; reports are one mark."""
    ax = draw_timeline(world, ALL, record=RECORD)
    marks = [g for g in gids(ax) if g in ("confirmed", "reported", "planned", "failed", "record")]
    assert sorted(marks) == ["confirmed", "failed", "failed", "planned", "reported", "reported"]
    assert [t.get_text() for t in ax.texts if t.get_gid() == "stories"] == ["2"]
    assert "1 without a date, not drawn" in style.caption(ax)
    assert [label.get_text().strip() for label in ax.get_yticklabels()] == [
        "UN General Assembly",
        "UN Security Council",
        "Outside the UN",
    ]


def test_timeline_hatches_what_no_page_covers(world):
    """Months without a page are hatched in the timeline and in the coverage, as many spans in both."""
    assert gids(draw_timeline(world, ALL)).count("gap") == gids(draw_coverage(world, ALL)).count("gap") == 4


def test_coverage_counts_pages_and_stories(world):
    """Outlined bars are pages, filled ones independent stories: two copies are two pages and one story."""
    ax = draw_coverage(world, ALL)
    heights = [sum(bar.get_height() for bar in bars) for bars in ax.containers]
    assert heights == [4, 3]


def test_polarisation_says_why_it_is_empty(world):
    """Too few stories in every window leave no line and a sentence that says so."""
    ax = draw_polarisation(world, Selection(minimum_stories=20))
    assert not ax.lines
    assert any("20 stories" in t.get_text() for t in ax.texts)


@pytest.mark.parametrize("make", [interactive.network_chart, interactive.timeline_chart])
def test_interactive_charts(world, make):
    """An interactive page is whole, loads nothing, forbids it, and is the same each time, from whichever chart on."""
    page = interactive.to_html(make(world, ALL), "Chart </script><b>")
    assert page == interactive.to_html(make(world, ALL), "Chart </script><b>")
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", page.replace(interactive.bundle(), ""))
    assert "Chart </script>" not in page
    assert json.loads(interactive.to_json(make(world, ALL)))["$schema"].endswith(".json")


def test_foreign_text_stays_text(tables_of):
    """A label with markup in it cannot leave the script that carries it."""
    told = [{"doc_id": "a", "event_id": "e", "label": "</script><script>alert(1)</script>"}]
    data = tables_of({"a": {}}, events=[{"event_id": "e", "date": "2014-01-01", "stories": "s"}], venue_events=told)
    assert "</script>" not in interactive.to_json(interactive.timeline_chart(data, Selection()))
