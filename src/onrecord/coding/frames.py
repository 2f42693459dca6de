"""Frames of acts between actors: which word, in which construction, is which PLOVER event, and where its ends stand.

A frame is a row of `data/reference/events.csv`. `lemma` and `pos` find it; `with` holds its conditions, joined by ';',
each a test and the lemmas (joined by '|') that pass it:

- `obj:` the object; `objmod:` a modifier of the object; `mod:` a modifier of the noun itself; `pred:` the verb whose
  subject it is; `xcomp:` its infinitive; `comp:` its complement;
- `prt:` a particle; `prep:` a preposition; a preposition's own name (`in:`, `of:`, ...) the noun after it;
- `prefixed` (a name and a hyphen before it: "US-backed"), `dated` (a clause that says when), `foretold` (not yet so),
  `copula` (said of "it": "it is time"), `word:` any of these words beside it;
- `passive`, `bare` (no complement), `joint` (several doers), `owned` (a noun that says whose), `acl` (its object has a
  participle or infinitive clause), `negative`, `positive` (its complement holds an evaluating word), `quoted`
  (its object is given a name in quotation marks).

`source` and `target` are paths, joined by ';', the first that leads to an actor counts: `subj` the doer with voice
undone, `own` whose noun it is, `obj` what is done to, `comp` who is to do what the complement says, `dative`, a
preposition (the nouns after it), `obj.on` the nouns after a preposition of the object, `xobj` and `xon` the same of the
infinitive, `mutual` the doers among themselves, `self` who is what a noun says,
`work` whoever issued the text spoken of last, `body` whoever decides on the text the page is about, `accused` the
state it is about, `speaker` whoever says it, `prefix` the name before the hyphen ("US-backed"), `head` what an
adjective describes and `head.on` the nouns after that one's preposition, `when` the doers of a clause that says when,
`objmod` the words before the object. `-body` after a path keeps international bodies only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import evaluations, syntax
from onrecord.reference import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = ("amod", "compound", "nmod", "advmod")


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of events.csv, split."""

    lemma: str
    pos: str
    conditions: tuple[tuple[str, frozenset[str]], ...]
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def mutual(self) -> bool:
        """Whether the act goes both ways."""
        return "mutual" in self.target


@cache
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Frames by lemma and part of speech, those with most conditions first."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for row in read_rows("events"):
        conditions = tuple(_condition(text) for text in row["with"].split(";") if text)
        source, target = (tuple(row[c].split(";")) for c in ("source", "target"))
        frame = Frame(row["lemma"], row["pos"], conditions, row["type"], source, target)
        found.setdefault((frame.lemma, frame.pos), []).append(frame)
    return {k: tuple(sorted(v, key=lambda f: -len(f.conditions))) for k, v in found.items()}


def _condition(text: str) -> tuple[str, frozenset[str]]:
    test, _, lemmas = text.partition(":")
    return test, frozenset(lemmas.split("|")) if lemmas else frozenset()


_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


@cache
def _tails() -> frozenset[str]:
    """What follows the hyphen in lemmas that have one: only before these is it worth looking for a prefix."""
    return frozenset(lemma.rpartition("-")[2] for lemma, _ in frames() if "-" in lemma)


def _rows_of(token: Token, pos: str) -> tuple[Frame, ...]:
    base = token.lemma_.lower()
    return frames().get((syntax.lemma(token) if base in _tails() else base, pos), ())


def matching(token: Token) -> Iterator[tuple[Frame, Token | None]]:
    """The frames whose conditions hold at a token, most specific first, each with the object it asks for."""
    pos = _POS.get(token.pos_)
    if pos is None:
        return
    rows = _rows_of(token, pos)
    if _is_prefixed(token):
        rows = (
            *(f for f in frames().get((token.lower_, "ADJ"), ()) if ("prefixed", frozenset()) in f.conditions),
            *rows,
        )
    objects = syntax.receivers(token) if rows and syntax.is_verb(token) else []
    for frame in rows:
        wanted = next((lemmas for test, lemmas in frame.conditions if test == "obj"), None)
        chosen = next((t for t in objects if wanted is None or syntax.lemma(t) in wanted), None)
        if not frame.conditions and syntax.children(token, "prt"):
            continue  # "backed off" is not "backed": a verb with a particle needs a row that says so
        if (wanted is None or chosen is not None) and all(_holds(token, chosen, *c) for c in frame.conditions):
            yield frame, chosen


def _holds(token: Token, chosen: Token | None, test: str, lemmas: frozenset[str]) -> bool:
    check = _TESTS.get(test)
    if check:
        return check(token, chosen, lemmas)
    return any(syntax.lemma(t) in lemmas for t in syntax.oblique(token, test))


