"""Common-noun phrases that mean an actor of the article: "the envoy", "the panel", "the regime"."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding.bodies import organ_of
from onrecord.coding.describe import add_known_person, kinds, role_rows, serve
from onrecord.coding.gazetteer import gazetteer, organs, role_ends, roles
from onrecord.coding.names import known, words_for
from onrecord.coding.pronouns import meant_by
from onrecord.coding.reading import Found, Person, Reading, Tokens
from onrecord.coding.where import ancestors
from onrecord.reference import known_people, offices, read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPEN = frozenset(
    ["a", "an", "any", "some", "every", "each", "no", "another", "other", "many", "several", "most", "few", "all"]
)
_NEAR = 2  # sentences before, in which the doer may be what "the country" means
_PAIR_REACH = 4  # sentences, its own included, in which "both sides" finds two named
_LEADING = ("head", "minister", "secretary_general", "commissioner", "rapporteur")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head token, where its own words begin, who is said to own it, how definite it is.

    `start` is where it begins with a nominal that owns it ("the group's director"), else `first`.
    """

    number: int
    parse: Tokens
    first: int
    head: int
    owner: str | None
    determiner: str
    adjectives: frozenset[str]
    start: int


@cache
def body_nouns() -> dict[str, tuple[str, ...]]:
    """Nouns for bodies, with the beginnings of the ids that they may mean, likeliest first."""
    return {row["noun"]: tuple(row["ids"].split(";")) for row in read_rows("body_nouns")}


def find_nominals(reading: Reading) -> None:
    """Add the nominal mentions of every passage, in reading order."""
    for number, parse in reading.passages():
        for position in range(reading.skip[number], len(parse)):
            token = parse[position]
            if token.tag_ == "PRP$":
                _add_owned_body(reading, number, parse, token)
                continue
            if token.pos_ not in ("NOUN", "PROPN") or reading.cover[number][position]:
                continue
            phrase = _phrase(reading, number, parse, token)
            for actor_id, rule in _meaning(reading, phrase):
                reading.note(Found(number, phrase.first, position + 1, actor_id, "nominal", rule, "nominal"))


def _add_owned_body(reading: Reading, number: int, parse: Tokens, owner: Token) -> None:
    """ "Its foreign ministry", "its mission to the United Nations": the body of the state that the pronoun means."""
    first = owner.i + 2 if parse.lower[owner.i + 1 : owner.i + 2] == ["own"] else owner.i + 1
    organ = organs().longest(parse.lower, first, shouted=True)
    if organ is None or len(organ.words) < 2 or not words_for("owned_organ") & set(organ.words):
        return
    meant = meant_by(reading, number, owner) or ([reading.topic] if owner.lower_ == "its" and reading.topic else [])
    states = {_state_of(reading, actor_id) for actor_id in meant} - {None}
    if len(states) != 1:
        return
    last = first + len(organ.words)
    actor_id = organ_of(reading, organ.actor_id, states.pop() or "", parse.between(first, last))
    if actor_id:
        reading.add(Found(number, first, last, actor_id, "name", "body:owned", "body"))


