"""What an encoder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]  # (n, dim), each row of length 1


class Encoder(Protocol):
    """Turns texts into unit rows, so that a dot product of two rows is their cosine.

    A text's row depends on the text alone, never on its neighbours in the call: rows may be kept and reused by text.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def digest(self) -> str:
        """Changes whenever its rows might: rows of two digests are never compared."""
        ...

    @property
    def dim(self) -> int:
        """Length of a row."""
        ...

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows (len(texts), dim), in the order of texts; texts may be empty."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the model has learnt the word whole, in small letters: then it is hardly a typo."""
        ...
