"""Label every line of a page's text from plain text alone.

Lines that show by their own words what they are (cues, date lines, bylines) are labelled so. The article is the densest
run of prose (`span`); headline, deck and subheadings are then found from its place and its words.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.sources.cues import normal
from onrecord.sources.lines import BULLET, EAST_ASIAN, WORD, PageLine, is_author_line, is_byline, measure, split_lines
from onrecord.sources.outlets import agency_credited
from onrecord.sources.span import article_span, islands, overlap, vocabulary_of
from onrecord.tables import Line

_DECK_OVERLAP, _SUBHEADING_OVERLAP, _SHORT_OVERLAP = 0.3, 0.5, 0.25
"""Least share of the article's words in a deck, a long and a short subheading; below it the line is of another
story."""
_LEAD_WORDS = 15
"""Words of a full sentence that is the article's though it stands farther from headline and article."""
_DECK_LINES = 6
"""Lines below the headline among which a deck stands."""
_HEADLINE_OVERLAPS = (0.5, 0.3)
_LEAST_TITLE = 12
"""Characters; what is shorter is a section's name rather than a title."""
_HEADER_LINES = 25
"""Non-blank lines above the article among which headline and deck are looked for."""

_LONGEST_CAPTION = 60
"""Words; a longer paragraph printed twice is an error of the page's, not a caption."""

_AUTHOR_NOTE = re.compile(
    r"^[A-Z][\w'’. -]{3,40} (?:is|was) (?:an?|the|our)\b.{0,60}\b(?:writer|reporter|journalist|correspondent|editor|"
    r"columnist|contributor|author|freelancer?|blogger|bureau chief)\b"
)
_QUOTED = re.compile(r"^\s*[\"“‘'«].*[\"”’'»]\W*$")
_LIST_COMMAS = 3
"""Commas from which a line is a list of the article's, as of the states that voted for a text."""
_FIGURE = re.compile(r"^\W*\d[\d,.]{3,}\s")
"""A line that opens with a figure of four digits or more is of a list of figures."""
_TRAIL = re.compile(r"\S\s+[>»›]\s+\S")
"""Breadcrumbs: "World > Asia"."""


def label_lines(text: str, doc_id: str, kind: str = "news", headline: str | None = None) -> list[Line]:
    """The non-blank lines of a text, each with its label; of a speech or plain text every line is body.

    `headline` is what is known of the page's headline from elsewhere (its HTML, its manifest).
    """
    lines = split_lines(text)
    if kind != "news":
        for line in lines:
            line.set("body", f"kind:{kind}")
    elif lines:
        _label_news(lines, headline)
    return [
        Line(doc_id=doc_id, line=x.number, label=x.label, start=x.start, end=x.start + len(x.text), rule=x.rule)
        for x in lines
    ]


def _label_news(lines: list[PageLine], headline: str | None) -> None:
    measure(lines)
    first, last = article_span(lines, headline)
    vocabulary = vocabulary_of(lines[first:last])
    beyond = islands(lines, last, vocabulary)
    top = _find_headline(lines, first, vocabulary, headline)
    for i, line in enumerate(lines):
        if line.label:
            continue
        if line.cue:
            line.set(line.cue.label, line.cue.rule)
        elif line.dated:
            line.set("byline" if is_author_line(line) else "dateline", "date_line")
        elif first <= i < last:
            _label_inside(line, vocabulary, closing=i >= last - 2)
        elif i in beyond:
            line.set("body", "prose:island")
        elif top is not None and top < i < first:
            _label_header(line, vocabulary, near=i <= top + _DECK_LINES)
        elif last <= i <= last + 3 and is_byline(line):
            line.set("byline", "byline:foot")
        else:
            line.set("boilerplate", "outside")
    _label_doubles(lines)


def _find_headline(lines: list[PageLine], first: int, vocabulary: set[str], known: str | None) -> int | None:
    """Label the headline and its repeats; the index of the last one above the article, None if there is none."""
    head = [i for i in range(max(0, first - _HEADER_LINES), first) if _may_be_headline(lines[i])]
    names = _titled(lines, head, known) or _on_subject(lines, head, vocabulary) or _opening(lines, first)
    top = None
    for i, line in enumerate(lines):
        title = i == 0 and any(line.plain.startswith(name) for name in names)
        goes_on = i > 0 and lines[i - 1].label == "headline" and _carries_on(line)
        if (line.plain in names and i <= first) or (line.plain in names and not line.prose) or title or goes_on:
            line.set("headline", "headline")
            top = i if i <= first else top
    return top


