"""The language of an article: English is coded, the rest is kept and said to be not coded."""

from __future__ import annotations

from onrecord.sources.cues import STOPWORDS

_SAMPLE = 4000
_LEAST_LETTERS = 200
"""Letters below which words cannot tell and only the script does."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language; null where there are no letters.

    Very short texts in Latin script are taken for English.

    >>> language_of("The council adopted the resolution."), language_of("총회는 결의를 채택했다."), language_of("42")
    ('en', 'ko', None)
    """
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    latin = sum(c < "\u0250" for c in letters) / len(letters)
    words = sample.lower().split()
    english = sum(word in STOPWORDS for word in words) / max(len(words), 1)
    if latin > 0.9 and (english > 0.25 or len(letters) < _LEAST_LETTERS):
        return "en"
    from py3langid import classify

    return str(classify(sample)[0])
