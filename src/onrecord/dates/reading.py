"""A time expression as a rule reads it, before it is resolved against the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.dates.calendar import Context

Value = Callable[[Context], str | None]


def unknown(context: Context) -> None:
    """The value of an expression that stands for no dates of its own: a length of time, a repetition."""
    del context


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens start to stop, the expression's type, the rule (its basis first), and how to find its value."""

    start: int
    stop: int
    type: str
    rule: str
    value: Value = unknown
