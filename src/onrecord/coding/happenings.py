"""Happenings: the words that tell of a meeting, vote, report, summit and the like, each with where and when.

What counts is data: `happenings.csv` says which word tells of what and what else its sentence must tell, and
`event_status.csv` which words make a happening planned, proposed or failed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import syntax
from onrecord.coding.document import Document, Passage
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.subject import subject_of
from onrecord.coding.when import Clock, basis, clause, from_told, takes_place
from onrecord.coding.where import Places, ancestors, most_specific, seat, venues
from onrecord.coding.works import Work, find_works, issuing_verbs
from onrecord.dates.edtf import bounds
from onrecord.reference import read_rows
from onrecord.tables import Actor, Mention, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
_AT = ("in", "at", "before", "by", "of", "to", "from", "within", "during", "with", "through", "under")
# A text is dated by its own phrase or by whoever issues it, not by whatever else its sentence tells.
_TEXT_KINDS = ("report", "letter", "adoption", "statement", "other")
_STATUS_ORDER = ("occurred", "ongoing", "scheduled", "proposed", "failed")
_CLIMB = 5
_REPORTED = ("meeting", "talks", "summit", "visit", "adoption", "vote")
# A caption that lost its line: it tells of a picture.
_PHOTO = re.compile(r"\bfile photo\b|\bphoto (?:taken|provided|released)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"(?P<every>(?:every|each) \w+ |annually |yearly )?\bsince (?:the |a |an |early |late |last )*\Z", re.IGNORECASE
)
# "the first veto since July 2008": the earlier one was then.
_FIRST_SINCE = re.compile(r"\b(?:first|last|latest|only|second|third|fourth|fifth)\b", re.IGNORECASE)
_ANYTHING = "it"
# Whoever acts, issues or decides in their own name; what the press reports is no report of a body.
_ISSUERS = frozenset({"igo", "ngo", "government_body", "group"})
_UNNAMED_BODIES = frozenset({"panel", "commission", "committee", "inquiry", "mission", "team", "agency", "tribunal"})
_STATES = _ISSUERS | {"country"}
# A noun after one of these is a happening that the sentence refers back to; what governs it says nothing of its fate.
_SETTINGS = frozenset(("despite", "after", "before", "since", "following", "ahead", "amid", "until", "during"))
# The stages at which a body decides, so that "the vote" and "the text" of a page are its own.
_DECIDING = frozenset({"plenary", "committee", "council"})
_DECISIONS = ("resolution", "text", "draft", "measure", "motion", "amendment")
_PLACES = ("GPE", "LOC", "FAC")
_TIMES = ("DATE", "TIME")


@dataclass(frozen=True)
class Word:
    """A row of happenings.csv."""

    kind: str
    needs: str
    partners: frozenset[str]


@dataclass(frozen=True)
class Happening:
    """One telling of a happening: offsets of the word and of its clause, what the clause says of it."""

    kind: str
    venue: str | None
    date: str | None
    basis: str | None
    status: str
    start: int
    end: int
    label: str
    rule: str


@cache
def words() -> dict[tuple[str, str], Word]:
    """What tells of a happening, by lemma and part of speech."""
    return {
        (r["lemma"], r["pos"]): Word(r["kind"], r["needs"], frozenset(filter(None, r["with"].split(";"))))
        for r in read_rows("happenings")
    }


@cache
def _status_words() -> dict[tuple[str, str], str]:
    return {(r["lemma"], r["pos"]): r["status"] for r in read_rows("event_status")}


class Scene:
    """An article as the event rules see it: who, where and when by place."""

    def __init__(
        self,
        document: Document,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        dates: Sequence[TimeExpression],
    ) -> None:
        self.document = document
        self.actors = {a.actor_id: a for a in actors}
        self.index = MentionIndex(mentions)
        self.clock = Clock(document, from_told(dates, document.article.published))
        self.places = Places(document, mentions)
        self.works: list[Work] = [w for w in find_works(document, mentions) if w.is_text]
        self.heard: list[Happening] = []
        self.body = subject_of(document, mentions).body_id

    def is_place(self, start: int, end: int) -> bool:
        """Whether text[start:end], which stands after "in", may name a place: a proper name, no date."""
        for passage, parse in zip(self.document.passages, self.document.parses, strict=True):
            if passage.start <= start < passage.end:
                span = parse.char_span(start - passage.start, end - passage.start, alignment_mode="expand")
                return span is not None and span.root.pos_ == "PROPN" and span.root.ent_type_ not in _TIMES
        return False

    def decides(self, passage: Passage, tokens: Sequence[Token]) -> str | None:
        """The deciding body among what noun phrases name."""
        return next((v for v in self.venues_of(passage, tokens) if venues()[v].stage in _DECIDING), None)

    def of_types(self, passage: Passage, tokens: Sequence[Token], types: frozenset[str]) -> list[str]:
        """The actors of some types that the noun phrases headed by `tokens` name."""
        return [i for i in self.actors_of(passage, tokens) if i in self.actors and self.actors[i].type in types]

    def occurred_at(self, venue: str | None, kinds: Sequence[str] = ()) -> Happening | None:
        """The last happening told of at a venue (of some kinds) that took place."""
        return next(
            (
                h
                for h in reversed(self.heard)
                if h.venue == venue and h.status == "occurred" and (not kinds or h.kind in kinds)
            ),
            None,
        )

    def venues_of(self, passage: Passage, tokens: Sequence[Token]) -> list[str]:
        """The bodies that the noun phrases headed by `tokens` name, the most specific of each phrase."""
        found = [self.places.of(*self._phrase(passage, token)) for token in tokens]
        return [venue for venue in found if venue]

    def actors_of(self, passage: Passage, tokens: Sequence[Token]) -> list[str]:
        """The actors that the noun phrases headed by `tokens` name."""
        return [i for token in tokens for i in self.index.ids(*self._phrase(passage, token))]

    def issuer_of(self, passage: Passage, token: Token) -> str | None:
        """The body that issued the text that a noun names."""
        start, end = Document.span(passage, token)
        return next((w.actor_id for w in self.works if w.start <= start and end <= w.end and w.actor_id), None)

    def last_of(self, kind: str) -> str | None:
        """The venue of the last meeting, vote or talks told of before: what "the session" is."""
        alike = {"meeting", "talks", "review"} if kind in ("meeting", "talks", "review") else {kind}
        return next((h.venue for h in reversed(self.heard) if h.kind in alike and h.venue in venues()), None)

    @staticmethod
    def _phrase(passage: Passage, token: Token) -> tuple[int, int]:
        first, last = syntax.phrase(token)
        return Document.span(passage, token.doc[first:last])


def find_happenings(scene: Scene) -> list[Happening]:
    """Every telling of a happening in the body, in reading order; one happening may be told many times."""
    found = []
    for passage, sentence in scene.document.sentences():
        if passage.label == "headline" or _PHOTO.search(sentence.text):
            continue
        for token in sentence:
            pos = "NOUN" if token.pos_ == "PROPN" else token.pos_
            word = words().get((token.lower_, pos)) or words().get((token.lemma_.lower(), pos))
            happening = _read(scene, passage, token, word) if word else None
            if happening:
                found.append(happening)
                scene.heard.append(happening)
    return found


def _read(scene: Scene, passage: Passage, token: Token, word: Word) -> Happening | None:
    noun = token.pos_ in _NOUNS
    if noun and (token.dep_ == "compound" or _inside_a_name(scene, passage, token)):
        return None
    if token.lemma_ == "gather" and syntax.objects(token):
        return None
    if token.lemma_ == "meet" and not _meets_somebody(scene, passage, token):
        return None
    if word.needs == "text":
        return _text_in_the_making(scene, passage, token, word)
    if word.needs == "decides":
        return _decision_by_content(scene, passage, token, word)
    wanted = word.partners | {_ANYTHING} if word.kind in ("adoption", "vote") else word.partners
    near = syntax.doers(token) if word.needs == "summit" else None
    if word.partners and not wanted & _partners(token, near):
        return None
    venue = _venue_of_noun(scene, passage, token, word) if noun else _venue_of_verb(scene, passage, token, word)
    date = (
        _date_of_noun(scene, passage, token, word) if noun else scene.clock.expression(*Document.span(passage, token))
    )
    if venue is None and _is_of_the_page(scene, passage, token, word):
        venue = scene.body
    if not _has_what_it_needs(scene, passage, token, word, venue, date):
        return None
    if noun and date is None and _refers_back(scene, token, word, venue):
        return None
    if venue is None:
        venue = _made_up_venue(scene, passage, token, word, date)
    return _told(scene, passage, word, token, venue, date, evidence(passage, token))


def _told(
    scene: Scene,
    passage: Passage,
    word: Word,
    token: Token,
    venue: str | None,
    date: TimeExpression | None,
    span: tuple[int, int],
) -> Happening:
    start, end = span
    own = date is not None and token.pos_ in _NOUNS and date is scene.clock.within(passage, token)
    day, inferred = _lasting(scene, passage, date, own), None
    if day is None:
        day, inferred = _understood_date(scene, passage, token, word, venue)
    return Happening(
        kind=word.kind,
        venue=venue,
        date=day,
        basis=basis(date) if date else inferred,
        status="occurred"
        if word.kind == "statement"
        else _status_on(status(token), day, scene.document.article.published),
        start=start,
        end=end,
        label=" ".join(scene.document.text[start:end].split()[:8]),
        rule=f"{'noun' if token.pos_ in _NOUNS else 'verb'}:{token.lemma_.lower()}",
    )


def _decision_by_content(scene: Scene, passage: Passage, verb: Token, word: Word) -> Happening | None:
    """What a body decided, told by what it says ("condemned"); a statement where the page tells of no text."""
    venue = scene.decides(passage, syntax.doers(verb))
    if venue is None and verb.dep_ == "pcomp":
        venue = scene.decides(passage, syntax.doers(clause(verb.head)))
    if venue is None:
        return None
    date = scene.clock.expression(*Document.span(passage, verb))
    if date is None and verb.dep_ in ("pcomp", "xcomp"):  # "took the rare step on Friday of condemning"
        date = scene.clock.expression(*Document.span(passage, clause(verb.head)))
    if date is None or date.edtf is None:
        return None
    kind = word.kind if any(w.surface.lower().endswith(_DECISIONS) for w in scene.works) else "statement"
    top = clause(verb.head) if verb.dep_ in ("pcomp", "xcomp") else verb
    return _told(scene, passage, replace(word, kind=kind), verb, venue, date, evidence(passage, top))


def _is_of_the_page(scene: Scene, passage: Passage, token: Token, word: Word) -> bool:
    """Whether a vote or text that names no body is that of the body the page is about."""
    if (
        scene.body is None
        or word.needs == "to"
        or scene.actors_of(passage, syntax.doers(token) if syntax.is_verb(token) else []) == ["un"]
    ):
        return False
    if token.lemma_.lower() == "walk":
        return True
    if token.lemma_.lower() in ("vote", "veto"):
        one_vote = token.tag_ in ("NN", "NNP") and any(t.pos_ == "NUM" for t in token.subtree)
        counted = token.head.lower_ == "by" or one_vote
        one = token.lemma_.lower() == "veto" or _is_definite(token) or counted
        return status(token) == "occurred" and (syntax.is_verb(token) or one)
    if word.kind not in ("vote", "adoption"):
        return False
    texts = syntax.receivers(token) or syntax.subjects(token) if syntax.is_verb(token) else [token]
    return any(_is_definite(t) and t.lemma_.lower() in _DECISIONS for t in texts)


def _refers_back(scene: Scene, noun: Token, word: Word, venue: str | None) -> bool:
    """Whether "the vote" without a date is one that has been told of as having taken place."""
    if word.kind not in ("vote", "adoption", "meeting", "review") or not _is_definite(noun):
        return False
    alike = ("vote", "adoption") if word.kind in ("vote", "adoption") else ("meeting", "talks", "review")
    return scene.occurred_at(venue, alike) is not None


def _is_definite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "each") for c in noun.children)


def _meets_somebody(scene: Scene, passage: Passage, verb: Token) -> bool:
    """Whether "meet" has actors for its object, or none: nobody meets a target or a demand in a room."""
    met = syntax.objects(verb)
    return not met or bool(scene.actors_of(passage, met))


def _text_in_the_making(scene: Scene, passage: Passage, verb: Token, word: Word) -> Happening | None:
    """A text that somebody drafts, tables or circulates, at the body that will decide on it."""
    texts = syntax.receivers(verb)
    if not any(t.lemma_.lower() in word.partners for t in texts):
        return None
    venue = next((v for t in texts if (v := scene.issuer_of(passage, t)) in venues()), scene.body)
    date = scene.clock.expression(*Document.span(passage, verb))
    if venue is None or (date is None and status(verb) != "ongoing"):
        return None
    start, end = evidence(passage, verb)
    return _told(scene, passage, word, verb, venue, date, (start, end))


def _since(scene: Scene, passage: Passage, date: TimeExpression) -> re.Match[str] | None:
    return _SINCE.search(scene.document.text, max(passage.start, date.start - 40), date.start)


def _lasting(scene: Scene, passage: Passage, date: TimeExpression | None, own: bool) -> str | None:
    """The date, or the stretch that "since" makes of it: to the day of the page if it recurs ("every year since")."""
    if date is None or date.edtf is None or "/" in date.edtf:
        return date.edtf if date else None
    since = _since(scene, passage, date)
    before = scene.document.text[passage.start : date.start]
    if not since or own or _FIRST_SINCE.search(before.rpartition(". ")[2]):
        return date.edtf
    published = (scene.document.article.published or "")[: len(date.edtf)]
    return f"{date.edtf}/{published if since['every'] and published else '..'}"


def _status_on(found: str, day: str | None, published: str | None) -> str:
    """What lies wholly after the page has not occurred: it is to come."""
    when, today = bounds(day), bounds(published)
    ahead = when is not None and today is not None and when[0] > today[1]
    return "scheduled" if ahead and found in ("occurred", "ongoing") else found


def _understood_date(
    scene: Scene, passage: Passage, token: Token, word: Word, venue: str | None
) -> tuple[str | None, str | None]:
    """The date and basis of what has none said: its report's, that of what it went with, or the page's if it is new."""
    if status(token) != "occurred":
        return None, None
    if word.kind == "report" and _is_new(token):
        return scene.document.article.published, "publication" if scene.document.article.published else None
    telling = clause(token)
    while telling.dep_ == "xcomp":
        telling = telling.head
    takes_place_there = syntax.is_verb(token) or telling.lemma_.lower() in takes_place()
    if telling.dep_ == "ccomp" and word.kind in _REPORTED and takes_place_there:
        found = scene.clock.expression(*Document.span(passage, telling.head))
        if found and found.start < passage.start + telling.head.idx:  # "On Friday, she said they had met"
            return found.edtf, basis(found)
    of_the_page = word.needs == "page" or (word.kind == "vote" and venue == scene.body and not word.partners)
    if of_the_page and (same := scene.occurred_at(venue)):  # the voting and walking out at the session told of
        return same.date, "inferred" if same.date else None
    before = scene.heard[-1] if scene.heard else None
    if before and venue and before.venue == venue and passage.start <= before.start and before.status == "occurred":
        return before.date, "inferred" if before.date else None
    return None, None


def _inside_a_name(scene: Scene, passage: Passage, token: Token) -> bool:
    return any(m.form == "name" for m in scene.index.overlapping(*Document.span(passage, token)))


def _partners(token: Token, near: list[Token] | None = None) -> frozenset[str]:
    """Lemmas of what a verb acts on, or of what a noun's own phrase names; or of the words given."""
    if near is not None:
        pass
    elif syntax.is_verb(token):
        near = syntax.receivers(token)
        if not near or token.lemma_ == "pass":
            near = [*near, *syntax.subjects(token), *syntax.oblique(token, "to")]
        near = [*near, *(t for n in near for t in syntax.oblique(n, "of"))]
    else:
        near = [*syntax.oblique(token, "of"), *syntax.children(token, "compound", "poss")]
    # What a pronoun stands for is not known here: it may be anything.
    return frozenset(_ANYTHING if t.pos_ == "PRON" else t.lemma_.lower() for t in near)


