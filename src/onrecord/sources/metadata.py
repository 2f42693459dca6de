"""What a page says of itself: outlet, agency, headline, byline and date of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.sources.cues import normal
from onrecord.sources.datelines import DateLine, header_dates, read_date_line
from onrecord.sources.outlets import agency_credited, outlet_at, outlet_named, split_outlet
from onrecord.sources.page import Page
from onrecord.tables import Line

_PLACE_AND_SOURCE = re.compile(r"^[A-Z][\w ,./'’-]{1,60}?\(([^()]{2,80})\)\s*[-–—:]*")
_MASTHEAD_LINES = 12
"""Lines of furniture at a page's top among which its masthead stands; menus below name other outlets too."""
_OPENING = 160
"""Characters of the first paragraph in which place, agency and date stand."""
_CLOSING = re.compile(r"\(([A-Z][\w .,&/-]{1,40})\)\W*$|^\W*(?:source|from)?\s*[-:–—]\s*([A-Z][\w .]{1,30})$")
_TITLE_TAIL = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")
_EMAIL = re.compile(r"[\w.-]+@[\w-]+(?:\.[\w-]+)+")
_AUTHOR = re.compile(r"^\W*(?:by|written by|reported by|story by|text by)\s*:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a page."""

    outlet: str | None = None
    agency: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    published_basis: str | None = None
    url: str | None = None
    updated: str = ""
    """Date and time of its last version as the page gives them, to order versions."""


def describe(text: str, lines: Sequence[Line], page: Page, row: dict[str, str], kind: str) -> About:
    """What manifest, markup and the page's own lines say of it, in this order of trust."""
    by_label: dict[str, list[str]] = {}
    for line in lines:
        by_label.setdefault(line.label, []).append(text[line.start : line.end].strip())
    body = by_label.get("body", [])
    first_line = text[lines[0].start : lines[0].end].strip() if lines else ""
    news = kind == "news"
    name = row.get("outlet") or (_page_outlet(page, by_label, first_line) if news else None)
    outlet, agency = split_outlet(name) if name else (None, None)
    published, basis = _published(text, lines, page, row, body) if news else (row.get("published"), None)
    return About(
        outlet=outlet,
        agency=agency or (_agency(body, by_label) if news else None),
        headline=_headline(text, lines) or (page.headline if news else None),
        byline=_byline(page, by_label.get("byline", [])),
        published=published or None,
        published_basis=(row.get("published_basis") or "manifest") if row.get("published") else basis,
        url=row.get("url") or page.url,
        updated=_updated(text, lines) if news else "",
    )


def _updated(text: str, lines: Sequence[Line]) -> str:
    return max((f"{d.edtf} {d.time or ''}".strip() for _, d in _date_lines(text, lines) if d.edtf), default="")


def _headline(text: str, lines: Sequence[Line]) -> str | None:
    """The last headline above the body, joined where it is broken at the margin; without a body, the first."""
    heads: list[Line] = []
    for line in lines:
        if line.label == "body" and heads:
            break
        if line.label == "headline":
            below = (
                bool(heads) and line.line == heads[-1].line + 1 and text[line.start : line.end].lstrip()[:1].islower()
            )
            heads = [*heads, line] if below else [line]
    return " ".join(text[line.start : line.end].strip() for line in heads) or None


def _published(
    text: str, lines: Sequence[Line], page: Page, row: dict[str, str], body: list[str]
) -> tuple[str | None, str | None]:
    if row.get("published"):
        return row["published"], "manifest"
    value = page.published or _date_of_lines(text, lines) or _date_of_opening(body)
    return value, "page" if value else None


def _date_of_lines(text: str, lines: Sequence[Line]) -> str | None:
    """The date of the date lines: above the article rather than below, of publication rather than of an update."""
    first = next((line.line for line in lines if line.label == "body"), 0)
    dated = [(line.line > first, d) for line, d in _date_lines(text, lines) if d.edtf]
    return next((d.edtf for _, d in sorted(dated, key=lambda pair: (pair[0], pair[1].update))), None)


def _date_lines(text: str, lines: Sequence[Line]) -> list[tuple[Line, DateLine]]:
    read = ((x, read_date_line(text[x.start : x.end])) for x in lines if x.label in ("dateline", "byline"))
    return [(line, date) for line, date in read if date]


def _date_of_opening(body: list[str]) -> str | None:
    """The date in a paragraph's opening: "GENEVA (Agency - 5 March 2014) ..."."""
    for line in body[:2]:
        match = _PLACE_AND_SOURCE.match(line[:_OPENING])
        found = header_dates(match[0]) if match else []
        if found:
            return found[0][2]
    return None


def _page_outlet(page: Page, by_label: dict[str, list[str]], first_line: str) -> str | None:
    """The outlet by the page's address or markup, its masthead, or the tail of its title."""
    known = outlet_at(page.url) if page.url else None
    if known or page.outlet:
        return known.name if known else page.outlet
    titled = _title_tail(page.title or "", by_label) or _title_tail(first_line, by_label)
    if titled:
        return titled
    for line in by_label.get("boilerplate", [])[:_MASTHEAD_LINES]:
        found = outlet_named(line, exact=True)
        if found:
            return found.name
    desks = [m for label in ("byline", "dateline") for line in by_label.get(label, []) for m in _EMAIL.findall(line)]
    return next((found.name for found in map(outlet_at, desks) if found), None)


def _title_tail(title: str, by_label: dict[str, list[str]]) -> str | None:
    """The outlet at the end of a page's title: a known one, or any name where the rest is the headline."""
    tail = _TITLE_TAIL.search(title)
    if not tail:
        return None
    known = outlet_named(tail[1])
    heads = {normal(head) for head in by_label.get("headline", [])}
    if known:
        return known.name
    return tail[1].strip() if normal(title[: tail.start()]) in heads and len(tail[1].split()) <= 4 else None


def _agency(body: list[str], by_label: dict[str, list[str]]) -> str | None:
    """The agency that the copy names: "SEOUL (Yonhap) -- ...", "... rights. (Yonhap)"."""
    names: list[str] = []
    if body:
        opening = _PLACE_AND_SOURCE.match(body[0][:_OPENING]) or re.match(r"^\(([A-Z][\w ]+)\)", body[0])
        closing = _CLOSING.search(body[-1][-60:])
        names += re.split(r"\s*[/,–—-]\s+", opening[1]) if opening else []
        names += [name for name in (closing.groups() if closing else ()) if name]
    names += [part for line in by_label.get("byline", []) for part in re.split(r"[,|()/]", line)]
    names += [text.strip("() ") for text in by_label.get("boilerplate", []) if text.startswith("(")]
    return next((agency for agency in map(agency_credited, names) if agency), None)


def _byline(page: Page, lines: list[str]) -> str | None:
    """The authors as the page has them; several lines joined."""
    named = [line for line in lines if _AUTHOR.match(line)] or lines
    return "; ".join(dict.fromkeys(named)) or page.byline
