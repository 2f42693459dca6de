"""What a page is about: the body that decides, the sponsors of its text, the state it accuses."""

from __future__ import annotations

import pytest

from onrecord.coding.subject import Subject, subject_of

NAMES = {
    "Security Council": "unsc",
    "General Assembly": "unga",
    "Third Committee": "unga_third_committee",
    "Human Rights Council": "unhrc",
    "Sudan": "sdn",
    "Belarus": "blr",
    "Norway": "nor",
    "Chile": "chl",
    "Peru": "per",
    "UN": "un",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Security Council on Monday condemned abuses in Sudan.", Subject("unsc", (), "sdn")),
        (
            "A Norway-drafted resolution on Sudan failed at the Human Rights Council. Chile voted no.",
            Subject("unhrc", ("nor",), "sdn"),
        ),
        (
            "The Third Committee of the General Assembly approved a text sponsored by Norway and Chile. "
            "It deplores the crackdown in Belarus.",
            Subject("unga_third_committee", ("nor", "chl"), "blr"),
        ),
        (
            "Norway, the main sponsor, welcomed the vote in the General Assembly on Belarus's record.",
            Subject("unga", ("nor",), "blr"),
        ),
        ("Norway sold its ferries to Chile.", Subject()),
        # a body named in passing, later and once, is not the one that decides
        (
            "The General Assembly adopted a resolution on Sudan. Peru voted for the text. The Assembly's vote was "
            "close. The Security Council met in May.",
            Subject("unga", (), "sdn"),
        ),
        # nor the one that is only the object of another's decision
        (
            "The General Assembly voted to suspend Belarus from the Human Rights Council.",
            Subject("unga", (), "blr"),
        ),
        # nor the one that somebody speaks for
        ("Peru, on behalf of the General Assembly, hailed the vote.", Subject()),
        ("The UN voted on Monday.", Subject()),
        ("", Subject()),
    ],
)
def test_a_page_is_about_a_text_of_one_body(text, expected, document, mentions):
    """Body, sponsors and accused are read off headline, lead and the words near them."""
    assert subject_of(document(text), mentions(text, NAMES)) == expected
