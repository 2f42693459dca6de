"""PDF files with a text layer to text."""

from __future__ import annotations

import io
import logging

from onrecord.sources.limits import MAX_CHARACTERS, MAX_FILE_BYTES, MAX_PDF_PAGES, SourceError, check_size
from onrecord.sources.page import Page

_DAMAGED = SourceError("the PDF is damaged or cut off", "fetch it again")


def read_pdf(data: bytes) -> Page:
    """Read the text layer of a PDF, page after page.

    Raises
    ------
    SourceError
        If it is encrypted, damaged, too long, or a scan without text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    check_size(len(data), MAX_FILE_BYTES)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of every file
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        text = _text(reader)
        title = (reader.metadata.title if reader.metadata else None) or ""
    except SourceError:
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise SourceError("the PDF is encrypted", "save a copy without a password") from error
    except Exception as error:  # damaged files break the parser in ways nobody lists
        raise _DAMAGED from error
    if not text.strip():
        raise SourceError("the PDF holds pictures of pages and no text", "run text recognition (OCR) over it first")
    return Page(text=text, headline=" ".join(str(title).split()) or None)


def _text(reader) -> str:
    if len(reader.pages) > MAX_PDF_PAGES:
        raise SourceError(
            f"the PDF has {len(reader.pages)} pages, more than {MAX_PDF_PAGES}", "cut out the pages that matter"
        )
    pages, size = [], 0
    for page in reader.pages:
        pages.append(page.extract_text().encode("utf-8", errors="replace").decode("utf-8"))
        size += len(pages[-1])
        if size > MAX_CHARACTERS:
            break
    return "\n\n".join(pages)
