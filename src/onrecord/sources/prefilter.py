"""Which pages of a web archive may matter to a study: one pass over the raw bytes, before anything is parsed.

The search for many names at once is the automaton of Aho and Corasick (1975), from pyahocorasick.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.reference import known_actors, read_rows
from onrecord.study import Study

if TYPE_CHECKING:
    import ahocorasick


class Prefilter:
    """Keeps a page that names one of the actors and one of the venues; an empty list of either asks for nothing."""

    def __init__(self, actors: Iterable[str], venues: Iterable[str]) -> None:
        """Take the ids of actors and venues.

        Raises
        ------
        ValueError
            If an id is in none of actors.csv and venues.csv.
        """
        self._searches = [_automaton(names) for names in (_names(actors), _names(venues)) if names]

    def wants(self, page: bytes) -> bool:
        """Whether a page, as raw bytes of HTML or text, names what it must.

        >>> Prefilter(["per"], ["unsc"]).wants(b"<p>Peru asked the Security Council to meet.</p>")
        True
        >>> Prefilter(["per"], ["unsc"]).wants(b"<p>A superb Security Council</p>")
        False
        """
        text = page.decode("latin-1")
        return all(_names_one(search, text) for search in self._searches)


def prefilter_of(study: Study) -> Prefilter | None:
    """The filter of a study's `crawl_actors` and `crawl_venues`; None if it names neither."""
    if not study.crawl_actors and not study.crawl_venues:
        return None
    return Prefilter(study.crawl_actors, study.crawl_venues)


def _names(ids: Iterable[str]) -> set[str]:
    wanted = set(ids)
    names: dict[str, set[str]] = {actor: set() for actor in wanted}
    for actor in known_actors():
        if actor.actor_id in wanted:
            names[actor.actor_id].update((actor.name, *actor.aliases, *actor.adjectives, *actor.seats))
    for row in read_rows("venues"):
        if row["id"] in wanted:
            names[row["id"]].update(form.strip() for form in (row["name"], *row["aliases"].split(";")) if form.strip())
    if unknown := sorted(actor for actor, forms in names.items() if not forms):
        raise ValueError(f"crawl_actors or crawl_venues: no such actor or venue: {', '.join(unknown)}")
    return set().union(*names.values())


def _automaton(names: set[str]) -> ahocorasick.Automaton:
    import ahocorasick

    search = ahocorasick.Automaton()
    for name in sorted(names):
        # The page is read byte by byte as Latin-1, so the name is put in the same way.
        as_bytes = name.encode().decode("latin-1")
        search.add_word(as_bytes, len(as_bytes))
    search.make_automaton()
    return search


def _names_one(search: ahocorasick.Automaton, text: str) -> bool:
    for last, length in search.iter(text):
        before, after = text[last - length : last - length + 1], text[last + 1 : last + 2]
        if (last < length or not before.isalnum()) and not after.isalnum():
            return True
    return False
