"""The content of a verb that reports: which frame of its cue it stands in, and how far the content goes.

Parsers of a small model often hang a content clause elsewhere; where no complement fits, the clause round "X said"
between commas, or the one after the verb up to the end of its sentence, is the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.cues import Cue, cues_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_TIMES = frozenset({"DATE", "TIME"})
_COMPANIONS = frozenset({"as", "of", "for", "over", "against", "with", "to", "on", "about"})
"""Prepositions whose phrase goes with an object that is the content ("praised them for"); others are circumstances."""
_TELLING = frozenset({"say", "tell", "write", "find"})
"""Families whose verbs have little but what is said after them."""
_ADDRESSING = frozenset({"ask", "tell"})
_MARKS = frozenset({",", ";", ":", ".", "-", "--"})
_EDGE = _MARKS | {'"', "'", "''", "``", "?", "!"}


def content_of(verb: Token, cue: Cue) -> tuple[str | None, tuple[int, int] | None]:
    """The frame that the verb stands in and the extent of its content, the first that applies."""
    for frame, tokens in _frames(verb, cue):
        span = _extent(tokens, verb, frame)
        if span:
            return frame, span
    if cue.frames >= {"clause", "quote"}:
        around = _parenthetical(verb)
        if around:
            return "clause", around
    if "clause" in cue.frames and cue.family in _TELLING:
        stray = _stray_clause(verb)
        if stray:
            return "clause", stray
    return None, None


def _stray_clause(verb: Token) -> tuple[int, int] | None:
    """The clause after the verb that the parser hung elsewhere ("said in a release [it] has ..."), to its end.

    It begins at "that", or at its own subject.
    """
    if verb.tag_ not in _FINITE and verb.tag_ not in ("VBG", "VBN"):
        return None
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text in {";", "(", '"'} or (token.pos_ == "VERB" and cues_of(token)):
            return None
        subject = token.dep_ in ("nsubj", "nsubjpass", "expl") and token.lower_ not in syntax.RELATIVE
        that = token.dep_ == "mark" and token.lower_ in ("that", "whether")
        if (subject or that) and verb.is_ancestor(token) and token.head.dep_ not in ("conj", "advcl"):
            first = token.i if that else token.left_edge.i
            return trim(verb.doc, first, verb.sent.end) if first > verb.i else None
    return None


@dataclass
class _Complements:
    """What a verb takes: objects after it, clauses, infinitives, gerunds, small clauses ("called it a sham")."""

    objects: list[Token] = field(default_factory=list)
    clauses: list[Token] = field(default_factory=list)
    infinitives: list[Token] = field(default_factory=list)
    gerunds: list[Token] = field(default_factory=list)
    small: list[Token] = field(default_factory=list)


def _complements(verb: Token, cue: Cue) -> _Complements:
    taken = _Complements()
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "oprd") and child.i > verb.i and child.ent_type_ not in _TIMES:
            taken.objects.append(child)
        elif child.dep_ in ("ccomp", "xcomp"):
            if not (child.i < verb.i and _is_joined(verb)):
                _add_clause(taken, verb, child)
        elif child.dep_ == "advcl" and cue.family in _ADDRESSING and _is_request(verb, child):
            taken.infinitives.append(child)
    return taken


def _is_joined(verb: Token) -> bool:
    """Whether a verb's clause is joined to the one before by "and", "but" or a semicolon: that is no content of it."""
    first = min([verb.i, *(c.left_edge.i for c in syntax.children(verb, *syntax.SUBJECTS) if c.i < verb.i)])
    before = verb.doc[first - 1] if first > verb.sent.start else None
    return before is not None and (before.text == ";" or before.pos_ == "CCONJ")


def _is_request(verb: Token, clause: Token) -> bool:
    """Whether an infinitive that the parser took for a purpose is what is asked: "called on them to act"."""
    first = clause.left_edge.i
    to = any(c.tag_ == "TO" and c.i == first for c in clause.children)
    return to and first > verb.i + 1 and verb.doc[first - 1].text != ","


def _add_clause(taken: _Complements, verb: Token, child: Token) -> None:
    verbal, subject = syntax.is_verb(child), _own_subject(child)
    finite = verbal and any(t.tag_ in _FINITE for t in (child, *syntax.children(child, "aux", "auxpass")))
    marked = any(c.dep_ == "mark" or c.tag_ in ("WDT", "WP", "WRB") for c in child.children)
    if any(c.tag_ == "TO" for c in child.children) and not finite:
        taken.infinitives.append(child)
    elif finite or marked or (subject and verbal) or (child.dep_ == "ccomp" and child.i < verb.i):
        taken.clauses.append(child)
    elif child.tag_ == "VBG":
        taken.gerunds.append(child)
    elif subject or child.dep_ == "ccomp":
        taken.small.append(child)


