"""Label every line of a page's text from plain text alone."""

from __future__ import annotations

from onrecord.tables import Line


def label_lines(text: str, doc_id: str, kind: str = "news") -> list[Line]:
    """The non-blank lines of a text, each with its label; of a speech or plain text every line is body."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            body = kind != "news" or len(line.split()) >= 12
            lines.append(
                Line(
                    doc_id=doc_id,
                    line=number,
                    label="body" if body else "boilerplate",
                    start=start,
                    end=start + len(line),
                    rule="length",
                )
            )
        start += len(line) + 1
    return lines
