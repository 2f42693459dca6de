"""The date of a clause is the one its own words carry."""

from __future__ import annotations

import pytest

from onrecord.coding.document import parse_articles
from onrecord.coding.when import Clock
from onrecord.tables import Article, Line, TimeExpression

TEXT = (
    "The Security Council met on Monday and agreed to condemn the test. "
    "She said on Friday that the vote took place in July. "
    "The exchange on Tuesday drew fire from delegates."
)
DATES = {"Monday": "2018-12-10", "Friday": "2018-12-14", "July": "2018-07", "Tuesday": "2018-12-11"}


def expression(word: str, edtf: str) -> TimeExpression:
    start = TEXT.index(word)
    return TimeExpression(
        doc_id="a", start=start, end=start + len(word), text=word, type="date", edtf=edtf, rule="weekday"
    )


@pytest.fixture(scope="module")
def clock() -> Clock:
    article = Article(doc_id="a", path="a.txt", sha256="", kind="plain")
    lines = [Line(doc_id="a", line=1, label="body", start=0, end=len(TEXT), rule="plain")]
    document = next(parse_articles([(article, TEXT, lines)]))
    return Clock(document, [expression(w, e) for w, e in DATES.items()])


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("met", "Monday"),
        ("agreed", "Monday"),
        ("said", "Friday"),
        ("took", "July"),
        ("exchange", "Tuesday"),
    ],
)
def test_a_clause_has_its_own_date(clock: Clock, word: str, day: str) -> None:
    """A word's date is that of the clause it stands in, or of the clause it is joined to."""
    start = TEXT.index(word)
    assert clock.of(start, start + len(word)) == (DATES[day], "weekday")


def test_a_sentence_has_its_main_clauses_date(clock: Clock) -> None:
    """Of two dates in a sentence the main clause's one is the sentence's."""
    start = TEXT.index("She said")
    assert clock.of(start, TEXT.index("The exchange") - 1) == (DATES["Friday"], "weekday")


def test_outside_the_article_is_no_date(clock: Clock) -> None:
    """A span that no passage holds is dated by nothing."""
    assert clock.of(len(TEXT) + 5, len(TEXT) + 9) == (None, None)
