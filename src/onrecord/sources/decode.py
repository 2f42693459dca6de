"""Bytes of unknown encoding to text: marks, UTF-8, UTF-16, what a page declares, Korean and Western code pages."""

from __future__ import annotations

import codecs
import re

from onrecord.sources.limits import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000
_WHOLE_TO_BROKEN = 5
"""Whole characters beyond ASCII for each broken one, from which a text is UTF-8 with errors and no other encoding."""
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})
_HANGUL = re.compile("[\uac00-\ud7a3]")
_COMMON_WESTERN = re.compile("[‘’“”–—…•€£©®°´·«»¿¡À-ÖØ-öø-ÿŒœŠšŽžŸ\u00a0\u00ad]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{3,30})", re.IGNORECASE)
_KOREAN = {"euc-kr", "euc_kr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "windows-949", "x-windows-949", "uhc"}
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, each byte accounted for; newlines stay as they stand, a byte order mark goes.

    Raises
    ------
    SourceError
        If the bytes are not text.

    >>> decode("“결의”".encode("euc-kr")) == decode("“결의”".encode("utf-16")) == "“결의”"
    True
    >>> decode(b"it\\x92s a \\x93plot\\x94")
    'it’s a “plot”'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    utf16 = _utf16_without_mark(data)
    if utf16:
        return utf16
    if len(data[:_SAMPLE].translate(None, _CONTROL)) < 0.97 * len(data[:_SAMPLE]) - 1:
        raise SourceError("it is not text but binary data", "save the page as .txt, .html or .pdf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def declared_charset(head: bytes) -> str | None:
    """The encoding that a page declares in its first bytes.

    >>> declared_charset(b'<meta charset="EUC-KR">')
    'EUC-KR'
    """
    match = _CHARSET.search(head[:4096])
    return match[1].decode("ascii") if match else None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text betrays itself: every other byte is NUL."""
    head = data[:2000]
    if len(head) < 4 or len(data) % 2:
        return None
    for name, nul in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if nul.count(0) > 0.7 * len(nul) and head.count(0) < 0.6 * len(head):
            return data.decode(name, errors="replace")
    return None


def _decode_other(data: bytes, declared: str | None) -> str:
    lossy = data.decode("utf-8", errors="replace")
    broken = lossy[:_SAMPLE].count("\ufffd")
    if sum(c > "\x7f" for c in lossy[:_SAMPLE]) - broken >= _WHOLE_TO_BROKEN * broken:
        return lossy
    for name in (_known(declared), "cp949", "cp1252"):
        text = _try(data, name)
        if text is not None and (name == _known(declared) or _plausible(text, name)):
            return text
    return _guess(data)


def _known(declared: str | None) -> str | None:
    name = (declared or "").lower()
    if name in _KOREAN:
        return "cp949"
    if name in _LATIN or name in ("utf-8", "utf8", ""):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _try(data: bytes, name: str | None) -> str | None:
    try:
        text = data.decode(name) if name else None
    except (UnicodeDecodeError, LookupError):
        return None
    return text if isinstance(text, str) else None


def _plausible(text: str, name: str) -> bool:
    """Korean text decodes to Hangul chiefly; Western text has the quotation marks and accented letters of its page."""
    foreign = [c for c in text if c > "\x7f"]
    if name == "cp949":
        return len(_HANGUL.findall(text)) >= 0.5 * len(foreign)
    return len(_COMMON_WESTERN.findall(text)) >= 0.9 * len(foreign) and len(foreign) <= 0.25 * len(text)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")
