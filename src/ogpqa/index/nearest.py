"""How near a text is to examples: one cosine a name with many examples, or one a text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ogpqa.encoder import Rows


class NamedRows:
    """Unit rows (n, dim), each under a name that others may share. Immutable; threads may share it."""

    def __init__(self, rows: Rows, names: Sequence[str]) -> None:
        order = sorted(range(len(names)), key=lambda i: names[i])
        firsts = [n for n, i in enumerate(order) if n == 0 or names[i] != names[order[n - 1]]]
        self._rows, self._order, self._firsts = rows, np.array(order, np.int64), np.array(firsts, np.int64)
        self.names = tuple(names[order[n]] for n in firsts)

    def greatest(self, asked: Sequence[Rows]) -> dict[str, float]:
        """For each name the greatest cosine of any of the asked rows (dim,) to any of the name's."""
        if not asked or not self.names:
            return dict.fromkeys(self.names, -1.0)
        # One at a time: of two, numpy would arrange all rows anew, at five times the cost.
        cosines = np.maximum.reduce([self._rows @ one for one in asked])
        return dict(zip(self.names, np.maximum.reduceat(cosines[self._order], self._firsts).tolist(), strict=True))


class TextRows:
    """Unit rows (n, dim) of distinct texts. Immutable; threads may share it."""

    def __init__(self, rows: Rows, texts: Sequence[str]) -> None:
        self._rows = rows
        self._at = {text: number for number, text in enumerate(texts)}

    def cosines(self, asked: Rows, texts: Sequence[str]) -> list[float]:
        """The cosine of a row (dim,) to each text; 0 for a text that is not kept."""
        found = (self._rows @ asked).tolist() if self._at else []
        return [found[self._at[text]] if text in self._at else 0.0 for text in texts]
