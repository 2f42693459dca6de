"""The outlets and agencies of `data/reference/outlets.csv`, by name and by the address of a page or a desk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from onrecord.reference import read_rows
from onrecord.sources.cues import normal

_WITH_AGENCY = re.compile(r"^(.{2,}?)\s*\(([^()]+)\)$")
_IN_PLACE = re.compile(r"\s+(?:in|at|from)\s+[A-Z].*$")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of pages."""

    name: str
    agency: bool
    written: frozenset[str] = field(default=frozenset(), repr=False)
    """Its names as they are written."""


@cache
def _outlets() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    names, domains = {}, {}
    for row in read_rows("outlets"):
        written = frozenset((row["name"], *row["aliases"].split(";")))
        outlet = Outlet(row["name"], row["agency"] == "yes", written)
        for name in sorted(written):
            names[normal(name)] = outlet
        for domain in row["domains"].split(";"):
            domains[domain] = outlet
    names.pop("", None)
    domains.pop("", None)
    return names, domains


def outlet_named(name: str, exact: bool = False) -> Outlet | None:
    """The known outlet of a name, article and case aside; `exact`: only where letters are large and small as listed.

    >>> outlet_named("YONHAP")
    Outlet(name='Yonhap', agency=True)
    """
    names, plain = _outlets()[0], normal(name)
    found = names.get(plain) or names.get(plain.removeprefix("the "))
    return found if found and (not exact or name.strip() in found.written) else None


def split_outlet(text: str) -> tuple[str, str | None]:
    """An outlet's name and the agency whose copy it carries.

    >>> split_outlet("The Korea Herald (Yonhap)"), split_outlet("Reuters")
    (('The Korea Herald', 'Yonhap'), ('Reuters', 'Reuters'))
    """
    match = _WITH_AGENCY.match(text)
    if match:
        return match[1], match[2]
    known = outlet_named(text)
    return text, known.name if known and known.agency else None


def outlet_at(address: str) -> Outlet | None:
    """The outlet of a web address or of an e-mail's domain, subdomains included.

    >>> outlet_at("https://uk.reuters.com/article/1").name
    'Reuters'
    >>> outlet_at("desk@example.org") is None
    True
    """
    host = re.sub(r"^(?:\w+://)?(?:[^/@]*@)?(?:www\.)?([^/:]+).*$", r"\1", address.strip()).lower()
    parts = host.split(".")
    domains = _outlets()[1]
    return next((domains[d] for d in (".".join(parts[i:]) for i in range(len(parts))) if d in domains), None)


def agency_credited(text: str) -> str | None:
    """The agency that a credit names, where it names nothing else.

    >>> agency_credited("Agence France-Presse in New York"), agency_credited("Agence France-Presse was told")
    ('Agence France-Presse', None)
    """
    found = outlet_named(_IN_PLACE.sub("", text.strip()))
    return found.name if found and found.agency else None
