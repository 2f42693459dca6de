"""Who did what to whom, in sentences made for these tests; expected ties come from reading them."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding import syntax
from onrecord.coding.frames import frames
from onrecord.reference import REFERENCE, read_rows
from onrecord.tables import CONTEXTS, EVENT_SIGNS


def ties(coded, derived=False):
    """The ties as 'source type target', with the status where it is not actual."""
    return sorted(
        f"{t.source_id} {t.event_type} {t.target_id}" + ("" if t.status == "actual" else f" ({t.status})")
        for t in coded.ties
        if t.derived == derived
    )


FRAMES = [
    # voice, coordination, relative clauses
    ("Peru condemned Chile.", ["per ACCUSE chl"]),
    ("Chile was condemned by Peru and Cuba.", ["cub ACCUSE chl", "per ACCUSE chl"]),
    ("Peru, which accused Chile of fraud, left the hall.", ["per ACCUSE chl"]),
    ("Peru criticised and threatened Chile.", ["per ACCUSE chl", "per THREATEN chl"]),
    # both ways
    ("Peru and Chile met in Geneva.", ["chl CONSULT per", "per CONSULT chl"]),
    ("Peru held talks with Chile.", ["chl CONSULT per", "per CONSULT chl"]),
    # light verbs and nouns
    ("Peru expressed support for Chile.", ["per SUPPORT chl"]),
    ("Peru imposed sanctions on Chile.", ["per SANCTION chl"]),
    ("Peruvian criticism of Chile grew.", ["per ACCUSE chl"]),
    # asking
    ("Peru urged Chile to free the prisoners.", ["per REQUEST chl"]),
    ("Peru demanded that Chile leave the island.", ["per REQUEST chl"]),
    # what belongs to an actor stands for it
    ("Peru denounced the human rights violations in Chile.", ["per ACCUSE chl"]),
    ("Peruvian troops attacked Chile.", ["per ASSAULT chl"]),
    # status
    ("Peru will meet Chile.", ["chl CONSULT per (planned)", "per CONSULT chl (planned)"]),
    ("Peru did not condemn Chile.", ["per ACCUSE chl (negated)"]),
    ("Peru may sanction Chile.", ["per SANCTION chl (hypothetical)"]),
    # near-misses: no act between two actors
    ("Peru condemned the earthquake.", []),
    ("Peru and Chile have long coasts.", []),
    ("The weather in Peru improved.", []),
]


@pytest.mark.parametrize(("text", "expected"), FRAMES)
def test_constructions_say_who_acts_on_whom(code, text, expected):
    """A frame finds its ends in passives, coordination, light verbs, nouns and complements, and nowhere else."""
    assert ties(code(text)) == expected


def test_an_act_on_a_decision_is_an_act_on_the_body(code):
    """Who rejects a resolution rejects the body that adopted it; a vote against it too."""
    adopted = "The General Assembly adopted a resolution on Monday."
    found = ties(code(f"{adopted}\nPeru rejected the resolution.\nChile voted against the resolution."))
    assert "per REJECT unga" in found
    assert "chl REJECT unga" in found


def test_what_an_envoy_does_also_goes_to_the_state(code):
    """A person's tie has a second row, derived, from the state the person serves."""
    coded = code("Peru's foreign minister Ana Salas condemned Chile.")
    person = next(t for t in coded.ties if not t.derived)
    assert person.source_id not in (None, "per")
    assert ties(coded, derived=True) == ["per ACCUSE chl"]


def test_words_that_blame_are_an_accusation_by_the_speaker(code):
    """Content that blames another actor accuses it; content that blames nobody else does not."""
    assert "per ACCUSE chl" in ties(code("Peru said Chile had committed brutal crimes."))
    assert ties(code("Peru said the crimes must end.")) == []


