"""Names that only several names together settle: "the North", "both Koreas", "the Trump administration"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.gazetteer import gazetteer
from onrecord.coding.names import known, words_for
from onrecord.coding.reading import Found, Person, Reading, Tokens
from onrecord.reference import offices, read_rows


def settle_names(reading: Reading) -> None:
    """Settle what only several names together tell: "the North", "both Koreas", "the Trump administration"."""
    _relative_names(reading)
    _pairs(reading)
    _governments(reading)
    _offices_with_holders(reading)


def _relative_names(reading: Reading) -> None:
    """ "the North" is the state that the article names in full and that relative_names.csv gives the word to."""
    named = reading.counts()
    means = {row["word"]: row["actor_id"] for row in read_rows("relative_names") if named[row["actor_id"]]}
    if not means:
        return
    for number, parse in reading.passages():
        for token in parse[reading.skip[number] :]:
            if (
                token.text in means
                and reading.cover[number][token.i] is None
                and _stands_alone(parse, token.i, reading, number)
            ):
                reading.add(Found(number, token.i, token.i + 1, means[token.text], "name", "name:relative"))


def _stands_alone(parse: Tokens, position: int, reading: Reading, number: int) -> bool:
    after = parse[position + 1] if position + 1 < len(parse) else None
    before = parse[position - 1] if position else None
    if after is not None and (after.text == "-" or (after.text[:1].isupper() and not after.is_sent_start)):
        return False
    if before is not None and before.text == "-":
        return False
    if before is not None and before.lower_ == "the":
        return not (after is not None and after.lower_ in words_for("direction_noun"))
    joined = after is not None and after.lower_ in ("and", "or") and position + 2 < len(parse)
    if joined and reading.cover[number][position + 2]:
        return True
    return reading.is_headline(number) or before is None


def _pairs(reading: Reading) -> None:
    """ "Both Koreas", "the two Koreas" name both states."""
    for row in read_rows("pair_names"):
        for number, parse in reading.passages():
            for token in parse[reading.skip[number] :]:
                if token.text != row["word"] or token.i == 0:
                    continue
                first = token.i - 1 if parse[token.i - 1].lower_ in ("both", "two") else token.i
                if first == token.i and parse[token.i - 1].lower_ != "the":
                    continue
                if first and parse[first].lower_ == "two" and parse[first - 1].lower_ == "the":
                    first -= 1
                for actor_id in row["actor_ids"].split(";"):
                    reading.note(Found(number, first, token.i + 1, actor_id, "name", "name:pair"))


def _governments(reading: Reading) -> None:
    """ "The Trump administration", "the Kim Jong-un regime" and "the Syrian Government" are the state."""
    for found in list(reading.found):
        parse = reading.tokens[found.passage]
        if found.form != "name" or found.last >= len(parse) or found.actor_id is None:
            continue
        after = parse[found.last]
        if after.lower_ not in words_for("government"):
            continue
        person = reading.people.get(found.actor_id)
        if person is not None:
            state = _leads(person, reading.date)
            if state:
                reading.drop(found)
                reading.add(Found(found.passage, found.first, found.last + 1, state, "name", "name:government"))
        elif after.text[:1].isupper() and found.kind == "adjective":
            reading.drop(found)
            reading.add(replace(found, last=found.last + 1, rule="name:government"))


def _leads(person: Person, date: str) -> str | None:
    """The state that a person leads on a date, or ever led."""
    leading = words_for("leading_office")
    held = [o for o in offices() if o.person_id == person.actor_id and o.office in leading]
    now = [o for o in held if date and o.held_on(date)]
    return next((o.of for o in [*now, *held]), None)


def name_owners(reading: Reading) -> None:
    """A state named only inside a body's name ("Syrian army") is named there: one mention, not the clause's doer."""
    nested: dict[tuple[str, str], Found] = {}
    for found in reading.found:
        if found.rule not in ("body:organ", "body:head_word", "gazetteer:name") or found.last - found.first < 2:
            continue
        actor = known().get(found.actor_id or "") or reading.actors.get(found.actor_id or "")
        if actor is None or actor.type in ("ngo", "country", "media"):
            continue
        parse = reading.tokens[found.passage]
        entry = gazetteer().longest([t.text for t in parse[found.first : found.last]], 0)
        if entry is None or entry.kind != "adjective":
            entry = gazetteer().longest([t.text for t in parse[found.first : found.last - 1]], 0)
        if entry is not None and entry.kind == "adjective" and found.first + len(entry.words) < found.last:
            text = " ".join(entry.words)
            nested[(entry.actor_id, text)] = replace(
                found,
                last=found.first + len(entry.words),
                actor_id=entry.actor_id,
                rule="gazetteer:nested",
                kind="adjective",
            )
    named = {
        (f.actor_id, reading.tokens[f.passage].between(f.first, f.last)) for f in reading.found if f.form == "name"
    }
    for (actor_id, text), found in sorted(nested.items()):
        if (actor_id, text) not in named:
            reading.note(found)


def _offices_with_holders(reading: Reading) -> None:
    """ "UN High Commissioner for Human Rights Zeid" names the person; the office before the name is a title."""
    for found in list(reading.found):
        if found.form != "name" or found.actor_id not in words_for("office_actor"):
            continue
        parse = reading.tokens[found.passage]
        place = found.last
        if place < len(parse) and parse[place].text == ",":
            place += 1
        before = found.first - 1
        while before > 0 and parse[before].text in (",", "the", "then"):
            before -= 1
        holder = reading.cover[found.passage][before] if 0 <= before < found.first - 1 else None
        if holder is not None and holder.actor_id in reading.people and parse[before + 1].text == ",":
            reading.drop(found)
            continue
        after = reading.cover[found.passage][place] if place < len(parse) else None
        if after is not None and after.first == place and after.actor_id in reading.people:
            reading.drop(found)
