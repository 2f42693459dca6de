"""Statements: who says what by which cue, with what force, to whom and for whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.entities import mark_entities
from onrecord.coding.statements import find_statements
from onrecord.dates import find_dates
from onrecord.tables import Actor, Mention


def told(document, text: str, kind: str = "plain", speaker: str | None = None):
    """The statements of a text without knowledge of actors, as (speaker, cue, content)."""
    article = document(text, kind, speaker)
    dates = [d for p in article.passages for d in find_dates(article.text, None, p.start, p.end, "a")]
    mark_entities(article, dates, [], [])
    statements, _ = find_statements(article, [], [], [])
    return [(s.speaker_text, s.cue, text[s.start : s.end]) for s in statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # saying, before, after and round the content
        ("The minister said that talks would resume.", [("The minister", "said", "talks would resume")]),
        ("The minister said talks would resume.", [("The minister", "said", "talks would resume")]),
        ("Talks would resume, the minister said.", [("the minister", "said", "Talks would resume")]),
        (
            "The talks, the minister said, would resume in March.",
            [("the minister", "said", "The talks, the minister said, would resume in March")],
        ),
        ("Officials noted a rise in arrests.", [("Officials", "noted", "a rise in arrests")]),
        ("The envoy pointed out that the camps exist.", [("The envoy", "pointed", "the camps exist")]),
        # telling
        ("She told reporters that the camps exist.", [("She", "told", "the camps exist")]),
        # asking
        ("The council urged them to close the camps.", [("The council", "urged", "them to close the camps")]),
        ("The envoy called for an inquiry.", [("The envoy", "called", "an inquiry")]),
        ("They demanded that the camps be closed.", [("They", "demanded", "the camps be closed")]),
        # judging
        ("The minister condemned the attack.", [("The minister", "condemned", "the attack")]),
        (
            "The minister described the vote as a turning point.",
            [("The minister", "described", "the vote as a turning point")],
        ),
        ("He called the vote a sham.", [("He", "called", "the vote a sham")]),
        (
            "The vote was described as a sham by the envoy.",
            [("the envoy", "described", "The vote was described as a sham")],
        ),
        # accusing, denying, promising, finding
        (
            "The envoy accused the army of killing civilians.",
            [("The envoy", "accused", "the army of killing civilians")],
        ),
        ("The army denied that it had fired.", [("The army", "denied", "it had fired")]),
        ("They rejected the report.", [("They", "rejected", "the report")]),
        ("The king vowed to release the prisoners.", [("The king", "vowed", "to release the prisoners")]),
        ("The report found that the camps exist.", [("The report", "found", "the camps exist")]),
        # according to, nouns
        ("Forty people died, according to the ministry.", [("the ministry", "according", "Forty people died")]),
        ("According to the ministry, forty people died.", [("the ministry", "According", "forty people died")]),
        (
            "The king renewed his promise to release the prisoners.",
            [("his", "promise", "to release the prisoners")],
        ),
        # participles
        (
            "The envoy left the hall, saying the vote was a sham.",
            [("The envoy", "saying", "the vote was a sham")],
        ),
        # quotations
        ("“We will not go,” the envoy said.", [("the envoy", "said", "“We will not go,”")]),
        ("“We will not go,” said the envoy.", [("the envoy", "said", "“We will not go,”")]),
        ("The envoy said: “We will not go.”", [("The envoy", "said", "“We will not go.”")]),
        (
            "“We will not go,” the envoy said, “until they leave.”",
            [("the envoy", "said", "“We will not go,” the envoy said, “until they leave.”")],
        ),
        # no statements
        ("Troops attacked the town at dawn.", []),
        ("The minister met the envoy in Geneva.", []),
        ("He called her on Monday.", []),
        ("The case was referred to the court.", []),
        ("The “yes” votes were counted.", []),
        ("You say so.", []),
        ("", []),
    ],
)
def test_source_cue_and_content(text, expected, document):
    """Every family of cues gives its source and the exact extent of its content; acts that are no saying give none."""
    assert told(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what only leads to a saying reports none itself
        ("The envoy went on to call the vote a sham.", [("The envoy", "call", "the vote a sham")]),
        ("The council moved to condemn the raid.", [("The council", "condemn", "the raid")]),
        ("The envoy vowed to condemn the raid.", [("The envoy", "vowed", "to condemn the raid")]),
        # a clause joined by "but" or a semicolon is no content of the next one
        (
            "Peru asked the court to act; Chile denies the killings.",
            [("Peru", "asked", "the court to act"), ("Chile", "denies", "the killings")],
        ),
        # by whose count
        (
            "At least 400 people have died since April, by the agency's count.",
            [("the agency's", "count", "At least 400 people have died since April")],
        ),
        ("They won by a count of nine to four.", []),
        # no words are reported of
        ("The meeting, requested by Peru, was held in May.", []),
        ("Peru and Chile agreed on a plan in May.", []),
        ("The general refused to leave his post.", []),
        ("The general refused to comment.", [("The general", "refused", "to comment")]),
        ("Neither Peru nor Chile has commented on the draft.", []),
        ("Asked about the vote, the envoy smiled.", []),
    ],
)
def test_what_reports_and_what_does_not(text, expected, document):
    """Verbs that lead to a saying, counts and joined clauses are told apart from reports; acts are none."""
    assert told(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that talks would resume.", "asserted"),
        ("The army denied that it had fired.", "denied"),
        ("The minister did not say that talks would resume.", "denied"),
        ("The council urged them to close the camps.", "asked"),
        ("The minister may say that talks will resume.", "hypothetical"),
        ("The army rejected the report.", "denied"),
    ],
)
def test_force(text, expected, document):
    """What is denied, asked for or only possible is not asserted."""
    statements, _ = find_statements(document(text), [], [], [])
    assert [s.assertion for s in statements] == [expected]


NAMES = {"Novak": "novak", "Ruritania": "rur", "Borduria": "bor", "Security Council": "unsc", "Yonhap": "yonhap"}
ACTORS = [
    Actor(actor_id="novak", name="Jan Novak", type="person", affiliation_id="rur"),
    Actor(actor_id="rur", name="Ruritania", type="country"),
    Actor(actor_id="bor", name="Borduria", type="country"),
    Actor(actor_id="unsc", name="Security Council", type="igo"),
    Actor(actor_id="yonhap", name="Yonhap", type="media"),
]


def statements_of(document, mentions, text: str):
    """The statements and quotes of a text about Novak of Ruritania."""
    return find_statements(document(text), ACTORS, mentions(text, NAMES), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Novak said that talks would resume.", ["novak"]),
        ("Ruritania's ambassador to Borduria Novak said that talks would resume.", ["novak"]),
        ("Ruritania's ambassador, Novak, said that talks would resume.", ["novak"]),
        ("Novak, an adviser at the mission in Borduria, who said that talks would resume, left.", ["novak"]),
        ("A Ruritania spokesman said that talks would resume.", ["rur"]),
        ("A spokesman for Ruritania said that talks would resume.", ["rur"]),
        ("Some analysts said that talks would resume.", [None]),
        ("The Security Council adopted a resolution. The resolution urged Borduria to act.", ["unsc"]),
        ("Novak said that talks would resume. “We will go to the talks,” he said.", ["novak", "novak"]),
        ("“We will go,” Novak said.\n“There is much to talk about in Geneva.”", ["novak", "novak"]),
        ("“We will go,” Novak said. “There is much to talk about.”", ["novak", "novak"]),
    ],
)
def test_speaker(text, expected, document, mentions):
    """A speaker is an actor through role, apposition, text, pronoun and continuation; unnamed ones stay unknown."""
    statements, _ = statements_of(document, mentions, text)
    assert [s.speaker_id for s in statements] == expected


def test_a_person_the_article_never_names_speaks_as_his_state(document):
    """Whoever the minister was is knowledge of the world; the article only tells that Ruritania's minister spoke."""
    text = "Ruritania's minister said that talks would resume."
    nominal = Mention(doc_id="d", start=0, end=20, surface=text[:20], form="nominal", actor_id="novak")
    statements, _ = find_statements(document(text), ACTORS, [nominal], [])
    assert [s.speaker_id for s in statements] == ["rur"]


