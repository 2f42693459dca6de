"""Web archives (.warc, .warc.gz), streamed record by record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.sources.limits import MAX_PAGE_BYTES, SourceError, check_size, check_text
from onrecord.sources.page import Page
from onrecord.sources.pdf import read_pdf

_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def read_warc(
    path: Path,
    read_page: Callable[[bytes, str | None], Page],
    wanted: Callable[[bytes], bool] | None = None,
) -> Iterator[Page | tuple[str, SourceError]]:
    """The pages of an archive, each as soon as it is read; a page that cannot be read as (address, error).

    Pages whose bytes are not `wanted` are passed over before anything is unpacked from them.

    Raises
    ------
    SourceError
        If the archive is damaged or cut off; what came before has been given by then.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    seen = given = 0
    try:
        for record in ArchiveIterator(path, record_types=kinds, auto_decode="all"):
            seen += 1
            url = record.headers.get("WARC-Target-URI") or f"record {seen}"
            kind, charset = _content_type(record)
            status = record.http_headers.status_code if record.http_headers else 200
            if status == 200 and kind in _READABLE:
                given += 1
                data = record.reader.read(MAX_PAGE_BYTES + 1)
                if wanted and kind != "application/pdf" and not wanted(data):
                    continue
                if _is_cut_off(record, len(data)):
                    yield url, SourceError("the page is cut off in the archive", "fetch it again")
                else:
                    yield _read(data, url, kind, charset, read_page)
    except SourceError:
        raise
    except Exception as error:  # damaged archives break the parser in ways nobody lists
        raise SourceError(f"the archive is damaged or cut off after {seen} records", "fetch it again") from error
    if not given:
        raise SourceError(
            f"the archive holds no page of text, HTML or PDF among {seen} records",
            "check that it is a .warc or .warc.gz file with responses in it",
        )


def _content_type(record) -> tuple[str, str | None]:
    headers = record.http_headers or record.headers
    kind, _, parameters = (headers.get("Content-Type") or "").partition(";")
    charset = parameters.partition("charset=")[2].strip(" \"'") or None
    return kind.strip().lower(), charset


def _is_cut_off(record, size: int) -> bool:
    """Whether a record holds less than its server said it sent."""
    headers = record.http_headers
    said = (headers.get("Content-Length") or "") if headers else ""
    encoded = headers and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))
    return said.isdigit() and not encoded and size < min(int(said), MAX_PAGE_BYTES)


def _read(
    data: bytes, url: str, kind: str, charset: str | None, read_page: Callable[[bytes, str | None], Page]
) -> Page | tuple[str, SourceError]:
    digest = hashlib.sha256(data).hexdigest()
    try:
        check_size(len(data), MAX_PAGE_BYTES)
        page = read_pdf(data) if kind == "application/pdf" else read_page(data, charset)
        check_text(page.text)
    except SourceError as error:
        return url, error
    part = hashlib.sha256(f"{url} {digest}".encode()).hexdigest()[:12]
    return replace(page, url=url, part=part, sha256=digest)
