"""Names for people to read: actors, venues and issues, from the tables, the reference data and the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from onrecord.analysis.names import gazetteer, issue_name, short_names
from onrecord.study import Study

_SMALL_WORDS = {"of", "the", "and", "on", "in", "for", "to"}


def from_slug(slug: str) -> str:
    """A readable name from an id.

    >>> from_slug("summit_singapore_2018"), from_slug("office_of_peace")
    ('Summit Singapore 2018', 'Office of Peace')
    """
    words = slug.replace("_", " ").replace("-", " ").split()
    return " ".join(w if w in _SMALL_WORDS and i else _capital(w) for i, w in enumerate(words))


def _capital(word: str) -> str:
    """A word with a capital; of two letters, with two: "us", "un", "eu"."""
    return word.upper() if len(word) == 2 and word not in _SMALL_WORDS else word[:1].upper() + word[1:]


@dataclass(frozen=True)
class Names:
    """Readable names of a run's actors, venues and issues; what is unknown is said to be unknown."""

    actors: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)

    def actor(self, actor_id: object) -> str:
        """An actor's name.

        >>> Names(actors={"prk": "North Korea"}).actor("prk"), Names().actor(None)
        ('North Korea', 'unknown')
        """
        if actor_id is None or pd.isna(actor_id):
            return "unknown"
        known = str(actor_id)
        return self.actors.get(known) or self.listed.get(known) or from_slug(known)

    def venue(self, venue_id: object) -> str:
        """A venue's name; '' where none is known."""
        if venue_id is None or pd.isna(venue_id):
            return ""
        known = str(venue_id)
        return self.listed.get(known) or self.actors.get(known) or self._composed(known)

    def _composed(self, slug: str) -> str:
        """The name of a meeting whose id is made of its kind, who met and the year.

        >>> Names(actors={"chn": "China", "sergei_lavrov": "Sergei Lavrov"})._composed("talks_chn_sergei_lavrov_2017")
        'Talks: China, Sergei Lavrov, 2017'
        >>> Names()._composed("summit_singapore_2018")
        'Summit Singapore 2018'
        """
        kind, *parts = slug.split("_")
        found: list[str] = []
        while parts:
            sizes = (n for n in range(len(parts), 0, -1) if self._known("_".join(parts[:n])))
            size = next(sizes, 0)
            found.append(self._known("_".join(parts[:size])) if size else from_slug(parts[0]))
            parts = parts[max(size, 1) :]
        named = any(self._known(part) for part in slug.split("_")[1:]) or len(found) < len(slug.split("_")) - 1
        return f"{from_slug(kind)}: {', '.join(found)}" if named else from_slug(slug)

    def _known(self, actor_id: str) -> str:
        return self.actors.get(actor_id) or self.listed.get(actor_id) or ""

    def issue(self, slug: object) -> str:
        """An issue in a word or two."""
        words = issue_name(str(slug))
        return words[:1].upper() + words[1:]

    def proposition(self, slug: object) -> str:
        """An issue as the proposition that actors are for or against."""
        return self.issues.get(str(slug)) or self.issue(slug)


def names_of(data: Mapping[str, pd.DataFrame], study: Study) -> Names:
    """The names that a run's pages use."""
    listed = {known: names[0] for known, names in gazetteer().items()}
    return Names(short_names(data), listed, {i.slug: i.proposition for i in study.issues})
