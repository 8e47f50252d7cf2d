"""Damage done to a file in place, and undone: nothing is copied, so that files may be large."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOWS = ("flipped", "truncated", "removed")


@dataclass(frozen=True, slots=True)
class Damage:
    """One bit of a file flipped, the file cut at a position, or the file gone."""

    path: Path
    how: str
    position: int
    bit: int

    @contextmanager
    def done(self) -> Iterator[None]:
        """The file is damaged inside the block, and as it was after it."""
        if self.how == "removed":
            away = self.path.with_name(f".{self.path.name}.away")
            self.path.rename(away)
            try:
                yield
            finally:
                away.rename(self.path)
            return
        rest = self._write()
        try:
            yield
        finally:
            with self.path.open("r+b") as file:
                file.seek(self.position)
                file.write(rest)

    def _write(self) -> bytes:
        """Damage the file; what stood there."""
        with self.path.open("r+b") as file:
            file.seek(self.position)
            rest = file.read(1 if self.how == "flipped" else -1)
            file.seek(self.position)
            if self.how == "flipped":
                file.write(bytes([rest[0] ^ 1 << self.bit]))
            else:
                file.truncate()
        return rest


def damages(files: Sequence[Path], n: int, seed: int = 4) -> list[Damage]:
    """n cases, shared out among the files in turn; half of the bits are flipped in the first or last 200 bytes."""
    chance = random.Random(seed)
    cases = []
    for i in range(n):
        path = files[i % len(files)]
        size = path.stat().st_size
        near = chance.random() < 0.5
        place = chance.choice((chance.randrange(200), -1 - chance.randrange(200))) if near else chance.randrange(size)
        # A file is removed once, and then cut and flipped at other and other places.
        turn = i // len(files)
        how = HOWS[2] if turn == 0 else HOWS[turn % 2]
        cases.append(Damage(path, how, place % size, chance.randrange(8)))
    return cases
