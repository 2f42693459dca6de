"""Statements that are happenings: what an actor says in a dated way, in a formal text, or before a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.happenings import Happening, Scene
from onrecord.coding.when import basis
from onrecord.coding.where import most_specific, seat
from onrecord.dates.edtf import bounds
from onrecord.tables import Statement, TimeExpression

# A setting in which one speaks for the record, whatever day it was.
_FORMAL = re.compile(
    r"\b(?:in|at) (?:a|an|the|his|her|its|their) (?:[\w-]+ ){0,2}"
    r"(?:statement|release|conference|speech|address|briefing)\b"
    r"|\btold (?:reporters|journalists|a (?:news|press) conference)\b",
    re.IGNORECASE,
)
_BEFORE_A_BODY = re.compile(
    r"\b(?:told|address(?:ed|ing)|brief(?:ed|ing)|attending|speaking (?:in|at|to|before))\s+(?:[\w.-]+\s+){0,9}$",
    re.IGNORECASE,
)
# "In Ankara, the premier said": he speaks for the record there.
_IN_A_PLACE = re.compile(r"(?:Speaking )?[Ii]n (?P<place>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}), ")
_MONTH = 31
_SHORT_SENTENCE = 14
_SENTENCE_END = re.compile(r"(?<![A-Z])\. ")
_LETTER = re.compile(r"\bletters?\b", re.IGNORECASE)


def find_said(scene: Scene, statements: Sequence[Statement], told: Sequence[Happening]) -> list[Happening]:
    """Statements of known actors with a date of their own, or made in a formal setting, each speaker's day once.

    Left out are those that only report what else happened then, and undated ones of a speaker who has a dated one.
    """
    read = [h for statement in statements if (h := _read(scene, statement, told))]
    dated = {h.venue for h in [*read, *told] if h.basis != "publication"}
    return [h for h in read if h.basis != "publication" or not dated & {h.venue, _state(scene, h)}]


def _state(scene: Scene, happening: Happening) -> str | None:
    """The state of whoever speaks, as an actor."""
    actor = scene.actors.get(happening.venue or "")
    return actor.country.lower() if actor and actor.country else None


def _read(scene: Scene, statement: Statement, told: Sequence[Happening]) -> Happening | None:
    if statement.speaker_id is None or statement.cue_start is None or statement.cue_end is None:
        return None
    start, end = _span(scene, statement)
    if any(w.start <= start < w.end for w in scene.works):
        return None  # "Friday's resolution requires": a text is an event when it is issued
    date = scene.clock.expression(statement.cue_start, statement.cue_end)
    if date and not (_is_fine(date) and _dates_the_saying(scene, statement, date)):
        date = None
    heard_at = _heard_at(scene, statement, start, end)
    place = _said_in(scene, statement, start)
    formal = heard_at or place or _opens_formally(scene, start) or _FORMAL.search(_clause(scene, statement))
    if not (date or formal):
        return None
    day, rests_on = _day(scene, statement, date, heard_at, told)
    if any(_tells_it_too(scene, statement, h, (start, end), day) for h in told):
        return None
    return Happening(
        kind="letter" if _LETTER.search(scene.document.text, start, end) else "statement",
        venue=heard_at
        or place
        or seat(statement.speaker_id, scene.actors.get(statement.speaker_id), _clause(scene, statement)),
        date=day,
        basis=rests_on,
        status="occurred",
        start=start,
        end=end,
        label=f"{statement.speaker_text or statement.speaker_id} {statement.cue or ''}".strip(),
        rule="said:dated" if date else "said:formal",
    )


def _day(
    scene: Scene, statement: Statement, date: TimeExpression | None, heard_at: str | None, told: Sequence[Happening]
) -> tuple[str | None, str | None]:
    """The date and basis of a saying: its own, that of the session it is said at, of the reaction it spells out
    ("hit back on Saturday. In a statement, ..."), or the page's."""
    if date:
        return date.edtf, basis(date)
    session = [h for h in told if h.venue == heard_at and h.start < statement.start and h.status == "occurred"]
    days = [h for h in session if h.date and _is_day(h.date)]
    if heard_at and days:
        return days[-1].date, "inferred"
    before = _dated_before(scene, statement)
    if before and not heard_at:
        return before.edtf, "inferred"
    published = scene.document.article.published
    return published, "publication" if published else None


def _opens_formally(scene: Scene, start: int) -> bool:
    """Whether the sentence of an offset opens by saying in what it is said: "In a statement carried by radio, ..."."""
    text = scene.document.text
    opening = _opening(text, start)
    return text.startswith(("In a ", "In its ", "In their "), opening) and bool(
        _FORMAL.match(text[opening:].replace("In", "in", 1))
    )


