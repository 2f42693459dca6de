"""Actors of one article and every mention of them."""

from __future__ import annotations

from onrecord.coding.document import Document
from onrecord.tables import Actor, Mention


def find_actors(document: Document) -> tuple[list[Actor], list[Mention]]:
    """The actors that headline and body name, and their mentions (names, nominals, pronouns), resolved where the text tells."""
    return [], []
