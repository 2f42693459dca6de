"""Bodies named by pattern: organs of states, mandates on a country, unlisted organisations, acronyms, short forms."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding.gazetteer import gazetteer, organs, roles
from onrecord.coding.names import given_names, known, words_for
from onrecord.coding.people import organisation_heads, slug
from onrecord.coding.reading import Found, Reading, Tokens, is_capitalised
from onrecord.reference import read_rows
from onrecord.tables import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = frozenset(["of", "for", "and", "on", "in", "the", "against", "to", "with", "from", "&"])
_OPENING = frozenset(["of", "for", "and", "on", "against", "&"])
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")


def find_bodies(reading: Reading) -> None:
    """Add the bodies that patterns name, longest names first; short forms and acronyms of them after."""
    for number, parse in reading.passages():
        _find_mandates(reading, number, parse)
        _find_organs(reading, number, parse)
    for number, parse in reading.passages():
        _find_organisations(reading, number, parse)
    _join_aliases(reading)
    _find_acronyms(reading)
    _find_short_forms(reading)


@cache
def mandates() -> tuple[dict[str, str], ...]:
    """Kinds of mandate that the UN gives on a country."""
    return read_rows("mandates")


@cache
def _mandate_bodies() -> frozenset[str]:
    """The bodies of actors.csv that hold a mandate on a country."""
    slugs = tuple(f"un_{row['slug']}_" for row in mandates())
    special = {pair.split(":")[1] for row in mandates() for pair in row["special"].split(";") if pair}
    return frozenset(a for a in known() if a.startswith(slugs) or a in special)


@cache
def relative_names() -> frozenset[str]:
    """Words like "North" that name a state once the article names it in full."""
    return frozenset(row["word"] for row in read_rows("relative_names"))


@cache
def _organ_types() -> dict[str, str]:
    return {row["slug"]: row["type"] for row in read_rows("organs")}


def _find_organs(reading: Reading, number: int, parse: Tokens) -> None:
    """ "South Korea's Foreign Ministry", "the Syrian army", "Ministry of Foreign Affairs of Japan"."""
    lower = parse.lower
    position = reading.skip[number]
    while position < len(parse):
        organ = organs().longest(lower, position, shouted=True)
        if organ is None:
            position += 1
            continue
        last = position + len(organ.words)
        found = _organ_here(reading, number, parse, position, last, organ.actor_id)
        if found:
            reading.add(found)
        position = last


def _organ_here(reading: Reading, number: int, parse: Tokens, first: int, last: int, organ: str) -> Found | None:
    if last < len(parse) and parse[last].pos_ == "PROPN" and parse[last].lower_ in words_for("place_word"):
        return None
    if _is_only_adjective(parse, first, last):
        return None
    start, owner = _owner_before(reading, number, parse, first)
    if owner is None:
        last, owner = _owner_after(reading, number, parse, last)
    proper = last - first > 1 and all(is_capitalised(t) or t.lower_ in _LINKS for t in parse[first:last])
    if owner is None and proper and not any(reading.cover[number][first:last]):
        owner = _owner_by_place(reading, number, parse, first)
    if owner is None or (organ == "parliament" and not known().get(owner)):
        return None
    actor_id = organ_of(reading, organ, owner, parse.between(start, last))
    return Found(number, start, last, actor_id, "name", "body:organ", "body") if actor_id else None


def _is_only_adjective(parse: Tokens, first: int, last: int) -> bool:
    """Whether "military" or "police" says of what sort something is ("military rulers"), and whose man nobody is."""
    after = parse[last] if last < len(parse) else None
    return (
        last - first == 1
        and parse.lower[first] in words_for("organ_adjective")
        and after is not None
        and after.pos_ == "NOUN"
        and (after.lemma_.lower() in words_for("ruler") or roles().longest([after.lemma_.lower()], 0) is None)
    )


def organ_of(reading: Reading, organ: str, owner: str, name: str) -> str | None:
    """The id of an organ of a state or body; the article's actors get it, under the name given, if it is not known."""
    base = known().get(owner) or reading.actors.get(owner)
    if base is None or base.type == "igo":
        return None
    form = known().get(f"{organ}_{owner}") or known().get(f"{owner}_{organ}")
    actor_id = form.actor_id if form else f"{organ}_{owner}"
    if actor_id not in known():
        reading.actors.setdefault(
            actor_id,
            Actor(
                actor_id=actor_id,
                name=name,
                type=_organ_types()[organ],
                country=base.country,
                affiliation_id=owner,
            ),
        )
    return actor_id


