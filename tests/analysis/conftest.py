"""Articles of our own, coded and checked against a small record of our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from onrecord import tables
from onrecord.analysis.claims import check_claims
from onrecord.analysis.events import merge_events
from onrecord.coding.many import code_articles
from onrecord.study import NO_STUDY, Study
from onrecord.tables import Article, Line, Text


@pytest.fixture(scope="session")
def coded() -> Callable[..., dict[str, pd.DataFrame]]:
    """A function from {doc_id: (published, text)} and a study to all tables, claims included."""

    def code(pages: dict[str, tuple[str, str]], study: Study = NO_STUDY, basis: str = "manifest") -> dict:
        texts, articles, lines = [], [], []
        for doc_id, (published, text) in pages.items():
            texts.append(Text(doc_id=doc_id, text=text))
            articles.append(
                Article(
                    doc_id=doc_id,
                    path=f"{doc_id}.txt",
                    sha256=doc_id,
                    kind="news",
                    published=published,
                    published_basis=basis,
                    language="en",
                    story_id=doc_id,
                )
            )
            start = 0
            for number, line in enumerate(text.split("\n"), 1):
                if line.strip():
                    end = start + len(line)
                    lines.append(Line(doc_id=doc_id, line=number, label="body", start=start, end=end, rule="test"))
                start += len(line) + 1
        sources = {
            "texts": tables.frame("texts", texts),
            "articles": tables.frame("articles", articles),
            "lines": tables.frame("lines", lines),
            "refused": tables.frame("refused"),
        }
        data = {**sources, **code_articles(sources, study)}
        data |= merge_events(data, study)
        return {**data, **check_claims(data, study)}

    return code


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study whose record is short and made up, so that what it confirms is plain to read."""
    folder: Path = tmp_path_factory.mktemp("harbour")
    record = folder / "record"
    record.mkdir()
    vote, silent = "resolution,mmr,human rights,recorded vote", "resolution,mmr,human rights,without a vote"
    (record / "decisions.csv").write_text(
        "id,series,venue,stage,symbol,date,kind,about,subject,result,"
        "yes,no,abstain,evidence,status,unconfirmed\n"
        f"c09,third,unga_third_committee,committee,A/C.3/64/L.9,2009-11-19,{vote},90,20,60,x,found,\n"
        f"p09,plenary,unga,plenary,A/RES/64/9,2009-12-17,{vote},86,23,39,x,found,\n"
        f"c10,third,unga_third_committee,committee,A/C.3/65/L.9,2010-11-18,{vote},96,28,60,x,found,\n"
        f"p10,plenary,unga,plenary,A/RES/65/9,2010-12-23,{vote},85,26,46,x,found,yes\n"
        f"c12,third,unga_third_committee,committee,A/C.3/67/L.9,2012-11-26,{silent},,,,x,found,\n"
        f"p12,plenary,unga,plenary,A/RES/67/9,2012-12-20,{silent},,,,x,unconfirmed,\n",
        encoding="utf-8",
    )
    (record / "meetings.csv").write_text(
        "id,venue,kind,form,date,about,subject,held,result,evidence,status\n"
        "m12,unsc,meeting,formal,2012-12-10,mmr,human rights,no,no vote taken,x,found\n",
        encoding="utf-8",
    )
    (record / "figures.csv").write_text(
        "record_id,what,value,evidence,status\nc12,sponsors,40,x,found\n", encoding="utf-8"
    )
    return Study(name="harbour", folder=folder)
