"""Write a corpus of synthetic members with questions on it, in the format that a running server is scored with.

python -m tests.golden.make --seed 1 --members 30 --split build --out DIR   ->   DIR/corpus/*, DIR/questions.jsonl
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.golden import across, commitments, edges, followups, people, plans, resources
from tests.golden.cases import INTENTS, TYPE_WORDS, Case, SlotValue, World
from tests.golden.spoken import bent, forms, slip
from tests.golden.wordings import load_wordings
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import data
from tests.synthetic.members import make_members

MODULES = (people, plans, commitments, resources, across, followups, edges)
SLOT = re.compile(r"\{(\w+?)(2?)('s|:\w+|_lower)?\}")
EXACT = ("{", "@")  # words that hold a slot or an address are never misspelt by the wording's slips
NO_SLIPS = {"profile", "person_who", "garbage", "injection", "vague", "out_of_scope"}
TYPE_SLOTS = ("type1", "types")  # one document of a type, many
TYPO_SHARE, LOWER_SHARE = 0.15, 0.12


def fill(wording: str, slots: Mapping[str, SlotValue], lang: str, rng: random.Random) -> str | None:
    """The wording with its slots filled; None when the language has no word for a slot (an area, say)."""
    missing = False

    def filled(match: re.Match[str]) -> str:
        nonlocal missing
        name, second, form = match[1] + match[2], match[2], match[3] or ""
        value = slots.get(name, slots.get(match[1]) if not second else None)
        if value is None:
            missing = True
            return ""
        if isinstance(value, SyntheticMember):
            return bent(value, lang, form.lstrip(":"), rng)
        if name == "area":
            value = area_in(value, lang, rng)
            missing = missing or not value
        if name in TYPE_SLOTS and lang != "en":
            value = type_in(value, name, lang)
            missing = missing or not value
        possessive = {"'s": "'" if value.endswith("s") else "'s", "_lower": ""}.get(form, "")
        return (value.lower() if form == "_lower" else value) + possessive

    text = SLOT.sub(filled, wording)
    return None if missing else text


def area_in(area: str, lang: str, rng: random.Random) -> str:
    """A policy area in a language; English people mostly write it small, and "and" for "&"."""
    if lang != "en":
        return str(forms()["areas"].get(lang, {}).get(area, ""))
    return rng.choice((area, area.lower(), area.lower().replace("&", "and")))


def type_in(words: str, slot: str, lang: str) -> str:
    """A type of documents in a language, of its English words for one or many."""
    place = TYPE_SLOTS.index(slot)
    named = next(name for name, both in TYPE_WORDS.items() if both[place] == words)
    return str(forms().get("types", {}).get(lang, {}).get(named, ("", ""))[place])


def misspelt(text: str, slots: Mapping[str, SlotValue], rng: random.Random) -> str:
    """One slip in a member's name or in a plain word; codes, addresses, titles, people and years stay right."""
    kept = {w for key, v in slots.items() if isinstance(v, str) and key not in TYPE_SLOTS for w in v.casefold().split()}
    words = text.split(" ")
    names = {
        w for v in slots.values() if isinstance(v, SyntheticMember) for w in v.name.casefold().replace(",", "").split()
    }
    able = [i for i, w in enumerate(words) if len(w) >= 5 and w.isalpha() and w.casefold() not in kept]
    in_names = [i for i in able if words[i].casefold() in names]
    if not able:
        return text
    i = rng.choice(in_names if in_names and rng.random() < 0.7 else able)
    return " ".join([*words[:i], slip(words[i], rng), *words[i + 1 :]])


def dressed(parts: list[str], kind: str, case: Case, lang: str, rng: random.Random) -> list[str]:
    """The question with a share of slips and of lower case; its history stays as it is."""
    *history, last = parts
    plain = kind not in NO_SLIPS and not kind.startswith(("absent", "not_stated"))
    if lang == "en" and plain and rng.random() < TYPO_SHARE:
        last = misspelt(last, case.slots, rng)
    elif lang == "en" and rng.random() < LOWER_SHARE and "title" not in case.slots:
        last = last.lower().rstrip("?.")
    return [*history, last]


def wordings_of(split: str) -> Counter[str]:
    """How many wordings each intent has in a split, over all languages."""
    return Counter(kind for found in load_wordings(split).values() for kind, texts in found.items() for _ in texts)


def shares(split: str, least: int) -> Callable[[str], int]:
    """How often each wording of an intent is to be asked, so that the intent has `least` questions."""
    n_wordings = wordings_of(split)
    return lambda kind: math.ceil(least / n_wordings[kind])


def make_questions(
    world: World, split: str, seed: int, share: Callable[[str], int] = lambda kind: 1
) -> Iterator[dict[str, Any]]:
    """Each wording of the split with cases drawn at random, `share` of them where this corpus has so many."""
    for lang, wordings in load_wordings(split).items():
        for kind, texts in wordings.items():
            rng = random.Random(f"{seed}|{lang}|{kind}")
            cases = sorted(INTENTS[kind](World(world.members, world.absent, rng)), key=repr)
            for wording in texts:
                made = 0
                for case in rng.sample(cases, len(cases)):
                    text = fill(wording, case.slots, lang, rng)
                    if text is None or made == share(kind):
                        continue
                    made += 1
                    *history, question = dressed(text.split(" || "), kind, case, lang, rng)
                    expected = replace(case.gold, pages=case.gold.pages + also_holding(wording, case, world))
                    judged = {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(expected).items()}
                    yield {
                        "question": question,
                        "history": history,
                        **judged,
                        "kind": kind,
                        "split": split,
                        "lang": lang,
                    }


def also_holding(wording: str, case: Case, world: World) -> tuple[str, ...]:
    """The pages of other members with a commitment of the title, where the wording does not say whose is meant."""
    title, mine = case.slots.get("title"), case.slots.get("member")
    if "{member" in wording or not isinstance(mine, SyntheticMember):
        return ()
    return tuple(m.page_id for m in world.members if m is not mine and any(c.title == title for c in m.commitments))


def unrelated(members: tuple[SyntheticMember, ...]) -> tuple[str, ...]:
    """The absent names that no member of the corpus has anything to do with."""
    present = " ".join(m.name for m in members)
    return tuple(name for name in data("places")["absent"] if name not in present)


def make(seed: int, n: int, split: str, out: Path, share: Callable[[str], int] = lambda kind: 1) -> int:
    """Write corpus and questions, of each wording as many as its intent's share; the number of questions."""
    members = make_members(seed, n, out / "corpus")
    world = World(members, unrelated(members))
    rows = [
        {"id": f"{split[0]}{seed}-{i:04d}", **row} for i, row in enumerate(make_questions(world, split, seed, share))
    ]
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (out / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(rows)


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=30)
    parser.add_argument("--split", choices=("build", "aside"), default="build")
    parser.add_argument("--least", type=int, default=1, help="questions of each kind")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    n = make(args.seed, args.members, args.split, args.out, shares(args.split, args.least))
    print(f"{n} questions in {args.out / 'questions.jsonl'}")


if __name__ == "__main__":
    main()
