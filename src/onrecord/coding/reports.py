"""Reports: where a sentence says that somebody says something; cue, source and content as tokens of the parse.

A cue is a word of `data/reference/cues.csv` standing in one of its frames:

quote      a quoted passage goes with it ("A," he said)
clause     a content clause, also before it or round it (A, he said; A, he said, and B)
inf, ing   an infinitive or gerund (vowed to act; denied having acted)
obj        its object is the content (condemned the move), with what belongs to it
obj_X      object and X together: obj_clause (told them that A), obj_inf (urged them to act), obj_comp (called it a sham),
           obj_as, obj_of, obj_for, obj_on, obj_with, obj_to, obj_about (described it as, accused them of, ...)
prep:X     the object of the preposition (called for talks)

Where `addressee` is `obj`, the object of the frames obj_clause, obj_inf and quote is spoken to; where it is a preposition,
its object is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.reference import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_TIMES = frozenset({"DATE", "TIME"})
_COMPANIONS = frozenset({"as", "of", "for", "over", "against", "with", "to", "on", "about"})
"""Prepositions whose phrase goes with an object that is the content ("praised them for"); others are circumstances."""
_EDGE = frozenset({",", ";", ":", ".", "-", "--", '"', "'", "''", "``", "?", "!"})


@dataclass(frozen=True)
class Cue:
    """A row of cues.csv."""

    lemma: str
    pos: str
    family: str
    frames: frozenset[str]
    addressee: str
    assertion: str
    event_type: str


@dataclass(frozen=True)
class Report:
    """A reported act of saying, as token indices of one parse."""

    cue: Cue
    frame: str
    word: Token
    """The word that heads the cue."""
    speakers: tuple[Token, ...]
    """Heads of the phrases that name who says it; empty where the clause does not tell."""
    others: tuple[Token, ...]
    """Nouns that a participle may describe instead, and a text among them does: "a resolution by consensus urging"."""
    content: tuple[int, int] | None
    """First and last+1 token of the content; None where only a quoted passage can be it."""
    addressee: Token | None


@cache
def lexicon() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """The rows of each cue, by lemma (with particle, "point out") and part of speech."""
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in read_rows("cues"):
        cue = Cue(
            row["lemma"],
            row["pos"],
            row["family"],
            frozenset(row["frames"].split(";")),
            row["addressee"],
            row["assertion"],
            row["event_type"],
        )
        found.setdefault((cue.lemma, cue.pos), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}


def cues_of(token: Token) -> tuple[Cue, ...]:
    """The rows of cues.csv that a token may be the head of, by its lemma with its particle."""
    pos = "VERB" if token.pos_ in ("VERB", "AUX") else token.pos_
    if pos not in ("VERB", "NOUN"):
        return ()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    lemma = token.lemma_.lower()
    return lexicon().get((f"{lemma} {particle}" if particle else lemma, pos), ())


def find_reports(sentence: Span, quoted: frozenset[int]) -> list[Report]:
    """The reports of a sentence in reading order; words of the parse whose index is in `quoted` are no cues."""
    found = []
    for token in sentence:
        if token.i in quoted:
            continue
        cues = cues_of(token)
        if not cues:
            continue
        if cues[0].family == "accord":
            found.extend(_according(token, cues[0]))
        elif cues[0].pos == "NOUN":
            found.extend(_noun_report(token, cues[0]))
        elif _may_report(token):
            found.extend(_verb_report(token, cues))
    return found


# --- verbs -----------------------------------------------------------------------------------------------------------


def _may_report(verb: Token) -> bool:
    """Whether a verb form reports: finite, a participle, a gerund, an infinitive under a verb that only leads to it."""
    if verb.dep_ in ("amod", "compound", "aux", "auxpass"):
        return False
    if any(c.tag_ == "TO" for c in verb.children) and not any(c.dep_ == "nsubj" for c in verb.children):
        return verb.dep_ == "xcomp" and syntax.is_verb(verb.head) and not cues_of(verb.head)
    return True


def _verb_report(verb: Token, cues: tuple[Cue, ...]) -> Iterator[Report]:
    passive = syntax.is_passive(verb)
    speakers = tuple(_speakers(verb, passive))
    if not speakers and verb.tag_ != "VBG":
        return
    if speakers and speakers[0].lower_ == "you":
        return
    fitting = ((cue, *(_passive_content if passive else _content)(verb, cue)) for cue in cues)
    cue, frame, content = next((f for f in fitting if f[1]), (None, None, None))
    if cue is None or frame is None:
        cue, frame = next((c for c in cues if "quote" in c.frames), None), "quote"
    if cue is None:
        return
    yield Report(cue, frame, verb, speakers, _others(verb, speakers), content, _addressee(verb, cue, frame))


def _speakers(verb: Token, passive: bool) -> list[Token]:
    """Who says it; of several subjects that a broken parse hangs on the verb, the nearest before it."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(own) > 1 and not passive:
        return syntax.expand([max((c for c in own if c.i < verb.i), key=lambda c: c.i, default=own[0])])
    found = syntax.doers(verb)
    if not found and not passive and verb.tag_ != "VBG":
        found = _inverted_subject(verb)
    return found


