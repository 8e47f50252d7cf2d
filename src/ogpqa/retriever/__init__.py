"""Passages for a question: those that mean the same and those that share its words, in one order.

fusion.py   two kinds of evidence -> one score
words.py    the words of a question that tell passages apart
search.py   a question -> hits
"""

from ogpqa.retriever.fusion import Candidate, fuse
from ogpqa.retriever.search import MAX_K, Reranker, Retriever, Weights

__all__ = ["MAX_K", "Candidate", "Reranker", "Retriever", "Weights", "fuse"]
