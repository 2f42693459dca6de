"""A folder of saved pages to articles: the sources stage."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from onrecord import tables
from onrecord.sources.clean import label_lines
from onrecord.sources.decode import decode
from onrecord.sources.html import looks_like_html, page_of_html, read_html, read_mhtml
from onrecord.sources.language import language_of
from onrecord.sources.limits import MAX_FILE_BYTES, SourceError, check_size, check_text
from onrecord.sources.manifest import MANIFEST, Manifest, missing, read_manifest
from onrecord.sources.metadata import describe
from onrecord.sources.page import Page
from onrecord.sources.pdf import read_pdf
from onrecord.sources.stories import group_stories, sign
from onrecord.sources.warc import read_warc
from onrecord.tables import Article, Line, Refused, Text

_SKIPPED = re.compile(r"^\.|^(?:readme|license|licence|notice)(?:\.\w+)?$|~$", re.IGNORECASE)
_ARCHIVES = (".warc", ".warc.gz")
_UNSAFE_IN_ID = re.compile(r"[;:\s\x00-\x1f]+")


@dataclass(frozen=True)
class Source:
    """An article with its text and its labelled lines."""

    article: Article
    text: str
    lines: tuple[Line, ...]
    updated: str = ""
    """Date and time of its last version as the page gives them, '' where it does not."""


def read_sources(
    folder: Path, progress: Callable[[str], None] | None = None, wanted: Callable[[bytes], bool] | None = None
) -> dict[str, pd.DataFrame]:
    """Read every page of a folder: tables `texts`, `articles`, `lines` and `refused`.

    Never stops on a bad source: each is one row of `refused`. `progress` is called with each source's name when done.
    Of web archives only the `wanted` pages are read; other files were chosen by a person and always are.

    Raises
    ------
    NotADirectoryError
        If there is no such folder.
    """
    sources: list[Source] = []
    refused: list[Refused] = []
    for item in iter_sources(folder, wanted):
        if isinstance(item, Source):
            sources.append(item)
        else:
            refused.append(item)
        if progress:
            progress(item.article.path if isinstance(item, Source) else item.path)
    articles = group_stories([s.article for s in sources], [sign(_bodies(s), s.updated) for s in sources])
    return {
        "texts": tables.frame("texts", [Text(doc_id=s.article.doc_id, text=s.text) for s in sources]),
        "articles": tables.frame("articles", articles),
        "lines": tables.frame("lines", [line for s in sources for line in s.lines]),
        "refused": tables.frame("refused", refused),
    }


def iter_sources(folder: Path, wanted: Callable[[bytes], bool] | None = None) -> Iterator[Source | Refused]:
    """The pages of a folder one at a time, in the order of their names, each a Source or why it is Refused.

    Stories and versions need the whole folder: `story_id` is the page's own id here. A page that is read but not in
    English is given as a Source and, after it, as a Refused that says it is not coded.

    Raises
    ------
    NotADirectoryError
        If there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder of pages")
    try:
        manifest = read_manifest(folder)
    except SourceError as error:
        manifest = Manifest()
        yield _refuse(MANIFEST, error)
    paths = _paths(folder)
    names = {path.relative_to(folder).as_posix() for path in paths}
    stems = Counter(_stem(path.name) for path in paths)
    taken: set[str] = set()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        unique = stems[_stem(path.name)] == 1
        stem = _stem(path.name) if unique else name.replace("/", "-")
        for item in _read_file(folder, path, manifest, stem, wanted):
            if isinstance(item, Refused):
                yield item
            elif item.article.doc_id in taken:
                yield Refused(
                    path=name,
                    reason=f"its doc_id {item.article.doc_id!r} is taken by another page",
                    remedy=f"give it a doc_id of its own in {MANIFEST}",
                )
            else:
                taken.add(item.article.doc_id)
                yield item
                if item.article.language not in ("en", None):
                    yield Refused(
                        path=_place(item.article),
                        reason=f"it is not in English but in {item.article.language!r}: kept, not coded",
                        remedy="add an English version if there is one",
                    )
    for name in sorted(set(manifest.refused) - names):
        yield _refuse(name, manifest.refused[name])
    yield from missing(manifest, names)


def _paths(folder: Path) -> list[Path]:
    found = (p for p in folder.rglob("*") if not p.is_dir() and p.name != MANIFEST)
    return sorted(p for p in found if not any(_SKIPPED.search(part) for part in p.relative_to(folder).parts))