def _venue_of_verb(scene: Scene, passage: Passage, verb: Token, word: Word) -> str | None:
    if word.needs == "summit":
        return None  # held by its participants, not at a body
    if word.needs == "to":
        return most_specific(scene.venues_of(passage, syntax.oblique(verb, "to", "before")))
    doers, receivers = syntax.doers(verb), syntax.receivers(verb)
    if word.kind in ("opening", "establishment"):
        opened = most_specific([v for t in receivers for v in scene.places.ids(*_whole(passage, t))])
        if opened:
            return opened
    around = scene.venues_of(passage, syntax.oblique(verb, *_AT))
    for tokens in (doers, receivers):
        found = scene.venues_of(passage, tokens)
        if found:
            # "the Council adopted it during its review": the setting, where it is part of who acts.
            return most_specific([*found[:1], *(v for v in around if found[0] in ancestors(v))])
    if around:
        return most_specific(around)
    return next((v for t in receivers if (v := scene.issuer_of(passage, t)) in venues()), None)


def _is_meeting(noun: Token) -> bool:
    word = words().get((noun.lemma_.lower(), "NOUN"))
    return word is not None and word.kind in ("meeting", "talks", "review", "summit")


def _whole(passage: Passage, token: Token) -> tuple[int, int]:
    """A word with all that hangs on it: "a field office in Seoul"."""
    return passage.start + token.left_edge.idx, passage.start + token.right_edge.idx + len(token.right_edge)


