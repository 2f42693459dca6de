"""Outlet, agency, headline, byline and date of a page."""

from __future__ import annotations

import pytest

from onrecord.sources.clean import label_lines
from onrecord.sources.metadata import About, describe
from onrecord.sources.outlets import split_outlet
from onrecord.sources.page import Page

FIRST = "The assembly of the river states adopted a text on Monday that asks the upstream dams to release more water."
SECOND = "Delegates of the delta countries welcomed the vote, while the upstream ministry called the text one-sided."
TITLE = "River states ask dams to release more water"


def about(*lines: str, page: Page | None = None, row: dict[str, str] | None = None, kind: str = "news") -> About:
    """What is known of a page with these lines."""
    text = "\n\n".join(lines)
    return describe(text, label_lines(text, "d", kind), page or Page(text=text), row or {}, kind)


@pytest.mark.parametrize(
    ("outlet", "parts"),
    [
        ("The Korea Herald (Yonhap)", ("The Korea Herald", "Yonhap")),
        ("AFP", ("AFP", "Agence France-Presse")),
        ("The Daily River", ("The Daily River", None)),
        ("", ("", None)),
    ],
)
def test_outlet_names_the_agency_in_brackets(outlet: str, parts: tuple[str, str | None]):
    """A paper with an agency in brackets prints its copy; an agency's own page carries its own."""
    assert split_outlet(outlet) == parts


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        ((TITLE, FIRST, SECOND + " (Yonhap)"), "Yonhap"),
        ((TITLE, FIRST, SECOND, "(AFP)"), "Agence France-Presse"),
        ((TITLE, "GENEVA (Reuters) - " + FIRST, SECOND), "Reuters"),
        ((TITLE, "SEOUL, Dec. 19 (Yonhap) -- " + FIRST, SECOND), "Yonhap"),
        ((TITLE, "(Reuters) — " + FIRST, SECOND), "Reuters"),
        ((TITLE, "By Ann Lee, Associated Press", FIRST, SECOND), "Associated Press"),
        ((TITLE, FIRST, SECOND + " (He did not say when.)"), None),
        ((TITLE, FIRST + " Reuters reported it first.", SECOND), None),
    ],
)
def test_agency_of_a_page(lines: tuple[str, ...], agency: str | None):
    """The agency is told by the opening of the copy, its close, or the byline; not by being mentioned."""
    assert about(*lines).agency == agency


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (("The Korea Herald", TITLE, FIRST, SECOND), "The Korea Herald"),
        ((f"{TITLE} | The Daily Star", TITLE, FIRST, SECOND), "The Daily Star"),
        ((f"{TITLE} - The River Post", TITLE, FIRST, SECOND), "The River Post"),
        ((f"{TITLE} - and what it means", FIRST, SECOND), None),
        (("Weather", "App", "Nation", TITLE, FIRST, SECOND), None),
        ((TITLE, FIRST, SECOND, "desk@koreatimes.co.kr"), "The Korea Times"),
        (("Weather", TITLE, FIRST, SECOND), None),
    ],
)
def test_outlet_of_a_page(lines: tuple[str, ...], outlet: str | None):
    """The outlet is told by the masthead or the tail of the title; an unknown one is null."""
    assert about(*lines).outlet == outlet


def test_outlet_by_address():
    """The address of a page tells its outlet, subdomains included."""
    page = Page(text="", url="https://www.english.chosun.com/site/data/1.html")
    assert about(TITLE, FIRST, SECOND, page=page).outlet == "The Chosun Ilbo"


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("UPDATED : 4 March, 2014", "PUBLISHED : 3 March, 2014", FIRST, SECOND), "2014-03-03"),
        (("Updated: March 4, 2014", FIRST, SECOND), "2014-03-04"),
        (("By Ann Lee Updated Mar 3, 2014, 10:28am EST", FIRST, SECOND), "2014-03-03"),
        (("NEW YORK (Point News - 05th April, 2019) " + FIRST, SECOND), "2019-04-05"),
        (("3 March 2014", FIRST, SECOND, "More on this story", "Dams fill up", "1 March 2014"), "2014-03-03"),
        ((FIRST, SECOND, "1 March 2014"), "2014-03-01"),
        ((FIRST, SECOND + " It was the first since 3 March 2014."), None),
    ],
)
def test_date_of_a_page(lines: tuple[str, ...], published: str | None):
    """Publication before update; a date in the opening bracket; a date in the prose is none of the page's."""
    found = about(TITLE, *lines)
    assert (found.published, found.published_basis) == (published, "page" if published else None)


def test_manifest_comes_first():
    """What the manifest says stands before what the page says, and is marked so."""
    row = {"outlet": "The River Post", "published": "2014-03-01"}
    found = about("The Korea Herald", TITLE, "3 March 2014", FIRST, SECOND, row=row)
    assert (found.outlet, found.published, found.published_basis) == ("The River Post", "2014-03-01", "manifest")


def test_headline_cut_at_the_margin_is_joined():
    """A headline on two lines is one headline."""
    text = f"River states ask dams\nto release more water\n\n{FIRST}\n\n{SECOND}"
    assert describe(text, label_lines(text, "d"), Page(text=text), {}, "news").headline == TITLE


def test_byline_is_the_author_line():
    """Of several credits the author's counts."""
    assert about(TITLE, "By Ann Lee", FIRST, SECOND, "Bo Ray contributed to this report.").byline == "By Ann Lee"


def test_speech_has_no_headline_or_date_of_its_own():
    """A verbatim record is not searched for what pages have."""
    found = about("3 March 2014", FIRST, kind="speech")
    assert (found.headline, found.published) == (None, None)
