"""Saved HTML pages to text: the article as trafilatura finds it, else all the text of the page for the line cleaner."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

from onrecord.sources.datelines import header_dates
from onrecord.sources.decode import declared_charset, decode
from onrecord.sources.limits import MAX_HTML_DEPTH, MAX_HTML_TAGS, MAX_PAGE_BYTES, SourceError, check_size
from onrecord.sources.page import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li")
)
_BLOCK_TAGS = (
    "p div li h1 h2 h3 h4 h5 h6 td th tr section article header footer nav figcaption blockquote title option button"
    " ul ol table dd dt br"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_LOOKS_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LEAST_WORDS = 40
"""Words below which an extracted article is taken for a failure of extraction."""

_DATE_PATHS = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @itemprop='datePublished'"
    " or @name='pubdate' or @name='publishdate' or @name='publish_date' or @name='date' or @name='DC.date.issued'"
    " or @name='dc.date' or @name='parsely-pub-date' or @name='sailthru.date' or @property='og:pubdate']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//article//time/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page's source.

    >>> looks_like_html("<!DOCTYPE html><html>"), looks_like_html("The <b>council</b> met.")
    (True, False)
    """
    return bool(_LOOKS_HTML.match(text[:4000]))


def read_html(data: bytes, declared: str | None = None) -> Page:
    """Read a saved page.

    Raises
    ------
    SourceError
        If it is empty, too large, nested without end, or holds no text.
    """
    check_size(len(data), MAX_PAGE_BYTES)
    return page_of_html(decode(data, declared or declared_charset(data)))


def read_mhtml(data: bytes) -> Page:
    """Read a page saved as one file with its pictures (.mhtml, .mht).

    Raises
    ------
    SourceError
        If no part of it is a page.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                page = read_html(body, part.get_content_charset())
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                return _with_url(page, str(address) if address else None)
    raise SourceError("the saved page holds no HTML part", "save it again as .html")


def page_of_html(source: str) -> Page:
    """The page of decoded HTML. Raises SourceError as `read_html` does."""
    _check_bomb(source)
    try:
        tree = _parse(source)
        headline, about = _headline(tree), _metadata(tree)
        text = _article_text(tree, headline) or _all_text(tree)
    except SourceError:
        raise
    except Exception as error:  # foreign markup breaks parsers in ways nobody lists
        raise SourceError(f"its HTML cannot be parsed ({type(error).__name__})", "save the page as .txt") from error
    if not text.strip():
        raise SourceError("the page holds no text", "save it again after it has loaded, or save it as .txt")
    return Page(text=text, headline=headline, published=_published(tree), **about)


def _check_bomb(source: str) -> None:
    """Count open elements without building a tree: a bomb must not reach the parser."""
    depth = deepest = tags = 0
    for match in _TAG.finditer(source):
        tags += 1
        if match[2].lower() in _VOID or match[0].endswith("/>"):
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if tags > MAX_HTML_TAGS or deepest > MAX_HTML_DEPTH:
            raise SourceError(
                "its markup is nested or repeated beyond any real page", "save the article's text as .txt"
            )


def _parse(source: str) -> HtmlElement:
    from lxml import html

    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", source)
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean)
    tree = html.document_fromstring(clean, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    return tree


def _headline(tree: HtmlElement) -> str | None:
    heads = [_flat(h.text_content()) for h in tree.iter("h1")]
    heads = [h for h in heads if h]
    title = _flat("".join(tree.xpath("//meta[@property='og:title']/@content")[:1]))
    if len(heads) == 1 or (heads and not title):
        return heads[0]
    return title or _flat(" ".join(tree.xpath("//title/text()")[:1])) or None


def _metadata(tree: HtmlElement) -> dict[str, str | None]:
    def first(path: str) -> str | None:
        return next((v for v in (_flat(str(x)) for x in tree.xpath(path)) if v), None)

    byline = first("//meta[@name='author' or @property='article:author' or @name='byl']/@content")
    return {
        "title": first("//title/text()"),
        "outlet": first("//meta[@property='og:site_name' or @name='application-name']/@content"),
        "byline": byline if byline and not byline.startswith("http") else None,
        "url": first("//link[@rel='canonical']/@href") or first("//meta[@property='og:url']/@content"),
    }


def _published(tree: HtmlElement) -> str | None:
    values = [str(v) for path in _DATE_PATHS for v in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        values += _JSON_DATE.findall(str(script))
    return next((found[0][2] for found in map(header_dates, values) if found), None)


def _article_text(tree: HtmlElement, headline: str | None) -> str | None:
    from copy import deepcopy

    from trafilatura import extract

    text = extract(deepcopy(tree), include_comments=False, include_tables=False, favor_precision=True)
    if not text or len(text.split()) < _LEAST_WORDS:
        text = extract(deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True)
    if not text or len(text.split()) < _LEAST_WORDS:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    if headline and _flat(lines[0]) != headline:
        lines.insert(0, headline)
    return "\n\n".join(lines)


def _all_text(tree: HtmlElement) -> str:
    """All of the page's text, a block element a line."""
    for element in tree.xpath("//script|//style|//noscript|//template|//svg"):
        element.drop_tree()
    pieces: list[str] = []
    for event, element in _walk(tree):
        if isinstance(element.tag, str) and (element.tag in _BLOCKS):
            pieces.append("\n")
        pieces.append((element.text if event == "start" else element.tail) or "")
    lines = (_flat(line) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _walk(tree: HtmlElement):
    from lxml import etree

    return etree.iterwalk(tree, events=("start", "end"))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _with_url(page: Page, url: str | None) -> Page:
    from dataclasses import replace

    return replace(page, url=page.url or url)