def _frames(verb: Token, cue: Cue) -> Iterator[tuple[str, list[Token]]]:
    """The frames of the cue that the verb's complements fit, each with the heads of the content, the surest first."""
    taken = _complements(verb, cue)
    yield from _object_with_more(verb, cue, taken)
    yield from _clause_frames(cue, taken)
    yield from _preposition_frames(verb, cue, taken)
    yield from _object_alone(verb, cue, taken)


def _object_with_more(verb: Token, cue: Cue, taken: _Complements) -> Iterator[tuple[str, list[Token]]]:
    if "obj_comp" in cue.frames and taken.small:
        yield "obj_comp", taken.small
    if "obj_comp" in cue.frames and len(taken.objects) > 1:
        yield "obj_comp", taken.objects
    elif "obj_comp" in cue.frames and taken.objects and _has_mark_after(verb, taken.objects[0]):
        # "called the move to sanction them 'a provocation'": the name is hung on a word in between.
        yield "obj_comp", [taken.objects[0], *(t for t in verb.rights if t.i > taken.objects[0].i)]
    for frame in sorted(f for f in cue.frames if f.startswith("obj_") and f[4:] in _COMPANIONS):
        with_phrase = _object_and(verb, taken.objects, frame[4:])
        if with_phrase:
            yield frame, with_phrase


def _has_mark_after(verb: Token, noun: Token) -> bool:
    return any(t.text in {'"', "'"} for t in verb.doc[noun.i : verb.right_edge.i + 1])


def _clause_frames(cue: Cue, taken: _Complements) -> Iterator[tuple[str, list[Token]]]:
    if taken.clauses and cue.frames & {"clause", "obj_clause"}:
        yield "obj_clause" if taken.objects and "obj_clause" in cue.frames else "clause", taken.clauses
    if taken.infinitives and "obj_inf" in cue.frames and (taken.objects or _own_subject(taken.infinitives[0])):
        yield "obj_inf", [*(taken.objects if cue.family != "tell" else []), *taken.infinitives]
    if taken.infinitives and "inf" in cue.frames and (cue.family != "deny" or cues_of(taken.infinitives[0])):
        yield "inf", taken.infinitives  # who refuses to comment answers; who refuses to leave acts
    if taken.gerunds and cue.frames & {"ing", "obj"}:
        yield "ing", taken.gerunds


def _preposition_frames(verb: Token, cue: Cue, taken: _Complements) -> Iterator[tuple[str, list[Token]]]:
    for child in verb.rights:
        frame = f"prep:{child.lower_}"
        if child.dep_ in ("prep", "dative", "agent") and frame in cue.frames:
            # "referred the case to the court" is no talk of the court.
            if not _temporal(child) and not (taken.objects and child.lower_ == "to"):
                later = [t for t in taken.infinitives if t.i > child.i]
                yield frame, [*syntax.children(child, "pobj", "pcomp"), *later]
        elif child.dep_ in ("advcl", "ccomp", "xcomp"):
            # "called for the Council to act": the parser takes "for" for a conjunction.
            frames = [f"prep:{c.lower_}" for c in syntax.children(child, "mark")]
            if frames and frames[0] in cue.frames:
                yield frames[0], [child]


def _object_alone(verb: Token, cue: Cue, taken: _Complements) -> Iterator[tuple[str, list[Token]]]:
    if taken.objects:
        if "obj" in cue.frames:
            yield "obj", taken.objects
    elif verb.dep_ == "relcl" and cue.frames & {"obj", "obj_as"}:
        yield "obj", [t for t in syntax.objects(verb) if t.i < verb.i][:1]
    elif "obj" in cue.frames:
        # "A, which Israel disputes": the clause before.
        which = [t for t in syntax.children(verb, "dobj") if t.lower_ == "which" and t.i < verb.i]
        if which and syntax.is_verb(verb.head) and verb.head.i < which[0].i:
            yield "obj", [verb.head]


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in syntax.SUBJECTS or c.dep_ == "expl" for c in verb.children)


def _object_and(verb: Token, objects: list[Token], preposition: str) -> list[Token]:
    """The object and its companion phrase, which the parser may hang on either."""
    if not objects:
        return []
    phrases = [t for t in verb.children if t.dep_ in ("prep", "dative") and t.lower_ == preposition and t.i > verb.i]
    if phrases:
        return [*objects, phrases[0]]
    inside = any(t.lower_ == preposition and t.dep_ == "prep" for o in objects for t in o.subtree)
    return objects if inside else []


def _temporal(phrase: Token) -> bool:
    return any(c.ent_type_ in _TIMES for c in phrase.children)


