"""Who does what to whom in one parsed clause: arguments of predicates with voice, coordination and control undone.

Labels are those of spaCy's English models (ClearNLP dependencies). Every function takes tokens and gives tokens, in
reading order, and never raises: a broken parse gives fewer arguments. The words that make an act planned, hypothetical
or negated are rows of `data/reference/modality.csv`.

Examples use a parse written by hand, as `Doc(words, heads=..., deps=...)`; see `tests/coding/test_syntax.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.reference import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
CLAUSAL = frozenset({"ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis", "dep", "csubj"})
_NEGATORS = frozenset({"no", "never", "neither", "nor", "hardly", "nobody", "none", "nothing", "without"})
# What stands between a noun and the preposition phrase or clause that belongs to it.
_LIGHT_HEADS = frozenset({"dobj", "attr", "pobj", "oprd", "nsubjpass"})
_PREMODIFIERS = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod"})
_DEEPEST = 6  # levels of embedding followed upwards; deeper ones are parse errors more often than sentences


_GIVING = frozenset(
    {"give", "grant", "deny", "offer", "award", "send", "show", "tell", "ask", "call", "name", "pay", "owe"}
)


def coordinated(token: Token) -> list[Token]:
    """The token and everything coordinated with it, in order ("China and Russia" from "China").

    A noun's appositions are not coordinated with it, and a verb's second clause with its own subject is.
    """
    found, todo = [], [token]
    while todo:
        current = todo.pop(0)
        if current not in found:
            found.append(current)
            joined = [current, *(c for c in current.children if c.dep_ == "appos" and _is_title_of(current, c))]
            todo.extend(c for t in joined for c in t.children if c.dep_ == "conj")
    return sorted(found, key=lambda t: t.i)


def _is_title_of(title: Token, name: Token) -> bool:
    """Whether an apposition is a name with its title before it ("President Trump"), no comma between."""
    return name.i > title.i and name.left_edge.i == title.i + 1


def expand(tokens: Iterable[Token]) -> list[Token]:
    """All the tokens with those coordinated with them, each once, in order."""
    return sorted({t.i: t for token in tokens for t in coordinated(token)}.values(), key=lambda t: t.i)


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that bear one of the labels."""
    return [child for child in token.children if child.dep_ in deps]


def lemma(token: Token) -> str:
    """A token's lemma in lower case, a hyphenated prefix that the tokenizer cut off put back ("co-sponsor")."""
    base = token.lemma_.lower()
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.nbor(-2).is_lower:
        return f"{token.nbor(-2).lower_}-{base}"
    return base


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause as a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive, a bare participle after its noun ("a move rejected by") included."""
    labels = {child.dep_ for child in verb.children}
    if not labels.isdisjoint(("nsubjpass", "auxpass", "csubjpass")):
        return True
    if _is_finite_with_object(verb):
        return False
    if "agent" in labels:  # "approved by consensus a resolution" is active
        return "dobj" not in labels or verb.tag_ == "VBN"
    if verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBD"):  # "Asked about the vote, he ..."
        return labels.isdisjoint(("aux", "dobj", "mark", "advmod", *SUBJECTS))
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children):
        return verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not _is_main_in_disguise(verb)


def _is_main_in_disguise(verb: Token) -> bool:
    """Whether a participle is a main verb that the parser missed ("Soto, the envoy, called on Peru to leave")."""
    subject = verb.head
    if subject.dep_ != "ROOT" or children(verb, "agent", "auxpass") or subject.sent[-1].text not in '.!?"':
        return False
    closed = subject.pos_ == "PROPN" and verb.i > 0 and verb.nbor(-1).text == ","
    return closed or bool(children(verb, "xcomp", "ccomp"))


def _is_finite_with_object(verb: Token) -> bool:
    """Whether what is labelled a participle is the sentence's verb: it has an object ("The Committee last month
    approved by consensus a resolution"), which only the participle of a giving verb keeps ("a man denied asylum")."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or verb.head.dep_ != "ROOT" or is_verb(verb.head):
        return False
    return bool(_without_dates(children(verb, "dobj"))) and verb.lemma_ not in _GIVING