def _others(verb: Token, speakers: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a participle may describe beside its apparent subject: the nouns round it, up to the object of its clause."""
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or not speakers:
        return ()
    noun, found = speakers[0], []
    while noun.dep_ == "pobj" and noun.head.head is not noun.head:
        noun = noun.head.head
        found.extend([noun] if noun.pos_ in ("NOUN", "PROPN") else syntax.children(noun, "dobj", "nsubjpass"))
    return tuple(found)


def _inverted_subject(verb: Token) -> list[Token]:
    """ "said Kaji": a name right after the verb that the parser took for its object."""
    following = [c for c in verb.rights if c.dep_ in ("dobj", "attr", "npadvmod", "dep", "oprd") and c.pos_ == "PROPN"]
    close = [c for c in following if c.left_edge.i == verb.i + 1 and c.ent_type_ not in _TIMES]
    return close[:1]


def _addressee(verb: Token, cue: Cue, frame: str) -> Token | None:
    if cue.addressee == "obj":
        objects = syntax.objects(verb) or syntax.children(verb, "dative")
        takes = frame in ("quote", "clause", "obj_clause", "obj_inf", "inf") or frame.startswith("prep:")
        return objects[0] if takes and objects else None
    if cue.addressee.startswith("prep:"):
        return next(iter(syntax.oblique(verb, cue.addressee[5:])), None)
    return None


def _content(verb: Token, cue: Cue) -> tuple[str | None, tuple[int, int] | None]:
    """The frame that the verb stands in and the extent of its content, the first that applies."""
    for frame, tokens in _frames(verb, cue):
        span = _extent(tokens, verb, frame)
        if span:
            return frame, span
    if cue.frames >= {"clause", "quote"}:
        around = _parenthetical(verb)
        if around:
            return "clause", around
    if "clause" in cue.frames:
        stray = _stray_clause(verb)
        if stray:
            return "clause", stray
    return None, None


def _stray_clause(verb: Token) -> tuple[int, int] | None:
    """The clause after the verb that the parser hung elsewhere: "said in a release [it] has ...", "said on Friday that".

    It runs from "that", or from its own subject, to the end of the sentence.
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


def _frames(verb: Token, cue: Cue) -> Iterator[tuple[str, list[Token]]]:
    """The frames of the cue that the verb's complements fit, each with the heads of the content."""
    frames = cue.frames
    clause, infinitive, gerund, small = _clausal(verb)
    objects = [t for t in verb.children if t.dep_ in ("dobj", "dative", "oprd", "attr") and t.ent_type_ not in _TIMES]
    objects = [t for t in objects if t.i > verb.i and t.dep_ != "attr"]
    if "obj_comp" in frames and small:
        yield "obj_comp", small
    if "obj_comp" in frames and len(objects) > 1:
        yield "obj_comp", objects
    for frame in sorted(f for f in frames if f.startswith("obj_") and f[4:] in _COMPANIONS):
        with_phrase = _object_and(verb, objects, frame[4:])
        if with_phrase:
            yield frame, with_phrase
    if clause and frames & {"clause", "obj_clause"}:
        yield "obj_clause" if objects and "obj_clause" in frames else "clause", clause
    if infinitive and "obj_inf" in frames and (objects or _own_subject(infinitive[0])):
        yield "obj_inf", [*(objects if cue.family != "tell" else []), *infinitive]
    if infinitive and "inf" in frames:
        yield "inf", infinitive
    if gerund and frames & {"ing", "obj"}:
        yield "ing", gerund
    for phrase in (t for t in verb.children if t.dep_ in ("prep", "dative", "agent") and t.i > verb.i):
        if f"prep:{phrase.lower_}" in frames and not _temporal(phrase) and not (objects and phrase.lower_ == "to"):
            rest = [t for t in infinitive if t.i > phrase.i]
            yield f"prep:{phrase.lower_}", [*syntax.children(phrase, "pobj", "pcomp"), *rest]
    for child in verb.children:  # "called for the Council to act": the parser takes "for" for a conjunction
        marks = [c for c in child.children if c.dep_ == "mark" and f"prep:{c.lower_}" in frames]
        if marks and child.i > verb.i and child.dep_ in ("advcl", "ccomp", "xcomp"):
            yield f"prep:{marks[0].lower_}", [child]
    if "obj" in frames and objects:
        yield "obj", objects
    if frames & {"obj", "obj_as"} and not objects and verb.dep_ == "relcl":
        gap = [t for t in syntax.objects(verb) if t.i < verb.i]
        if gap:
            yield "obj", gap[:1]
    elif "obj" in frames and not objects:
        which = [t for t in syntax.children(verb, "dobj") if t.lower_ == "which" and t.i < verb.i]
        if which and syntax.is_verb(verb.head) and verb.head.i < which[0].i:
            yield "obj", [verb.head]


def _clausal(verb: Token) -> tuple[list[Token], list[Token], list[Token], list[Token]]:
    """The verb's content clauses, infinitives, gerunds and small clauses ("called it a sham")."""
    clause, infinitive, gerund, small = [], [], [], []
    for child in verb.children:
        if child.dep_ not in ("ccomp", "xcomp"):
            continue
        verbal = syntax.is_verb(child)
        to = any(c.tag_ == "TO" for c in child.children)
        finite = verbal and (
            child.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in child.children)
        )
        marked = any(c.dep_ == "mark" or c.tag_ in ("WDT", "WP", "WRB") for c in child.children)
        subject = _own_subject(child)
        if to and not finite:
            infinitive.append(child)
        elif finite or marked or (subject and verbal) or (child.dep_ == "ccomp" and child.i < verb.i):
            clause.append(child)
        elif child.tag_ == "VBG":
            gerund.append(child)
        elif subject or child.dep_ == "ccomp":
            small.append(child)
    return clause, infinitive, gerund, small


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
        last = max(indices)
        for phrase in verb.rights:
            if (
                phrase.dep_ == "prep"
                and phrase.lower_ in _COMPANIONS
                and phrase.i == last + 1
                and not _temporal(phrase)
            ):
                last = max(last, phrase.right_edge.i)
        indices = [*indices, *range(max(indices) + 1, last + 1)]
    if frame == "obj" and heads[0].i < verb.i:
        indices = [i for i in indices if i < verb.left_edge.i]
    return trim(verb.doc, indices[0], indices[-1] + 1) if indices else None


