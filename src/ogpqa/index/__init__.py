"""Generations on disk: built from pages, published by one rename, checked and opened for reading.

build.py       pages -> a generation that serves
gate.py        what speaks against it, so that it is held back
report.py      what a build did
opening.py     the generation that serves -> Index
diff.py        what changed between two generations, field by field
upkeep.py      list, verify, compare, roll back, prune
store.py       pages, records, passages and full-text search
lexical.py     BM25, counted once at build
view.py        what of a store may be seen
vectors.py     embeddings and the search among them (the only home of faiss)
nearest.py     which named examples a text is nearest to
"""

from ogpqa.index.before import Difference
from ogpqa.index.build import Progress, build_index
from ogpqa.index.decisions import Decision, read_decision
from ogpqa.index.diff import Change, Changed, Comparison, Edition, FieldChange, compare
from ogpqa.index.gate import Gate, Questions
from ogpqa.index.generation import Manifest
from ogpqa.index.nearest import NamedRows, TextRows
from ogpqa.index.opening import CrosslingualSpace, Encoders, Index, open_index
from ogpqa.index.publishing import publish_generation
from ogpqa.index.report import BuildReport
from ogpqa.index.store import Shown, Store
from ogpqa.index.upkeep import (
    Generation,
    changes_between,
    list_generations,
    open_edition,
    prune,
    rollback,
    verify_index,
)
from ogpqa.index.vectors import Vectors

__all__ = [
    "BuildReport",
    "Change",
    "Changed",
    "Comparison",
    "CrosslingualSpace",
    "Decision",
    "Difference",
    "Edition",
    "Encoders",
    "FieldChange",
    "Gate",
    "Generation",
    "Index",
    "Manifest",
    "NamedRows",
    "Progress",
    "Questions",
    "Shown",
    "Store",
    "TextRows",
    "Vectors",
    "build_index",
    "changes_between",
    "compare",
    "list_generations",
    "open_edition",
    "open_index",
    "prune",
    "publish_generation",
    "read_decision",
    "rollback",
    "verify_index",
]
