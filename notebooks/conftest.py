"""What the checks of notebooks compare: outputs, not the noise of libraries on stderr."""

from __future__ import annotations

from typing import Any


def pytest_collectstart(collector: Any) -> None:
    """Leave stderr out of what is compared."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr",)
