"""A sentence-transformers model as one ONNX graph with pooling and normalisation inside. Build time only.

The compiled folder is named by a digest of what went in (`encoders/<digest>/`), appears by one rename, and is only
made when its rows equal those of sentence-transformers on texts of all kinds. Then its weights are rounded to eight
bits where the rows stay near: a question is encoded in less than half the time.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from ogpqa.encoder.models import Model, find_model
from ogpqa.encoder.onnx import CARD, GRAPH, OUTPUT, TOKENIZER, WEIGHTS, open_encoder
from ogpqa.encoder.protocol import Rows
from ogpqa.encoder.publishing import publish_encoder
from ogpqa.errors import ModelError
from ogpqa.files import sealed, sha256_of, write_file

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
        _hush()
        source = _load(model)
        _export(source, draft / GRAPH)
    source.tokenizer.backend_tokenizer.save(str(draft / TOKENIZER))
    card: dict[str, Any] = {
        "name": model.name,
        "digest": digest,
        "dim": source.get_embedding_dimension(),
        "max_tokens": source.max_seq_length,
    }
    _write_card(draft, card)
    expected = np.asarray(source.encode(list(PARITY_TEXTS), normalize_embeddings=True, show_progress_bar=False))
    card |= {"parity": _check_parity(expected, draft), "bits": 32}
    _write_card(draft, card)
    _round_weights(draft, card, expected)


def _write_card(folder: Path, card: Mapping[str, Any]) -> None:
    files = {name: sha256_of(folder / name) for name in (GRAPH, WEIGHTS, TOKENIZER)}
    write_file(folder / CARD, sealed({**card, "files": files}))


def _hush() -> None:
    """No progress bar for a second's work, and no word of optional packages that we do not use."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("torch.onnx._internal.exporter._registration").setLevel(logging.ERROR)  # it has its own level


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
    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", min=2, max=source.max_seq_length)}
    program = torch.onnx.export(
        UnitRows(),
        tuple(example[name] for name in names),
        dynamo=True,
        dynamic_shapes=((sizes,) * len(names),),
        input_names=names,
        output_names=[OUTPUT],
        verbose=False,
    )
    if program is None:
        raise ModelError("The model did not export.")
    plain = path.with_name("plain.onnx")
    program.save(plain, external_data=False)
    optimise(plain, path)
    plain.unlink()


def optimise(plain: Path, path: Path) -> None:
    """Fuse the graph once, here, instead of at each start; no optimisation that only this machine's processor knows.

    The weights go into a file of their own, which is mapped into memory and not copied: a quarter of the loading time,
    50 MB less for a server, and several servers share what the system holds of it.
    """
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path)
    onnxruntime.InferenceSession(plain, options, providers=["CPUExecutionProvider"])


def _round_weights(draft: Path, card: Mapping[str, Any], expected: Rows) -> None:
    """Put a graph in eight bits in the place of the draft's, if its rows are near enough to the expected ones."""
    from ogpqa.encoder.eight_bits import write_in_eight_bits

    with tempfile.TemporaryDirectory(dir=draft) as name:
        small = Path(name)
        write_in_eight_bits(draft / GRAPH, small / "plain.onnx")
        optimise(small / "plain.onnx", small / GRAPH)
        shutil.copyfile(draft / TOKENIZER, small / TOKENIZER)
        _write_card(small, card)
        nearness = float(np.sum(open_encoder(small, threads=2).encode(PARITY_TEXTS) * expected, axis=1).min())
        if nearness >= NEAR:
            _write_card(small, {**card, "bits": 8, "nearness": nearness})
            for file in (GRAPH, WEIGHTS, CARD):
                (small / file).replace(draft / file)


def _check_parity(expected: Rows, draft: Path) -> float:
    """The largest difference between the compiled rows and sentence-transformers' own."""
    actual = open_encoder(draft, threads=2).encode(PARITY_TEXTS)
    difference = float(np.abs(expected - actual).max())
    if not difference <= TOLERANCE:  # also when it is not a number
        raise ModelError(f"The compiled model differs from its source by {difference:.1e} (allowed: {TOLERANCE:.0e}).")
    return difference
