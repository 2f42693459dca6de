"""Figures of reviews and the like: recommendations made, accepted and noted, at the stage the article can know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import NUMBER, Reading, Sentence, number
from onrecord.record import Decision, Figure
from onrecord.tables import Claim

# How articles say what a state does with recommendations; "reject" is the press's word for "note".
_TREATED = {
    "noted": r"(?:note[ds]?|noting|reject(?:ed|s)?|refused?|declined(?: to accept)?|turned down)",
    "accepted": r"(?:accept(?:ed|s)?|support(?:ed|s)?|agreed to)",
}
_TREATMENT = {
    what: re.compile(
        rf"\b{verb}[\"”’']? (?:about |some |only |all )?(?P<n>{NUMBER})(?: of| recommendations|\b)", re.IGNORECASE
    )
    for what, verb in _TREATED.items()
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TOTAL = re.compile(
    r"\b(?:received?|made|issued|adopted|got|drew|contain(?:s|ed|ing)|total of|all) (?:[a-z]+ )?$", re.IGNORECASE
)
_TIMES = re.compile(r"\b(?P<n>once|twice|(?:three|four|five|six|seven) times|\d+ times)\b", re.IGNORECASE)
_SIGNERS = re.compile(
    rf"\b(?:group of|signed by) (?P<n>{NUMBER}) (?:[\w-]+ ){{0,2}}"
    r"(?:people|persons|signatories|experts|groups|organi[sz]ations|members|countries|states|nations)\b",
    re.IGNORECASE,
)


def check(reading: Reading) -> Iterator[Claim]:
    """Numbers of recommendations and their fates; counts that no record has are said to be not checkable."""
    for sentence in reading.sentences:
        yield from _counted(reading, sentence)
        yield from _treated(reading, sentence)
        yield from _uncounted(reading, sentence)


def _span(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start(), sentence.start + match.end()


def _counted(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "262 recommendations": the figure of what the record counts under that very word."""
    for what in sorted({f.what for f in reading.record.figures}):
        match = re.search(rf"\b(?P<n>{NUMBER}) (?:[a-z-]+ ){{0,2}}{re.escape(what)}\b", sentence.text, re.IGNORECASE)
        said = number(match["n"]) if match else None
        if match is None or said is None or what.startswith("sponsors"):
            continue
        known = _reachable(reading, sentence, what)
        # "63 recommendations" may be those noted: a part is not a wrong total.
        of_it = [f.value for d, _ in known for f in reading.record.figures_of([d.id])]
        if known and (str(said) in of_it or _TOTAL.search(sentence.text[: match.start()])):
            part = next(
                (f.what for d, _ in known for f in reading.record.figures_of([d.id]) if f.value == str(said)), what
            )
            yield _compare(reading, sentence, match, part, said, _reachable(reading, sentence, part))


def _treated(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for what, pattern in _TREATMENT.items():
        match = pattern.search(sentence.text)
        said = number(match["n"]) if match else None
        known = _reachable(reading, sentence, what) if match else []
        if match is not None and said is not None and known:
            yield _compare(reading, sentence, match, what, said, known)


def _reachable(reading: Reading, sentence: Sentence, what: str) -> list[tuple[Decision, Figure]]:
    """Figures of a kind of decisions on the article's matters, in its year or the years that its sentence names."""
    years = set(_YEAR.findall(sentence.text)) or {(reading.article.published or "")[:4]}
    by_id = {d.id: d for d in reading.record.decisions}
    found = [(by_id[f.record_id], f) for f in reading.record.figures if f.what == what and f.record_id in by_id]
    return sorted(
        ((d, f) for d, f in found if d.date[:4] in years and d.about in reading.named), key=lambda pair: pair[0].date
    )


def _compare(
    reading: Reading,
    sentence: Sentence,
    match: re.Match[str],
    what: str,
    said: int,
    known: list[tuple[Decision, Figure]],
) -> Claim:
    """The figure at the stage that the article could know; superseded where a later stage changed it."""
    published = reading.article.published or "9999"
    by_then = [(d, f) for d, f in known if d.date <= published] or known
    decision, figure = next(((d, f) for d, f in by_then if f.value == str(said)), by_then[-1])
    later = [f for d, f in known if d.date > published and d.date > decision.date and f.value != str(said)]
    if not figure.confirmed():
        verdict = "not checkable"
    elif figure.value != str(said):
        verdict = "differs"
    else:
        verdict = "superseded" if any(f.confirmed() for f in later) else "agrees"
    recorded = f"{figure.value} ({decision.stage or decision.venue} {decision.date})"
    if later:
        recorded += f"; later {later[-1].value}"
    return reading.claim(
        what,
        _span(sentence, match),
        said,
        recorded,
        verdict,
        "figure",
        venue=decision.venue,
        stage=decision.stage,
        record_id=decision.id,
    )


def _uncounted(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """Counts of people who signed and of times something was done: said, and on no record."""
    for what, pattern in (("signatories", _SIGNERS), ("times", _TIMES)):
        match = pattern.search(sentence.text)
        if match is not None:
            yield reading.claim(what, _span(sentence, match), match["n"], None, "not checkable", "figure:no_record")
