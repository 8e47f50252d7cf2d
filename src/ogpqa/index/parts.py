"""What is encoded of a passage: the whole, and its parts when it is long.

A row of a long text blurs what its sentences say, and the encoder cuts texts off at 256 tokens. So a passage of several
sentences has a row for each part beside its own: measured, benchmarks/retrieval.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ogpqa.types import Passage

PART_LENGTH = 240  # characters; about 40 English words


@dataclass(frozen=True, slots=True)
class Encodables:
    """Texts to encode in the order of rows: the passages by number, then their parts by passage."""

    texts: tuple[str, ...]
    owners: tuple[int, ...]  # of each part, the number of its passage; ascending


def encodables(passages: Iterable[Passage]) -> Encodables:
    """What to encode of passages that are given by number."""
    wholes, parts, owners = [], [], []
    for passage in passages:
        wholes.append(passage.encoded)
        of_passage = parts_of(passage.text)
        parts += [f"{passage.context}\n{part}" if passage.context else part for part in of_passage]
        owners += [passage.number] * len(of_passage)
    return Encodables((*wholes, *parts), tuple(owners))


def parts_of(text: str) -> tuple[str, ...]:
    """Runs of whole sentences of up to PART_LENGTH characters; none when the text is one such run."""
    if len(text) <= PART_LENGTH:
        return ()
    # Here and not above: only a build splits sentences.
    from sentencex import segment

    parts: list[str] = []
    for sentence in filter(None, (s.strip() for s in segment("en", text))):
        if parts and len(parts[-1]) + 1 + len(sentence) <= PART_LENGTH:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
    return tuple(parts) if len(parts) > 1 else ()
