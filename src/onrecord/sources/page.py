"""A page as a reader gives it: its text, and what its own markup says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a file. All but the text is what markup or archive headers say, None where they say nothing."""

    text: str
    headline: str | None = None
    title: str | None = None
    """The title of its markup, which often ends with the outlet's name."""
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    part: str = ""
    """Which page of the file it is, '' for the only one."""
    sha256: str | None = None
    """Hash of the page's own bytes, where the file holds many."""
