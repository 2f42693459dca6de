"""The lexicons and gazetteers of data/reference: what the coder knows of the world, as rows a person can correct."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


class ReferenceDataError(ValueError):
    """A reference file that is missing or has a row that cannot be used; the message names file and line."""


@cache
def read_rows(name: str, folder: Path = REFERENCE) -> tuple[dict[str, str], ...]:
    """The rows of `data/reference/<name>.csv`, each a mapping from column to text; blank cells are ''.

    Raises
    ------
    ReferenceDataError
        If the file is missing or a row has more or fewer cells than the header.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise ReferenceDataError(f"{path} is missing: the coder cannot work without it")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ReferenceDataError(
                    f"{path}, line {reader.line_num}: {len(reader.fieldnames or ())} cells expected"
                )
            rows.append({k: v.strip() for k, v in row.items()})
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A row of actors.csv: a state or body, and the forms that name it."""

    actor_id: str
    name: str
    type: str
    country: str | None
    affiliation_id: str | None
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    """Adjectives and words for its people ("Syrian", "Briton")."""
    seats: tuple[str, ...]
    """Capitals and seats that stand for its government ("Damascus", "Kremlin")."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A row of people.csv: a person who held an office."""

    person_id: str
    name: str
    aliases: tuple[str, ...]
    family: str
    """The name that stands alone on second mention."""
    gender: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """A row of offices.csv: a term of office. `start` and `end` are EDTF; an empty end is an open one."""

    office: str
    of: str
    """The actor whose office it is: a state or a body."""
    person_id: str
    start: str
    end: str
    evidence: str
    status: str

    def held_on(self, date: str) -> bool:
        """Whether the term covers a date (both EDTF, compared at the width that both have).

        >>> Office("president", "kor", "moon_jae_in", "2017-05-10", "2022-05-09", "", "").held_on("2018-09")
        True
        """
        day = date.strip("~?%").split("/")[0]
        after = not self.start or day >= self.start[: len(day)]
        return after and (not self.end or day[: len(self.end)] <= self.end)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(";") if cell.strip())


@cache
def known_actors() -> tuple[KnownActor, ...]:
    """States and bodies of actors.csv; a state's ISO names are added to its aliases, so nobody need type them."""
    rows = [
        KnownActor(
            row["actor_id"],
            row["name"],
            row["type"],
            row["country"] or None,
            row["affiliation_id"] or None,
            _cells(row["aliases"]),
            _cells(row["adjectives"]),
            _cells(row["seats"]),
        )
        for row in read_rows("actors")
    ]
    typed = {form for row in rows for form in (row.name, *row.aliases)}
    return tuple(
        replace(row, aliases=(*row.aliases, *(n for n in _iso_names(row.country) if n not in typed)))
        if row.type == "country"
        else row
        for row in rows
    )


def _iso_names(country: str | None) -> Iterator[str]:
    import pycountry

    found = pycountry.countries.get(alpha_3=country) if country else None
    for field in ("name", "common_name", "official_name"):
        name = getattr(found, field, "")
        if name and "," not in name and "(" not in name:
            yield name


@cache
def known_people() -> dict[str, KnownPerson]:
    """The people of people.csv by id."""
    return {
        row["person_id"]: KnownPerson(
            row["person_id"],
            row["name"],
            _cells(row["aliases"]),
            row["family"],
            row["gender"],
            row["country"] or None,
        )
        for row in read_rows("people")
    }


@cache
def offices() -> tuple[Office, ...]:
    """The terms of offices.csv."""
    return tuple(Office(**row) for row in read_rows("offices"))
