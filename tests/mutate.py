"""Pages made worse on purpose: cut, doubled, re-encoded, stormed with brackets and quotes, nested, packed."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PAGE = """Harbour Wire

Share this on Facebook

Envoy rejects report on camps

PUBLISHED : Wednesday, 28 November, 2018, 11:08am

GENEVA — The ambassador of Freedonia, Rufus Firefly, rejected on Tuesday a report of the Human Rights Council.

“We regard it as a plot,” he told reporters. Sylvania’s Foreign Ministry said it had voted for the resolution by 30-6.

The Security Council is expected to meet on December 10. Last month, Sylvania urged Freedonia to close the camps.
"""

_STORM = "“”\"'‘’()[]{}<>«»„‚-–—…\u202e\u202d\u2066\u2069\u200b\u0000\ufeff\ud7ff\U0001f4a9"


@dataclass(frozen=True)
class Mutant:
    """A damaged source: what was done to it, its bytes, and the extension that it is saved under."""

    how: str
    data: bytes
    extension: str = "txt"


def _cut(text: str, rng: random.Random) -> bytes:
    return text.encode()[: rng.randrange(len(text))]


def _doubled(text: str, rng: random.Random) -> bytes:
    return (text * rng.randrange(2, 40)).encode()


def _reencoded(text: str, rng: random.Random) -> bytes:
    coding = rng.choice(["utf-16", "utf-16-be", "utf-32", "cp1252", "euc_kr", "shift_jis", "utf-7", "cp037"])
    return text.encode(coding, errors="replace")


def _flipped(text: str, rng: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.randrange(1, 80)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _stormed(text: str, rng: random.Random) -> bytes:
    words = text.split(" ")
    return " ".join(w + "".join(rng.choices(_STORM, k=rng.randrange(6))) for w in words).encode("utf-8", "replace")


def _shuffled(text: str, rng: random.Random) -> bytes:
    words = text.split()
    rng.shuffle(words)
    return " ".join(words).encode()


def _bidi(text: str, rng: random.Random) -> bytes:
    return "".join(c + rng.choice(["", "", "\u202e", "\u2067", "\u061c"]) for c in text).encode()


def _glued(text: str, rng: random.Random) -> bytes:
    return "".join(c for c in text if c != "\n" and rng.random() > 0.05).encode()


def _nested(text: str, rng: random.Random) -> bytes:
    depth = rng.choice([300, 5_000])
    return ("<div>" * depth + f"<p>{text}</p>" + "</div>" * depth).encode()


def _tag_soup(text: str, rng: random.Random) -> bytes:
    soup = ["<script>alert(1)</script>", "<!--", "-->", "<p", "</article>", "<![CDATA[", "&#x202e;", "<svg/onload=x>"]
    return "".join(line + rng.choice(soup) for line in text.split("\n")).encode()


def _noise(_: str, rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(2_000))


_MUTATIONS: dict[str, tuple[Callable[[str, random.Random], bytes], str]] = {
    "cut": (_cut, "txt"),
    "doubled": (_doubled, "txt"),
    "re-encoded": (_reencoded, "txt"),
    "bytes flipped": (_flipped, "txt"),
    "bracket and quote storm": (_stormed, "txt"),
    "words shuffled": (_shuffled, "txt"),
    "bidirectional controls": (_bidi, "txt"),
    "line breaks lost": (_glued, "txt"),
    "nested tags": (_nested, "html"),
    "tag soup": (_tag_soup, "html"),
    "noise as text": (_noise, "txt"),
    "noise as pdf": (_noise, "pdf"),
    "noise as archive": (_noise, "warc.gz"),
    "noise as mhtml": (_noise, "mhtml"),
    "cut html": (lambda text, rng: b"<html><body><article><p>" + _cut(text, rng), "html"),
}


def mutants(pages: list[str], count: int, seed: int = 0) -> Iterator[Mutant]:
    """`count` damaged pages, the kinds of damage taking turns; the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    kinds = list(_MUTATIONS)
    for number in range(count):
        how = kinds[number % len(kinds)]
        damage, extension = _MUTATIONS[how]
        yield Mutant(how, damage(rng.choice(pages), rng), extension)


def bombs(share: float = 1.0) -> list[Mutant]:
    """The few inputs that are large: long lines, deep nesting, archives that unpack to much more than they are.

    `share` of the full size is for quick tests; what is above a limit of the sources stage always is.
    """

    def much(number: int) -> int:
        return int(number * share)

    page = "The envoy said no. "
    entities = b'<!DOCTYPE l [<!ENTITY a "aaaa">' + b'<!ENTITY b "&a;&a;&a;">' * 50 + b"]><p>&b;</p>"
    return [
        Mutant("a line of 10 MB", (page * 550_000).encode()),
        Mutant("a word of 10 MB", b"A" * 10_000_000),
        Mutant("a line of 500,000 characters", (page * much(26_000)).encode()),
        Mutant("100,000 opening quotes", ("“" * much(100_000) + page).encode()),
        Mutant("100,000 brackets", (b"(" * much(100_000) + page.encode())),
        Mutant("50,000 short lines", b"Said he.\n" * much(50_000)),
        Mutant("200 MB", b"x " * 100_000_000),
        Mutant("tags 100,000 deep", b"<b>" * much(100_000) + page.encode(), "html"),
        Mutant("gzip bomb in an archive", gzip.compress(_archived(b"<p>" + b"A" * 60_000_000)), "warc.gz"),
        Mutant("zip bomb as text", _zipped(b"\0" * 50_000_000)),
        Mutant("entity bomb", entities, "html"),
    ]


def _archived(page: bytes) -> bytes:
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://bomb.example/\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(response) + response + b"\r\n\r\n"


def _zipped(page: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", page)
    return packed.getvalue()