def test_unnamed_speakers_keep_their_words_and_principal(document, mentions):
    """ "Officials of Ruritania" is nobody in particular, who speaks for Ruritania."""
    statements, _ = statements_of(document, mentions, "Officials from Ruritania said that talks would resume.")
    assert [(s.speaker_id, s.speaker_text, s.on_behalf_of) for s in statements] == [(None, "Officials", "rur")]


def test_on_whose_behalf_to_whom_and_about_whom(document, mentions):
    """A person speaks for his state; the object of "told" is spoken to; the content names whom it is about."""
    statements, _ = statements_of(document, mentions, "Novak told the Security Council that Borduria had fired.")
    (only,) = statements
    assert (only.on_behalf_of, only.addressee_id, only.about_ids) == ("rur", "unsc", "bor")


def test_nested_reports_give_both_levels(document, mentions):
    """What a statement reports of another speaker is a statement of its own, under the first."""
    statements, _ = statements_of(document, mentions, "Yonhap reported that Novak said Borduria had fired.")
    by_speaker = {s.speaker_id: s for s in statements}
    assert set(by_speaker) == {"yonhap", "novak"}
    assert by_speaker["novak"].parent_id == by_speaker["yonhap"].statement_id
    assert by_speaker["yonhap"].parent_id is None


