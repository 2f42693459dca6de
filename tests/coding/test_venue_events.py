"""What happened where and when, once for each happening, from sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.article import code_article
from onrecord.tables import Article, Line, VenueEvent

PUBLISHED = "2012-11-28"  # a Wednesday


def events(text: str, kind: str = "news") -> list[VenueEvent]:
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(Line(doc_id="a", line=number, label="body", start=start, end=start + len(line), rule="test"))
        start += len(line) + 1
    article = Article(doc_id="a", path="a.txt", sha256="", kind=kind, published=PUBLISHED, language="en")
    return code_article(text, article, lines).venue_events


PAGES = [
    # (text, what it tells of: "venue kind date status")
    (
        "The General Assembly's Third Committee last month approved by consensus a resolution on Belarus.\n"
        "The text, drafted by Poland, is expected to be put to the full assembly next month.",
        ["unga adoption 2012-12 scheduled", "unga_third_committee adoption 2012-10 occurred"],
    ),
    (
        "Russia on Monday vetoed a Security Council resolution on Yemen.\n"
        "It was the first veto on the issue since April 2010, when Moscow blocked a Bolivian text.",
        ["unsc vote 2010-04 occurred", "unsc vote 2012-11-26 occurred"],
    ),
    (
        "The Human Rights Council on Friday extended the mandate of its investigator on Iran.\n"
        "In May 2009, days after the war, the same body had passed a resolution on Chad.",
        ["unhrc adoption 2009-05 occurred", "unhrc adoption 2012-11-23 occurred"],
    ),
    (
        "The UN General Assembly took the unusual step on Monday of censuring Sudan.\n"
        "The text was approved by 101 countries.\n"
        'Envoy Ana Salas told the assembly afterwards: "We have waited for too long."',
        ["unga adoption 2012-11-26 occurred", "unga statement 2012-11-26 occurred"],
    ),
    (
        "Ahmed Shaheed, the UN expert on Iran, is due to report to the Human Rights Council next March.",
        ["unhrc report 2013-03 scheduled"],
    ),
    ("African Union leaders agreed on a truce with the rebels in Nairobi on November 24.", ["summit_nairobi_2012"]),
    ("Aid groups cited video footage released last month by Amnesty International.", ["amnesty"]),
    ("Peru recalled its ambassador from Chile last month.", ["per other 2012-10 occurred"]),
    ("In Ankara, Prime Minister Recep Tayyip Erdogan said Turkey would stay out.", ["ankara statement 2012-11-28"]),
    (
        "Moscow hit back on Monday. In a statement carried by Interfax, Russia called the resolution one-sided.",
        ["rus statement 2012-11-26 occurred"],
    ),
    # near-misses: what is referred back to, asked for or made of other words is no happening of its own
    (
        "The Security Council rejected a resolution on Mali on Monday.\nPeru went ahead despite the vote.",
        ["unsc vote 2012-11-26 occurred"],
    ),
    ("Investigators came to Geneva to gather testimony for the Human Rights Council.", []),
    ("Ukraine's Security Council met in Kiev.", []),
    ("The text, drafted by Peru, has many friends in the Human Rights Council.", []),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_pages_tell_of_background_and_of_what_is_to_come(text: str, expected: list[str]) -> None:
    """The body of a page, acts told by content, earlier votes, agendas, states' acts; each once, and nothing else."""
    found = sorted(f"{e.venue_id} {e.kind} {e.date} {e.status}" for e in events(text))
    assert len(found) == len(expected)
    assert all(row.startswith(start) for row, start in zip(found, expected, strict=True)), found


