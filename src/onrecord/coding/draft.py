"""A statement in the making, as the steps from parse to row hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Draft:
    """A statement in the making: content and cue as article offsets, speakers as heads of phrases."""

    start: int
    end: int
    passage: int
    """Index of the passage of its cue, or of its speaker where it has none."""
    sentence: int
    """Offset of the sentence that its cue stands in: reports of one sentence and speaker are one statement."""
    rule: str
    assertion: str = "asserted"
    word: Token | None = None
    """The word that heads the cue; None where the quotation only continues a speaker."""
    speakers: tuple[Token, ...] = ()
    others: tuple[Token, ...] = ()
    addressee: Token | None = None

    @property
    def family(self) -> str:
        """The family of its rule."""
        return self.rule.partition(":")[0]

    def holds(self, start: int, end: int) -> bool:
        """Whether text[start:end] is part of the content."""
        return self.start <= start and end <= self.end
