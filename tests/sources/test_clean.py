"""Lines of pages: what is headline, body, byline, dateline, caption and boilerplate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.clean import label_lines
from onrecord.tables import LINE_LABELS

FIRST = (
    "The assembly of the river states adopted a text on Monday that asks the upstream dams to release more water "
    "before the dry season begins."
)
SECOND = (
    "Delegates of the delta countries welcomed the vote, while the ministry of the upstream state called the text "
    "one-sided and said that it would go on filling its reservoirs."
)
THIRD = "The commission will meet again in March to look at how much water the dams have let through."
TITLE = "River states ask dams for water"
MENU = ["Home", "World", "Business", "Sport", "Weather", "Video"]


def labels(*lines: str) -> list[tuple[str, str]]:
    """The labels of a page whose lines are parted by blank lines, with the first words of each line."""
    text = "\n\n".join(lines)
    return [(line.label, text[line.start : line.end]) for line in label_lines(text, "page")]


def label_of(wanted: str, *lines: str) -> str:
    """The label of one line of a page."""
    return next(label for label, line in labels(*lines) if line == wanted)


def test_page_is_parted_into_its_kinds_of_lines():
    """Menu, headline, byline, date, article and foot of a page each get their label."""
    page = [
        *MENU,
        "River states ask dams to release more water",
        "By Ann Lee",
        "PUBLISHED : Monday, 3 March, 2014, 11:08am",
        FIRST,
        SECOND,
        THIRD,
        "Most read",
        "Ten recipes for the cold days",
    ]
    found = [label for label, _ in labels(*page)]
    assert (
        found == ["boilerplate"] * 6 + ["headline", "byline", "dateline", "body", "body", "body"] + ["boilerplate"] * 2
    )


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("“We shall wait and see,” she said.", "body"),
        ("“Not one drop.”", "body"),
        ("No deal in sight", "body"),
        ("WATER, BUT LITTLE TRUST", "body"),
        ("4,317 reservoirs in the basin, 212 of them in the delta", "body"),
        ("Seven questions before the vote:", "body"),
        ("In favour: Arland, Borduria, Carpania, Draconia, Elbonia, Freedonia, Genovia, Latveria", "body"),
        ("Film star buys third castle while fans queue outside a bakery", "boilerplate"),
        ("Read more: Why bakers strike", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Share this on Facebook", "boilerplate"),
        ("Sign up for our morning newsletter", "boilerplate"),
        ("FILE PHOTO: A dam on the upper river, May 2, 2013. REUTERS/Jo Bloggs", "caption"),
        ("Delegates of the delta at the commission (Image: GETTY)", "caption"),
        ("In this undated photo released by the ministry, workers inspect a dam.", "caption"),
        ("Image copyright AFP Image caption The dam seen from the delta", "caption"),
        ("Bo Ray contributed to this report.", "byline"),
        ("Updated 5:30 PM GMT", "dateline"),
        ("World > Rivers > Delta", "boilerplate"),
    ],
)
def test_line_in_the_middle_of_an_article(line: str, label: str):
    """Between paragraphs, short lines of the article stay and furniture goes."""
    assert label_of(line, TITLE, FIRST, SECOND, line, THIRD, FIRST.upper()) == label


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the delta had received its share, the ministry said, and the pumps were running again.",
        "Print workers joined the protest of the delta farmers on Friday.",
        "This photo of the dam, she told the commission, showed that the river states had lied to the delta.",
        "Share prices of the dam builders fell after the commission of the river states adopted the text.",
    ],
)
def test_prose_that_begins_like_furniture_is_body(line: str):
    """A full sentence of the article is body though its first word is one that menus and credits begin with."""
    assert label_of(line, TITLE, FIRST, line, SECOND, THIRD) == "body"


def test_doubled_line_is_a_caption():
    """A photo's text printed twice running is a caption both times."""
    twice = "The delta's envoy at the commission"
    assert [x for x, line in labels(TITLE, twice, twice, FIRST, SECOND) if line == twice] == ["caption"] * 2


def test_repeated_headline_is_headline_each_time():
    """The title above the menu and the headline above the article are both the headline."""
    title = "River states ask dams to release more water"
    found = labels(title, "Home > World", "print dictionary print", title, FIRST, SECOND)
    assert [label for label, line in found if line == title] == ["headline"] * 2


def test_article_goes_on_below_a_list_of_other_stories():
    """Two paragraphs or more on the article's subject after a list of links are part of it."""
    links = ["Don't miss", "Baker wins prize", "Film star buys castle", "Ten recipes"]
    later = [SECOND.replace("welcomed", "praised"), FIRST.replace("adopted", "passed")]
    found = labels(TITLE, FIRST, SECOND, THIRD, *links, *later)
    assert [label for label, _ in found] == ["headline"] + ["body"] * 3 + ["boilerplate"] * 4 + ["body"] * 2


def test_paragraph_broken_at_the_margin_is_body_on_every_line():
    """Lines of a paragraph that was cut at the margin, as in a PDF, are all body; its headline too may be cut."""
    text = (
        "River states ask dams\nto release more water\n3 March 2014\n"
        "The assembly of the river states adopted a text on Monday that asks\nthe upstream dams to release more water "
        "before the dry season\nbegins.\nDelegates of the delta countries welcomed the vote, and the ministry\n"
        "of the upstream state called the text one-sided."
    )
    assert [line.label for line in label_lines(text, "page")] == ["headline"] * 2 + ["dateline"] + ["body"] * 5


def test_page_without_paragraph_breaks_is_one_body_line():
    """A page whose breaks are lost is one long line of body."""
    assert [x for x, _ in labels(" ".join((FIRST, SECOND, THIRD)))] == ["body"]


@pytest.mark.parametrize("kind", ["speech", "plain"])
def test_speech_and_plain_text_are_all_body(kind: str):
    """In a verbatim record and in clean text nothing is dropped."""
    assert {line.label for line in label_lines("Share\n\nMost read\n\nHome", "d", kind)} == {"body"}


def test_known_headline_is_found_though_it_shares_no_word():
    """What the page's markup says of its headline is believed."""
    text = "\n\n".join(["A dry spring", FIRST, SECOND])
    assert label_lines(text, "d", headline="A dry spring")[0].label == "headline"


def test_other_languages_are_labelled_by_length_and_stops():
    """A page that is not in English has body lines too."""
    paragraph = "회의는 월요일에 강의 물을 더 많이 내보내 달라고 요청하는 문서를 채택했다. 하류 나라들은 환영했다."
    assert label_of(paragraph, "메뉴", "홈", paragraph, paragraph + " 끝.") == "body"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.sampled_from(["news", "speech", "plain"]))
def test_any_text_is_labelled(text: str, kind: str):
    """Any text whatever: labels cover exactly the lines that are not blank, and offsets give the lines back."""
    found = label_lines(text, "d", kind)
    wanted = [(n, line.removesuffix("\r")) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert [(line.line, text[line.start : line.end]) for line in found] == wanted
    assert all(line.label in LINE_LABELS and line.rule for line in found)


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, *MENU, "", "\x00", "By Ann Lee", "3 March 2014", "…", "•"])))
def test_any_order_of_lines_is_labelled(lines: list[str]):
    """Lines of a page in any order and number are each labelled once."""
    text = "\r\n".join(lines)
    assert [x.line for x in label_lines(text, "d")] == [n for n, line in enumerate(lines, 1) if line.strip()]
