"""Measures, judged collections and what is reported of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.evaluation import (
    SYSTEMS,
    CollectionError,
    compare_with_baseline,
    evaluate_retrieval,
    load_collection,
    read_results,
    retrieval_report,
    score_run,
    write_results,
)
from ogpqa.evaluation.metrics import ndcg, recall, reciprocal_rank
from ogpqa.index import Encoders
from tests.fakes import HashEncoder

GRADES = {"a": 3, "b": 1, "c": 0}
DOCUMENTS = st.sampled_from([f"d{n:02}" for n in range(30)])
QRELS = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3"]), st.dictionaries(DOCUMENTS, st.integers(0, 4), min_size=1), min_size=1
)
RUNS = st.fixed_dictionaries({q: st.lists(DOCUMENTS, unique=True, min_size=1) for q in ("q1", "q2", "q3")})


def test_the_best_order_scores_one() -> None:
    """All relevant documents first, the higher grade before the lower."""
    assert ndcg(["a", "b", "c"], GRADES, 10) == 1.0
    assert ndcg(["b", "a", "c"], GRADES, 10) < 1.0


def test_gain_is_the_grade_itself() -> None:
    """trec_eval's linear gain: grade 3 found second of two, by hand."""
    assert ndcg(["b", "a"], GRADES, 10) == pytest.approx((1 + 3 / 1.5849625) / (3 + 1 / 1.5849625))


def test_what_stands_below_k_does_not_count() -> None:
    """Each measure looks at the first k only."""
    ranking = ["x", "y", "a"]
    assert ndcg(ranking, GRADES, 2) == recall(ranking, GRADES, 2) == reciprocal_rank(ranking, GRADES, 2) == 0.0
    assert reciprocal_rank(ranking, GRADES, 3) == pytest.approx(1 / 3)
    assert recall(ranking, GRADES, 3) == 0.5


def test_a_query_without_a_ranking_counts_as_zero() -> None:
    """Means go over the judged queries, not over the answered ones."""
    assert score_run({"q": ["a"]}, {"q": {"a": 1}, "r": {"a": 1}}).ndcg_at_10 == 0.5


@given(run=RUNS, qrels=QRELS)
def test_measures_agree_with_ir_measures(run: Mapping[str, Sequence[str]], qrels: Mapping[str, dict[str, int]]) -> None:
    """Another implementation, trec_eval's own code, computes the same means."""
    ir_measures = pytest.importorskip("ir_measures")
    from ir_measures import RR, R, nDCG

    measures = [nDCG @ 10, R @ 10, R @ 100, RR @ 10]
    judged = [ir_measures.Qrel(q, d, grade) for q, grades in qrels.items() for d, grade in grades.items()]
    found = [ir_measures.ScoredDoc(q, d, -float(n)) for q in qrels for n, d in enumerate(run[q])]
    expected = ir_measures.calc_aggregate(measures, judged, found)
    scores = score_run(run, qrels)
    ours = (scores.ndcg_at_10, scores.recall_at_10, scores.recall_at_100, scores.mrr_at_10)
    assert ours == pytest.approx([expected[measure] for measure in measures])
    assert all(0.0 <= value <= 1.0 + 1e-12 for value in ours)


# --- collections


