"""When: the date of a clause, read off the time expressions that belong to it in the parse."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding.document import Document, Passage
from onrecord.reference import read_rows
from onrecord.tables import TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_VERBAL = ("VERB", "AUX")
# A clause in one of these relations keeps its head's date unless it has one of its own: "met on Monday and agreed".
_SHARES = ("conj", "xcomp", "auxpass", "aux")
_FAR = 99
# "the first two tests in July" deep in a sentence dates the tests, not what the sentence tells.
_TOO_DEEP = 5


class Clock:
    """The dates of one article's clauses."""

    def __init__(self, document: Document, dates: Sequence[TimeExpression]) -> None:
        self._document = document
        self._starts = [p.start for p in document.passages]
        self._dates = sorted((d for d in dates if _dates_an_event(d)), key=lambda d: d.start)
        self._date_starts = [d.start for d in self._dates]

    def of(self, start: int, end: int) -> tuple[str | None, str | None]:
        """The date (EDTF) and its basis of what text[start:end] says; (None, None) where the article does not tell.

        The span may be a word (a cue, a verb, a noun that names a happening), a clause or a sentence. A time expression
        belongs to the span if its clause is the span's own, or one that the span's clause leans on; a date inside
        the span that belongs to a clause further in is taken last.
        """
        found = self.expression(start, end)
        return (found.edtf, basis(found)) if found else (None, None)

    def expression(self, start: int, end: int) -> TimeExpression | None:
        """The time expression that dates text[start:end], or None."""
        place = self._passage(start)
        if place is None:
            return None
        passage, parse = place
        span = parse.char_span(start - passage.start, min(end, passage.end) - passage.start, alignment_mode="expand")
        if span is None or not len(span):
            return None
        sentence = span.root.sent
        inside = self._between(passage.start + sentence.start_char, passage.start + sentence.end_char)
        ranked = [
            (*self._distance(passage, parse, d, span.root), _is_vague(d), abs(d.start - start), d.start, d)
            for d in inside
        ]
        best = min(ranked, default=None, key=lambda r: r[:-1])
        return best[-1] if best and best[0] < _FAR else None

    def within(self, passage: Passage, noun: Token, beside: bool = False) -> TimeExpression | None:
        """The time expression of a noun's own phrase ("Friday's vote", "the summit in June"), or None."""
        start, end = passage.start + noun.left_edge.idx, passage.start + noun.right_edge.idx + len(noun.right_edge)
        inside = self._between(start, end)
        own = [d for d in inside if (words := _words(passage, noun.doc, d)) and _describes(clause(words.root), noun)]
        # "a statement this week": next to the noun, wherever the parse hangs it.
        after = passage.start + noun.idx + len(noun) + 1
        own += [d for d in self._between(after, after + 1) if beside and d not in own]
        return min(own, default=None, key=lambda d: (_is_vague(d), abs(d.start - passage.start - noun.idx), d.start))

    def hangs_on(self, expression: TimeExpression, offset: int) -> bool:
        """Whether a time expression is directly of the word at an offset."""
        place = self._passage(offset)
        if place is None:
            return False
        passage, parse = place
        words = _words(passage, parse, expression)
        return (
            words is not None
            and _path(
                words.root,
                parse.char_span(offset - passage.start, offset - passage.start + 1, alignment_mode="expand").root,
            )
            <= 2
        )

    def head_of(self, passage: Passage, parse: Doc, expression: TimeExpression) -> Token | None:
        """The word that a time expression describes, prepositions passed over."""
        words = _words(passage, parse, expression)
        if words is None:
            return None
        head = words.root.head
        while head.pos_ == "ADP" and head.head.i != head.i:
            head = head.head
        return head

    def _between(self, start: int, end: int) -> list[TimeExpression]:
        return self._dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def _passage(self, offset: int) -> tuple[Passage, Doc] | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._document.passages[index].end:
            return None
        return self._document.passages[index], self._document.parses[index]

    @staticmethod
    def _distance(passage: Passage, parse: Doc, date: TimeExpression, anchor: Token) -> tuple[int, int]:
        """Clauses, then arcs of the parse, between a date and a word; (_FAR, _FAR) if the date is of something else.

        0 clauses if both are of one clause, more if the word's clause shares the date of the clause it leans on.
        """
        words = _words(passage, parse, date)
        if words is None:
            return _FAR, _FAR
        home, clause_of_anchor, steps = clause(words.root), clause(anchor), 0
        if home.dep_ == "xcomp" and clause(home.head) == clause_of_anchor and anchor.dep_ in ("nsubj", "nsubjpass"):
            home = clause_of_anchor  # "a meeting is expected to take place next week"
        if _path(words.root, home) > _TOO_DEEP:
            return _FAR, _FAR
        while clause_of_anchor != home:
            if not _shares(clause_of_anchor) or clause_of_anchor.head == clause_of_anchor:
                return _FAR, _FAR
            clause_of_anchor, steps = clause(clause_of_anchor.head), steps + 1
        return steps, _path(words.root, anchor)


