"""How a body decided: by vote or without one, with which tally, in which unbroken year, with which sponsors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.analysis.checks.reading import NUMBER, ORDINALS, Reading, Reported, Sentence, number
from onrecord.record import Decision, Record, days_apart
from onrecord.tables import Claim

_MANNER = re.compile(
    r"(?P<consensus>\b(?:by|in) consensus\b|\bwithout (?:being put to )?(?:a |any |the )?vot(?:e|ing)\b)"
    r"|(?P<unanimous>\bunanimous(?:ly)?\b)",
    re.IGNORECASE,
)
_N = rf"(?P<{{}}>{NUMBER})"
_YES, _NO, _ABSTAIN = (_N.format(name) for name in ("yes", "no", "abstain"))
_AGAINST = rf"\b{_NO}(?: votes?| voted| voting| countries| states)? (?:against|opposed|no)\b"
_ABSTAINING = rf"(?:.{{0,60}}?\b{_ABSTAIN} (?:countries |states )?(?:abstentions?|abstain(?:ing|ed)?)\b)?"
_TALLIES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YES}\s*[-–:]\s*{_NO}\s*[-–:]\s*{_ABSTAIN}\b",
        rf"\b{_YES}(?: of the {NUMBER})?(?: votes?| countries| states| nations| members)?(?: voted| voting)?"
        r" (?:in favou?r|for|yes)\b"
        rf".{{0,60}}?{_AGAINST}{_ABSTAINING}",
        rf"\b(?:vote of|voted|by|with) {_YES}(?: votes?)?(?: ?[-–] ?| to ){_NO}\b{_ABSTAINING}",
    )
]
_RUN = re.compile(
    rf"\b(?:(?P<figure>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))[ -](?:consecutive|straight|successive)[ -]"
    r"(?P<unit>year|time|resolution)",
    re.IGNORECASE,
)
_SPONSORS = re.compile(
    rf"\b(?P<n>{NUMBER})[ -](?:(?:other )?(?:countries|states|nations|members) )?(?:co-?sponsors?\b|co-?sponsored)"
    rf"|\bco-?sponsored by (?:more than |over |some |about )?(?P<m>{NUMBER})\b",
    re.IGNORECASE,
)
_DRAFTERS = re.compile(
    r"\b(?:co-?authored|drafted|written|co-?drafted|tabled|prepared|introduced|submitted) by\b", re.IGNORECASE
)
_ROUND_THE_CORNER = 200  # days within which a draft that is being written is decided on


def check(reading: Reading) -> Iterator[Claim]:
    """Manner, tally, run of years, number of sponsors and drafters, sentence by sentence."""
    for sentence in reading.sentences:
        events = reading.events_near(sentence, "adoption", "vote", "other")
        yield from _manner(reading, sentence, events)
        yield from _tally(reading, sentence, events)
        yield from _run(reading, sentence, events)
        yield from _sponsors(reading, sentence, events)
        yield from _drafters(reading, sentence, events)


def _decisions(events: Sequence[Reported]) -> list[Decision]:
    return [r for e in events for r in e.matched if isinstance(r, Decision) and r.result != "none"]


def _span(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start(), sentence.start + match.end()


def _manner(reading: Reading, sentence: Sentence, events: Sequence[Reported]) -> Iterator[Claim]:
    match = _MANNER.search(sentence.text)
    decisions = [d for d in _decisions(events) if d.kind != "procedural vote"]
    if not match or not events or events[0].row.kind == "other":
        return
    decision = decisions[0] if decisions else None
    yield reading.claim(
        "manner",
        _span(sentence, match),
        match[0],
        decision.result if decision else None,
        manner_verdict("consensus" if match["consensus"] else "unanimous", decision),
        "manner",
        event=events[0].row,
        record_id=decision.id if decision else None,
    )


def manner_verdict(said: str, decision: Decision | None) -> str:
    """How "by consensus" or "unanimously" compares: a text adopted without a vote is not unanimous, for nobody voted.

    >>> from onrecord.record import Decision
    >>> none = Decision(id="a", venue="unga", date="2018", kind="resolution", result="without a vote", status="found")
    >>> manner_verdict("consensus", none), manner_verdict("unanimous", none), manner_verdict("consensus", None)
    ('agrees', 'imprecise', 'not checkable')
    """
    if decision is None or not decision.confirmed("result"):
        return "not checkable"
    if decision.result == "without a vote":
        return "agrees" if said == "consensus" else "imprecise"
    if said == "consensus" or decision.no or decision.abstain:
        return "differs"
    return "agrees" if decision.confirmed("no", "abstain") else "not checkable"


def tallies(text: str) -> list[tuple[re.Match[str], tuple[int, int, int | None]]]:
    """Votes for, against and abstaining that a sentence gives, with where it gives them.

    >>> [t for _, t in tallies("It passed by 116 votes to 20, with 53 abstentions.")]
    [(116, 20, 53)]
    >>> [t for _, t in tallies("The score was 3-2.")]
    []
    """
    for pattern in _TALLIES:
        found = []
        for match in pattern.finditer(text):
            yes, no = number(match["yes"]), number(match["no"])
            if yes is not None and no is not None:
                found.append((match, (yes, no, number(match["abstain"] or ""))))
        if found:
            return found
    return []


def _tally(reading: Reading, sentence: Sentence, events: Sequence[Reported]) -> Iterator[Claim]:
    for match, tally in tallies(sentence.text):
        decisions = _decided_on(reading, sentence, _decisions(events))
        best = next((d for d in decisions if d.tally), decisions[0] if decisions else None)
        yield reading.claim(
            "tally",
            _span(sentence, match),
            "-".join(str(n) for n in tally if n is not None),
            "-".join(map(str, best.tally)) if best and best.tally else best.result if best else None,
            tally_verdict(tally, best),
            "tally" if not best or not _of_another_stage(reading.record, best, tally) else "tally:other_stage",
            event=events[0].row if events else None,
            record_id=best.id if best else None,
        )


def _decided_on(reading: Reading, sentence: Sentence, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions themselves, or, where the sentence is about an amendment, those on amendments to them."""
    if "amendment" not in sentence.text.lower():
        return [d for d in decisions if d.kind != "amendment"]
    return [
        a
        for a in reading.record.decisions
        if a.kind == "amendment" and any(a.venue == d.venue and a.date[:4] == d.date[:4] for d in decisions)
    ]