def _owner_before(reading: Reading, number: int, parse: Tokens, first: int) -> tuple[int, str | None]:
    """The state or body that owns what begins at `first`, and where its name begins."""
    position = first - 1
    while position >= 0 and (parse[position].text == "-" or parse[position].lower_ in words_for("organ_modifier")):
        position -= 1
    if position >= 0 and parse[position].text in ("'s", "'"):
        position -= 1
    found = reading.cover[number][position] if position >= 0 else None
    if found is None or found.actor_id is None or found.last != position + 1:
        return first, None
    if found.kind == "seat":  # "Conakry's mission to the United Nations": the capital stays a name of its own
        own = words_for("owned_organ") & set(parse.lower[first : first + 2]) and parse.lower[first - 1] == "'s"
        return first, found.actor_id if own else None
    if found.first < reading.skip[number]:
        return first, None
    return found.first, found.actor_id


def _owner_by_place(reading: Reading, number: int, parse: Tokens, first: int) -> str | None:
    """Whose "Foreign Ministry" it is where nobody says so.

    The state of the capital that the sentence is set in ("In Tehran, Foreign Ministry spokesman ..."), else the state
    that the article names most.
    """
    for position in range(first - 1, parse[first].sent.start - 1, -1):
        found = reading.cover[number][position]
        if found is not None and found.rule == "gazetteer:seat":
            return found.actor_id
    counts = reading.counts()
    states = [a for a in counts if a in known() and known()[a].type == "country"]
    return max(states, key=lambda a: (counts[a], a), default=None)


def _owner_after(reading: Reading, number: int, parse: Tokens, last: int) -> tuple[int, str | None]:
    if last + 1 < len(parse) and parse[last].lower_ == "of":
        position = last + 2 if parse[last + 1].lower_ == "the" else last + 1
        found = reading.cover[number][position] if position < len(parse) else None
        if found is not None and found.kind == "name" and found.first == position:
            return found.last, found.actor_id
    return last, None


def _find_mandates(reading: Reading, number: int, parse: Tokens) -> None:
    """ "the UN commission of inquiry on Syria", "Special Rapporteur on the situation of human rights in Belarus"."""
    lower = " ".join(token.lower_ for token in parse)
    for row in mandates():
        if row["phrase"] not in lower:
            continue
        words = row["phrase"].split()
        for first in range(reading.skip[number], len(parse) - len(words) + 1):
            if [token.lower_ for token in parse[first : first + len(words)]] == words:
                _add_mandate(reading, number, parse, first, first + len(words), row)


def _add_mandate(reading: Reading, number: int, parse: Tokens, first: int, last: int, row: dict[str, str]) -> None:
    start = first
    before = [token.text for token in parse[max(0, first - 2) : first]]
    if before and before[-1] in ("UN", "U.N."):
        start = first - 1
    elif before == ["United", "Nations"]:
        start = first - 2
    elif before and before[-1] in ("'s", "International", "Independent"):
        start = first
    if reading.cover[number][first] or not (
        parse[start].text[:1].isupper() or _is_given_by_un(reading, parse, first, row)
    ):
        return
    special = dict(pair.split(":") for pair in row["special"].split(";") if pair)
    country, last = _mandate_country(reading, number, parse, last, special)
    if country is None:
        return
    actor_id = special.get(country) or f"un_{row['slug']}_{country}"
    if actor_id not in known():
        reading.actors.setdefault(
            actor_id,
            Actor(actor_id=actor_id, name=parse.between(start, last), type="igo", affiliation_id="un"),
        )
    reading.add(Found(number, start, last, actor_id, "name", "body:mandate", "body"))


