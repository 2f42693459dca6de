"""The date that a page states for itself: 'PUBLISHED : Wednesday, 28 November, 2018, 11:08am'."""

from __future__ import annotations

import re
from datetime import date

from onrecord.dates.calendar import Context
from onrecord.dates.tokens import Tokens
from onrecord.dates.written import day_month, month_date, numeric, weekday_date

_SAYS = re.compile(
    r"\b(publish(?:ed)?|posted|issued|release(?:d)?|date(?:d)?|created|filed|first published|pub date)\b", re.IGNORECASE
)
_UPDATE = re.compile(r"\b(updated?|modified|last edited|revised|amended|edited)\b", re.IGNORECASE)
_ISO_STAMP = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])(?=T[0-9]|[^0-9]|$)")
_LONGEST = 160
_WORDS = 14


def page_date(text: str) -> str | None:
    """The day of publication that a page's date line states, as EDTF; None if the text is no such line or lines.

    Of several the one said to be of publication counts, then the first; a date of updating counts only if alone.
    A line of figures that may be day or month first, with nothing to tell which, states no date.

    >>> page_date("PUBLISHED : Wednesday, 28 November, 2018, 11:08am\\nUPDATED : Thursday, 29 November, 2018")
    '2018-11-28'
    >>> page_date("Published : Sept. 13, 2014 - 10:40"), page_date("Fri 05th April 2019 | 01:25 PM")
    ('2014-09-13', '2019-04-05')
    >>> page_date("2014-09-13T10:40:00Z"), page_date("They met on May 6, 2014, and agreed to go on talking.")
    ('2014-09-13', None)
    """
    best: tuple[int, str] | None = None
    for line in text.split("\n"):
        found = line_date(line)
        if found:
            rank = 0 if _SAYS.search(line) else 2 if _UPDATE.search(line) else 1
            if best is None or rank < best[0]:
                best = (rank, found)
    return best[1] if best else None


def line_date(line: str) -> str | None:
    """The full date of one short line that says little else."""
    if len(line) > _LONGEST or not line.strip():
        return None
    stamp = _ISO_STAMP.search(line)
    if stamp and len(line.split()) <= _WORDS:
        return _day(*(int(part) for part in stamp.groups()))
    t = Tokens(line, 0, len(line))
    others = sum(kind == "word" for kind in t.kind)
    if others > _WORDS:
        return None
    for i in range(len(t)):
        found = _full(t, i)
        if found:
            return found if others <= 8 or _SAYS.search(line) or _UPDATE.search(line) else None
    return None


def _full(t: Tokens, i: int) -> str | None:
    """A date with day, month and year that starts at token i."""
    if t.is_kind(i, "dmy") and _either_way(t.low[i]):
        return None
    found = numeric(t, i, None) or weekday_date(t, i, None) or day_month(t, i) or month_date(t, i)
    if found and found[1].year and found[1].month and found[1].day:
        return found[1].resolve(Context())
    return None


def _either_way(text: str) -> bool:
    a, b = (int(n) for n in re.split(r"[-/.]", text)[:2])
    return a <= 12 and b <= 12 and a != b


def _day(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None
