"""A page for print, where a Chromium browser is installed; without one there is simply no PDF."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120
"""Seconds a browser has to print a page; on an idle machine it takes three."""
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
)


def find_browser() -> str | None:
    """The browser to print with, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def print_page(page: Path, target: Path) -> bool:
    """Print a page to a PDF without clocks in it; False if there is no browser or it cannot."""
    browser = find_browser()
    if browser is None:
        return False
    with tempfile.TemporaryDirectory(prefix="onrecord-print-") as profile:
        raw = Path(profile) / "page.pdf"
        command = [browser, *OPTIONS, f"--user-data-dir={profile}/profile", "--no-pdf-header-footer"]
        try:
            _run([*command, "--virtual-time-budget=8000", f"--print-to-pdf={raw}", page.resolve().as_uri()])
            _without_clocks(raw, target)
        except (OSError, subprocess.SubprocessError, ValueError):
            return False
    return True


def _run(command: list[str]) -> None:
    """Run the browser, and end it with all its processes if it hangs.

    Its helpers inherit its output, so a pipe would stay open, and be waited for, after the browser itself is gone.
    """
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **quiet)  # noqa: S603 the browser, on our own page
    try:
        if process.wait(timeout=PATIENCE):
            raise subprocess.SubprocessError(f"the browser ended with status {process.returncode}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _without_clocks(raw: Path, target: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(raw))
    title = (writer.metadata or {}).get("/Title", "")
    writer.metadata = {"/Title": title}
    writer._ID = None
    with target.open("wb") as file:
        writer.write(file)
