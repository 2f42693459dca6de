"""For or against what: stances on an invented study's issues, in sentences made for these tests."""

from __future__ import annotations

import pytest

from onrecord.study import Issue, load_study

ISSUES = (
    Issue(
        slug="dam-inspection",
        proposition="Inspectors visit the dam",
        names=("inspection of the dam", "inspection"),
        turns=("prevent",),
    ),
    Issue(
        slug="labour-camps",
        proposition="The labour camps are closed",
        ills=("labour camps",),
        turns=("close", "closure"),
    ),
)

CASES = [
    ("Peru supports the inspection of the dam.", ["per dam-inspection for"]),
    ("Peru rejected the inspection of the dam.", ["per dam-inspection against"]),
    ("The inspection of the dam was welcomed by Peru.", ["per dam-inspection for"]),
    (
        "Peru denounced Chile for seeking an inspection of the dam.",
        ["chl dam-inspection for", "per dam-inspection against"],
    ),
    ("Peru urged members to vote against the inspection of the dam.", ["per dam-inspection against"]),
    # a wrong: who condemns it is for its end, who denies it against
    ("Peru condemned the labour camps.", ["per labour-camps for"]),
    ("Peru denied the existence of the labour camps.", ["per labour-camps against"]),
    ("Peru urged Chile to close the labour camps.", ["per labour-camps for"]),
    # near-misses
    ("Peru met Chile after the inspection of the dam.", []),
    ("The inspection of the dam lasted a week.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_stance_is_handed_up_and_turned_round(code, text, expected):
    """Each word that governs an issue's name takes a stance for its doer, turned round by hostile words."""
    found = code(text, issues=ISSUES).positions
    assert sorted(f"{p.actor_id} {p.issue} {p.stance}" for p in found if not p.derived) == expected


def test_an_envoys_stance_also_goes_to_the_state(code):
    """A person who speaks for a state gives the state a derived row."""
    coded = code("Peru's foreign minister Ana Salas supports the inspection of the dam.", issues=ISSUES)
    derived = [p for p in coded.positions if p.derived]
    assert [(p.actor_id, p.stance) for p in derived] == [("per", "for")]


def test_a_study_without_issues_has_no_positions(code):
    """Without issues nobody has a position."""
    assert code("Peru supports the inspection of the dam.").positions == []


def test_an_issue_with_venues_needs_one_of_them_in_the_article(code):
    """An issue that belongs to a body is not looked for where the body is not spoken of."""
    issue = Issue(slug="text", proposition="The text is adopted", names=("resolution",), venues=("unga",))
    assert code("Peru supports the resolution.", issues=(issue,)).positions == []
    text = "The General Assembly met.\nPeru supports the resolution."
    assert [p.actor_id for p in code(text, issues=(issue,)).positions] == ["per"]


def test_the_worked_study_states_its_issues():
    """Every issue of the worked study is a proposition with words that name it, and says whether it is contested."""
    issues = load_study("dprk-un").issues
    assert len({i.slug for i in issues}) == len(issues) >= 10
    assert all(i.proposition and (i.names or i.ills) for i in issues)
    assert {i.contested for i in issues} == {True, False}


HARBOUR = (
    Issue(
        slug="findings",
        proposition="The abuses in Chile are real",
        ills=("labour camps", "abuses"),
        turns=("invent",),
        actors=("chl",),
        truth=True,
    ),
    Issue(slug="camps", proposition="The camps are closed", ills=("labour camps",), turns=("close",), actors=("chl",)),
    Issue(
        slug="council",
        proposition="The Council takes it up",
        names=("council meeting",),
        short=("session", "debate", "agenda"),
        turns=("block",),
        venues=("unsc",),
        actors=("chl",),
    ),
)
LEAD = "The UN Security Council discussed abuses in Chile on Monday.\n"
STANCES = [
    ("Peru denied that there were labour camps in Chile.", ["per findings against"]),
    ("Peru voted against putting the issue on the agenda.", ["per council against"]),
    ("Peru tried to block the session.", ["per council against"]),
    ("The session was requested by Peru.", ["per council for"]),
    ('"The council is not a forum for a debate on Chile," said Peru.', ["per council against"]),
    ("Peru said that the debate should go on.", ["per council for"]),
    # near-misses: no stance of those who are only asked, or who only met
    ("Peru met Mexico after the session.", []),
]


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_the_session_is_the_one_the_page_is_about(code, text, expected):
    """Short words name an issue on the pages of its body; a denial is of the abuses, not of their remedy."""
    found = code(LEAD + text, issues=HARBOUR).positions
    stances = {f"{p.actor_id} {p.issue} {p.stance}" for p in found if p.start >= len(LEAD)}
    assert sorted(stances) == expected


def test_a_page_about_others_takes_no_stance_on_an_issue(code):
    """An issue about one country is not looked for where another is accused."""
    text = "The UN Security Council condemned abuses in Mexico on Monday.\nPeru tried to block the session."
    assert code(text, issues=HARBOUR).positions == []


def test_who_is_asked_to_do_it_takes_no_stance(code):
    """A deed that somebody is asked to do is not his stance; one that he does is."""
    issue = (Issue(slug="referral", proposition="It is referred", names=("refer", "referred")),)
    assert [p.actor_id for p in code("Peru urged Chile to refer the case.", issues=issue).positions] == ["per"]
    assert [p.actor_id for p in code("Chile referred the case to a court.", issues=issue).positions] == ["chl"]