def write_collection(folder: Path, **files: str) -> Path:
    """A small collection; `files` replace corpus, queries or qrels."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        "corpus": '{"_id": "1", "title": "Budget", "text": "The budget is open"}\n{"_id": "2", "text": "Courts sit"}\n',
        "queries": '{"_id": "q", "text": "open budget"}\n{"_id": "r", "text": "courts"}\n{"_id": "s", "text": "?"}\n',
        "qrels": "query-id\tcorpus-id\tscore\nq\t1\t1\nr\t2\t1\n",
        **files,
    }
    (folder / "corpus.jsonl").write_text(rows["corpus"], encoding="utf-8")
    (folder / "queries.jsonl").write_text(rows["queries"], encoding="utf-8")
    (folder / "qrels.tsv").write_text(rows["qrels"], encoding="utf-8")
    return folder


def test_a_collection_is_read_as_it_is(tmp_path: Path) -> None:
    """Titles may be missing; questions without judgements are left out."""
    collection = load_collection(write_collection(tmp_path / "c"))
    assert [(d.document_id, d.title) for d in collection.documents] == [("1", "Budget"), ("2", "")]
    assert dict(collection.queries) == {"q": "open budget", "r": "courts"}
    assert collection.qrels == {"q": {"1": 1}, "r": {"2": 1}}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus", '{"_id": "1", "text": "a"}\n{"_id": "1", "text": "b"}', ["corpus.jsonl, line 2", "'1'", "line 1"]),
        ("corpus", '{"_id": "1"}', ["corpus.jsonl, line 1", "'text'", "missing"]),
        ("corpus", '{"_id": 1, "text": "a"}', ["corpus.jsonl, line 1", "'_id'", "1"]),
        ("corpus", '{"_id": "1", "text": "a"}\n{oops', ["corpus.jsonl, line 2", "JSON"]),
        ("corpus", "[]", ["corpus.jsonl, line 1", "object"]),
        ("corpus", "", ["corpus.jsonl", "no document"]),
        ("queries", '{"_id": "q", "text": null}', ["queries.jsonl, line 1", "'text'", "None"]),
        ("queries", '{"_id": "z", "text": "a"}', ["queries.jsonl", "qrels.tsv"]),
        ("qrels", "query-id\tcorpus-id\tscore\nq\t1", ["qrels.tsv, line 2", "three"]),
        ("qrels", "q\t1\thigh\nq\t1\thigh", ["qrels.tsv, line 2", "three"]),
        ("qrels", "q\t1\t1\nq\t1\t2", ["qrels.tsv, line 2", "twice"]),
    ],
)
def test_errors_name_file_line_and_key(tmp_path: Path, file: str, text: str, said: list[str]) -> None:
    """Whoever made the file finds the place to mend."""
    folder = write_collection(tmp_path / "c", **{file: text})
    with pytest.raises(CollectionError) as caught:
        load_collection(folder)
    assert all(part in str(caught.value) for part in said), caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """An empty folder is no collection."""
    with pytest.raises(CollectionError, match=r"corpus\.jsonl is missing"):
        load_collection(tmp_path)


def test_qrels_may_stand_where_beir_puts_them(tmp_path: Path) -> None:
    """qrels/test.tsv serves as well as qrels.tsv."""
    folder = write_collection(tmp_path / "c")
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert load_collection(folder).qrels == {"q": {"1": 1}, "r": {"2": 1}}


def test_questions_of_another_folder_are_asked_of_this_corpus(tmp_path: Path) -> None:
    """Documents from one folder, questions and judgements from another."""
    here = write_collection(tmp_path / "xquad" / "en")
    there = write_collection(tmp_path / "xquad" / "es", queries='{"_id": "q", "text": "presupuesto abierto"}')
    collection = load_collection(here, there)
    assert dict(collection.queries) == {"q": "presupuesto abierto"}
    assert collection.name == "xquad/es on xquad/en"


# --- the whole way


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_finds_the_documents(tmp_path: Path, system: str) -> None:
    """Index, ask and score, with fakes for encoders."""
    encoders = Encoders(HashEncoder(), HashEncoder("other", 32))
    folder = write_collection(tmp_path / "c")
    done = evaluate_retrieval(folder, system, cache=tmp_path / "cache", settings=Settings(), encoders=encoders)
    result = done.as_dict()
    assert (result["system"], result["n_queries"], result["ndcg@10"]) == (system, 2, 1.0)
    assert json.loads(json.dumps(result)) == result


def test_what_was_encoded_is_kept(tmp_path: Path) -> None:
    """The second time only questions are encoded."""
    folder, encoder = write_collection(tmp_path / "c"), HashEncoder()
    for _ in range(2):
        seen = len(encoder.encoded)
        evaluate_retrieval(folder, "dense", cache=tmp_path / "cache", settings=Settings(), encoders=Encoders(encoder))
    assert encoder.encoded[seen:] == ["open budget", "courts"]


def test_letters_alone_find_nothing_without_a_shared_word(tmp_path: Path) -> None:
    """BM25 does not fill its ranking with what it did not find."""
    folder = write_collection(tmp_path / "c", queries='{"_id": "q", "text": "zebra"}\n{"_id": "r", "text": "courts"}')
    done = evaluate_retrieval(folder, "bm25", cache=tmp_path / "cache", settings=Settings())
    assert done.scores.recall_at_100 == 0.5


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    """The message lists those that exist."""
    with pytest.raises(OgpqaError, match="bm25, dense, hybrid, crosslingual"):
        evaluate_retrieval(tmp_path, "oracle")


# --- reports


def row(system: str, score: float) -> dict[str, object]:
    """A row of results."""
    measures = {"ndcg@10": score, "recall@10": score, "recall@100": score, "mrr@10": score}
    counts = {"n_queries": 2, "n_documents": 3, "query_ms": 1.5}
    return {"system": system, "collection": "small", **measures, **counts, "versions": {"ogpqa": "1"}}


def test_a_drop_is_reported_and_noise_is_not() -> None:
    """Less than the tolerance is noise; a system that is gone counts as dropped; better is fine."""
    before = [row("bm25", 0.5), row("dense", 0.5), row("hybrid", 0.5), row("crosslingual", 0.5)]
    now = [row("bm25", 0.4995), row("dense", 0.4), row("hybrid", 0.6)]
    drops = compare_with_baseline(now, before)
    assert [(drop.system, drop.now) for drop in drops] == [("dense", 0.4), ("crosslingual", None)]
    assert str(drops[0]) == "small, dense: ndcg@10 was 0.5000, now 0.4000"


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    """JSON keeps every row."""
    rows = [row("bm25", 0.5), row("dense", 0.25)]
    write_results(tmp_path / "r.json", rows, command="measure", on=date(2026, 1, 2))
    assert read_results(tmp_path / "r.json") == rows


def test_a_file_without_results_is_named(tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "r.json").write_text("{}")
    with pytest.raises(OgpqaError, match=r"r\.json holds no results"):
        read_results(tmp_path / "r.json")


def test_the_table_says_how_it_was_measured() -> None:
    """Command, date, versions and a line a system."""
    table = retrieval_report([row("bm25", 0.5)], command="measure all", on=date(2026, 1, 2))
    assert "`measure all`" in table
    assert "2026-01-02" in table
    assert "| small | bm25 | 0.5000 |" in table
    assert "ogpqa 1" in table
