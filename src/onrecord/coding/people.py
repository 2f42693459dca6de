"""People of one article: who is named, by which office or affiliation, and whom a surname alone means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from onrecord.coding.gazetteer import fold, role_ends, roles
from onrecord.coding.names import given_names, words_for
from onrecord.coding.reading import Found, Person, Reading, Tokens, is_capitalised
from onrecord.reference import KnownPerson, known_people, offices, read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "abu",
        "de",
        "del",
        "della",
        "da",
        "dos",
        "das",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "ul",
        "ur",
    ]
)
_INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.)*")
_NAME_WORD = re.compile(r"[^\W\d_][\w'.]*", re.UNICODE)


def key(words: Iterable[str] | str) -> str:
    """A name without case, accents, hyphens and blanks, so that romanisations that differ only in these are one.

    >>> key("Kim Jong-un") == key(["Kim", "Jong", "Un"])
    True
    """
    return _key(words if isinstance(words, str) else "".join(words))


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    folded = fold(text).lower()
    return folded if folded.isalnum() else "".join(letter for letter in folded if letter.isalnum())


def slug(text: str) -> str:
    """A name as an id.

    >>> slug("Zeid Ra'ad Al Hussein"), slug("Ban Ki-moon")
    ('zeid_raad_al_hussein', 'ban_ki_moon')
    """
    return "_".join(re.findall(r"[a-z0-9]+", fold(text).lower().replace("'", "").replace("’", "")))


@cache
def people_by_key() -> dict[str, KnownPerson]:
    """The people of people.csv by the keys of their names."""
    return {key(name): person for person in known_people().values() for name in (person.name, *person.aliases)}


@cache
def people_by_family() -> dict[str, tuple[KnownPerson, ...]]:
    """The people of people.csv by the key of their family name."""
    found: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in known_people().values():
        found[key(person.family)].append(person)
    return {family: tuple(people) for family, people in found.items()}


@cache
def family_names_first() -> frozenset[str]:
    """Family names of peoples who put them first (Korean, Chinese, Vietnamese)."""
    return frozenset(row["name"] for row in read_rows("family_names"))


@cache
def organisation_heads() -> dict[str, str]:
    """The words that head an organisation's name, with the type they tell."""
    return {row["head"]: row["type"] for row in read_rows("organisation_heads")}


Run = tuple[int, int, int]
"""A run of name words: passage, first token, token after the last."""


def introduce_people(reading: Reading) -> list[Run]:
    """Add the people whom the text names in full, and give back the runs that need them to be known first."""
    runs = [run for number, parse in reading.passages() for run in _runs(reading, number, parse)]
    names = {key(_words(reading.tokens[n], a, b)) for n, a, b in runs}
    later: list[Run] = []
    for number, first, end in runs:
        parse = reading.tokens[number]
        last = _unglued(parse, first, end, names)
        headline = parse.title_case
        if headline or not _introduce(reading, number, first, last):
            later.append((number, first, last))
    return later


def refer_to_people(reading: Reading, later: list[Run]) -> None:
    """Add the shorter mentions of people, by those whom the article names in full or else by who holds office."""
    for number, first, last in later:
        _refer(reading, number, first, last)


def _unglued(parse: Tokens, first: int, last: int, names: set[str]) -> int:
    """The end of a run, earlier where a lost line break has glued other words to a name that stands alone elsewhere."""
    if len(_words(parse, first, last)) > 3:
        for end in range(last - 1, first + 1, -1):
            words = _words(parse, first, end)
            if len(words) >= 2 and (key(words) in names or key(words) in people_by_key()):
                return end
    return last


def _runs(reading: Reading, number: int, parse: Tokens) -> list[tuple[int, int, int]]:
    """The free runs of name words: capitalised, joined by hyphens, particles and initials."""
    runs, position, titles = [], reading.skip[number], _long_titles(parse)
    while position < len(parse):
        if reading.cover[number][position] or position in titles or not _starts_name(parse, position):
            position += 1
            continue
        last = position + 1
        while last < len(parse) and not reading.cover[number][last] and last not in titles:
            if _is_name_word(parse, last):
                last += 1
            elif (step := _joint(reading, number, parse, last)) > 0:
                last += step
            else:
                break
        runs += _without_titles(number, parse, position, last)
        position = last
    return runs


def _long_titles(parse: Tokens) -> set[int]:
    """The tokens of titles of several words ("Secretary of State", "Assistant Secretaries of State")."""
    taken: set[int] = set()
    for lower in (parse.lower, [singular(t) for t in parse]):
        for position in range(len(lower)):
            title = roles().longest(lower, position, shouted=True)
            if title and len(title.words) > 1:
                taken.update(range(position, position + len(title.words)))
    return taken