def _is_given_by_un(reading: Reading, parse: Tokens, first: int, row: dict[str, str]) -> bool:
    """Whether "a commission of inquiry" in small letters is the UN's, in an article that speaks of the UN.

    A state's own ("the national commission of inquiry", "Israel's commission of inquiry") is not.
    """
    if row["common"] != "yes" or not any(i in words_for("un_body") for i in reading.counts()):
        return False
    position = first - 1
    while position >= 0 and (parse[position].pos_ in ("ADJ", "NUM", "NOUN", "VERB") or parse[position].text == "-"):
        if parse.lower[position] in words_for("national_modifier"):
            return False
        position -= 1
    return position >= 0 and parse.lower[position] in ("a", "an", "the")


def _mandate_country(
    reading: Reading, number: int, parse: Tokens, last: int, special: dict[str, str]
) -> tuple[str | None, int]:
    """The country a mandate is on: named after it within a few words, else the one the article names most."""
    for position in range(last, min(len(parse), last + 9)):
        token, found = parse[position], reading.cover[number][position]
        if found and found.actor_id and found.kind == "name" and known()[found.actor_id].type == "country":
            return found.actor_id, last
        if token.is_punct or token.lower_ not in words_for("mandate_link"):
            break
    counts = reading.counts()
    own = [(counts[a], a) for a in special if counts[a] > 1]
    named = own or [(n, a) for a, n in counts.items() if a in known() and known()[a].type == "country"]
    return (max(named)[1] if named else None), last


def _find_organisations(reading: Reading, number: int, parse: Tokens) -> None:
    """Organisations that no list knows, by the word that heads their name."""
    for head in range(reading.skip[number], len(parse)):
        token = parse[head]
        if token.text not in organisation_heads() or _covered_by_body(reading, number, head):
            continue
        first, last = _extent(reading, number, parse, head)
        words = [t.text for t in parse[first:last]]
        if last - first < 2 or not _is_proper(parse, first, last, head):
            continue
        if _names_only_one(reading, number, first, last, head):
            continue
        _add_organisation(reading, number, parse, first, last, organisation_heads()[token.text], words)


def _covered_by_body(reading: Reading, number: int, position: int) -> bool:
    found = reading.cover[number][position]
    return found is not None and (found.kind in ("none", "body") or found.last - found.first > 1)


def _extent(reading: Reading, number: int, parse: Tokens, head: int) -> tuple[int, int]:
    """Where the name that a word heads begins and ends: capitals before it, "of" and "for" phrases after it."""
    first = head
    while first > reading.skip[number] and _belongs(parse, first - 1):
        first -= 1
    first = _joined_before(reading, number, parse, first)
    while first < head and (
        parse[first].text in ("'s", "'", "-")
        or parse[first].is_stop
        or parse[first].lower_ in _LINKS | words_for("not_a_name")
    ):
        first += 1
    last = head + 1
    while step := _opens_phrase(parse, head, last):
        last += step
        while last < len(parse) and _belongs(parse, last):
            last += 1
    while last > head + 1 and parse[last - 1].text in ("'s", "'", "-"):
        last -= 1
    return first, last


def _joined_before(reading: Reading, number: int, parse: Tokens, first: int) -> int:
    """Where the name begins, if "and" joins its first words to the rest ("Truth and Reconciliation Commission")."""
    start = first - 1
    if start < 1 or parse.lower[start] not in ("and", "&"):
        return first
    while start > reading.skip[number] and _belongs(parse, start - 1) and not reading.cover[number][start - 1]:
        start -= 1
    words = parse.words[start : first - 1]
    before = parse[start - 1] if start > reading.skip[number] else None
    opened = before is not None and (before.dep_ == "det" or before.tag_ in ("POS", "PRP$") or _is_own(before))
    named = any(word in organisation_heads() or word in given_names() for word in words)
    whole = gazetteer().longest(parse.words[first : first + 6], 0)
    return start if words and opened and not named and not (whole and len(whole.words) > 1) else first


