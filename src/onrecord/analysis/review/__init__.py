"""The analyst's decisions on the machine's coding: read, applied, queued, and measured against the machine.

`apply_corrections(tables, study)` -> tables, orphans     every decision of the study's coding.csv, or why it has no row
`queue(data, selection)` -> DataFrame                     what to look at next: what findings rest on, least sure first
`agreement(data)`, `analysts_agreement(decisions)`        machine against analyst, analyst against analyst
"""

from onrecord.analysis.review.agreement import agreement, analysts_agreement
from onrecord.analysis.review.apply import apply_corrections
from onrecord.analysis.review.decisions import DECISIONS, Decision, decide, read_decisions, write_decision
from onrecord.analysis.review.queue import queue

__all__ = [
    "DECISIONS",
    "Decision",
    "agreement",
    "analysts_agreement",
    "apply_corrections",
    "decide",
    "queue",
    "read_decisions",
    "write_decision",
]