def _is_prefixed(token: Token) -> bool:
    """Whether a name and a hyphen stand right before a word ("US-backed")."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_:
        return False
    return (not token.nbor(-2).is_lower and token.nbor(-2).is_alpha) or token.nbor(-2).text.count(".") > 1


def _clauses_of_time(token: Token) -> list[Token]:
    """The clauses that say when: "walked out when Peru spoke", "as Peru began"."""
    clauses = (c for c in token.children if c.dep_ == "advcl")
    return [c for c in clauses if any(m.lower_ in _WHEN and m.dep_ in ("advmod", "mark") for m in c.children)]


_WHEN = frozenset({"when", "as", "while", "before", "after"})


def _modified(noun: Token | None, lemmas: frozenset[str]) -> bool:
    return noun is not None and any(c.dep_ in _MODIFIERS and {c.lower_, c.lemma_} & lemmas for c in noun.children)


def _has_preposition(token: Token, lemmas: frozenset[str]) -> bool:
    own = (c for c in token.children if c.dep_ in ("prep", "prt", "dative"))
    # "calls for the council to act": the preposition opens a clause
    opening = (m for c in token.children if c.dep_ in ("advcl", "xcomp", "ccomp") for m in syntax.children(c, "mark"))
    return any(t.lower_ in lemmas for t in (*own, *opening))


def _is_quoted(token: Token, chosen: Token | None) -> bool:
    """Whether the object is given a name in quotation marks ("called him a 'butcher'") that is no praise."""
    parts = [c for c in token.children if c.dep_ in ("oprd", "dobj", "attr", "ccomp") and c != chosen]
    marked = any(t.text in ('"', "'") for c in parts for t in c.subtree)
    return marked and not _evaluates(token, chosen, "positive")


def _has_infinitive(token: Token, lemmas: frozenset[str]) -> bool:
    return any(c.dep_ == "xcomp" and (not lemmas or syntax.lemma(c) in lemmas) for c in token.children)


def _has_complement(token: Token, lemmas: frozenset[str]) -> bool:
    parts = syntax.children(token, "oprd", "acomp", "attr", "ccomp", "xcomp")
    return any(syntax.lemma(c) in lemmas for c in parts)


def _is_said_of_it(token: Token) -> bool:
    """Whether a word is the predicate of "it" or "there" ("it is time", "it is vital")."""
    verb = token.head
    return token.dep_ in ("attr", "acomp") and any(c.lower_ in ("it", "there") for c in verb.children)


def _is_obliged(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("must", "should") for c in verb.children)


def _is_bare(token: Token) -> bool:
    later = ("ccomp", "xcomp", "oprd", "prt", "acomp", "advcl")
    return not any(c.dep_ in later or (c.dep_ == "prep" and c.lower_ == "for") for c in token.children)


def _evaluates(token: Token, chosen: Token | None, polarity: str) -> bool:
    """Whether what is said of the object ("called it a sham", "described it as historic") has this polarity."""
    heads = [c for c in token.children if c.dep_ in ("oprd", "ccomp", "acomp", "attr")]
    heads += [c for c in token.children if c.dep_ == "dobj" and c != chosen]
    heads += syntax.oblique(token, "as", "with", "to")
    heads += [t for c in heads if c.dep_ == "ccomp" for t in c.children if t.dep_ in ("dobj", "attr", "acomp")]
    words = [*heads, *(t for h in heads for t in h.children if t.dep_ in ("amod", "compound"))]
    return any(evaluations.polarity(t) == polarity for t in words)


_TESTS = {
    "obj": lambda token, chosen, lemmas: chosen is not None and syntax.lemma(chosen) in lemmas,
    "objmod": lambda token, chosen, lemmas: _modified(chosen, lemmas),
    "mod": lambda token, chosen, lemmas: _modified(token, lemmas),
    "prt": lambda token, chosen, lemmas: any(
        c.dep_ in ("prt", "advmod", "prep") and c.lower_ in lemmas for c in token.children
    ),
    "prep": lambda token, chosen, lemmas: _has_preposition(token, lemmas),
    "xcomp": lambda token, chosen, lemmas: _has_infinitive(token, lemmas),
    "comp": lambda token, chosen, lemmas: _has_complement(token, lemmas),
    "pred": lambda token, chosen, lemmas: token.dep_ in syntax.SUBJECTS and syntax.lemma(token.head) in lemmas,
    "prefixed": lambda token, chosen, lemmas: _is_prefixed(token),
    "dated": lambda token, chosen, lemmas: bool(_clauses_of_time(token)),
    "foretold": lambda token, chosen, lemmas: syntax.status(token) in ("planned", "hypothetical") or _is_obliged(token),
    "copula": lambda token, chosen, lemmas: _is_said_of_it(token),
    "word": lambda token, chosen, lemmas: any(c.lower_ in lemmas for c in token.children),
    "passive": lambda token, chosen, lemmas: syntax.is_passive(token),
    "bare": lambda token, chosen, lemmas: _is_bare(token),
    "joint": lambda token, chosen, lemmas: len(syntax.doers(token)) > 1,
    "owned": lambda token, chosen, lemmas: bool(syntax.children(token, "poss")),
    "acl": lambda token, chosen, lemmas: (
        chosen is not None and bool(syntax.children(chosen, "acl") or syntax.children(token, "advcl", "xcomp"))
    ),
    "quoted": lambda token, chosen, lemmas: _is_quoted(token, chosen),
    "negative": lambda token, chosen, lemmas: _evaluates(token, chosen, "negative"),
    "positive": lambda token, chosen, lemmas: _evaluates(token, chosen, "positive"),
}


def follow(token: Token, chosen: Token | None, path: str) -> list[Token]:
    """The tokens that a path of a frame leads to."""
    path = path.removesuffix("-body")
    if path in _PATHS:
        return _PATHS[path](token, chosen)
    if path == "obj.comp":
        return _complement_subjects(chosen, None) if chosen is not None else []
    if path.startswith("head."):
        return [t for noun in _described(token, None) for t in syntax.oblique(noun, path[5:])]
    if path.startswith("obj."):
        return syntax.oblique(chosen, path[4:]) if chosen is not None else []
    if path.startswith("x") and path != "xobj":
        return [t for c in _infinitives(token) for t in syntax.oblique(c, path[1:])]
    if "." in path:  # "under.from": a preposition phrase inside another
        outer, inner = path.split(".")
        return [t for noun in syntax.oblique(token, outer) for t in syntax.oblique(noun, inner)]
    return syntax.oblique(token, path)


def _infinitives(token: Token) -> list[Token]:
    direct = [c for c in token.children if c.dep_ in ("xcomp", "acl", "advcl") and syntax.is_verb(c)]
    return syntax.expand(direct)


def _complement_subjects(token: Token, chosen: Token | None) -> list[Token]:
    """Who is to do what is asked: the subject of the complement clause ("demanded that Peru leave", "for Peru to")."""
    found = []
    around = [token, token.head] if token.pos_ in ("ADJ", "NOUN") and token.dep_ in ("acomp", "attr") else [token]
    for clause in (c for t in around for c in t.children):
        if clause.dep_ in ("ccomp", "xcomp", "advcl", "acl", "relcl"):
            if clause.dep_ == "relcl" and not any(c.lower_ == "for" and c.dep_ == "mark" for c in clause.children):
                continue
            asked = clause.dep_ in ("ccomp", "xcomp") or any(c.lower_ in ("for", "that") for c in clause.children)
            if asked:
                found.extend(t for t in clause.children if t.dep_ in syntax.SUBJECTS)
    return syntax.expand(found)


def _datives(token: Token, chosen: Token | None) -> list[Token]:
    return syntax.expand([c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"])


def _bearers_of_role(token: Token, chosen: Token | None) -> list[Token]:
    """Who is what a noun says ("backers of Peru"): what it stands beside, or is said of ("one of the sponsors")."""
    current = token.head if token.dep_ in ("acl", "relcl") else token
    while current.dep_ == "pobj" and current.head.lower_ in ("of", "among") and not syntax.is_verb(current.head.head):
        current = current.head.head
    if current.dep_ == "appos" or (current.dep_ == "conj" and current.head.dep_ == "appos"):
        beside = current.head if current.dep_ == "appos" else current.head.head
        return syntax.expand([beside])
    if current.dep_ == "attr" and syntax.is_verb(current.head):
        return syntax.subjects(current.head)
    if current.dep_ == "pobj" and current.head.lower_ in ("as", "among") and syntax.is_verb(current.head.head):
        governor = current.head.head  # "were among the sponsors", "acts as a supplier"
        return syntax.subjects(governor)
    return []


def _described(token: Token, chosen: Token | None) -> list[Token]:
    """What an adjective or participle stands before ("US-backed rebels")."""
    return syntax.expand([token.head]) if token.dep_ in ("amod", "compound", "nmod") else []


def _object_modifiers(token: Token, chosen: Token | None) -> list[Token]:
    around = ("poss", "compound", "amod", "nmod")
    return [t for t in chosen.subtree if t.i < chosen.i and t.dep_ in around] if chosen is not None else []


def _objects(token: Token, chosen: Token | None) -> list[Token]:
    return syntax.receivers(token) if syntax.is_verb(token) else []


def _doers(token: Token, chosen: Token | None) -> list[Token]:
    if token.pos_ == "ADJ":  # "is concerned about": the subject of the copula
        return syntax.subjects(token.head) if syntax.is_verb(token.head) else []
    return syntax.doers(token) if syntax.is_verb(token) else []


_PATHS = {
    "obj": _objects,
    "prefix": lambda token, chosen: [token.nbor(-2)] if token.i > 1 else [],
    "head": _described,
    "objmod": _object_modifiers,
    "when": lambda token, chosen: [t for c in _clauses_of_time(token) for t in syntax.subjects(c)],
    "body": lambda token, chosen: [token],
    "accused": lambda token, chosen: [token],
    "speaker": lambda token, chosen: [token],
    "self": _bearers_of_role,
    "work": lambda token, chosen: [token],
    "subj": _doers,
    "comp": _complement_subjects,
    "dative": _datives,
    "mutual": lambda token, chosen: [],
    "xobj": lambda token, chosen: [t for c in _infinitives(token) for t in syntax.receivers(c)],
}
