"""The schema of every table: columns, types, allowed values, and the stage that writes it.

Each table is a frozen dataclass, one field a column, so that a stage builds typed rows, which this module turns into a
frame. Nothing else in the project knows column lists. A field's metadata carries its meaning for the data dictionary.
"""

from __future__ import annotations

import shutil
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from uuid import uuid4

import pandas as pd

EVENT_SIGNS: dict[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"), 1),
    "REQUEST": 0,
    **dict.fromkeys(("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), -1),
}
"""PLOVER's event types and the sign this project gives to each."""

LINE_LABELS = ("headline", "body", "byline", "dateline", "caption", "boilerplate")
ARTICLE_KINDS = ("news", "speech", "plain")
ACTOR_TYPES = ("person", "country", "igo", "government_body", "ngo", "media", "group")
DATE_BASES = ("explicit", "weekday", "relative", "record", "publication", "inferred")
STAGES = ("draft", "committee", "plenary", "working_group", "council", "outcome", "follow_up")
CONTEXTS = ("human_rights", "diplomatic", "legal", "cbrn", "military", "economic", "humanitarian", "territory", "other")
EVENT_KINDS = (
    "meeting",
    "vote",
    "adoption",
    "report",
    "statement",
    "opening",
    "summit",
    "review",
    "visit",
    "letter",
    "talks",
    "reunion",
    "establishment",
    "other",
)
EVENT_STATUSES = ("occurred", "scheduled", "proposed", "failed", "ongoing")
VERDICTS = ("agrees", "imprecise", "differs", "superseded", "not checkable")
REVIEWS = ("accepted", "rejected", "amended")


def column(meaning: str, *, values: tuple[str, ...] = (), default: object = None, required: bool = False) -> typing.Any:
    """Declare a column: its meaning, its allowed values if they are a closed list, and its default."""
    metadata = {"meaning": meaning, "values": values, "required": required}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


def key(meaning: str, *, values: tuple[str, ...] = ()) -> typing.Any:
    """Declare a column that is never null."""
    return column(meaning, values=values, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article's text as read; every `start` and `end` elsewhere points into it."""

    doc_id: str = key("the article")
    text: str = key("the decoded text, newlines as they stand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article: one page, document or verbatim record."""

    doc_id: str = key("file stem, or the manifest's doc_id")
    path: str = key("file name inside the sources folder")
    sha256: str = key("hash of the file's bytes")
    kind: str = key("news page; verbatim speech; plain text whose every line is body", values=ARTICLE_KINDS)
    speaker: str | None = column("who says every sentence of a speech")
    licence: str | None = column("the licence the manifest names")
    note: str | None = column("the manifest's note, shown wherever the page is shown")
    outlet: str | None = column("who published the page")
    agency: str | None = column("news agency whose copy the page carries")
    headline: str | None = column("the headline as the page has it")
    byline: str | None = column("authors or credit as the page has them")
    url: str | None = column("address of the page")
    published: str | None = column("EDTF date of publication")
    published_basis: str | None = column("what that date rests on", values=("page", "manifest", "inferred"))
    language: str | None = column("ISO 639-1 code; only English is coded")
    story_id: str | None = column("shared by pages that carry one story")
    version_of: str | None = column("the doc_id that this page updates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A source that could not be read or coded, with what to do about it."""

    path: str = key("file name inside the sources folder")
    reason: str = key("what is wrong, in a person's words")
    remedy: str = key("what to do about it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A non-blank line of an article and what it is."""

    doc_id: str = key("the article")
    line: int = key("line number from 1, splitting on newline")
    label: str = key("what the line is", values=LINE_LABELS)
    start: int = key("character offset of the line's first character")
    end: int = key("character offset after the line's last character, newline excluded")
    rule: str = key("the rule that labelled it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor of the corpus, with the fullest name known."""

    actor_id: str = key("lower-case id")
    name: str = key("fullest name")
    type: str = key("kind of actor", values=ACTOR_TYPES)
    country: str | None = column("ISO 3166 alpha-3, upper case, of the state it is or serves or comes from")
    affiliation_id: str | None = column("actor it acts for")
    role: str | None = column("office or role as the texts or the offices table give it")
    public: bool = column("has a public role; others stay out of figures and exports", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention of an actor in headline or body. A span that names two actors has two rows."""

    doc_id: str = key("the article")
    start: int = key("offset of the first character")
    end: int = key("offset after the last character")
    surface: str = key("text[start:end]")
    form: str = key("how it is mentioned", values=("name", "nominal", "pronoun"))
    actor_id: str | None = column("the actor; null = not known")
    rule: str | None = column("the rule that resolved it")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of headline or body."""

    doc_id: str = key("the article")
    start: int = key("offset of the first character")
    end: int = key("offset after the last character")
    text: str = key("text[start:end]")
    type: str = key("TIMEX3's four types", values=("date", "duration", "set", "time"))
    edtf: str | None = column("value as EDTF; null where it cannot be told")
    rule: str | None = column("the rule that read it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A reported act of saying or writing: source, cue and content."""

    statement_id: str = key("doc_id:start-end:statement")
    doc_id: str = key("the article")
    speaker_id: str | None = column("actor who says it")
    speaker_text: str | None = column("the words that name the speaker")
    speaker_start: int | None = column("offset of those words")
    speaker_end: int | None = column("offset after those words")
    on_behalf_of: str | None = column("actor the speaker speaks for as of the date")
    addressee_id: str | None = column("actor it is said to")
    about_ids: str | None = column("actors the content is about, joined by ';'")
    cue: str | None = column("the words that report it")
    cue_start: int | None = column("offset of the cue")
    cue_end: int | None = column("offset after the cue")
    start: int = column("offset of the content", required=True)
    end: int = column("offset after the content", required=True)
    kind: str = column("form of the report", values=("direct", "indirect", "mixed"), required=True)
    assertion: str = column(
        "force of the content", values=("asserted", "denied", "asked", "hypothetical"), required=True
    )
    parent_id: str | None = column("statement that reports this one")
    date: str | None = column("EDTF date of saying")
    date_basis: str | None = column("what the date rests on", values=DATE_BASES)
    venue_id: str | None = column("venue where it is said")
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quoted passage of a statement, inside its marks."""

    statement_id: str = key("the statement")
    doc_id: str = key("the article")
    start: int = key("offset inside the opening mark")
    end: int = key("offset before the closing mark")
    unclosed: bool = key("the closing mark is missing")
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Who did what to whom: PLOVER's actor, recipient and event type."""

    tie_id: str = key("doc_id:start-end:tie, then source, target, type")
    doc_id: str = key("the article")
    source_id: str | None = column("who acts")
    target_id: str | None = column("towards whom")
    event_type: str = column("PLOVER's event type", values=tuple(EVENT_SIGNS), required=True)
    context: str | None = column("PLOVER's context", values=CONTEXTS)
    sign: int = column("1 friendly, 0 request, -1 hostile", required=True)
    status: str = column("how far it happened", values=("actual", "planned", "negated", "hypothetical"), required=True)
    derived: bool = column("given to a state because its person or body acted", default=False)
    attributed_to: str | None = column("statement on whose word alone the tie rests")
    date: str | None = column("EDTF date of the act")
    date_basis: str | None = column("what the date rests on", values=DATE_BASES)
    venue_id: str | None = column("venue of the act")
    start: int = column("offset of the evidence", required=True)
    end: int = column("offset after the evidence", required=True)
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An actor for or against a proposition of the study."""

    position_id: str = key("doc_id:start-end:position, then actor, issue, stance")
    doc_id: str = key("the article")
    actor_id: str | None = column("who holds it")
    issue: str = column("slug of the study's issue", required=True)
    stance: str = column("for or against the proposition", values=("for", "against"), required=True)
    status: str = column("how far it is held", values=("actual", "planned", "negated", "hypothetical"), required=True)
    derived: bool = column("given to a state because its person or body holds it", default=False)
    attributed_to: str | None = column("statement on whose word alone it rests")
    date: str | None = column("EDTF date of the evidence")
    date_basis: str | None = column("what the date rests on", values=DATE_BASES)
    start: int = column("offset of the evidence", required=True)
    end: int = column("offset after the evidence", required=True)
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueEvent:
    """A happening at a venue as one article has it."""

    mention_id: str = key("doc_id:start-end:venue_event, then venue and kind")
    event_id: str | None = column("the happening, merged over articles")
    doc_id: str = column("the article", required=True)
    venue_id: str | None = column("the most specific body, or a slug of the place or summit")
    stage: str | None = column("stage of the procedure", values=STAGES)
    kind: str = column("what happened", values=EVENT_KINDS, required=True)
    date: str | None = column("EDTF date")
    date_basis: str | None = column("what the date rests on", values=DATE_BASES)
    status: str = column("whether it happened", values=EVENT_STATUSES, required=True)
    label: str | None = column("a few words naming it")
    attributed_to: str | None = column("statement on whose word alone it rests")
    start: int = column("offset of the evidence", required=True)
    end: int = column("offset after the evidence", required=True)
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, merged over articles and matched to the record."""

    event_id: str = key("venue, kind and date of the happening, or its record id")
    venue_id: str | None = column("where")
    stage: str | None = column("stage of the procedure", values=STAGES)
    kind: str = column("what happened", values=EVENT_KINDS, required=True)
    date: str | None = column("EDTF date, the finest the articles or the record support")
    date_basis: str | None = column("what the date rests on", values=DATE_BASES)
    status: str = column("the last known status", values=EVENT_STATUSES, required=True)
    status_history: str | None = column("status by report, 'published status doc_id' joined by ';'")
    symbol: str | None = column("document symbol of the matched record row")
    numbers: str | None = column("vote or other numbers, 'name=value' joined by ';'")
    participants: str | None = column("actor ids joined by ';'")
    stories: str | None = column("story ids behind it, joined by ';'")
    record_ids: str | None = column("matched record rows, joined by ';'")
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A checkable figure or fact in an article against the record."""

    claim_id: str = key("doc_id:start-end:claim, then what")
    doc_id: str = key("the article")
    event_id: str | None = column("the happening it is about")
    venue_id: str | None = column("the venue it is about")
    stage: str | None = column("the stage it is about", values=STAGES)
    what: str = column("what is claimed: tally, sponsors, ordinal, date, body, office, members, ...", required=True)
    reported: str | None = column("the article's value")
    recorded: str | None = column("the record's value")
    verdict: str = column("how they compare", values=VERDICTS, required=True)
    record_id: str | None = column("the record row")
    start: int = column("offset of the evidence", required=True)
    end: int = column("offset after the evidence", required=True)
    rule: str | None = column("the rule that made the row")
    confidence: float | None = column("measured precision of the rule family; null where not measured")
    coded_by: str = column("machine, or the analyst's name", default="machine")
    review: str | None = column("the analyst's decision", values=REVIEWS)


@dataclass(frozen=True)
class Table:
    """A table's row type, the stage that writes it, and the columns rows are sorted by."""

    row: type
    stage: str
    order: tuple[str, ...]


TABLES: dict[str, Table] = {
    "texts": Table(Text, "sources", ("doc_id",)),
    "articles": Table(Article, "sources", ("doc_id",)),
    "refused": Table(Refused, "sources", ("path", "reason")),
    "lines": Table(Line, "sources", ("doc_id", "line")),
    "actors": Table(Actor, "coding", ("actor_id",)),
    "mentions": Table(Mention, "coding", ("doc_id", "start", "end", "actor_id")),
    "dates": Table(TimeExpression, "coding", ("doc_id", "start", "end")),
    "statements": Table(Statement, "coding", ("doc_id", "start", "end", "statement_id")),
    "quotes": Table(Quote, "coding", ("doc_id", "start", "end", "statement_id")),
    "ties": Table(Tie, "coding", ("doc_id", "start", "end", "tie_id")),
    "positions": Table(Position, "coding", ("doc_id", "start", "end", "position_id")),
    "venue_events": Table(VenueEvent, "coding", ("doc_id", "start", "end", "mention_id")),
    "events": Table(Event, "analysis", ("event_id",)),
    "claims": Table(Claim, "analysis", ("doc_id", "start", "end", "claim_id")),
}

PART_ROWS = 1_000_000
"""Rows of a Parquet file; a larger table is a folder of files of so many."""

_DTYPES = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


class TableError(ValueError):
    """A frame that does not have the columns, types or values of its table."""


def _plain_type(annotation: object) -> type:
    """The non-null type of a field's annotation."""
    options = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    return next(o for o in options if o is not type(None))


def dtypes(name: str) -> dict[str, str]:
    """The pandas dtype of each column of a table, in order.

    >>> dtypes("texts")
    {'doc_id': 'string', 'text': 'string'}
    """
    hints = typing.get_type_hints(TABLES[name].row)
    return {f.name: _DTYPES[_plain_type(hints[f.name])] for f in fields(TABLES[name].row)}


def frame(name: str, rows: Iterable[object] = ()) -> pd.DataFrame:
    """A table's frame from rows of its dataclass, typed and in the table's order.

    >>> frame("texts", [Text(doc_id="b", text="2"), Text(doc_id="a", text="1")]).doc_id.tolist()
    ['a', 'b']
    """
    columns = list(dtypes(name))
    return conform(name, pd.DataFrame([astuple(r) for r in rows], columns=columns, dtype=object))


def conform(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """Give a frame its table's column order, dtypes and row order, or say what is wrong with it.

    Raises
    ------
    TableError
        If a column is missing or unknown, a required one has nulls, or a value is not in its closed list.
    """
    wanted = dtypes(name)
    missing, unknown = set(wanted) - set(data.columns), set(data.columns) - set(wanted)
    if missing or unknown:
        raise TableError(f"table {name}: missing columns {sorted(missing)}, unknown columns {sorted(unknown)}")
    typed = data[list(wanted)].astype(wanted)
    for f in fields(TABLES[name].row):
        _check_column(name, typed[f.name], f.metadata)
    return typed.sort_values(list(TABLES[name].order), kind="stable", na_position="first").reset_index(drop=True)


def _check_column(name: str, data: pd.Series, metadata: Mapping[str, typing.Any]) -> None:
    if metadata["required"] and data.isna().any():
        raise TableError(f"table {name}: column {data.name} has {int(data.isna().sum())} empty values")
    strange = set(data.dropna()) - set(metadata["values"]) if metadata["values"] else set()
    if strange:
        raise TableError(f"table {name}: column {data.name} has {sorted(strange)}; allowed: {metadata['values']}")


def rows(name: str, data: pd.DataFrame) -> list[typing.Any]:
    """The rows of a table's frame as its dataclass, nulls as None."""
    plain = data.astype(object).where(data.notna(), None)
    return [TABLES[name].row(**record) for record in plain[list(dtypes(name))].to_dict("records")]


def write(folder: Path, data: Mapping[str, pd.DataFrame]) -> None:
    """Write each table to `folder/<name>.parquet`, beside first and then renamed, so no file is ever half-written.

    A table of more than `PART_ROWS` rows becomes a folder of parts of that name, which `read` takes as it takes a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in data.items():
        beside = folder / f".{name}.{uuid4().hex}.parquet"
        try:
            _write_parts(beside, conform(name, table))
            _put_in_place(beside, folder / f"{name}.parquet")
        finally:
            _remove(beside)


def _write_parts(path: Path, table: pd.DataFrame) -> None:
    if len(table) <= PART_ROWS:
        table.to_parquet(path, index=False, compression="zstd")
        return
    path.mkdir()
    for number, start in enumerate(range(0, len(table), PART_ROWS)):
        part = path / f"part-{number:05}.parquet"
        table.iloc[start : start + PART_ROWS].to_parquet(part, index=False, compression="zstd")


def _put_in_place(beside: Path, path: Path) -> None:
    """Rename over what was there; a folder cannot be renamed over, so it is moved out of the way first."""
    if path.is_dir() or (beside.is_dir() and path.exists()):
        old = path.with_name(f".{path.name}.{uuid4().hex}.old")
        path.replace(old)
        beside.replace(path)
        _remove(old)
    else:
        beside.replace(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read(folder: Path, name: str) -> pd.DataFrame:
    """Read one table, a file or a folder of parts.

    Raises
    ------
    FileNotFoundError
        If the folder does not hold the table; the message names the stage that writes it.
    """
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run the {TABLES[name].stage} stage first")
    return conform(name, pd.read_parquet(path))


def read_all(folder: Path, *names: str) -> dict[str, pd.DataFrame]:
    """Read the named tables of a folder, all of them if none is named."""
    return {name: read(folder, name) for name in names or TABLES}
