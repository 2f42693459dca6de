"""Code one article: a pure function of its text, what the sources stage says of it, and the reference data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.coding.actors import find_actors
from onrecord.coding.document import Document, parse_articles
from onrecord.coding.entities import mark_entities
from onrecord.coding.positions import find_positions
from onrecord.coding.statements import find_statements
from onrecord.coding.ties import find_ties
from onrecord.coding.venue_events import find_venue_events
from onrecord.dates import find_dates
from onrecord.study import Issue
from onrecord.tables import (
    Actor,
    Article,
    Line,
    Mention,
    Position,
    Quote,
    Statement,
    Tie,
    TimeExpression,
    VenueEvent,
)


@dataclass
class Coded:
    """The rows that one article yields; field names are table names."""

    actors: list[Actor] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: list[TimeExpression] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    venue_events: list[VenueEvent] = field(default_factory=list)


def code_article(text: str, article: Article, lines: Sequence[Line], issues: Sequence[Issue] = ()) -> Coded:
    """Code one article by itself.

    Knows nothing of other articles: what needs several, and the analyst's decisions, comes later.
    """
    return code_document(next(parse_articles([(article, text, lines)])), issues)


def code_document(document: Document, issues: Sequence[Issue] = ()) -> Coded:
    """Code a parsed article."""
    dates = [
        expression
        for passage in document.passages
        for expression in find_dates(
            document.text, document.article.published, passage.start, passage.end, document.article.doc_id
        )
    ]
    actors, mentions = find_actors(document)
    mark_entities(document, dates, actors, mentions)
    statements, quotes = find_statements(document, actors, mentions, dates)
    ties = find_ties(document, actors, mentions, statements, dates)
    positions = find_positions(document, actors, mentions, statements, ties, dates, issues)
    venue_events = find_venue_events(document, actors, mentions, statements, dates)
    return Coded(actors, mentions, dates, statements, quotes, ties, positions, venue_events)