def _opening(text: str, start: int) -> int:
    """Where the sentence of an offset begins."""
    line, stop = text.rfind("\n", 0, start), text.rfind(". ", 0, start)
    return max(line + 1, stop + 2 if stop >= 0 else 0)


def _is_day(edtf: str) -> bool:
    covered = bounds(edtf.rstrip("~?%"))
    return covered is not None and covered[0] == covered[1]


def _dated_before(scene: Scene, statement: Statement) -> TimeExpression | None:
    """The day of the short sentence before, which this one spells out: "Moscow reacted on Monday. In a statement, "."""
    text = scene.document.text
    start = text.rfind("\n", 0, statement.cue_start or 0) + 1
    sentence = next(
        (
            (passage.start + s.start_char, s)
            for passage, s in scene.document.sentences()
            if passage.start + s.start_char <= (statement.cue_start or 0) < passage.start + s.end_char
        ),
        None,
    )
    if (
        sentence is None
        or sentence[1].start == 0
        or not text.startswith(("In a ", "In its ", "In their "), sentence[0])
    ):
        return None
    earlier = sentence[1].doc[sentence[1].start - 1].sent
    if len(earlier) > _SHORT_SENTENCE or sentence[0] <= start:
        return None
    offset = sentence[0] - (sentence[1].start_char - earlier.start_char)
    return scene.clock.expression(
        offset + earlier.root.idx - earlier.start_char,
        offset + earlier.root.idx - earlier.start_char + len(earlier.root),
    )


def _said_in(scene: Scene, statement: Statement, start: int) -> str | None:
    """The place that opens the sentence in which a person speaks, as a name of our own."""
    speaker = scene.actors.get(statement.speaker_id or "")
    if speaker is None or speaker.type != "person":
        return None
    text = scene.document.text
    found = _IN_A_PLACE.match(text, _opening(text, start))
    if not found or found.end() > start or not scene.is_place(found.start("place"), found.end("place")):
        return None
    return found["place"].lower().replace(" ", "_")


def _tells_it_too(scene: Scene, statement: Statement, told: Happening, span: tuple[int, int], day: str | None) -> bool:
    """Whether a happening is the statement itself, or all that a state's statement is about."""
    if told.start < span[1] and span[0] < told.end:
        return told.date == day or told.kind in ("statement", "letter")
    speaker = scene.actors.get(statement.speaker_id or "")
    reported = statement.start <= told.start < statement.end and told.date == day
    return reported and speaker is not None and speaker.type == "country"


def _is_fine(date: TimeExpression) -> bool:
    """Whether a date is a month or less: what somebody said in a year is no happening."""
    covered = bounds((date.edtf or "").rstrip("~?%"))
    return covered is not None and (covered[1] - covered[0]).days <= _MONTH


def _dates_the_saying(scene: Scene, statement: Statement, date: TimeExpression) -> bool:
    """A date inside the content is of the content, unless it hangs on the cue itself and is not to come."""
    cue_inside = statement.start <= (statement.cue_start or 0) < statement.end
    if cue_inside or not (statement.start <= date.start and date.end <= statement.end):
        return True
    past = (date.edtf or "") <= (scene.document.article.published or "9999")
    return past and scene.clock.hangs_on(date, statement.cue_start or 0)


def _clause(scene: Scene, statement: Statement) -> str:
    """The words around the cue, the content left out where it stands apart."""
    start, end = _span(scene, statement)
    stop = end + 60 if not statement.start <= end <= statement.end else min(end + 60, max(end, statement.start + 60))
    return _SENTENCE_END.split(scene.document.text[start:stop])[0]


def _span(scene: Scene, statement: Statement) -> tuple[int, int]:
    """Speaker and cue: what tells that and when something was said."""
    ends = [statement.cue_start, statement.cue_end, statement.speaker_start, statement.speaker_end]
    known = [e for e in ends if e is not None]
    return min(known), max(known)


def _heard_at(scene: Scene, statement: Statement, start: int, end: int) -> str | None:
    """The body before which it is said, if the words of the cue's clause name one as its place."""
    text = scene.document.text
    heard = []
    for mention in scene.places.mentions(start, end + 90):
        before = _SENTENCE_END.split(text[start : mention.start])[-1]
        if _BEFORE_A_BODY.search(before) and mention.actor_id != statement.speaker_id:
            heard.append(mention.actor_id)
    return most_specific([h for h in heard if h and h not in ("un",)]) if heard else None
