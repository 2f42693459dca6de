"""Reading folders: every type of file, and every kind of bad one."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.sources import limits
from onrecord.sources.limits import SourceError
from onrecord.sources.read import Source, iter_sources, read_bytes, read_sources
from onrecord.tables import Refused

PARAGRAPHS = (
    "The assembly of the river states adopted a text on Monday that asks the upstream dams to release more water.",
    "Delegates of the delta countries welcomed the vote, while the ministry of the upstream state called it one-sided.",
    "The commission will meet again in March to look at how much water the dams have let through since the autumn.",
)
TITLE = "River states ask dams to release more water"
TEXT = "\n\n".join((TITLE, "By Ann Lee", "3 March 2014", *PARAGRAPHS))
HTML = (
    f"<!doctype html><html><head><title>{TITLE} | The Daily Star</title>"
    '<meta property="article:published_time" content="2014-03-03T07:30:00Z"></head><body>'
    f"<nav><ul><li>Home</li><li>World</li></ul></nav><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    + "</article><aside><h2>Most read</h2><ul><li>Ten recipes</li></ul></aside></body></html>"
)


def record(url: str, data: bytes, kind: str = "text/html", length: int | None = None) -> bytes:
    """One response of a web archive; `length` overstates what the server said it sent."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length or len(data)}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pdf(text: str = "", password: str | None = None) -> bytes:
    """A small PDF, with a line of text if given."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    if text:
        font = DictionaryObject(
            {
                NameObject(k): NameObject(v)
                for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 40 700 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(folder: Path) -> tuple[dict[str, Source], dict[str, Refused]]:
    """The sources of a folder by doc_id and what it refuses by path."""
    items = list(iter_sources(folder))
    return {i.article.doc_id: i for i in items if isinstance(i, Source)}, {
        i.path: i for i in items if isinstance(i, Refused)
    }


def bodies(source: Source) -> list[str]:
    """The body lines of a source."""
    return [source.text[x.start : x.end] for x in source.lines if x.label == "body"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", TEXT.replace("\n", "\r\n").encode("utf-16")),
        ("a.html", HTML.encode()),
        ("a.txt", HTML.encode()),
        (
            "a.mhtml",
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
            b"--x\r\nContent-Type: image/png\r\n\r\nzz\r\n"
            b"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + HTML.encode()
            + b"\r\n--x--\r\n",
        ),
        ("a.warc", record("https://daily.example/1", HTML.encode())),
        ("a.warc.gz", gzip.compress(record("https://daily.example/1", HTML.encode()))),
    ],
)
def test_every_type_gives_the_same_article(tmp_path: Path, name: str, data: bytes):
    """Text, HTML, HTML under a .txt name, MHTML and archives: headline and paragraphs come out alike."""
    (tmp_path / name).write_bytes(data)
    sources, refused = read(tmp_path)
    assert not refused
    (source,) = sources.values()
    assert (source.article.headline, bodies(source)) == (TITLE, list(PARAGRAPHS))
    assert (source.article.published, source.article.published_basis) == ("2014-03-03", "page")
    assert source.article.language == "en"


def test_pdf_with_text_is_read(tmp_path: Path):
    """A PDF's text layer is its text."""
    (tmp_path / "a.pdf").write_bytes(pdf(PARAGRAPHS[0]))
    sources, _ = read(tmp_path)
    assert bodies(sources["a"]) == [PARAGRAPHS[0]]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "no words"),
        ("a.txt", bytes(range(256)) * 30, "binary"),
        ("a.html", b"<html></html>", "no text"),
        ("a.html", b"<div>" * 50_000, "nested"),
        ("a.html", b"<p><b>x</b>" * 120_000, "nested or repeated"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj <<", "damaged"),
        ("a.pdf", pdf(), "no text"),
        ("a.pdf", pdf("Hidden", "secret"), "encrypted"),
        ("a.docx", b"PK\x03\x04", "not read"),
        ("a.warc", b"hello" * 50, "damaged"),
        ("a.warc.gz", gzip.compress(record("u", HTML.encode()))[:-300], "cut off"),
        ("a.mhtml", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello", "no HTML"),
    ],
)
def test_bad_file_is_one_refused_line_with_a_remedy(tmp_path: Path, name: str, data: bytes, reason: str):
    """A bad file is refused by name, reason and remedy, and the good one beside it is read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    sources, refused = read(tmp_path)
    assert list(sources) == ["good"]
    assert len(refused) == 1
    (row,) = refused.values()
    assert row.path.startswith(name)
    assert reason in row.reason
    assert row.remedy


def test_huge_file_is_not_read(tmp_path: Path):
    """A file beyond the limit is refused by its size alone."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200_000_000)
    assert "200 MB" in read(tmp_path)[1]["a.txt"].reason


