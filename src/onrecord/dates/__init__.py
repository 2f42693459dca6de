"""Time expressions to EDTF, given a publication date. Pure: used by sources (a page's own date) and by coding.

`find_dates` reads a text left to right, once: tokens, then rules looked up by the word that an expression starts with,
each looking a bounded way ahead, so time grows with length only. Words, holidays and sessions are data/reference.
"""

from onrecord.dates.edtf import bounds
from onrecord.dates.find import Clue, find_clues, find_dates
from onrecord.dates.page import page_date

__all__ = ["Clue", "bounds", "find_clues", "find_dates", "page_date"]
