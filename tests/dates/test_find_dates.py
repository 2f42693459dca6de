"""Time expressions: which words are one, of what type, and what they stand for on a given day of publication."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import bounds, find_dates

THURSDAY = "2021-09-16"


def values(text: str, published: str | None = THURSDAY) -> list[tuple[str, str, str | None]]:
    """Words, type and value of every expression of a text."""
    return [(e.text, e.type, e.edtf) for e in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Minsk signed on 28 November 2018.", "28 November 2018", "2018-11-28"),
        ("Signed November 28, 2018, in Minsk", "November 28, 2018", "2018-11-28"),
        ("on Wednesday, 28 November, 2018, it", "Wednesday, 28 November, 2018", "2018-11-28"),
        ("the 3rd of May 2019", "3rd of May 2019", "2019-05-03"),
        ("since 2018-11-28", "2018-11-28", "2018-11-28"),
        ("am 28.11.2018 again", "28.11.2018", "2018-11-28"),
        ("on 25/12/2019", "25/12/2019", "2019-12-25"),
        ("In February 2021 the army", "February 2021", "2021-02"),
        ("a 2013 report of Geneva", "2013", "2013"),
        ("Sept. 19 in Colombo", "Sept. 19", "2021-09-19"),
        ("late 2012 and", "late 2012", "2012"),
        ("by mid-2018 it had", "mid-2018", "2018"),
    ],
)
def test_absolute_dates_are_read_in_all_common_orders(text: str, words: str, edtf: str) -> None:
    """Day, month and year are read whatever their order, and narrowing words belong to the expression."""
    assert (words, "date", edtf) in values(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The envoy left Asmara on Tuesday.", "2021-09-14"),
        ("Asmara said Thursday it was done.", "2021-09-16"),
        ("The envoy left on Friday.", "2021-09-10"),
        ("The Council will vote on Friday.", "2021-09-17"),
        ("The Council is expected to meet Monday.", "2021-09-20"),
        ("They agreed to meet on Saturday.", "2021-09-18"),
        ("The ministry declined to comment Saturday.", "2021-09-11"),
        ("Reforms must be made by Tuesday.", "2021-09-21"),
        ("Havana rejected Wednesday's vote.", "2021-09-15"),
        ("Talks opened ahead of Friday's vote.", "2021-09-17"),
        ("He asked for a visa Wednesday.", "2021-09-15"),
        ("Until Thursday, they had called him a guest.", "2021-09-16"),
        ("It must report no later than Tuesday.", "2021-09-21"),
        ("They met last Friday.", "2021-09-10"),
        ("They meet next Tuesday.", "2021-09-21"),
        ("It was said this past Wednesday.", "2021-09-15"),
        ("The vote was on Tuesday of last week.", "2021-09-07"),
    ],
)
def test_a_weekday_is_the_latest_one_unless_the_words_look_ahead(text: str, edtf: str) -> None:
    """A bare weekday is the latest on or before publication; tense, deadlines and 'next' change that."""
    assert [v for _, _, v in values(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("last December", "last December", "2020-12"),
        ("It was adopted earlier this month.", "earlier this month", "2021-09"),
        ("Early last year it denied this", "Early last year", "2020"),
        ("It began last month", "last month", "2021-08"),
        ("In October, the envoy said", "October", "2020-10"),
        ("It will be put to the vote in December.", "December", "2021-12"),
        ("The army took over on Feb. 1.", "Feb. 1", "2021-02-01"),
        ("The Assembly will open on December 10.", "December 10", "2021-12-10"),
        ("Last week they came", "Last week", "2021-09-06/2021-09-12"),
        ("Earlier this week they came", "Earlier this week", "2021-09-13/2021-09-15"),
        ("They came yesterday", "yesterday", "2021-09-15"),
        ("They came two years ago", "two years ago", "2019"),
        ("They came three months ago", "three months ago", "2021-06"),
        ("They came ten days ago", "ten days ago", "2021-09-06"),
        ("It will report in two weeks.", "in two weeks", "2021-09-30"),
        ("last summer", "last summer", "2021-06~/2021-08~"),
        ("in July last year", "July last year", "2020-07"),
        ("by the end of the year", "end of the year", "2021"),
        ("He fled over the weekend.", "the weekend", "2021-09-11/2021-09-12"),
        ("They spoke later in the day.", "later in the day", "2021-09-16"),
        ("by year-end", "year-end", "2021-12"),
        ("in the first half of 2014", "first half of 2014", "2014-01/2014-06"),
        ("on Christmas Eve 2014", "Christmas Eve 2014", "2014-12-24"),
    ],
)
def test_relative_dates_are_as_wide_as_their_words(text: str, words: str, edtf: str) -> None:
    """What is told from the day of publication is resolved at the width the words support."""
    assert (words, "date", edtf) in values(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It ran from May 6 to 17.", "2021-05-06/2021-05-17"),
        ("from 2014 to 2017", "2014/2017"),
        ("between 2003 and 2009", "2003/2009"),
        ("since the 1950-53 war", "1950/1953"),
        ("the Feb. 27-28 summit", "2021-02-27/2021-02-28"),
        ("from 25 April to 3 May 2018", "2018-04-25/2018-05-03"),
        ("from November to February 2015", "2014-11/2015-02"),
        ("in the 1990s", "1990/1999"),
        ("6-17 May 2019", "2019-05-06/2019-05-17"),
    ],
)
def test_ranges_are_intervals(text: str, edtf: str) -> None:
    """Two ends make one closed interval, each end supplying what the other leaves out."""
    assert edtf in [v for _, kind, v in values(text) if kind == "date"]


def test_a_list_of_days_is_several_dates() -> None:
    """'April 24 and 25' are two days of one month."""
    assert values("They met on April 24 and 25.") == [("April 24", "date", "2021-04-24"), ("25", "date", "2021-04-25")]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The 69th session of the General Assembly", "2014-09/2015-09"),
        ("the upcoming 76th session of the U.N. General Assembly", "2021-09/2022-09"),
        ("the Human Rights Council, at its 28th session,", "2015-03~"),
        ("the 33rd session of the working group on the UPR", "2019-05~"),
        ("the 12th session of the chess club", None),
    ],
)
def test_numbered_sessions_are_dated_by_the_body_named_near(text: str, edtf: str | None) -> None:
    """A session's months are known if its body is."""
    assert [v for _, _, v in values(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        ("for the 14th consecutive year", "set", None),
        ("They meet every year.", "set", None),
        ("killed daily in the east", "set", None),
        ("after three days of talks", "duration", None),
        ("a five-year plan", "duration", None),
        ("for the past four years", "duration", "2017/2020"),
        ("within 12 months", "duration", None),
        ("at 10 a.m. sharp", "time", None),
        ("at 10:35 sharp", "time", None),
    ],
)
def test_lengths_repetitions_and_clocks_are_no_dates(text: str, kind: str, edtf: str | None) -> None:
    """Durations, sets and times are typed as such; the years of 'the past four years' can still be told."""
    assert [(k, v) for _, k, v in values(text)] == [(kind, edtf)]


