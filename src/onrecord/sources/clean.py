"""Label every line of a page's text from plain text alone.

Lines that show by their own words what they are (cues, date lines, bylines) are labelled first. Every other line is
scored as prose or not, and the article is the run of lines with the greatest sum, as in Pasternack and Roth, "Extracting
article text from the web with maximum subsequence segmentation" (WWW 2009). Headline, deck and subheadings are then
found from the article's place and its words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.sources.cues import STOPWORDS, Cue, cue_of, normal
from onrecord.sources.datelines import DateLine, read_date_line
from onrecord.tables import Line

# The prose score of a line, in words; tuned on half of a set of real pages, checked on the other half.
_PROSE_MINIMUM, _PROSE_CAP = 8, 60
_SHORT_LINE_COST, _CUE_COST, _SECTION_COST, _LIST_COST = 5, 6, 60, 8
_MARGIN = (40, 120)
"""Characters of a line that is broken at the margin, least and most."""
_ENGLISH, _LEAST_FUNCTION_WORDS = 0.2, 0.12
"""Share of function words from which a page is English, and below which a line of it is no prose."""
_ISLAND_GAP, _ISLAND_WORDS, _ISLAND_OVERLAP, _LONG_ISLAND_OVERLAP = 15, 12, 0.28, 0.2
"""Lines of furniture over which an article goes on, words a paragraph there, and share of the article's words in two
or three and in four or more paragraphs."""
_LONG_LINE = 28
"""Words from which a line is prose though it ends without a full stop."""

_DECK_OVERLAP, _SUBHEADING_OVERLAP, _SHORT_OVERLAP = 0.3, 0.5, 0.25
"""Least share of the article's words in a deck, a long and a short subheading; below it the line is of another story."""
_DECK_LINES = 6
"""Lines below the headline among which a deck stands."""
_HEADER_LINES = 25
"""Non-blank lines above the article among which headline and deck are looked for."""

_CUT_OFF = re.compile(r"(?:\.\.+|…)\W{0,2}$")
"""A teaser breaks off; a quotation that does so ends with its mark."""
_TERMINAL = re.compile(r"[.!?。！？][\"'”’»)\]*]*\s*(?:\(\w[\w .]*\))?$|[.,!?…:;—-][\"”]\s*$|(?:[a-z.,]{3})[\"”]$")
_AUTHOR_NOTE = re.compile(
    r"^[A-Z][\w'’. -]{3,40} (?:is|was) (?:an?|the|our)\b.{0,60}\b(?:writer|reporter|journalist|correspondent|editor|columnist|"
    r"contributor|author|freelancer?|blogger|bureau chief)\b"
)
_EMAIL = re.compile(r"\S@\w[\w.-]*\.\w|^\s*@\w+\s*$")
_BYLINE = re.compile(r"^\W{0,3}(?:by|written by|reported by|from|story by|text by)\s*:?\s+\S", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’.-]*")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BULLET = re.compile(r"^\s*[•·▪◦*‣–-]\s+")
_QUOTED = re.compile(r"^\s*[\"“‘'«].*[\"”’'»]\W*$")


@dataclass(slots=True)
class _Line:
    number: int
    start: int
    text: str
    plain: str
    words: int
    tight: bool
    cue: Cue | None = None
    dated: DateLine | None = None
    prose: bool = False
    wrapped: bool = False
    label: str = ""
    rule: str = ""

    def set(self, label: str, rule: str) -> None:
        self.label, self.rule = label, rule


def label_lines(text: str, doc_id: str, kind: str = "news", headline: str | None = None) -> list[Line]:
    """The non-blank lines of a text, each with its label; of a speech or plain text every line is body.

    `headline` is what is known of the page's headline from elsewhere (its HTML, its manifest).
    """
    lines = _split(text)
    if kind != "news":
        for line in lines:
            line.set("body", f"kind:{kind}")
    elif lines:
        _label_news(lines, headline)
    return [
        Line(doc_id=doc_id, line=x.number, label=x.label, start=x.start, end=x.start + len(x.text), rule=x.rule)
        for x in lines
    ]


def _split(text: str) -> list[_Line]:
    lines, start, last = [], 0, -2
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(_Line(number, start, line, normal(line), _count_words(line), last == number - 1))
            last = number
        start += len(line) + 1
    return lines


