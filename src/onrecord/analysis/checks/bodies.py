"""What articles say of bodies: their size, members, rules and rhythm, and which of them acted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import NUMBER, Reading, Reported, Sentence, number
from onrecord.coding.where import ancestors
from onrecord.dates.edtf import bounds
from onrecord.record import Decision, Fact, Meeting, close
from onrecord.tables import Claim

_SIZE = re.compile(rf"\b(?P<n>{NUMBER})[ -](?:member|nation|country|state|strong)\b", re.IGNORECASE)
_NEEDED = re.compile(
    rf"\b(?P<n>{NUMBER}) (?:[\"“”'‘’]?\w+[\"“”'‘’]? )?votes? (?:\w+ ){{0,2}}(?:needed|required|necessary)"
    rf"|\b(?:needs?|requires?|at least|minimum of) (?P<m>{NUMBER}) (?:[\"“”'‘’]?\w+[\"“”'‘’]? )?votes?\b",
    re.IGNORECASE,
)
_CYCLE = re.compile(
    rf"\bevery (?P<n>{NUMBER}|[\d.]+)(?P<half>[ -]and[ -]a[ -]half)?[ -]years?\b"
    r"|\bevery (?P<other>other|second) year\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"\b(?:(?P<n>{NUMBER})[ -])?(?P<unit>year|month)s?[ -]?long\b|\b(?P<m>{NUMBER})-(?P<unit2>year|month)\b",
    re.IGNORECASE,
)
_BINDING = re.compile(r"\b(?P<non>non-?|not (?:legally )?)?binding\b", re.IGNORECASE)
_MEMBERS = re.compile(r"\bmembers?\b", re.IGNORECASE)
_LISTED = re.compile(r"members?,? (?:like|such as|including|namely)\b|members?:", re.IGNORECASE)
_PERMANENT = re.compile(r"\b(?:permanent|veto-(?:wielding|holding))\b", re.IGNORECASE)
_NOT_PERMANENT = re.compile(r"\b(?:non-?permanent|elected|rotating)\b", re.IGNORECASE)
_DECIDES = re.compile(r"\b(?:adopt|approv|pass|endors)(?:e[ds]?|ed|es|s)\b", re.IGNORECASE)
_EXACT, _ROUGH = 0.03, 0.35


def check(reading: Reading) -> Iterator[Claim]:
    """Sizes, members, votes needed, cycles, lengths, binding force and the body that acted."""
    for sentence in reading.sentences:
        for say in (_size, _needed, _cycle, _binding, _members):
            yield from say(reading, sentence)
    for event in reading.events:
        yield from _length(reading, event)
        yield from _acted(reading, event)


def _span(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start(), sentence.start + match.end()


def _compare(said: float, facts: list[Fact]) -> str:
    """Agrees if equal, imprecise if near, else differs; unconfirmed facts only contradict nobody."""
    sure = [f for f in facts if f.confirmed()]
    if not sure:
        return "not checkable"
    gaps = [abs(float(f.value) - said) / float(f.value) for f in sure]
    return "agrees" if min(gaps) <= _EXACT else "differs"


def _fact(
    reading: Reading, what: str, span: tuple[int, int], said: float, venue: str | None, near: bool = False
) -> Iterator[Claim]:
    facts = reading.record.facts_of(venue, what, reading.article.published) if venue else []
    if not venue or not facts:
        return
    verdict = _compare(said, facts)
    if near and verdict == "differs" and any(abs(float(f.value) - said) / float(f.value) <= _ROUGH for f in facts):
        verdict = "imprecise"
    values = ";".join(f.value for f in facts)
    yield reading.claim(
        what, span, f"{said:g}", values, verdict, f"fact:{what}", venue=venue, record_id=f"{venue}:{what}"
    )


def _size(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for match in _SIZE.finditer(sentence.text):
        start, end = _span(sentence, match)
        said = number(match["n"])
        # "the 15-member council", or the body named just before or after
        venue = reading.venue_near(start, min(end + 40, sentence.end)) or reading.venue_near(
            max(sentence.start, start - 40), start
        )
        if said is not None:
            yield from _fact(reading, "members", (start, end), said, venue)


def _needed(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    match = _NEEDED.search(sentence.text)
    said = number(match["n"] or match["m"]) if match else None
    if match is not None and said is not None:
        venue = _venue_with(reading, sentence, "votes_needed")
        yield from _fact(reading, "votes_needed", _span(sentence, match), said, venue)


def _venue_with(reading: Reading, sentence: Sentence, fact: str) -> str | None:
    """The body of which the record knows a fact: the first that the sentence names, else the last named before it."""
    here = reading.bodies.ids(sentence.start, sentence.end)
    before = reading.bodies.ids(max(0, sentence.start - 250), sentence.start)
    known = {f.venue for f in reading.record.facts if f.fact == fact}
    return next((v for v in [*here, *reversed(before)] if v in known), None)


def _cycle(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    match = _CYCLE.search(sentence.text)
    if match is None:
        return
    base = 2 if match["other"] else number(match["n"]) if match["n"].isalpha() else float(match["n"])
    if base is not None:
        years = base + (0.5 if match["half"] else 0)
        venue = _venue_with(reading, sentence, "cycle_years")
        yield from _fact(reading, "cycle_years", _span(sentence, match), years, venue, near=True)


def _binding(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    match = _BINDING.search(sentence.text)
    events = reading.events_near(sentence, "adoption", "vote") if match else []
    if not match or not events or "resolution" not in sentence.text.lower():
        return
    venue = events[0].row.venue_id
    facts = reading.record.facts_of(venue, "binding", reading.article.published) if venue else []
    said = "no" if match["non"] else "yes"
    for fact in facts[:1]:
        verdict = "not checkable" if not fact.confirmed() else "agrees" if fact.value == said else "differs"
        yield reading.claim(
            "binding",
            _span(sentence, match),
            said,
            fact.value,
            verdict,
            "fact:binding",
            venue=venue,
            record_id=f"{venue}:binding",
        )


def _members(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "Council members like Australia and Chile", "China and Russia, permanent members of the Council"."""
    for match in _MEMBERS.finditer(sentence.text):
        start, end = _span(sentence, match)
        venue = reading.venue_near(max(sentence.start, start - 30), min(sentence.end, end + 45))
        members = reading.record.members_of(venue, reading.article.published) if venue else {}
        states = _states_listed(reading, sentence, match) if members else []
        if not states or venue is None:
            continue
        before = sentence.text[max(0, match.start() - 25) : match.start()]
        seat = "elected" if _NOT_PERMANENT.search(before) else "permanent" if _PERMANENT.search(before) else None
        recorded = {s: members.get(s, "no member") for s in states}
        wrong = [s for s in states if s not in members or (seat and members[s] != seat)]
        yield reading.claim(
            "members",
            (start, end),
            ";".join(states) + (f" ({seat})" if seat else ""),
            ";".join(f"{s}={kind}" for s, kind in recorded.items()),
            "differs" if wrong else "agrees",
            "members",
            venue=venue,
            record_id=f"{venue}:members:{(reading.article.published or '')[:4]}",
        )
        return


