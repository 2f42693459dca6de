"""The lines of a page and what each shows by itself: cue, date, byline, prose, paragraph broken at the margin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.sources.cues import STOPWORDS, Cue, cue_of, normal
from onrecord.sources.datelines import DateLine, read_date_line

LONG_LINE = 28
"""Words from which a line is prose though it ends without a full stop."""
LEAST_CUT_OFF = 30
"""Words from which a line that breaks off is prose all the same: a shorter one is a teaser."""
MARGIN = (40, 120)
"""Characters of a line that is broken at the margin, least and most."""
ENGLISH, LEAST_FUNCTION_WORDS = 0.2, 0.12
"""Share of function words from which a page is English, and below which a line of it is no prose."""

_TERMINAL = re.compile(r"[.!?。！？][\"'”’»)\]*]*\s*(?:\(\w[\w .]*\))?$|[.,!?…:;—-][\"”]\s*$|(?:[a-z.,]{3})[\"”]$")
_CUT_OFF = re.compile(r"(?:\.\.+|…)\W{0,2}$")
_EMAIL = re.compile(r"\S@\w[\w.-]*\.\w|^\s*@\w+\s*$")
_BYLINE = re.compile(r"^\W{0,3}(?:by|written by|reported by|story by|text by)\s*:?\s+\S", re.IGNORECASE)
_ANONYMOUS = re.compile(
    r"^\W{0,3}by (?:an? |our |the )?(?:\w+ ){0,3}(?:staff|reporter|correspondent|desk|agenc\w+|writer)s?\W*$",
    re.IGNORECASE,
)
_POST = re.compile(r"^\W*[-–—].*\(@\w+\)")
"""The foot of a post shown in the article: "— Ann Lee (@annlee) 3 March 2014"."""
_CLOSING = re.compile(r"[.!?][\"'”’]*\s*\((?:[A-Z][\w'.&-]*\s?){1,4}\)\s*$")
_LEAST_CLOSING = 10
_AGENCY = re.compile(r"^\W*\((?:[A-Z][\w'.&-]*\s?){1,4}\)\W*$")
WORD = re.compile(r"\w[\w'’.-]*")
EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
BULLET = re.compile(r"^\s*[•·▪◦*‣–-]\s+")
_TAIL = 60


@dataclass(slots=True)
class PageLine:
    """A non-blank line: where it stands, what it shows by itself, and in the end its label.

    `plain` is its normal form, `tight` that no blank line stands above it, `wrapped` that it is part of a paragraph
    broken at the margin.
    """

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
        """Give the line its label and the rule that says so."""
        self.label, self.rule = label, rule


def split_lines(text: str) -> list[PageLine]:
    """The non-blank lines of a text, split on newline; a carriage return before it is no part of the line.

    >>> [(line.number, line.start, line.text) for line in split_lines("One.\\r\\n\\r\\nTwo.")]
    [(1, 0, 'One.'), (3, 8, 'Two.')]
    """
    lines, start, last = [], 0, -2
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            shown = line.removesuffix("\r")
            lines.append(PageLine(number, start, shown, normal(shown), _count_words(shown), last == number - 1))
            last = number
        start += len(line) + 1
    return lines


def _count_words(line: str) -> int:
    """Words of a line; East Asian text, written with few blanks or none, counts two characters a word."""
    words = len(line.split())
    return max(words, len(EAST_ASIAN.findall(line)) // 2) if not line.isascii() else words


def measure(lines: list[PageLine]) -> None:
    """Find what each line shows by itself."""
    for line in lines:
        line.cue = cue_of(line.text, line.plain)
        line.dated = None if line.cue else read_date_line(line.text)
        if line.cue and _AGENCY.match(line.text):
            line.cue = None
        if line.dated and _POST.match(line.text):
            line.dated = None
    english = _is_english(lines)
    for line in lines:
        line.prose = line.cue is None and line.dated is None and _is_prose(line, english)
    _free_closing(lines)
    _join_wrapped(lines)


def _free_closing(lines: list[PageLine]) -> None:
    """A last paragraph that closes with its agency ("... the rights. (Agency)") is prose, as captions are not.

    It stands below prose and above none; a caption stands above the article or between its paragraphs.
    """
    for i, (above, line) in enumerate(pairwise(lines)):
        last = i + 2 == len(lines) or not lines[i + 2].prose
        if line.cue and above.prose and last and _CLOSING.search(line.text[-_TAIL:]):
            line.cue, line.prose = None, line.words >= _LEAST_CLOSING


def _is_english(lines: list[PageLine]) -> bool:
    """Whether the page's longer lines are full of English function words."""
    long = [line.text for line in lines if line.words >= 8][:200]
    return bool(long) and _function_words(" ".join(long)) >= ENGLISH


def _is_prose(line: PageLine, english: bool) -> bool:
    """Long, or a full sentence; on an English page not without English function words, as lists of names are."""
    if english and line.words >= 15 and _function_words(line.text) < LEAST_FUNCTION_WORDS:
        return False
    tail = line.text.rstrip()[-_TAIL:]
    if _CUT_OFF.search(tail):
        return line.words >= LEAST_CUT_OFF
    return line.words >= LONG_LINE or (line.words >= 4 and bool(_TERMINAL.search(tail)))


def _function_words(text: str) -> float:
    words = text[:4000].lower().split()
    return sum(word in STOPWORDS for word in words) / len(words)


def _join_wrapped(lines: list[PageLine]) -> None:
    """A paragraph broken at the margin is prose on every line: its lines follow close, and go on in small letters."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _flows(lines[i - 1], lines[i]):
            continue
        group = lines[start:i]
        running = sum(_runs_on(above, line) for above, line in pairwise(group))
        if len(group) > 1 and 3 * running >= len(group) - 1 and sum(line.words for line in group) >= 12:
            for line in group:
                line.prose = line.wrapped = True
        start = i


def _runs_on(above: PageLine, line: PageLine) -> bool:
    """Whether the second line can only be the rest of the first one's sentence."""
    start = line.text.lstrip()[:1]
    return start.islower() or start.isdigit() or above.plain.rpartition(" ")[2] in STOPWORDS or above.text.endswith(",")


def _flows(above: PageLine, line: PageLine) -> bool:
    known = above.cue or line.cue or above.dated or line.dated
    return (
        line.tight
        and not known
        and MARGIN[0] <= len(above.text) <= MARGIN[1]
        and len(line.text) <= MARGIN[1]
        and not BULLET.match(line.text)
        and not ends_a_sentence(above)
    )


def ends_a_sentence(line: PageLine) -> bool:
    """Whether a line ends as sentences and quotations do."""
    return bool(_TERMINAL.search(line.text.rstrip()[-_TAIL:]))


def is_author_line(line: PageLine) -> bool:
    """Whether a line is the start of a credit: "By Ann Lee"."""
    return bool(_BYLINE.match(line.text))


def is_byline(line: PageLine) -> bool:
    """Whether a line names the authors: "By Ann Lee", an e-mail line, "By a staff reporter"."""
    if line.words > 14:
        return False
    if _EMAIL.search(line.text):
        return not line.prose or line.words <= 6
    if _ANONYMOUS.match(line.text) or _AGENCY.match(line.text):
        return True
    names = WORD.findall(line.text)
    return bool(_BYLINE.match(line.text)) and (
        not line.prose and sum(not w[:1].islower() for w in names) >= 0.6 * len(names)
    )