def _venue_of_noun(scene: Scene, passage: Passage, noun: Token, word: Word) -> str | None:
    if word.kind == "letter":
        return _addressee(scene, passage, noun)
    return _venue_of_own_phrase(scene, passage, noun, word) or _venue_of_setting(scene, passage, noun, word)


def _venue_of_own_phrase(scene: Scene, passage: Passage, noun: Token, word: Word) -> str | None:
    """The body in a noun's own phrase; of a text, the meeting it is made at or whoever issued it."""
    own = scene.venues_of(passage, [noun, *syntax.oblique(noun, *_AT), *_described(noun)])
    if own:
        return most_specific(own)
    if word.kind == "statement" and any(_is_meeting(t) for t in syntax.oblique(noun, "in", "at", "during", "before")):
        return scene.last_of("meeting")
    if word.kind in _TEXT_KINDS and (issuer := scene.issuer_of(passage, noun)):
        return seat(issuer, scene.actors.get(issuer), sentence_text(noun))
    return None


def _venue_of_setting(scene: Scene, passage: Passage, noun: Token, word: Word) -> str | None:
    """The body that "the session" was, or that its clause names."""
    if _is_definite(noun) and (same := scene.last_of(word.kind)):
        return same
    verb = syntax.governing_verb(noun)
    if verb is None or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
        return None
    around = [t for t in (*syntax.doers(verb), *syntax.oblique(verb, *_AT)) if t is not noun]
    return most_specific(scene.venues_of(passage, around))


