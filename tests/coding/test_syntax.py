"""Who does what to whom, read off parses of sentences made for these tests."""

from __future__ import annotations

import pytest

from onrecord.coding import syntax


def verb(document, text):
    """The token of a parse with this text."""
    return next(t for t in document if t.text == text)


ARGUMENTS = [
    ("China and Russia condemned the report.", "condemned", "China Russia", "report"),
    ("China and Russia condemned and rejected the report.", "condemned", "China Russia", "report"),
    ("The move was rejected by China and Russia.", "rejected", "China Russia", "move"),
    ("The motion opposed by Cuba was adopted.", "opposed", "Cuba", "motion"),
    ("The motion opposed by Cuba was adopted.", "adopted", "", "motion"),
    ("The envoy, who accused Iran of fraud, left.", "accused", "envoy", "Iran"),
    ("The camps which Peru denounced remain open.", "denounced", "Peru", "camps"),
    ("Japan urged the council to act.", "act", "council", ""),
    ("Peru may use the issue to step up pressure.", "step", "Peru", "pressure"),
    ("The minister's refusal to accept the deal angered them.", "accept", "minister", "deal"),
    ("Peru accused Chile of violating the treaty.", "violating", "Chile", "treaty"),
    ("Peru accused Chile of seeking delay by calling a debate.", "calling", "Chile", "debate"),
    ("Chile ended the strike by calling a debate.", "calling", "Chile", "debate"),
]


@pytest.mark.parametrize(("text", "word", "doing", "receiving"), ARGUMENTS)
def test_voice_coordination_and_control_are_undone(parse, text, word, doing, receiving):
    """Whoever acts is found in passives, shared subjects, relative clauses and controlled infinitives."""
    found = verb(parse(text), word)
    assert " ".join(t.text for t in syntax.doers(found)) == doing
    assert " ".join(t.text for t in syntax.receivers(found)) == receiving


STATUSES = [
    ("They met in Geneva.", "met", "actual"),
    ("They will meet in Geneva.", "meet", "planned"),
    ("They plan to meet in Geneva.", "meet", "planned"),
    ("They are expected to meet in Geneva.", "meet", "planned"),
    ("They may meet in Geneva.", "meet", "hypothetical"),
    ("Peru urged them to meet in Geneva.", "meet", "hypothetical"),
    ("They did not meet in Geneva.", "meet", "negated"),
    ("They never met in Geneva.", "met", "negated"),
    ("They failed to meet in Geneva.", "meet", "negated"),
    ("Peru's refusal to meet them is known.", "meet", "negated"),
    ("They managed to meet in Geneva.", "meet", "actual"),
    ("He said that they met in Geneva.", "met", "actual"),
]


@pytest.mark.parametrize(("text", "word", "expected"), STATUSES)
def test_status_comes_from_the_words_that_govern_an_act(parse, text, word, expected):
    """Modals, negation and governing words make an act planned, hypothetical or negated."""
    assert syntax.status(verb(parse(text), word)) == expected


def test_every_status_of_the_modality_file_is_known():
    """The file of governing words uses the tables' own statuses."""
    assert set(syntax.modality().values()) == {"actual", "planned", "hypothetical", "negated"}
