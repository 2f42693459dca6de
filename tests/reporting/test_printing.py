"""Printing never holds up a run: a browser that fails or hangs costs the PDF, nothing else."""

import time
from pathlib import Path

import pytest

from onrecord.reporting import browser


@pytest.mark.parametrize(
    "script",
    ["exit 3", "sleep 60 & sleep 60", "exit 0"],
    ids=["it fails", "it hangs, and so does its helper", "it prints nothing"],
)
def test_no_pdf_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A browser that fails, hangs with a helper that keeps its output open, or writes nothing gives no PDF, soon."""
    fake = tmp_path / "chromium"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    page = tmp_path / "page.html"
    page.write_text("<p>page</p>")
    monkeypatch.setattr(browser, "find_browser", lambda: str(fake))
    monkeypatch.setattr(browser, "PATIENCE", 1)
    start = time.monotonic()
    assert browser.print_page(page, tmp_path / "page.pdf") is False
    assert time.monotonic() - start < 30
    assert not (tmp_path / "page.pdf").exists()