@pytest.mark.parametrize(
    "text",
    [
        "May said so, and you may go.",
        "They march on the palace. March on, they cried.",
        "the vote was 28-14 with 5 abstentions and 45 percent",
        "Resolution 1718 and document A/2014 stand",
        "some 2000 soldiers and 1,945 houses",
        "$1998 and 555-2014 and 138-2010-2015",
        "Chapter 2015-32 and room 1945",
        "Bloody Sunday in the Sunday Times",
        "the 44-year-old second secretary on the 18th floor",
        "priced at 101 1/4",
        "12:75 and 4:3",
        "April Glaspie and August Wilson met June Carter",
    ],
)
def test_numbers_and_names_are_no_dates(text: str) -> None:
    """Counts, labels, names, scores and shares are not read as dates."""
    assert [e.text for e in find_dates(text, THURSDAY) if e.type == "date"] == []


def test_what_follows_leans_on_the_date_before() -> None:
    """'that day', 'the following month', 'two days later' are told from the date before them in the passage."""
    text = "On 9 August 2020 he won. Two days later she fled, and the following month the EU objected."
    assert [v for _, _, v in values(text)] == ["2020-08-09", "2020-08-11", "2020-09"]


@pytest.mark.parametrize(
    ("published", "text", "edtf"),
    [
        (None, "on Monday", None),
        (None, "on 3 May 2019", "2019-05-03"),
        ("2018-11", "last year", "2017"),
        ("2018-11", "on Monday", None),
        ("2018-11-10/2018-11-14", "last month", "2018-10"),
        ("2018-11-13/2018-11-14", "on Monday", "2018-11-12"),
        ("nonsense", "yesterday", None),
    ],
)
def test_a_vague_day_of_publication_gives_vague_dates(published: str | None, text: str, edtf: str | None) -> None:
    """What holds for every day on which the page may have been published is told, and nothing finer."""
    found = [v for _, _, v in values(text, published)]
    assert found == [edtf] or (edtf is None and all(v is None or len(v) < 10 for v in found))