def subjects(verb: Token, depth: int = _DEEPEST) -> list[Token]:
    """The grammatical subjects of a verb, stated or understood, coordination expanded.

    A verb without its own subject takes that of the verb it is coordinated with, the controller of its infinitive
    ("asked China to act": China), the noun that its participle or relative clause describes, or the subject of the
    clause that it modifies. A relative pronoun is answered by its antecedent.
    """
    if depth == 0:
        return []
    own = [child for child in verb.children if child.dep_ in SUBJECTS] or _stranded_subjects(verb)
    if own:
        own = [*_comma_joined(verb, own[0]), *own]
        return expand(t for token in own for t in _antecedent(token, verb))
    return _understood(verb, depth)


def _stranded_subjects(verb: Token) -> list[Token]:
    """A second clause's subject taken for a second object of the first ("Peru left, and Chile, ..., stayed")."""
    head = verb.head
    if verb.dep_ != "conj" or not is_verb(head) or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    between = [c for c in head.children if head.i < c.i < verb.i]
    joined = max((c.i for c in between if c.dep_ == "cc"), default=0)
    nouns = [c for c in between if c.dep_ == "conj" and c.i > joined]
    return [c for c in nouns if c.pos_ in ("PROPN", "PRON", "NOUN")][-1:]


def _comma_joined(verb: Token, subject: Token) -> list[Token]:
    """Names that a headline joins by a comma alone ("Peru, Chile block talks")."""
    before = subject.left_edge.i - 1
    if before < 1 or verb.doc[before].text != "," or subject.pos_ != "PROPN":
        return []
    beside = _without_dates(children(verb, "npadvmod", "nmod"))
    return [c for c in beside if c.pos_ == "PROPN" and c.i == before - 1]


def _antecedent(token: Token, verb: Token) -> list[Token]:
    if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "WP$", "DT", "IN"):
        return [token]
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "relcl":
        return [token]
    return [_no_person(clause.head) if token.lower_ == "which" else clause.head]


def _no_person(noun: Token) -> Token:
    """What "which" stands for: "a panel appointed by Kofi Annan, which reported" is of the panel."""
    above = noun
    while above.ent_type_ == "PERSON" and above.head.i != above.i:
        above = above.head
        while is_verb(above) and above.dep_ == "acl":
            above = above.head
    return above if above.pos_ in ("NOUN", "PROPN") else noun


def _understood(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in ("conj", "aux", "auxpass", "dep", "parataxis", "advcl"):
        return subjects(head, depth - 1) if is_verb(head) else []
    if verb.dep_ in ("xcomp", "ccomp", "oprd"):
        return _controller(head, depth)
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ == "acl":
        return owners(head, depth - 1) if _is_infinitive(verb) else expand([head])
    if verb.dep_ == "pcomp":
        return _prepositional_subject(verb, depth)
    return []


def _controller(head: Token, depth: int) -> list[Token]:
    """The subject of an infinitive under `head`: its object if it has one, else its own subject."""
    if is_verb(head):
        stated = children(head, "dobj", "dative") if head.lemma_ in _object_controllers() else []
        return expand(stated[-1:]) if stated else subjects(head, depth - 1)
    if head.pos_ == "ADJ" and is_verb(head.head):
        return subjects(head.head, depth - 1)
    return owners(head, depth - 1) if head.pos_ in ("NOUN", "PROPN") else []


def _prepositional_subject(verb: Token, depth: int) -> list[Token]:
    """The subject of "of doing": the object of an accusing or thanking verb, else the governing clause's subject."""
    preposition = verb.head
    governor = preposition.head
    if not is_verb(governor):
        return owners(governor, depth - 1) if governor.pos_ in ("NOUN", "PROPN") else []
    stated = children(governor, "dobj")
    own_act = governor.lemma_.lower() in _light_verbs()  # "took the rare step of doing" is done by who took it
    if stated and not own_act and not is_passive(governor) and _is_of_the_object(preposition):
        return expand(stated)
    return subjects(governor, depth - 1)


def _is_of_the_object(preposition: Token) -> bool:
    """Whether the gerund after a preposition is done by the object: "accused them of trying", and then "by calling"."""
    if preposition.lower_ in ("of", "for", "from", "into"):
        return True
    before = [c for c in children(preposition.head, "prep") if c.i < preposition.i and children(c, "pcomp")]
    return preposition.lower_ == "by" and any(_is_of_the_object(c) for c in before)


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def owners(noun: Token, depth: int = _DEEPEST) -> list[Token]:
    """Who a noun's act belongs to: its possessor, its by-phrase, its of- or from-phrase, or who has or does it.

    "the North's refusal", "a call by China", "recommendations from the South", "China made a move to ..."
    """
    if depth == 0:
        return []
    possessors = children(noun, "poss")
    if possessors:
        return expand(possessors)
    for preposition in ("by", "from", "of"):
        found = oblique(noun, preposition)
        if found:
            return found
    if noun.dep_ in _LIGHT_HEADS:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if is_verb(governor) and not is_passive(governor):
            return subjects(governor, depth - 1)
    return []


def objects(verb: Token) -> list[Token]:
    """The direct objects of an active verb, stated or shared with a coordinated verb, coordination expanded.

    "condemned and rejected the report": "the report" belongs to both verbs.
    """
    stated = _without_dates(children(verb, "dobj"))
    if not stated and not is_passive(verb):
        later = [t for t in verb.children if t.dep_ == "conj" and is_verb(t)]
        if later and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children) and _adjacent(verb, later[0]):
            stated = _without_dates(children(later[0], "dobj"))
    if not stated and verb.dep_ == "amod" and any(c.dep_ in SUBJECTS for c in verb.children):
        return [_name_of(verb.head)]  # "Peru blacklisted leader Juan Soto", the verb taken for an adjective
    if not stated and verb.dep_ == "relcl" and _gap_is_object(verb):
        return [verb.head]
    return expand(t for token in stated for t in _antecedent(token, verb))