def trim(doc: Doc, first: int, end: int) -> tuple[int, int] | None:
    """A stretch of tokens without commas, blanks and conjunction words at its edges; None if nothing is left."""
    while first < end and (doc[first].text in {",", ";", ":", ".", "-", "--"} or doc[first].is_space):
        first += 1
    while first < end and doc[first].lower_ == "that" and doc[first].dep_ == "mark":
        first += 1
    while first < end and (doc[end - 1].text in {",", ";", ":", ".", "-", "--"} or doc[end - 1].is_space):
        end -= 1
    return (first, end) if first < end else None


def _parenthetical(verb: Token) -> tuple[int, int] | None:
    """The sentence round "X said" that stands at its end or between commas, with no complement of its own."""
    own_subject = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")] or _inverted_subject(verb)
    if not own_subject or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or syntax.children(verb, "dobj", "xcomp"):
        return None
    doc, sentence = verb.doc, verb.sent
    first = min(
        own_subject[0].left_edge.i,
        min(
            (c.i for c in verb.children if c.dep_ in ("aux", "advmod") and c.i > own_subject[0].left_edge.i),
            default=verb.i,
        ),
        verb.i,
    )
    if own_subject[0].i < verb.i:
        first = own_subject[0].left_edge.i
    if first <= sentence.start or doc[first - 1].text not in _EDGE:
        return None
    rights = [c for c in verb.rights if c.dep_ not in ("conj", "cc", "punct", "ccomp", "parataxis")]
    end = max([verb.i, own_subject[0].right_edge.i, *(c.right_edge.i for c in rights)]) + 1
    closed = end >= sentence.end or doc[end].text in _EDGE
    if not closed:
        return None
    before, after = trim(doc, sentence.start, first), trim(doc, end, sentence.end)
    if before is None:
        return None
    if after is None or doc[end].text != "," or after[1] - after[0] < 3 or doc[after[0]].dep_ == "cc":
        return before
    return before[0], after[1]


