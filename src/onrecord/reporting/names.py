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
    return " ".join(w if w in _SMALL_WORDS and i else w[:1].upper() + w[1:] for i, w in enumerate(words))


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
        return self.listed.get(known) or self.actors.get(known) or from_slug(known)

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
