"""What a source may be at most, and what is said of one that is more. All limits of the sources stage are here."""

from __future__ import annotations

MAX_FILE_BYTES = 50_000_000
"""A file read whole: text, HTML, PDF. WARC files are streamed and may be of any size."""

MAX_PAGE_BYTES = 10_000_000
"""An HTML page, also one inside an archive."""

MAX_CHARACTERS = 900_000
"""An article's text; the language model takes no passage of a million characters."""

MAX_HTML_TAGS = 200_000
MAX_HTML_DEPTH = 250
"""Elements open at one time: deeper pages are bombs, and recursion over them ends the process."""

MAX_PDF_PAGES = 500


class SourceError(ValueError):
    """A source that cannot be read: `reason` in a person's words, `remedy` what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.reason, self.remedy = reason, remedy


def megabytes(size: int) -> str:
    """A size for a message.

    >>> megabytes(52_400_000)
    '52 MB'
    """
    return f"{size // 1_000_000} MB"


def check_size(size: int, limit: int) -> None:
    """Refuse what is empty or too large.

    Raises
    ------
    SourceError
        If there are no bytes, or more than the limit.
    """
    if size == 0:
        raise SourceError("the file is empty", "save the page again")
    if size > limit:
        raise SourceError(
            f"it has {megabytes(size)}, more than the {megabytes(limit)} that a page may have",
            "save the article alone, or put large crawls into a .warc.gz archive",
        )


def check_text(text: str) -> None:
    """Refuse a text without words, or too long to be one article.

    Raises
    ------
    SourceError
        If the text is blank or longer than `MAX_CHARACTERS`.
    """
    if not any(c.isalnum() for c in text):
        raise SourceError("it holds no words", "save the page again, with its text")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            f"its text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} of one article",
            "split it into one file an article",
        )
