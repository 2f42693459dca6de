"""The data dictionary describes what is there, and all of it."""

import csv
from pathlib import Path

import pytest

from onrecord import dictionary
from onrecord.reference import read_rows
from onrecord.study import PROJECT

EDITED = sorted([*PROJECT.glob("data/reference/*.csv"), *PROJECT.glob("data/studies/dprk-un/**/*.csv")])


def described_as(path: Path) -> str:
    """Files of a study are described once for all studies."""
    parts = path.relative_to(PROJECT / "data").parts
    return path.name if parts[0] == "reference" else "/".join(["study", *parts[2:]])


@pytest.mark.parametrize("path", EDITED, ids=described_as)
def test_every_column_of_a_hand_edited_file_has_its_meaning(path: Path) -> None:
    """The header of each file agrees with the rows of columns.csv about it, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    described = [row["column"] for row in read_rows("columns") if row["file"] == described_as(path)]
    assert described == header


def test_no_row_of_the_dictionary_is_about_a_file_that_is_gone() -> None:
    """Every file that columns.csv names exists."""
    assert {row["file"] for row in read_rows("columns")} <= {described_as(p) for p in EDITED}


def test_the_committed_dictionary_is_the_generated_one() -> None:
    """data/DICTIONARY.md is what `python -m onrecord.dictionary` writes."""
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.markdown()
