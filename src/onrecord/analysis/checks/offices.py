"""Whether those whom articles give an office held it then, and whether the words say which office it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import Reading
from onrecord.dates.edtf import bounds
from onrecord.record import Term, same_name
from onrecord.tables import Claim, Mention

_CLAUSE_END = re.compile(r"(?<![A-Z])\.\s|[;\"”\n]\s")
_AT_THE_UN = re.compile(r"\bU\.?N\b|\bUnited Nations\b")
_REACH = 90  # characters between a title and the name it is of


def check(reading: Reading) -> Iterator[Claim]:
    """One claim for each person and office that an article puts together, at the first place where it does."""
    done: set[tuple[str, str]] = set()
    for mention in reading.mentions.overlapping(0, len(reading.text)):
        if mention.form != "name" or mention.actor_id is None:
            continue
        terms = _terms(reading, mention)
        described = [t for t in terms if _title_near(reading, mention, t)]
        for title in sorted({t.title for t in described}):
            if (mention.actor_id, title) not in done:
                done.add((mention.actor_id, title))
                yield _claim(reading, mention, [t for t in described if t.title == title])


def _terms(reading: Reading, mention: Mention) -> list[Term]:
    actor = reading.actors.get(mention.actor_id or "")
    names = [mention.surface, *([actor.name] if actor else [])]
    return [
        t
        for t in reading.record.terms
        if t.holder == mention.actor_id or any(same_name(n, t.name) for n in names if " " in n)
    ]


def _title_near(reading: Reading, mention: Mention, term: Term) -> str | None:
    """The words around a name that give it the term's title, in its own clause."""
    before = _CLAUSE_END.split(reading.text[max(0, mention.start - _REACH) : mention.start])[-1]
    after = _CLAUSE_END.split(reading.text[mention.end : mention.end + _REACH])[0]
    words = re.compile(rf"\b{re.escape(term.title)}\b", re.IGNORECASE)
    if words.search(before):
        return before
    return after if words.search(after) and after.startswith(",") else None


def _claim(reading: Reading, mention: Mention, terms: list[Term]) -> Claim:
    said = " ".join(filter(None, (_title_near(reading, mention, t) for t in terms[:1]))).strip(" ,")
    day = reading.article.published
    serving = [t for t in terms if covers(t, day)]
    best = (serving or terms)[0]
    return reading.claim(
        "office",
        (mention.start, mention.end),
        f"{said} {mention.surface}".strip(),
        f"{best.title}{', ' + best.place if best.place else ''} {best.start or '?'} to {best.end or '?'}",
        office_verdict(said, best, day),
        f"office:{best.title.replace(' ', '_')}",
        venue=best.body,
        record_id=best.id,
    )


def office_verdict(said: str, term: Term, day: str | None) -> str:
    """Differs if surely out of office, imprecise if the words hide at which of two seats, agrees if surely in office.

    >>> at = Term(id="a", office="o", title="ambassador", place="geneva", holder="x", name="X", start="2017-02",
    ...           end="2023-12", status="found")
    >>> [office_verdict(said, at, "2019-05-15") for said in ("ambassador to the UN", "ambassador in Geneva")]
    ['imprecise', 'agrees']
    >>> office_verdict("ambassador in Geneva", at, "2025-05-15")
    'differs'
    """
    when = bounds(day)
    if when is None:
        return "not checkable"
    if surely_out(term, day):
        return "differs"
    # The principal seat of the organisation is what "to the UN" means unless the words say otherwise.
    hides_it = bool(_AT_THE_UN.search(said)) and term.place not in (None, "new york") and term.place not in said.lower()
    if hides_it and covers(term, day):
        return "imprecise"
    return "agrees" if surely_in(term, day) else "not checkable"


def covers(term: Term, day: str | None) -> bool:
    """Whether a day lies in a term as the record has it, confirmed or not."""
    when, start, end = bounds(day), bounds(term.start), bounds(term.end)
    if when is None:
        return False
    return (start is None or start[0] <= when[1]) and (end is None or when[0] <= end[1])


def surely_out(term: Term, day: str | None) -> bool:
    """Whether a confirmed end or start of a term has the day outside it."""
    when, start, end = bounds(day), bounds(term.start), bounds(term.end)
    if when is None or not term.confirmed():
        return False
    too_early = start is not None and term.confirmed("start") and when[1] < start[0]
    return too_early or (end is not None and term.confirmed("end") and when[0] > end[1])


def surely_in(term: Term, day: str | None) -> bool:
    """Whether the evidence has the holder in office around a day.

    Its start is confirmed and its end is not before, or the holder was seen in office before and no end is known.
    """
    if not term.confirmed() or not covers(term, day):
        return False
    started = term.start is not None and term.confirmed("start")
    seen = [s for s in (bounds(s) for s in term.seen) if s]
    when = bounds(day)
    return started or any(when is not None and s[0] <= when[1] for s in seen)
