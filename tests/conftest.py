"""Shared by all tests: the language model is loaded once a session."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def parse():
    """The parser of the project, as a function from text to a parsed document."""
    from onrecord.coding.document import language_model

    return language_model()