def _addressee(scene: Scene, passage: Passage, letter: Token) -> str | None:
    """The body that a letter goes to, or whose members it goes to."""
    to = syntax.oblique(letter, "to")
    verb = syntax.governing_verb(letter)
    if verb is not None:
        to += syntax.oblique(verb, "to")
    named = scene.venues_of(passage, to)
    officials = [a.affiliation_id for i in scene.actors_of(passage, to) if (a := scene.actors.get(i))]
    # A letter to whoever heads the secretariat goes to the organisation.
    bodies = ["un" if i == "unsg" else i for i in officials if i in venues()]
    return next(iter(bodies or named), None)


def _described(noun: Token) -> list[Token]:
    """What a noun's participle or relative clause tells of its setting ("set to take place during ...")."""
    verbs = [v for v in noun.children if v.dep_ in ("acl", "relcl") and syntax.is_verb(v)]
    verbs += [x for v in verbs for x in v.children if x.dep_ == "xcomp"]
    return [t for v in verbs for t in syntax.oblique(v, "in", "at", "during", "before")]


def _date_of_noun(scene: Scene, passage: Passage, noun: Token, word: Word) -> TimeExpression | None:
    own = scene.clock.within(passage, noun, beside=word.kind in ("statement", "letter", "report"))
    if own or (word.kind in _TEXT_KINDS and not _is_issued(noun)):
        return own
    found = scene.clock.expression(*Document.span(passage, noun))
    head = scene.clock.head_of(passage, noun.doc, found) if found else None
    if found and _since(scene, passage, found):
        return found
    if head is not None and head is not noun and head.pos_ in _NOUNS and (head.lemma_.lower(), "NOUN") in words():
        return None  # "in a statement Monday called the meeting off": Monday is the statement's
    return found