_EARLIER = re.compile(
    r"(?:the (?P<next>previous|following|next) day|(?P<n>a|one|two|three|four|five|six) (?P<unit>day|week)s? "
    r"(?P<side>earlier|before|previously|later|after)|the day (?P<alone>before|after|earlier|later))",
    re.IGNORECASE,
)
_COUNTS = {w: n for n, w in enumerate(("one", "two", "three", "four", "five", "six"), 1)} | {"a": 1}
_BACK = frozenset({"earlier", "before", "previously", "previous"})


def from_told(dates: Sequence[TimeExpression], published: str | None) -> list[TimeExpression]:
    """The time expressions, "a day earlier" and the like counted from the day told of before them.

    >>> day = TimeExpression(doc_id="a", start=0, end=6, text="Friday", type="date", edtf="2012-03-23")
    >>> earlier = replace(day, start=20, text="a day earlier", edtf=None, rule="relative:from_told")
    >>> [d.edtf for d in from_told([day, earlier], "2012-03-24")]
    ['2012-03-23', '2012-03-22']
    """
    told: date | None = None
    found = []
    for expression in sorted(dates, key=lambda d: d.start):
        counted = _EARLIER.search(expression.text) if expression.edtf is None and told else None
        if counted and told and (expression.rule or "").endswith("from_told"):
            side = counted["next"] or counted["side"] or counted["alone"]
            days = _COUNTS.get((counted["n"] or "one").lower(), 1) * (7 if counted["unit"] == "week" else 1)
            moved = told + timedelta(days=-days if side.lower() in _BACK else days)
            found.append(replace(expression, edtf=moved.isoformat()))
            continue
        if expression.edtf and len(expression.edtf) == _DAY and expression.edtf <= (published or "9999"):
            told = _as_day(expression.edtf) or told
        found.append(expression)
    return found


_DAY = len("2012-03-23")


def _as_day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None


def _dates_an_event(expression: TimeExpression) -> bool:
    """Whether a time expression says when: a date, or a stretch with two ends ("for the past four years")."""
    if not expression.edtf:
        return False
    return expression.type == "date" or (expression.type == "duration" and "/" in expression.edtf)


def _is_vague(expression: TimeExpression) -> bool:
    """A date worked out from a calendar of sessions gives way to any that the text states."""
    return expression.edtf is not None and expression.edtf.endswith("~")


def _shares(verb: Token) -> bool:
    """Whether a clause keeps the date of the clause it leans on: "met on Monday and agreed", "met to discuss"."""
    purpose = verb.dep_ in ("advcl", "acl") and any(c.tag_ == "TO" for c in verb.children)
    return purpose or verb.dep_ in _SHARES


def _describes(verb: Token, noun: Token) -> bool:
    """Whether a clause is the noun's own or tells when it takes place ("the session that began on Thursday")."""
    while verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.head.dep_ in ("acl", "relcl")):
        verb = verb.head
    if verb == clause(noun):
        return True
    of_noun = verb.head == noun or (verb.head in noun.subtree and clause(verb.head) == clause(noun))
    return verb.dep_ in ("acl", "relcl") and of_noun and verb.lemma_.lower() in takes_place()


@cache
def takes_place() -> frozenset[str]:
    """Verbs that tell of their subject's or object's taking place, or of its being dated, planned or given out."""
    return frozenset(r["lemma"] for r in read_rows("taking_place"))


def _words(passage: Passage, parse: Doc, date: TimeExpression) -> Span | None:
    words = parse.char_span(date.start - passage.start, date.end - passage.start, alignment_mode="expand")
    return words if words is not None and len(words) else None


def _path(first: Token, second: Token) -> int:
    """Number of arcs between two words of one sentence."""
    above = [first, *first.ancestors]
    other = [second, *second.ancestors]
    meeting = next((t for t in above if t in other), None)
    return _FAR if meeting is None else above.index(meeting) + other.index(meeting)


def clause(token: Token) -> Token:
    """The verb whose clause a token is of: itself, or its nearest verb above; the sentence's root if there is none."""
    while token.pos_ not in _VERBAL or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        if token.head == token:
            break
        token = token.head
    return token


def basis(expression: TimeExpression) -> str:
    """What a date read from a time expression rests on: its rule's family.

    >>> basis(TimeExpression(doc_id="a", start=0, end=10, text="last month", type="date", rule="relative:last_month"))
    'relative'
    """
    return (expression.rule or "explicit").split(":")[0]
