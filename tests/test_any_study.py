"""Nothing in the code is about one study: what is, stands in its folder or in data/reference."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from onrecord.study import PROJECT, STUDIES

MODULES = sorted((PROJECT / "src").rglob("*.py"))


def _texts(path: Path) -> list[str]:
    """The texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in said)
    return [n.value for n in constants if isinstance(n.value, str)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_code_names_a_study(path: Path):
    """No text in the code has a committed study's name in it, nor the place or body that the name begins with."""
    names = {part for folder in STUDIES.glob("*-un") for part in (folder.name, folder.name.split("-")[0])}
    assert [text for text in _texts(path) if any(name in text.casefold() for name in names)] == []