def _is_issued(noun: Token) -> bool:
    """Whether the clause tells that somebody issues, publishes or sends the text a noun names."""
    verb = noun.head
    if noun.dep_ == "pobj":
        return noun.head.lower_ in ("in", "via") and syntax.is_verb(noun.head.head)
    if verb.pos_ == "ADJ" and noun.dep_ == "nsubj":  # "made the letter public"
        return verb.lower_ in ("public", "available") and verb.head.lemma_.lower() in issuing_verbs()
    return noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in issuing_verbs()


def _has_what_it_needs(
    scene: Scene, passage: Passage, token: Token, word: Word, venue: str | None, date: TimeExpression | None
) -> bool:
    if word.needs == "none":
        return False
    if word.needs == "phone":
        return any(c.lower_ in ("phone", "telephone", "video") for c in token.children) and bool(
            date or _participants(scene, passage, token)
        )
    if word.kind in _TEXT_KINDS and token.pos_ in _NOUNS and not date and not _is_issued(token) and not _is_new(token):
        return False
    if word.needs in ("issuer", "state"):
        types = _ISSUERS if word.needs == "issuer" else _STATES
        by = scene.of_types(passage, syntax.doers(token), types) or [
            t for t in syntax.doers(token) if t.lemma_.lower() in _UNNAMED_BODIES and not scene.actors_of(passage, [t])
        ]
        return date is not None and bool(by or (venue and word.needs == "issuer"))
    if word.needs == "summit":
        return date is not None and _place(scene, passage, token) is not None
    if word.needs == "page":
        return venue is not None and any(c.lower_ == "out" for c in token.children)
    if word.needs == "place":
        return bool(date or _place(scene, passage, token) or venue or len(_participants(scene, passage, token)) > 1)
    if word.needs == "date" and not date and word.kind in ("opening", "establishment"):
        return status(token) != "occurred" and venue is not None
    return {
        "body": venue is not None,
        "to": venue is not None,
        "date": date is not None,
        "any": venue is not None or date is not None,
        "many": venue is not None or date is not None or len(_participants(scene, passage, token)) > 1,
        "body+date": venue is not None and date is not None,
    }[word.needs]


