"""A folder of saved files -> pages, and for every file that is no page the reason why not."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ogpqa.corpus.dates import day_in
from ogpqa.corpus.draft import Draft, slug
from ogpqa.corpus.markdown import read_markdown
from ogpqa.corpus.pages_toml import PAGE_ID, Entry, is_date, read_pages_toml
from ogpqa.corpus.text import read_text
from ogpqa.errors import OgpqaError, PageError
from ogpqa.types import Page, Skipped

MAX_BYTES = {".txt": 5_000_000, ".md": 5_000_000, ".html": 10_000_000, ".htm": 10_000_000, ".pdf": 60_000_000}
NO_PAGES = frozenset({"readme.md", "readme.txt", "license.txt", "license.md"})
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The pages of a folder, sorted by page id, and the files that are none."""

    pages: tuple[Page, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that may be a page: its name below the corpus folder (with /), and what pages.toml says of it."""

    name: str
    path: Path
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The files of a corpus folder that may be pages, in a fixed order, and entries that speak of no file."""

    files: tuple[SavedFile, ...]
    unused: tuple[Skipped, ...]


def find_files(folder: Path) -> Saved:
    """Every .txt, .md, .html and .pdf below the folder, unread.

    Raises PageError when there is no such folder, SettingsError when pages.toml is not usable.
    """
    if not folder.is_dir():
        raise PageError(f"There is no folder {folder}.", "Name the folder that holds the saved pages.")
    entries = read_pages_toml(folder / "pages.toml")
    names = {path.relative_to(folder).as_posix(): path for path in page_paths(folder)}
    files = (SavedFile(n, path, next((e for e in entries if e.fits(n)), None)) for n, path in names.items())
    return Saved(tuple(files), tuple(unused(entries, list(names))))


def load_corpus(folder: Path) -> Corpus:
    """Every file of the folder as a page, or the reason why it is none. Raises as `find_files` does."""
    return gather_pages(find_files(folder), lambda file: load_page(file.path, file.entry))


def gather_pages(saved: Saved, load: Callable[[SavedFile], Page]) -> Corpus:
    """The pages that `load` makes of the files; where it raises an OgpqaError, or a page id is taken, the reason."""
    pages: dict[str, Page] = {}
    names: dict[str, str] = {}
    skipped: list[Skipped] = []
    for file in saved.files:
        try:
            page = load(file)
            if page.page_id in pages:
                raise PageError(
                    f"The page id {page.page_id} is that of {names[page.page_id]}.", "Rename one of the two."
                )
        except OgpqaError as error:
            skipped.append(Skipped(file.name, str(error)))
            continue
        pages[page.page_id] = page
        names[page.page_id] = file.name
    return Corpus(tuple(pages[page_id] for page_id in sorted(pages)), (*skipped, *saved.unused))


def page_paths(folder: Path) -> list[Path]:
    """The files that may be pages, in a fixed order. Hidden files and folders are left alone."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, n) for n in names if not n.startswith(".") and n.casefold() not in NO_PAGES]
    return sorted(path for path in found if path.suffix.casefold() in MAX_BYTES)


def unused(entries: Sequence[Entry], names: Sequence[str]) -> list[Skipped]:
    """Entries of pages.toml that speak of no file."""
    lost = [entry.key for entry in entries if not any(entry.fits(name) for name in names)]
    reason = "There is no file for {}. Correct the table's name or take it away."
    return [Skipped("pages.toml", reason.format(key)) for key in lost]


def load_page(path: Path, entry: Entry | None = None, data: bytes | None = None) -> Page:
    """The page of one file, or of its bytes when they were read already. PageError says why it is none."""
    data = read_bytes(path) if data is None else data
    suffix = path.suffix.casefold()
    draft = read_draft(data, suffix)
    if not draft.blocks:
        raise PageError("The file holds no text.", "Save the page again.")
    return page_of(draft, path.stem, entry or Entry(path.name))


def read_draft(data: bytes, suffix: str) -> Draft:
    """What the reader of the format makes of the bytes. lxml and pypdfium2 are imported only where they are needed."""
    if suffix == ".pdf":
        from ogpqa.corpus.pdf import read_pdf

        return read_pdf(data)
    if suffix in (".html", ".htm"):
        from ogpqa.corpus.html import read_html

        return read_html(decode(data, markup=True))
    text = decode(data, markup=False)
    return read_markdown(text) if suffix == ".md" else read_text(text)


def read_bytes(path: Path) -> bytes:
    """The file's bytes, at most as many as its format may have."""
    limit = MAX_BYTES[path.suffix.casefold()]
    try:
        if not path.is_file():
            raise PageError("This is no regular file.", "Take it away.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise PageError(f"The file cannot be read: {error.strerror}.", "Check its permissions.") from error
    if len(data) > limit:
        raise PageError(f"The file is larger than {limit:,} bytes.", "Save only the page's text.")
    if not data.strip():
        raise PageError("The file is empty.", "Save the page again.")
    return data


def decode(data: bytes, *, markup: bool) -> str:
    """The text of the bytes: UTF-8, UTF-16 with a byte order mark, or for HTML the charset that it declares."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        declared = CHARSET.search(data[:4096]) if markup else None
        encoding = declared[1].decode().casefold() if declared else "utf-8"
        if b"\0" in data and not markup:
            raise PageError("The file is binary.", "Save the page as text, Markdown, HTML or PDF.")
    reason = ""
    for name in dict.fromkeys(("utf-8-sig", encoding) if encoding != "utf-16" else (encoding,)):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError) as error:
            reason = str(error)
    raise PageError(f"The file's letters cannot be read as {encoding}: {reason}.", "Save it as UTF-8.")


def page_of(draft: Draft, stem: str, entry: Entry) -> Page:
    """The page that file and pages.toml describe; pages.toml is believed first."""
    page_id = entry.page_id or draft.page_id or slug(stem)
    if not PAGE_ID.fullmatch(page_id):
        raise PageError(f"{page_id!r} is no page id (a-z, 0-9 and -, at most 80).", "Rename the file.")
    saved_on = entry.saved_on or draft.saved_on or day_in(stem)
    first = draft.blocks[0].span.of(draft.text)
    return Page(
        page_id=page_id,
        title=" ".join((entry.title or draft.title or (first if len(first) <= 120 else "") or stem).split()),
        url=entry.url or draft.url,
        text=draft.text,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        blocks=draft.blocks,
        saved_on=saved_on if saved_on and is_date(saved_on) else None,
        lang=primary(entry.lang or draft.lang),
    )


def primary(lang: str | None) -> str:
    """The language without region or script: "en-US" is "en"; English when nothing usable is said."""
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", lang or "")
    return found[0].casefold() if found else "en"
