"""Adding files to a study and checking it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.sources.intake import add_files, check_folder
from onrecord.sources.manifest import MANIFEST

TEXT = (
    "River states ask dams for water\n\n3 March 2014\n\n"
    "The assembly of the river states adopted a text on Monday that asks the dams for more water.\n\n"
    "Delegates of the delta countries welcomed the vote, and the ministry called the text one-sided.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page outside the study."""
    path = tmp_path / "desk" / "a page, saved (1).txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def manifest(folder: Path) -> list[dict[str, str]]:
    """The rows of a folder's manifest."""
    with (folder / MANIFEST).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def findings(folder: Path) -> set[tuple[str, str]]:
    """What is to be looked at, without the remedies."""
    return {(f.path, f.what) for f in check_folder(folder)}


def test_file_is_copied_with_hash_and_row(tmp_path: Path, page: Path):
    """A file comes in under a plain name, with its hash in the manifest, and the original stays."""
    folder = tmp_path / "study" / "sources"
    (added,) = add_files(folder, [page])
    assert (added.file, added.why) == ("a_page_saved_1_.txt", "added")
    assert (folder / added.file).read_bytes() == page.read_bytes()
    (row,) = manifest(folder)
    assert (row["doc_id"], row["file"], len(row["sha256"])) == ("a_page_saved_1_", "a_page_saved_1_.txt", 64)


def test_same_bytes_are_taken_once_and_no_file_is_replaced(tmp_path: Path, page: Path):
    """The same page is not taken twice; another page of the same name gets a name of its own."""
    folder = tmp_path / "sources"
    other = tmp_path / "other" / page.name
    other.parent.mkdir()
    other.write_text(TEXT + "More was said on Tuesday.\n", encoding="utf-8")
    names = [added.file for added in add_files(folder, [page, page, other])]
    assert names[0] == names[1] != names[2]
    assert len(manifest(folder)) == 2


@pytest.mark.parametrize("name", ["..txt", "sources.csv.txt", "....", "-rf.txt", "a\nb.txt"])
def test_names_stay_in_the_folder(tmp_path: Path, name: str):
    """Whatever a file is called, its copy is a plain file of the folder and no option of a command."""
    given = tmp_path / "in" / name
    given.parent.mkdir()
    given.write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "sources"
    for added in add_files(folder, [given]):
        assert added.file is None or ((folder / added.file).is_file() and added.file[0] not in ".-")


def test_what_cannot_be_read_is_not_taken(tmp_path: Path):
    """An empty file, a folder and a missing file are named with the reason, and nothing is copied."""
    (tmp_path / "empty.txt").touch()
    folder = tmp_path / "sources"
    done = add_files(folder, [tmp_path / "empty.txt", tmp_path, tmp_path / "nothing.txt"])
    assert [added.file for added in done] == [None, None, None]
    assert all(added.why for added in done)
    assert [path.name for path in folder.iterdir()] == [MANIFEST]


def test_rows_and_columns_of_the_analyst_stay(tmp_path: Path, page: Path):
    """Adding a file keeps the manifest's rows and the columns that are not ours."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "b.txt").write_text(TEXT + "More.", encoding="utf-8")
    (folder / MANIFEST).write_text("file,outlet,shelf\nb.txt,The Daily,left\n", encoding="utf-8")
    add_files(folder, [page])
    first, second = manifest(folder)
    assert (first["file"], first["outlet"], first["shelf"]) == ("b.txt", "The Daily", "left")
    assert (second["file"], second["shelf"]) == ("a_page_saved_1_.txt", "")


def test_check_says_what_is_missing_changed_and_refused(tmp_path: Path, page: Path):
    """Dates, outlets and files that are missing, changed files and unreadable ones are each named."""
    folder = tmp_path / "sources"
    (added,) = add_files(folder, [page])
    assert findings(folder) == {(added.file, "its outlet is not known")}
    (folder / added.file).write_text(TEXT.replace("3 March 2014", "Weather"), encoding="utf-8")
    (folder / "bad.txt").touch()
    assert findings(folder) == {
        (added.file, "its outlet is not known"),
        (added.file, "no date of publication is known"),
        (added.file, "it has changed since it was added"),
        ("bad.txt", "the file is empty"),
    }
    (folder / added.file).unlink()
    assert (added.file, f"{MANIFEST} names it, but it is not in the folder") in findings(folder)