def _is_new(noun: Token) -> bool:
    return any(c.lower_ in ("new", "latest") for c in noun.children)


def _place(scene: Scene, passage: Passage, token: Token) -> str | None:
    """The place a summit or talks are named after or held in: a proper name before it, or after "in" or "at"."""
    before = [c for c in token.children if c.dep_ in ("compound", "nmod")]
    before = [c for c in before if not scene.index.ids(*Document.span(passage, c))]
    near = [*before, *syntax.oblique(token, "in", "at")]
    verb = syntax.governing_verb(token)
    if verb is not None:
        near += syntax.oblique(verb, "in", "at")
        if verb is token:  # "agreed on a plan with X in Vienna": the parse may hang the place on whatever is before it
            near += [t for n in verb.subtree if n.dep_ == "pobj" for t in syntax.oblique(n, "in", "at")]
    # The model does not know every town: a proper name that is nobody's and no date is a place after "in".
    found = next((t for t in near if t.ent_type_ in _PLACES or _may_be_a_place(scene, passage, t)), None)
    if found is None:
        return None
    return " ".join(t.lower_ for t in [*(c for c in found.lefts if c.dep_ == "compound"), found])


def _may_be_a_place(scene: Scene, passage: Passage, token: Token) -> bool:
    after_in = token.dep_ == "pobj" and token.head.lower_ == "in" and token.pos_ == "PROPN"
    return after_in and token.ent_type_ not in _TIMES and not scene.index.ids(*Document.span(passage, token))


def sentence_text(token: Token) -> str:
    """The words of a noun's own phrase and of its clause's subject."""
    verb = syntax.governing_verb(token)
    near = [token, *(syntax.doers(verb) if verb is not None else [])]
    return " ".join(t.doc[slice(*syntax.phrase(t))].text for t in near)