def _name_of(noun: Token) -> Token:
    """The last word of a name that begins with a title ("leader Juan Soto")."""
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _adjacent(first: Token, second: Token) -> bool:
    return second.i - first.i <= 3 and not any(c.dep_ in SUBJECTS for c in second.children)


def _without_dates(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.ent_type_ not in ("DATE", "TIME")]


def _gap_is_object(verb: Token) -> bool:
    """Whether the relative clause is about its verb's object ("camps which the U.S. denounced")."""
    has_subject = any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE for c in verb.children)
    return has_subject and not is_passive(verb) and not children(verb, "ccomp", "xcomp")


def doers(verb: Token) -> list[Token]:
    """Who does it, voice undone: the subjects of an active verb, the by-phrase of a passive one."""
    if not is_passive(verb):
        return subjects(verb)
    agents = [t for by in children(verb, "agent") for t in children(by, "pobj")]
    if not agents:
        agents = [t for by in children(verb, "prep") if by.lower_ == "by" for t in children(by, "pobj")]
    if not agents and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
        return doers(verb.head)
    if not agents:  # "was condemned and rejected by China"
        agents = [t for c in children(verb, "conj") for by in children(c, "agent") for t in children(by, "pobj")]
    return expand(agents)


def receivers(verb: Token) -> list[Token]:
    """To whom it is done, voice undone: the objects of an active verb, the subjects of a passive one."""
    return subjects(verb) if is_passive(verb) else objects(verb)


def oblique(token: Token, *prepositions: str) -> list[Token]:
    """The objects of a token's preposition phrases, coordination expanded; all prepositions if none is named.

    Follows "on behalf of", "because of" to their last noun only when "of" is asked for at that level.
    """
    found = []
    for phrase in token.children:
        if phrase.dep_ in ("prep", "dative", "agent", "prt") and (not prepositions or phrase.lower_ in prepositions):
            found.extend(children(phrase, "pobj", "dobj"))
            found.extend(t for inner in children(phrase, "prep") for t in children(inner, "pobj") if not prepositions)
    return expand(found)


def clauses_under(token: Token) -> Iterator[Token]:
    """The verbs of the clauses that complement or modify a token, nearest first."""
    for child in token.children:
        if child.dep_ in ("ccomp", "xcomp", "advcl", "acl", "relcl") and (is_verb(child) or child.pos_ == "ADJ"):
            yield child
        elif child.dep_ == "prep":
            yield from children(child, "pcomp")


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token (itself, if it is one); None in a verbless phrase.

    A headline such as "Talks on hold" has none.
    """
    current = token
    while not is_verb(current):
        if current.head.i == current.i:
            return None
        current = current.head
    return current


def is_negated(token: Token) -> bool:
    """Whether a word is denied where it stands: "not", "never", or "no" on it, or on a verb's subject or object."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATORS and child.dep_ in ("det", "advmod", "preconj", "cc")):
            return True
        if is_verb(token) and child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _is_none(child):
            return True
    return token.dep_ == "pcomp" and token.head.lower_ == "without"


