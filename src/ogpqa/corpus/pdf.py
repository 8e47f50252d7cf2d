"""PDF -> blocks with pypdfium2; the home of that package."""

from __future__ import annotations

from typing import Any

from ogpqa.corpus.draft import Draft
from ogpqa.corpus.text import read_text
from ogpqa.errors import PageError

MAX_PAGES = 1000


def read_pdf(data: bytes) -> Draft:
    """The draft of a PDF. Raises PageError for one that is encrypted, damaged, or holds no text (scanned)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise PageError("The PDF is encrypted.", "Save it without a password.") from error
        raise PageError("The PDF is damaged and cannot be opened.", "Fetch or save it again.") from error
    try:
        if len(document) > MAX_PAGES:
            raise PageError(f"The PDF has {len(document):,} pages, more than {MAX_PAGES:,}.", "Split it.")
        sheets = [sheet_text(document, number) for number in range(len(document))]
        title = (document.get_metadata_value("Title") or "").strip()
    finally:
        document.close()
    text = "\n\n".join(sheet for sheet in sheets if sheet.strip())
    if not any(c.isalnum() for c in text):
        raise PageError("The PDF holds no text: it is scanned or empty.", "Run text recognition over it first.")
    draft = read_text(text)
    return Draft(draft.text, draft.blocks, title=draft.title or title)


def sheet_text(document: Any, number: int) -> str:
    """The text of one sheet; soft hyphens at line ends (U+FFFE in PDFium) join their words."""
    sheet = document[number]
    try:
        textpage = sheet.get_textpage()
        text: str = textpage.get_text_bounded()
        textpage.close()
    except Exception as error:  # PDFium reports damage inside a sheet in several ways
        raise PageError(f"Sheet {number + 1} of the PDF cannot be read: {error}", "Save the PDF again.") from error
    finally:
        sheet.close()
    return text.replace("\r\n", "\n").replace("\ufffe\n", "").replace("\ufffe", "").replace("\x00", " ")