CASES = [
    # (sentence, venue, kind, date, status)
    ("The UN Security Council adopted a resolution on Syria on Monday.", "unsc", "adoption", "2012-11-26", "occurred"),
    (
        "The resolution on Syria was adopted by the UN Human Rights Council in March.",
        "unhrc",
        "adoption",
        "2012-03",
        "occurred",
    ),
    (
        "The General Assembly's Third Committee approved a draft resolution on Iran last week.",
        "unga_third_committee",
        "adoption",
        "2012-11-19/2012-11-25",
        "occurred",
    ),
    (
        "The UN General Assembly is expected to adopt a resolution on Iran in December.",
        "unga",
        "adoption",
        "2012-12",
        "scheduled",
    ),
    ("France called for a UN Security Council meeting on Mali.", "unsc", "meeting", None, "proposed"),
    ("The UN Security Council did not hold a meeting on Mali on Monday.", "unsc", "meeting", "2012-11-26", "failed"),
    ("Kofi Annan briefed the UN Security Council on Tuesday.", "unsc", "statement", "2012-11-27", "occurred"),
    ("The International Court of Justice issued an advisory opinion in July.", "icj", "other", "2012-07", "occurred"),
    (
        "In a statement on Monday, the African Union condemned the coup in Mali.",
        "african_union",
        "statement",
        "2012-11-26",
        "occurred",
    ),
    (
        "Iran's ambassador to the United Nations said on Tuesday that the vote was unfair.",
        "un",
        "statement",
        "2012-11-27",
        "occurred",
    ),
    ("The UN human rights office will open an office in Tunis next month.", "ohchr", "opening", "2012-12", "scheduled"),
]


@pytest.mark.parametrize(("text", "venue", "kind", "date", "status"), CASES)
def test_a_sentence_tells_of_one_happening(text: str, venue: str, kind: str, date: str | None, status: str) -> None:
    """The most specific body, what it did, when, and how far it went."""
    found = [(e.venue_id, e.kind, e.date, e.status) for e in events(text)]
    assert found == [(venue, kind, date, status)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Prices rose sharply on Tuesday.",
        "The report is long.",
        "Talk of a coup has been mounting.",
        "The army failed to meet the target on Monday.",
        "North Korea launched a missile on Monday.",
        "Sources said on Friday that nothing was decided.",
    ],
)
def test_what_is_no_happening_at_a_body_is_left_out(text: str) -> None:
    """A date alone, a text merely mentioned, a launch, an unnamed source: none is an event of a venue."""
    assert events(text) == []


def test_a_happening_told_twice_is_one() -> None:
    """The finer date and the more specific body stand."""
    text = (
        "The United Nations adopted a resolution on Iran this month.\n"
        "The General Assembly's Third Committee adopted the resolution on Iran on Monday."
    )
    assert [(e.venue_id, e.date) for e in events(text)] == [("unga_third_committee", "2012-11-26")]


def test_two_happenings_at_one_body_stay_two() -> None:
    """Last year's resolution is not this week's."""
    text = (
        "The UN General Assembly adopted a resolution on Iran on Monday.\n"
        "Last December the UN General Assembly adopted a resolution on Syria."
    )
    assert [e.date for e in events(text)] == ["2012-11-26", "2011-12"]


def test_a_summit_is_named_by_place_and_year() -> None:
    """What meets at no body gets a slug of its own."""
    found = events("The leaders of India and Pakistan held a summit in Agra in July 2001.")
    assert [(e.venue_id, e.kind, e.date) for e in found] == [("summit_agra_2001", "summit", "2001-07")]


def test_every_date_says_what_it_rests_on() -> None:
    """A date has a basis, and no date has none."""
    text = "The UN Security Council met on Monday.\nFrance called for a UN Security Council meeting on Mali."
    assert [(e.date, e.date_basis) for e in events(text)] == [("2012-11-26", "weekday"), (None, None)]


def test_a_verbatim_speech_is_no_happening_of_its_own() -> None:
    """Every sentence of a speech is a statement; none of them is an event."""
    assert [e.kind for e in events("We said on Monday that the vote was unfair.", kind="speech")] == []


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_coded(text: str) -> None:
    """Foreign text never trips the coder, and every event lies in it."""
    for event in events(text):
        assert 0 <= event.start < event.end <= len(text)
