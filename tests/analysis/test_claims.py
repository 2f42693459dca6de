"""What an article says is set against the record: agreement only where both sides are sure."""

from __future__ import annotations

import pytest

from onrecord.analysis.checks.votes import tallies

A = "The UN General Assembly adopted a resolution on human rights in Myanmar on December 17"
C = "The General Assembly's Third Committee approved a draft resolution on human rights in Myanmar on November 19"

# name: (published, text, what, verdict)
CASES = {
    "date_right": ("2009-12-18", f"{A}.", "date", "agrees"),
    "date_line": (
        "2009-12-19",
        "The UN General Assembly adopted a resolution on human rights in Myanmar on December 18.",
        "date",
        "agrees",
    ),
    "tally_right": ("2009-12-18", f"{A} by 86 votes to 23, with 39 abstentions.", "tally", "agrees"),
    "tally_wrong": ("2009-12-18", f"{A} by 86 votes to 23, with 36 abstentions.", "tally", "differs"),
    "tally_of_the_committee": ("2009-12-18", f"{A} by 90 votes to 20, with 60 abstentions.", "tally", "differs"),
    "tally_of_the_stage": ("2009-11-20", f"{C} by 90 votes to 20, with 60 abstentions.", "tally", "agrees"),
    "tally_unconfirmed": (
        "2010-12-24",
        "The UN General Assembly adopted a resolution on human rights in Myanmar on December 23 by 85 votes to 26, "
        "with 46 abstentions.",
        "tally",
        "not checkable",
    ),
    "not_unanimous": (
        "2012-11-27",
        "The General Assembly's Third Committee unanimously approved a draft resolution on human rights in Myanmar "
        "on November 26.",
        "manner",
        "imprecise",
    ),
    "consensus": (
        "2012-11-27",
        "The General Assembly's Third Committee approved a draft resolution on human rights in Myanmar by consensus "
        "on November 26.",
        "manner",
        "agrees",
    ),
    "no_consensus": ("2009-12-18", f"{A} without a vote.", "manner", "differs"),
    "unconfirmed_row": (
        "2012-12-21",
        "The UN General Assembly adopted a resolution on human rights in Myanmar on December 20.",
        "date",
        "not checkable",
    ),
    "stage_conflated": (
        "2009-11-20",
        "The UN General Assembly adopted a resolution on human rights in Myanmar on November 19.",
        "body",
        "differs",
    ),
    "run_right": ("2010-11-19", C.replace("19", "18") + " for the second consecutive year.", "ordinal", "agrees"),
    "run_wrong": ("2010-11-19", C.replace("19", "18") + " for the fifth consecutive year.", "ordinal", "differs"),
    "run_by_calendar": (
        "2012-11-27",
        C.replace("19", "26") + " for the fourth consecutive year.",
        "ordinal",
        "imprecise",
    ),
    "sponsors_right": ("2012-11-27", C.replace("19", "26") + ", with 40 co-sponsors.", "sponsors", "agrees"),
    "sponsors_wrong": ("2012-11-27", C.replace("19", "26") + ", with 45 co-sponsors.", "sponsors", "differs"),
    "size_right": ("2009-12-18", "The 15-member Security Council met on Monday.", "members", "agrees"),
    "size_wrong": ("2009-12-18", "The 53-member Human Rights Council met on Monday.", "members", "differs"),
    "size_of_its_time": ("2009-12-18", "The 192-member General Assembly met on Monday.", "members", "agrees"),
    "needed": (
        "2014-12-18",
        "At least nine votes are needed in the Security Council to hold the meeting.",
        "votes_needed",
        "agrees",
    ),
    "members_right": (
        "2014-09-13",
        "Security Council members such as Chile and Jordan spoke on Friday.",
        "members",
        "agrees",
    ),
    "members_wrong": (
        "2014-09-13",
        "Security Council members such as Chile and Kenya spoke on Friday.",
        "members",
        "differs",
    ),
    "not_lost": (
        "2012-12-12",
        "The United States failed to win enough votes to hold a UN Security Council meeting on human rights in Myanmar "
        "on December 10.",
        "fate",
        "differs",
    ),
    "not_held": (
        "2012-12-12",
        "The United States failed to hold a UN Security Council meeting on human rights in Myanmar on December 10.",
        "fate",
        "agrees",
    ),
    "foreseen_and_dropped": (
        "2012-12-05",
        "The United States plans to hold a UN Security Council meeting on human rights in Myanmar on December 10.",
        "fate",
        "superseded",
    ),
    "foreseen_and_so": (
        "2009-12-01",
        "The UN General Assembly is expected to adopt a resolution on human rights in Myanmar in December.",
        "fate",
        "agrees",
    ),
    "cycle": (
        "2019-05-15",
        "All member states go through the Universal Periodic Review every five years.",
        "cycle_years",
        "imprecise",
    ),
    "weekday_right": ("2018-11-28", "It was signed on Wednesday, 28 November 2018.", "weekday", "agrees"),
    "weekday_wrong": ("2018-11-28", "It was signed on Tuesday, 28 November 2018.", "weekday", "differs"),
}


