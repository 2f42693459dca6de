"""What the actor rules share while they read one article: its tokens, what is taken, what is found, who is known."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from onrecord.coding.document import Document, plain
from onrecord.coding.subject import subject_of
from onrecord.reference import known_actors
from onrecord.tables import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# "WASHINGTON (Reuters) - ", "SEOUL, Sept. 13 (Yonhap) -- ", "BEIRUT/GENEVA The ...": where a report was filed.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'/-]+(?:[ ,/]+[A-Z][A-Z.'/-]+)*(?:, [A-Z][\w. ]{2,24})?"
    r"|[A-Z][\w.'/-]+(?: [A-Z][\w.'/-]+){0,2}(?:, [A-Z][\w. ]{2,24})?(?= ?\([A-Z][\w ./-]{1,40}\) ?-))"
    r"(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)? ?(?:\([^)]{2,90}\))? ?(?:-{1,3}|:) "
)
_FILED = re.compile(r"\s*[A-Z]{4,}(?: [A-Z]{3,})*(?:/[A-Z]{3,}(?: [A-Z]{3,})*)+ (?=(?:The|An?|[A-Z][a-z]+) )")


class Tokens(list["Token"]):
    """The tokens of a passage as objects that stay, with their words: a parse makes a new one each time it is asked."""

    def __init__(self, parse: Doc, text: str) -> None:
        super().__init__(parse)
        self._parse = parse
        self.text = text
        self.words = [token.text for token in self]
        self.lower = [token.lower_ for token in self]
        self.shouted = self.text.isupper()
        self.title_case = _is_title_case(self.words)

    @property
    def sents(self) -> Iterator[Span]:
        """The sentences of the passage."""
        return self._parse.sents

    def between(self, first: int, last: int) -> str:
        """The text of the tokens first..last-1."""
        return self._parse[first:last].text


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether a headline capitalises its words, so that capitals tell nothing."""
    wanted = 0.9 if words and words[-1] in (".", "!", "?") else 0.7
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > wanted * len(long)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as found: tokens first..last-1 of a passage, its actor, its form and the rule."""

    passage: int
    first: int
    last: int
    actor_id: str | None
    form: str
    rule: str
    kind: str = "name"
    """For names out of the gazetteer: name, adjective, seat; else what sort of thing the span is."""


@dataclass
class Person:
    """A person of this article. `words` are the name's words; `roles` the role phrases the article gives."""

    actor_id: str
    words: tuple[str, ...]
    gender: str = ""
    known: bool = False
    country: str | None = None
    affiliation_id: str | None = None
    role: str | None = None
    roles: set[str] = field(default_factory=set)
    public: bool | None = None


@dataclass
class Reading:
    """One article as the actor rules read it. Rules add to `found` in turn."""

    document: Document
    found: list[Found] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    cover: list[list[Found | None]] = field(default_factory=list)
    """Per passage and token: the name that covers it. A span of kind 'none' names nobody and is not in `found`."""
    skip: list[int] = field(default_factory=list)
    quoted: list[list[bool]] = field(default_factory=list)
    """Per passage and token: whether it stands inside quotation marks."""
    tokens: list[Tokens] = field(default_factory=list)
    _places: list[list[Found]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for number, parse in enumerate(self.document.parses):
            passage = self.document.passages[number]
            tokens = Tokens(parse, plain(self.document.text[passage.start : passage.end]))
            self.tokens.append(tokens)
            self._places.append([])
            self.cover.append([None] * len(tokens))
            self.skip.append(_filed_from(tokens) if passage.label == "body" else 0)
            self.quoted.append(_inside_quotes(tokens.words))

    @property
    def date(self) -> str:
        """The publication date, or ''."""
        return self.document.article.published or ""

    def passages(self) -> Iterator[tuple[int, Tokens]]:
        """Number and tokens of every passage."""
        yield from enumerate(self.tokens)

    @cached_property
    def sentences(self) -> list[tuple[int, Span]]:
        """Every sentence with the number of its passage."""
        return [(number, sentence) for number, parse in self.passages() for sentence in parse.sents]

    @cached_property
    def topic(self) -> str | None:
        """The state whose conduct the page is about, else the one that headline and text name most.

        By the names found when it is first asked for.
        """
        accused = subject_of(self.document, [self.mention(f) for f in self.found if f.form == "name"]).accused_id
        if accused is not None:
            return accused
        first = Counter(
            f.actor_id for f in self.found if f.form == "name" and self.is_headline(f.passage) and _is_state(f.actor_id)
        )
        return max(first, key=lambda a: (self._counts[a or ""], a), default=None)

    def is_headline(self, number: int) -> bool:
        """Whether a passage is a headline."""
        return self.document.passages[number].label == "headline"

    def add(self, found: Found) -> None:
        """Add a mention; a name covers its tokens, and names inside it are dropped."""
        if found.form == "name":
            row = self.cover[found.passage]
            for inside in {id(f): f for f in row[found.first : found.last] if f}.values():
                self._forget(inside)
            row[found.first : found.last] = [found] * (found.last - found.first)
        if found.kind != "none":
            self.note(found)

    def note(self, found: Found) -> None:
        """Add a mention that covers nothing: other names may stand at its place."""
        self.found.append(found)
        insort(self._places[found.passage], found, key=_place)
        if found.form == "name" and found.actor_id:
            self._counts[found.actor_id] += 1

    def drop(self, found: Found) -> None:
        """Take a name back; its tokens are free again."""
        self._forget(found)
        row = self.cover[found.passage]
        row[found.first : found.last] = [None if f is found else f for f in row[found.first : found.last]]

    def _forget(self, found: Found) -> None:
        if not any(f is found for f in self._places[found.passage]):
            return
        self.found = [f for f in self.found if f is not found]
        self._places[found.passage] = [f for f in self._places[found.passage] if f is not found]
        if found.form == "name" and found.actor_id:
            self._counts[found.actor_id] -= 1
            if not self._counts[found.actor_id]:
                del self._counts[found.actor_id]

    def by_passage(self, number: int) -> list[Found]:
        """The mentions of a passage in order."""
        return self._places[number]

    def counts(self) -> Counter[str]:
        """How often each actor is named."""
        return self._counts

    def mention(self, found: Found) -> Mention:
        """A found span as a row."""
        passage, parse = self.document.passages[found.passage], self.tokens[found.passage]
        start = passage.start + parse[found.first].idx
        last = parse[found.last - 1]
        end = passage.start + last.idx + len(last)
        return Mention(
            doc_id=self.document.article.doc_id,
            start=start,
            end=end,
            surface=self.document.text[start:end],
            form=found.form,
            actor_id=found.actor_id,
            rule=found.rule,
        )


def _filed_from(parse: Tokens) -> int:
    match = _DATELINE.match(parse.text) or _FILED.match(parse.text)
    if not match:
        return 0
    return next((token.i for token in parse if token.idx >= match.end()), len(parse))


@cache
def _states() -> frozenset[str]:
    return frozenset(actor.actor_id for actor in known_actors() if actor.type == "country")


def _is_state(actor_id: str | None) -> bool:
    return actor_id in _states()


def _place(found: Found) -> tuple[int, int, str]:
    return found.first, found.last, found.actor_id or ""


def _inside_quotes(words: Sequence[str]) -> list[bool]:
    inside, flags = False, []
    for word in words:
        if '"' in word:
            inside = not inside
            flags.append(True)
        else:
            flags.append(inside)
    return flags


def is_capitalised(token: Token) -> bool:
    """Whether a token begins with a capital and is a word."""
    return token.text[:1].isupper() and any(letter.isalpha() for letter in token.text)
