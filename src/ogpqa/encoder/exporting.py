"""A torch module as an ONNX graph with weights in eight bits where it computes nearly the same. Build time only."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnxruntime

from ogpqa.encoder.onnx import CARD, GRAPH, TOKENIZER, WEIGHTS
from ogpqa.errors import ModelError
from ogpqa.files import sealed, sha256_of, write_file

if TYPE_CHECKING:
    import torch


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Write encoder.json: what is known of a compiled model, and what its files must be."""
    files = {name: sha256_of(folder / name) for name in (GRAPH, WEIGHTS, TOKENIZER)}
    write_file(folder / CARD, sealed({**card, "files": files}))


def hush() -> None:
    """No progress bar for a second's work, and no word of optional packages that we do not use."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("torch.onnx._internal.exporter._registration").setLevel(logging.ERROR)  # it has its own level


def export(module: torch.nn.Module, example: Mapping[str, torch.Tensor], path: Path, *, most: int, output: str) -> None:
    """Write a module as one graph, any number of texts and up to `most` tokens. `example` are its feeds by name."""
    import torch

    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", min=2, max=most)}
    program = torch.onnx.export(
        module,
        tuple(example.values()),
        dynamo=True,
        dynamic_shapes=((sizes,) * len(example),),
        input_names=list(example),
        output_names=[output],
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


def round_weights(draft: Path, card: Mapping[str, Any], measured: Callable[[Path], Mapping[str, float] | None]) -> None:
    """Put a graph in eight bits in the place of the draft's. `measured` says how near it is; None: not near enough."""
    from ogpqa.encoder.eight_bits import write_in_eight_bits

    with tempfile.TemporaryDirectory(dir=draft) as name:
        small = Path(name)
        write_in_eight_bits(draft / GRAPH, small / "plain.onnx")
        optimise(small / "plain.onnx", small / GRAPH)
        shutil.copyfile(draft / TOKENIZER, small / TOKENIZER)
        write_card(small, card)
        found = measured(small)
        if found is not None:
            write_card(small, {**card, "bits": 8, **found})
            for file in (GRAPH, WEIGHTS, CARD):
                (small / file).replace(draft / file)
