"""Where: the venue of a clause, the most specific body of the venue tree that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.coding.document import Document, plain
from onrecord.coding.mention_index import MentionIndex
from onrecord.reference import read_rows
from onrecord.tables import Actor, Mention


@dataclass(frozen=True)
class Venue:
    """A row of venues.csv: a body that meets, decides, reviews, rules or reports."""

    id: str
    name: str
    parent: str | None
    type: str
    members: int | None
    decision_rule: str | None
    stage: str | None
    aliases: tuple[str, ...]


@cache
def venues() -> dict[str, Venue]:
    """The venue tree by id.

    >>> venues()["unga_third_committee"].parent
    'unga'
    """
    return {
        r["id"]: Venue(
            id=r["id"],
            name=r["name"],
            parent=r["parent"] or None,
            type=r["type"],
            members=int(r["members"]) if r["members"] else None,
            decision_rule=r["decision_rule"] or None,
            stage=r["stage"] or None,
            aliases=tuple(a for a in r["aliases"].split(";") if a),
        )
        for r in read_rows("venues")
    }


@cache
def ancestors(venue_id: str) -> tuple[str, ...]:
    """The bodies above a venue, nearest first.

    >>> ancestors("unga_third_committee")
    ('unga', 'un')
    """
    above, venue = [], venues().get(venue_id)
    while venue and venue.parent:
        above.append(venue.parent)
        venue = venues().get(venue.parent)
    return tuple(above)


def most_specific(ids: Sequence[str]) -> str | None:
    """The first id that no other id of the list is below; None of an empty list.

    >>> most_specific(["unga", "unga_third_committee"])
    'unga_third_committee'
    """
    return next((i for i in ids if not any(i in ancestors(j) for j in ids)), None)


@cache
def _alias_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {a.lower(): v.id for v in venues().values() for a in v.aliases}
    written = sorted({a for v in venues().values() for a in v.aliases}, key=lambda a: (-len(a), a))
    # An acronym is one only in capitals: "Kim Jong Un" is no organisation.
    patterns = [re.escape(a) if a.isupper() else f"(?i:{re.escape(a)})" for a in written]
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"), names


# An envoy to the whole organisation speaks there, whichever body sits.
_AT_THE_UN = re.compile(r"\b(?:U\.?N\.?|United Nations)(?![\w'’])")
_ENVOY = re.compile(r"\b(?:ambassador|envoy|representative|mission|delegat\w+|diplomat)s?\b", re.IGNORECASE)
# "Russia's Security Council", "the Ukrainian Security Council", "the National Security Council": a state's own.
_SOMEBODYS = re.compile(
    r"(?:\b(?:National|Supreme|Peace and|[A-Z]\w+(?:[ai]n|ish|ese|i)|(?!UN's|Nations'|World's)[A-Z]\w+'s) )\Z"
)
# What a body is called for short once it has been named.
_SHORT = re.compile(
    r"\b(?:council|committee|assembly|commission|court|tribunal|board|panel|office|agency|same body|world body)\b",
    re.IGNORECASE,
)
# Where the description in a venue's name begins: "Committee | against Torture".
_OF = re.compile(r" (?:of|on|for|against|pursuant|established)\b")


def seat(actor_id: str, actor: Actor | None, described: str) -> str:
    """The body for which an actor speaks: itself, the organisation it is envoy to, its own body.

    `described` is what the text says of the actor where it speaks.
    """
    if actor_id in venues():
        return actor_id
    described = " ".join([described, (actor.role or "") if actor else "", actor.name if actor else ""])
    if _AT_THE_UN.search(described) and _ENVOY.search(described):
        return "un"
    return (actor.affiliation_id if actor else None) or actor_id


class Places:
    """The venues that one article names, by place: mentions of bodies, and venue names that are no mention."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        pattern, names = _alias_pattern()
        known = venues()
        doc_id = document.article.doc_id
        named = [m for m in mentions if m.actor_id in known]
        of_bodies = MentionIndex(named)
        for passage in document.passages:
            text = plain(document.text[passage.start : passage.end])
            for match in pattern.finditer(text):
                owner = _SOMEBODYS.search(text, max(0, match.start() - 30), match.start())
                if owner and not of_bodies.overlapping(passage.start + owner.start(), passage.start + owner.end()):
                    continue
                span = passage.start + match.start(), passage.start + match.end()
                named.append(
                    Mention(
                        doc_id=doc_id,
                        start=span[0],
                        end=span[1],
                        surface=match[0],
                        form="name",
                        actor_id=names[match[0].lower()],
                        rule="venue",
                    )
                )
        # "the full assembly" says which, whatever "the assembly" was before.
        written = MentionIndex([m for m in named if m.rule == "venue"])
        named = [m for m in named if m.form == "name" or not written.overlapping(m.start, m.end)]
        index = MentionIndex(named)
        self._index = MentionIndex([*named, *_called_for_short(document, mentions, named, index)])

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The mentions of venues in text[start:end], in order."""
        return self._index.overlapping(start, end)

    def ids(self, start: int, end: int) -> list[str]:
        """The venues that text[start:end] names, in order."""
        return self._index.ids(start, end)

    def of(self, start: int, end: int) -> str | None:
        """The venue of text[start:end]: the most specific body named in it, or None."""
        return most_specific(self.ids(start, end))


def _called_for_short(
    document: Document, mentions: Sequence[Mention], named: Sequence[Mention], index: MentionIndex
) -> list[Mention]:
    """ "the council", "a committee vote": the body of that kind named last before, if nothing else is named there."""
    taken = MentionIndex([m for m in mentions if m.actor_id])
    before = sorted(named, key=lambda m: m.start)
    found = []
    for passage in document.passages:
        for match in _SHORT.finditer(document.text, passage.start, passage.end):
            if taken.overlapping(*match.span()) or index.overlapping(*match.span()):
                continue
            kind = match[0].lower()
            last = [m for m in before if m.end <= match.start() and _is_called(m.actor_id or "", kind)]
            if last:
                found.append(
                    Mention(
                        doc_id=document.article.doc_id,
                        start=match.start(),
                        end=match.end(),
                        surface=match[0],
                        form="nominal",
                        actor_id=last[-1].actor_id,
                        rule="venue:short",
                    )
                )
    return found


@cache
def _is_called(venue_id: str, kind: str) -> bool:
    """Whether a venue is of a kind: "the assembly" is the General Assembly, not a committee of it.

    >>> _is_called("unga", "assembly"), _is_called("unga_third_committee", "assembly")
    (True, False)
    """
    venue = venues()[venue_id]
    if kind.endswith(" body"):
        return venue.type in ("organ", "committee") and venue.stage is not None
    return kind in _OF.split(venue.name.lower())[0].split()
