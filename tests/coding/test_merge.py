"""Actors across articles."""

from __future__ import annotations

import pytest

from onrecord import tables
from onrecord.coding.merge import AliasError, merge_actors, person_variants
from onrecord.tables import Actor, Mention, Statement, Tie


def _person(actor_id, name, country=None, affiliation=None, role=None):
    return Actor(actor_id=actor_id, name=name, type="person", country=country, affiliation_id=affiliation, role=role)


def _mention(doc_id, surface, actor_id):
    return Mention(doc_id=doc_id, start=0, end=len(surface), surface=surface, form="name", actor_id=actor_id)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        # One person under shorter and differently spelled names.
        ([("lena_varga", "Lena Varga", "HUN"), ("varga", "Varga", "HUN")], {"varga": "lena_varga"}),
        ([("pak_chol_su", "Pak Chol-su", "PRK"), ("pak_cholsu", "Pak Cholsu", "PRK")], {"pak_cholsu": "pak_chol_su"}),
        ([("jose_m_ruiz", "Jose M. Ruiz", "CUB"), ("jose_ruiz", "Jose Ruiz", "CUB")], {"jose_ruiz": "jose_m_ruiz"}),
        # Two people with one name stay two.
        ([("lena_varga", "Lena Varga", "HUN"), ("varga", "Varga", "SRB")], {}),
        ([("lena_varga", "Lena Varga", "HUN"), ("tibor_varga", "Tibor Varga", "HUN"), ("varga", "Varga", "HUN")], {}),
        ([("lena_varga", "Lena Varga", "HUN"), ("tibor_varga", "Tibor Varga", "HUN")], {}),
        # Nothing but a name ties nobody.
        ([("lena_varga", "Lena Varga", None), ("varga", "Varga", None)], {}),
    ],
)
def test_variants_of_a_name(people, expected):
    """A shorter or differently spelled name is the fuller one's if country agrees and it is the only such one."""
    assert person_variants([_person(*p) for p in people]) == expected


def _coded():
    return {
        "actors": tables.frame(
            "actors",
            [
                _person("varga", "Varga", "HUN", None, None),
                _person("lena_varga", "Lena Varga", "HUN", "hun", "ambassador"),
                Actor(actor_id="hun", name="Hungary", type="country", country="HUN"),
            ],
        ),
        "mentions": tables.frame(
            "mentions", [_mention("a", "Varga", "varga"), _mention("b", "Lena Varga", "lena_varga")]
        ),
        "statements": tables.frame(
            "statements",
            [
                Statement(
                    statement_id="a:0-5:statement",
                    doc_id="a",
                    speaker_id="varga",
                    about_ids="varga;hun",
                    start=0,
                    end=5,
                    kind="indirect",
                    assertion="asserted",
                )
            ],
        ),
        "ties": tables.frame(
            "ties",
            [
                Tie(
                    tie_id="a:0-5:tie",
                    doc_id="a",
                    source_id="varga",
                    target_id="lena_varga",
                    event_type="CONSULT",
                    sign=1,
                    status="actual",
                    start=0,
                    end=5,
                )
            ],
        ),
    }


def test_an_actor_gets_one_id_in_every_table_and_one_row():
    """Mentions, statements and lists of ids follow; a tie between the two names goes; the fullest row stays."""
    merged = merge_actors(_coded())
    assert set(merged["mentions"].actor_id) == {"lena_varga"}
    assert list(merged["statements"].speaker_id) == ["lena_varga"]
    assert list(merged["statements"].about_ids) == ["lena_varga;hun"]
    assert merged["ties"].empty
    row = merged["actors"].set_index("actor_id").loc["lena_varga"]
    assert (row["name"], row["role"], row["affiliation_id"]) == ("Lena Varga", "ambassador", "hun")


def test_the_order_of_articles_does_not_matter():
    """Rows of actors are the same whichever article comes first."""
    turned = {**_coded(), "actors": _coded()["actors"].iloc[::-1].reset_index(drop=True)}
    assert merge_actors(_coded())["actors"].equals(merge_actors(turned)["actors"])


def test_the_alias_file_overrides_every_rule(tmp_path):
    """A surface that the analyst gives to an actor is that actor's, in one article if the row says so."""
    path = tmp_path / "aliases.csv"
    path.write_text("surface,actor_id,doc_id,name,type\nVarga,tibor_varga,a,Tibor Varga,person\n", encoding="utf-8")
    merged = merge_actors(_coded(), path)
    ids = dict(zip(merged["mentions"].doc_id, merged["mentions"].actor_id, strict=True))
    assert ids == {"a": "tibor_varga", "b": "lena_varga"}
    assert list(merged["statements"].speaker_id) == ["tibor_varga"]
    assert "Tibor Varga" in set(merged["actors"].name)


@pytest.mark.parametrize("text", ["name,id\nx,y\n", "surface,actor_id\nVarga,\n"])
def test_an_alias_file_that_cannot_be_used_is_refused(tmp_path, text):
    """Missing columns and half-filled rows stop the run with the line to mend."""
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AliasError, match=r"aliases\.csv"):
        merge_actors(_coded(), path)
