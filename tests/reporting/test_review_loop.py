"""The review at the terminal, with keystrokes injected."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import tables
from onrecord.analysis.review import read_decisions
from onrecord.reporting.review_loop import Terminal, review
from onrecord.study import NO_STUDY, Study
from onrecord.tables import Actor, Article, Text, Tie

TEXT = "Quito blamed Lima.\x1b[2J Lima thanked Quito. Lima snubbed Quito."


def data() -> dict:
    """One article with three ties."""
    ties = []
    for words, source, target, kind in (
        ("Quito blamed Lima", "ecu", "per", "ACCUSE"),
        ("Lima thanked Quito", "per", "ecu", "SUPPORT"),
        ("Lima snubbed Quito", "per", "ecu", "REJECT"),
    ):
        start = TEXT.index(words)
        end = start + len(words)
        ties.append(
            Tie(
                tie_id=f"d:{start}-{end}:tie:{source}:{target}:{kind}",
                doc_id="d",
                source_id=source,
                target_id=target,
                event_type=kind,
                sign=tables.EVENT_SIGNS[kind],
                status="actual",
                start=start,
                end=end,
                rule="frame",
            )
        )
    article = Article(doc_id="d", path="d.txt", sha256="0", kind="plain", published="2015-01-02", story_id="d")
    found = {name: tables.frame(name) for name in tables.TABLES}
    found["texts"] = tables.frame("texts", [Text(doc_id="d", text=TEXT)])
    found["articles"] = tables.frame("articles", [article])
    found["actors"] = tables.frame("actors", [Actor(actor_id=a, name=a, type="country") for a in ("ecu", "per")])
    found["ties"] = tables.frame("ties", ties)
    return found


def session(folder: Path, keys: str, answers: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """A review with these keystrokes: the number written, and what was said."""
    pressed, told, said = iter(keys), iter(answers), []
    terminal = Terminal(lambda: next(pressed), lambda question: next(told), said.append)
    written = review(Study(name="s", folder=folder), data(), terminal, "ana", "2021-09-16")
    return written, said


def test_each_keystroke_is_a_decision_on_disk(tmp_path: Path) -> None:
    """Accept, an unknown key, skip, reject: two decisions in the file, each with its anchor and author."""
    written, _ = session(tmp_path, "a?sr")
    found = read_decisions(tmp_path / "coding.csv")
    assert written == 2
    assert [(d.decision, d.evidence, d.analyst, d.date) for d in found] == [
        ("accept", "Quito blamed Lima", "ana", "2021-09-16"),
        ("reject", "Lima snubbed Quito", "ana", "2021-09-16"),
    ]


def test_quitting_keeps_what_was_decided_and_the_next_session_goes_on_there(tmp_path: Path) -> None:
    """Decided rows are not asked about again."""
    assert session(tmp_path, "aq")[0] == 1
    written, said = session(tmp_path, "aa")
    assert written == 2 and any("1 of 2" in line for line in said)


def test_an_amendment_asks_for_field_and_value_and_refuses_fields_that_are_not_there(tmp_path: Path) -> None:
    """A wrong field writes nothing."""
    written, said = session(tmp_path, "mmq", ("event_type", "PROTEST", "start", "3"))
    (found,) = read_decisions(tmp_path / "coding.csv")
    assert written == 1 and (found.field, found.value) == ("event_type", "PROTEST")
    assert any("no field" in line for line in said)


def test_foreign_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Control characters of a source are blanks on the screen; the evidence is marked in its sentence."""
    _, said = session(tmp_path, "q")
    assert all("\x1b" not in line for line in said)
    assert any(">>Quito blamed Lima<<" in line for line in said)


def test_orphans_are_told_first(tmp_path: Path) -> None:
    """A decision whose words are gone is named with its line."""
    (tmp_path / "coding.csv").write_text(
        "decision,table,doc_id,evidence,occurrence,row,field,value,analyst,date,note\naccept,ties,d,gone,1,,,,ana,,\n",
        encoding="utf-8",
    )
    _, said = session(tmp_path, "q")
    assert "line 2 of coding.csv has no row: the text is gone" in said[0]


def test_without_a_study_there_is_nowhere_to_keep_decisions() -> None:
    """A folder of pages alone cannot be reviewed."""
    with pytest.raises(ValueError, match="name a study"):
        review(NO_STUDY, data(), Terminal(str, str, print), "ana", "2021-09-16")


def test_a_key_that_means_nothing_says_which_do(tmp_path: Path) -> None:
    """A wrong key writes nothing and is answered."""
    written, said = session(tmp_path, "xq")
    assert written == 0
    assert "press one of a, r, m, s, q" in said
