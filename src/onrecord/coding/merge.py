"""Actors across articles: the same person under variant names is one actor; two people with one name stay two.

The analyst's alias file overrides every rule. It is a CSV with `surface` and `actor_id`, and where wanted `doc_id`
(only in that article) and `name`, `type`, `country`, `affiliation_id`, `role`, `public` of the actor.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from onrecord import tables
from onrecord.coding.people import family_names_first, key
from onrecord.reference import known_actors, known_people
from onrecord.tables import Actor

_ID_COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": ("actor_id",),
    "statements": ("speaker_id", "on_behalf_of", "addressee_id"),
    "ties": ("source_id", "target_id"),
    "positions": ("actor_id",),
}
_LIST_COLUMNS: dict[str, tuple[str, ...]] = {"statements": ("about_ids",)}
_ACTOR_COLUMNS = ("name", "type", "country", "affiliation_id", "role")
_SHORT = 8  # letters below which a name's spelling variants are not trusted to be one person


class AliasError(ValueError):
    """An alias file that cannot be used; the message names the line and what to change."""


def merge_actors(coded: Mapping[str, pd.DataFrame], aliases: Path | None = None) -> dict[str, pd.DataFrame]:
    """Give actors that articles named differently one id, in every table, and one row with the fullest name.

    Raises
    ------
    AliasError
        If the alias file lacks a column or a row of it has no surface or id.
    """
    actors = list(tables.rows("actors", coded["actors"]))
    asked = read_aliases(aliases)
    variants = person_variants(actors)
    chosen = _asked_renames(coded["mentions"], asked)
    renamed = {name: _rename(name, frame, variants, chosen) for name, frame in coded.items() if name != "actors"}
    rows = [replace(a, actor_id=variants.get(a.actor_id, a.actor_id)) for a in actors]
    rows = [replace(a, affiliation_id=variants.get(a.affiliation_id or "", a.affiliation_id)) for a in rows]
    merged = {a.actor_id: a for a in _one_row_each([*rows, *_known_rows(asked)])}
    merged.update({a.actor_id: _as_asked(a, asked) for a in merged.values()})
    wanted = _referred_to(renamed, merged)
    return {**renamed, "actors": tables.frame("actors", [merged[i] for i in sorted(wanted & merged.keys())])}


def read_aliases(path: Path | None) -> tuple[dict[str, str], ...]:
    """The rows of a study's alias file; none if there is no file."""
    if path is None or not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"surface", "actor_id"} - set(reader.fieldnames or ())
        if missing:
            raise AliasError(f"{path}: the columns {', '.join(sorted(missing))} are missing")
        rows = []
        for row in reader:
            if not row["surface"] or not row["actor_id"]:
                raise AliasError(f"{path}, line {reader.line_num}: a row needs a surface and an actor_id")
            rows.append({k: (v or "").strip() for k, v in row.items() if k})
    return tuple(rows)


def person_variants(actors: Sequence[Actor]) -> dict[str, str]:
    """Ids of people that are a fuller-named one under a shorter or differently spelled name.

    A name is a variant of another if it is the same but for hyphens, accents and blanks, if it is one letter
    off in a long name, or if it is part of it; both must serve or come from one country, or act for one actor,
    and there must be only one such other. Whoever has nothing but a name stays apart.

    >>> long = Actor(actor_id="tomas_ojea_quintana", name="Tomás Ojea Quintana", type="person", country="ARG")
    >>> short = Actor(actor_id="ojea_quintana", name="Ojea Quintana", type="person", country="ARG")
    >>> person_variants([long, short])
    {'ojea_quintana': 'tomas_ojea_quintana'}
    """
    people = {a.actor_id: a for a in _one_row_each(a for a in actors if a.type == "person")}
    by_word: dict[str, set[str]] = defaultdict(set)
    for person in people.values():
        for word in _words(person.name):
            by_word[word].add(person.actor_id)
    found = {}
    for person in people.values():
        if person.actor_id in known_people():
            continue
        near = {i for word in _words(person.name) for i in by_word[word]} - {person.actor_id}
        fuller = [people[i] for i in sorted(near) if _is_variant(person, people[i])]
        if len(fuller) == 1:
            found[person.actor_id] = fuller[0].actor_id
    return {old: _last(found, new) for old, new in sorted(found.items())}


def _last(renames: Mapping[str, str], actor_id: str) -> str:
    seen = {actor_id}
    while (after := renames.get(actor_id)) is not None and after not in seen:
        actor_id = after
        seen.add(actor_id)
    return actor_id


def _words(name: str) -> list[str]:
    return [key(word) for word in name.replace("-", " ").split() if key(word)]


def _is_variant(short: Actor, full: Actor) -> bool:
    """Whether the first is the second person under another name, the second the fuller or better known one."""
    tied = (short.country and short.country == full.country) or (
        short.affiliation_id and short.affiliation_id == full.affiliation_id
    )
    if not tied or (short.country and full.country and short.country != full.country):
        return False
    ours, theirs = _words(short.name), _words(full.name)
    better = (
        full.actor_id in known_people()
        or len(theirs) > len(ours)
        or (len(ours), full.actor_id) < (len(theirs), short.actor_id)
    )
    if "".join(ours) == "".join(theirs):
        return full.actor_id in known_people() or full.actor_id < short.actor_id
    if len(ours) < len(theirs):
        return _is_part(ours, theirs)
    one_off = sum(a != b for a, b in zip(ours, theirs, strict=False))
    long = len("".join(ours)) >= _SHORT
    return better and len(ours) == len(theirs) > 1 and one_off == 1 and long and _nearly(ours, theirs)


