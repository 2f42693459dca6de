"""Actors of one article and every mention of them."""

from __future__ import annotations

from onrecord.coding.bodies import find_bodies
from onrecord.coding.describe import describe_people, read_roles
from onrecord.coding.document import Document
from onrecord.coding.first_person import find_first_person
from onrecord.coding.names import find_known_names, known
from onrecord.coding.nominals import find_nominals
from onrecord.coding.people import introduce_people, refer_to_people
from onrecord.coding.pronouns import find_pronouns
from onrecord.coding.reading import Reading
from onrecord.coding.settle import name_owners, settle_names
from onrecord.tables import Actor, Mention


def find_actors(document: Document) -> tuple[list[Actor], list[Mention]]:
    """The actors that headline and body name, and their mentions, resolved where the text tells."""
    reading = Reading(document)
    find_known_names(reading)
    find_bodies(reading)
    later = introduce_people(reading)
    read_roles(reading)
    refer_to_people(reading, later)
    settle_names(reading)
    find_first_person(reading)
    describe_people(reading)
    name_owners(reading)
    find_nominals(reading)
    find_pronouns(reading)
    mentions = sorted(
        (reading.mention(found) for found in reading.found), key=lambda m: (m.start, m.end, m.form, m.actor_id or "")
    )
    return _rows(reading, mentions), mentions


def _rows(reading: Reading, mentions: list[Mention]) -> list[Actor]:
    """One row for every actor that a mention, or another actor's affiliation, names."""
    wanted = sorted({m.actor_id for m in mentions if m.actor_id})
    rows: dict[str, Actor] = {}
    while wanted:
        actor_id = wanted.pop()
        if actor_id in rows:
            continue
        rows[actor_id] = reading.actors[actor_id] if actor_id in reading.actors else _known_row(actor_id)
        if rows[actor_id].affiliation_id:
            wanted.append(rows[actor_id].affiliation_id)
    return [rows[actor_id] for actor_id in sorted(rows)]


def _known_row(actor_id: str) -> Actor:
    actor = known()[actor_id]
    return Actor(
        actor_id=actor_id,
        name=actor.name,
        type=actor.type,
        country=actor.country,
        affiliation_id=actor.affiliation_id,
    )