def test_long_text_is_no_article(tmp_path: Path):
    """A text longer than the parser takes is refused."""
    (tmp_path / "a.txt").write_text("word " * (limits.MAX_CHARACTERS // 4), encoding="utf-8")
    assert "of one article" in read(tmp_path)[1]["a.txt"].reason


def test_links_pipes_and_vanished_files(tmp_path: Path):
    """A link to outside, a broken link and a pipe are refused without being opened."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    os.mkfifo(folder / "pipe.txt")
    sources, refused = read(folder)
    assert not sources
    assert set(refused) == {"out.txt", "gone.txt", "pipe.txt"}


def test_archive_page_that_is_cut_off_costs_only_itself(tmp_path: Path):
    """In an archive a page with less than its server sent is refused, the others are read."""
    pages = [record("https://a.example/1", HTML.encode()), record("https://a.example/2", HTML.encode(), length=99_999)]
    (tmp_path / "a.warc").write_bytes(b"".join(pages))
    sources, refused = read(tmp_path)
    assert [s.article.url for s in sources.values()] == ["https://a.example/1"]
    assert list(refused) == ["a.warc https://a.example/2"]


def test_archive_keeps_to_pages(tmp_path: Path):
    """Style sheets and pictures in an archive are passed over without a word."""
    data = record("https://a.example/x.css", b"a{}", "text/css") + record("https://a.example/1", HTML.encode())
    (tmp_path / "a.warc").write_bytes(data)
    sources, refused = read(tmp_path)
    assert (len(sources), len(refused)) == (1, 0)


def test_page_in_another_language_is_kept_and_said_not_coded(tmp_path: Path):
    """A Korean page is an article with its language, and a line says that it is not coded."""
    (tmp_path / "k.txt").write_bytes("총회는 월요일에 결의를 채택했다. 대사는 이를 거부했다.".encode("euc-kr"))
    sources, refused = read(tmp_path)
    assert sources["k"].article.language == "ko"
    assert "not coded" in refused["k.txt"].reason


def test_same_stem_twice_gives_two_documents(tmp_path: Path):
    """Two files whose names differ in the ending only both keep a doc_id of their own."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text(TEXT, encoding="utf-8")
    assert set(read(tmp_path)[0]) == {"a.txt", "a.html", "b"}


def test_tables_of_an_empty_folder_have_their_columns(tmp_path: Path):
    """A folder without pages gives four empty tables."""
    (tmp_path / "README.md").write_text("about", encoding="utf-8")
    assert {name: len(table) for name, table in read_sources(tmp_path).items()} == {
        "texts": 0,
        "articles": 0,
        "lines": 0,
        "refused": 0,
    }


def test_folder_that_is_not_there(tmp_path: Path):
    """A missing folder is an error, not an empty result."""
    with pytest.raises(NotADirectoryError):
        read_sources(tmp_path / "nowhere")


def test_progress_is_told_of_every_source(tmp_path: Path):
    """The progress callback hears every source's name, refused ones too."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    heard: list[str] = []
    read_sources(tmp_path, progress=heard.append)
    assert heard == ["a.txt", "b.txt"]


def test_text_is_kept_as_it_stands(tmp_path: Path):
    """Offsets point into the decoded file, carriage returns and hard blanks included."""
    text = TEXT.replace("\n", "\r\n").replace(" ", "\u00a0", 3)
    (tmp_path / "a.txt").write_bytes(text.encode())
    source = read(tmp_path)[0]["a"]
    assert source.text == text
    assert [text[x.start : x.end] for x in source.lines] == [line for line in text.split("\r\n") if line]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"<html><body><p>", b"<!doctype html><article>", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes):
    """Any bytes, alone or behind the start of a page, give a page or a refusal that says what to do."""
    try:
        page = read_bytes(head + data)
    except SourceError as error:
        assert error.reason
        assert error.remedy
    else:
        assert isinstance(page.text, str)
