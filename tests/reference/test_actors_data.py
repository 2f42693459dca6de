"""The hand-edited data on actors, people and offices."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

import pycountry
import pytest

from onrecord.coding.people import key, slug
from onrecord.reference import known_actors, known_people, offices, read_rows
from onrecord.tables import ACTOR_TYPES

_USER_ASSIGNED = {"XKX"}
"""Codes in use that ISO 3166 does not list. The complete list: a new one must be added here."""


def _repeated(pairs):
    owners = defaultdict(set)
    for form, owner in pairs:
        owners[form].add(owner)
    return {form: sorted(ids) for form, ids in owners.items() if len(ids) > 1}


def test_no_alias_names_two_actors():
    """A form of a state or body belongs to one actor, whichever column it stands in."""
    forms = [(f, a.actor_id) for a in known_actors() for f in (a.name, *a.aliases, *a.adjectives, *a.seats)]
    assert _repeated(forms) == {}


def test_no_actor_has_two_rows():
    """Ids of states, bodies and people are unique."""
    ids = [a.actor_id for a in known_actors()] + [r["person_id"] for r in read_rows("people")]
    assert len(ids) == len(set(ids))


def test_no_name_belongs_to_two_people():
    """A full name or spelling of it, but for accents and hyphens, is one person's."""
    assert _repeated((key(n), p.person_id) for p in known_people().values() for n in (p.name, *p.aliases)) == {}


def test_every_state_has_an_iso_code():
    """A state's id is its alpha-3 code, of today or withdrawn."""
    for actor in known_actors():
        if actor.type != "country":
            continue
        assert actor.country == actor.actor_id.upper()
        known = pycountry.countries.get(alpha_3=actor.country) or pycountry.historic_countries.get(
            alpha_3=actor.country
        )
        assert known is not None or actor.country in _USER_ASSIGNED


def test_every_member_of_the_united_nations_is_there():
    """All 193 members and the two observers have a row with a demonym or none that English lacks."""
    states = {a.actor_id for a in known_actors() if a.type == "country"}
    assert {"vat", "pse"} <= states
    assert len(states) >= 195


@pytest.mark.parametrize("actor", known_actors(), ids=lambda a: a.actor_id)
def test_bodies_point_to_actors_that_exist(actor):
    """Types are of the schema; whoever a body acts for has a row."""
    assert actor.type in ACTOR_TYPES
    assert actor.affiliation_id is None or actor.affiliation_id in {a.actor_id for a in known_actors()}


def test_every_office_is_dated_and_held_by_somebody_known():
    """A term has a start or an end, in order, a holder with a row, an actor it belongs to, and a status."""
    bodies = {a.actor_id for a in known_actors()}
    for term in offices():
        assert term.person_id in known_people()
        assert term.of in bodies
        assert term.start or term.end
        for date in filter(None, (term.start, term.end)):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date)
        assert not term.end or not term.start or term.start[: len(term.end)] <= term.end[: len(term.start)]
        assert term.evidence
        assert term.status


@pytest.mark.parametrize("office", ["president", "prime_minister", "foreign_minister", "secretary_general", "leader"])
def test_terms_of_one_office_follow_each_other(office):
    """A term of an office that one person holds begins when the one before it ends, as far as their dates tell."""
    terms = defaultdict(list)
    for term in offices():
        if term.office == office and term.start:
            terms[term.of].append(term)
    for of, held in terms.items():
        held.sort(key=lambda t: t.start)
        for before, after in itertools.pairwise(held):
            width = min(len(before.end), len(after.start))
            assert before.end, f"{of}: {before.person_id} has no end but {after.person_id} follows"
            assert before.end[:width] <= after.start[:width], f"{of}: {before.person_id} and {after.person_id} overlap"


def test_ids_of_people_are_their_names():
    """A person's id is the name as an id, and the family name is part of the name or of another spelling."""
    for person in known_people().values():
        assert person.person_id == slug(person.name)
        assert person.gender in ("m", "f")
        assert any(key(person.family) in key(n) for n in (person.name, *person.aliases))


@pytest.mark.parametrize(
    ("office", "of", "date", "expected"),
    [
        ("president", "kor", "2014-09-13", {"park_geun_hye"}),
        ("president", "kor", "2018-12-18", {"moon_jae_in"}),
        ("president", "usa", "2017-01-19", {"barack_obama"}),
        ("president", "usa", "2017-01-21", {"donald_trump"}),
        ("high_commissioner", "ohchr", "2016-05-06", {"zeid_raad_al_hussein"}),
        ("special_rapporteur", "sr_dprk", "2015", {"marzuki_darusman"}),
    ],
)
def test_who_held_an_office(office, of, date, expected):
    """The holder changes with the date."""
    assert {t.person_id for t in offices() if (t.office, t.of) == (office, of) and t.held_on(date)} == expected


def test_roles_name_offices_that_exist():
    """Each office that a role may mean has at least one term, and flags are of their lists."""
    held = {t.office for t in offices()} | {"vice_president", "state_counsellor"}
    for row in read_rows("roles"):
        assert set(filter(None, row["offices"].split(";"))) <= held
        assert row["title"] in ("yes", "no")
        assert row["public"] in ("yes", "no", "")
