"""Shared by all tests: the language model is loaded once a session."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def parse():
    """The parser of the project, as a function from text to a parsed document."""
    from onrecord.coding.document import language_model

    return language_model()


@pytest.fixture(scope="session")
def tables_of():
    """Small tables by hand: `tables_of(ties=[...], positions=[...], ...)` fills in what a test does not care about."""
    from onrecord import tables

    def build(articles=None, actors=(), **rows):
        data = {name: tables.frame(name) for name in tables.TABLES}
        pages = articles or sorted({row["doc_id"] for given in rows.values() for row in given if "doc_id" in row})
        pages = pages if isinstance(pages, dict) else {doc: {} for doc in pages}
        data["articles"] = tables.frame("articles", [_article(doc, **page) for doc, page in pages.items()])
        data["actors"] = tables.frame("actors", [_actor(*a) if isinstance(a, tuple) else _actor(a) for a in actors])
        for name, given in rows.items():
            made = [_ROWS[name](number, **row) for number, row in enumerate(given)]
            data[name] = tables.frame(name, made)
        return data

    return build


def _article(doc, **page):
    from onrecord.tables import Article

    given = {"story_id": f"story-{doc}", "outlet": f"outlet-{doc}", "published": "2018-11-28", **page}
    return Article(doc_id=doc, path=f"{doc}.txt", sha256="0", kind="news", **given)


def _actor(actor_id, type="country", affiliation_id=None, public=True):
    from onrecord.tables import Actor

    country = actor_id.upper() if type == "country" else None
    name = actor_id.replace("_", " ").title()
    return Actor(actor_id=actor_id, name=name, type=type, country=country, affiliation_id=affiliation_id, public=public)


def _tie(number, doc_id, source_id, target_id, event_type, **more):
    from onrecord.tables import EVENT_SIGNS, Tie

    given = {"status": "actual", "context": "human_rights", "date": "2018-11-27", "date_basis": "explicit", **more}
    identifier = f"{doc_id}:{number}-{number + 1}:tie:{source_id}:{target_id}:{event_type}"
    return Tie(
        tie_id=identifier,
        doc_id=doc_id,
        source_id=source_id,
        target_id=target_id,
        event_type=event_type,
        sign=EVENT_SIGNS[event_type],
        start=number,
        end=number + 1,
        **given,
    )


def _position(number, doc_id, actor_id, issue, stance, **more):
    from onrecord.tables import Position

    given = {"status": "actual", "date": "2018-11-27", "date_basis": "explicit", **more}
    identifier = f"{doc_id}:{number}-{number + 1}:position:{actor_id}:{issue}:{stance}"
    ends = {"start": number, "end": number + 1}
    return Position(
        position_id=identifier, doc_id=doc_id, actor_id=actor_id, issue=issue, stance=stance, **ends, **given
    )


def _statement(number, doc_id, **more):
    from onrecord.tables import Statement

    given = {"statement_id": f"{doc_id}:{number}-{number + 1}:statement", "kind": "indirect", "assertion": "asserted"}
    return Statement(doc_id=doc_id, start=number, end=number + 1, **{**given, **more})


def _venue_event(number, doc_id, event_id, venue_id="unsc", kind="meeting", **more):
    from onrecord.tables import VenueEvent

    identifier = f"{doc_id}:{number}-{number + 1}:venue_event:{venue_id}:{kind}"
    given = {"status": "occurred", "start": number, "end": number + 1, **more}
    return VenueEvent(mention_id=identifier, event_id=event_id, doc_id=doc_id, venue_id=venue_id, kind=kind, **given)


def _event(number, event_id, venue_id="unsc", kind="meeting", **more):
    from onrecord.tables import Event

    return Event(event_id=event_id, venue_id=venue_id, kind=kind, **{"status": "occurred", **more})


def _claim(number, doc_id, event_id, what, verdict, **more):
    from onrecord.tables import Claim

    identifier = f"{doc_id}:{number}-{number + 1}:claim:{what}"
    ends = {"start": number, "end": number + 1}
    return Claim(claim_id=identifier, doc_id=doc_id, event_id=event_id, what=what, verdict=verdict, **ends, **more)


_ROWS = {
    "ties": _tie,
    "positions": _position,
    "statements": _statement,
    "venue_events": _venue_event,
    "events": _event,
    "claims": _claim,
}