def test_one_statement_a_speaker_and_sentence(document, mentions):
    """Two cues of one speaker in one sentence are one statement over both contents."""
    text = "Novak condemned the attack and urged Borduria to act."
    statements, _ = statements_of(document, mentions, text)
    assert [text[s.start : s.end] for s in statements] == ["the attack and urged Borduria to act"]


@pytest.mark.parametrize(
    ("text", "kinds", "quoted"),
    [
        ("“We will go,” Novak said.", ["direct"], ["We will go,"]),
        ("“We will,” Novak said, “go home.”", ["direct"], ["We will,", "go home."]),
        ("Novak said that the vote was a “sham”.", ["mixed"], ["sham"]),
        ("Novak said that the vote was over.", ["indirect"], []),
        ("The “yes” votes were counted.", [], []),
    ],
)
def test_quotes_belong_to_statements(text, kinds, quoted, document, mentions):
    """Quoted passages of attributed speech have a row each, without their marks; others have none."""
    statements, quotes = statements_of(document, mentions, text)
    assert [s.kind for s in statements] == kinds
    assert [text[q.start : q.end] for q in quotes] == quoted
    assert {q.statement_id for q in quotes} <= {s.statement_id for s in statements}


def test_a_record_is_said_by_its_speaker(document, mentions):
    """In a verbatim record every sentence is the speaker's, and what he reports of others hangs under it."""
    text = "We condemn the attack. The vote is near. Borduria said that it would abstain."
    article = document(text, "speech", "Ruritania")
    statements, _ = find_statements(article, ACTORS, mentions(text, NAMES), [])
    own = [s for s in statements if s.speaker_id == "rur"]
    (nested,) = [s for s in statements if s.speaker_id == "bor"]
    assert [text[s.start : s.end] for s in own] == [
        "We condemn the attack.",
        "The vote is near.",
        "Borduria said that it would abstain.",
    ]
    assert {s.kind for s in own} == {"direct"}
    assert nested.parent_id == own[2].statement_id


def test_ids_are_of_content_and_unique(document, mentions):
    """Ids come from offsets, so that an analyst's anchors survive; no two rows share one."""
    text = "Novak said the vote was a sham. Ruritania and Borduria said the vote was a sham."
    statements, _ = statements_of(document, mentions, text)
    assert len({s.statement_id for s in statements}) == len(statements)
    assert all(s.statement_id.startswith(f"d:{s.start}-{s.end}:statement") for s in statements)


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=120) | st.text(alphabet=" said“”\".,:he-'X\n", max_size=120))
def test_anybody_s_text_is_coded(text, document):
    """No text breaks the coder, and every offset lies inside the text."""
    statements, quotes = find_statements(document(text), [], [], [])
    assert all(0 <= s.start < s.end <= len(text) for s in statements)
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
