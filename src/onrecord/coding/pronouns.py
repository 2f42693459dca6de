"""Pronouns: whom he, she, it and they mean, by gender, number, grammar and distance.

The weights follow the usual salience factors (recency, subjecthood, parallel roles; Lappin and Leass 1994), kept few.
Who the first person is in a quotation depends on who speaks, which a later step finds; in a verbatim record it is the
record's speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.names import words_for
from onrecord.coding.reading import Found, Reading, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEUTRAL = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_ALL = _NEUTRAL | _PLURAL | _SINGULAR.keys()
_SUBJECTS = ("nsubj", "nsubjpass")
_CLAUSES = ("ccomp", "xcomp", "csubj", "advcl")
_OWNED = 16  # more than being the subject of a verb of speech
_REACH = 4  # sentences back that a pronoun looks


def find_pronouns(reading: Reading) -> None:
    """Add a mention for every third-person pronoun, with its actor where the text tells, else null."""
    for index, (number, sentence) in enumerate(reading.sentences):
        if reading.is_headline(number):
            continue
        for token in sentence:
            if token.lower_ not in _ALL or (token.lower_ in _NEUTRAL and _is_expletive(token)):
                continue
            ids = _ids(reading, index, token)
            for actor_id in ids or [None]:
                rule = f"pronoun:{'its' if token.tag_ == 'PRP$' else 'self'}" if actor_id else "pronoun:unknown"
                reading.note(Found(number, token.i, token.i + 1, actor_id, "pronoun", rule, "pronoun"))


def meant_by(reading: Reading, number: int, token: Token) -> list[str]:
    """The actors that a pronoun means, by the mentions found so far."""
    place = (number, token.sent.start)
    index = next(i for i, (n, s) in enumerate(reading.sentences) if (n, s.start) == place)
    return _ids(reading, index, token)


def _ids(reading: Reading, index: int, token: Token) -> list[str]:
    word = token.lower_
    if word in _SINGULAR:
        return _person(reading, reading.sentences, index, token, _SINGULAR[word])
    if word in _NEUTRAL:
        return _thing(reading, reading.sentences, index, token)
    return _several(reading, reading.sentences, index, token) if word in _PLURAL else []


def _person(reading: Reading, sentences: list[tuple[int, Span]], index: int, token: Token, gender: str) -> list[str]:
    """The person whom a singular pronoun means: the best of those named in the last sentences and of that gender."""
    best: tuple[float, int, int, str] | None = None
    number = sentences[index][0]
    quoted = reading.quoted[number][token.i]
    speaker = _speaker_near(reading, sentences, index) if quoted else None
    doer = next(iter(_doers_above(token)), None)
    own = _at(reading, number, doer) if doer is not None and token.tag_ == "PRP$" else []
    owned = _owners(reading, number, doer) if doer is not None and token.tag_ == "PRP$" else []
    for back in range(_REACH + 1):
        if index - back < 0:
            break
        number, sentence = sentences[index - back]
        for found in _mentions(reading, number, sentence):
            person = reading.people.get(found.actor_id or "")
            if person is None or person.gender not in ("", gender) or person.actor_id == speaker:
                continue
            if back == 0 and (found.first >= token.i or _bars(found, token)):
                continue
            score = _salience(reading, found, sentence.doc, back, token, quoted)
            score += 6 * (person.actor_id in own) + _OWNED * (person.actor_id in owned)
            candidate = (score, number, found.first, person.actor_id)
            if best is None or candidate > best:
                best = candidate
    if best is None:
        return []
    _learn_gender(reading, best[3], gender)
    return [best[3]]


def _owners(reading: Reading, number: int, doer: Token) -> list[str]:
    """Whose the doer is: "Kim's visits have not changed his country"."""
    return [i for child in doer.children if child.dep_ == "poss" for i in _at(reading, number, child)]


def _learn_gender(reading: Reading, actor_id: str, gender: str) -> None:
    reading.people[actor_id].gender = reading.people[actor_id].gender or gender


def _salience(reading: Reading, found: Found, doc: Tokens, back: int, token: Token, quoted: bool) -> float:
    head = doc[found.last - 1]
    score = 30.0 - 7 * back
    if head.dep_ in _SUBJECTS:
        score += 12
        score += 3 * (head.head.lemma_ in words_for("speak"))
    elif head.dep_ in ("dobj", "agent", "appos"):
        score += 2
    elif head.dep_ == "poss":
        score += 1
    if reading.quoted[found.passage][found.first] != quoted:
        score -= 14
    if back and token.dep_ not in _SUBJECTS:
        score -= 8
    return score


def _speaker_near(reading: Reading, sentences: list[tuple[int, Span]], index: int) -> str | None:
    """The person who says what stands around a quoted pronoun, whom "he" inside the quotation cannot mean."""
    for back in range(_REACH):
        if index - back < 0:
            return None
        number, sentence = sentences[index - back]
        for found in reversed(_mentions(reading, number, sentence)):
            head = sentence.doc[found.last - 1]
            said = head.dep_ == "nsubj" and head.head.lemma_ in words_for("speak")
            if said and found.actor_id in reading.people and not reading.quoted[number][found.first]:
                return found.actor_id
    return None


def _bars(found: Found, token: Token) -> bool:
    """Whether grammar forbids it: the object of a verb is not its subject ("Kim thanked him")."""
    head = token.doc[found.last - 1]
    return token.dep_ in ("dobj", "dative") and head.dep_ in _SUBJECTS and head.head == token.head


def _mentions(reading: Reading, number: int, sentence: Span) -> list[Found]:
    return [
        f for f in reading.by_passage(number) if sentence.start <= f.first < sentence.end and f.actor_id is not None
    ]


def _is_expletive(token: Token) -> bool:
    """Whether "it" only fills the subject's place ("it is necessary to", "it rained")."""
    if token.dep_ == "expl" or token.tag_ == "PRP$":
        return token.dep_ == "expl"
    head = token.head
    if token.dep_ in _SUBJECTS and head.lemma_ in ("be", "seem", "appear", "become", "remain", "take", "make"):
        if any(c.dep_ == "attr" and c.lemma_ in words_for("expletive_noun") for c in head.children):
            return True
        near = [*head.children, *(g for c in head.children if c.dep_ in ("acomp", "attr") for g in c.children)]
        return any(c.dep_ in _CLAUSES for c in near)
    return False


