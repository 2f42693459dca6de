"""Positions of one article: actors for or against the study's propositions.

A word that names an issue stands under other words. Climbing from it to the top of the sentence, each word that takes a
stance on what it governs ("urged", "rejected", "adopted") gives that stance to its doer, and hands it on to the word
above, turned round if it is hostile: who "urged them to vote against the meeting" is against the meeting. What governs
a whole clause of somebody's speech is the speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding import evaluations, syntax
from onrecord.coding.acts import ActReader, act_status
from onrecord.coding.document import Document, Passage, plain
from onrecord.coding.frames import matching
from onrecord.coding.subject import Subject, subject_of
from onrecord.coding.when import Clock
from onrecord.reference import read_rows
from onrecord.study import Issue
from onrecord.tables import EVENT_SIGNS, Actor, Mention, Position, Statement, Tie, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_STANCES = {1: "for", -1: "against"}
# Types that take a stance on what they are about; a meeting, a sanction or an attack is no stance on its own topic.
_TAKING = {
    t: (-1 if t in ("ACCUSE", "REJECT", "PROTEST", "THREATEN", "COERCE") else 1) for t in EVENT_SIGNS
} | dict.fromkeys(("CONSULT", "SANCTION", "MOBILIZE", "ASSAULT", "AID"), 0)
_ANAPHORS = frozenset(
    {
        "move",
        "plan",
        "decision",
        "step",
        "proposal",
        "idea",
        "effort",
        "initiative",
        "bid",
        "it",
        "this",
        "support",
        "backing",
    }
)


@dataclass(frozen=True)
class Hit:
    """A word that names an issue: `wrong` if it names the wrong that the issue is about.

    It is `deniable` unless the study has another issue for whether such wrongs are so.
    """

    issue: Issue
    token: Token
    wrong: bool
    deniable: bool


@dataclass(frozen=True)
class Stance:
    """A position in the making."""

    actor: str
    issue: str
    sign: int
    predicate: Token
    rule: str
    status: str


def find_positions(
    document: Document,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    ties: Sequence[Tie],
    dates: Sequence[TimeExpression],
    issues: Sequence[Issue],
) -> list[Position]:
    """Every actor's stance on every issue that the article gives evidence of."""
    named = {m.actor_id for m in mentions}
    live = [i for i in issues if not i.venues or named & set(i.venues)]
    subject = subject_of(document, mentions) if live else Subject()
    counts = Counter(m.actor_id for m in mentions)
    live = [i for i in live if _is_about(i, subject, counts)]
    if not live:
        return []
    reader, clock = ActReader(document, actors, mentions, statements), Clock(document, dates)
    patterns = [
        (i, wrong, _pattern(words))
        for i in live
        for wrong, words in ((True, i.ills), (False, i.names + (i.short if subject.body_id in i.venues else ())))
        if words
    ]
    rows: list[Position] = []
    last: list[Hit] = []
    for passage, sentence in document.sentences():
        hits = _hits(sentence, patterns)
        by_hit = [(hit, list(_climb(reader, passage, hit))) for hit in hits]
        found = [s for _, stances in by_hit for s in stances]
        if not hits:
            found = [s for hit in last for s in _answered(reader, passage, sentence, hit)]
        last = [hit for hit, stances in by_hit if stances and not hit.wrong] or last
        for stance in _distinct(found):
            rows.extend(_rows(document, reader, clock, passage, stance))
    return rows


def _is_about(issue: Issue, subject: Subject, counts: Counter[str | None]) -> bool:
    """Whether a page is about the actors of an issue: it names one, and accuses none that it names more often."""
    if not issue.actors or subject.accused_id in issue.actors:
        return True
    most = max(counts[i] for i in issue.actors)
    return most > 0 and (subject.accused_id is None or most >= counts[subject.accused_id])


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    flexible = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", w))) for w in longest_first)
    return re.compile(r"\b(?:" + "|".join(flexible) + r")(?:s|es)?\b", re.IGNORECASE)


def _hits(sentence: Span, patterns: Sequence[tuple[Issue, bool, re.Pattern[str]]]) -> list[Hit]:
    hits: dict[tuple[str, int], Hit] = {}
    truth = any(issue.truth for issue, _, _ in patterns)
    for issue, wrong, pattern in patterns:
        for match in pattern.finditer(plain(sentence.text)):
            span = sentence.char_span(match.start(), match.end(), alignment_mode="expand")
            # "a dialogue counterpart", "the resolution's authors": about somebody, not about the issue
            if span is not None and len(span) and span.root.dep_ not in ("compound", "poss"):
                hits.setdefault((issue.slug, span.root.i), Hit(issue, span.root, wrong, issue.truth or not truth))
    return list(hits.values())


