"""Whom persons and government bodies act for, so that what they do also goes, derived, to their state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.tables import Actor, Statement

_LONGEST_CHAIN = 4


class Service:
    """The state that each actor of an article serves, as the article and the offices table have it."""

    def __init__(self, actors: Sequence[Actor], statements: Sequence[Statement] = ()) -> None:
        self._actors = {a.actor_id: a for a in actors}
        self._spoken_for = {s.speaker_id: s.on_behalf_of for s in statements if s.speaker_id and s.on_behalf_of}

    def state(self, actor_id: str | None) -> str | None:
        """The state a person or government body acts for; None for states, international bodies and everybody else.

        >>> from onrecord.tables import Actor
        >>> envoy = Actor(actor_id="kim_song", name="Kim Song", type="person", affiliation_id="prk")
        >>> state = Actor(actor_id="prk", name="North Korea", type="country", country="PRK")
        >>> Service([envoy, state]).state("kim_song")
        'prk'
        """
        current = self._actors.get(actor_id or "")
        if current is None or current.type not in ("person", "government_body"):
            return None
        for _ in range(_LONGEST_CHAIN):
            above = self._above(current)
            if above is None or self.type(above) == "country":
                return above
            if self.type(above) != "government_body":
                return None
            current = self._actors[above]
        return None

    def _above(self, actor: Actor) -> str | None:
        if actor.type == "government_body" and actor.country:
            return actor.country.lower()
        return actor.affiliation_id or self._spoken_for.get(actor.actor_id)

    def type(self, actor_id: str | None) -> str | None:
        """An actor's type. A three-letter id that the article does not describe is a state."""
        actor = self._actors.get(actor_id or "")
        if actor:
            return actor.type
        return "country" if actor_id and len(actor_id) == 3 and actor_id.isalpha() and actor_id != "icc" else None

    def same_side(self, first: str | None, second: str | None) -> bool:
        """Whether two actors are one, or one serves the other, or both serve one state."""
        sides = [self.state(a) or a for a in (first, second)]
        return sides[0] == sides[1]

    def others(self, ids: Iterable[str], actor_id: str | None) -> list[str]:
        """Those of the actors that are not on one side with an actor."""
        return [i for i in ids if not self.same_side(i, actor_id)]
