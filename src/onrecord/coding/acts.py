"""Acts between actors, as sentences tell them: what ties are made from, before dates and derivation.

Frames (`events.csv`) say who acts on whom by a verb, noun or adjective and its construction. Content, what a speaker
says of another actor, makes acts of its own: words that blame ("the siege is unlawful") or ask ("they should leave").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coding import evaluations, syntax
from onrecord.coding.bearers import Bearers, noun_kinds
from onrecord.coding.derive import Service
from onrecord.coding.document import Document, Passage
from onrecord.coding.frames import Frame, follow, matching
from onrecord.coding.subject import has_role, is_deciding, subject_of
from onrecord.coding.when import takes_place
from onrecord.coding.where import Places, ancestors
from onrecord.coding.works import find_works, groups
from onrecord.tables import EVENT_SIGNS, Actor, Mention, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

FIRST_PERSON = frozenset({"we", "i", "our", "my", "us"})
# Acts that are done by saying so: a state's own "supports" in its envoy's mouth is the envoy's act.
_VERBAL = frozenset({"SUPPORT", "REJECT", "REQUEST", "ACCUSE", "THREATEN", "AGREE", "CONCEDE", "PROTEST"})
# Types that judge what another does or says, and may point back to it.
_JUDGING = frozenset({"SUPPORT", "REJECT", "ACCUSE"})
# What is done to a text, a vote or a session is done to the body that decides on it.
_ON_TEXTS = _JUDGING | {"REQUEST"}
_WHOLE_PAGE = frozenset({"body", "accused", "speaker"})
# What is made to somebody who then answers it.
_ANSWERED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "PROTEST", "CONSULT", "SUPPORT"})
_RECENT = 2
_POINTING = frozenset({"it", "this", "that"})
_OBLIGING = frozenset({"should", "must", "ought"})


@dataclass(frozen=True)
class Act:
    """A tie in the making: its ends, type, place in the parse and the rule that found it."""

    source: str
    target: str
    type: str
    predicate: Token
    rule: str
    status: str


class ActReader:
    """Reads acts off the sentences of one article, and answers who acts in a construction."""

    def __init__(
        self,
        document: Document,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        statements: Sequence[Statement],
    ) -> None:
        self.service = Service(actors, statements)
        self.bearers = Bearers(mentions, find_works(document, mentions), Places(document, mentions))
        self._subject = subject_of(document, mentions)
        self._cues = {s.cue_start: s.speaker_id for s in statements if s.cue_start is not None and s.speaker_id}
        self._statements = sorted(statements, key=lambda s: (s.end - s.start, s.start))
        self._orator = _orator(document, statements)
        self._opponent = self._most_named(mentions) if self._orator else None
        self._topic: list[str] = []
        self._accusers: list[tuple[int, str, str]] = []
        self._hostile: set[str] = set()  # who is hostile to anybody in this sentence already
        self._judged = self._sentence = 0

    def statement_at(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds an offset."""
        return next((s for s in self._statements if s.start <= offset < s.end), None)

    def acts(self, passage: Passage, sentence: Span) -> Iterator[Act]:
        """Every act of a sentence, frames first. Sentences are to be asked for in reading order."""
        self._sentence += 1
        self._hostile = set()
        for token in sentence:
            for frame, chosen in matching(token):
                found = list(self._framed(passage, token, frame, chosen))
                yield from found
                if found:
                    break
        yield from self._asked(passage, sentence)
        yield from self._denouncing(passage, sentence) if self._orator else self._blaming(passage, sentence)

    def _framed(self, passage: Passage, token: Token, frame: Frame, chosen: Token | None) -> Iterator[Act]:
        sources = self.sources(passage, token, frame, chosen)
        targets = self._targets(passage, token, frame, chosen, sources)
        if frame.type in _JUDGING and targets:
            self._topic, self._judged = targets, self._sentence
        if not targets and _is_reciprocal(token, chosen, frame):
            targets = sources
        if passage.label == "headline":
            sources, targets = self._in_headline(sources), self._in_headline(targets)
        status = act_status(token)
        if status == "negated" and any(test == "word" for test, _ in frame.conditions):
            status = "actual"  # "voted no" is a vote
        part = {"PROPN": "noun", "AUX": "verb"}.get(token.pos_, token.pos_.lower())
        rule = f"{part}_{frame.type.lower()}:{frame.lemma}"
        pairs = [(s, t) for s in sources for t in targets]
        if frame.mutual and frame.type == "COOPERATE":  # who drafts a text together does so with everybody else
            together = list(dict.fromkeys([*sources, *targets]))
            pairs = [(s, t) for s in together for t in together]
        elif frame.mutual:
            together = sources if not targets else []
            pairs += [(t, s) for s, t in pairs] + [(s, t) for s in together for t in together]
        for source, target in pairs:
            spoken = self.spoken(passage, token, source, frame.type)
            if not self.service.same_side(spoken, target):
                if EVENT_SIGNS[frame.type] < 0:
                    self._hostile.add(spoken)
                if frame.type == "ACCUSE":
                    self._accusers.append((self._sentence, spoken, target))
                yield Act(spoken, target, frame.type, token, rule, status)

    def _in_headline(self, ids: Sequence[str]) -> list[str]:
        """The organisation in a headline is its body that decides: "U.N. condemns Peru" tells of a resolution."""
        body = self._subject.body_id
        return [body if body and i in ancestors(body) else i for i in ids]

    def sources(self, passage: Passage, token: Token, frame: Frame, chosen: Token | None) -> list[str]:
        """Who does what a frame says."""
        for path in frame.source:
            if path == "own":
                found = self._owners(passage, token, frame)
            elif path in _WHOLE_PAGE:
                found = self._of_page(passage, token, path)
            else:
                found = self.doers(passage, token, _outer_subjects(token, frame) or follow(token, chosen, path))
            if found:
                return found
        if frame.source != ("subj",):
            return []
        cued = self._cues.get(Document.span(passage, token)[0])
        return [cued] if cued else self._issuers(passage, token)

    def _issuers(self, passage: Passage, verb: Token) -> list[str]:
        """Who issued the text in which it was done ("were blacklisted in the resolution")."""
        if not syntax.is_verb(verb) or not syntax.is_passive(verb):
            return []
        texts = (self.bearers.work(passage, t) for t in syntax.oblique(verb, "in", "under", "through"))
        return [issuer for issuer in texts if issuer][:1]

    def doers(self, passage: Passage, token: Token, tokens: Sequence[Token]) -> list[str]:
        """The actors that `tokens` stand for as doers of what `token` says; "we", "his country" are the speaker's."""
        speaker = self.speaker(passage, token)
        state = self.service.state(speaker)
        if state and any(_is_own_state(t) for t in tokens):
            return [state]
        tokens = [t for token in tokens for t in (_identified(token) or [token])]
        served = [self.service.state(i) for t in tokens for i in self.bearers.acting(passage, _whose_state(t))]
        if any(served):
            return [i for i in served if i]
        found = [self._office(passage, t, i) for t in tokens for i in self.bearers.acting(passage, [t])]
        found = list(dict.fromkeys(found))
        if not found and speaker and any(t.lower_ in FIRST_PERSON for t in tokens):
            return [speaker]
        return found

    def _office(self, passage: Passage, noun: Token, actor: str) -> str:
        """The state, where a person's unnamed envoy or spokesman acts ("Assad's envoy")."""
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is None or noun_kinds().get(noun.lemma_.lower()) != "agent" or self.bearers.named(passage, noun):
            return actor
        return (self.service.state(actor) or actor) if actor in self.bearers.named(passage, owner) else actor

    def _owners(self, passage: Passage, noun: Token, frame: Frame) -> list[str]:
        """Whose a noun's act is: its possessor or adjective, its by- or from-phrase, the doer of its light verb."""
        groups = [
            syntax.expand(syntax.children(noun, "poss")),
            _premodifiers(noun) if frame.mutual else syntax.children(noun, "compound", "amod", "nmod"),
            syntax.oblique(noun, "by"),
            syntax.oblique(noun, "from"),
            [] if "of" in frame.target else syntax.oblique(noun, "of"),
            syntax.oblique(noun, "between") if frame.mutual else [],
            _light_subjects(noun),
            _clause_subjects(noun) if frame.mutual else [],
        ]
        for group in groups:
            found = self.bearers.acting(passage, group)
            if found:
                return found
        return []

    def _targets(
        self, passage: Passage, token: Token, frame: Frame, chosen: Token | None, sources: Sequence[str]
    ) -> list[str]:
        for path in frame.target:
            if path == "work":
                found = self.bearers.last_work(passage, token)
            elif path in _WHOLE_PAGE:
                found = self._of_page(passage, token, path)
            else:
                ends = [_antecedent(t) for t in follow(token, chosen, path)]
                found = self._ends(passage, token, frame, ends, sources, path.endswith("-body"))
            others = [i for i in found if i not in sources]
            if others:
                return others
        if frame.mutual:
            return []
        light = any(test == "obj" for test, _ in frame.conditions) and not syntax.children(chosen or token, "prep")
        light = light and noun_kinds().get(token.lemma_.lower()) == "light"
        if frame.type in _JUDGING and light and self._recent():  # "also showed its support"
            return [i for i in self._recent() if i not in sources]
        return self.bearers.acting(passage, _answering(token)) if frame.type in _ANSWERED else []

    def _ends(
        self, passage: Passage, token: Token, frame: Frame, ends: Sequence[Token], sources: Sequence[str], bodies: bool
    ) -> list[str]:
        """Who stands at the end of a path: an actor, a text's body, a charge's author, the last topic."""
        judging = frame.type in _JUDGING
        if judging and ends and all(t.lower_ in _POINTING for t in ends):
            found = self._pointed_at(passage, token, sources)  # "welcomed it": sooner a text than a state
            if found:
                return found
        found = self.bearers.affected(passage, ends, frame.type == "ACCUSE")
        if bodies:
            found = [i for i in found if self.service.type(i) == "igo"]
        if any(i not in sources for i in found):
            return found
        if frame.type in _ON_TEXTS and any(_is_proceeding(t) for t in ends):
            return self._of_page(passage, token, "body")
        if judging and any(_is_accusation(t) for t in ends):
            return self._accusers_of(sources)
        if not judging or not ends:
            return []
        itself = bool(found) and any(noun_kinds().get(t.lemma_.lower()) in ("act", "proceeding") for t in ends)
        others = self._answered(passage, token, ends, itself)
        moved = any(
            noun_kinds().get(t.lemma_.lower()) == "act" and has_role(t, "decision") and not _premodifiers(t)
            for t in ends
        )
        return others or (self._of_page(passage, token, "body") if moved and not found else [])

    def _pointed_at(self, passage: Passage, token: Token, sources: Sequence[str]) -> list[str]:
        """What "it" is where it is judged: the charge that is denied, else the text spoken of last."""
        if token.lemma_.lower() == "deny":
            return self._accusers_of(sources, own=True)
        return [i for i in self.bearers.last_work(passage, token) if i not in sources]

    def _accusers_of(self, actors: Sequence[str], own: bool = False) -> list[str]:
        """Whoever accused these actors, or (unless `own`) anybody, last, if that is not long ago."""
        near = [a for a in self._accusers[::-1] if self._sentence - a[0] <= _RECENT]
        theirs = [a for a in near if any(self.service.same_side(a[2], i) for i in actors)]
        others = [
            a[1] for a in (*theirs, *([] if own else near)) if not any(self.service.same_side(a[1], i) for i in actors)
        ]
        return others[:1]

    def _of_page(self, passage: Passage, token: Token, role: str) -> list[str]:
        """Who has a role on the whole page: the body that decides, the state it is about, the speaker here."""
        if role == "speaker":
            found = self.speaker(passage, token)
        else:
            found = self._body(passage, token) if role == "body" else self._subject.accused_id
        return [found] if found else []

    def _body(self, passage: Passage, token: Token) -> str | None:
        """The body that decides: the one that the sentence names, if it names just one, else the page's."""
        named = {i for t in token.sent for i in self.bearers.named(passage, t) if is_deciding(i)}
        return named.pop() if len(named) == 1 else self._subject.body_id

    def _recent(self) -> list[str]:
        """What was judged last, if in this sentence or one of the two before."""
        return self._topic if self._sentence - self._judged <= _RECENT else []

    def _answered(self, passage: Passage, token: Token, ends: Sequence[Token], itself: bool) -> list[str]:
        """What a judgement is on that points back: "which Peru disputed", "dismissed the move", "its adoption"."""
        if any(t.lower_ == "which" for t in ends):
            speaker = self.speaker(passage, token)
            return [speaker] if speaker else []
        if itself or any(t.lower_ in ("it", "this", "that") for t in ends):
            return self._recent() or self.bearers.last_work(passage, token)
        return []

    def spoken(self, passage: Passage, token: Token, source: str, event_type: str) -> str:
        """The speaker, where the speaker says it of the state he speaks for ("my country supports the office")."""
        if event_type not in _VERBAL:
            return source
        statement = self.statement_at(Document.span(passage, token)[0])
        speaker = statement.speaker_id if statement else None
        return speaker if speaker and self.service.state(speaker) == source else source

    def _asked(self, passage: Passage, sentence: Span) -> Iterator[Act]:
        """What a speaker says others should do."""
        for token in sentence:
            if not _obliges(token):
                continue
            speaker = self.speaker(passage, token)
            subjects = self.bearers.acting(passage, syntax.subjects(token.head)) if speaker else []
            for target in self.service.others(subjects, speaker):
                yield Act(speaker, target, "REQUEST", token.head, "content_request:should", "actual")

    def speaker(self, passage: Passage, token: Token) -> str | None:
        """Who says the words around a token, None where the article itself says them or nobody known does."""
        statement = self.statement_at(Document.span(passage, token)[0])
        return (statement.speaker_id if statement else None) or self._orator

    def _most_named(self, mentions: Sequence[Mention]) -> str | None:
        """The state that a speech names most, apart from the speaker's own."""
        states = Counter(m.actor_id for m in mentions if self.service.type(m.actor_id) == "country")
        others = [(-n, i) for i, n in states.items() if i and not self.service.same_side(i, self._orator)]
        return min(others)[1] if others else None

    def _blaming(self, passage: Passage, sentence: Span) -> Iterator[Act]:
        """Whom a speaker's words blame: the doer of a deed, the bearer of a quality, where words enough say so."""
        weights: dict[tuple[str, str], int] = {}
        first: dict[tuple[str, str], Token] = {}
        loose: list[tuple[str, int, Token]] = []
        for token in sentence:
            weight = evaluations.blame(token)
            speaker = self.speaker(passage, token) if weight else None
            if not speaker or self.bearers.named(passage, token):  # "Criminal Court" names a body
                continue
            targets = self._blamed_actors(passage, token, speaker)
            if not targets:
                loose.append((speaker, weight, token))
            for target in targets:
                pair = (speaker, target)
                weights[pair] = weights.get(pair, 0) + weight
                first.setdefault(pair, token)
        yield from self._loosely_blamed(passage, loose, {source for source, _ in weights} | self._hostile)
        for (source, target), weight in weights.items():
            if weight >= evaluations.OUTRIGHT:
                word = first[source, target]
                on_text = is_deciding(target) and any(_is_proceeding(t) for t in evaluations.blamed(word))
                self._accusers.append((self._sentence, source, target))
                yield Act(source, target, "REJECT" if on_text else "ACCUSE", word, "content_blame", "actual")

    def _loosely_blamed(self, passage: Passage, loose: list[tuple[str, int, Token]], done: set[str]) -> Iterator[Act]:
        """Blame that names nobody: of a text it is on the body that decides, else on the state the page is about."""
        weights: dict[tuple[str, str, str], int] = {}
        for speaker, weight, token in loose:
            on_text = any(_is_proceeding(t) for t in evaluations.blamed(token))
            own = self.service.same_side(speaker, self._subject.accused_id)  # the accused blames the text
            if own and not on_text:
                on_text = _in_quotation(token) and self._subject.body_id in self.bearers.last_work(passage, token)
            target = self._body(passage, token) if on_text else self._subject.accused_id
            if not on_text and not self._leaves_open(passage, token, speaker):
                continue
            if target and speaker not in done and not self.service.same_side(speaker, target):
                key = (speaker, target, "REJECT" if on_text else "ACCUSE")
                weights[key] = weights.get(key, 0) + weight
                if weights[key] >= evaluations.OUTRIGHT:
                    rule = "content_page:" + ("text" if on_text else "accused")
                    yield Act(speaker, target, key[2], token, rule, "actual")

    def _leaves_open(self, passage: Passage, token: Token, speaker: str) -> bool:
        """Whether quoted blame leaves open whom it is on: no doer, no owner, no other actor in its sentence."""
        owned = [*syntax.children(token, "poss"), *syntax.oblique(token, "by", "from", "of", "in")]
        victims = syntax.is_verb(token) and syntax.is_passive(token)
        if victims or any(t.dep_ != "poss" and t.lemma_ != "people" for t in owned):
            return False
        sides = {self._subject.accused_id, self._subject.body_id}
        named = self.service.others((i for t in token.sent for i in self.bearers.named(passage, t)), speaker)
        person_or_state = self.service.type(speaker) != "igo"  # a body's findings name whom they are on
        return person_or_state and _in_quotation(token) and not set(named) - sides

    def _blamed_actors(self, passage: Passage, token: Token, speaker: str) -> list[str]:
        words = evaluations.blamed(token)
        for word in words:
            together = [w for w in words if w in syntax.coordinated(word)]  # "Peru and Chile should be ashamed"
            found = self.service.others(self.bearers.acting(passage, together), speaker)
            if found:
                return found
        if self._subject.accused_id and any(_is_bare_force(t) for w in words for t in (w, *syntax.children(w, "poss"))):
            return self.service.others([self._subject.accused_id], speaker)
        return []

    def _denouncing(self, passage: Passage, sentence: Span) -> Iterator[Act]:
        """A sentence of a speech that blames: one act, on whom it blames, else on whom it names, else as before."""
        weights = [(evaluations.blame(t), t) for t in sentence]
        heavy = [t for weight, t in weights if weight and not self.bearers.named(passage, t)]
        if sum(weight for weight, t in weights if t in heavy) < evaluations.OUTRIGHT:
            return
        found = [i for t in heavy for i in self._blamed_actors(passage, t, self._orator)]
        found += self.service.others((i for t in sentence for i in self.bearers.named(passage, t)), self._orator)
        states = [i for i in found if self.service.type(i) == "country"]
        self._opponent = next(iter(states or found), self._opponent)
        if self._opponent:
            yield Act(self._orator, self._opponent, "ACCUSE", heavy[0], "speech_blame", "actual")


