"""Events as the JSON that TimelineJS shows."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from typing import Any

import pandas as pd

from onrecord.dates import bounds
from onrecord.reporting.exports.shown import Tables
from onrecord.reporting.names import Names, names_of
from onrecord.study import Study


def files(data: Tables, study: Study) -> dict[str, str]:
    """`timeline.json`: a slide a dated event that stands. TimelineJS runs the HTML it is given, so text is escaped."""
    events = data["events"]
    events = events[~(events["review"] == "rejected").fillna(False).astype(bool)]
    names = names_of(data, study)
    slides = [s for row in events.to_dict("records") if (s := _slide(row, names))]
    slides.sort(key=lambda s: (*s["start_date"].values(), *[0] * (3 - len(s["start_date"])), s["unique_id"]))
    title = {"text": {"headline": html.escape(study.title or study.name), "text": html.escape(study.question)}}
    return {"timeline.json": json.dumps({"title": title, "events": slides}, indent=1, ensure_ascii=False) + "\n"}


def _slide(row: dict[str, object], names: Names) -> dict[str, Any] | None:
    value = None if pd.isna(row["date"]) else str(row["date"])
    days = bounds(value)
    if value is None or not days:
        return None
    venue = names.venue(row["venue_id"]) or "no venue"
    told = {name: str(row[name]) for name in ("status", "symbol", "numbers", "date_basis") if not pd.isna(row[name])}
    stories = len(str(row["stories"]).split(";")) if isinstance(row["stories"], str) and row["stories"] else 0
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in told.items()] + [f"stories: {stories}"]
    first, last = value.split("/")[0], value.split("/")[-1]
    slide: dict[str, Any] = {
        "unique_id": re.sub(r"[^a-z0-9]+", "-", str(row["event_id"]).lower()).strip("-"),
        "start_date": _date(days[0], first),
        "display_date": html.escape(value),
        "group": html.escape(venue),
        "text": {
            "headline": html.escape(f"{venue}: {row['kind']}"),
            "text": "<br>".join(html.escape(line) for line in lines),
        },
    }
    if "/" in value:
        slide["end_date"] = _date(days[1], last)
    return slide


def _date(day: date, value: str) -> dict[str, int]:
    """A date no finer than the EDTF value says."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return dict(list(parts.items())[: value.count("-") + 1])