def test_what_only_somebody_says_keeps_whose_word_it_is(code):
    """A tie between others inside a statement points to the statement; the speaker's own act does not."""
    coded = code("Peru said Chile attacked Cuba.")
    told = next(t for t in coded.ties if t.event_type == "ASSAULT")
    assert told.attributed_to == coded.statements[0].statement_id
    assert all(t.attributed_to is None for t in code("Peru condemned Chile.").ties)


def test_one_tie_a_pair_and_type_in_a_sentence(code):
    """Two words for one act in one sentence make one tie."""
    found = ties(code("Peru condemned Chile and denounced Chile."))
    assert found == ["per ACCUSE chl"]


def test_a_speech_is_its_speakers(code):
    """In a verbatim record whoever the manifest names says every sentence, and blames the state it speaks of."""
    text = "Chile has been dishonest. This is a flagrant violation of the Charter. We thank the Council."
    coded = code(text, kind="speech", speaker="Peru")
    hostile = [t for t in coded.ties if t.sign < 0]
    assert {(t.source_id, t.target_id) for t in hostile} == {("per", "chl")}
    assert not any(t.start >= text.index("We thank") for t in hostile)


def test_evidence_is_in_the_text_and_its_id_says_where(code):
    """Offsets point into the article's text and the id is built from them."""
    text = "Peru condemned Chile on Monday."
    (tie,) = code(text).ties
    assert "condemned Chile" in text[tie.start : tie.end]
    assert tie.tie_id == f"d:{tie.start}-{tie.end}:tie:per:chl:ACCUSE"
    assert tie.date == "2019-05-13"
    assert tie.date_basis == "weekday"


CONTEXT_CASES = [
    ("Peru condemned torture and political prisons in Chile.", "human_rights"),
    ("Peru condemned the nuclear warhead tests of Chile.", "cbrn"),
    ("Peru condemned the tariffs and trade policy of Chile.", "economic"),
]


@pytest.mark.parametrize(("text", "context"), CONTEXT_CASES)
def test_context_comes_from_the_words_near(code, text, context):
    """PLOVER's context is that of the words in the sentence."""
    assert {t.context for t in code(text).ties} == {context}


VOTES = [
    ("Peru voted yes.", ["per SUPPORT unga"]),
    ("Chile voted no.", ["chl REJECT unga"]),
    ("Cuba voted in favour.", ["cub SUPPORT unga"]),
    ("Peru voted against putting the item on the agenda.", ["per REJECT unga"]),
    ("Cuba and Peru were among those opposed.", ["cub REJECT unga", "per REJECT unga"]),
    ("Brazil was one of the countries that voted against it.", ["bra REJECT unga"]),
    ("Chile was among the six that voted no.", ["chl REJECT unga"]),
    ("Peru hailed the outcome.", ["per SUPPORT unga"]),
    ("The Peru-sponsored text was long.", ["per SUPPORT unga"]),
    ("The meeting, requested by Peru and Chile, was short.", ["chl REQUEST unga", "per REQUEST unga"]),
    # near-misses: nothing is said of the body or its text
    ("Peru abstained.", []),
    ("Peru voted on Sunday.", []),
]


@pytest.mark.parametrize(("text", "expected"), VOTES)
def test_what_a_page_says_of_votes_and_sessions_is_said_of_the_body_that_decides(code, text, expected):
    """A vote, outcome or session without the body's name belongs to the body that the page is about."""
    lead = "The General Assembly adopted a resolution on human rights on Monday."
    assert [
        t for t in ties(code(f"{lead}\n{text}")) if "chl" in t or "per" in t or "cub" in t or "bra" in t
    ] == expected


