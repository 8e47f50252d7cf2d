"""The judge: a sentence-transformers model, what training added to its matrices, and a layer that scores. Build time.

judge.npz holds half-precision arrays, for each matrix of the model two narrow ones whose product is added to it
("<module>.a" (rank, in), "<module>.b" (out, rank)), whole small tables ("<module>.weight"), the scoring layer ("head"
over the first token and the mean of all), and the SHA-256 of the weights that it was trained on ("base").
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder.compile import FEEDS
from ogpqa.encoder.exporting import export, hush, round_weights, write_card
from ogpqa.encoder.judge import SCORE, open_judge
from ogpqa.encoder.models import WEIGHTS, find_model
from ogpqa.encoder.onnx import GRAPH, TOKENIZER
from ogpqa.encoder.publishing import publish_encoder
from ogpqa.errors import ModelError
from ogpqa.files import sha256_of

if TYPE_CHECKING:
    import torch

ADAPTER = Path(__file__).with_name("judge.npz")
RECIPE = "1"  # raise it when this file changes what comes out
MOST_TOKENS = 160  # of question and quote together, as in training
TOLERANCE = 1e-4  # largest difference of a score; 1e-6 measured
NEAR = 0.5  # the same in eight bits; scores reach from -6 to 6
PARITY_PAIRS = (
    ("Who updates the data?", "Data. The data are updated every month."),
    ("how often are the data updated", "Data. The data are updated every month."),
    ("Where did the meeting take place?", "News. More than 100 people met on July 7 to talk about civic space."),
    ("What does Consult mean?", "Key > Participation\nConsult: the public could give views."),
    ("", "東京 Київ 👩 ﬁne"),
    ("Which towns joined?", "In 2020 the town joined the programme for the second time. " * 40),
)


def compile_judge(model: str, encoders: Path, shared: Path | None = None, adapter: Path = ADAPTER) -> str | None:
    """The digest of the compiled judge, encoders/<digest>; None when it was trained on another model's weights.

    `shared` is as in `compile_encoder`. Raises ModelError when it does not compile to the same scores.
    """
    found = find_model(model)
    with np.load(adapter, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    weights = found.folder / WEIGHTS
    base = str(arrays.pop("base"))
    if not weights.is_file() or sha256_of(weights) != base:
        return None
    digest = hashlib.sha256("\n".join([RECIPE, base, sha256_of(adapter)]).encode()).hexdigest()[:16]
    publish_encoder(digest, encoders, shared, lambda draft: _write(found.folder, arrays, digest, draft))
    return digest


def _write(folder: Path, arrays: Mapping[str, NDArray[Any]], digest: str, draft: Path) -> None:
    from transformers import AutoTokenizer

    with warnings.catch_warnings():  # the exporter warns of its own future
        warnings.simplefilter("ignore")
        hush()
        module = _merged(folder, arrays)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        example = tokenizer(["two texts", "of"], ["of", "unlike length"], padding=True, return_tensors="pt")
        most = min(MOST_TOKENS, module.most)
        export(module, {name: example[name] for name in FEEDS}, draft / GRAPH, most=most, output=SCORE)
    tokenizer.backend_tokenizer.save(str(draft / TOKENIZER))
    card: dict[str, Any] = {"name": "judge", "digest": digest, "max_tokens": most}
    write_card(draft, card)
    expected = _scores(module, tokenizer, most)
    difference = _difference(draft, expected)
    if not difference <= TOLERANCE:  # also when it is not a number
        raise ModelError(f"The compiled judge differs from its source by {difference:.1e} (allowed: {TOLERANCE:.0e}).")
    card |= {"parity": difference, "bits": 32}
    write_card(draft, card)
    round_weights(draft, card, lambda small: _nearness(small, expected))


def _difference(folder: Path, expected: Sequence[float]) -> float:
    judge = open_judge(folder, threads=1)
    actual = [judge.score(question, [quote])[0] for question, quote in PARITY_PAIRS]
    return float(np.abs(np.subtract(actual, expected)).max())


def _nearness(folder: Path, expected: Sequence[float]) -> Mapping[str, float] | None:
    difference = _difference(folder, expected)
    return {"difference": difference} if difference <= NEAR else None


def _merged(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> Any:
    """The model with what training added, as a module from token ids to one score a pair."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(
        folder, attn_implementation="eager", add_pooling_layer=False, local_files_only=True
    )
    model = model.to(torch.float32).eval()
    head = {name.partition(".")[2]: array for name, array in arrays.items() if name.startswith("head.")}
    with torch.no_grad():
        for name, array in arrays.items():
            path, _, kind = name.rpartition(".")
            values = torch.from_numpy(array.astype(np.float32))
            if kind == "a":
                other = torch.from_numpy(arrays[f"{path}.b"].astype(np.float32))
                model.get_submodule(path).weight += other @ values
            elif kind == "weight" and path != "head":
                model.get_submodule(path).weight.copy_(values)

    class Scores(torch.nn.Module):
        most = int(model.config.max_position_embeddings)

        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.head = torch.nn.Linear(2 * model.config.hidden_size, 1)
            self.head.load_state_dict({k: torch.from_numpy(v.astype(np.float32)) for k, v in head.items()})

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            feeds = dict(zip(FEEDS, tensors, strict=True))
            rows = self.model(**feeds).last_hidden_state
            there = feeds["attention_mask"].unsqueeze(-1).to(rows.dtype)
            mean = (rows * there).sum(1) / there.sum(1)
            scores: torch.Tensor = self.head(torch.cat([rows[:, 0], mean], dim=-1))[:, 0]
            return scores

    return Scores().eval()


def _scores(module: Any, tokenizer: Any, most: int) -> list[float]:
    """The scores of the source for the pairs of the parity check."""
    import torch

    scores = []
    with torch.no_grad():
        for question, quote in PARITY_PAIRS:
            pair = tokenizer(
                question, quote, truncation="only_second", max_length=most, return_token_type_ids=True,
                return_tensors="pt",
            )  # fmt: skip
            scores.append(float(module(*(pair[name] for name in FEEDS))[0]))
    return scores