def _starts_name(parse: Tokens, position: int) -> bool:
    token = parse[position]
    if not _is_name_word(parse, position):
        return False
    if token.is_sent_start or position == 0 or parse[position - 1].text in "\"'(:-":
        return (
            token.pos_ == "PROPN"
            or token.text in given_names()
            or token.text in family_names_first()
            or (
                token.pos_ not in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "AUX", "PART", "INTJ", "NUM")
                and not token.is_stop
            )
        )
    return True


def _is_name_word(parse: Tokens, position: int) -> bool:
    token = parse[position]
    return (
        is_capitalised(token)
        and token.lower_ not in words_for("not_a_name")
        and _NAME_WORD.fullmatch(token.text) is not None
        and (not token.text.isupper() or len(token.text) <= 3 or "." in token.text or parse.shouted)
        and not (token.is_stop and token.pos_ in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX"))
    )


def _joint(reading: Reading, number: int, parse: Tokens, position: int) -> int:
    """How many tokens join the name word before to the one after: a hyphen or particles; 0 if the name ends here."""
    token = parse[position]
    if token.text == "-" and not token.whitespace_ and not parse[position - 1].whitespace_:
        after = position + 1
        if after < len(parse) and re.fullmatch(r"[^\W\d_]+", parse[after].text) and not reading.cover[number][after]:
            name_like = is_capitalised(parse[after]) or (
                parse[position - 1].text[:1].isupper() and len(parse[after]) <= 6
            )
            return 2 if name_like and parse[after].lower_ not in words_for("not_a_suffix") else 0
        return 0
    step = 0
    while position + step < len(parse) and parse[position + step].lower_ in _PARTICLES and step < 3:
        step += 1
        if position + step < len(parse) and parse[position + step].text == "-":
            step += 1
    ahead = position + step
    if step and ahead < len(parse) and _is_name_word(parse, ahead) and not reading.cover[number][ahead]:
        return step
    return 0


def _without_titles(number: int, parse: Tokens, first: int, last: int) -> list[tuple[int, int, int]]:
    """The parts of a run that are left when titles are cut out of it."""
    parts, position = [], first
    lower = [token.lower_ for token in parse[:last]]
    start = first
    while position < last:
        title = roles().longest(lower, position, shouted=True)
        if title and position + len(title.words) <= last and not _is_surname_here(parse, position, last, title.words):
            if position > start:
                parts.append((number, start, position))
            position += len(title.words)
            start = position
        else:
            position += 1
    if last > start:
        parts.append((number, start, last))
    return [(n, a, b) for n, a, b in (_trim(number, parse, a, b) for number, a, b in parts) if b > a]


def _is_surname_here(parse: Tokens, position: int, last: int, title: Sequence[str]) -> bool:
    """Whether a title word ends a full name ("Stephen King", "Jo Judge")."""
    return len(title) == 1 and position + 1 == last and position > 0 and parse[position - 1].text in given_names()


def _trim(number: int, parse: Tokens, first: int, last: int) -> tuple[int, int, int]:
    if last - first > 2 and _only_opens_sentence(parse, first):
        first += 1
    while first < last and (
        parse[first].text == "-" or (parse[first].lower_ in _PARTICLES and parse[first].text.islower())
    ):
        first += 1
    while last - first > 1 and _is_acronym(parse[last - 1].text) and not parse.shouted:
        last -= 1
    while last > first and (
        parse[last - 1].text in ("-", "'s", "'") or parse[last - 1].lower_ in words_for("not_a_name")
    ):
        last -= 1
    return number, first, last


def _only_opens_sentence(parse: Tokens, first: int) -> bool:
    """Whether a capital is the sentence's and not the name's ("Making Juan Miguel Gonzalez ...")."""
    token = parse[first]
    opens = token.is_sent_start or first == 0 or parse[first - 1].is_punct
    return (
        opens and token.text not in given_names() and parse[first + 1].text in given_names() and token.pos_ != "PROPN"
    )


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper() and text.isalpha() and not set(text) <= set("IVX")


def _introduce(reading: Reading, number: int, first: int, last: int) -> bool:
    """Name a person by a run that by itself or by its surroundings is a person's name."""
    parse = reading.tokens[number]
    words = _words(parse, first, last)
    person = _known_person(words) if len(words) > 1 else None
    if person:
        _register_known(reading, person, words)
        reading.add(Found(number, first, last, person.person_id, "name", "person:known"))
        return True
    if _is_organisation(parse, first, last):
        return False
    if len(words) < 2 or not _is_person(reading, number, first, last, words):
        return False
    same = _same_person(reading, words)
    actor_id = same.actor_id if same else slug(" ".join(words))
    if same is None:
        reading.people[actor_id] = Person(actor_id, tuple(words), given_names().get(words[0], ""))
    reading.add(Found(number, first, last, actor_id, "name", "person:full_name"))
    return True


def _known_person(words: Sequence[str]) -> KnownPerson | None:
    """The person of people.csv with this name, middle names left out or not ("Paulo Pinheiro")."""
    exact = people_by_key().get(key(words))
    if exact or len(words) != 2:
        return exact
    same = [
        p
        for p in people_by_family().get(key(words[1]), ())
        if key(p.name.split()[0]) == key(words[0]) and key(p.name).endswith(key(words[1]))
    ]
    return same[0] if len(same) == 1 else None


def _words(parse: Tokens, first: int, last: int) -> list[str]:
    return [token.text for token in parse[first:last] if token.text != "-"]


def _register_known(reading: Reading, person: KnownPerson, words: Sequence[str]) -> None:
    if person.person_id not in reading.people:
        reading.people[person.person_id] = Person(
            person.person_id,
            tuple(w for w in person.name.replace("-", " ").split()),
            person.gender,
            known=True,
            country=person.country,
        )


def _is_organisation(parse: Tokens, first: int, last: int) -> bool:
    return any(token.text in organisation_heads() for token in parse[first:last])


def _is_person(reading: Reading, number: int, first: int, last: int, words: Sequence[str]) -> bool:
    """Whether a run of two words or more is a person's name: by its first word, a title before it, or what it does."""
    parse = reading.tokens[number]
    if len(words) > 5:
        return False
    if title_before(parse, first) is not None:
        return True
    if words[0] in given_names() and not any(w.lower() in words_for("place_word") for w in words[1:]):
        return True
    if words[0] in family_names_first() and 2 <= len(words) <= 3:
        return True
    token = parse[last - 1]
    while token.dep_ in ("compound", "flat") and first <= token.head.i < last and token.head.i != token.i:
        token = token.head
    if token.tag_ == "NNPS":
        return False
    if token.dep_ == "nsubj" and token.head.lemma_ in words_for("speak"):
        return True
    if token.dep_ == "appos" and title_phrase_in(parse, token.head.left_edge.i, token.head.i + 1):
        return True
    return any(child.dep_ == "appos" and _is_role_noun(child) for child in token.children)


def _is_role_noun(token: Token) -> bool:
    return roles().longest([token.lemma_.lower()], 0) is not None


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["role"] for row in read_rows("roles") if row["title"] == "yes")


