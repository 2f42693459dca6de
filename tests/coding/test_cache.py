"""What was coded before is used again, and a damaged entry never is."""

from pathlib import Path

import pytest

from onrecord.coding.cache import Cache, article_key
from onrecord.tables import Article, Line

KEY = "ab" + "0" * 62
ARTICLE = Article(doc_id="a", path="a.txt", sha256="0", kind="news", published="2014-12-18")
LINE = Line(doc_id="a", line=1, label="body", start=0, end=4, rule="prose")


def test_rows_come_back_as_put(tmp_path: Path) -> None:
    """What is put under a key is what get returns."""
    cache = Cache(tmp_path)
    cache.put(KEY, '{"ties":[]}')
    assert cache.get(KEY) == '{"ties":[]}'
    assert cache.get("cd" + KEY[2:]) is None


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"no checksum", b"0" * 64 + b"\n{}"])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    """An entry that is cut, binary or fails its checksum is coded again."""
    cache = Cache(tmp_path)
    cache.put(KEY, "{}")
    next(tmp_path.rglob("*.json")).write_bytes(damage)
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_costs_only_the_entry(tmp_path: Path) -> None:
    """Where the cache folder is a file, put does nothing and get finds nothing."""
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put(KEY, "{}")
    assert cache.get(KEY) is None


@pytest.mark.parametrize(
    ("article", "text", "lines", "context"),
    [
        (ARTICLE, "Text", [LINE], "other issues"),
        (ARTICLE, "text", [LINE], ""),
        (ARTICLE, "Text", [], ""),
        (Article(doc_id="a", path="a.txt", sha256="0", kind="news", published="2014-12-19"), "Text", [LINE], ""),
    ],
)
def test_the_key_changes_with_everything_that_coding_depends_on(
    article: Article, text: str, lines: list[Line], context: str
) -> None:
    """Another text, date, line label or set of issues is another key."""
    assert article_key(article, text, lines, context) != article_key(ARTICLE, "Text", [LINE], "")
