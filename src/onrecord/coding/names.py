"""Names of states, bodies and outlets: the gazetteer's forms, and what tells an actor from a place or an attribute."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding.gazetteer import Entry, gazetteer, organs, roles
from onrecord.coding.reading import Found, Reading, Tokens, is_capitalised
from onrecord.reference import KnownActor, known_actors, read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def known() -> dict[str, KnownActor]:
    """The rows of actors.csv by id."""
    return {actor.actor_id: actor for actor in known_actors()}


@cache
def words_for(use: str) -> frozenset[str]:
    """The lemmas that actor_words.csv lists for a use."""
    return frozenset(row["word"] for row in read_rows("actor_words") if row["use"] == use)


def find_known_names(reading: Reading) -> None:
    """Add every form of the gazetteer that names an actor where it stands."""
    for number, parse in reading.passages():
        words = parse.words
        shouted = parse.shouted
        position = reading.skip[number]
        while position < len(words):
            entry = gazetteer().longest(words, position, shouted)
            if entry is None:
                position += 1
                continue
            last = position + len(entry.words)
            kind = _kind_here(entry, parse, position, last, reading.is_headline(number))
            if kind != "free":
                reading.add(
                    Found(number, position, last, entry.actor_id or None, "name", f"gazetteer:{entry.kind}", kind)
                )
            position = last
    _drop_organs_of_absent_states(reading)


def _kind_here(entry: Entry, parse: Tokens, first: int, last: int, headline: bool) -> str:
    """What the form is in this place: its own kind, 'none' (names nobody), or 'free' (part of some other name)."""
    if entry.kind == "none":
        return "none"
    actor = known()[entry.actor_id]
    if entry.actor_id == "un" and _is_attribute(parse, first, last):
        return "none"
    if entry.kind == "seat":
        return "seat" if _stands_for_government(parse, first, last, headline) else "none"
    if actor.type == "media":
        return "name" if _is_cited(parse, first, last) else "none"
    if (
        entry.actor_id in words_for("city_state")
        and parse[first].dep_ == "pobj"
        and parse[first].head.lower_ in ("in", "at")
    ):
        return "none"
    if entry.kind == "name" and actor.type == "country" and last - first == 1 and _is_part_of_a_person(parse, first):
        return "free"
    if entry.kind == "adjective" and _is_language(parse, first, last):
        return "none"
    return entry.kind


def _is_attribute(parse: Tokens, first: int, last: int) -> bool:
    """Whether "UN" only modifies the noun after it ("the UN ambassador"), so that it is no mention of its own."""
    token = parse[last - 1]
    after = parse[last] if last < len(parse) else None
    if after is None or after.text == "'s" or (after.is_punct and after.text != "-"):
        return False
    if token.dep_ in ("compound", "amod", "nmod") and token.head.i >= last:
        return True
    return after.pos_ in ("NOUN", "PROPN", "ADJ") and token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj")


def _is_language(parse: Tokens, first: int, last: int) -> bool:
    before = parse[first - 1].lower_ if first else ""
    after = parse[last].lower_ if last < len(parse) else ""
    free = last == len(parse) or parse[last].is_punct or parse[last].pos_ in ("ADP", "CCONJ", "VERB", "AUX")
    return after in words_for("language") or (before in ("in", "into", "speak", "speaks", "spoke", "speaking") and free)


def _is_cited(parse: Tokens, first: int, last: int) -> bool:
    """Whether an outlet acts or is cited ("told Reuters", "KCNA said") rather than credited."""
    if first and parse[first - 1].text in ("(", "/", "["):
        return False
    token = parse[last - 1]
    while token.dep_ in ("compound", "poss", "nmod", "appos") and token.head.i != token.i and token.head.i < last + 3:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return True
    head = token.head
    if token.dep_ in ("dobj", "dative", "iobj"):
        return head.lemma_ in words_for("tell")
    if token.dep_ == "pobj":
        return head.lower_ in ("to", "by", "with", "in", "on", "from") and (
            head.head.lemma_ in words_for("tell") or head.head.lower_ == "according"
        )
    return token.dep_ == "conj" and token.head.dep_ in ("nsubj", "agent")


def _is_part_of_a_person(parse: Tokens, position: int) -> bool:
    """Whether a country's name is somebody's ("Michael Jordan", "Chad Smith", "Israel Katz")."""
    before = parse[position - 1] if position else None
    if before is not None and before.text in given_names() and before.pos_ == "PROPN":
        return before.text not in known_words()
    after = parse[position + 1] if position + 1 < len(parse) else None
    beyond = parse[position + 2] if position + 2 < len(parse) else None
    return (
        parse[position].text in given_names()
        and after is not None
        and after.pos_ == "PROPN"
        and is_capitalised(after)
        and after.lower_ not in words_for("not_a_name")
        and roles().longest([after.lower_], 0) is None
        and organs().longest([t.lower_ for t in parse[after.i : after.i + 4]], 0) is None
        and gazetteer().longest([after.text], 0) is None
        and not (beyond is not None and beyond.pos_ == "PROPN" and is_capitalised(beyond))
    )


@cache
def given_names() -> dict[str, str]:
    """Given names with the gender they tell, '' where they tell none."""
    return {row["name"]: row["gender"] for row in read_rows("given_names")}


@cache
def known_words() -> frozenset[str]:
    """Single words that name a state or body."""
    return frozenset(
        form for actor in known_actors() for form in (actor.name, *actor.aliases, *actor.adjectives) if " " not in form
    )


def _stands_for_government(parse: Tokens, first: int, last: int, headline: bool) -> bool:
    """Whether a capital or seat stands for its government ("talks with Pyongyang") and not for the place."""
    token = parse[last - 1]
    after = parse[last] if last < len(parse) else None
    if (
        after is not None
        and after.text == "-"
        and last + 1 < len(parse)
        and parse[last + 1].lower_ in ("based", "area")
    ):
        return False
    if after is not None and after.lower_ in ("'s", "'"):
        owned = token.head
        return owned.lemma_.lower() not in words_for("place_noun")
    return _role_of_seat(token, headline)


def _role_of_seat(token: Token, headline: bool) -> bool:
    dep, head = token.dep_, token.head
    if dep in ("nsubj", "nsubjpass", "agent"):
        named = any(child.lower_ == "the" for child in token.children)  # "the Kremlin" is no town
        return named or head.lemma_ not in words_for("place_verb") or _is_of_mind(head)
    if dep in ("dobj", "dative"):
        return head.lemma_ not in words_for("place_object_of")
    if dep == "pobj":
        return _by_preposition(head)
    if dep == "conj":
        return head.i != token.i and _role_of_seat(head, headline)
    if dep in ("compound", "nmod", "amod"):
        return head.lemma_.lower() in words_for("government_noun")
    if dep == "poss":
        return head.lemma_.lower() not in words_for("place_noun")
    return headline and dep in ("ROOT", "npadvmod", "dep") and token.i == 0 and not _followed_by_comma(token)


def _is_of_mind(verb: Token) -> bool:
    """Whether "be" tells what its subject is up to, as only a government can be ("was out to punish", "is behind")."""
    return verb.lemma_ == "be" and any(c.i > verb.i and c.lower_ in words_for("attitude") for c in verb.children)


def _followed_by_comma(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().text in (",", ":")


def _by_preposition(preposition: Token) -> bool:
    """Whether what a preposition governs is a government, by the preposition and what it depends on."""
    word, head = preposition.lower_, preposition.head
    lemma = head.lemma_.lower()
    if lemma in words_for("government_noun"):
        return True
    if word in words_for("place_preposition"):
        return False
    if word in ("to", "from", "of", "for"):
        return lemma in words_for("government_relation")
    return word in words_for("actor_preposition")


def _drop_organs_of_absent_states(reading: Reading) -> None:
    """A body's common-word name ("Congress", "Foreign Office") counts only where its state is named too."""
    named = set(reading.counts())
    for found in list(reading.found):
        if found.form != "name" or found.kind != "name" or not found.actor_id:
            continue
        actor = known()[found.actor_id]
        parse = reading.tokens[found.passage]
        words = [t.lower_ for t in parse[found.first : found.last]]
        organ = organs().longest(words, 0)
        if actor.affiliation_id and actor.affiliation_id not in named and organ and len(organ.words) == len(words):
            reading.drop(found)