def role_may_precede(role: str) -> bool:
    """Whether a role may stand before a name as a title."""
    return role in _titles()


def title_before(parse: Tokens, first: int) -> tuple[int, str] | None:
    """The role phrase that ends just before a name, as (its first token, role)."""
    if not first or not role_ends() & {parse.lower[first - 1], singular(parse[first - 1])}:
        return None
    offset = max(0, first - 6)
    for lower in (parse.lower[offset:first], [singular(t) for t in parse[offset:first]]):
        for start in range(len(lower)):
            role = roles().longest(lower, start, shouted=True)
            if role and start + len(role.words) == len(lower):
                return offset + start, role.actor_id
    return None


def singular(token: Token) -> str:
    """A noun's singular, lower-cased, also where the tagger takes it for a name ("Secretaries")."""
    if not token.tag_.endswith("S") or token.lower_ != token.lemma_.lower():
        return token.lemma_.lower() if token.tag_ == "NNS" else token.lower_
    return f"{token.lower_[:-3]}y" if token.lower_.endswith("ies") else token.lower_.removesuffix("s")


def title_phrase_in(parse: Tokens, first: int, last: int) -> bool:
    """Whether any role word stands in a stretch."""
    return any(roles().longest([token.lemma_.lower()], 0) for token in parse[first:last])


