"""The venue of a clause is the most specific body it names; the venue tree is whole."""

from __future__ import annotations

from collections import Counter

import pytest

from onrecord.coding.document import parse_articles
from onrecord.coding.where import Places, ancestors, most_specific, venues
from onrecord.tables import Article, Line, Mention


def places(text: str, *mentions: tuple[str, str]) -> Places:
    article = Article(doc_id="a", path="a.txt", sha256="", kind="plain")
    lines = [Line(doc_id="a", line=1, label="body", start=0, end=len(text), rule="plain")]
    rows = [
        Mention(doc_id="a", start=text.index(s), end=text.index(s) + len(s), surface=s, form="name", actor_id=i)
        for s, i in mentions
    ]
    return Places(next(parse_articles([(article, text, lines)])), rows)


@pytest.mark.parametrize(
    ("text", "mentions", "venue"),
    [
        ("The General Assembly's Third Committee approved it.", [("General Assembly", "unga")], "unga_third_committee"),
        (
            "The Security Council of the United Nations met.",
            [("Security Council", "unsc"), ("United Nations", "un")],
            "unsc",
        ),
        ("The 15-member council met.", [], "unsc"),
        ("France met Italy.", [("France", "fra")], None),
        ("", [], None),
    ],
)
def test_the_most_specific_body_is_the_venue(text: str, mentions: list[tuple[str, str]], venue: str | None) -> None:
    """A body named with the body above it is the venue; a state is none."""
    assert places(text, *mentions).of(0, len(text)) == venue


def test_unrelated_bodies_leave_the_first() -> None:
    """Of two bodies in different branches the one named first stands."""
    assert most_specific(["icj", "unga"]) == "icj"


def test_every_venue_reaches_the_top() -> None:
    """Every parent is a venue, and no venue is above itself."""
    for venue in venues().values():
        assert venue.parent is None or venue.parent in venues()
        assert venue.id not in ancestors(venue.id)


def test_no_alias_names_two_venues() -> None:
    """A name that meant two venues would silently pick one."""
    counted = Counter(a.lower() for v in venues().values() for a in v.aliases)
    assert [a for a, n in counted.items() if n > 1] == []


def test_closed_lists_hold() -> None:
    """Types, decision rules and stages come from the lists that columns.csv gives."""
    for venue in venues().values():
        assert venue.type in {"organ", "committee", "procedure", "office", "court", "summit"}
        assert venue.decision_rule in {None, "majority", "two_thirds", "nine_no_veto", "consensus", "unanimity"}
        assert venue.stage in {
            None,
            "draft",
            "committee",
            "plenary",
            "working_group",
            "council",
            "outcome",
            "follow_up",
        }