def _stem(name: str) -> str:
    return re.sub(r"\.(?:warc\.gz|[A-Za-z]\w{0,5})$", "", name)


def _refuse(name: str, error: SourceError) -> Refused:
    return Refused(path=name or "(no file name)", reason=error.reason, remedy=error.remedy)


def _read_file(
    folder: Path, path: Path, manifest: Manifest, doc_id: str, wanted: Callable[[bytes], bool] | None
) -> Iterator[Source | Refused]:
    name = path.relative_to(folder).as_posix()
    try:
        if name in manifest.refused:
            raise manifest.refused[name]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise SourceError("it is a link to outside the folder", "copy the file itself into the folder")
        if path.exists() and not path.is_file():
            raise SourceError("it is no ordinary file", "take it out of the folder")
        for page in read_pages(path, wanted):
            if isinstance(page, Page):
                yield _source(page, name, manifest, doc_id)
            else:
                yield _refuse(f"{name} {page[0]}", page[1])
    except SourceError as error:
        yield _refuse(name, error)
    except OSError as error:
        yield Refused(
            path=name,
            reason=f"it cannot be opened ({error.strerror or type(error).__name__})",
            remedy="check that the file is still there and may be read",
        )


def read_pages(path: Path, wanted: Callable[[bytes], bool] | None = None) -> Iterator[Page | tuple[str, SourceError]]:
    """The pages of one file; of an archive, a page that cannot be read as (address, error).

    Raises
    ------
    SourceError
        If the file cannot be read, with what to do about it.
    """
    suffix = path.name.lower()
    if suffix.endswith(_ARCHIVES):
        yield from read_warc(path, read_bytes, wanted)
        return
    check_size(path.stat().st_size, MAX_FILE_BYTES)
    data = path.read_bytes()
    reader = next((read for ends, read in _READERS.items() if suffix.endswith(ends)), None)
    if reader is None:
        raise SourceError(
            f"files of type {path.suffix or 'unknown'!r} are not read", "save the page as .txt, .html, .mhtml or .pdf"
        )
    page = reader(data)
    check_text(page.text)
    yield replace(page, sha256=hashlib.sha256(data).hexdigest())


def read_bytes(data: bytes, declared: str | None = None) -> Page:
    """Read a page given as bytes, plain text or HTML. Raises SourceError."""
    check_size(len(data), MAX_FILE_BYTES)
    text = decode(data, declared)
    return page_of_html(text) if looks_like_html(text) else Page(text=text)


_READERS: dict[tuple[str, ...], Callable[[bytes], Page]] = {
    (".txt", ".text"): read_bytes,
    (".html", ".htm", ".xhtml"): read_html,
    (".mhtml", ".mht"): read_mhtml,
    (".pdf",): read_pdf,
}


def _source(page: Page, name: str, manifest: Manifest, stem: str) -> Source:
    own = f"{stem}-{page.part}" if page.part else stem
    row = manifest.row(name, page.url, own if page.part else None)
    named = row.get("doc_id") if not page.part or row.get("url") or row.get("doc_id") == own else None
    doc_id = named or _UNSAFE_IN_ID.sub("_", own)
    kind = row.get("kind") or "news"
    lines = tuple(label_lines(page.text, doc_id, kind, headline=page.headline))
    about = describe(page.text, lines, page, row, kind)
    kept = "\n".join(page.text[x.start : x.end] for x in lines if x.label in ("headline", "body"))
    article = Article(
        doc_id=doc_id,
        path=name,
        sha256=page.sha256 or "",
        kind=kind,
        speaker=row.get("speaker") or None,
        licence=row.get("licence") or None,
        note=row.get("note") or None,
        outlet=about.outlet,
        agency=about.agency,
        headline=about.headline,
        byline=about.byline,
        url=about.url,
        published=about.published,
        published_basis=about.published_basis,
        language=language_of(kept or page.text),
        story_id=doc_id,
    )
    return Source(article, page.text, lines, about.updated)


def _place(article: Article) -> str:
    """Where a page is: its file, and in an archive its address."""
    return f"{article.path} {article.url}" if article.path.lower().endswith(_ARCHIVES) else article.path


def _bodies(source: Source) -> Iterable[str]:
    return (source.text[x.start : x.end] for x in source.lines if x.label == "body")