def tally_verdict(tally: tuple[int, int, int | None], decision: Decision | None) -> str:
    """Agrees if every number given is the recorded one; a tally of what had no vote differs.

    >>> from onrecord.record import Decision
    >>> d = Decision(id="a", venue="unga", date="2014", kind="resolution", result="recorded vote", yes=116, no=20,
    ...              abstain=53, status="found")
    >>> tally_verdict((116, 20, None), d), tally_verdict((116, 20, 55), d)
    ('agrees', 'differs')
    """
    if decision is None or not decision.confirmed("yes", "no", "abstain", "result"):
        return "not checkable"
    if decision.tally is None:
        return "differs" if decision.result in ("without a vote", "no vote taken") else "not checkable"
    return "agrees" if all(a in (b, None) for a, b in zip(tally, decision.tally, strict=True)) else "differs"


def _of_another_stage(record: Record, decision: Decision, tally: tuple[int, int, int | None]) -> bool:
    """Whether a tally is that of the same matter at another stage: the commonest slip."""
    return any(
        d.tally and d.tally[:2] == tally[:2] and d.venue != decision.venue and d.date[:4] == decision.date[:4]
        for d in record.decisions
    )


def _run(reading: Reading, sentence: Sentence, events: Sequence[Reported]) -> Iterator[Claim]:
    match = _RUN.search(sentence.text)
    if not match or not events:
        return
    said = int(match["figure"]) if match["figure"] else ORDINALS[match["word"].lower()]
    decisions = [d for d in _decisions(events) if d.series]
    counts = run_lengths(reading.record, decisions[0]) if decisions else {}
    yield reading.claim(
        "ordinal",
        _span(sentence, match),
        said,
        ";".join(f"{base}={n}" for base, n in counts.items()) or None,
        run_verdict(said, counts),
        "ordinal",
        event=events[0].row,
        record_id=decisions[0].id if decisions else None,
    )


