"""What an article says of its people: role, whom they act for, country; and from offices.csv what it leaves open."""

from __future__ import annotations

from functools import cache

from onrecord.coding.gazetteer import roles
from onrecord.coding.names import given_names, known, words_for
from onrecord.coding.people import title_before
from onrecord.coding.reading import Found, Person, Reading, Tokens
from onrecord.reference import KnownPerson, Office, known_people, offices, read_rows
from onrecord.tables import Actor

_OWNING = frozenset(["of", "at", "for", "from", "with"])


@cache
def role_rows() -> dict[str, dict[str, str]]:
    """The rows of roles.csv by role."""
    return {row["role"]: row for row in read_rows("roles")}


def read_roles(reading: Reading) -> None:
    """Take from the words around every name what they say of its person."""
    for found in sorted(reading.found, key=lambda f: (f.passage, f.first)):
        person = reading.people.get(found.actor_id or "")
        if person is not None and found.form == "name":
            _read(reading, found, person)


def describe_people(reading: Reading) -> None:
    """Give every person of the article role, affiliation, country and gender, and a row."""
    read_roles(reading)
    for person in reading.people.values():
        _complete(reading, person)
        reading.actors[person.actor_id] = _row(person)


def kinds(person: Person) -> set[str]:
    """The kinds of role a person has in this article ("diplomat", "head")."""
    return {role_rows()[role]["kind"] for role in person.roles if role in role_rows()} - {""}


def _read(reading: Reading, found: Found, person: Person) -> None:
    """Take role and affiliation from the words around a mention: title, apposition before or after, "of X"."""
    parse = reading.tokens[found.passage]
    for finder in (_title, _role_before, _role_after):
        place = finder(reading, found, parse)
        if place is None:
            continue
        first, last, role = place
        person.roles.add(role)
        title = role_rows()[role]
        if title["public"] and title["kind"]:
            person.role = person.role or role
        _gender(person, role)
        owner = _owner(reading, found, parse, first, last, role)
        if owner:
            person.affiliation_id = person.affiliation_id or owner
    if person.affiliation_id is None:
        person.affiliation_id = _named_after(reading, found, parse)
    if person.affiliation_id is None:
        person.affiliation_id = _led(reading, found, parse)
    if person.country is None and person.affiliation_id is None and not person.known:
        person.country = _adjective_before(reading, found, parse)


def _title(reading: Reading, found: Found, parse: Tokens) -> tuple[int, int, str] | None:
    title = title_before(parse, found.first)
    return (title[0], found.first, title[1]) if title else None


def _role_before(reading: Reading, found: Found, parse: Tokens) -> tuple[int, int, str] | None:
    """ "the UK's ambassador, X"; "ambassador to the United Nations X"."""
    position = found.first - 1
    if position >= 0 and parse[position].text in (",", ")"):
        position -= 1
    steps = 0
    while position >= 0 and steps < 14 and not parse[position].is_sent_start:
        role = _role_ending(parse, position)
        if role:
            between = parse[position + 1 : found.first]
            linked = all(_links(reading, found.passage, token.i) for token in between)
            return (role[0], position + 1, role[1]) if linked else None
        position -= 1
        steps += 1
    return None


def _links(reading: Reading, number: int, position: int) -> bool:
    """Whether a token may stand between a role and the name it belongs to."""
    token = reading.tokens[number][position]
    cover = reading.cover[number][position]
    if cover is not None:
        return cover.actor_id not in reading.people
    posted = position > 0 and token.pos_ == "PROPN" and reading.tokens[number].lower[position - 1] in ("in", "at")
    return posted or token.lower_ in words_for("role_link") or token.text in (",", "(", ")", "'s", "-")


def _role_after(reading: Reading, found: Found, parse: Tokens) -> tuple[int, int, str] | None:
    """ "X, chief analyst on Korea at the CSIS"; "X, Japan's deputy permanent representative"."""
    if found.last + 1 >= len(parse) or parse[found.last].text not in (",", "(", "-"):
        return None
    position = found.last + 1
    while position < min(len(parse), found.last + 12):
        token = parse[position]
        if (token.is_punct and token.text not in ("-", "'", '"')) or (
            token.pos_ in ("VERB", "AUX", "ADP", "CCONJ", "PRON")
            and not _role_starting(parse, position)
            and token.lower_ not in ("its", "his", "her", "their")
        ):
            return None
        role = _role_starting(parse, position)
        if role:
            return position, position + role[0], role[1]
        position += 1
    return None


def _role_starting(parse: Tokens, position: int) -> tuple[int, str] | None:
    entry = roles().longest([t.lower_ for t in parse[position : position + 6]], 0, shouted=True)
    if entry is None:
        entry = roles().longest([parse[position].lemma_.lower()], 0, shouted=True)
    if entry is None or (role_rows()[entry.actor_id]["title"] == "no" and not role_rows()[entry.actor_id]["public"]):
        return None
    last = position + len(entry.words)
    if last < len(parse) and parse[last].pos_ in ("NOUN", "PROPN") and _role_starting(parse, last):
        return None
    return len(entry.words), entry.actor_id


def _role_ending(parse: Tokens, position: int) -> tuple[int, str] | None:
    """The longest role phrase whose last word is at a position, as (its first token, role)."""
    best = title_before(parse, position + 1)
    return best if best and role_rows()[best[1]]["kind"] else None


def _gender(person: Person, role: str) -> None:
    if role.rstrip(".") in ("mr", "sir", "lord", "king", "u"):
        person.gender = "m"
    elif role.rstrip(".") in (
        "mrs",
        "ms",
        "miss",
        "lady",
        "dame",
        "baroness",
        "queen",
        "daw",
        "spokeswoman",
        "chairwoman",
    ):
        person.gender = "f"
    elif role in ("spokesman", "chairman"):
        person.gender = person.gender or "m"


