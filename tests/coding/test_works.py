"""Documents that speak, and who issued them."""

from __future__ import annotations

import pytest

from onrecord.coding.works import find_works

NAMES = {"Security Council": "unsc", "General Assembly": "unga", "UN": "un", "Ruritania": "rur", "Amnesty": "amnesty"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The General Assembly adopted a resolution on Monday. The resolution urged restraint.", ["unga", "unga"]),
        ("Amnesty's report named three prisons.", ["amnesty"]),
        ("A report by Amnesty named three prisons.", ["amnesty"]),
        ("Ruritania sent letters to the Security Council. The letter asks for a meeting.", ["rur", "rur"]),
        ("A Security Council resolution bans such sales.", ["unsc"]),
        ("The General Assembly adopted a resolution. The UN resolution calls for talks.", ["unga", "unga"]),
        ("Ruritania said in a statement that it would not attend.", ["rur"]),
        ("The resolution adopted by the Security Council bans such sales.", ["unsc"]),
        ("A report appeared on Monday.", [None]),
        ("The ruling came late. Ruritania sent a letter.", [None, "rur"]),
    ],
)
def test_a_work_belongs_to_whoever_issued_it(text, expected, document, mentions):
    """A text is given to its stated issuer, else to that of the same text before it, else to nobody."""
    assert [w.actor_id for w in find_works(document(text), mentions(text, NAMES))] == expected


DECIDED = NAMES | {"Human Rights Council": "unhrc", "Peru": "per", "Chile": "chl", "Norway": "nor"}


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("The Peru-sponsored resolution was carried at the Human Rights Council. The text asks for talks.", 0, "unhrc"),
        ("The Security Council met on Monday. A draft by Peru was voted down.", -1, "unsc"),
        ("The General Assembly condemned Ruritania. The text was approved by 119 countries.", 0, "unga"),
        ("The General Assembly condemned Ruritania. Peru hailed the adoption.", 0, "unga"),
        ("The Security Council debated Ruritania. Chile denounced the planned session.", 0, "unsc"),
        (
            "The Security Council rejected a resolution on Ruritania. Its passage would have helped, Chile said.",
            1,
            "unsc",
        ),
        # a letter is its sender's, and so is a decision; a text that no body decides on stays its author's
        ("The Security Council met on Monday. A letter from Peru asked for talks.", 0, "per"),
        ("The Security Council met on Monday. Peru's decision came late.", -1, "per"),
        ("A draft by Peru was circulated in Chile.", 0, "per"),
    ],
)
def test_what_a_body_decides_is_its_work_whoever_put_it_forward(text, noun, expected, document, mentions):
    """A text and its outcome are the deciding body's, not the sponsor's."""
    assert find_works(document(text), mentions(text, DECIDED))[noun].actor_id == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council met on Monday. The defeat of the rebels was near.",
        "The Security Council met on Monday. Chile spoke of the vote in Peru.",
        "The Security Council met on Monday. Chile denounced the meeting with Peru.",
        "The Security Council met on Monday. Chile regretted Peru's vote.",
        "The election was held in May. The vote was close.",
    ],
)
def test_a_vote_or_session_elsewhere_is_not_the_bodys(text, document, mentions):
    """An outcome with an owner, place or partners of its own is no work of the body on the page."""
    works = find_works(document(text), mentions(text, DECIDED))
    assert not [w for w in works if not w.is_text]


def test_no_text_no_works(document):
    """An empty article has no works."""
    assert find_works(document(""), []) == []
