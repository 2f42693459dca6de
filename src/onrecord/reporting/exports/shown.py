"""What of the tables may leave the house: public actors, rows that stand, words without hidden names."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from onrecord.study import Study

Tables = Mapping[str, pd.DataFrame]

_ENDS = {"ties": ("source_id", "target_id"), "positions": ("actor_id",)}


def hidden_actors(data: Tables, study: Study) -> frozenset[str]:
    """Actors that stay out: those with no public role, and those whom the study protects."""
    actors = data["actors"]
    private = actors.loc[~actors["public"].fillna(True).astype(bool), "actor_id"]
    return frozenset(private) | frozenset(study.protect)


def shown_rows(data: Tables, table: str, hidden: frozenset[str]) -> pd.DataFrame:
    """The rows of ties or positions that stand, touch nobody hidden and rest on no hidden person's word."""
    rows = data[table]
    rows = rows[~(rows["review"] == "rejected").fillna(False).astype(bool)]
    said = data["statements"]
    secret = set(said.loc[said["speaker_id"].isin(hidden), "statement_id"])
    touched = rows["attributed_to"].isin(secret)
    for end in _ENDS[table]:
        touched |= rows[end].isin(hidden)
    return rows[~touched].reset_index(drop=True)


def masked_texts(data: Tables, hidden: frozenset[str]) -> dict[str, str]:
    """The texts with every mention of somebody hidden blanked out, character for character, so that offsets hold."""
    texts = dict(zip(data["texts"]["doc_id"], data["texts"]["text"], strict=True))
    mentions = data["mentions"][data["mentions"]["actor_id"].isin(hidden)]
    for doc, group in mentions.groupby("doc_id", sort=True):
        letters = list(texts.get(str(doc), ""))
        for start, end in zip(group["start"], group["end"], strict=True):
            letters[start:end] = "█" * (min(end, len(letters)) - start)
        texts[str(doc)] = "".join(letters)
    names = [n for n in data["actors"].loc[data["actors"]["actor_id"].isin(hidden), "name"].dropna() if len(n) > 3]
    for doc, text in texts.items():
        for name in names:
            text = text.replace(name, "█" * len(name))  # noqa: PLW2901 - one name after the other
        texts[doc] = text
    return texts


def pages(data: Tables) -> pd.DataFrame:
    """Outlet, story and date of publication by article."""
    articles = data["articles"].set_index("doc_id")
    return articles[["outlet", "published"]].assign(story_id=articles["story_id"].fillna(articles.index.to_series()))
