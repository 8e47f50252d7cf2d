"""Saved files -> pages. `load_corpus` is the way in."""

from ogpqa.corpus.draft import slug
from ogpqa.corpus.folder import Corpus, Saved, SavedFile, find_files, gather_pages, load_corpus, load_page, read_bytes

__all__ = [
    "Corpus",
    "Saved",
    "SavedFile",
    "find_files",
    "gather_pages",
    "load_corpus",
    "load_page",
    "read_bytes",
    "slug",
]