def _participants(scene: Scene, passage: Passage, token: Token) -> list[str]:
    near = [token, *syntax.oblique(token, "between", "with", "of", "by")]
    verb = syntax.governing_verb(token)
    if verb is not None and token.dep_ in ("dobj", "pobj"):
        near += syntax.doers(verb)
    return list(dict.fromkeys(scene.actors_of(passage, near)))


def _made_up_venue(scene: Scene, passage: Passage, token: Token, word: Word, date: TimeExpression | None) -> str:
    """A slug for a happening at no body: kind, place or participants, year ("summit_singapore_2018")."""
    parts = [word.kind]
    place = _place(scene, passage, token)
    who = (
        _participants(scene, passage, token) if token.pos_ in _NOUNS else scene.actors_of(passage, syntax.doers(token))
    )
    if word.kind in ("other", "statement", "report", "adoption", "vote") and who:
        return seat(who[0], scene.actors.get(who[0]), sentence_text(token))
    described = seat("", None, sentence_text(token)) if word.kind in _TEXT_KINDS else ""
    if described:
        return described
    if not who and syntax.is_verb(token):
        who = [t.lemma_.lower() for t in syntax.doers(token) if t.lemma_.lower() in _UNNAMED_BODIES]
    parts += [place] if place else sorted(who)[:3]
    year = (date.edtf or "")[:4] if date else ""
    return "_".join([*parts, *([year] if year else [])]).replace(" ", "_")


def evidence(passage: Passage, token: Token) -> tuple[int, int]:
    """The clause that tells of a happening, from its first to its last word, full stop left out."""
    head = clause(token)
    kept = [t for t in head.subtree if not t.is_space]
    while len(kept) > 1 and kept[-1].is_punct:
        kept.pop()
    first, last = kept[0], kept[-1]
    return passage.start + first.idx, passage.start + last.idx + len(last)


def status(token: Token) -> str:
    """How far a happening went (occurred, ongoing, scheduled, proposed, failed), from words above and beside it."""
    found, current = "occurred", token
    for _ in range(_CLIMB):
        near = current is token or current.lemma_.lower() in takes_place()
        found = max(found, _own_status(current, near), key=_STATUS_ORDER.index)
        governor = _governor(current)
        if governor is None:
            break
        above = _status_words().get((governor.lemma_.lower(), governor.pos_)) or "occurred"
        if current.dep_ == "pobj" and current.head.lower_ in ("in", "by"):
            above = "occurred"  # "decided in a vote": what is decided is open, the vote was
        found, current = max(found, above, key=_STATUS_ORDER.index), governor
    return found


def _own_status(token: Token, near: bool) -> str:
    """What stands beside a word; a negation counts only `near` the happening ("not yet decided" fails nothing)."""
    beside = [c for c in token.children if c.dep_ in ("aux", "amod", "acomp", "advmod", "mark")]
    found = [_status_words().get((c.lemma_.lower(), "AUX" if c.tag_ == "MD" else "ADJ")) or "occurred" for c in beside]
    if any(c.lower_ in ("whether", "if") for c in beside):
        found.append("proposed")
    if near and syntax.is_negated(token):
        found.append("failed")
    if near and token.tag_ == "VBG" and any(c.dep_ in ("aux", "auxpass") and c.lemma_ == "be" for c in token.children):
        found.append("ongoing")
    return max(["occurred", *found], key=_STATUS_ORDER.index)


def _governor(token: Token) -> Token | None:
    """The word whose meaning decides whether a noun's happening or an infinitive takes place."""
    head = token.head
    if head is token:
        return None
    if token.pos_ in _NOUNS:
        while (head.dep_ == "prep" or head.pos_ in ("ADP", "SCONJ")) and head.head.i != head.i:
            if head.lower_ in _SETTINGS:
                return None
            head = head.head
        return head if token.dep_ in ("dobj", "pobj", "nsubjpass", "nsubj", "conj", "attr") else None
    if token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"):
        return None  # "called for photographs released last month": what is released is, whatever is called for
    if token.dep_ in ("xcomp", "pcomp", "acl", "advcl", "ccomp") and (
        token.dep_ != "ccomp" or token.tag_ in ("VB", "VBG")
    ):
        return head.head if head.pos_ == "ADP" else head
    return None