def _climb(reader: ActReader, passage: Passage, hit: Hit) -> Iterator[Stance]:
    """The stances of everyone who governs the word that names the issue, nearest first."""
    sign, turned, answered = -1 if hit.wrong else 1, False, False
    speaker = reader.speaker(passage, hit.token)
    if (
        syntax.is_verb(hit.token) and not hit.wrong and not _is_asked(hit.token)
    ):  # "reached out": the issue is the deed itself
        for actor in _speaking(reader, passage, hit.token, reader.doers(passage, hit.token, syntax.doers(hit.token))):
            yield Stance(actor, hit.issue.slug, 1, hit.token, "doing_itself", "actual")
    for current in (*_below(hit.token), *_above(hit.token)):
        turning = not turned and _turns(current, hit.issue)
        if turning:
            sign, turned = -sign, True
        effect = _effect(reader, passage, current, hit.token)
        if effect.sign < 0 and (_approves(current) if sign > 0 else turning and not hit.wrong):
            # Who adopts a text that condemns approves of what it says; "block" turns what it governs round but once.
            effect = replace(effect, sign=1)
        if not effect.sign or (hit.wrong and not turned and effect.mild):
            continue
        denied = hit.wrong and not turned and effect.sign < 0 and syntax.lemma(current) in _deniers()
        if denied and not hit.deniable:
            return
        sign = -1 if denied else sign * effect.sign
        sign = -sign if syntax.is_negated(current) else sign
        answered = answered or not effect.actors or speaker in effect.actors
        status = "actual" if syntax.is_negated(current) else act_status(current)
        if status in ("actual", "planned"):
            for actor in effect.actors:
                yield Stance(actor, hit.issue.slug, sign, current, effect.rule, status)
    if speaker and not answered:
        yield from _said(reader, passage, hit, speaker, turned)


def _approves(token: Token) -> bool:
    return _stances().get((syntax.lemma(token), token.pos_), 0) > 0


def _is_asked(verb: Token) -> bool:
    """Whether a deed is not told as done: an infinitive, or what is spoken of ("no forum for discussing it")."""
    return verb.dep_ == "pcomp" or any(c.tag_ in ("TO", "MD") for c in verb.children)


# A phrase or clause that these open tells when or on what ground something is done, not what it is about.
_SETTING = frozenset(
    ("after", "before", "during", "since", "following", "despite", "amid", "under", "until", "besides", "beside")
) | frozenset(
    (
        "aside",
        "except",
        "apart",
        "base",
        "accord",
        "according",
        "as",
        "while",
        "when",
        "because",
        "than",
        "like",
        "instead",
    )
)


def _below(token: Token) -> list[Token]:
    """The clauses that describe a word as what is done to it ("a resolution drafted by Peru")."""
    clauses = syntax.children(token, "acl", "relcl")
    return [c for c in clauses if syntax.is_verb(c) and token in syntax.receivers(c)]


def _above(token: Token) -> Iterator[Token]:
    """The words that govern a word as what they are about, nearest first."""
    while token.head != token:
        opened = [token, *(c for c in token.children if c.dep_ == "mark")]
        if token.dep_ in ("nsubj", "csubj", "agent", "poss") or any(syntax.lemma(t) in _SETTING for t in opened):
            return
        token = token.head
        yield token


def _turns(token: Token, issue: Issue) -> bool:
    near = [token, *(c for c in token.children if c.dep_ in ("amod", "compound", "prt", "advmod"))]
    return any(t.lemma_.lower() in issue.turns or t.lower_ in issue.turns for t in near)


@cache
def _stances() -> dict[tuple[str, str], int]:
    return {(r["lemma"], r["pos"]): 1 if r["stance"] == "for" else -1 for r in read_rows("stances")}


@cache
def _deniers() -> frozenset[str]:
    """Verbs that say a thing is not so; over a wrong they deny it."""
    return frozenset(r["lemma"] for r in read_rows("events") if r["type"] == "REJECT" and r["pos"] == "VERB")


@dataclass(frozen=True)
class Effect:
    """The stance a word takes on what it governs, whose it is, and the rule. A mild one judges nothing wrong."""

    sign: int
    actors: Sequence[str] = ()
    rule: str = ""
    mild: bool = False


def _effect(reader: ActReader, passage: Passage, token: Token, hit: Token) -> Effect:
    """The stance that a word takes on a word below it."""
    for frame, chosen in matching(token):
        sign = _TAKING[frame.type]
        # "adopted a resolution against Peru" is hostile to Peru, not to the resolution: the verb alone says what of it.
        aimed = chosen is not None and chosen == hit and any(test == "obj" for test, _ in frame.conditions)
        if sign and not aimed and not (frame.type == "ACCUSE" and frame.mutual):
            found = reader.sources(passage, token, frame, chosen)
            rule = f"act_{frame.type.lower()}:{frame.lemma}"
            return Effect(sign, _speaking(reader, passage, token, found), rule, frame.type == "REQUEST")
    pos = "VERB" if token.pos_ == "AUX" else token.pos_
    sign = _stances().get((syntax.lemma(token), pos), 0)
    if not sign:
        return Effect(0)
    if syntax.is_verb(token):
        found = reader.doers(passage, token, syntax.doers(token))
    else:
        found = reader.bearers.acting(passage, syntax.owners(token))
    return Effect(sign, _speaking(reader, passage, token, found), f"doing:{syntax.lemma(token)}", mild=True)