def _states_listed(reading: Reading, sentence: Sentence, match: re.Match[str]) -> list[str]:
    """The states listed as members: after "members like", or right before ", permanent members of"."""
    start, end = _span(sentence, match)
    if _LISTED.match(sentence.text, match.start()):
        return _countries(reading, end, min(sentence.end, end + 90))
    lead = re.search(
        r"(?:^|[.;:] |\b(?:from|by|with|including|of|like) )([^.;:]{3,60}?),? (?:[\w-]+ ){0,3}$",
        sentence.text[: match.start()],
    )
    if (
        lead
        and "," in sentence.text[lead.start(1) : match.start()]
        and re.match(r"members? of\b", sentence.text[match.start() :])
    ):
        return _countries(reading, sentence.start + lead.start(1), start)
    return []


def _countries(reading: Reading, start: int, end: int) -> list[str]:
    """States named one after the other in text[start:end]; the list ends where other words come between."""
    found: list[str] = []
    last = start
    for mention in reading.mentions.overlapping(start, end):
        actor = reading.actors.get(mention.actor_id or "")
        if actor is None or actor.type != "country":
            continue
        if found and not re.fullmatch(r"[\s,]*(?:and|or|&)?\s*(?:the )?", reading.text[last : mention.start]):
            break
        found.append(actor.actor_id)
        last = mention.end
    return list(dict.fromkeys(found))


def _length(reading: Reading, event: Reported) -> Iterator[Claim]:
    """ "After a year-long inquiry": from the body's setting up to its report."""
    row = event.row
    match = _LONG.search(reading.text, row.start, row.end)
    reports = [r for r in event.matched if isinstance(r, Meeting) and r.kind == "report"]
    if match is None or not reports or row.kind != "report":
        return
    founded = [m for m in reading.record.meetings if m.venue == reports[0].venue and m.kind == "establishment"]
    spans = (bounds(founded[0].date), bounds(reports[0].date)) if founded else (None, None)
    if spans[0] is None or spans[1] is None or not (founded[0].confirmed("date") and reports[0].confirmed("date")):
        return
    unit = match["unit"] or match["unit2"]
    months = (number(match["n"] or match["m"] or "one") or 1) * (12 if unit.lower() == "year" else 1)
    real = (spans[1][0] - spans[0][0]).days / 30.44
    gap = abs(months - real) / real
    verdict = "agrees" if gap <= _EXACT else "imprecise" if gap <= _ROUGH else "differs"
    yield reading.claim(
        "duration",
        match.span(),
        f"{months} months",
        f"{real:.0f} months",
        verdict,
        "duration",
        event=row,
        record_id=reports[0].id,
    )


def _acted(reading: Reading, event: Reported) -> Iterator[Claim]:
    """The body that an article has decide, where the record has one below it decide that day."""
    row = event.row
    if (
        row.kind not in ("adoption", "vote")
        or row.status != "occurred"
        or row.date_basis not in ("explicit", "weekday", "relative")
    ):
        return
    said = _deciding(reading, event)
    decisions = [r for r in event.matched if isinstance(r, Decision)] or _below(reading, event)
    for decision in decisions[:1]:
        if said and said != decision.venue and said in ancestors(decision.venue) and decision.confirmed("date"):
            yield reading.claim(
                "body", (row.start, row.end), said, decision.venue, "differs", "body", event=row, record_id=decision.id
            )


def _deciding(reading: Reading, event: Reported) -> str | None:
    """The body named before the deciding verb of the event's clause, if the verb is active."""
    row = event.row
    verb = _DECIDES.search(reading.text, row.start, row.end)
    if verb is None or re.search(r"\b(?:was|were|been|be|being|is|are)\s+$", reading.text[row.start : verb.start()]):
        return None
    return reading.venue_near(row.start, verb.start())


def _below(reading: Reading, event: Reported) -> list[Decision]:
    """Decisions of bodies below an event's one that day, on a matter that the article is about."""
    row = event.row
    if not row.venue_id or not row.date or len(row.date) < len("2014-12-18"):
        return []
    return [
        d
        for d in reading.record.decisions
        if row.venue_id in ancestors(d.venue)
        and d.result != "none"
        and d.kind != "amendment"
        and close(row.date, d.date)
        and d.about in reading.named
        and any(w in reading.text.lower() for w in d.subject)
    ]