def _titled(lines: list[PageLine], head: list[int], known: str | None) -> set[str]:
    """The lines above the article that the page's title, or what is known of it, begins with, or that go on from it."""
    told = normal(known or "")
    titles = [name for name in (told, lines[0].plain) if len(name) > _LEAST_TITLE]
    found = {
        lines[i].plain
        for i in head
        for name in titles
        if (i or told) and len(lines[i].plain) > _LEAST_TITLE and _same_start(name, lines[i].plain)
    }
    return found | {lines[i].plain for i in head if told and lines[i].plain == told}


def _same_start(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _on_subject(lines: list[PageLine], head: list[int], vocabulary: set[str]) -> set[str]:
    """The first line above the article that shares half, or else a third, of its words with it."""
    shared = [(overlap(lines[i].text, vocabulary), lines[i]) for i in head if lines[i].words >= 4]
    for least in _HEADLINE_OVERLAPS:
        for share, line in shared:
            if share >= least:
                return {line.plain}
    return set()


def _opening(lines: list[PageLine], first: int) -> set[str]:
    """A question, cry or quotation that opens the article above its byline or date is its headline."""
    if first + 1 >= len(lines):
        return set()
    line, below = lines[first], lines[first + 1]
    headed = line.words <= 25 and not line.text.rstrip().rstrip("\"”'’").endswith(".") and not line.wrapped
    return {line.plain} if headed and (below.dated or is_byline(below)) else set()


def _carries_on(line: PageLine) -> bool:
    """Whether a line is the rest of a headline broken at the margin."""
    known = line.cue or line.dated or line.prose
    return line.tight and not known and line.text.lstrip()[:1].islower() and line.words <= 15


def _may_be_headline(line: PageLine) -> bool:
    return (
        line.cue is None
        and line.dated is None
        and 3 <= line.words <= 30
        and not line.text.rstrip().endswith((".", ":", ">"))
        and not BULLET.match(line.text)
        and not is_byline(line)
        and not _TRAIL.search(line.text)
    )


def _label_header(line: PageLine, vocabulary: set[str], near: bool) -> None:
    """Between headline and article: byline, deck, or furniture."""
    long = line.words >= 6 if BULLET.match(line.text) else line.words >= 8 and not line.tight
    if is_byline(line):
        line.set("byline", "byline")
    elif line.words <= 7 and agency_credited(line.text):
        line.set("byline", "agency")
    elif (
        (near or (line.prose and line.words >= _LEAD_WORDS))
        and long
        and overlap(line.text, vocabulary) >= _DECK_OVERLAP
    ):
        line.set("body", "deck")
    elif 2 <= line.words <= 4 and all(w[:1].isupper() for w in WORD.findall(line.text)) and not line.text.isupper():
        line.set("byline", "name")
    else:
        line.set("boilerplate", "header")


def _label_inside(line: PageLine, vocabulary: set[str], closing: bool) -> None:
    if closing and _AUTHOR_NOTE.search(line.text):
        line.set("byline", "author_note")
    elif line.prose:
        line.set("body", "wrapped" if line.wrapped else "prose")
    elif is_byline(line):
        line.set("byline", "byline")
    elif _TRAIL.search(line.text) and line.words <= 12:
        line.set("boilerplate", "trail")
    elif _QUOTED.match(line.text) and line.words >= 3:
        line.set("body", "quotation")
    elif _is_other_story(line, vocabulary):
        line.set("boilerplate", "other_story")
    else:
        line.set("body", "subheading")


def _is_other_story(line: PageLine, vocabulary: set[str]) -> bool:
    """A headline between paragraphs that shares few words with them; a subheading shares its own."""
    if line.words < 5 or line.text.rstrip().endswith(":") or line.text.count(",") >= _LIST_COMMAS:
        return False
    if EAST_ASIAN.search(line.text) or _FIGURE.match(line.text):
        return False
    return overlap(line.text, vocabulary) < (_SUBHEADING_OVERLAP if line.words >= 9 else _SHORT_OVERLAP)


def _label_doubles(lines: list[PageLine]) -> None:
    """A line printed twice running is a photo's text and its caption."""
    for above, line in pairwise(lines):
        if line.plain == above.plain and 4 <= line.words <= _LONGEST_CAPTION and line.label != "headline":
            above.set("caption", "doubled")
            line.set("caption", "doubled")
