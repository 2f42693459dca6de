"""The manifest sources.csv."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.limits import SourceError
from onrecord.sources.manifest import MANIFEST, read_manifest
from onrecord.sources.read import Source, iter_sources
from onrecord.tables import Refused

TEXT = "Dams and rivers\n\nThe assembly of the river states adopted a text on Monday that asks for more water.\n"


def folder(path: Path, manifest: str, *names: str) -> Path:
    """A folder of pages with a manifest."""
    for name in names:
        (path / name).write_text(TEXT, encoding="utf-8")
    (path / MANIFEST).write_text(manifest, encoding="utf-8")
    return path


def refused(path: Path) -> dict[str, str]:
    """What a folder refuses and why."""
    return {item.path: item.reason for item in iter_sources(path) if isinstance(item, Refused)}


def test_manifest_adds_and_overrides(tmp_path: Path):
    """Outlet, date, kind, speaker, address, licence and note come from the manifest; unknown columns do no harm."""
    rows = (
        "doc_id,file,outlet,published,kind,speaker,url,licence,note,restates\n"
        "one,a.txt,The Daily (Wire Service),2014-03-03,speech,River State,https://x.example/1,CC0,sample,seed\n"
    )
    (source,) = iter_sources(folder(tmp_path, rows, "a.txt"))
    assert isinstance(source, Source)
    article = source.article
    assert (article.doc_id, article.outlet, article.agency) == ("one", "The Daily", "Wire Service")
    assert (article.published, article.published_basis) == ("2014-03-03", "manifest")
    assert (article.kind, article.speaker, article.url) == ("speech", "River State", "https://x.example/1")
    assert (article.licence, article.note) == ("CC0", "sample")


@pytest.mark.parametrize(
    ("written", "read"), [("2014-03", "2014-03"), ("2014", "2014"), ("3 March 2014", "2014-03-03"), ("2014~", "2014~")]
)
def test_dates_of_the_manifest(tmp_path: Path, written: str, read: str):
    """EDTF stays as it is; a date written out is read."""
    assert read_manifest(folder(tmp_path, f"file,published\na.txt,{written}\n")).row("a.txt")["published"] == read


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a.txt,blog,", "kind"),
        ("a.txt,,yesterday", "date"),
        ("a.txt,,2014-02-31", "date"),
        ("../b.txt,,", "outside"),
        ("/etc/passwd,,", "outside"),
        ("missing.txt,,", "not in the folder"),
        ("a.txt,,\na.txt,,", "2 rows"),
    ],
)
def test_row_that_cannot_be_used_is_refused_by_name(tmp_path: Path, row: str, reason: str):
    """A wrong kind or date, a way out, a missing file, two rows for one file: each is one refused line."""
    found = refused(folder(tmp_path, f"file,kind,published\n{row}\n", "a.txt"))
    assert any(reason in why for why in found.values())


def test_manifest_that_is_no_table_is_refused_and_pages_are_read(tmp_path: Path):
    """Without usable columns the manifest is refused and the pages are read without it."""
    items = list(iter_sources(folder(tmp_path, "x;y\n1;2\n", "a.txt")))
    assert [type(item) for item in items] == [Refused, Source]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_manifest_as_spreadsheets_save_it(tmp_path: Path, encoding: str, separator: str):
    """Marks, UTF-16, Windows-1252, semicolons and tabs are what spreadsheets write."""
    text = f"File{separator}Outlet\r\na.txt{separator}Le Café\r\n"
    (tmp_path / MANIFEST).write_bytes(text.encode(encoding))
    assert read_manifest(tmp_path).row("a.txt")["outlet"] == "Le Café"


@given(st.binary(max_size=300))
def test_any_manifest_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    """Any bytes as a manifest give rows or a refusal."""
    path = tmp_path_factory.mktemp("m")
    (path / MANIFEST).write_bytes(b"file,published\n" + data)
    try:
        read_manifest(path)
    except SourceError as error:
        assert error.remedy


MISTAKES = [
    ("doc_id,file,published\na,a.txt,2015-02-01/2015-13-01\n", "a.txt", "gives the date"),
    ("doc_id,file,outlet\na,a.txt,River Post, of the Delta\n", "a.txt", "more cells than columns"),
    ("doc_id,file\n../a,a.txt\n", "a.txt", "gives it the doc_id '../a'"),
    ('doc_id,file,outlet\na,a.txt,"River Post\nb,b.txt,Delta Post\n', MANIFEST, "is not a table (after line 1"),
]


@pytest.mark.parametrize(("rows", "where", "why"), MISTAKES)
def test_a_mistake_is_said_and_not_guessed_at(tmp_path: Path, rows: str, where: str, why: str):
    """No date of any calendar, cells beyond the columns, an id that is a path, a quote never closed: each is said."""
    assert why in refused(folder(tmp_path, rows, "a.txt", "b.txt"))[where]
