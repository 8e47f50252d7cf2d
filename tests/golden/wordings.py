"""Wordings of questions by intent and language, split for good into those to build with and those set aside.

`wordings/<lang>.toml` may be read and tuned to. `aside/<lang>.toml` is only ever used to measure: whoever builds the
product does not read it. `python -m tests.golden.wordings NEW.toml LANG` deals new wordings out to both.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = {"build": HERE / "wordings", "aside": HERE / "aside"}
Wordings = dict[str, list[str]]


def load_wordings(split: str) -> dict[str, Wordings]:
    """The wordings of a split: language -> intent -> wordings."""
    files = sorted(FOLDERS[split].glob("*.toml"))
    return {f.stem: tomllib.loads(f.read_text(encoding="utf-8")) for f in files}


def deal(intent: str, wordings: list[str], lang: str) -> tuple[list[str], list[str]]:
    """Two thirds to build, one third aside, by a hash: chance, but the same on every run."""

    def drawn(wording: str) -> str:
        return hashlib.sha256(f"{lang}|{intent}|{wording}".encode()).hexdigest()

    ranked = sorted(wordings, key=drawn)
    n_aside = len(ranked) // 3 if len(ranked) > 2 else int(drawn("".join(ranked))[0] in "01234") * (len(ranked) - 1)
    aside = set(ranked[:n_aside])
    return [w for w in wordings if w not in aside], [w for w in wordings if w in aside]


def as_toml(wordings: Wordings) -> str:
    """One array per intent, one wording per line."""
    rows = (
        f"{key} = [\n" + "".join(f"  {json.dumps(w, ensure_ascii=False)},\n" for w in ws) + "]\n"
        for key, ws in wordings.items()
        if ws
    )
    return "".join(rows)


def main() -> None:
    """Deal the wordings of a new file out to both splits, after those that are there."""
    source, lang = Path(sys.argv[1]), sys.argv[2]
    new: Wordings = tomllib.loads(source.read_text(encoding="utf-8"))
    splits = {split: load_wordings(split).get(lang, {}) for split in FOLDERS}
    known = {(key, w) for split in splits.values() for key, ws in split.items() for w in ws}
    for key, wordings in new.items():
        fresh = list(dict.fromkeys(w for w in wordings if (key, w) not in known))
        for split, dealt in zip(FOLDERS, deal(key, fresh, lang), strict=True):
            splits[split].setdefault(key, []).extend(dealt)
    for split, folder in FOLDERS.items():
        folder.mkdir(exist_ok=True)
        (folder / f"{lang}.toml").write_text(as_toml(splits[split]), encoding="utf-8")


if __name__ == "__main__":
    main()
