"""Evidence: the sentence behind a row, and how much of the sources' words a run's folder may carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

# A full stop, question or exclamation mark, with closing marks, before a blank and a capital or an opening mark. Titles
# and initials end in a full stop that ends no sentence.
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9“\"])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|St|No|Nos|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)

WORDS = {
    "texts": ("text",),
    "articles": ("headline", "byline"),
    "mentions": ("surface",),
    "dates": ("text",),
    "statements": ("speaker_text", "cue"),
    "venue_events": ("label",),
    "claims": ("reported",),
}
"""The columns that hold words of the sources, by table."""


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence or sentences that hold text[start:end], never past the line.

    >>> text = "Mr. Kim left. He said no. Then he came back."
    >>> a, b = sentence(text, text.index("said"), text.index("no"))
    >>> text[a:b]
    'He said no.'
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = line_start, line_end
    for match in _SENTENCE_END.finditer(text, line_start, line_end):
        if _NO_END.search(text, max(line_start, match.start() - 12), match.start() + 1):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every character outside the spans blanked, so that offsets and line numbers still hold.

    >>> mask("One.\\nTwo.", [(5, 9)])
    '    \\nTwo.'
    """
    kept = [c if c == "\n" else " " for c in text]
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


def cited_sentences(data: Mapping[str, pd.DataFrame]) -> dict[str, list[tuple[int, int]]]:
    """By article, the sentences that findings may rest on: those of every coded row and claim."""
    texts = dict(zip(data["texts"].doc_id, data["texts"].text, strict=True))
    spans: dict[str, set[tuple[int, int]]] = {doc: set() for doc in texts}
    for name in ("statements", "ties", "positions", "venue_events", "claims"):
        rows = data[name]
        for doc, start, end in zip(rows.doc_id, rows.start, rows.end, strict=True):
            spans[doc].add(sentence(texts[doc], int(start), int(end)))
    return {doc: sorted(found) for doc, found in spans.items()}


def redact(data: Mapping[str, pd.DataFrame], level: str) -> dict[str, pd.DataFrame]:
    """The tables with only as many of the sources' words as the level allows.

    `page` leaves all; `sentence` blanks every word outside the sentences that rows rest on; `offsets` and `none` leave
    no words at all: ids, offsets and official facts only.
    """
    out = dict(data)
    if level == "page":
        return out
    if level == "sentence":
        spans = cited_sentences(data)
        texts = data["texts"]
        masked = [mask(text, spans[doc]) for doc, text in zip(texts.doc_id, texts.text, strict=True)]
        out["texts"] = texts.assign(text=pd.array(masked, dtype="string"))
        return out
    for name, columns in WORDS.items():
        out[name] = data[name].assign(**{c: _no_words(data[name][c]) for c in columns})
    return out


def _no_words(column: pd.Series) -> pd.Series:
    return pd.Series([""] * len(column), index=column.index, dtype="string").where(column.notna())
