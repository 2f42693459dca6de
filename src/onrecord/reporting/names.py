"""Names for people to read: actors, venues, issues and terms, from the tables and the reference data."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from onrecord.reference import ReferenceDataError, read_rows
from onrecord.study import Study

_SMALL_WORDS = {"of", "the", "and", "on", "in", "for", "to"}


def _reference_names(file: str, key: str) -> dict[str, str]:
    try:
        rows = read_rows(file)
    except ReferenceDataError:
        return {}
    return {row[key]: row.get("short") or row["name"] for row in rows if row.get(key) and row.get("name")}


def from_slug(slug: str) -> str:
    """A readable name from an id.

    >>> from_slug("summit_singapore_2018"), from_slug("icc-referral")
    ('Summit Singapore 2018', 'Icc Referral')
    """
    words = slug.replace("_", " ").replace("-", " ").split()
    return " ".join(w if w in _SMALL_WORDS and i else w[:1].upper() + w[1:] for i, w in enumerate(words))


@dataclass(frozen=True)
class Names:
    """Readable names of a run's actors, venues and issues."""

    actors: dict[str, str] = field(default_factory=dict)
    venues: dict[str, str] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)

    def actor(self, actor_id: object) -> str:
        """An actor's name; an unknown one is said to be unknown."""
        if actor_id is None or pd.isna(actor_id):
            return "unknown"
        return self.actors.get(str(actor_id)) or from_slug(str(actor_id))

    def some_actors(self, ids: object) -> str:
        """The names of actors joined by ';', joined by commas."""
        return "" if ids is None or pd.isna(ids) else ", ".join(self.actor(i) for i in str(ids).split(";") if i)

    def venue(self, venue_id: object) -> str:
        """A venue's name; '' where none is known."""
        if venue_id is None or pd.isna(venue_id):
            return ""
        return self.venues.get(str(venue_id)) or self.actors.get(str(venue_id)) or from_slug(str(venue_id))

    def issue(self, slug: object) -> str:
        """An issue's proposition, short."""
        return self.issues.get(str(slug)) or from_slug(str(slug))


def names_of(actors: pd.DataFrame, study: Study) -> Names:
    """The names that a run's pages use."""
    return Names(
        actors=_reference_names("actors", "actor_id") | dict(zip(actors.actor_id, actors.name, strict=True)),
        venues=_reference_names("venues", "venue_id"),
        issues={i.slug: i.proposition for i in study.issues},
    )
