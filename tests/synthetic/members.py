"""Write a corpus of synthetic members: `python -m tests.synthetic.members --seed 1 --members 30 --out DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import invent_members
from tests.synthetic.render import render


def make_members(seed: int, n: int, folder: Path) -> tuple[SyntheticMember, ...]:
    """Write n pages into the folder and return the facts that they state, in the order of their names' invention."""
    members = invent_members(seed, n)
    folder.mkdir(parents=True, exist_ok=True)
    for member in members:
        (folder / f"{member.page_id}.{member.format}").write_text(render(member), encoding="utf-8")
    return members


def main() -> None:
    """Read the command line and write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=30)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    members = make_members(args.seed, args.members, args.out)
    print(f"{len(members)} pages in {args.out}")


if __name__ == "__main__":
    main()
