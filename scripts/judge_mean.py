"""The mean of what judges learned from one start: `python -m scripts.judge_mean OUT STATE STATE …`, all .npz files.

States of one training, or of one that went on, lie in one valley: their mean reads better than each.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def mean_of(paths: Sequence[Path], out: Path) -> None:
    """Write the mean of the matrices. Raises ValueError when they belong to other weights or have other shapes."""
    states = [dict(np.load(path)) for path in paths]
    if len({str(state.pop("base")) for state in states}) > 1:
        raise ValueError("The states belong to different weights. Name states that were trained on one model.")
    shapes = [{name: array.shape for name, array in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("The states have matrices of different shapes. Name states of one rank.")
    means = {n: np.mean([s[n].astype(np.float32) for s in states], axis=0).astype(np.float16) for n in states[0]}
    with np.load(paths[0]) as first:
        np.savez_compressed(out, base=first["base"], **means)


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("states", type=Path, nargs="+")
    given = parser.parse_args()
    mean_of(given.states, given.out)


if __name__ == "__main__":
    main()
