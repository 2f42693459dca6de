"""Dates that check themselves: a weekday given with its day, a page's own date beside the manifest's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import Reading
from onrecord.dates import find_dates
from onrecord.dates.edtf import bounds
from onrecord.record import weekday
from onrecord.tables import Claim

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")


def check(reading: Reading) -> Iterator[Claim]:
    """Every full date with its weekday, wherever on the page, and the date that the page gives itself."""
    published = reading.article.published
    seen: set[str] = set()
    for found in find_dates(reading.text, published, 0, len(reading.text), reading.article.doc_id):
        span = bounds(found.edtf)
        if found.type != "date" or span is None or span[0] != span[1] or not _YEAR.search(found.text):
            continue
        named = _WEEKDAY.search(found.text)
        if named and found.edtf not in seen:
            seen.add(found.edtf or "")
            real = weekday(span[0])
            verdict = "agrees" if named[0].lower() == real.lower() else "differs"
            yield reading.claim(
                "weekday", (found.start, found.end), found.text, f"{real} {found.edtf}", verdict, "calendar"
            )


def own_date(reading: Reading, label_spans: list[tuple[int, int]]) -> Iterator[Claim]:
    """The date in a page's dateline against the one the manifest gives: two witnesses of one day."""
    article = reading.article
    if article.published_basis != "manifest" or not article.published:
        return
    for start, end in label_spans:
        for found in find_dates(reading.text, article.published, start, end, article.doc_id):
            if found.type == "date" and _YEAR.search(found.text) and bounds(found.edtf):
                verdict = "agrees" if found.edtf == article.published else "differs"
                yield reading.claim(
                    "published", (found.start, found.end), found.edtf, article.published, verdict, "page_date"
                )
                return