def _speaking(reader: ActReader, passage: Passage, token: Token, found: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(reader.spoken(passage, token, actor, "SUPPORT") for actor in found))


def _said(reader: ActReader, passage: Passage, hit: Hit, speaker: str, turned: bool) -> Iterator[Stance]:
    """What a speaker says of an issue that no word in his sentence governs: the wrong is so, or it is evaluated."""
    statement = reader.statement_at(passage.start + hit.token.idx)
    if statement is None or statement.assertion in ("asked", "hypothetical"):
        return
    if hit.wrong:
        turned = turned or any(_turns(t, hit.issue) for t in hit.token.sent)
        denied = statement.assertion == "denied" or syntax.is_negated(hit.token)
        yield Stance(speaker, hit.issue.slug, -1 if turned or denied else 1, hit.token, "said_wrong", "actual")
        return
    if ought := _ought(hit.token):
        sign = -1 if syntax.is_negated(ought) or turned else 1
        yield Stance(speaker, hit.issue.slug, sign, hit.token, "said_ought", "actual")
        return
    if any(a.lemma_ == "be" and syntax.is_negated(a) for a in _above(hit.token)):  # "is no forum for discussing it"
        yield Stance(speaker, hit.issue.slug, -1, hit.token, "said_denied", "actual")
        return
    words = [t for t in _judging(hit.token) if not reader.bearers.named(passage, t)]
    if sum(evaluations.blame(t) for t in words) >= evaluations.OUTRIGHT:
        yield Stance(speaker, hit.issue.slug, -1, hit.token, "said_evaluated", "actual")
    elif any(evaluations.polarity(t) == "positive" for t in words):
        yield Stance(speaker, hit.issue.slug, 1, hit.token, "said_evaluated", "actual")


def _ought(token: Token) -> Token | None:
    """The verb that tells what must be, of which the word (or what it is joined to) is the subject."""
    while token.dep_ == "conj":
        token = token.head
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or not syntax.is_verb(verb):
        return None
    return verb if any(c.dep_ == "aux" and c.lower_ in ("must", "should", "shall") for c in verb.children) else None


def _judging(token: Token) -> list[Token]:
    """The words that may judge a word: those above it with what modifies them, and what is predicated of it."""
    above = list(_above(token))
    top = above[-1] if above else token
    if top.dep_ == "nsubj" and top.head.lemma_ == "be":
        above.extend(c for c in top.head.children if c.dep_ in ("attr", "acomp"))
    near = [c for a in above for c in a.children if c.dep_ in ("dobj", "amod", "attr", "oprd", "acomp", "advmod")]
    return list(dict.fromkeys([*above, *near, *(g for c in near for g in c.children if g.dep_ == "amod")]))


def _answered(reader: ActReader, passage: Passage, sentence: Span, hit: Hit) -> Iterator[Stance]:
    """Stances on "the move", "it" or nothing further ("showed its support") right after an issue was named."""
    for token in sentence:
        if token.dep_ not in ("dobj", "pobj", "nsubjpass") or syntax.lemma(token) not in _ANAPHORS:
            continue
        governor = syntax.governing_verb(token)
        if governor is None:
            continue
        effect = _effect(reader, passage, governor, token)
        if effect.sign and not effect.rule.startswith("doing") and act_status(governor) == "actual":
            for actor in effect.actors:
                yield Stance(actor, hit.issue.slug, effect.sign, governor, f"answer_{effect.rule}", "actual")


def _distinct(stances: Sequence[Stance]) -> list[Stance]:
    """One stance an actor and issue in a sentence: the one nearest to the word that names the issue."""
    kept: dict[tuple[str, str], Stance] = {}
    for stance in stances:
        kept.setdefault((stance.actor, stance.issue), stance)
    return list(kept.values())


def _rows(document: Document, reader: ActReader, clock: Clock, passage: Passage, stance: Stance) -> Iterator[Position]:
    sentence = stance.predicate.sent
    start, end = Document.span(passage, sentence)
    word = Document.span(passage, stance.predicate)
    date, basis = clock.of(*word)
    statement = reader.statement_at(word[0])
    told = statement is not None and not reader.service.same_side(stance.actor, statement.speaker_id)
    doc_id, side = document.article.doc_id, _STANCES[stance.sign]
    row = Position(
        position_id=f"{doc_id}:{start}-{end}:position:{stance.actor}:{stance.issue}:{side}",
        doc_id=doc_id,
        actor_id=stance.actor,
        issue=stance.issue,
        stance=side,
        status=stance.status,
        attributed_to=statement.statement_id if told else None,
        date=date,
        date_basis=basis,
        start=start,
        end=end,
        rule=stance.rule,
    )
    yield row
    state = reader.service.state(stance.actor)
    if state:
        position_id = f"{doc_id}:{start}-{end}:position:{state}:{stance.issue}:{side}"
        yield replace(row, position_id=position_id, actor_id=state, derived=True)
