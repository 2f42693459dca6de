"""A study's study.toml: what a person mistypes is said, never taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.study import StudyError, load_study

ISSUE = '[[issues]]\nslug = "truce"\nproposition = "The parties keep the truce"\n'

MISTAKES = [
    ("titel = 'x'", "unknown keys titel; known: actors, contexts"),
    ("since = 2014", "since must be a day, month or year in quotes"),
    ("since = 2014-01-01", "since must be a day, month or year in quotes"),
    ("minimum_stories = 'many'", "minimum_stories must be a number"),
    ("minimum_stories = true", "minimum_stories must be a number"),
    ("minimum_stories = -1", "minimum_stories must be a number, 0 or more"),
    ("protect = 'kim_song'", "protect must be a list of texts"),
    ("actors = [1]", "actors must be a list of texts"),
    ("contexts = ['legel']", "unknown contexts legel; known: human_rights"),
    ("[issues]\nslug = 'truce'", "every issue begins with a line [[issues]]"),
    ("issues = 3", "every issue begins with a line [[issues]]"),
    ("[[issues]]\nslug = 'truce'", "issue 1: it needs proposition"),
    (ISSUE + "names = 'ceasefire'", "issue 1: names must be a list of texts"),
    (ISSUE + "contested = 'no'", "issue 1: contested must be true or false"),
    (ISSUE + "nmaes = ['x']", "issue 1: unknown keys nmaes"),
    (ISSUE + "venues = ['unssc']", "issue 1: unknown venues unssc"),
    (ISSUE + ISSUE, "two issues have the slug truce"),
    ("[[issues]]\nslug = '../Truce'\nproposition = 'x'", "issue 1: slug '../Truce' may have lower-case letters"),
    ("title = ", "not valid TOML"),
]


@pytest.mark.parametrize(("text", "words"), MISTAKES)
def test_a_mistake_is_refused_in_words(tmp_path: Path, text: str, words: str):
    """A wrong key, type or value is refused with the file, the key and what it should be."""
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as refused:
        load_study(str(tmp_path))
    assert words in str(refused.value)
    assert "study.toml" in str(refused.value)


def test_an_encoding_that_is_not_utf_8_is_named(tmp_path: Path):
    """A file saved in another encoding is refused with what to do."""
    (tmp_path / "study.toml").write_bytes(b'title = "caf\xe9"\n')
    with pytest.raises(StudyError, match="UTF-8"):
        load_study(str(tmp_path))


def test_everything_that_is_left_out_has_a_default(tmp_path: Path):
    """An empty study.toml is a study with no issues."""
    (tmp_path / "study.toml").write_bytes(b"\xef\xbb\xbf")
    study = load_study(str(tmp_path))
    assert (study.name, study.issues, study.minimum_stories) == (tmp_path.name, (), 20)
