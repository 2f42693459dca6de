"""The hand-edited tables of the sources stage."""

from __future__ import annotations

import re
from collections import Counter

import pycountry
import pytest

from onrecord.reference import read_rows
from onrecord.sources.cues import cue_of, normal
from onrecord.tables import LINE_LABELS


def test_no_name_or_domain_belongs_to_two_outlets():
    """Each name, alias and domain stands for one outlet."""
    names = Counter(
        name
        for row in read_rows("outlets")
        for name in {normal(n) for n in (row["name"], *row["aliases"].split(";")) if n}
    )
    domains = Counter(d for row in read_rows("outlets") for d in row["domains"].split(";") if d)
    assert [name for name, count in (*names.items(), *domains.items()) if count > 1] == []


def test_outlets_have_known_countries_and_plain_domains():
    """Countries are ISO 3166 alpha-3 codes, domains are bare, agency is yes or blank."""
    for row in read_rows("outlets"):
        assert not row["country"] or pycountry.countries.get(alpha_3=row["country"]), row
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", d) for d in row["domains"].split(";") if d), row
        assert row["agency"] in ("yes", ""), row


def test_line_cues_are_sound():
    """Every cue has a known label and place, compiles, stands once, and matches no blank line."""
    rows = read_rows("line_cues")
    assert [k for k, n in Counter((r["match"], r["pattern"]) for r in rows).items() if n > 1] == []
    for row in rows:
        assert row["label"] in LINE_LABELS, row
        assert row["section"] in ("yes", ""), row
        if row["match"] == "whole":
            assert row["pattern"] == normal(row["pattern"]), row
        else:
            assert row["match"] in ("start", "end", "within"), row
            assert not re.compile(row["pattern"], re.IGNORECASE).search(""), row


@pytest.mark.parametrize(
    "line",
    [
        "The resolution was adopted by consensus.",
        "Print media in the country ignored the vote of the council.",
        "Follow-up talks are to be held in Geneva.",
        "Related issues will be taken up in March.",
        "Related: it never was, the envoy said.",
        "More than 60 states co-sponsored the text.",
        "Home to 25 million people, the country has few allies.",
        "To write off the report as fabricated, as the envoy did, convinced nobody.",
        "Copyright is not what the treaty is about, the minister said.",
        "Joining us in this appeal are thirty states, she said.",
        "Editing by machine is common there, he said.",
        "The photo by itself proves nothing, the inspectors reported.",
    ],
)
def test_sentences_that_look_like_cues(line: str):
    """Near-misses: sentences that begin with the words of menus and credits show no cue."""
    if line.startswith(("Related:", "Copyright", "Editing by")):
        pytest.xfail("begins with the very words of a link, a notice, a credit")
    assert cue_of(line, normal(line)) is None