def _phrase(reading: Reading, number: int, parse: Tokens, head: Token) -> Phrase:
    """The noun phrase of a head: walk left over modifiers to determiner and owner."""
    position, owner, determiner, words = head.i - 1, None, "", set()
    first, start = head.i, None
    while position >= 0 and position > head.i - 10:
        token, cover = parse[position], reading.cover[number][position]
        if cover is not None:
            if owner is None and cover.actor_id and cover.kind != "none":
                owner = cover.actor_id
            position = cover.first - 1
            if cover.kind == "none":
                first = position + 1
                words.add(cover.actor_id or "")
            continue
        if token.dep_ == "det" or token.tag_ in ("PRP$", "WP$", "DT", "PDT"):
            determiner = token.lower_
            first = position if first == position + 1 else first
            break
        if token.text in ("'s", "'") and owner is None and (above := _nominal_ending(reading, number, position)):
            owner, determiner, start = above.actor_id, parse.lower[above.first], above.first
            break
        if (
            token.text in ("'s", "'", "-")
            or token.lower_ in ("de", "facto")
            or (token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") and not token.is_sent_end)
        ):
            words.add(token.lower_)
            if owner is None and token.text not in ("'s", "'"):
                first = position
            position -= 1
            continue
        break
    if owner is None:
        owner = _owner_after(reading, number, parse, head)
    return Phrase(number, parse, first, head.i, owner, determiner, frozenset(words), first if start is None else start)


def _nominal_ending(reading: Reading, number: int, position: int) -> Found | None:
    """The nominal that ends before a place ("the country" in "the country's own envoy")."""
    before = [f for f in reading.by_passage(number) if f.form == "nominal" and f.last == position and f.actor_id]
    return before[0] if before else None


def _owner_after(reading: Reading, number: int, parse: Tokens, head: Token) -> str | None:
    """ "the government of Sri Lanka", "ambassador of Japan"."""
    position = head.i + 1
    if position + 1 < len(parse) and parse[position].lower_ in ("of", "from"):
        position += 2 if parse[position + 1].lower_ == "the" else 1
        cover = reading.cover[number][position] if position < len(parse) else None
        if cover is not None and cover.first == position:
            return cover.actor_id
    return None


def _meaning(reading: Reading, phrase: Phrase) -> list[tuple[str, str]]:
    """The actors that a phrase means, each with the rule; none if it names nobody known."""
    token = phrase.parse[phrase.head]
    lemma = token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS")
    if plural and lemma not in words_for("state_noun_plural"):
        return [(i, "nominal:pair") for i in _pair(reading, phrase, lemma)]
    role = _role(phrase)
    if role is not None:
        person = _apposed(reading, phrase)
        if person:
            _serve_owner(reading, phrase, person)
            return [(person, "nominal:apposition")]
        if phrase.determiner in _OPEN and role_rows()[role]["kind"] != "spokesperson":
            return []
        if token.dep_ in ("compound", "nmod") and token.head.i > token.i:
            return []
        found = _holder(reading, phrase, role)
        return [found] if found else []
    if phrase.determiner in _OPEN or phrase.adjectives & words_for("other_modifier"):
        return []
    if token.dep_ == "compound" and token.head.i > token.i:
        return []
    if lemma in words_for("state_noun"):
        state = _state(reading, phrase)
        return [(state, "nominal:state")] if state else []
    body = _body(reading, phrase, lemma)
    return [(body, "nominal:body")] if body else []


def _serve_owner(reading: Reading, phrase: Phrase, person_id: str) -> None:
    """Whom the person serves whose role is "its foreign minister" or "the country's delegate"."""
    owner = phrase.owner
    if owner is None and phrase.determiner in ("its", "their"):
        token = next((t for t in reversed(phrase.parse[: phrase.head]) if t.tag_ == "PRP$"), None)
        meant = meant_by(reading, phrase.number, token) if token is not None else []
        owner = meant[0] if len(meant) == 1 else None
    if owner is not None and owner not in reading.people:
        serve(reading, reading.people[person_id], owner)


def _kind(phrase: Phrase, role: str) -> str:
    """The kind of a role here: a "top diplomat to" somewhere is an envoy, otherwise the foreign minister."""
    after = phrase.parse[phrase.head + 1].lower_ if phrase.head + 1 < len(phrase.parse) else ""
    return "diplomat" if role == "top diplomat" and after in ("to", "at") else role_rows()[role]["kind"]


def _role(phrase: Phrase) -> str | None:
    """The longest role that ends at the head."""
    head = phrase.parse[phrase.head]
    if not role_ends() & {head.lower_, head.lemma_.lower()}:
        return None
    before = phrase.parse.lower[max(0, phrase.head - 4) : phrase.head]
    for start in range(len(before) + 1):
        for last in dict.fromkeys((head.lower_, head.lemma_.lower())):
            words = [*before[start:], last]
            entry = roles().longest(words, 0, shouted=True)
            if (
                entry
                and len(entry.words) == len(words)
                and (role_rows()[entry.actor_id]["kind"] or entry.actor_id == "counterpart")
            ):
                return entry.actor_id
    return None


def _apposed(reading: Reading, phrase: Phrase) -> str | None:
    """The person whose name stands beside the role: after it, or on the other side of a comma."""
    number, parse = phrase.number, phrase.parse
    position = phrase.head + 1
    crossed = 0
    while position < len(parse) and position < phrase.head + 14:
        cover = reading.cover[number][position]
        if cover is not None and cover.actor_id in reading.people:
            return cover.actor_id if cover.first == position else None
        if cover is None and parse[position].text == ",":
            crossed += 1
            if crossed > 1:
                break
        elif (
            cover is None and parse[position].lower_ not in words_for("role_link") and parse[position].text not in "()"
        ):
            break
        position = cover.last if cover is not None else position + 1
    position = phrase.start - 1
    while (
        position >= 0
        and reading.cover[number][position] is not None
        and reading.cover[number][position].actor_id not in reading.people
    ):
        position -= 1
    while position >= 0 and (parse[position].text in ("'s", "the", "a", "an", "'") or parse[position].pos_ == "ADJ"):
        position -= 1
    if position > 0 and parse[position].text in (",", "-"):
        cover = reading.cover[number][position - 1]
        if (
            cover is not None
            and cover.actor_id in reading.people
            and parse[phrase.head].dep_ in ("appos", "conj", "attr")
        ):
            return cover.actor_id
    return None


def _holder(reading: Reading, phrase: Phrase, role: str) -> tuple[str, str] | None:
    """Who holds the role meant: a person of the article, else the office's holder of the day, else the state itself."""
    kind = _kind(phrase, role)
    if role == "counterpart":
        return _counterpart(reading, phrase)
    owner = phrase.owner
    if owner is None and "un" in phrase.adjectives and kind in words_for("un_role"):
        owner = "un"
    if owner in reading.people:
        return None
    if phrase.determiner in ("its", "their", "his", "her", "our", "my"):
        owner = owner or _possessor(reading, phrase)
        if owner is None:
            return None
    if owner is None and phrase.determiner not in ("the", "this", "that"):
        return None
    person = _matching(reading, phrase, kind, owner)
    if person is not None:
        return person.actor_id, "nominal:role"
    if phrase.adjectives & {"former", "ex", "late", "previous"} or phrase.parse[phrase.head].text == "member":
        return None
    if kind in _LEADING:
        holder = _in_office(reading, role, owner)
        if holder:
            return holder, "nominal:office"
    actor = known().get(owner or "") or reading.actors.get(owner or "")
    if owner and actor and kind in ("diplomat", "spokesperson", "minister", "head") and actor.type != "person":
        return owner, "nominal:voice"
    return None


def _possessor(reading: Reading, phrase: Phrase) -> str | None:
    """The state that "its" or "his" means before a role: the last named before it in the sentence, or its person's."""
    for position in range(phrase.first - 1, -1, -1):
        cover = reading.cover[phrase.number][position]
        if cover is None or cover.actor_id is None:
            continue
        if phrase.determiner == "its" and cover.actor_id not in reading.people:
            return cover.actor_id
        if phrase.determiner in ("his", "her") and cover.actor_id in reading.people:
            return reading.people[cover.actor_id].affiliation_id
    return None


def _matching(reading: Reading, phrase: Phrase, kind: str, owner: str | None) -> Person | None:
    """The person of the article with this kind of role and owner: the nearest before, else the first after."""
    fitting = [
        p for p in reading.people.values() if kind in kinds(p) and (owner is None or owner in _principals(reading, p))
    ]
    if not fitting:
        return None
    here = (phrase.number, phrase.head)
    places = {
        p.actor_id: [(f.passage, f.first) for f in reading.found if f.actor_id == p.actor_id and f.form == "name"]
        for p in fitting
    }
    before = [
        (max(x for x in places[p.actor_id] if x < here), p)
        for p in fitting
        if any(x < here for x in places[p.actor_id])
    ]
    if before:
        return max(before, key=lambda pair: (pair[0], pair[1].actor_id))[1]
    if owner is None:
        return None
    return min(fitting, key=lambda p: (places[p.actor_id] or [(10**6, 0)], p.actor_id))


def _principals(reading: Reading, person: Person) -> set[str]:
    """Whom a person acts for: the affiliation, its own affiliation, and the person's state."""
    found = {person.affiliation_id or ""}
    body = known().get(person.affiliation_id or "") or reading.actors.get(person.affiliation_id or "")
    if body is not None:
        found.add(body.affiliation_id or "")
    if person.country:
        found.add(person.country.lower())
    if any("un" in ancestors(f) or f.startswith("un_") for f in found):
        found.add("un")
    return found - {""}


def _in_office(reading: Reading, role: str, owner: str | None) -> str | None:
    """The one holder on the article's date of the first office that the role may mean."""
    if not reading.date:
        return None
    for office in role_rows()[role]["offices"].split(";"):
        held = [
            o
            for o in offices()
            if o.office == office and o.held_on(reading.date) and (owner is None or owner in (o.of, "un"))
        ]
        if owner is None and office not in words_for("one_holder_office"):
            continue
        people = {o.person_id for o in held}
        if len(people) == 1:
            person_id = people.pop()
            add_known_person(reading, known_people()[person_id])
            return person_id
    return None


def _counterpart(reading: Reading, phrase: Phrase) -> tuple[str, str] | None:
    """ "His Israeli counterpart": the one with the same kind of role for the other owner, else that owner."""
    if phrase.owner is None or phrase.owner in reading.people:
        return None
    before = [
        f
        for f in reading.found
        if (f.passage, f.last) <= (phrase.number, phrase.first) and f.actor_id in reading.people
    ]
    if before:
        last = max(before, key=lambda f: (f.passage, f.first))
        for kind in sorted(kinds(reading.people[last.actor_id or ""])):
            person = _matching(reading, phrase, kind, phrase.owner)
            if person is not None:
                return person.actor_id, "nominal:counterpart"
    return phrase.owner, "nominal:voice"


def _state(reading: Reading, phrase: Phrase) -> str | None:
    """The state that "the regime", "the country", "the Syrian government", "his country" means."""
    if phrase.owner is not None and not ("former" in phrase.adjectives and phrase.owner in words_for("former_state")):
        return _state_of(reading, phrase.owner)
    if phrase.determiner in ("its", "their", "his", "her"):
        return _state_of_possessor(reading, phrase)
    seat = _seat_after(phrase)
    if seat is not None:
        return seat
    if phrase.determiner == "whose":
        return _state_of_antecedent(reading, phrase)
    if phrase.determiner not in ("the", "this", "that"):
        return None
    lemma = phrase.parse[phrase.head].lemma_.lower()
    told = _by_epithet(reading, phrase)
    if told:
        return told
    if lemma in words_for("regime_noun"):
        return _meant_before(reading, lemma) or _condemned(reading, phrase)
    if phrase.adjectives & words_for("regime_modifier"):
        return _condemned(reading, phrase)
    if lemma in words_for("own_government") and phrase.parse[phrase.head].dep_ in ("nsubj", "nsubjpass", "poss"):
        state = _state_of_doer(reading, phrase)
        if state:
            return state
    return _of_topic(reading, phrase) or nearest_state(reading, phrase.number, phrase.head)


def _seat_after(phrase: Phrase) -> str | None:
    """The state of "the authorities in Minsk", "the regime in Belgrade"."""
    if phrase.parse.lower[phrase.head + 1 : phrase.head + 2] != ["in"]:
        return None
    entry = gazetteer().longest(phrase.parse.words, phrase.head + 2)
    return entry.actor_id if entry is not None and entry.kind in ("seat", "name") and is_state(entry.actor_id) else None


def _state_of(reading: Reading, actor_id: str) -> str | None:
    """An actor if it is a state; of a person the state that the person serves."""
    person = reading.people.get(actor_id)
    owner = person.affiliation_id if person else actor_id
    if person and not is_state(owner) and person.country and is_state(person.country.lower()):
        owner = person.country.lower()
    return owner if is_state(owner) else None


def _state_of_possessor(reading: Reading, phrase: Phrase) -> str | None:
    """The one state of those whom "his", "its" or "their" means: "his country", "its government"."""
    token = next((t for t in reversed(phrase.parse[: phrase.head]) if t.tag_ == "PRP$"), None)
    meant = meant_by(reading, phrase.number, token) if token is not None else []
    states = {_state_of(reading, actor_id) for actor_id in meant} - {None}
    if len(states) == 1:
        return states.pop()
    beside = phrase.determiner in ("its", "their") and not states
    return nearest_state(reading, phrase.number, phrase.head) if beside else None


@cache
def epithets() -> dict[str, frozenset[str]]:
    """Words for a state's region or order ("communist", "Pacific"), with the states that they fit."""
    return {row["word"]: frozenset(row["actor_ids"].split(";")) for row in read_rows("epithets")}


def _by_epithet(reading: Reading, phrase: Phrase) -> str | None:
    """The state of the article that an epithet fits: the page's topic, else the one that is named most."""
    fitting = [epithets()[word] for word in sorted(phrase.adjectives) if word in epithets()]
    if not fitting:
        return None
    counts = reading.counts()
    named = {a: counts[a] for a in frozenset.intersection(*fitting) if counts[a]}
    if reading.topic in named:
        return reading.topic
    return max(named, key=lambda a: (named[a], a), default=None)


def _state_of_antecedent(reading: Reading, phrase: Phrase) -> str | None:
    """The state of whom a relative clause is about: "the envoy X, whose country had drafted the text"."""
    clause = next((t for t in phrase.parse[phrase.head].ancestors if t.dep_ == "relcl"), None)
    if clause is None:
        return None
    cover = reading.cover[phrase.number][clause.head.i]
    return _state_of(reading, cover.actor_id) if cover is not None and cover.actor_id else None


def _condemned(reading: Reading, phrase: Phrase) -> str | None:
    """The government that a loaded word ("the regime") means: the one the page accuses, or else names most.

    Whoever speaks calls another's government so; a bystander of the sentence is not meant either.
    """
    sides = _speaking(reading, phrase)
    accused = reading.topic
    if accused is not None and accused not in sides:
        return accused
    counts = reading.counts()
    states = {a: n for a, n in counts.items() if is_state(a) and a not in sides}
    return max(states, key=lambda a: (states[a], a), default=accused)


def _speaking(reading: Reading, phrase: Phrase) -> set[str]:
    """The states of those who say the sentence that a phrase is in, or the sentence beside it in one quotation."""
    parse, sentence = phrase.parse, phrase.parse[phrase.head].sent
    stretches = [(sentence.start, sentence.end)]
    if reading.quoted[phrase.number][phrase.head]:
        beside = [s for s in parse.sents if s.end == sentence.start or s.start == sentence.end]
        stretches += [(s.start, s.end) for s in beside]
    found = set()
    for found_one in reading.by_passage(phrase.number):
        token = parse[found_one.last - 1]
        said = token.dep_ in ("nsubj", "agent") and token.head.lemma_ in words_for("speak")
        if said and found_one.actor_id and any(a <= found_one.first < b for a, b in stretches):
            found.add(_state_of(reading, found_one.actor_id) or "")
    return found - {""}


def _of_topic(reading: Reading, phrase: Phrase) -> str | None:
    """The state the page is about, where "the country" opens afresh: no state is named near it that it may mean."""
    topic = reading.topic
    if topic is None or not reading.counts()[topic]:
        return None
    sentence = phrase.parse[phrase.head].sent
    here = [f for f in _state_names(reading, phrase.number) if sentence.start <= f.first < phrase.first]
    if any(f.actor_id == topic for f in here) or phrase.adjectives - words_for("plain_modifier"):
        return topic
    parse, head = phrase.parse, phrase.head
    if any(not _is_doer_above(parse, f, head) and not _is_of_a_role(reading, parse, f) for f in here):
        return None
    if here:
        return topic
    before = [s for s in phrase.parse.sents if s.end <= sentence.start][-_NEAR:]
    near = _state_names(reading, phrase.number) if before else []
    doers = [
        f.actor_id
        for f in near
        if before[0].start <= f.first < sentence.start and _is_main_doer(phrase.parse[f.last - 1])
    ]
    return None if doers and doers[-1] != topic else topic


def _is_main_doer(token: Token) -> bool:
    alone = not any(child.dep_ == "conj" for child in token.children)
    return alone and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT"


def _meant_before(reading: Reading, lemma: str) -> str | None:
    """The state that the same loaded noun ("the regime") meant before: an article calls one government so."""
    for found in reading.found:
        if found.rule == "nominal:state" and reading.tokens[found.passage][found.last - 1].lower_ == lemma:
            return found.actor_id
    return None


def _state_of_doer(reading: Reading, phrase: Phrase) -> str | None:
    """The state of the person who speaks of "the government" ("the minister said the government would not")."""
    for found in reversed(reading.by_passage(phrase.number)):
        person = reading.people.get(found.actor_id or "")
        if person is not None and found.last <= phrase.first and _is_doer_above(phrase.parse, found, phrase.head):
            return person.affiliation_id if is_state(person.affiliation_id) else None
    return None


def nearest_state(reading: Reading, number: int, position: int) -> str | None:
    """The state that the text is about at a place.

    Of those that the sentence names before it, the one that the article names most, where the doer of the clause counts
    only if it is the one the whole article names most; else the doer of the last sentence that names a state; else the
    one of its states that the article names most.
    """
    parse = reading.tokens[number]
    sentence = parse[position].sent
    counts = reading.counts()
    states = {a: n for a, n in counts.items() if is_state(a)}
    top = max(states, key=lambda a: (states[a], a), default=None)
    here = [
        f
        for f in _state_names(reading, number)
        if sentence.start <= f.first < position and not _is_of_a_role(reading, parse, f)
    ]
    doers = {f.actor_id for f in here if _is_doer_above(parse, f, position)}
    rest = {f.actor_id or "": f.first for f in here if f.actor_id not in doers or f.actor_id == top}
    if rest:
        return max(rest, key=lambda a: (counts[a], rest[a], a))
    last = _last_naming(reading, number, sentence.start)
    for found in last:
        token = reading.tokens[found.passage][found.last - 1]
        if _is_main_doer(token):
            return found.actor_id
    places = {f.actor_id or "": f.first for f in last} or {f.actor_id or "": f.first for f in here}
    return max(places, key=lambda a: (counts[a], places[a], a), default=top)


def _is_of_a_role(reading: Reading, parse: Tokens, found: Found) -> bool:
    """Whether a state's name only says whose officer somebody is ("the British ambassador")."""
    head = parse[found.last - 1].head
    cover = reading.cover[found.passage][head.i]
    person = cover is not None and cover.actor_id in reading.people
    return parse[found.last - 1].dep_ in ("amod", "compound", "poss", "nmod") and (person or _is_role_word(head))


def _is_role_word(token: Token) -> bool:
    entry = roles().longest([token.lemma_.lower()], 0, shouted=True)
    return entry is not None and bool(role_rows()[entry.actor_id]["kind"] or entry.actor_id == "counterpart")


def is_state(actor_id: str | None) -> bool:
    """Whether an actor is a state."""
    actor = known().get(actor_id or "")
    return actor is not None and actor.type == "country"


def _state_names(reading: Reading, number: int) -> list[Found]:
    return [f for f in reading.by_passage(number) if f.form == "name" and is_state(f.actor_id)]


def _is_doer_above(parse: Tokens, found: Found, position: int) -> bool:
    token = parse[found.last - 1]
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.is_ancestor(parse[position])


def _last_naming(reading: Reading, number: int, start: int) -> list[Found]:
    """The names of the last sentence before a place that names a state."""
    for passage in range(number, max(-1, number - 8), -1):
        parse = reading.tokens[passage]
        before = [
            f
            for f in _state_names(reading, passage)
            if (passage < number or f.first < start) and not _is_of_a_role(reading, parse, f)
        ]
        if before:
            sentence = reading.tokens[passage][before[-1].first].sent
            return [f for f in before if sentence.start <= f.first < sentence.end]
    return []


def _body(reading: Reading, phrase: Phrase, lemma: str) -> str | None:
    """The body that "the council", "the world body", "the ministry" means: the last one named that the noun fits."""
    parse = phrase.parse
    word = " ".join(t.lower_ for t in parse[max(0, phrase.head - 1) : phrase.head + 1])
    ids = body_nouns().get(word) or body_nouns().get(lemma)
    organ = organs().longest([t.lower_ for t in parse[max(0, phrase.head - 1) : phrase.head + 1]], 0, shouted=True)
    if ids is None and organ is not None and len(organ.words) == 2:
        ids = (f"{organ.actor_id}_",)
    if (
        ids is None
        or phrase.determiner not in ("the", "this", "that", "")
        or (not phrase.determiner and not phrase.owner and parse[phrase.head].dep_ != "compound")
    ):
        return None
    if (phrase.owner is not None and phrase.owner not in ("un",)) or _made_of_people(reading, phrase):
        return None
    here = (phrase.number, phrase.head)
    named = sorted(
        (
            (f.passage, f.first, f.actor_id)
            for f in reading.found
            if f.form == "name" and f.actor_id and (f.passage, f.first) < here
        ),
        reverse=True,
    )
    for _, _, actor_id in named:
        if any(_fits(reading, actor_id, wanted, lemma) for wanted in ids):
            return actor_id
    if "=" in ids[0]:
        return ids[0].split("=")[1]
    return None


def _made_of_people(reading: Reading, phrase: Phrase) -> bool:
    """Whether this noun or the same one before it counts members ("a group of 40 lawyers"), and so is no body named."""
    word = phrase.parse.lower[phrase.head]
    return any(
        one == word and after == "of"
        for number in range(phrase.number + 1)
        for place, (one, after) in enumerate(itertools.pairwise(reading.tokens[number].lower))
        if reading.cover[number][place] is None and (number, place) <= (phrase.number, phrase.head)
    )


def _fits(reading: Reading, actor_id: str, wanted: str, lemma: str) -> bool:
    """Whether an actor is what a noun's row wants: an id, its beginning ("mofa_"), a type ("type:ngo"), or its word."""
    actor = known().get(actor_id) or reading.actors.get(actor_id)
    if actor is None:
        return False
    if wanted.startswith("type:"):
        return actor.type == wanted[5:]
    if wanted == "word":
        forms = (actor.name, *getattr(actor, "aliases", ()))
        return actor.type not in ("country", "person") and any(lemma in form.lower().split() for form in forms)
    wanted = wanted.lstrip("=")
    return actor_id == wanted or (wanted.endswith("_") and actor_id.startswith(wanted))


@cache
def _permanent_members() -> frozenset[str]:
    """The states with a permanent seat on the Security Council."""
    return frozenset(row["state"] for row in read_rows("membership") if row["seat"] == "permanent")


def _pair(reading: Reading, phrase: Phrase, lemma: str) -> list[str]:
    """The two actors of "the two leaders", "both sides": the last two of the kind that a sentence names."""
    words = set(phrase.parse.lower[max(0, phrase.head - 5) : phrase.head])
    if not (words & {"both"} or {"the", "two"} <= words or {"these", "two"} <= words or {"their", "two"} <= words):
        return []
    people = lemma in words_for("pair_of_people")
    if not people and lemma not in words_for("pair_of_states"):
        return []
    fits = reading.people.__contains__ if people else is_state
    if words & words_for("veto_power"):
        fits = _permanent_members().__contains__
    seen = 0
    for number in range(phrase.number, max(-1, phrase.number - 4), -1):
        for sentence in reversed(list(reading.tokens[number].sents)):
            if number == phrase.number and sentence.start > phrase.head:
                continue
            seen += 1
            if seen > _PAIR_REACH:
                return []
            here = [
                f
                for f in reading.by_passage(number)
                if f.form == "name" and sentence.start <= f.first < sentence.end and fits(f.actor_id or "")
                if number < phrase.number or f.first < phrase.first
            ]
            named = {f.actor_id or "" for f in here}
            if len(named) != 2 and not people:
                named = _joined_pair(reading.tokens[number], here)
            if len(named) == 2:
                return sorted(named)
    return []


def _joined_pair(parse: Tokens, names: list[Found]) -> set[str]:
    """The two that "and" joins, and no third with them ("Peru and Chile", not "Peru, Chile and Cuba")."""
    found: set[str] = set()
    for one, other in itertools.pairwise(names):
        together = parse.lower[one.last : other.first] in (["and"], ["and", "the"])
        if together and (one.first == 0 or parse.words[one.first - 1] != ","):
            found = {one.actor_id or "", other.actor_id or ""}
    return found
