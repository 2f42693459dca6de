"""Letters: to whom they went, to whom not, and when they were made public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import Reading, Sentence
from onrecord.record import Meeting, close, days_apart
from onrecord.tables import Claim

_LETTERS = re.compile(r"\bletters?\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|but|excluding|apart from|other than|save)\b(?: for)?", re.IGNORECASE)
_PUBLIC = re.compile(r"\b(?:made|make|making)\b.{0,30}\bpublic\b|\b(?:published|released|posted)\b", re.IGNORECASE)
_WEEKS = 10  # days within which a letter that the article dates loosely can be the recorded one


def check(reading: Reading) -> Iterator[Claim]:
    """What sentences about letters say of their addressees and of their publication."""
    recorded = [m for m in reading.record.meetings if m.kind == "letter" and m.confirmed()]
    for sentence in reading.sentences:
        if not _LETTERS.search(sentence.text):
            continue
        for letter in recorded:
            if _is_it(reading, letter):
                yield from _addressees(reading, sentence, letter)
                yield from _publication(reading, sentence, letter)


def _is_it(reading: Reading, letter: Meeting) -> bool:
    """Whether an article of those days that names an addressee or a sender is about a recorded letter."""
    published = reading.article.published
    gap = days_apart(letter.date, published)
    near = gap is not None and gap <= _WEEKS
    return (near or close(published, letter.date)) and bool({*letter.addressees, *letter.participants} & reading.named)


def _addressees(reading: Reading, sentence: Sentence, letter: Meeting) -> Iterator[Claim]:
    match = _EXCEPT.search(sentence.text)
    if match is None or not letter.not_addressed:
        return
    start = sentence.start + match.end()
    left_out = reading.mentions.ids(start, min(sentence.end, start + 40))[:1]
    if left_out:
        yield reading.claim(
            "addressees",
            (sentence.start, sentence.end),
            f"not {left_out[0]}",
            f"not {';'.join(letter.not_addressed)}",
            "agrees" if left_out[0] in letter.not_addressed else "differs",
            "letter:addressees",
            venue=letter.venue,
            record_id=letter.id,
        )


def _publication(reading: Reading, sentence: Sentence, letter: Meeting) -> Iterator[Claim]:
    """When a letter was made public; a day after the recorded day, another had made it public first."""
    if not letter.published or not _PUBLIC.search(sentence.text):
        return
    for event in reading.events:
        row = event.row
        if row.kind == "letter" and sentence.start <= row.start < sentence.end and row.date:
            gap = days_apart(row.date, letter.published)
            verdict = "agrees" if gap == 0 else "not checkable" if gap is None else "differs"
            yield reading.claim(
                "published",
                (row.start, row.end),
                row.date,
                letter.published,
                verdict,
                "letter:published",
                event=row,
                record_id=letter.id,
            )