def _obliges(token: Token) -> bool:
    """Whether a modal verb asks for an act: not "should be ashamed", "should know", "should have known"."""
    if token.lower_ not in _OBLIGING or token.dep_ != "aux":
        return False
    verb = token.head
    judged = (c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd"))
    if any(evaluations.polarity(c) == "negative" for c in judged):
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return not perfect and verb.lemma_ not in ("know", "remember", "understand", "realise", "realize")


def _outer_subjects(verb: Token, frame: Frame) -> list[Token]:
    """Who says both, where a second verb of saying is parsed into what the first one says.

    "The envoy said the text was unfair and accused Peru": the envoy accuses, not the text.
    """
    clause = verb.head
    inside = verb.dep_ == "conj" and clause.dep_ == "ccomp" and clause.pos_ == "AUX" and frame.type in _VERBAL
    if not inside or verb.tag_ not in ("VBD", "VBZ") or any(c.dep_ in syntax.SUBJECTS for c in verb.children):
        return []
    return syntax.subjects(clause.head) if syntax.is_verb(clause.head) else []


def _light_subjects(noun: Token) -> list[Token]:
    """The doers of the verb that a noun's act is done with ("Peru launched an attack")."""
    governor = noun.head
    if noun.dep_ == "dobj" and noun_kinds().get(governor.lemma_.lower()) == "light":
        return syntax.doers(governor)
    return []


def _orator(document: Document, statements: Sequence[Statement]) -> str | None:
    """Who says every sentence of a verbatim record."""
    if document.article.kind != "speech":
        return None
    return next((s.speaker_id for s in statements if s.speaker_id and (s.rule or "").startswith("speech")), None)


def _premodifiers(noun: Token) -> list[Token]:
    """All words before a noun that may name participants ("US-North Korea talks")."""
    return [t for t in noun.subtree if t.i < noun.i and t.dep_ in ("compound", "amod", "nmod", "poss")]


def _clause_subjects(noun: Token) -> list[Token]:
    """Whoever a talk is by default between: the subject of the clause it is told in ("said after talks with Peru")."""
    governor = syntax.governing_verb(noun)
    return syntax.doers(governor) if governor is not None and noun.dep_ == "pobj" else []


def _answering(noun: Token) -> list[Token]:
    """Whoever answers another's demand, charge or threat is whom it was made to ("Peru dismissed Chile's demand")."""
    governor = noun.head
    owned = noun.pos_ == "NOUN" and noun.dep_ in ("dobj", "nsubjpass") and syntax.is_verb(governor)
    return syntax.doers(governor) if owned and noun_kinds().get(governor.lemma_.lower()) != "light" else []


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for ("camps which Peru took issue with"), else the word itself."""
    clause = syntax.governing_verb(token)
    relative = token.lower_ in syntax.RELATIVE and clause is not None and clause.dep_ == "relcl"
    return clause.head if relative else token


def _identified(noun: Token) -> list[Token]:
    """Who "those" are that did something: "Peru was among those opposed", "was one of those who voted against"."""
    some = noun.lower_ in ("those", "one", "ones", "countries", "nations", "states", "members")
    if not some and noun.pos_ != "NUM":
        return []
    return follow(noun, None, "self")


def _whose_state(noun: Token) -> list[Token]:
    """The person in "whose country", "whose government"."""
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.lower_ == "whose"), None)
    clause = syntax.governing_verb(noun)
    described = noun.lemma_ in _STATE_NOUNS and owner is not None and clause is not None and clause.dep_ == "relcl"
    return [clause.head] if described else []


def _is_bare_force(noun: Token) -> bool:
    """Whether a noun is "the army", "the authorities" of a state that is left unsaid."""
    owned = any(c.dep_ in ("poss", "compound", "amod", "nmod") and c.pos_ == "PROPN" for c in noun.children)
    return (
        noun.pos_ == "NOUN"
        and not owned
        and noun_kinds().get(noun.lemma_.lower()) == "agent"
        and (has_role(noun, "record") and not syntax.oblique(noun, "of"))
    )


def _is_accusation(noun: Token) -> bool:
    """Whether a noun is a charge that somebody made ("rejected the allegations")."""
    return noun_kinds().get(noun.lemma_.lower()) == "accusation"


def _in_quotation(token: Token) -> bool:
    """Whether a word stands between quotation marks."""
    return sum(t.text == '"' for t in token.doc[: token.i]) % 2 == 1


def _is_proceeding(noun: Token) -> bool:
    """Whether a noun is what a body decides, does or has before it ("the outcome", "putting it on the agenda").

    Texts and sessions of no one body ("country-specific motions") are not.
    """
    if syntax.is_verb(noun):
        return any(_is_proceeding(t) for t in (*syntax.objects(noun), *syntax.oblique(noun, "on", "to")))
    lemma = noun.lemma_.lower()
    if noun_kinds().get(lemma) != "proceeding" and groups().get(lemma) != "decision":
        return False
    return noun.tag_ != "NNS" or bool(syntax.children(noun, "det", "poss"))


def _is_own_state(noun: Token) -> bool:
    """Whether a noun is "his country", "my government" in somebody's speech."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    return noun.lemma_ in _STATE_NOUNS and owner is not None and owner.lower_ in _OWN


_STATE_NOUNS = frozenset({"country", "government", "nation", "delegation", "state"})
_OWN = frozenset({"his", "her", "my", "our", "its"})


def _is_reciprocal(token: Token, chosen: Token | None, frame: Frame) -> bool:
    """Whether the act is on "each other" or "one another"."""
    ends = [t for path in frame.target for t in follow(token, chosen, path)]
    return any(t.lower_ in ("other", "another") and t.i and t.nbor(-1).lower_ in ("each", "one") for t in ends)


def act_status(predicate: Token) -> str:
    """How far an act happened. A noun's act has the status of its light verb, or of what is said to become of it."""
    if syntax.is_verb(predicate):
        return syntax.status(predicate)
    if syntax.is_negated(predicate):
        return "negated"
    governor = predicate.head
    if not syntax.is_verb(governor):
        return "actual"
    if predicate.dep_ == "dobj":
        return syntax.status(governor)
    if (
        predicate.dep_ in syntax.SUBJECTS
    ):  # "talks are expected to", "no talks were held"; "talks have not produced much"
        foreseen = syntax.modality().get((governor.lemma_.lower(), "VERB"))
        held = governor.lemma_.lower() in takes_place()
        return syntax.status(governor) if held else foreseen if foreseen == "planned" else "actual"
    return "actual"
