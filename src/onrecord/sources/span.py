"""Where on a page the article stands: the run of lines with the greatest sum of prose scores.

After Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation" (WWW 2009),
with scores in words. The constants were chosen on a part of a set of real pages; F1 moves by less than .01 when any of
them is changed by a third.
"""

from __future__ import annotations

from onrecord.sources.cues import STOPWORDS, normal
from onrecord.sources.lines import WORD, PageLine

PROSE_MINIMUM, PROSE_CAP = 8, 60
"""Words a line of prose must have to count for the article, and beyond which it counts no more."""
SHORT_LINE_COST, LIST_COST, CUE_COST, SECTION_COST = 5, 8, 6, 60
"""What a short line, one in a list, a line with a cue, and the head of another part of the page count against it."""
BELOW_TITLE = 0.2
"""Share of the page's densest prose that there must be below its title for the article to be looked for there."""
RIVAL, RIVAL_OVERLAP = 0.4, 0.3
"""Share of the densest run's sum that an earlier run must have to be the article in its place, and how much more of the
title's words: below many an article stands a roll of teasers that is longer."""
ISLAND_GAP, ISLAND_WORDS, ISLAND_OVERLAP, LONG_ISLAND_OVERLAP = 15, 12, 0.28, 0.2
"""Lines of furniture over which an article goes on, words a paragraph there, and share of the article's words in two
or three and in four or more paragraphs."""

_INTERRUPTION = 4
"""Lines of advertisement, links or captions after which prose needs no words in common to be of the article."""


def article_span(lines: list[PageLine], headline: str | None) -> tuple[int, int]:
    """First line of the article, and the line after its last; (0, 0) where there is no prose.

    It is looked for below the headline, where the page's title or what is known tells it, unless little prose is there.
    """
    first, last = _densest(lines, headline)  # and the short sentences that close and open the article
    while first < last < len(lines) and lines[last].prose:
        last += 1
    while 0 < first < last and lines[first - 1].prose and lines[first - 1].text.rstrip().endswith("."):
        first -= 1
    return first, last


def _densest(lines: list[PageLine], headline: str | None) -> tuple[int, int]:
    scores = [_score(line) for line in lines]
    total, span = _best_run(scores, 0, len(scores))
    names = {normal(headline or ""), lines[0].plain} - {""}
    below = next((i for i in range(1, len(lines)) if _is_titled(lines[i], names)), None)
    if below is not None and below >= span[0]:
        after, lower = _best_run(scores, below + 1, len(scores))
        if after >= max(PROSE_CAP, BELOW_TITLE * total):
            return lower
    other, upper = _best_run(scores, 0, span[0])
    if other >= RIVAL * total and _on_title(lines, upper, headline) > _on_title(lines, span, headline) + RIVAL_OVERLAP:
        return upper
    return span


def _on_title(lines: list[PageLine], span: tuple[int, int], headline: str | None) -> float:
    """Share of the title's words that a run has; other than the title's own line."""
    return overlap(headline or lines[0].text, vocabulary_of(lines[max(span[0], 1) : span[1]]))


def _is_titled(line: PageLine, names: set[str]) -> bool:
    """Whether a line is the page's title or begins it (titles end with the outlet's name)."""
    return line.words >= 4 and any(name.startswith(line.plain) for name in names)


def _best_run(scores: list[int], first: int, last: int) -> tuple[int, tuple[int, int]]:
    """The greatest sum of scores from `first` to before `last`, and the run that has it (Kadane's scan)."""
    best, span, total, start = 0, (0, 0), 0, first
    for i in range(first, last):
        if total <= 0:
            total, start = 0, i
        total += scores[i]
        if total > best:
            best, span = total, (start, i + 1)
    return best, span


def _score(line: PageLine) -> int:
    if line.cue:
        return -SECTION_COST if line.cue.section else -CUE_COST
    if line.dated:
        return -CUE_COST
    if line.prose:
        return min(line.words, PROSE_CAP) - (0 if line.wrapped else PROSE_MINIMUM)
    return -LIST_COST if line.tight else -SHORT_LINE_COST


def vocabulary_of(lines: list[PageLine]) -> set[str]:
    """The content words of the article's prose, each as its first five letters."""
    return _stems(" ".join(line.text for line in lines if line.prose))


def _stems(text: str) -> set[str]:
    return {
        w[:5].lower() for w in WORD.findall(text) if len(w) > 2 and not w[0].isdigit() and w.lower() not in STOPWORDS
    }


def overlap(line: str, vocabulary: set[str]) -> float:
    """Share of a line's content words that the article has."""
    stems = _stems(line)
    return len(stems & vocabulary) / len(stems) if stems else 0.0


def islands(lines: list[PageLine], last: int, vocabulary: set[str]) -> set[int]:
    """Runs of two paragraphs or more after a break, on the article's subject: where it goes on below furniture.

    A teaser of another story is one sentence under its own headline, and lists of them stand close: no such run.
    """
    found: set[int] = set()
    i = last
    while i < min(last + ISLAND_GAP, len(lines)):
        end = i
        while end < len(lines) and lines[end].prose and (lines[end].wrapped or not lines[end].tight):
            end += 1
        interrupted = i - last <= _INTERRUPTION and all(x.cue and not x.cue.section for x in lines[last:i])
        if _goes_on(lines[i:end], vocabulary) or (interrupted and end > i):
            found.update(range(i, end))
            last = end
        i = end + 1
    return found


def _goes_on(run: list[PageLine], vocabulary: set[str]) -> bool:
    if len(run) < 2 or sum(line.words for line in run) < ISLAND_WORDS * len(run):
        return False
    least = LONG_ISLAND_OVERLAP if len(run) >= 4 else ISLAND_OVERLAP
    return overlap(" ".join(line.text for line in run), vocabulary) >= least
