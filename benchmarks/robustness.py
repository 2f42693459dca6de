"""Robustness: a long campaign of damaged pages, bombs, kills at random moments and a full disk.

    python benchmarks/robustness.py [MUTANTS] [KILLS]

Writes `benchmarks/robustness.md`. The disk is filled on a small tmpfs, which takes root; else that part is skipped.
"""

from __future__ import annotations

import collections
import contextlib
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from texts import SAMPLE

from mutate import PAGE, bombs, mutants
from onrecord import tables
from onrecord.coding.many import code_articles
from onrecord.sources.read import read_sources

OUT = Path(__file__).with_name("robustness.md")
MEMORY = 4_000_000_000
SECONDS_PER_MB = 400
"""A bound on the time of a source, linear in its size, far above what is normal (about 5 seconds a MB of text)."""


def main(count: int, kills: int) -> None:
    """Run the campaign and write what came of it."""
    rows = [damaged(count), *bombed(), *killed(kills), full_disk()]
    table = "\n".join(f"| {what} | {number} | {outcome} |" for what, number, outcome in rows)
    head = f"# Robustness\n\n{__doc__.splitlines()[0]}\n\n| what | inputs | outcome |\n|---|---|---|\n"
    OUT.write_text(f"{head}{table}\n{_found()}", encoding="utf-8")
    print(table)


def _found() -> str:
    """What earlier campaigns found and what was mended, kept by hand below the table."""
    kept = OUT.read_text(encoding="utf-8").partition("\n## Found and mended")
    return f"\n## Found and mended{kept[2]}" if kept[2] else ""


def damaged(count: int) -> tuple[str, int, str]:
    """Damaged pages through reading and coding, in this process: an exception here would end the campaign."""
    pages = [PAGE, *(p.read_text(encoding="utf-8", errors="replace") for p in sorted(SAMPLE.glob("*.txt")))]
    seen: collections.Counter[str] = collections.Counter()
    for first in range(0, count, 150):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for number, mutant in enumerate(mutants(pages, min(150, count - first), seed=first)):
                (folder / f"m{number:03}.{mutant.extension}").write_bytes(mutant.data)
            read = read_sources(folder)
            coded = code_articles(read)
            told = {path.split(" ")[0] for path in (*read["articles"].path, *coded["refused"].path)}
            seen["lost without a word"] += len({p.name for p in folder.iterdir()} - told)
            seen["read and coded"] += len(read["articles"])
            seen["refused with a remedy"] += len(read["refused"])
            seen["tripped a rule"] += int(coded["refused"].reason.str.contains("could not be coded").sum())
            texts = dict(zip(read["texts"].doc_id, read["texts"].text, strict=True))
            wrong = [m for m in coded["mentions"].itertuples() if texts[m.doc_id][m.start : m.end] != m.surface]
            seen["mentions that do not reproduce the text"] += len(wrong)
    return "damaged pages", count, "; ".join(f"{n} {what}" for what, n in seen.items())


def bombed() -> list[tuple[str, int, str]]:
    """Each bomb in a process of its own, with bounds on memory and time."""
    results = []
    for bomb in bombs():
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / "pages").mkdir()
            (Path(scratch) / "pages" / f"bomb.{bomb.extension}").write_bytes(bomb.data)
            start = time.perf_counter()
            done = onrecord(
                "code", f"{scratch}/pages", "--out", f"{scratch}/tables", memory=MEMORY, timeout=60 + SECONDS_PER_MB
            )
            seconds = time.perf_counter() - start
            refused = tables.read(Path(scratch) / "tables", "refused") if done.returncode == 0 else None
            outcome = (
                f"failed: {done.stderr[-200:]}" if refused is None else "coded" if refused.empty else refused.reason[0]
            )
        results.append((f"bomb: {bomb.how}", 1, f"{outcome} ({seconds:.0f} s)"))
    return results


def killed(kills: int) -> list[tuple[str, int, str]]:
    """SIGKILL at random moments of a run: the last good report stays, the next run recovers by itself."""
    rng = random.Random(1)  # noqa: S311 - no secret
    seen: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        pages, report = Path(scratch) / "pages", Path(scratch) / "report"
        pages.mkdir()
        run = ("run", "--sources", str(pages), "--out", str(report), "--no-pdf")
        (pages / "one.txt").write_text(PAGE)
        start = time.perf_counter()
        seen["first run failed"] += onrecord(*run).returncode != 0
        whole = time.perf_counter() - start
        for number in range(kills):
            before = fingerprint(report)
            (pages / "two.txt").write_text(f"{PAGE}\nA page that is new, number {number}.\n")
            process = subprocess.Popen(
                command(*run), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(rng.uniform(0.2, whole))
            seen["ended before the kill"] += process.poll() is not None
            with contextlib.suppress(ProcessLookupError):  # it had ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            same = fingerprint(report) == before
            seen["last good report as it was, or the new one whole"] += same or (report / "report.html").is_file()
            if number % 5 == 4:
                seen["next run recovered (tried every fifth time)"] += onrecord(*run).returncode == 0
    return [("kills at random moments", kills, "; ".join(f"{n} {what}" for what, n in seen.items()))]


def full_disk() -> tuple[str, int, str]:
    """A run whose disk fills up: it fails with a message, and the last good report stays."""
    with tempfile.TemporaryDirectory() as scratch:
        disk = Path(scratch) / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False)
        if mounted.returncode:
            return "full disk", 0, "not tried: a tmpfs cannot be mounted here"
        try:
            (disk / "pages").mkdir()
            (disk / "pages" / "one.txt").write_text(PAGE)
            run = ("run", "--sources", str(disk / "pages"), "--out", str(disk / "report"), "--no-pdf")
            first = onrecord(*run)
            before = fingerprint(disk / "report")
            (disk / "filler").write_bytes(b"\0" * max(0, free(disk) - 40_000))
            (disk / "pages" / "two.txt").write_text(PAGE.replace("Freedonia", "Ruritania"))
            second = onrecord(*run)
            kept = fingerprint(disk / "report") == before
            (disk / "filler").unlink()
            third = onrecord(*run)
            said = (second.stderr.strip().splitlines() or ["nothing"])[-1]
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    codes = f"exit {first.returncode}, on the full disk {second.returncode}, with room again {third.returncode}"
    outcome = f"{codes}; last good report kept: {kept}; said: {said[:120]}"
    return "full disk (tmpfs of 6 MB)", 1, outcome


def free(folder: Path) -> int:
    """Free bytes of the file system of a folder."""
    stat = os.statvfs(folder)
    return stat.f_bavail * stat.f_frsize


def command(*words: str) -> list[str]:
    """The command as a process."""
    return [sys.executable, "-m", "onrecord.cli", *words]


def onrecord(*words: str, memory: int = 0, timeout: float = 900) -> subprocess.CompletedProcess:
    """Run the command, with an optional bound on its memory."""
    bound = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
    return subprocess.run(
        command(*words), capture_output=True, text=True, check=False, preexec_fn=bound, timeout=timeout
    )


def fingerprint(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "1500", "30")[:2]))
