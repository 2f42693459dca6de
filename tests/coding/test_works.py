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


def test_no_text_no_works(document):
    """An empty article has no works."""
    assert find_works(document(""), []) == []
