"""Verbatim records: who speaks, and whom "I" and "we" mean in them."""

from __future__ import annotations

import re

from onrecord.coding.describe import add_known_person
from onrecord.coding.gazetteer import gazetteer, words_of
from onrecord.coding.names import known
from onrecord.coding.people import key, people_by_key, slug
from onrecord.coding.reading import Found, Person, Reading

_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_TITLES = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Miss|Sir|The)\.? +")


def find_first_person(reading: Reading) -> None:
    """In a verbatim record "I" is the speaker, and "we" whom the speaker speaks for."""
    speaker = _speaker(reading)
    if speaker is None:
        return
    person = reading.people.get(speaker)
    principal = person.affiliation_id or speaker if person else speaker
    for number, parse in reading.passages():
        for token in parse:
            if token.lower_ in _SINGULAR | _PLURAL and not reading.quoted[number][token.i]:
                actor_id = speaker if token.lower_ in _SINGULAR else principal
                rule = "pronoun:first_person"
                reading.note(Found(number, token.i, token.i + 1, actor_id, "pronoun", rule, "pronoun"))


def _speaker(reading: Reading) -> str | None:
    """The actor whom the record's speaker names: a state or body, or a person, perhaps with the state in brackets."""
    article = reading.document.article
    if article.kind != "speech" or not article.speaker:
        return None
    name, _, bracket = article.speaker.strip().partition("(")
    name = _TITLES.sub("", name.strip())
    whole = _named(name)
    if whole:
        return whole
    state = _named(bracket.rstrip(") "))
    known_one = people_by_key().get(key(name))
    if known_one is not None:
        add_known_person(reading, known_one)
        return known_one.person_id
    words = tuple(name.split())
    if not words or not slug(name):
        return state
    person = reading.people.setdefault(slug(name), Person(slug(name), words))
    person.affiliation_id = person.affiliation_id or state
    return person.actor_id


def _named(text: str) -> str | None:
    """The state or body whose name begins a text, in any case ("United States Of America")."""
    words = words_of(text)
    entry = gazetteer().longest(words, 0, shouted=True) if words else None
    return entry.actor_id if entry and entry.actor_id in known() else None
