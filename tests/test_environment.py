"""The three lists of dependencies agree: pyproject.toml, requirements.lock and environment.yml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DECLARED = [Requirement(r) for r in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
LOCK = (ROOT / "requirements.lock").read_text()
LOCKED = {canonicalize_name(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.M)}


@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_every_declared_dependency_is_locked_at_an_allowed_version(requirement: Requirement) -> None:
    """A package that pyproject.toml asks for is in the lock, at a version that it allows."""
    locked = LOCKED.get(canonicalize_name(requirement.name))
    assert locked, f"{requirement.name} is not in requirements.lock: run `make lock`"
    assert requirement.specifier.contains(locked, prereleases=True)


def test_every_locked_package_has_hashes() -> None:
    """Each entry of the lock carries at least one sha256, so that pip refuses anything else."""
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.M)[1:]
    assert entries
    assert [e.split()[0] for e in entries if "--hash=sha256:" not in e] == []


def test_the_lock_names_no_registry() -> None:
    """The lock holds no address: whoever installs chooses the registry."""
    assert "://" not in LOCK
    assert "--index-url" not in LOCK


def test_the_build_backend_is_locked() -> None:
    """The build backend of pyproject.toml is in the lock at the version that it names."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert [f"hatchling=={LOCKED['hatchling']}"] == build


def test_conda_environment_installs_the_lock() -> None:
    """environment.yml adds nothing of its own: Python in the project's range, and the lock with its hashes."""
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text().splitlines()]
    listed = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    assert listed == [
        "conda-forge",
        "nodefaults",
        f"python{PROJECT['requires-python']}",
        "pip",
        "pip:",
        "--require-hashes",
        "-r requirements.lock",
    ]


def test_the_readme_says_why_each_dependency_is_there() -> None:
    """Every direct dependency is named in the README."""
    readme = (ROOT / "README.md").read_text().lower()
    assert [r.name for r in DECLARED if r.name.lower() not in readme] == []