def _is_none(noun: Token) -> bool:
    return noun.lower_ in _NEGATORS or any(
        child.lower_ in ("no", "neither") and child.dep_ in ("det", "preconj") for child in noun.children
    )


def status(predicate: Token) -> str:
    """How far an act happened: actual, planned, negated or hypothetical, from its own words and those that govern it.

    "will meet", "plans to meet", "is expected to meet": planned; "may meet", "if they met", "urged them to meet":
    hypothetical; "did not meet", "failed to meet": negated. An act reported in a content clause ("said that they met")
    stands as its own clause has it.
    """
    current, found = predicate, "actual"
    for _ in range(_DEEPEST):
        found = _stronger(found, _own_status(current))
        governor = _governor(current)
        if governor is None:
            break
        found = _stronger(found, _governed_status(governor, current))
        current = governor
    return found


_STRENGTH = ("actual", "planned", "hypothetical", "negated")


def _stronger(first: str, second: str) -> str:
    return max(first, second, key=_STRENGTH.index)


def _own_status(token: Token) -> str:
    found = "negated" if is_negated(token) else "actual"
    for child in token.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            found = _stronger(found, modality().get((child.lower_, "AUX"), "actual"))
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless") and token.dep_ == "advcl":
            found = _stronger(found, "hypothetical")
    if token.dep_ == "conj" and is_verb(token) and not any(c.dep_ in SUBJECTS for c in token.children):
        found = _stronger(found, _shared_modal(token))
    return found


def _shared_modal(verb: Token) -> str:
    """ "will meet and sign": the second verb shares the first one's auxiliary if it is a bare form."""
    return _own_status(verb.head) if verb.tag_ in ("VB", "VBN", "VBG") and is_verb(verb.head) else "actual"


def _governor(token: Token) -> Token | None:
    """The word whose meaning decides whether an infinitive, a gerund or a noun's act takes place."""
    head = token.head
    if head == token:
        return None
    if token.dep_ == "xcomp" or (token.dep_ in ("acl", "ccomp", "advcl") and _is_infinitive(token)):
        return head if token.dep_ != "advcl" or head.lemma_ in ("fail", "refuse", "go") else None
    if token.dep_ == "pcomp":
        return head.head
    if token.dep_ == "conj" and _is_infinitive(head) and token.tag_ == "VB":
        return _governor(head)
    return None


def _governed_status(governor: Token, governed: Token) -> str:
    pos = "VERB" if governor.pos_ == "AUX" else governor.pos_
    lemma_ = governor.lemma_.lower()
    particle = next((c.lower_ for c in governor.children if c.dep_ == "prt"), None)
    found = modality().get((f"{lemma_} {particle}", pos)) or modality().get((lemma_, pos), "actual")
    # A gerund after a preposition ("accused of, thanked for doing") stands unless it was refused or avoided.
    return found if governed.dep_ != "pcomp" or found == "negated" else "actual"


@cache
def modality() -> dict[tuple[str, str], str]:
    """Status by lemma and part of speech, from `data/reference/modality.csv`."""
    return {(row["lemma"], row["pos"]): row["status"] for row in read_rows("modality")}


@cache
def _light_verbs() -> frozenset[str]:
    """Verbs that do what their object noun says, from `data/reference/bearers.csv`."""
    return frozenset(row["lemma"] for row in read_rows("bearers") if row["kind"] == "light")


@cache
def _object_controllers() -> frozenset[str]:
    """Verbs whose object does what their infinitive says ("urge them to"); "use it to" is done by the subject."""
    return frozenset(row["lemma"] for row in read_rows("modality") if row["control"] == "object")


def phrase(token: Token) -> tuple[int, int]:
    """First and last+1 token of a noun phrase with its premodifiers and of-phrases, without clauses and appositions.

    For asking which actors a noun phrase names itself: "the ambassador of China, who met Kerry" leaves Kerry out.
    """
    kept = [token]
    for child in token.children:
        if child.dep_ in _PREMODIFIERS or (child.dep_ == "prep" and child.lower_ == "of"):
            kept.extend(child.subtree)
    return min(t.i for t in kept), max(t.i for t in kept) + 1
