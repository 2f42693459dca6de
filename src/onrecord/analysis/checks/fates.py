"""Whether what an article tells of happened, when it says, and what came of what it foresees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analysis.checks.reading import Reading, Reported
from onrecord.record import Decision, Meeting, close, years_of
from onrecord.tables import Claim

# Only what the article itself says can confirm the record: no date that was inferred, and none that is reckoned
# from a day of publication that was itself inferred (perhaps from the record).
_SAID = ("explicit", "weekday", "relative")
_RECKONED = ("weekday", "relative")
_VOTING = re.compile(r"\bvot(?:e|es|ed|ing)\b|\bdefeated\b|\brejected\b", re.IGNORECASE)
_CHECKED_KINDS = ("meeting", "summit", "reunion", "talks", "adoption", "vote", "report", "opening", "review", "visit")


def check(reading: Reading) -> Iterator[Claim]:
    """A claim for every event: its date if it occurred, its fate if it was planned, proposed or failed."""
    for event in reading.events:
        if not event.matched:
            yield from _unmatched(reading, event)
        elif len(years_of(event.row.date)) > 1 and event.row.kind in ("meeting", "vote", "adoption"):
            yield _series(reading, event)
        else:
            yield from (_one(reading, event, row) for row in event.matched[:1])


def _unmatched(reading: Reading, event: Reported) -> Iterator[Claim]:
    row = event.row
    if row.kind in _CHECKED_KINDS and row.date and _is_said(reading, event):
        yield reading.claim("date", (row.start, row.end), row.date, None, "not checkable", "date:no_record", event=row)


def _held(row: Decision | Meeting) -> bool:
    return row.held == "yes" if isinstance(row, Meeting) else row.result != "none"


def _one(reading: Reading, event: Reported, recorded: Decision | Meeting) -> Claim:
    row, span = event.row, (event.row.start, event.row.end)
    claim = reading.claim
    fate = f"held {recorded.date}" if _held(recorded) else f"not held ({recorded_result(recorded)})"
    if not recorded.confirmed():
        return claim(
            "date", span, row.date, recorded.date, "not checkable", "date:unconfirmed", event=row, record_id=recorded.id
        )
    if row.status in ("scheduled", "proposed"):
        came_true = _held(recorded) and row.status == "scheduled"
        verdict = "agrees" if came_true else "superseded"
        return claim(
            "fate", span, f"{row.status} {row.date}", fate, verdict, "fate:foreseen", event=row, record_id=recorded.id
        )
    if row.status == "failed" or not _held(recorded):
        verdict = _failed(reading, event, recorded)
        return claim(
            "fate", span, f"{row.status} {row.date}", fate, verdict, "fate:failed", event=row, record_id=recorded.id
        )
    verdict = _date_verdict(reading, event, recorded)
    return claim("date", span, row.date, recorded.date, verdict, "date:event", event=row, record_id=recorded.id)


def recorded_result(recorded: Decision | Meeting) -> str:
    """How the record says it came out."""
    return recorded.result or "no result"


def _failed(reading: Reading, event: Reported, recorded: Decision | Meeting) -> str:
    """A vote that was not taken was not lost: who tells of votes where there were none differs."""
    if _held(recorded) or event.row.status != "failed":
        return "differs"
    told = reading.text[event.row.start : event.row.end]
    sentence = next((s.text for s in reading.sentences if s.start <= event.row.start < s.end), told)
    return "differs" if recorded.result == "no vote taken" and _VOTING.search(sentence) else "agrees"


def _is_said(reading: Reading, event: Reported) -> bool:
    reckoned = event.row.date_basis in _RECKONED and reading.article.published_basis == "inferred"
    return event.row.date_basis in _SAID and not reckoned


def _date_verdict(reading: Reading, event: Reported, recorded: Decision | Meeting) -> str:
    row = event.row
    if row.date is None or not _is_said(reading, event) or not recorded.confirmed("date"):
        return "not checkable"
    return "agrees" if close(row.date, recorded.date) else "differs"


def _series(reading: Reading, event: Reported) -> Claim:
    """A stretch of years, "the past four years": agrees if the record has one held in each of them."""
    row = event.row
    held = {r.date[:4] for r in event.matched if _held(r) and r.confirmed("date")}
    published = (reading.article.published or "9999")[:4]
    # The year of the page is not over.
    wanted = [y for y in years_of(row.date) if y < published] or years_of(row.date)
    missing = [y for y in wanted if y not in held]
    verdict = "agrees" if not missing else "imprecise" if len(missing) < len(wanted) else "not checkable"
    ids = ";".join(r.id for r in event.matched if _held(r))
    dates = ";".join(r.date for r in event.matched if _held(r))
    return reading.claim(
        "series", (row.start, row.end), row.date, dates, verdict, "date:series", event=row, record_id=ids
    )