def _is_part(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name is the family part of a longer one, or leaves out its middle words."""
    if len(short) == 1:
        return short[0] == (full[0] if full[0].capitalize() in family_names_first() else full[-1])
    rest = iter(full)
    return all(word in rest for word in short)


def _nearly(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    odd, other = next((a, b) for a, b in zip(ours, theirs, strict=True) if a != b)
    return len(odd) == len(other) and sum(a != b for a, b in zip(odd, other, strict=True)) == 1 and len(odd) > 2


def _asked_renames(mentions: pd.DataFrame, asked: Sequence[Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """What the analyst's aliases make of (article, actor): an actor named by an aliased surface there."""
    if not asked:
        return {}
    by_surface = {(row["surface"].casefold(), row.get("doc_id", "")): row["actor_id"] for row in asked}
    found = {}
    for doc_id, surface, actor_id, form in mentions[["doc_id", "surface", "actor_id", "form"]].itertuples(index=False):
        if form != "name" or not isinstance(actor_id, str):
            continue
        word = surface.casefold()
        target = by_surface.get((word, doc_id)) or by_surface.get((word, ""))
        if target:
            found[(doc_id, actor_id)] = target
    return found


def _rename(
    name: str, frame: pd.DataFrame, variants: Mapping[str, str], chosen: Mapping[tuple[str, str], str]
) -> pd.DataFrame:
    columns = [*_ID_COLUMNS.get(name, ()), *_LIST_COLUMNS.get(name, ())]
    if not columns or not (variants or chosen) or frame.empty:
        return frame
    frame = frame.copy()
    for column in columns:
        frame[column] = pd.array(
            [
                ";".join(dict.fromkeys(chosen.get((doc, i)) or variants.get(i, i) for i in cell.split(";")))
                if isinstance(cell, str)
                else None
                for doc, cell in zip(frame.doc_id, frame[column], strict=True)
            ],
            dtype=frame[column].dtype,
        )
    if name == "ties":
        # Two names that are one actor leave no tie between them.
        frame = frame[~(frame.source_id == frame.target_id).fillna(False).astype(bool)].reset_index(drop=True)
    return frame


def _one_row_each(actors: Iterable[Actor]) -> list[Actor]:
    """One row for each id: the fullest name; of each other fact the value most rows give, the first if even."""
    groups: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        groups[actor.actor_id].append(actor)
    return [_join(groups[actor_id]) for actor_id in sorted(groups)]


def _join(rows: Sequence[Actor]) -> Actor:
    name = max((row.name for row in rows), key=lambda n: (len(n.split()), len(n), n))
    person = known_people().get(rows[0].actor_id)
    return replace(
        rows[0],
        name=person.name if person else name,
        type=_most([row.type for row in rows]) or rows[0].type,
        country=_most([row.country for row in rows]),
        affiliation_id=_most([row.affiliation_id for row in rows]),
        role=_most([row.role for row in rows]),
        public=any(row.public for row in rows),
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _known_rows(asked: Sequence[Mapping[str, str]]) -> list[Actor]:
    """Rows for the ids that the alias file brings in: what actors.csv and people.csv know of them, else the bare id."""
    bodies = {a.actor_id: a for a in known_actors()}
    rows = []
    for actor_id in sorted({row["actor_id"] for row in asked}):
        body, person = bodies.get(actor_id), known_people().get(actor_id)
        if body is not None:
            rows.append(
                Actor(
                    actor_id=actor_id,
                    name=body.name,
                    type=body.type,
                    country=body.country,
                    affiliation_id=body.affiliation_id,
                )
            )
        elif person is not None:
            rows.append(Actor(actor_id=actor_id, name=person.name, type="person", country=person.country))
        else:
            surface = next(row["surface"] for row in asked if row["actor_id"] == actor_id)
            rows.append(Actor(actor_id=actor_id, name=surface, type="person", public=False))
    return rows


def _as_asked(actor: Actor, asked: Sequence[Mapping[str, str]]) -> Actor:
    """The actor with the facts that the alias file states."""
    for row in asked:
        if row["actor_id"] == actor.actor_id:
            facts: dict[str, object] = {c: row[c] for c in _ACTOR_COLUMNS if row.get(c)}
            if row.get("public"):
                facts["public"] = row["public"].casefold() in ("yes", "true", "1")
            actor = replace(actor, **facts)
    return actor


def _referred_to(renamed: Mapping[str, pd.DataFrame], actors: Mapping[str, Actor]) -> set[str]:
    """The ids that any table uses, and those that these act for."""
    todo = {
        i
        for name, columns in (*_ID_COLUMNS.items(), *_LIST_COLUMNS.items())
        if name in renamed
        for column in columns
        for cell in renamed[name][column].dropna().unique()
        for i in cell.split(";")
    }
    found: set[str] = set()
    while todo:
        found |= todo
        todo = {a for i in todo if i in actors and (a := actors[i].affiliation_id)} - found
    return found