NOUNS = [
    ("Peru, a longtime arms supplier to Chile, was silent.", ["per AID chl"]),
    ("Peru-backed rebels left Chile.", []),
    ("Peru's campaign in Chile went on.", ["per ASSAULT chl"]),
    ("Peru walked out when Chile spoke.", ["per PROTEST chl"]),
    ("Peru cut off an arms shipment to Chile.", ["per SANCTION chl"]),
    ("Chile was toppled by Peru.", ["per COERCE chl"]),
    ("Peru broke with Chile.", ["per REJECT chl"]),
    (
        "Peru agreed on a plan with Chile.",
        ["chl AGREE per", "per AGREE chl"],
    ),
    (
        "Peru drafted the text with Chile and Cuba.",
        [f"{a} COOPERATE {b}" for a in ("chl", "cub", "per") for b in ("chl", "cub", "per") if a != b],
    ),
    ('"It is time for Chile to leave," Peru said.', ["per REQUEST chl"]),
    ("Peru is at war with Chile.", ["chl ASSAULT per", "per ASSAULT chl"]),
    ("Juan Soto, the ambassador of Peru, called on Chile to leave.", ["juan_soto REQUEST chl"]),
    # near-misses
    ("Peru backs Chilean rebels.", []),
    ("Peru walked out of the hotel.", []),
    ("Chile broke a record.", []),
    ("Peru cut its prices.", []),
]


@pytest.mark.parametrize(("text", "expected"), NOUNS)
def test_nouns_compounds_and_plain_words_tell_acts_too(code, text, expected):
    """Appositions, light nouns, when-clauses and verbs with their objects are frames like any other."""
    assert ties(code(text)) == expected


def test_a_charge_is_denied_to_whoever_made_it(code):
    """Who denies a charge, or "it", rejects the accuser; where nobody accused, nobody is rejected."""
    accused = "Peru accused Chile of fraud."
    assert "chl REJECT per" in ties(code(f"{accused}\nChile rejected the charge."))
    assert "chl REJECT per" in ties(code(f"{accused}\nChile denied it."))
    assert ties(code("Chile rejected the charge.")) == []


def test_blame_that_names_nobody_is_on_the_state_of_the_page(code):
    """Quoted blame without a target is on the accused state; of a text, on the body; outside quotes on nobody."""
    lead = "The General Assembly condemned human rights abuses in Chile on Monday."
    assert "per ACCUSE chl" in ties(code(f'{lead}\n"The torture of prisoners is a disgrace," Peru said.'))
    assert "cub REJECT unga" in ties(code(f'{lead}\n"This is an intrusive text," Cuba said.'))
    assert not [t for t in ties(code(f"{lead}\nPeru said many people were killed.")) if t.startswith("per")]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_coded_without_error(code, text):
    """Foreign text never trips the coder, and evidence stays inside it."""
    for tie in code(text).ties:
        assert 0 <= tie.start < tie.end <= len(text)
        assert EVENT_SIGNS[tie.event_type] == tie.sign


def test_the_event_file_uses_known_types_paths_and_conditions():
    """Every row of events.csv has a PLOVER type and a frame; no row is there twice."""
    rows = read_rows("events")
    assert {r["type"] for r in rows} == set(EVENT_SIGNS)
    assert {r["pos"] for r in rows} == {"VERB", "NOUN", "ADJ"}
    assert len({tuple(r.values()) for r in rows}) == len(rows)
    assert sum(len(f) for f in frames().values()) == len(rows)


def test_the_event_file_is_sorted():
    """Rows are in order, so that a person finds a word and a change shows as one line."""
    with (REFERENCE / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    keys = [tuple(row[:4]) for row in rows]
    assert keys == sorted(keys)


def test_the_other_lexicons_hold_known_values():
    """Statuses, contexts, polarities and kinds come from their closed lists."""
    assert {r["context"] for r in read_rows("contexts")} <= set(CONTEXTS)
    assert {r["polarity"] for r in read_rows("evaluations")} == {"negative", "positive", "remedy"}
    kinds = {"agent", "act", "body", "relation", "light", "proceeding", "accusation", "people"}
    assert {r["kind"] for r in read_rows("bearers")} == kinds
    assert set(syntax.modality().values()) <= {"actual", "planned", "hypothetical", "negated"}
