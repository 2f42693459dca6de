"""Verbatim records: whose speech an article is, when the manifest says so."""

from __future__ import annotations

import re

from onrecord.coding.gazetteer import gazetteer
from onrecord.tables import Article

_WORD = re.compile(r"[^\W\d_]+")


def speaker_of(article: Article) -> str | None:
    """The actor who says every sentence of a speech: the state or body that the manifest's `speaker` names.

    >>> speech = Article(doc_id="a", path="a", sha256="", kind="speech", speaker="Russian Federation")
    >>> speaker_of(speech)
    'rus'
    """
    if article.kind != "speech" or not article.speaker:
        return None
    words = _WORD.findall(article.speaker)
    starts = (gazetteer().longest(words, start) for start in range(len(words)))
    return next((entry.actor_id for entry in starts if entry is not None and entry.actor_id), None)
