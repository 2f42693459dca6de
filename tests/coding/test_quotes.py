"""Quotation marks: paired however a page writes, nests, breaks or forgets them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.document import Passage
from onrecord.coding.quotes import find_quotes


def passages(text: str) -> list[Passage]:
    """A passage a line."""
    found, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append(Passage(start, start + len(line), "body", number))
        start += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will go,” she said.", ["We will go,"]),
        ('"We will go," she said.', ["We will go,"]),
        ("''We will go,'' she said.", ["We will go,"]),
        ("He called it ‘a sham’ and left.", ["a sham"]),
        ("He called it 'a sham' and left.", ["a sham"]),
        ("“We will,” she said, “go home.”", ["We will,", "go home."]),
        ('It was a "plot", a "lie" and worse.', ["plot", "lie"]),
        ("“He told us ‘never’ and meant it,” she said.", ["He told us ‘never’ and meant it,"]),
        ("“He said “never” and meant it,” she said.", ["He said “never” and meant it,"]),
        ("“We will go, she said.", ["We will go, she said."]),
        ("The members' vote and the workers' day passed.", []),
        ("It's the council's view; they won't go.", []),
        ("The '90s and '80s were quiet.", []),
        ("The fence is 6'2\" tall.", []),
        ("A mark alone ” closes nothing.", []),
        ("“First part.\n“Second part,” she said.", ["First part.", "Second part,"]),
        ('"First part\nand second part", she said.', ["First part\nand second part"]),
        ('He left the hall."We stay", she said.', ["We stay"]),
        ("", []),
    ],
)
def test_marks_are_paired(text, expected):
    """Curly, straight, single, doubled, nested, split, unclosed and run-on marks enclose what a reader would say."""
    assert [text[q.start : q.end] for q in find_quotes(text, passages(text))] == expected


def test_an_unclosed_quote_ends_with_its_paragraph_and_says_so():
    """A forgotten closing mark costs one paragraph, not the rest of the page."""
    text = "“We will go, she said.\nThe vote is “open” today."
    assert [(text[q.start : q.end], q.unclosed) for q in find_quotes(text, passages(text))] == [
        ("We will go, she said.", True),
        ("open", False),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" ab.s,\n\"'“”‘’«»`(", max_size=60) | st.text(max_size=60))
def test_anybody_s_text_gives_ordered_passages_inside_it(text):
    """Quoted passages never overlap, never leave their text, and no text breaks the search."""
    found = find_quotes(text, passages(text))
    assert all(0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))