def _owner(reading: Reading, found: Found, parse: Tokens, first: int, last: int, role: str) -> str | None:
    """Whose office it is: named before the role ("North Korea's UN ambassador"), or after it by of, at, for, with."""
    position = first - 1
    while position >= 0 and (
        parse[position].text in ("'s", "'", "-")
        or parse[position].lower_ in words_for("role_modifier")
        or (
            reading.cover[found.passage][position] is not None and reading.cover[found.passage][position].kind == "none"
        )
    ):
        position -= 1
    cover = reading.cover[found.passage][position] if position >= 0 else None
    owner = cover.actor_id if cover is not None else None
    if owner and owner not in reading.people and not (owner == "un" and role_rows()[role]["kind"] == "diplomat"):
        return owner
    for place in range(last, min(len(parse), last + 9)):
        token, cover = parse[place], reading.cover[found.passage][place]
        if cover is not None and cover.actor_id and cover.actor_id not in reading.people and cover.first == place:
            back = place - 1
            while back >= last and parse[back].lower_ in ("the", "a", "an"):
                back -= 1
            if back >= last - 1 and parse[back].lower_ in _OWNING:
                return cover.actor_id
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            break
    return None


def _named_after(reading: Reading, found: Found, parse: Tokens) -> str | None:
    """ "President X of Lithuania", "X of Human Rights Watch"."""
    if found.last + 1 < len(parse) and parse[found.last].lower_ in ("of", "from", "at", "with"):
        place = found.last + 1
        if parse[place].lower_ in ("the", "a") and place + 1 < len(parse):
            place += 1
        cover = reading.cover[found.passage][place]
        if cover is not None and cover.first == place and cover.actor_id and cover.actor_id not in reading.people:
            return cover.actor_id
    return None


def _led(reading: Reading, found: Found, parse: Tokens) -> str | None:
    """ "X, who led the Peruvian delegation", "X, who heads the Carter Center"."""
    verb = found.last + 2
    if parse.lower[found.last : verb] != [",", "who"] or verb >= len(parse):
        return None
    if parse[verb].lemma_ not in words_for("lead_verb"):
        return None
    place = verb + 1
    while (
        place < len(parse)
        and parse[place].dep_ in ("det", "poss", "amod")
        and reading.cover[found.passage][place] is None
    ):
        place += 1
    cover = reading.cover[found.passage][place] if place < len(parse) else None
    return cover.actor_id if cover is not None and cover.actor_id not in reading.people else None


def _adjective_before(reading: Reading, found: Found, parse: Tokens) -> str | None:
    """The country of "Burmese activist X"."""
    for position in range(found.first - 1, max(-1, found.first - 6), -1):
        cover = reading.cover[found.passage][position]
        if cover is not None:
            actor = known().get(cover.actor_id or "")
            return actor.country if actor and cover.kind == "adjective" else None
        if parse[position].pos_ not in ("NOUN", "PROPN", "ADJ"):
            return None
    return None


def add_known_person(reading: Reading, known_one: KnownPerson) -> None:
    """Bring in a person whom the article means but does not name."""
    if known_one.person_id not in reading.people:
        person = Person(known_one.person_id, tuple(known_one.name.replace("-", " ").split()), known_one.gender, True)
        person.country = known_one.country
        reading.people[known_one.person_id] = person
        _complete(reading, person)
        reading.actors[known_one.person_id] = _row(person)


def serve(reading: Reading, person: Person, actor_id: str) -> None:
    """Let a person of whom nothing else is told act for an actor ("its foreign minister, X")."""
    if person.affiliation_id is None and person.country is None:
        person.affiliation_id = actor_id
        _complete(reading, person)
        reading.actors[person.actor_id] = _row(person)


def held_offices(person_id: str, date: str) -> list[Office]:
    """The offices a person held on a date; without a date, or where none was held, all in order of start."""
    held = _offices_of().get(person_id, ())
    now = [o for o in held if date and o.held_on(date)]
    return now or list(held)


@cache
def _offices_of() -> dict[str, tuple[Office, ...]]:
    found: dict[str, tuple[Office, ...]] = {}
    for office in sorted(offices(), key=lambda o: (o.start, o.of, o.office)):
        found[office.person_id] = (*found.get(office.person_id, ()), office)
    return found


def _complete(reading: Reading, person: Person) -> None:
    """Fill in from offices.csv what the text left open."""
    held = held_offices(person.actor_id, reading.date)
    in_office = [o for o in held if reading.date and o.held_on(reading.date)]
    if not reading.date and len(held) == 1:
        in_office = held
    if in_office:
        person.roles |= {
            role for role, row in role_rows().items() if in_office[0].office in row["offices"].split(";")[:1]
        }
    if held and person.role is None:
        person.role = held[0].office.replace("_", " ")
    if held and person.affiliation_id is None:
        person.affiliation_id = held[0].of
    person.gender = person.gender or given_names().get(person.words[0], "")
    body = known().get(person.affiliation_id or "") or reading.actors.get(person.affiliation_id or "")
    if person.country is None and body is not None and body.type in ("country", "government_body"):
        person.country = body.country
    if person.public is None:
        private = person.role is not None and role_rows().get(person.role, {}).get("public") == "no"
        person.public = not private and (person.role is not None or person.affiliation_id is not None)


def _row(person: Person) -> Actor:
    known_one = known_people().get(person.actor_id)
    return Actor(
        actor_id=person.actor_id,
        name=known_one.name if known_one else " ".join(person.words),
        type="person",
        country=person.country,
        affiliation_id=person.affiliation_id,
        role=person.role,
        public=bool(person.public),
    )
