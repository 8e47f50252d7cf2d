"""A sentence-transformers model as one ONNX graph with pooling and normalisation inside. Build time only.

The compiled folder is named by a digest of what went in (`encoders/<digest>/`), appears by one rename, and is only
made when its rows equal those of sentence-transformers on texts of all kinds. Then its weights are rounded to eight
bits where the rows stay near: a question is encoded in less than half the time.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ogpqa.encoder.exporting import export, hush, round_weights, write_card
from ogpqa.encoder.models import Model, find_model
from ogpqa.encoder.onnx import GRAPH, OUTPUT, TOKENIZER, open_encoder
from ogpqa.encoder.protocol import Rows
from ogpqa.encoder.publishing import publish_encoder
from ogpqa.errors import ModelError
from ogpqa.files import sha256_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

RECIPE = "3"  # raise it when this file changes what comes out
FEEDS = ("input_ids", "attention_mask", "token_type_ids")
TOLERANCE = 1e-5  # largest difference of one number of a row; 3e-7 measured
NEAR = 0.99  # least cosine of a row in eight bits with the row itself; 0.997 measured
PARITY_TEXTS = (
    "",
    "Who is the contact for Seoul?",
    "Point of Contact: Office of the Mayor\n1. Commitment KR0052 (2018-2020) … “open data”",
    "서울의 담당자는 누구인가요? Київ, São Tomé e Príncipe, القاهرة, 東京 👩‍💻 ﬁne",
    "Commitments, contacts, resources and plans of a member of the partnership. " * 60,
)


def compile_encoder(model: str, encoders: Path, shared: Path | None = None) -> Path:
    """The folder encoders/<digest> of a compiled model, made now unless it is there already.

    `shared` is a folder of compiled encoders that several indexes use: hard links are taken from it, and it gets what
    had to be compiled. Raises ModelError when the model is missing, damaged or does not compile to the same rows.
    """
    found = find_model(model)
    digest = _digest(found.folder)
    return publish_encoder(digest, encoders, shared, lambda draft: _write(found, digest, draft))


def _digest(folder: Path) -> str:
    """A short digest of every file of a model that decides its rows."""
    names = sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in {".json", ".safetensors", ".bin"}
    )
    lines = [f"{name} {sha256_of(folder / name)}" for name in names]
    return hashlib.sha256("\n".join([RECIPE, *lines]).encode()).hexdigest()[:16]


def _write(model: Model, digest: str, draft: Path) -> None:
    with warnings.catch_warnings():  # the exporter warns of its own future
        warnings.simplefilter("ignore")
        hush()
        source = _load(model)
        _export(source, draft / GRAPH)
    source.tokenizer.backend_tokenizer.save(str(draft / TOKENIZER))
    card: dict[str, Any] = {
        "name": model.name,
        "digest": digest,
        "dim": source.get_embedding_dimension(),
        "max_tokens": source.max_seq_length,
    }
    write_card(draft, card)
    expected = np.asarray(source.encode(list(PARITY_TEXTS), normalize_embeddings=True, show_progress_bar=False))
    card |= {"parity": _check_parity(expected, draft), "bits": 32}
    write_card(draft, card)
    round_weights(draft, card, lambda folder: _nearness(folder, expected))


def _load(model: Model) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        # Eager attention is the form that onnxruntime knows how to fuse.
        options = {"attn_implementation": "eager"}
        return SentenceTransformer(str(model.folder), device="cpu", model_kwargs=options, local_files_only=True).eval()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"{model.folder} is not a sentence-transformers model: {error}") from error


def _export(source: SentenceTransformer, path: Path) -> None:
    """Write the model as one graph from token ids to unit rows, any number of texts and tokens."""
    import torch

    names = [name for name in FEEDS if name in source.tokenizer.model_input_names]

    class UnitRows(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.source = source

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            rows = self.source(dict(zip(names, tensors, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(rows, p=2, dim=1)

    example = source.tokenizer(["two texts of", "unlike length"], padding=True, return_tensors="pt")
    export(
        UnitRows(), {name: example[name] for name in names}, path, most=int(source.max_seq_length or 0), output=OUTPUT
    )


def _nearness(folder: Path, expected: Rows) -> Mapping[str, float] | None:
    """The least cosine of the rows that a compiled model gives with the expected ones; None when they are far off."""
    nearness = float(np.sum(open_encoder(folder, threads=2).encode(PARITY_TEXTS) * expected, axis=1).min())
    return {"nearness": nearness} if nearness >= NEAR else None


def _check_parity(expected: Rows, draft: Path) -> float:
    """The largest difference between the compiled rows and sentence-transformers' own."""
    actual = open_encoder(draft, threads=2).encode(PARITY_TEXTS)
    difference = float(np.abs(expected - actual).max())
    if not difference <= TOLERANCE:  # also when it is not a number
        raise ModelError(f"The compiled model differs from its source by {difference:.1e} (allowed: {TOLERANCE:.0e}).")
    return difference
