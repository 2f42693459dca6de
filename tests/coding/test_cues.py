"""The hand-edited table of cues, and how words are looked up in it."""

from __future__ import annotations

import re

import pytest

from onrecord.coding.cues import cues_of
from onrecord.reference import read_rows
from onrecord.tables import EVENT_SIGNS

FRAMES = re.compile(r"quote|clause|inf|ing|obj|noun|obj_(clause|inf|comp|as|of|for|on|with|to|about|from)|prep:[a-z]+")
FAMILIES = {
    "accord",
    "accuse",
    "ask",
    "decree",
    "deny",
    "find",
    "judge",
    "light",
    "measure",
    "noun",
    "promise",
    "say",
    "tell",
    "think",
    "weak",
    "write",
}


@pytest.mark.parametrize("row", read_rows("cues"), ids=lambda r: f"{r['lemma']}-{r['pos']}-{r['family']}")
def test_every_cue_can_be_used(row):
    """A cue has a known part of speech, family, frames, force and, where it is an act, a PLOVER type."""
    assert row["pos"] in {"VERB", "NOUN", "LIGHT"}
    assert row["family"] in FAMILIES
    assert all(FRAMES.fullmatch(frame) for frame in row["frames"].split(";"))
    assert row["assertion"] in {"asserted", "denied", "asked"}
    assert row["event_type"] in {"", *EVENT_SIGNS}
    assert row["addressee"] in {"", "obj"} or row["addressee"].startswith("prep:")


def test_no_cue_stands_twice_in_one_family():
    """One row says everything of a lemma in a family, and no frame of a lemma is in two of its rows."""
    seen: dict[tuple[str, str], set[str]] = {}
    for row in read_rows("cues"):
        frames = set(row["frames"].split(";"))
        assert not frames & seen.setdefault((row["lemma"], row["pos"]), set()), row
        seen[row["lemma"], row["pos"]] |= frames


@pytest.mark.parametrize(
    ("text", "word", "families"),
    [
        ("He called for talks.", "called", {"ask", "judge"}),
        ("He pointed out that it rained.", "pointed", {"say"}),
        ("He called off the talks.", "called", set()),
        ("The call came late.", "call", {"noun"}),
        ("They met in Geneva.", "met", set()),
    ],
)
def test_cues_are_looked_up_with_their_particle(text, word, families, parse):
    """ "Point out" is not "point", and "call off" is no cue although "call" is one."""
    token = next(t for t in parse(text) if t.text == word)
    assert {cue.family for cue in cues_of(token)} == families
