"""A new study: a folder with everything that a study needs, each file with its columns and nothing in it yet."""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path

from onrecord.analysis.review.decisions import COLUMNS as DECISION_COLUMNS
from onrecord.record import Decision, Figure, Meeting, Sponsor, Term, Vote
from onrecord.sources.manifest import COLUMNS as MANIFEST_COLUMNS
from onrecord.study import STUDIES, StudyError

_RECORD = {
    "decisions": Decision,
    "meetings": Meeting,
    "votes": Vote,
    "figures": Figure,
    "sponsors": Sponsor,
    "terms": Term,
}

_SETTINGS = """# What this study asks. Every key but the title may be left out.
title = "{title}"
question = ""

# The period, as days, months or years.
# since = "2014-01-01"
# until = "2019-12-31"

# Measures of structure are withheld below this many independent stories.
minimum_stories = 20

# Which ties are the dispute's own: human_rights diplomatic legal cbrn military economic humanitarian territory other.
contexts = []

# Ids of people who must stay out of every figure and export.
protect = []

# Issues are propositions that actors are for or against. `names` are words that name one, `turns` words near them
# that turn a stance round, `venues` bodies whose decisions are decisions on it.
# [[issues]]
# slug = "ceasefire"
# proposition = "The parties keep the ceasefire"
# names = ["ceasefire", "truce"]
# turns = ["break", "violate"]
# venues = ["unsc"]
"""


def create_study(name: str, studies: Path = STUDIES) -> Path:
    """Create a study's folder, whole or not at all.

    Raises
    ------
    StudyError
        If the name is no plain name, or there is such a folder.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", name):
        raise StudyError(f"{name!r} cannot be a study's name: use lower-case letters, digits, - and _")
    target = studies / name
    if target.exists():
        raise StudyError(f"{target} is there already")
    studies.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=studies, prefix=".new-"))
    try:
        (beside / "study.toml").write_text(_SETTINGS.format(title=name.replace("-", " ")), encoding="utf-8")
        (beside / "sources").mkdir()
        _header(beside / "sources" / "sources.csv", MANIFEST_COLUMNS)
        (beside / "record").mkdir()
        for table, kind in _RECORD.items():
            _header(beside / "record" / f"{table}.csv", [f.name for f in fields(kind)])
        _header(beside / "coding.csv", DECISION_COLUMNS)
        beside.chmod(0o755)
        return beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _header(path: Path, columns: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(columns)
