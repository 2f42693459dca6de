"""The states, bodies and outlets that the reference data knows, found in a parse by a trie over its tokens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from onrecord.coding.document import language_model, plain
from onrecord.reference import KnownActor, known_actors, read_rows

# The ways in which the press writes the two names that others are built on.
_VARIANTS = {"UN": ("UN", "U.N.", "United Nations"), "US": ("US", "U.S.", "United States")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A form in the gazetteer: whom it names and how. `kind` is name, adjective, seat or none (names nobody)."""

    actor_id: str
    kind: str
    words: tuple[str, ...]


@dataclass(slots=True)
class Trie:
    """A tree of lower-cased words with the entries that end at each node."""

    entries: list[Entry] = field(default_factory=list)
    children: dict[str, Trie] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Put an entry in; the first with the same words stays."""
        node = self
        for word in entry.words:
            node = node.children.setdefault(word.casefold(), Trie())
        if all(e.words != entry.words for e in node.entries):
            node.entries.append(entry)

    def longest(self, words: Sequence[str], start: int, shouted: bool = False) -> Entry | None:
        """The longest entry that words[start:] begin with and whose case they obey."""
        node, best = self.children.get(words[start].casefold()) if start < len(words) else None, None
        for place in range(start + 1, start + 17):
            if node is None:
                break
            for entry in node.entries:
                if shouted or _same_case(entry.words, words[start : start + len(entry.words)]):
                    best = entry
                    break
            node = node.children.get(words[place].casefold()) if place < len(words) else None
        return best


def _same_case(alias: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words are alias as a writer may write it: capitals inside a long name are free, the first one is not.

    >>> _same_case(("Human", "Rights", "Council"), ("Human", "rights", "council"))
    True
    >>> _same_case(("Human", "Rights", "Council"), ("human", "rights", "council"))
    False
    >>> _same_case(("UNESCO",), ("Unesco",)), _same_case(("WHO",), ("Who",))
    (True, False)
    """
    for position, (known, word) in enumerate(zip(alias, words, strict=True)):
        if known == word:
            continue
        if known.isupper() and not (len(known) > 3 and word.istitle()):
            return False
        if position == 0 and known[:1].isupper() and not word[:1].isupper():
            return False
        if len(alias) == 1 and not known.isupper():
            return False
    return True


def words_of(text: str) -> tuple[str, ...]:
    """A form as the parser cuts it."""
    return tuple(token.text for token in language_model().tokenizer(plain(text)))


def fold(text: str) -> str:
    """Text without accents, for comparison.

    >>> fold("Türkiye, São Tomé")
    'Turkiye, Sao Tome'
    """
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", text.translate(str.maketrans("łŁøØđĐıß", "lLoOdDis")))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


@cache
def gazetteer() -> Trie:
    """Every form of actors.csv, and the phrases of not_actors.csv that only look like one."""
    trie = Trie()
    for row in read_rows("not_actors"):
        for form in _spelled(row["phrase"]):
            trie.add(Entry("", "none", words_of(form)))
    for actor in known_actors():
        for kind, forms in (("name", _names(actor)), ("adjective", _adjectives(actor)), ("seat", actor.seats)):
            for form in forms:
                for spelled in _spelled(form):
                    trie.add(Entry(actor.actor_id, kind, words_of(spelled)))
    return trie


def _names(actor: KnownActor) -> list[str]:
    names = [actor.name, *actor.aliases]
    if any(name.startswith("UN ") for name in names):
        names += [f"UN {n}" for n in names if not n.startswith("UN") and " " in n]
    return names


def _adjectives(actor: KnownActor) -> Iterator[str]:
    for form in actor.adjectives:
        yield form
        if not form.endswith(("s", "sh", "ch", "ese")):
            yield f"{form}s"


def _spelled(form: str) -> Iterator[str]:
    """A form with the ways of writing "UN" and "US" in it, with and without accents."""
    choices = [_VARIANTS.get(word, (word,)) for word in form.split(" ")] if " " in form else [(form,)]
    for words in product(*choices):
        text = " ".join(words)
        yield text
        if fold(text) != text:
            yield fold(text)


@cache
def organs() -> Trie:
    """The organs that every state has ("foreign ministry"), as entries whose actor_id is the organ's slug."""
    return _trie((row["organ"], row["slug"]) for row in read_rows("organs"))


@cache
def roles() -> Trie:
    """The roles of roles.csv, as entries whose actor_id is the role itself."""
    return _trie((row["role"], row["role"]) for row in read_rows("roles"))


@cache
def role_ends() -> frozenset[str]:
    """The last words of roles: where none of them stands, no role ends."""
    return frozenset(words_of(row["role"])[-1].casefold() for row in read_rows("roles")) | frozenset(
        row["role"].split()[-1].casefold() for row in read_rows("roles")
    )


def _trie(forms: Iterable[tuple[str, str]]) -> Trie:
    trie = Trie()
    for form, value in forms:
        for spelled in _spelled(form):
            # Abbreviations stand as one token in a text ("Ms. Lee"), though not by themselves.
            words = tuple(spelled.split()) if "." in spelled else words_of(spelled)
            trie.add(Entry(value, "name", words))
    return trie
