"""Date lines of page headers, in the forms that English pages give them.

"PUBLISHED : Wednesday, 28 November, 2018, 11:08am", "Published : Sept. 13, 2014 - 10:40", "Updated 5:30 PM GMT", ISO.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

LONGEST_DATE_LINE = 160
"""Characters; a longer line is not a date line."""

_MONTH_NAMES = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?",
    "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_GAP = r"[\s,.\-/]*"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}\s?[-./]\s?(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_DAY}{_GAP}(?:of\s+)?{_MONTH}{_GAP}{_YEAR}",
        rf"\b{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
        r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b",
        r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/])",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0\d|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)",
    )
)
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?\s?m\b\.?)?"
_TIME = rf"(?:\bT)?{_CLOCK}|\b\d{{1,2}}\s?[ap]\.?m\b\.?|(?<=\s)\d{{4}}\s?(?:hrs|gmt|utc)\b"
_HOUR = re.compile(
    r"(?<![\d.])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?(?:\s?(?P<half>[ap])\.?\s?m\b)?", re.IGNORECASE
)
_ZONES = (
    "gmt utc est edt et cst cdt ct mst mdt mt pst pdt pt bst cet cest eet ist kst jst hkt sgt pkt msk aest aedt wib z"
    " hr hrs"
)
_ZONE = rf"(?:[+-]\d{{2}}:?\d{{2}}|\b(?:{'|'.join(_ZONES.split())}|local time)\b(?:[+-]\d{{1,2}})?)"
_LABEL = re.compile(
    r"^\W*(?P<label>(?:(?:first|last|originally|latest)\s+)?"
    r"(?:publish(?:ed|ing)?|updated?|posted|modified|created|issued|uploaded|revised|dated?|submitted|release[ds]?|input|입력|수정|기사입력|등록)"
    r"(?:\s+(?:on|at|date|time|by|in))?)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:updated?|modified|revised|수정)\b", re.IGNORECASE)
_NOISE = re.compile(
    rf"{_TIME}|{_ZONE}|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:(?:first|last|originally)\s+)?(?:publish(?:ed)?|updated?|posted|modified|created|issued|uploaded|revised|dated?|release[ds]?)\b"
    r"|\b(?:on|at|in|by|from|of|and|am|pm|a\.m|p\.m|date|time|local|ago|hours?|minutes?|min|read)\b|\b\d+\s+(?=(?:hours?|min))|[입수]력|수정|기사입력|등록|\d+|[\W_]+",
    re.IGNORECASE,
)


class DateLine(NamedTuple):
    """A date that a header line gives: EDTF, time as HH:MM, whether it is of an update, and the line's other words."""

    edtf: str | None
    time: str | None
    update: bool
    rest: str


def header_dates(line: str) -> list[tuple[int, int, str]]:
    """The full dates of a line as (start, end, EDTF), in order.

    Days and months given as two numbers are read only where one of them cannot be a month.

    >>> header_dates("Published : Sept. 13, 2014 - 10:40")
    [(12, 26, '2014-09-13')]
    >>> header_dates("03/04/2014")
    []
    """
    found: list[tuple[int, int, str]] = []
    for form in _FORMS:
        for match in form.finditer(line):
            value = _value(match.groupdict())
            if value and not any(match.start() < end and match.end() > start for start, end, _ in found):
                found.append((match.start(), match.end(), value))
    return sorted(found)


def _value(parts: dict[str, str]) -> str | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first == second or first > 12 >= second:
            day, month = first, second
        elif second > 12 >= first:
            day, month = second, first
        else:
            return None
    else:
        day = int(parts["day"])
        word = parts["month"].lower()
        month = int(word) if word.isdigit() else _MONTHS[word[:3]]
    try:
        return date(_full_year(parts["year"]), month, day).isoformat()
    except ValueError:
        return None


def _full_year(year: str) -> int:
    """A year of two figures is the one of the hundred years around the turn of the century.

    >>> _full_year("2014"), _full_year("19"), _full_year("98")
    (2014, 2019, 1998)
    """
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)


def read_date_line(line: str) -> DateLine | None:
    """What a header line says of the page's date; None where the line is not chiefly a date.

    >>> read_date_line("UPDATED : Wednesday, 28 November, 2018, 10:05pm")
    DateLine(edtf='2018-11-28', time='22:05', update=True, rest='')
    >>> read_date_line("Last updated: 5:30 PM GMT")
    DateLine(edtf=None, time='17:30', update=True, rest='')
    >>> read_date_line("The council met on 28 November 2018 to hear the envoy speak of the camps.") is None
    True
    """
    if len(line) > LONGEST_DATE_LINE:
        return None
    dates = header_dates(line)
    label = _LABEL.match(line)
    if not dates and not (label and any(c.isdigit() for c in line)):
        return None
    outside = line
    for start, end, _ in reversed(dates):
        outside = f"{outside[:start]} {outside[end:]}"
    rest = " ".join(_NOISE.sub(" ", outside).split())
    if len(rest.split()) > (8 if dates else 1) or (line.rstrip()[-1:] in ".!?" and len(rest.split()) > 3):
        return None
    update = bool(_UPDATE.search(line)) and not re.search(r"publish|posted", line, re.IGNORECASE)
    return DateLine(dates[0][2] if dates else None, _time(outside), update, rest)


def _time(text: str) -> str | None:
    match = _HOUR.search(text)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
