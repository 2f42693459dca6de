"""Tokens of a parse by dictionary form, found over its array of hashes instead of token by token."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_lemmas(doc: Doc, lemmas: frozenset[str]) -> list[Token]:
    """The tokens whose dictionary form is one of `lemmas` (lower case), also where it is capitalised, in order."""
    wanted = _hashes(lemmas)
    return [doc[place] for place, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in wanted]


@cache
def _hashes(lemmas: frozenset[str]) -> frozenset[int]:
    from spacy.strings import hash_string

    return frozenset(hash_string(form) for lemma in lemmas for form in (lemma, lemma.capitalize()))