def _thing(reading: Reading, sentences: list[tuple[int, Span]], index: int, token: Token) -> list[str]:
    """The state or body that "it" means: the doer of its own sentence's main clause, else of the sentence before."""
    number, sentence = sentences[index]
    if token.dep_ not in _SUBJECTS and token.tag_ != "PRP$":
        return []
    if _means_a_text(token):
        return []
    for doer in _doers_above(token):
        found = _at(reading, number, doer)
        if found and found[0] in reading.people:
            return _body_of(reading, found[0], token) or _its_place(reading, sentences, index, token)
        if found:
            return found
        if doer.pos_ not in ("PRON", "DET") and not _speaks(token):
            return _its_place(reading, sentences, index, token)
    for back in range(1, min(index, 3) + 1):
        number, sentence = sentences[index - back]
        if reading.quoted[number][sentence.root.i] and not reading.quoted[sentences[index][0]][token.i]:
            continue
        doers = [c for c in sentence.root.children if c.dep_ in _SUBJECTS]
        found = _at(reading, number, doers[0]) if doers else []
        if found and found[0] not in reading.people:
            return found
        break
    return _its_place(reading, sentences, index, token)


def _means_a_text(token: Token) -> bool:
    """Whether "it" is a text that the sentence named ("called the draft weak and said it contained nothing new")."""
    head = token.head
    if token.dep_ not in _SUBJECTS:
        return False
    told = [head.lemma_, *(c.lemma_ for c in head.children if c.dep_ == "acomp")]
    named = any(
        t.lemma_ in words_for("text_noun") and t.dep_ in (*_SUBJECTS, "dobj", "pobj")
        for t in token.doc[token.sent.start : token.i]
    )
    return named and any(word in words_for("text_predicate") for word in told)


def _body_of(reading: Reading, person_id: str, token: Token) -> list[str]:
    """What a person speaks for, where "it" is what the person speaks of ("the ambassador said it had abstained")."""
    body = reading.people[person_id].affiliation_id
    return [body] if body and token.dep_ in _SUBJECTS else []


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_ in words_for("speak")


def _its_place(reading: Reading, sentences: list[tuple[int, Span]], index: int, token: Token) -> list[str]:
    """A possessive may take the last state or body named before it in its sentence; other cases stay unknown."""
    if token.tag_ != "PRP$":
        return []
    number, sentence = sentences[index]
    before = [f for f in _mentions(reading, number, sentence) if f.last <= token.i and f.actor_id not in reading.people]
    return [before[-1].actor_id or ""] if before else []


def _doers_above(token: Token) -> list[Token]:
    """The subjects of the clauses above a token, the nearest first, those after it left out."""
    found, current = [], token
    while current.head.i != current.i:
        current = current.head
        found += [c for c in current.children if c.dep_ in _SUBJECTS and c.i < token.i and c.i != token.i]
    return found


def _at(reading: Reading, number: int, token: Token) -> list[str]:
    """The actors that a token heads, names first."""
    over = [f for f in reading.by_passage(number) if f.first <= token.i < f.last and f.actor_id is not None]
    if not over:
        return []
    order = {"name": 0, "nominal": 1, "pronoun": 2}
    best = min(over, key=lambda f: (order[f.form], f.first - f.last, f.first))
    return list(dict.fromkeys(f.actor_id or "" for f in over if (f.first, f.last) == (best.first, best.last)))


def _several(reading: Reading, sentences: list[tuple[int, Span]], index: int, token: Token) -> list[str]:
    """The actors that "they" means: a subject of several actors in its own clause above or in the sentence before."""
    number, sentence = sentences[index]
    if reading.quoted[number][token.i]:
        return []
    for doer in _doers_above(token):
        found = _together(reading, number, doer)
        if len(found) > 1 or (found and token.tag_ == "PRP$"):
            return found
        if doer.pos_ not in ("PRON", "DET"):
            return []
    if index:
        number, sentence = sentences[index - 1]
        doers = [c for c in sentence.root.children if c.dep_ in _SUBJECTS]
        found = _together(reading, number, doers[0]) if doers else []
        return found if len(found) > 1 else []
    return []


def _together(reading: Reading, number: int, token: Token) -> list[str]:
    found = _at(reading, number, token)
    for child in token.children:
        if child.dep_ == "conj":
            found += _together(reading, number, child)
    return sorted(set(found)) if found else []
