"""Looking closer in a notebook: filters where somebody can click, the first choice where nobody can."""

from __future__ import annotations

import pytest

from onrecord.reporting import runs, widgets
from onrecord.reporting.pipeline import WITHOUT_BROWSER


def test_the_kernel_of_a_run_knows_that_nobody_clicks():
    """A run's kernel says so in its environment."""
    assert runs._kernel_environment()[WITHOUT_BROWSER]


def test_without_a_browser_there_is_no_widget(monkeypatch: pytest.MonkeyPatch):
    """An output widget can make a client wait for ever, so a run shows the first choice and makes none."""
    shown = []
    monkeypatch.setenv(WITHOUT_BROWSER, "1")
    monkeypatch.setattr(widgets, "_show", lambda run, data: shown.append((run, data)))
    assert widgets.explore("run", "data") is None
    assert shown == [("run", "data")]