def _passive_content(verb: Token, cue: Cue) -> tuple[str | None, tuple[int, int] | None]:
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
    return ("passive", trim(verb.doc, min(indices), max(indices) + 1)) if indices else (None, None)


# --- headlines -------------------------------------------------------------------------------------------------------


def find_headline_report(headline: Doc) -> Report | None:
    """The report of a headline that the parser took for a string of nouns: "Ruritania slams UN text"."""
    for token in headline[1:-1]:
        if token.pos_ in ("VERB", "AUX") and cues_of(token):
            return None
        cue = next(iter(lexicon().get((_base_form(token.lower_), "VERB"), ())), None)
        if cue is None or token.pos_ == "VERB" or not token.lower_.endswith("s"):
            continue
        before = headline[token.i - 1]
        if before.pos_ not in ("PROPN", "NOUN") or not cue.frames & {"obj", "clause", "inf"}:
            continue
        span = trim(headline, token.i + 1, len(headline))
        if span:
            return Report(cue, "headline", token, (before,), (), span, None)
    return None


def _base_form(word: str) -> str:
    """The dictionary form of a third person: "denies", "slams", "condemns".

    >>> _base_form("denies"), _base_form("slams"), _base_form("pushes")
    ('deny', 'slam', 'push')
    """
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


# --- according to, nouns ---------------------------------------------------------------------------------------------


def _according(token: Token, cue: Cue) -> Iterator[Report]:
    """ "A, according to X": the content is the clause that the phrase modifies."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    speakers = tuple(syntax.expand(syntax.children(to, "pobj"))) if to is not None else ()
    if not speakers:
        return
    clause = token.head
    while clause.dep_ not in ("ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis") and clause.head.i != clause.i:
        clause = clause.head
    own = {t.i for t in token.subtree}
    indices = sorted(t.i for t in clause.subtree if t.i not in own)
    before = [i for i in indices if i < min(own)]
    after = [i for i in indices if i > max(own)]
    content = (before or after) if len(before) != 0 and len(after) < 4 else (after if not before else indices)
    if not content:
        return
    span = trim(token.doc, content[0], content[-1] + 1)
    if span:
        yield Report(cue, "prep:to", token, speakers, (), span, None)


def _noun_report(noun: Token, cue: Cue) -> Iterator[Report]:
    """ "the North's warning that A", "a promise to act", "a call by X for talks": a noun with an owner and a content."""
    heads, frame = _noun_content(noun, cue)
    if not heads:
        return
    content = {t.i for head in heads for t in head.subtree}
    speakers = tuple(t for t in _noun_speakers(noun) if t.ent_type_ not in _TIMES and t.i not in content)
    if not speakers:
        return
    span = trim(noun.doc, min(content), max(content) + 1)
    if span:
        yield Report(cue, frame, noun, speakers, (), span, None)


def _noun_speakers(noun: Token) -> list[Token]:
    """Whose words a noun stands for: its possessor, its by- or from-phrase, or who makes, repeats, issues it."""
    possessors = [t for t in syntax.children(noun, "poss") if t.ent_type_ not in _TIMES]
    if possessors:
        return syntax.expand(possessors)
    stated = syntax.oblique(noun, "by", "from")
    if stated:
        return stated
    governor = noun.head
    if noun.dep_ == "dobj" and syntax.is_verb(governor) and (governor.lemma_.lower(), "LIGHT") in lexicon():
        return syntax.doers(governor)
    if noun.dep_ == "pobj" and governor.lower_ == "with":  # "reached out with a promise to"
        return syntax.subjects(governor.head) if syntax.is_verb(governor.head) else []
    return []


def _noun_content(noun: Token, cue: Cue) -> tuple[list[Token], str]:
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and "clause" in cue.frames:
            if any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.children):
                return [child], "clause"
        if child.dep_ in ("acl", "xcomp") and "inf" in cue.frames and any(c.tag_ == "TO" for c in child.children):
            return [child], "inf"
        if child.dep_ == "prep" and f"prep:{child.lower_}" in cue.frames:
            return syntax.children(child, "pobj", "pcomp"), f"prep:{child.lower_}"
    if "clause" in cue.frames:  # "findings in 2014 that A", hung on another noun
        for token in noun.doc[noun.i + 1 : min(noun.i + 5, noun.sent.end)]:
            if token.dep_ == "mark" and token.lower_ == "that" and token.head.dep_ in ("acl", "ccomp", "relcl"):
                return [token.head], "clause"
            if token.pos_ in ("VERB", "AUX", "PUNCT"):
                break
    return [], ""
