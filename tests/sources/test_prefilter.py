"""Of a web archive only the pages that may matter to a study are read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.prefilter import Prefilter, prefilter_of
from onrecord.sources.read import iter_sources, read_sources
from onrecord.study import NO_STUDY, Study

WANTED = Prefilter(["civ", "mmr"], ["unsc", "unhrc"])


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("Myanmar rejected the report of the Human Rights Council.", True),
        ("Naypyidaw wrote to the UN Security Council.", True),
        ("Côte d’Ivoire and Côte d'Ivoire asked the Security Council to meet.", True),
        ("Myanmar held a boat race.", False),
        ("The Security Council discussed Haiti.", False),
        ("Myanmarians? No such word; the Security Council", False),
        ("", False),
    ],
)
def test_a_page_is_kept_that_names_an_actor_and_a_venue(page: str, kept: bool) -> None:
    """Both must be named, as whole words, in any form that actors.csv knows."""
    assert WANTED.wants(page.encode()) is kept


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_through(data: bytes) -> None:
    """No page raises, whatever its encoding."""
    assert WANTED.wants(data) in (True, False)


def test_a_study_that_names_nothing_filters_nothing() -> None:
    """Without crawl_actors and crawl_venues every page is read."""
    assert prefilter_of(NO_STUDY) is None


def test_an_unknown_id_is_a_clear_error() -> None:
    """A mistyped id would otherwise silently drop every page."""
    with pytest.raises(ValueError, match="atlantis"):
        prefilter_of(Study(name="s", crawl_actors=("atlantis",)))


def archive(path: Path, pages: list[str]) -> None:
    """A web archive of HTML pages."""
    with path.open("wb") as file:
        for number, page in enumerate(pages):
            body = f"<html><body><article><p>{page}</p></article></body></html>".encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(head.encode() + block + b"\r\n\r\n")


def test_only_wanted_pages_of_an_archive_are_read(tmp_path: Path) -> None:
    """Pages that the filter passes over leave no row, not even as refused; other files are always read."""
    prose = "The government said on Tuesday that it would answer the letter in due course and in full. " * 3
    archive(tmp_path / "day.warc", [f"Myanmar and the Security Council. {prose}", f"A boat race. {prose}"])
    (tmp_path / "chosen.txt").write_text(f"A page that a person chose.\n\n{prose}")
    data = read_sources(tmp_path, wanted=WANTED.wants)
    assert sorted(data["articles"].url.dropna()) == ["https://news.example/0"]
    assert len(data["articles"]) == 2
    assert data["refused"].empty
    assert len(list(iter_sources(tmp_path))) == 3
