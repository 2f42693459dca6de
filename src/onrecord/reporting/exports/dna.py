"""Positions as statements of Discourse Network Analysis: the data frames that rDNA takes.

`dna_documents.csv` is what `dna_setDocuments` wants, `dna_statements.csv` what `dna_setStatements` wants (rDNA 2.1).
A person is `person` with the body or state behind them as `organization`; agreement is 1 for, 0 against.
"""

from __future__ import annotations

import pandas as pd

from onrecord.analysis.counting import homes
from onrecord.dates import bounds
from onrecord.reporting.evidence import mask, sentence
from onrecord.reporting.exports.csvs import text_of
from onrecord.reporting.exports.shown import Tables, hidden_actors, masked_texts, shown_rows
from onrecord.study import Study

DOCUMENTS = ("id", "title", "text", "coder", "author", "sources", "section", "notes", "type", "date")
_PLACE = ("id", "documentId", "startCaret", "endCaret", "statementTypeId", "coder")
STATEMENTS = (*_PLACE, "person", "organization", "concept", "agreement")
_STATEMENT_TYPE = 1
"""rDNA's type 'DNA Statement', the first of a new database."""
_CODER = 1


def files(data: Tables, study: Study) -> dict[str, str]:
    """The two files, by name. Documents hold only the sentences of their statements, at their places."""
    hidden = hidden_actors(data, study)
    rows = shown_rows(data, "positions", hidden)
    rows = rows[(rows["status"] == "actual") & rows["actor_id"].notna() & ~rows["derived"].fillna(False).astype(bool)]
    rows = rows.sort_values(["doc_id", "start", "end", "position_id"], kind="stable", ignore_index=True)
    number = {doc: n for n, doc in enumerate(sorted(set(rows["doc_id"])), 1)}
    return {
        "dna_documents.csv": text_of(_documents(data, rows, number, masked_texts(data, hidden))),
        "dna_statements.csv": text_of(_statements(data, study, rows, number)),
    }


def _documents(data: Tables, rows: pd.DataFrame, number: dict[str, int], texts: dict[str, str]) -> pd.DataFrame:
    articles = data["articles"].set_index("doc_id")
    made = []
    for doc, n in number.items():
        article, text = articles.loc[doc], texts.get(doc, "")
        own = rows[rows["doc_id"] == doc]
        spots = [sentence(text, start, end) for start, end in zip(own["start"], own["end"], strict=True)]
        days = bounds(None if pd.isna(article["published"]) else article["published"])
        made.append(
            {
                "id": n,
                "title": _said(article["headline"]) or doc,
                "text": mask(text, spots),
                "coder": _CODER,
                "author": _said(article["byline"]),
                "sources": _said(article["outlet"]),
                "section": "",
                "notes": doc,
                "type": article["kind"],
                "date": f"{days[0].isoformat()} 00:00:00" if days else "",
            }
        )
    return pd.DataFrame(made, columns=list(DOCUMENTS), dtype=object)


def _said(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _statements(data: Tables, study: Study, rows: pd.DataFrame, number: dict[str, int]) -> pd.DataFrame:
    register = data["actors"].drop_duplicates("actor_id").set_index("actor_id")
    name = register["name"].to_dict()
    kind = register["type"].to_dict()
    behind = homes(data["actors"])
    concepts = {issue.slug: issue.proposition for issue in study.issues}
    made = []
    for n, row in enumerate(rows.itertuples(), 1):
        is_person = kind.get(row.actor_id) == "person"
        home = behind.get(row.actor_id) if is_person else row.actor_id
        made.append(
            {
                "id": n,
                "documentId": number[row.doc_id],
                "startCaret": int(row.start),
                "endCaret": int(row.end),
                "statementTypeId": _STATEMENT_TYPE,
                "coder": _CODER,
                "person": name.get(row.actor_id, row.actor_id) if is_person else "",
                "organization": name.get(home, home) if home else "",
                "concept": concepts.get(row.issue, row.issue),
                "agreement": int(row.stance == "for"),
            }
        )
    return pd.DataFrame(made, columns=list(STATEMENTS), dtype=object)
