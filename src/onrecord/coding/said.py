"""Statements that are happenings: what an actor says in a dated way, in a formal text, or before a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.happenings import Happening, Scene
from onrecord.coding.when import basis
from onrecord.coding.where import most_specific, venues
from onrecord.tables import Actor, Statement, TimeExpression

# An envoy to the whole organisation speaks there, whichever body sits.
_AT_THE_UN = re.compile(r"\b(?:U\.?N\.?|United Nations)(?![\w'’])", re.IGNORECASE)
_ENVOY = re.compile(r"\b(?:ambassador|envoy|representative|mission|delegat\w+|diplomat)\b", re.IGNORECASE)
_BEFORE_A_BODY = re.compile(r"\b(?:told|addressed|briefed|before|speaking (?:in|at|to|before)|in|at|to)\s+$")
_LETTER = re.compile(r"\bletters?\b", re.IGNORECASE)


def find_said(scene: Scene, statements: Sequence[Statement], told: Sequence[Happening]) -> list[Happening]:
    """The statements of known actors that have a date of their own, unless they only report what else happened then."""
    found = []
    for statement in statements:
        happening = _read(scene, statement, told)
        if happening:
            found.append(happening)
    return found


def _read(scene: Scene, statement: Statement, told: Sequence[Happening]) -> Happening | None:
    if statement.speaker_id is None or statement.cue_start is None or statement.cue_end is None:
        return None
    date = scene.clock.expression(statement.cue_start, statement.cue_end)
    start, end = _span(scene, statement)
    venue = _heard_at(scene, statement, start, end)
    if date is None or _belongs_to_content(statement, date) or len(date.edtf or "") < len("2014-12"):
        return None
    if any(h.start < end and start < h.end and h.date == date.edtf for h in told):
        return None
    return Happening(
        kind="letter" if _LETTER.search(scene.document.text, start, end) else "statement",
        venue=venue or speaks_at(scene.actors.get(statement.speaker_id), statement.speaker_id, scene, statement),
        date=date.edtf,
        basis=basis(date),
        status="occurred",
        start=start,
        end=end,
        label=f"{statement.speaker_text or statement.speaker_id} {statement.cue or ''}".strip(),
        rule="said:dated",
    )


def _belongs_to_content(statement: Statement, date: TimeExpression) -> bool:
    cue_inside = statement.start <= (statement.cue_start or 0) < statement.end
    return not cue_inside and statement.start <= date.start and date.end <= statement.end


def _span(scene: Scene, statement: Statement) -> tuple[int, int]:
    """Speaker and cue: what tells that and when something was said."""
    ends = [statement.cue_start, statement.cue_end, statement.speaker_start, statement.speaker_end]
    known = [e for e in ends if e is not None]
    return min(known), max(known)


def _heard_at(scene: Scene, statement: Statement, start: int, end: int) -> str | None:
    """The body before which it is said, if the words of the cue's clause name one as its place."""
    text = scene.document.text
    stop = text.find(".", end)
    heard = []
    for mention in scene.places.mentions(statement.cue_start or start, stop if stop > 0 else len(text)):
        before = text[max(0, mention.start - 30) : mention.start].replace("the ", "")
        if _BEFORE_A_BODY.search(before) and mention.actor_id != statement.speaker_id:
            heard.append(mention.actor_id)
    return most_specific([h for h in heard if h and h not in ("un",)]) if heard else None


def speaks_at(actor: Actor | None, actor_id: str, scene: Scene, statement: Statement | None = None) -> str:
    """The body for which an actor speaks: itself, its own body, or the organisation it is envoy to."""
    if actor_id in venues():
        return actor_id
    described = (actor.role or "") if actor else ""
    if statement is not None:
        described += " " + scene.document.text[slice(*_span(scene, statement))]
    if _AT_THE_UN.search(described) and _ENVOY.search(described):
        return "un"
    if actor and actor.affiliation_id:
        return actor.affiliation_id
    return actor_id
