"""When a page without a date was published."""

from __future__ import annotations

from collections import namedtuple

import pytest

from onrecord.coding.dating import infer_published
from onrecord.dates import bounds

Span = namedtuple("Span", "start end")

RECORD = [
    *(
        {"venue": "unhrc", "kind": "resolution", "series": "mmr", "about": "mmr", "date": day}
        for day in ("2017-03-24", "2018-03-23", "2019-03-22", "2020-06-22", "2021-03-24")
    ),
    {"venue": "unga_third_committee", "kind": "resolution", "about": "mmr", "date": "2019-11-14", "yes": "140"},
    {"venue": "unga", "kind": "resolution", "about": "mmr", "date": "2019-12-27", "yes": "134", "no": "9"},
    {"venue": "unsc", "kind": "meeting", "about": "mmr", "date": "2019-02-28"},
]


def inferred(text: str, record: list[dict[str, str]] = RECORD) -> str | None:
    """The inferred date of a page that is all body."""
    return infer_published(text, [Span(0, len(text))], record)


def test_weekdays_and_months_that_fit_the_record_date_a_page_to_the_week() -> None:
    """Adopted on a Friday, a month after the committee: the Friday that the record has, or days after."""
    text = "The General Assembly adopted a text on Myanmar on Friday. It passed the Third Committee last month."
    assert inferred(text) == "2019-12-27/2019-12-31"


def test_a_count_of_years_and_a_weekday_point_to_one_resolution() -> None:
    """The 3rd consecutive year of a series is its third row."""
    text = "The Human Rights Council adopted a resolution on Myanmar on Friday for the 3rd consecutive year."
    value = inferred(text)
    covered = bounds(value)
    assert covered and covered[0].isoformat() == "2019-03-22" and (covered[1] - covered[0]).days < 7


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The General Assembly adopted a resolution on Myanmar last December.",
        "The General Assembly adopted a resolution on Cuba on Friday. It passed the Third Committee last month.",
        "The army came on Monday and left on Tuesday.",
        "In 2019 Myanmar was before the Council.",
    ],
)
def test_what_could_be_any_year_is_not_dated(text: str) -> None:
    """Too little evidence, or evidence about others, dates nothing."""
    assert inferred(text) is None


def test_a_year_told_as_past_rules_out_days_before_it() -> None:
    """A page that looks back on 2022 is not of 2019."""
    text = (
        "The General Assembly adopted a resolution on Myanmar on Friday. It passed the Third Committee last month. "
        "Talks had failed in 2022."
    )
    assert inferred(text) is None


def test_a_dateline_with_its_year_dates_the_page() -> None:
    """'GENEVA (16 March 2020) -' at the head of the body is the day; a date in the sentence is not."""
    assert inferred("GENEVA (16 March 2020) – The Council met.", []) == "2020-03-16"
    assert inferred("They met in Geneva (16 March 2020) - and left.", []) is None


def test_inference_is_the_same_whatever_the_order_of_the_record() -> None:
    """The record's order does not matter."""
    text = "The Human Rights Council adopted a resolution on Myanmar on Friday for the 3rd consecutive year."
    assert inferred(text) == inferred(text, RECORD[::-1])
