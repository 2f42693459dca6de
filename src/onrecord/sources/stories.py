"""Which pages carry one story, and which page updates which.

Two pages carry one story where the shorter has half or more of its five-word runs in the other: copies of wire stories
are cut from the end and lightly edited. Runs are sampled by hash, after Broder, "On the resemblance and containment of
documents" (SEQUENCES 1997), so that large folders stay cheap.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from onrecord.tables import Article

_RUN = 5
_SAMPLE = 4
"""One run of four is kept."""
_SHORT = 400
"""Words; of a shorter text every run is kept."""
_SAME_STORY = 0.5
_COMMON = 50
"""A run found in more pages than this is furniture or a formula and joins nothing."""
_LEAST_SHARED = 8
_DAYS_APART = 5
"""Days of publication between copies of one story; background paragraphs come back for years."""

_UPDATE = re.compile(
    r"^\W*(?:\d+(?:st|nd|rd|th)?\s*)?(?:lead|ld|update\s*\d*|updated|correct(?:ed|ion)|refiled?|wrapup\s*\d*|recast)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Signature:
    """What is kept of a page's body to compare it."""

    runs: frozenset[int]
    sampled: bool = False
    updated: str = ""
    """Date and time of its last version as the page gives them, '' where it does not: orders versions of one day."""


def sign(bodies: Iterable[str], updated: str = "") -> Signature:
    """The signature of a page's body lines."""
    words = _WORD.findall("\n".join(bodies).lower())
    runs = {crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)}
    sampled = len(words) >= _SHORT
    return Signature(frozenset(_sample(runs) if sampled else runs), sampled, updated)


def _sample(runs: Iterable[int]) -> set[int]:
    return {run for run in runs if run % _SAMPLE == 0}


def group_stories(articles: Sequence[Article], signatures: Sequence[Signature]) -> list[Article]:
    """The articles with `story_id` and `version_of`. A story has the id of its first page, by date and then name."""
    order = sorted(range(len(articles)), key=lambda i: _age(articles[i], signatures[i]))
    parent = list(range(len(articles)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    rank = {i: n for n, i in enumerate(order)}
    for a, b in _pairs(articles, signatures):
        first, second = sorted((root(a), root(b)), key=rank.__getitem__)
        parent[second] = first
    stories: dict[int, list[int]] = defaultdict(list)
    for i in order:
        stories[root(i)].append(i)
    done = list(articles)
    for top, members in stories.items():
        for n, i in enumerate(members):
            before = [j for j in members[:n] if _same_desk(articles[j], articles[i])]
            newer = before and _is_newer(before[-1], i, articles, signatures)
            version_of = articles[before[-1]].doc_id if newer else None
            done[i] = replace(articles[i], story_id=articles[top].doc_id, version_of=version_of)
    return done


def _pairs(articles: Sequence[Article], signatures: Sequence[Signature]) -> Iterable[tuple[int, int]]:
    """Pairs of pages that carry one story, each once, in order."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        for run in signature.runs:
            holders[run].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for pages in holders.values():
        if 1 < len(pages) <= _COMMON:
            shared.update((a, b) for n, a in enumerate(pages) for b in pages[n + 1 :])
    for (a, b), both in sorted(shared.items()):
        least = _shorter(signatures[a], signatures[b])
        if both >= min(_LEAST_SHARED, least) and both >= _SAME_STORY * least and _near(articles[a], articles[b]):
            yield a, b


def _shorter(a: Signature, b: Signature) -> int:
    """Runs of the shorter of two pages, sampled alike."""
    if a.sampled == b.sampled:
        return min(len(a.runs), len(b.runs))
    return min(len(_sample(a.runs)), len(_sample(b.runs)))


def _near(a: Article, b: Article) -> bool:
    """Same kind of page, published within days of each other as far as is known."""
    days = [_day(x.published) for x in (a, b)]
    apart = abs((days[0] - days[1]).days) if days[0] and days[1] else 0
    return a.kind == b.kind and apart <= _DAYS_APART


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _age(article: Article, signature: Signature) -> tuple[str, bool, str, str]:
    """What orders the pages of a story: day, an update's mark, time of the last version, name."""
    return (article.published or "9999", _is_marked(article), signature.updated or "9999", article.doc_id)


def _same_desk(a: Article, b: Article) -> bool:
    """One outlet's own pages; a paper's print of an agency's copy is no update of the agency's page."""
    return a.outlet is not None and a.outlet == b.outlet


def _is_newer(before: int, after: int, articles: Sequence[Article], signatures: Sequence[Signature]) -> bool:
    """Later by day or time, or marked as an update; two copies that say nothing of it are just copies."""
    a, b = articles[before], articles[after]
    by_day = bool(a.published and b.published and a.published < b.published)
    first, second = signatures[before].updated, signatures[after].updated
    return by_day or _is_marked(b) or bool(first and second and first < second)


def _is_marked(article: Article) -> bool:
    return bool(_UPDATE.match(article.headline or ""))