def _count_words(line: str) -> int:
    """Words of a line; East Asian text, written with few blanks or none, counts two characters a word."""
    words = len(line.split())
    return max(words, len(_EAST_ASIAN.findall(line)) // 2) if not line.isascii() else words


def _label_news(lines: list[_Line], headline: str | None) -> None:
    for line in lines:
        line.cue = cue_of(line.text, line.plain)
        line.dated = None if line.cue else read_date_line(line.text)
    english = _is_english(lines)
    for line in lines:
        line.prose = line.cue is None and line.dated is None and _is_prose(line, english)
    _join_wrapped(lines)
    first, last = _article_span(lines)
    vocabulary = _vocabulary(lines[first:last])
    islands = _islands(lines, last, vocabulary)
    top = _find_headline(lines, first, vocabulary, headline)
    for i, line in enumerate(lines):
        if line.label:
            continue
        if line.cue:
            line.set(line.cue.label, line.cue.rule)
        elif line.dated:
            line.set("byline" if _BYLINE.match(line.text) else "dateline", "date_line")
        elif first <= i < last:
            _label_inside(line, vocabulary, closing=i >= last - 2)
        elif i in islands:
            line.set("body", "prose:island")
        elif top is not None and top < i < first:
            _label_header(line, vocabulary, near=i <= top + _DECK_LINES)
        elif last <= i <= last + 3 and _is_byline(line):
            line.set("byline", "byline:foot")
        else:
            line.set("boilerplate", "outside")
    _label_doubles(lines)


def _is_english(lines: list[_Line]) -> bool:
    """Whether the page's longer lines are full of English function words."""
    long = [line.text for line in lines if line.words >= 8][:200]
    return bool(long) and _function_words(" ".join(long)) >= _ENGLISH


def _is_prose(line: _Line, english: bool) -> bool:
    """Long, or a full sentence; on an English page not without English function words, as lists of names are."""
    if english and line.words >= 15 and _function_words(line.text) < _LEAST_FUNCTION_WORDS:
        return False
    tail = line.text.rstrip()[-60:]
    if _CUT_OFF.search(tail):
        return line.words >= 2 * _LONG_LINE
    return line.words >= _LONG_LINE or (line.words >= 4 and bool(_TERMINAL.search(tail)))


def _function_words(text: str) -> float:
    words = text[:4000].lower().split()
    return sum(word in STOPWORDS for word in words) / len(words)


def _join_wrapped(lines: list[_Line]) -> None:
    """A paragraph broken at the margin is prose on every line: its lines follow close, and go on in small letters."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _flows(lines[i - 1], lines[i]):
            continue
        group = lines[start:i]
        small = sum(line.text.lstrip()[:1].islower() for line in group[1:])
        if len(group) > 1 and 3 * small >= len(group) - 1 and sum(line.words for line in group) >= 12:
            for line in group:
                line.prose = line.wrapped = True
        start = i


def _flows(above: _Line, line: _Line) -> bool:
    known = above.cue or line.cue or above.dated or line.dated
    return (
        line.tight
        and not known
        and _MARGIN[0] <= len(above.text) <= _MARGIN[1]
        and len(line.text) <= _MARGIN[1]
        and not _BULLET.match(line.text)
        and not _TERMINAL.search(above.text.rstrip()[-60:])
    )


def _score(line: _Line) -> int:
    if line.cue:
        return -_SECTION_COST if line.cue.section else -_CUE_COST
    if line.dated:
        return -_CUE_COST
    if line.prose:
        return min(line.words, _PROSE_CAP) - (0 if line.wrapped else _PROSE_MINIMUM)
    return -_LIST_COST if line.tight else -_SHORT_LINE_COST


def _article_span(lines: list[_Line]) -> tuple[int, int]:
    """The run of lines with the greatest sum of scores, first and after the last; (0, 0) where there is no prose."""
    best, span, total, start = 0, (0, 0), 0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0, i
        total += _score(line)
        if total > best:
            best, span = total, (start, i + 1)
    return span


def _vocabulary(lines: list[_Line]) -> Counter[str]:
    """The content words of the article's prose, by stem of five letters, with the number of lines each is in."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.prose:
            counts.update(_stems(line.text))
    return counts


def _stems(text: str) -> set[str]:
    return {w[:5].lower() for w in _WORD.findall(text) if len(w) > 2 and w.lower() not in STOPWORDS}


def _overlap(line: str, vocabulary: Counter[str], own: int = 0) -> float:
    """Share of a line's content words that the article has, lines themselves prose counting `own` fewer."""
    stems = _stems(line)
    return sum(vocabulary[s] > own for s in stems) / len(stems) if stems else 0.0


def _find_headline(lines: list[_Line], first: int, vocabulary: Counter[str], known: str | None) -> int | None:
    """Label the headline and its repeats; the index of the last one above the article, None if there is none."""
    names = [normal(known)] if known else []
    head = [i for i in range(max(0, first - _HEADER_LINES), first) if _may_be_headline(lines[i])]
    title = lines[0].plain if first else ""
    for i in head:
        if i and len(lines[i].plain) > 12 and title.startswith(lines[i].plain):
            names.append(lines[i].plain)
    if not names:
        shared = [(_overlap(lines[i].text, vocabulary), i) for i in head]
        best = next((i for share, i in shared if share >= 0.5 and lines[i].words >= 4), None)
        best = best if best is not None else next((i for s, i in shared if s >= 0.3 and lines[i].words >= 4), None)
        if best is None:
            return None
        names.append(lines[best].plain)
    top = None
    for i, line in enumerate(lines):
        if line.plain in names and not line.prose or (i == 0 and any(line.plain.startswith(n) for n in names)):
            line.set("headline", "headline")
            top = i if i < max(first, 1) else top
    return top


def _may_be_headline(line: _Line) -> bool:
    return (
        line.cue is None
        and line.dated is None
        and 3 <= line.words <= 30
        and not line.text.rstrip().endswith((".", ":", ">"))
        and not _BULLET.match(line.text)
        and not _is_byline(line)
    )


def _islands(lines: list[_Line], last: int, vocabulary: Counter[str]) -> set[int]:
    """Runs of two paragraphs or more after a break, on the article's subject: where it goes on below furniture.

    A teaser of another story is one sentence under its own headline, and lists of them stand close: no such run.
    """
    found: set[int] = set()
    i = last
    while i < min(last + _ISLAND_GAP, len(lines)):
        end = i
        while end < len(lines) and lines[end].prose and (lines[end].wrapped or not lines[end].tight):
            end += 1
        if _goes_on(lines[i:end], vocabulary):
            found.update(range(i, end))
            last = end
        i = end + 1
    return found


def _goes_on(run: list[_Line], vocabulary: Counter[str]) -> bool:
    if len(run) < 2 or sum(line.words for line in run) < _ISLAND_WORDS * len(run):
        return False
    least = _LONG_ISLAND_OVERLAP if len(run) >= 4 else _ISLAND_OVERLAP
    return _overlap(" ".join(line.text for line in run), vocabulary) >= least


def _label_header(line: _Line, vocabulary: Counter[str], near: bool) -> None:
    """Between headline and article: byline, deck, or furniture."""
    bullet = bool(_BULLET.match(line.text))
    if _is_byline(line):
        line.set("byline", "byline")
    elif (near and ((line.words >= 8 and not line.tight) or (bullet and line.words >= 6))) and _overlap(
        line.text, vocabulary
    ) >= _DECK_OVERLAP:
        line.set("body", "deck")
    elif 2 <= line.words <= 4 and all(w[:1].isupper() for w in _WORD.findall(line.text)) and not line.text.isupper():
        line.set("byline", "name")
    else:
        line.set("boilerplate", "header")


def _is_byline(line: _Line) -> bool:
    if line.words > 14:
        return False
    if _EMAIL.search(line.text):
        return not line.prose or line.words <= 6
    names = _WORD.findall(line.text)
    return bool(_BYLINE.match(line.text)) and (
        not line.prose and sum(not w[:1].islower() for w in names) >= 0.6 * len(names)
    )


def _label_inside(line: _Line, vocabulary: Counter[str], closing: bool) -> None:
    if closing and _AUTHOR_NOTE.search(line.text):
        line.set("byline", "author_note")
    elif line.prose:
        line.set("body", "wrapped" if line.wrapped else "prose")
    elif _is_byline(line):
        line.set("byline", "byline")
    elif _QUOTED.match(line.text) and line.words >= 3:
        line.set("body", "quotation")
    elif _is_other_story(line, vocabulary):
        line.set("boilerplate", "other_story")
    else:
        line.set("body", "subheading")


def _is_other_story(line: _Line, vocabulary: Counter[str]) -> bool:
    """A headline between paragraphs that shares few words with them; a subheading shares its own."""
    if line.words < 5 or line.text.rstrip().endswith(":") or _EAST_ASIAN.search(line.text):
        return False
    return _overlap(line.text, vocabulary) < (_SUBHEADING_OVERLAP if line.words >= 9 else _SHORT_OVERLAP)


def _label_doubles(lines: list[_Line]) -> None:
    """A line printed twice running is a photo's text and its caption."""
    for above, line in zip(lines, lines[1:], strict=False):
        if line.plain == above.plain and line.words >= 4 and line.label != "headline":
            above.set("caption", "doubled")
            line.set("caption", "doubled")