def test_offsets_point_into_the_whole_text() -> None:
    """Only the asked part is read, and offsets are those of the whole text."""
    text = "On 1 May 2020. On 2 May 2020."
    (only,) = find_dates(text, None, 14, len(text), "d")
    assert (text[only.start : only.end], only.edtf, only.doc_id) == ("2 May 2020", "2020-05-02", "d")


@pytest.mark.parametrize("text", ["on Tuesday", "last month", "in 2014", "the year after", "Sept. 19"])
def test_a_rule_starts_with_its_basis(text: str) -> None:
    """The rule of a date starts with what the date rests on."""
    for expression in find_dates(text, THURSDAY):
        assert expression.rule and expression.rule.split(":")[0] in ("explicit", "weekday", "relative", "duration")


PIECES = st.sampled_from(
    [
        "May",
        "6",
        "to",
        "17",
        ",",
        "2014",
        "-",
        "/",
        ".",
        "the",
        "last",
        "next",
        "week",
        "Monday",
        "two",
        "years",
        "ago",
        "in",
        "of",
        "31",
        "Feb.",
        "first",
        "9999",
        "0000",
        "'90s",
        "Q3",
        "session",
        "a",
        "half",
        "century",
        "\n\n",
        "\xa0",
        "İ",
        "²",
        "٣",
        "12:00",
        "1/4",
        "2014-13-45",
        "and",
        "or",
        "Christmas",
        "every",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_anybodys_text_is_read_without_a_crash(text: str) -> None:
    """Any text gives expressions in order, apart, inside the text, with values of the project's EDTF."""
    for published in (None, "2016-02-29", "0001-01-01", "9998-12-31", "2014-05", "2014/2015"):
        end = 0
        for e in find_dates(text, published):
            assert end <= e.start < e.end <= len(text)
            assert e.text == text[e.start : e.end]
            assert e.edtf is None or bounds(e.edtf), e
            end = e.end


@pytest.mark.parametrize(
    "unit",
    ["May 6 to 17, ", "two weeks after ", "1 2 3 ", "the last ", "- / . ", "2014-", "9" * 50, "twenty ", "early "],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Ten times the text takes about ten times as long, whatever it repeats: nothing looks back without bound."""

    def seconds(times: int) -> float:
        start = time.process_time()
        find_dates(unit * times, THURSDAY)
        return time.process_time() - start

    seconds(10)
    short, long = seconds(500), seconds(5000)
    assert long < 40 * short + 0.2