def run_lengths(record: Record, decision: Decision) -> dict[str, int]:
    """How many in a row a decision is, by each base that is in use.

    "unbroken" counts decisions back to the first year without one, "all" every one so far, "calendar" the years since
    the first, "without a vote" those in a row that nobody voted on.
    """
    series = sorted(
        (d for d in record.decisions if d.series == decision.series and d.date <= decision.date), key=lambda d: d.date
    )
    taken = [d for d in series if d.result != "none"]
    years = {int(d.date[:4]) for d in taken}
    last, unbroken = int(decision.date[:4]), 0
    while last - unbroken in years:
        unbroken += 1
    silent = 0
    for d in reversed(taken):
        if d.result != "without a vote":
            break
        silent += 1
    return {"unbroken": unbroken, "all": len(taken), "calendar": last - min(years) + 1, "without a vote": silent}


def run_verdict(said: int, counts: dict[str, int]) -> str:
    """Agrees if the years in a row, imprecise if only another base gives the number.

    >>> counts = {"unbroken": 13, "all": 16, "calendar": 18, "without a vote": 5}
    >>> [run_verdict(n, counts) for n in (13, 18, 17)], run_verdict(3, {})
    (['agrees', 'imprecise', 'differs'], 'not checkable')
    """
    if not counts:
        return "not checkable"
    if said == counts["unbroken"]:
        return "agrees"
    return "imprecise" if said in counts.values() else "differs"


def _sponsors(reading: Reading, sentence: Sentence, events: Sequence[Reported]) -> Iterator[Claim]:
    match = _SPONSORS.search(sentence.text)
    said = number(match["n"] or match["m"]) if match else None
    if match is None or said is None:
        return
    own = _decisions(events)
    ids = [d.id for d in reading.record.decisions if any(_one_matter(d, o) for o in own)]
    figures = [f for f in reading.record.figures_of(ids) if f.what in ("sponsors", "sponsors_tabled")]
    sure = [f for f in figures if f.confirmed() and f.value.isdigit()]
    equal = next((f for f in sure if int(f.value) == said), None)
    yield reading.claim(
        "sponsors",
        _span(sentence, match),
        said,
        ";".join(f"{f.what}={f.value}" for f in figures) or None,
        "agrees" if equal else "differs" if sure else "not checkable",
        "sponsors",
        event=events[0].row if events else None,
        record_id=(equal or figures[0]).record_id if figures else None,
    )


def _one_matter(first: Decision, second: Decision) -> bool:
    """Whether two decisions are stages of one text: the same matter in the same year."""
    return first.about == second.about and first.kind == second.kind and first.date[:4] == second.date[:4]


def _drafters(reading: Reading, sentence: Sentence, events: Sequence[Reported]) -> Iterator[Claim]:
    match = _DRAFTERS.search(sentence.text)
    if not match or "resolution" not in sentence.text.lower():
        return
    start = sentence.start + match.end()
    named = reading.mentions.ids(start, min(sentence.end, start + 60))
    decisions = _decisions(events) or _upcoming(reading, events)
    roles = {
        s.state: s for d in decisions for s in reading.record.sponsors if s.decision == d.id and s.role == "drafter"
    }
    if not named or not decisions:
        return
    sure = [s.state for s in roles.values() if s.confirmed()]
    verdict = "not checkable" if not sure else "agrees" if set(sure) <= set(named) else "differs"
    yield reading.claim(
        "drafters",
        _span(sentence, match),
        ";".join(named),
        ";".join(sorted(roles)) or None,
        verdict,
        "drafters",
        event=events[0].row if events else None,
        venue=decisions[0].venue,
        record_id=decisions[0].id,
    )


def _upcoming(reading: Reading, events: Sequence[Reported]) -> list[Decision]:
    """The next decision after the page on a matter that the article is about, for a text in the making."""
    published = reading.article.published or ""
    venues = {e.row.venue_id for e in events}
    ahead = [
        d
        for d in reading.record.decisions
        if (d.venue in venues or not venues)
        and d.kind == "resolution"
        and d.date > published
        and d.about in reading.named
        and (days_apart(d.date, published) or _ROUND_THE_CORNER + 1) <= _ROUND_THE_CORNER
    ]
    return sorted(ahead, key=lambda d: d.date)[:1]
