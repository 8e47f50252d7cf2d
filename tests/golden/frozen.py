"""The golden questions: which are asked, over which pages, and what is kept of an answer."""

from __future__ import annotations

import json
import random
import re
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ogpqa.resources import corpus_folder
from tests.golden.cases import World
from tests.golden.make import make_questions, unrelated
from tests.golden.score import Golden, Payload, as_golden
from tests.synthetic.invent import invent_members
from tests.synthetic.render import render

HERE = Path(__file__).parent
CORPUS, QUESTIONS, WRONG = HERE / "corpus", HERE / "questions.jsonl", HERE / "wrong.jsonl"
SEED, MEMBERS = 371, 9  # eight members: all formats, empty sections, stars, contradictions, a country and its city
# Kinds whose gold depends on every page of a corpus: the maker knows only its own, so packaged.toml asks these.
OF_ALL_PAGES = ("across", "members_", "joined_list", "joined_count", "local_contacts", "definition", "absent_related")
PER_LANGUAGE = {"en": 150, "ko": 18, "es": 18, "fr": 18, "ar": 20, "th": 14}
OTHERS = 11
Row = dict[str, Any]
YES = re.compile(r"(Yes|예|Sí|Oui)\b")
OPEN = re.compile(
    r"^(who|what|when|which|where|how)\b|누구|무엇|무슨|뭐|언제|몇|いつ|誰|何|いくつ|什么|谁|多少", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question as its row of the file; `answer` is what was frozen, empty before the first answer."""

    id: str
    golden: Golden
    row: Mapping[str, Any]
    answer: Mapping[str, Any]


def write_pages(folder: Path) -> None:
    """The synthetic pages beside this file, written from their facts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for member in invent_members(SEED, MEMBERS):
        (folder / f"{member.page_id}.{member.format}").write_text(render(member), encoding="utf-8")


def gather_corpus(folder: Path) -> Path:
    """The folder, filled with the packaged pages and the synthetic ones."""
    shutil.copytree(corpus_folder(), folder)
    for page in CORPUS.iterdir():
        shutil.copy(page, folder)
    return folder


def questions() -> Iterator[Row]:
    """Every question with its gold: those written by hand, then those made from facts."""
    rows = [*by_hand(), *from_facts()]
    seen: set[tuple[object, ...]] = set()
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        key = (*row["history"], row["question"])
        if key not in seen:
            seen.add(key)
            counts[row["kind"], row["lang"]] += 1
            yield {"id": f"{row['kind']}-{row['lang']}-{counts[row['kind'], row['lang']]}", **row}


def by_hand() -> Iterator[Row]:
    """The questions of packaged.toml."""
    for asked in tomllib.loads((HERE / "packaged.toml").read_text(encoding="utf-8"))["asked"]:
        gold = {key: value for key, value in asked.items() if key != "questions"}
        for lang, texts in asked["questions"].items():
            for text in texts:
                *history, question = text.split(" || ")
                yield {"lang": lang, "history": history, "question": question, "status": "answered", **gold}


def from_facts() -> Iterator[Row]:
    """Questions on the synthetic pages with the wordings to build with; one of each kind first, then by chance."""
    members = invent_members(SEED, MEMBERS)
    rng = random.Random(SEED)
    by_lang: dict[str, list[Row]] = defaultdict(list)
    made = make_questions(World(members, unrelated(members)), "build", SEED)
    for row in sorted(made, key=lambda row: rng.random()):
        if not row["kind"].startswith(OF_ALL_PAGES):
            by_lang[row["lang"]].append({key: value for key, value in row.items() if value and key != "split"})
    for lang, rows in sorted(by_lang.items()):
        firsts = {row["kind"]: row for row in reversed(rows)}
        ranked = sorted(rows, key=lambda row: firsts[row["kind"]] is not row)
        for row in sorted(ranked[: PER_LANGUAGE.get(lang, OTHERS)], key=lambda row: row["kind"]):
            yield {"history": [], **row}


def kept(payload: Payload) -> Row:
    """What is frozen of an answer: status, reason, text, and where its quotes stand."""
    text = (payload.get("answer") or {}).get("text")
    cited = [[c["page_id"], c["start"], c["end"]] for c in payload.get("citations") or ()]
    return {"status": payload["status"], "reason": payload["reason"], "text": text, "cites": cited}


def faults(row: Mapping[str, Any], payload: Payload) -> list[str]:
    """What gold does not look at: a yes to what cannot be so, English answered in another language."""
    text = str((payload.get("answer") or {}).get("text") or "")
    against = ["says yes to who, what or when"] if YES.match(text) and OPEN.search(row["question"]) else []
    lang = (payload.get("query") or {}).get("lang", "en")
    return [*against, f"answers in {lang}"] if text and row["lang"] == "en" != lang else against


def ask(row: Mapping[str, Any], answer: Callable[[Golden], Payload]) -> Payload:
    """The payload; text that is refused as no question gives one that says so."""
    from ogpqa.errors import QuestionError

    try:
        return answer(as_golden(row))
    except QuestionError:
        return {"status": "refused", "reason": None, "answer": None, "citations": []}


def load_asked(path: Path = QUESTIONS) -> tuple[Asked, ...]:
    """The golden questions of a file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(Asked(row["id"], as_golden(row), row, row["frozen"]) for row in rows)
