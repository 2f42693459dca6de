"""What the actor rules share while they read one article: its tokens, what is taken, what is found, who is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.coding.document import Document
from onrecord.tables import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "WASHINGTON (Reuters) - ", "SEOUL, Sept. 13 (Yonhap) -- ", "BEIRUT/GENEVA The ...": where a report was filed.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'/-]+(?:[ ,/]+[A-Z][A-Z.'/-]+)*(?:, [A-Z][\w. ]{2,24})?"
    r"|[A-Z][\w.'/-]+(?: [A-Z][\w.'/-]+){0,2}(?:, [A-Z][\w. ]{2,24})?(?= ?\([A-Z][\w ./-]{1,40}\) ?-))"
    r"(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)? ?(?:\([^)]{2,90}\))? ?(?:-{1,3}|:) "
)
_FILED = re.compile(r"\s*[A-Z]{4,}(?: [A-Z]{3,})*(?:/[A-Z]{3,}(?: [A-Z]{3,})*)+ (?=(?:The|An?|[A-Z][a-z]+) )")


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

    def __post_init__(self) -> None:
        for number, parse in enumerate(self.document.parses):
            self.cover.append([None] * len(parse))
            self.skip.append(_filed_from(parse) if self.document.passages[number].label == "body" else 0)
            self.quoted.append(_inside_quotes(parse))

    @property
    def date(self) -> str:
        """The publication date, or ''."""
        return self.document.article.published or ""

    def passages(self) -> Iterator[tuple[int, Doc]]:
        """Number and parse of every passage."""
        yield from enumerate(self.document.parses)

    def is_headline(self, number: int) -> bool:
        """Whether a passage is a headline."""
        return self.document.passages[number].label == "headline"

    def add(self, found: Found) -> None:
        """Add a mention; a name covers its tokens, and names inside it are dropped."""
        if found.form == "name":
            inside = {id(f) for f in self.cover[found.passage][found.first : found.last] if f}
            if inside:
                self.found = [f for f in self.found if id(f) not in inside]
            self.cover[found.passage][found.first : found.last] = [found] * (found.last - found.first)
        if found.kind != "none":
            self.found.append(found)

    def drop(self, found: Found) -> None:
        """Take a name back; its tokens are free again."""
        self.found = [f for f in self.found if f is not found]
        row = self.cover[found.passage]
        row[found.first : found.last] = [None if f is found else f for f in row[found.first : found.last]]

    def by_passage(self, number: int) -> list[Found]:
        """The mentions of a passage in order."""
        return sorted((f for f in self.found if f.passage == number), key=lambda f: (f.first, f.last, f.actor_id or ""))

    def counts(self) -> Counter[str]:
        """How often each actor is named."""
        return Counter(f.actor_id for f in self.found if f.form == "name" and f.actor_id)

    def mention(self, found: Found) -> Mention:
        """A found span as a row."""
        passage, parse = self.document.passages[found.passage], self.document.parses[found.passage]
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


def _filed_from(parse: Doc) -> int:
    match = _DATELINE.match(parse.text) or _FILED.match(parse.text)
    if not match:
        return 0
    return next((token.i for token in parse if token.idx >= match.end()), len(parse))


def _inside_quotes(parse: Doc) -> list[bool]:
    inside, flags = False, []
    for token in parse:
        if '"' in token.text:
            inside = not inside
            flags.append(True)
        else:
            flags.append(inside)
    return flags


def is_capitalised(token: Token) -> bool:
    """Whether a token begins with a capital and is a word."""
    return token.text[:1].isupper() and any(letter.isalpha() for letter in token.text)