def _is_own(token: Token) -> bool:
    return token.lower_ in words_for("organ_modifier") or token.ent_type_ == "NORP"


def _opens_phrase(parse: Tokens, head: int, last: int) -> int:
    """How many links ("of the") stand at a place where the name goes on after them; 0 if it ends."""
    if last >= len(parse) or parse[last].lower_ not in _OPENING or not _continues(parse, head, last):
        return 0
    step = 1
    while step < 3 and last + step < len(parse) and parse[last + step].lower_ in _LINKS:
        step += 1
    return step if last + step < len(parse) and _belongs(parse, last + step) else 0


def _continues(parse: Tokens, head: int, last: int) -> bool:
    """Whether an "and" joins parts of one name: only after an "of" or "for" has opened it."""
    return parse[last].lower_ not in ("and", "&", "on") or any(t.lower_ in ("of", "for") for t in parse[head:last])


def _belongs(parse: Tokens, position: int) -> bool:
    token = parse[position]
    if token.text in ("'s", "'"):
        return (
            position > 0 and position + 1 < len(parse) and parse[position - 1].text.endswith("s") and token.text == "'"
        )
    if token.text == "-":
        return not token.whitespace_ and position > 0 and is_capitalised(parse[position - 1])
    return is_capitalised(token) and token.lower_ not in words_for("not_a_name") and token.text not in relative_names()


def _is_proper(parse: Tokens, first: int, last: int, head: int) -> bool:
    words = [t for t in parse[first:last] if t.is_alpha and t.lower_ not in _LINKS]
    return len(words) >= 2 and all(is_capitalised(t) for t in words) and not parse.title_case


def _names_only_one(reading: Reading, number: int, first: int, last: int, head: int) -> bool:
    """Whether a known name already covers all of it."""
    found = reading.cover[number][head]
    return found is not None and found.first <= first and found.last >= last


def _add_organisation(
    reading: Reading, number: int, parse: Tokens, first: int, last: int, kind: str, words: list[str]
) -> None:
    inside = [f for f in dict.fromkeys(reading.cover[number][first:last]) if f is not None]
    owners = [f.actor_id for f in inside if f.actor_id and f.actor_id in known()]
    name = parse.between(first, last)
    if words[0] in ("UN", "U.N.") or words[:2] == ["United", "Nations"]:
        kind = "igo"
    entry = gazetteer().longest(words, 0)
    if entry and entry.actor_id and len(entry.words) == len(words):
        return
    if kind == "media":
        return
    _, owner = _owner_before(reading, number, parse, first)
    state = next((known()[o] for o in [*owners, owner] if o and o in known() and known()[o].type == "country"), None)
    prefix = "un_" if kind == "igo" else ""
    actor_id = prefix + re.sub(r"^(un|u_n|united_nations)_", "", slug(name))
    reading.actors.setdefault(
        actor_id,
        Actor(
            actor_id=actor_id,
            name=name,
            type=kind,
            country=state.country if state else None,
            affiliation_id=state.actor_id if state and kind == "government_body" else None,
        ),
    )
    reading.add(Found(number, first, last, actor_id, "name", "body:head_word", "body"))


def _find_acronyms(reading: Reading) -> None:
    """Acronyms: those introduced in brackets after a name, and those that are the initials of one."""
    meant: dict[str, str] = {}
    for found in list(reading.found):
        if found.form != "name" or found.actor_id is None or found.kind == "adjective":
            continue
        parse = reading.tokens[found.passage]
        if found.last + 2 < len(parse) and parse[found.last].text == "(" and parse[found.last + 2].text == ")":
            inside = parse[found.last + 1].text
            if _ACRONYM.fullmatch(inside):
                meant[inside] = found.actor_id
        if found.rule == "body:mandate" or found.actor_id in _mandate_bodies():
            for row in mandates():
                if row["acronym"] and row["phrase"] in parse.between(found.first, found.last).lower():
                    meant.setdefault(row["acronym"], found.actor_id)
        if found.kind == "body" or found.last - found.first > 2:
            meant.setdefault(_initials(parse, found.first, found.last), found.actor_id)
    for number, parse in reading.passages():
        for token in parse[reading.skip[number] :]:
            if token.text in meant and len(token.text) > 2 and reading.cover[number][token.i] is None:
                reading.add(Found(number, token.i, token.i + 1, meant[token.text], "name", "body:acronym", "body"))


