"""What the notebooks' checks compare: outputs, not the noise of libraries on stderr (unit tests make warnings errors)."""

from __future__ import annotations

from typing import Any


def pytest_collectstart(collector: Any) -> None:
    """Leave stderr out of what is compared."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr",)
