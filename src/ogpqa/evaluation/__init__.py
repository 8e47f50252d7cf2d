"""How well retrieval works, in numbers.

collection.py   judged collections in BEIR's form
metrics.py      nDCG, recall and reciprocal rank as trec_eval defines them
retrieval.py    a collection and a system -> scores, by the product's own index and retriever
report.py       scores as tables, and whether they dropped
"""

from ogpqa.evaluation.collection import Collection, CollectionError, load_collection
from ogpqa.evaluation.metrics import Scores, score_run
from ogpqa.evaluation.report import Drop, compare_with_baseline, read_results, retrieval_report, write_results
from ogpqa.evaluation.retrieval import SYSTEMS, Evaluation, evaluate_retrieval

__all__ = [
    "SYSTEMS",
    "Collection",
    "CollectionError",
    "Drop",
    "Evaluation",
    "Scores",
    "compare_with_baseline",
    "evaluate_retrieval",
    "load_collection",
    "read_results",
    "retrieval_report",
    "score_run",
    "write_results",
]