def _same_person(reading: Reading, words: Sequence[str]) -> Person | None:
    """The person of this article whose full name this is, spelling variants and a slip of one letter allowed."""
    wanted = key(words)
    for person in reading.people.values():
        if key(person.words) == wanted:
            return person
    for person in reading.people.values():
        theirs = [key(w) for w in person.words]
        ours = [key(w) for w in words]
        if len(theirs) == len(ours) and sum(a != b for a, b in zip(theirs, ours, strict=True)) == 1 and len(wanted) > 7:
            odd = next((a, b) for a, b in zip(theirs, ours, strict=True) if a != b)
            if _one_letter_apart(*odd):
                return person
        if len(ours) > 1 and _is_part(ours, theirs):
            return person
        if ours[-1] == theirs[-1] and len(ours) > 1 < len(theirs) and _short_for(ours[0], theirs[0]):
            return person
    return None


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return len(one) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _short_for(one: str, other: str) -> bool:
    """Whether one given name is short for the other ("Steve", "Steven")."""
    return len(one) > 3 and len(other) > 3 and (one.startswith(other) or other.startswith(one))


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name's words stand in another's in order ("Ojea Quintana", "Tomas Ojea Quintana")."""
    rest = iter(long)
    return all(word in rest for word in short)


def _refer(reading: Reading, number: int, first: int, last: int) -> None:
    """Resolve a shorter run; in a headline, whose capitals tell nothing, the first part of it that is a name known."""
    parse = reading.tokens[number]
    if not parse.title_case:
        _refer_whole(reading, number, first, last)
        return
    position = first
    while position < last:
        for end in range(min(last, position + 5), position, -1):
            if _name_in_headline(reading, number, position, end):
                position = end
                break
        else:
            position += 1


def _name_in_headline(reading: Reading, number: int, first: int, last: int) -> bool:
    words = _words(reading.tokens[number], first, last)
    wanted = "".join(key(w) for w in words)
    person = next((p for p in reading.people.values() if wanted in (key(p.words), key(family(p)))), None)
    if person is None and len(words) > 1 and (known_one := people_by_key().get(wanted)):
        _register_known(reading, known_one, words)
        person = reading.people[known_one.person_id]
    if person is None and len(words) == 1:
        person = _office_holder(reading, words, None, reading.tokens[number][first])
        if person is not None:
            reading.people.setdefault(person.actor_id, person)
    if person is None or not wanted:
        return False
    reading.add(Found(number, first, last, person.actor_id, "name", "person:headline"))
    return True


def _refer_whole(reading: Reading, number: int, first: int, last: int) -> None:
    """Resolve a shorter run: to a person named before, else an office holder of the day, else, titled, a new one."""
    parse = reading.tokens[number]
    words = _words(parse, first, last)
    known_now = _same_person(reading, words) if len(words) > 1 else None
    title = title_before(parse, first)
    person = known_now or _by_surname(reading, number, first, words, title[1] if title else None)
    if person is not None:
        rule = "person:surname"
        if person.actor_id not in reading.people:
            rule = "person:office_holder"
            reading.people[person.actor_id] = person
        reading.add(Found(number, first, last, person.actor_id, "name", rule))
        return
    token = parse[last - 1]
    named = token.tag_ == "NNP" and len(key(words)) > 2 and role_may_precede(title[1] if title else "")
    if named and not _is_organisation(parse, first, last) and len(words) <= 4 and not reading.is_headline(number):
        actor_id = slug(" ".join(words))
        reading.people[actor_id] = Person(actor_id, tuple(words), given_names().get(words[0], ""))
        reading.add(Found(number, first, last, actor_id, "name", "person:title"))


def _by_surname(reading: Reading, number: int, first: int, words: Sequence[str], title: str | None) -> Person | None:
    """The person whom one word of a name means here."""
    if len(words) > 2:
        return None
    wanted = [key(w) for w in words]
    named = [p for p in reading.people.values() if _is_part(wanted, [key(w) for w in p.words])]
    strong = [p for p in named if key(family(p)) == "".join(wanted)] or named
    if len(strong) > 1:
        strong = [_nearest(reading, number, first, strong, title)]
    if strong:
        return strong[0]
    return _office_holder(reading, words, title, reading.tokens[number][first])


def family(person: Person) -> str:
    """The word of a name that stands alone on second mention."""
    if person.known:
        return known_people()[person.actor_id].family
    if person.words[0] in family_names_first():
        return person.words[0]
    return person.words[-1]


def _nearest(reading: Reading, number: int, first: int, people: Sequence[Person], title: str | None) -> Person:
    """Of several people of one name, the one with the title, else the last one named before this place."""
    titled = [p for p in people if title and any(title in role for role in p.roles)]
    if len(titled) == 1:
        return titled[0]
    before: dict[str, tuple[int, int]] = {}
    for found in reading.found:
        if found.form == "name" and (found.passage, found.first) < (number, first):
            before[found.actor_id or ""] = max(before.get(found.actor_id or "", (-1, -1)), (found.passage, found.first))
    return max(people, key=lambda p: (before.get(p.actor_id, (-1, -1)), p.actor_id))


def _office_holder(reading: Reading, words: Sequence[str], title: str | None, token: Token) -> Person | None:
    """The one holder of an office on the article's date whom a bare surname means ("Putin said")."""
    family_key = key(words)
    candidates = people_by_family().get(family_key, ())
    if not candidates or not reading.date or (token.pos_ != "PROPN" and title is None):
        return None
    if title is None and token.lower_ in words_for("common_surname"):
        return None
    held = {
        o.person_id for o in offices() if o.held_on(reading.date) and o.person_id in {c.person_id for c in candidates}
    }
    if len(held) != 1:
        return None
    person = known_people()[held.pop()]
    return Person(person.person_id, tuple(person.name.replace("-", " ").split()), person.gender, True, person.country)