def _join_aliases(reading: Reading) -> None:
    """ "The X, as Y's army is known": two names of one body; the second names whom the first does."""
    for found in list(reading.found):
        parse = reading.tokens[found.passage]
        if found.form != "name" or found.actor_id is None or parse.lower[found.last : found.last + 2] != [",", "as"]:
            continue
        place = found.last + 2
        if place < len(parse) and parse[place].tag_ == "DT":
            place += 1
        other = reading.cover[found.passage][place] if place < len(parse) else None
        after = parse.lower[other.last : other.last + 4] if other is not None else []
        if other is None or other.first > place or not after or after[0] not in ("is", "are", "was", "were"):
            continue
        if words_for("called") & set(after[1:]) and _is_body(reading, found.actor_id):
            for same in [f for f in reading.found if f.actor_id == other.actor_id and _is_body(reading, f.actor_id)]:
                reading.drop(same)
                reading.add(replace(same, actor_id=found.actor_id))


def _is_body(reading: Reading, actor_id: str | None) -> bool:
    actor = known().get(actor_id or "") or reading.actors.get(actor_id or "")
    return actor is not None and actor.type not in ("country", "person")


def _initials(parse: Tokens, first: int, last: int) -> str:
    return "".join(t.text[0] for t in parse[first:last] if is_capitalised(t))


def _find_short_forms(reading: Reading) -> None:
    """ "the Council", "Treasury", "Foreign Ministry": a capitalised part of a body's name named before it."""
    meant: dict[tuple[str, ...], str] = {}
    order = sorted((f for f in reading.found if f.form == "name"), key=lambda f: (f.passage, f.first))
    by_place = {(f.passage, f.first): f for f in order}
    for number, parse in reading.passages():
        position = reading.skip[number]
        while position < len(parse):
            found = by_place.get((number, position))
            if found is not None and found.actor_id:
                _learn(parse, found, meant, reading)
                position = found.last
                continue
            position += _use(reading, number, parse, position, meant)


def _learn(parse: Tokens, found: Found, meant: dict[tuple[str, ...], str], reading: Reading) -> None:
    actor = known().get(found.actor_id or "") or reading.actors.get(found.actor_id or "")
    if actor is None or actor.type in ("country", "person", "media"):
        return
    words = [t for t in parse[found.first : found.last] if t.text != "'s"]
    for token in words:
        if is_capitalised(token) and token.text in organisation_heads() | dict.fromkeys(words_for("short_form"), ""):
            meant[(token.text,)] = found.actor_id or ""
    if len(words) > 2 and is_capitalised(words[-1]) and is_capitalised(words[-2]):
        meant[(words[-2].text, words[-1].text)] = found.actor_id or ""


def _use(reading: Reading, number: int, parse: Tokens, position: int, meant: dict[tuple[str, ...], str]) -> int:
    if reading.cover[number][position] or not parse[position].text[:1].isupper():
        return 1
    for size in (2, 1):
        actor_id = meant.get(tuple(t.text for t in parse[position : position + size]))
        last = position + size
        if actor_id is None or last > len(parse):
            continue
        if any(reading.cover[number][position:last]) or _joined(parse, position, last):
            continue
        reading.add(Found(number, position, last, actor_id, "name", "body:short_form", "body"))
        return size
    return 1


def _joined(parse: Tokens, first: int, last: int) -> bool:
    """Whether the words belong to a longer capitalised name, or open a sentence as a common word may."""
    before = parse[first - 1] if first else None
    after = parse[last] if last < len(parse) else None
    if before is not None and is_capitalised(before) and not before.is_sent_start:
        return True
    if after is not None and is_capitalised(after) and after.pos_ == "PROPN":
        return True
    return parse.title_case
