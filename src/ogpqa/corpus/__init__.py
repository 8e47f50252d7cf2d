"""Saved files -> pages. `load_corpus` is the way in."""

from ogpqa.corpus.draft import slug
from ogpqa.corpus.folder import Corpus, load_corpus, load_page

__all__ = ["Corpus", "load_corpus", "load_page", "slug"]