@pytest.fixture(scope="module")
def claims(coded, harbour):
    return coded({name: (published, text) for name, (published, text, _, _) in CASES.items()}, harbour)["claims"]


@pytest.mark.parametrize("name", CASES)
def test_each_claim_has_its_verdict(claims, name: str) -> None:
    """Near-misses beside what is right: another stage, another base, another unit, an unsure record."""
    _, text, what, verdict = CASES[name]
    rows = claims[(claims.doc_id == name) & (claims.what == what)]
    assert rows.verdict.tolist() == [verdict]
    assert (rows.end <= len(text)).all()


def test_the_rest_of_a_sentence_does_not_suffer(claims) -> None:
    """A wrong number leaves the date of its sentence right."""
    rows = claims[(claims.doc_id == "tally_wrong") & (claims.what == "date")]
    assert rows.verdict.tolist() == ["agrees"]


def test_a_tally_of_another_stage_is_told_as_such(claims) -> None:
    """The commonest slip has a rule name of its own."""
    rows = claims[(claims.doc_id == "tally_of_the_committee") & (claims.what == "tally")]
    assert rows.rule.tolist() == ["tally:other_stage"]


def test_a_date_reckoned_from_an_inferred_day_confirms_nothing(coded, harbour) -> None:
    """Where the day of the page was itself inferred, "on Thursday" cannot confirm the record."""
    text = "The UN General Assembly adopted a resolution on Thursday on human rights in Myanmar."
    rows = coded({"a": ("2009-12-18", text)}, harbour, basis="inferred")["claims"]
    assert rows[rows.what == "date"].verdict.tolist() == ["not checkable"]


def test_no_record_no_agreement(coded) -> None:
    """Without a record only what holds everywhere is checked."""
    rows = coded({"a": ("2009-12-18", f"{A} by 86 votes to 23.")})["claims"]
    assert set(rows.verdict) == {"not checkable"}


def test_an_empty_page_has_no_claims(coded, harbour) -> None:
    """Nothing in, nothing out."""
    assert coded({"a": ("2009-12-18", "")}, harbour)["claims"].empty


def test_a_tally_of_an_amendment_is_not_the_texts(coded, harbour) -> None:
    """An amendment that the record does not have leaves its tally open, however near the text's own is."""
    text = f"{A} by 86 votes to 23, with 39 abstentions. An amendment failed by 30 votes in favour to 70 against."
    rows = coded({"a": ("2009-12-18", text)}, harbour)["claims"]
    assert rows[rows.what == "tally"].verdict.tolist() == ["agrees", "not checkable"]


def test_some_of_the_members_are_the_votes() -> None:
    """ "Nine of the 15 members": nine votes, not fifteen."""
    found = tallies("Nine of the 15 members voted in favour and five against.")
    assert [tally for _, tally in found] == [(9, 5, None)]
