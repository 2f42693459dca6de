"""Reports: where a sentence says that somebody says something; cue, source and content as tokens of the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.content import by_phrases, content_of, inverted_subject, passive_content_of, trim
from onrecord.coding.cues import Cue, cues_of, lemmas, lexicon
from onrecord.coding.lookup import find_lemmas

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TIMES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})


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


def find_reports(parse: Doc, is_quoted: Callable[[Token], bool]) -> list[Report]:
    """The reports of a passage in reading order; words inside somebody's quotation are no cues."""
    found: list[Report] = []
    for token in find_lemmas(parse, lemmas()):
        cues = cues_of(token)
        if not cues or is_quoted(token):
            continue
        if cues[0].family == "accord":
            found.extend(_according(token, cues[0]))
        elif _is_measure(token, cues):
            found.extend(_by_count(token, cues[-1]))
        elif cues[0].pos == "NOUN":
            found.extend(_noun_report(token, cues[0]))
        elif _may_report(token):
            found.extend(_verb_report(token, cues))
    return found


def _may_report(verb: Token) -> bool:
    """Whether a verb form reports: finite, a participle, a gerund, an infinitive under a verb that only leads to it."""
    if verb.dep_ in ("amod", "compound", "aux", "auxpass"):
        return False
    if any(c.tag_ == "TO" for c in verb.children) and not any(c.dep_ == "nsubj" for c in verb.children):
        return syntax.is_verb(verb.head) and _is_led(verb) and _leads_on(verb.head)
    return not any(_leads_to(verb, c) for c in verb.children)


def _leads_on(verb: Token) -> bool:
    """Whether a verb says nothing of its own by its infinitive: "moved to condemn", no "vowed to"."""
    return not any(frame.endswith("inf") for cue in cues_of(verb) for frame in cue.frames)


def _leads_to(verb: Token, complement: Token) -> bool:
    """Whether a verb only leads to its complement, which says: "went on to call the vote a farce"."""
    to = complement.i > verb.i and any(c.tag_ == "TO" for c in complement.children)
    return to and _is_led(complement) and bool(cues_of(complement)) and _leads_on(verb)


def _is_led(verb: Token) -> bool:
    """Whether an infinitive is the complement of the verb above; after "went on" parsers take it for a purpose."""
    cues = cues_of(verb.head) if verb.dep_ == "advcl" else ()
    return verb.dep_ == "xcomp" or (bool(cues) and all(cue.frames == {"quote"} for cue in cues))


def _verb_report(verb: Token, cues: tuple[Cue, ...]) -> Iterator[Report]:
    passive = syntax.is_passive(verb)
    speakers = tuple(_speakers(verb, passive))
    if not speakers and verb.tag_ != "VBG":
        return
    if speakers and speakers[0].lower_ == "you":
        return
    if passive and verb.dep_ == "acl" and cues[0].family == "ask":
        return  # "a meeting requested by Peru" reports no words
    fitting = ((cue, *(passive_content_of if passive else content_of)(verb, cue)) for cue in cues)
    cue, frame, content = next((f for f in fitting if f[1]), (None, None, None))
    if cue is None or frame is None:
        cue, frame = next((c for c in cues if "quote" in c.frames), None), "quote"
    if cue is None or (cue.family == "say" and frame.startswith("prep:") and syntax.is_negated(verb)):
        return  # "neither has commented on it"
    yield Report(cue, frame, verb, speakers, _others(verb, speakers), content, _addressee(verb, cue, frame))


def _speakers(verb: Token, passive: bool) -> list[Token]:
    """Who says it; of several subjects that a broken parse hangs on the verb, the nearest before it."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(own) > 1 and not passive:
        return syntax.expand([max((c for c in own if c.i < verb.i), key=lambda c: c.i, default=own[0])])
    found = syntax.doers(verb)
    if not found and passive:
        found = [t for by in by_phrases(verb) for t in syntax.children(by, "pobj")][:1]
    if not found and not passive and verb.tag_ != "VBG":
        found = inverted_subject(verb)
    return [_described(t) if verb.dep_ == "relcl" else t for t in found]


def _described(noun: Token) -> Token:
    """The noun that a relative clause is of, where the parser took a nearer one."""
    relatives = {
        w.lower_ for c in noun.children if c.dep_ == "relcl" for w in c.children if w.lower_ in ("who", "which")
    }
    if "which" in relatives:
        return _thing_before(noun)
    return _person_before(noun) if relatives else noun


def _thing_before(noun: Token) -> Token:
    """What "which" means after a person: "a panel appointed by Mr Novak, which reported" is the panel."""
    current = noun
    while current.ent_type_ == "PERSON" or current.pos_ in ("ADP", "VERB"):
        if current.head.i == current.i or current.dep_ in syntax.SUBJECTS:
            return noun
        current = current.head
    return current if current.pos_ in ("NOUN", "PROPN") else noun


def _person_before(noun: Token) -> Token:
    """Who "who" means after a place or body: "a counselor at the mission in Geneva, who said" is the counselor."""
    while noun.ent_type_ in _PLACES and noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun


def _others(verb: Token, speakers: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a participle may describe beside its apparent subject: nouns round it, up to the object of its clause."""
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or not speakers:
        return ()
    noun, found = speakers[0], []
    while noun.dep_ == "pobj" and noun.head.head is not noun.head:
        noun = noun.head.head
        found.extend([noun] if noun.pos_ in ("NOUN", "PROPN") else syntax.children(noun, "dobj", "nsubjpass"))
    return tuple(found)


def _addressee(verb: Token, cue: Cue, frame: str) -> Token | None:
    if cue.addressee == "obj":
        objects = syntax.objects(verb) or syntax.children(verb, "dative")
        takes = frame in ("quote", "clause", "obj_clause", "obj_inf", "inf") or frame.startswith("prep:")
        return objects[0] if takes and objects else None
    if cue.addressee.startswith("prep:"):
        return next(iter(syntax.oblique(verb, cue.addressee[5:])), None)
    return None


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


def _is_measure(noun: Token, cues: tuple[Cue, ...]) -> bool:
    """Whether a noun says by whose count something is so: "2,000 died, by the agency's estimate"."""
    return cues[-1].family == "measure" and noun.dep_ == "pobj" and noun.head.lower_ in ("by", "on", "in")


def _by_count(noun: Token, cue: Cue) -> Iterator[Report]:
    owners = tuple(syntax.expand(t for t in syntax.children(noun, "poss") if t.ent_type_ not in _TIMES))
    clause = syntax.governing_verb(noun.head)
    if not owners or owners[0].pos_ == "PRON" or clause is None:
        return
    own = {t.i for t in noun.head.subtree}
    span = trim(noun.doc, clause.left_edge.i, min(own)) if clause.left_edge.i < min(own) else None
    if span:
        yield Report(cue, f"prep:{noun.head.lower_}", noun, owners, (), span, None)


def _noun_report(noun: Token, cue: Cue) -> Iterator[Report]:
    """ "the North's warning that A", "a promise to act", "a call by X for talks": a noun with owner and content."""
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
        that = any(c.lower_ in ("that", "whether") for c in syntax.children(child, "mark"))
        if child.dep_ in ("acl", "ccomp", "relcl") and "clause" in cue.frames and that:
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
