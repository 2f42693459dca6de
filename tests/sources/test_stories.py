"""Stories and versions."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.stories import group_stories, sign
from onrecord.tables import Article


def words(seed: int, count: int) -> str:
    """A text of its own for each seed."""
    pick = random.Random(seed)  # noqa: S311
    return " ".join("".join(pick.choices("abcdefghij", k=5)) for _ in range(count))


def page(name: str, published: str | None = "2014-09-13", outlet: str = "Daily", headline: str = "") -> Article:
    """A news page."""
    return Article(
        doc_id=name, path=name, sha256="", kind="news", outlet=outlet, headline=headline or None, published=published
    )


WIRE = words(1, 300)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (WIRE, True),
        (" ".join(WIRE.split()[:160]), True),
        (WIRE + " " + words(2, 250), True),
        (" ".join(WIRE.split()[:100]) + " " + words(3, 250), False),
        (words(4, 300), False),
        ("", False),
    ],
)
def test_copies_cut_and_lengthened_are_one_story(text: str, same: bool):
    """A copy cut from the end, or with paragraphs added, is the wire story; a shared background is not."""
    pages = [page("wire"), page("paper", outlet="Other")]
    first, second = group_stories(pages, [sign([WIRE]), sign([text])])
    assert (first.story_id == second.story_id) is same


def test_copies_weeks_apart_are_two_stories():
    """Background that comes back weeks later joins no stories."""
    pages = [page("a"), page("b", published="2014-10-20", outlet="Other")]
    assert len({a.story_id for a in group_stories(pages, [sign([WIRE]), sign([WIRE])])}) == 2


def test_story_has_the_name_of_its_first_page():
    """The earliest page gives the story its id, whatever the order of files."""
    pages = [page("a", published="2014-09-14", outlet="Other"), page("z", published="2014-09-13")]
    assert [a.story_id for a in group_stories(pages, [sign([WIRE]), sign([WIRE])])] == ["z", "z"]


@pytest.mark.parametrize(
    ("newer", "updated", "version_of"),
    [
        (page("b", headline="(LEAD) Kings meet"), ("", ""), "a"),
        (page("b", headline="UPDATE 2-Kings meet"), ("", ""), "a"),
        (page("b", published="2014-09-14"), ("", ""), "a"),
        (page("b"), ("2014-09-13 07:05", "2014-09-13 20:00"), "a"),
        (page("b", headline="Leading kings meet"), ("", ""), None),
        (page("b"), ("", ""), None),
        (page("b", outlet="Other", headline="UPDATE 1-Kings meet"), ("", ""), None),
    ],
)
def test_update_points_to_what_it_replaces(newer: Article, updated: tuple[str, str], version_of: str | None):
    """An update is a later or marked page of the same outlet; another outlet's copy is none."""
    found = group_stories([page("a"), newer], [sign([WIRE], updated[0]), sign([WIRE], updated[1])])
    assert [a.version_of for a in found] == [None, version_of]


def test_formula_in_many_pages_joins_none():
    """Words that stand in very many pages, as a site's notice does, make no story."""
    notice = words(9, 30)
    pages = [page(f"p{n:02}", outlet=f"o{n}") for n in range(60)]
    found = group_stories(pages, [sign([words(100 + n, 25), notice]) for n in range(60)])
    assert len({a.story_id for a in found}) == 60


@given(st.lists(st.integers(0, 4), max_size=8), st.randoms())
def test_stories_do_not_depend_on_the_order_of_pages(seeds: list[int], shuffle: random.Random):
    """Whatever the order in which pages come, they fall into the same stories."""
    pages = [(page(f"p{n}", outlet=f"o{n}"), sign([words(seed, 60)])) for n, seed in enumerate(seeds)]
    again = shuffle.sample(pages, len(pages))

    def stories(given: list) -> dict[str, str | None]:
        return {a.doc_id: a.story_id for a in group_stories([p for p, _ in given], [s for _, s in given])}

    assert stories(pages) == stories(again)
