"""Evidence: the sentence behind a row, and how many of the sources' words a run may carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reporting import evidence

SENTENCES = [
    ("He left. She stayed. They slept.", "stayed", "She stayed."),
    ("One line\nAnother line. And more.", "Another", "Another line."),
    ("Dr. No spoke. Nobody heard.", "spoke", "Dr. No spoke."),
    ("“We go,” he said. “Now!” They went.", "said", "“We go,” he said."),
    ("No full stop here", "stop", "No full stop here"),
    ("The U.S. envoy left. Others stayed.", "envoy", "The U.S. envoy left."),
]


@pytest.mark.parametrize(("text", "words", "expected"), SENTENCES)
def test_sentence_is_found_around_words(text, words, expected):
    """The sentence that holds the words is found; titles and line ends are told from ends of sentences."""
    start = text.index(words)
    first, last = evidence.sentence(text, start, start + len(words))
    assert text[first:last] == expected


def test_words_over_two_sentences_give_both():
    """Evidence that runs over two sentences is shown with both."""
    text = "One. Two is here. Three is there. Four."
    start, end = text.index("here"), text.index("there")
    first, last = evidence.sentence(text, start, end)
    assert text[first:last] == "Two is here. Three is there."


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_sentence_never_cuts_the_evidence(text, a, b):
    """Whatever the text, the sentence holds all of the evidence that is not blank, and lies inside the text."""
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    first, last = evidence.sentence(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert text[start:end].strip() in text[first:last]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_mask_keeps_length_lines_and_nothing_outside(text, places):
    """A masked text has the length and lines of the text, so every offset still holds."""
    spans = [tuple(sorted((min(a, len(text)), min(b, len(text))))) for a, b in places]
    masked = evidence.mask(text, spans)
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    assert all(masked[a:b] == text[a:b] for a, b in spans)


@pytest.mark.parametrize(("level", "kept"), [("page", True), ("sentence", False), ("offsets", False), ("none", False)])
def test_only_whole_pages_keep_a_sentence_that_nothing_rests_on(corpus, level, kept):
    """A sentence that no row rests on stays in the tables only where whole pages are asked for."""
    texts = evidence.redact(corpus, level)["texts"].text
    assert any("canary" in text for text in texts) is kept


@pytest.mark.parametrize("level", ["offsets", "none"])
def test_no_word_of_a_source_is_left_below_sentences(corpus, level):
    """Without words, no text column holds a piece of a page; offsets and ids are as they were."""
    redacted = evidence.redact(corpus, level)
    for name, columns in evidence.WORDS.items():
        for column in columns:
            assert "".join(redacted[name][column].fillna("")).strip() == "", (name, column)
    assert redacted["ties"].start.equals(corpus["ties"].start)


def test_sentence_level_keeps_the_words_of_rows(corpus):
    """At the level of sentences every row's own words are still where its offsets say."""
    texts = dict(zip(*(evidence.redact(corpus, "sentence")["texts"][c] for c in ("doc_id", "text")), strict=True))
    assert [texts[t.doc_id][t.start : t.end] for t in corpus["ties"].itertuples()] == ["accused Chile"] * 2