def _extent(heads: list[Token], verb: Token, frame: str) -> tuple[int, int] | None:
    """First and last+1 token of the content under `heads`, without the cue's own clause and marks at the edges."""
    if not heads:
        return None
    marks = {t.i for head in heads for t in head.children if t.dep_ == "mark" and f"prep:{t.lower_}" == frame}
    indices = sorted({t.i for head in heads for t in head.subtree} - marks)
    if frame in ("obj", "obj_for") and heads[0].i > verb.i:
        indices.extend(range(indices[-1] + 1, _companion_end(verb, indices[-1]) + 1))
    if frame == "obj" and heads[0].i < verb.i:
        indices = [i for i in indices if i < verb.left_edge.i]
    return trim(verb.doc, indices[0], indices[-1] + 1) if indices else None


def _companion_end(verb: Token, last: int) -> int:
    """The last token of the phrases that follow the object at `last` and go with it: "praised them for coming"."""
    for phrase in verb.rights:
        if phrase.dep_ == "prep" and phrase.lower_ in _COMPANIONS and phrase.i == last + 1 and not _temporal(phrase):
            last = phrase.right_edge.i
    return last


def trim(doc: Doc, first: int, end: int) -> tuple[int, int] | None:
    """A stretch of tokens without marks, blanks and "that" at its edges; None if nothing is left."""
    while first < end and (doc[first].text in _MARKS or doc[first].is_space):
        first += 1
    while first < end and doc[first].lower_ == "that" and doc[first].dep_ == "mark":
        first += 1
    while first < end and (doc[end - 1].text in _MARKS or doc[end - 1].is_space):
        end -= 1
    return (first, end) if first < end else None


def _parenthetical(verb: Token) -> tuple[int, int] | None:
    """The sentence round "X said" that stands at its end or between commas, with no complement of its own."""
    subject = next(iter(syntax.children(verb, "nsubj", "nsubjpass") or inverted_subject(verb)), None)
    if subject is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or syntax.children(verb, "dobj", "xcomp"):
        return None
    doc, sentence = verb.doc, verb.sent
    first = min(subject.left_edge.i, verb.i)
    around = [c for c in verb.rights if c.dep_ not in ("conj", "cc", "punct", "ccomp", "parataxis")]
    end = max([verb.i, subject.right_edge.i, *(c.right_edge.i for c in around)]) + 1
    if first <= sentence.start or doc[first - 1].text not in _EDGE or _is_joined(verb):
        return None
    if end < sentence.end and doc[end].text not in _EDGE:
        return None
    before, after = trim(doc, sentence.start, first), trim(doc, end, sentence.end)
    if before is None:
        return None
    goes_on = after is not None and doc[end].text == "," and after[1] - after[0] >= 3 and doc[after[0]].dep_ != "cc"
    return (before[0], after[1]) if goes_on and after else before


def inverted_subject(verb: Token) -> list[Token]:
    """ "said Kaji": a name right after the verb that the parser took for its object."""
    following = [c for c in verb.rights if c.dep_ in ("dobj", "attr", "npadvmod", "dep", "oprd") and c.pos_ == "PROPN"]
    close = [c for c in following if c.left_edge.i == verb.i + 1 and c.ent_type_ not in _TIMES]
    return close[:1]


def by_phrases(verb: Token) -> list[Token]:
    """Every "by" after a passive verb that no other verb governs: "described as a sham by Z" hangs it on the noun."""
    found = [t for t in verb.subtree if t.lower_ == "by" and t.i > verb.i and t.dep_ in ("agent", "prep")]
    return [by for by in found if syntax.governing_verb(by) == verb]


def passive_content_of(verb: Token, cue: Cue) -> tuple[str | None, tuple[int, int] | None]:
    """What a passive cue says of its subject: "X was described as Y by Z", "a move rejected by Z"."""
    subject = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if subject and subject[0].lower_ in syntax.RELATIVE:
        subject = syntax.subjects(verb)
    if not subject and verb.dep_ == "acl":
        subject = [verb.head]
    if not subject:
        subject = syntax.subjects(verb)[:1]
    takes = any(f == "obj" or f.startswith("obj_") for f in cue.frames)
    if not subject or not takes:
        return None, None
    own = {t.i for t in verb.subtree}
    indices = [t.i for t in subject[0].subtree if t.i not in own or subject[0].head == verb]
    for child in verb.rights:
        if child.dep_ in ("oprd", "xcomp") or (child.dep_ == "prep" and f"obj_{child.lower_}" in cue.frames):
            indices.extend(t.i for t in child.subtree)
    theirs = {t.i for by in by_phrases(verb) for t in by.subtree}
    indices = [i for i in indices if i not in theirs]
    return ("passive", trim(verb.doc, min(indices), max(indices) + 1)) if indices else (None, None)
