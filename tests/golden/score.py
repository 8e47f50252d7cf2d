"""Score an assistant on questions with gold, in this process, and print what fails and why.

python -m tests.golden.score --index DIR --questions FILE [--kind contact] [--lang ko] [--show 40] [--out FAILURES]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

Payload = Mapping[str, Any]
NUMBER_WORDS = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
    )
}


@dataclass(frozen=True, slots=True)
class Golden:
    """One question with its gold: a row of questions.jsonl."""

    question: str
    history: tuple[str, ...]
    status: str
    pages: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    number: int | None = None
    kind: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one question; it passed when no reason says why not."""

    golden: Golden
    status: str
    text: str
    reasons: tuple[str, ...]
    seconds: float


def load_golden(path: Path) -> tuple[Golden, ...]:
    """The questions of a file, one JSON object per line; a missing key has its default."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(as_golden(row) for row in rows)


def as_golden(row: Mapping[str, Any]) -> Golden:
    """A row of the file as a value."""
    known = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    named = {key: value for key, value in known.items() if key in Golden.__dataclass_fields__}
    return Golden(**{"history": (), **named, "kind": row.get("kind") or row["status"]})


def folded(text: str) -> str:
    """Text as it is compared: compatibility forms, white space and case do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


MARKERS = re.compile(r"^ *\d+\. |\[\d+\]", re.MULTILINE)  # a row's number in a list, a citation's number


def numbers_in(text: str) -> set[int]:
    """The whole numbers that a text names, in digits or as words up to sixteen; not those of rows and citations."""
    text = MARKERS.sub(" ", text)
    words = re.findall(r"[a-z]+", text.casefold())
    return {int(digits) for digits in re.findall(r"\d+", text)} | {NUMBER_WORDS[w] for w in words if w in NUMBER_WORDS}


def reasons_against(golden: Golden, payload: Payload, page_texts: Mapping[str, str]) -> list[str]:
    """Every reason why the payload is not what the gold asks for."""
    answered = payload.get("status") in ("answered", "partial")
    text = str((payload.get("answer") or {}).get("text") or "")
    if golden.status == "not_found":
        return [f"should not have answered: {text[:90]!r}"] if answered else []
    if not answered:
        return [f"{payload.get('status')}: {payload.get('reason')}"]
    return [*about_text(golden, text), *about_citations(golden, payload.get("citations") or (), page_texts)]


def about_text(golden: Golden, text: str) -> list[str]:
    """What the text lacks or holds against the gold; a gold of digits alone is a number, not a part of one."""
    read, numbers = folded(text), numbers_in(text)

    def holds(part: str) -> bool:
        return int(part) in numbers if part.isdecimal() else folded(part) in read

    against = [f"lacks {wanted!r}" for wanted in golden.contains if not holds(wanted)]
    against += [f"holds {unwanted!r}" for unwanted in golden.excludes if folded(unwanted) in read]
    if golden.any_of and not any(holds(wanted) for wanted in golden.any_of):
        against.append(f"none of {list(golden.any_of)[:4]}")
    if golden.number is not None and golden.number not in numbers:
        against.append(f"lacks number {golden.number}")
    return against


def about_citations(golden: Golden, citations: Sequence[Payload], page_texts: Mapping[str, str]) -> list[str]:
    """Citations that are missing, of a wrong page first, or not verbatim at their offsets."""
    if not citations:
        return ["no citation"]
    first = citations[0].get("page_id")
    against = [f"cites {first}"] if golden.pages and first not in golden.pages else []
    for citation in citations:
        page = page_texts.get(str(citation.get("page_id")), "")
        if page[citation["start"] : citation["end"]] != citation["snippet"] or not citation["snippet"]:
            against.append(f"not verbatim: {citation['snippet'][:50]!r}")
            break
    return against


def score(
    goldens: Iterable[Golden], answer: Callable[[Golden], Payload], page_texts: Mapping[str, str]
) -> list[Verdict]:
    """Ask every question and judge its payload; an exception is a failure with its name."""
    verdicts = []
    for golden in goldens:
        start = time.perf_counter()
        try:
            payload = answer(golden)
            seconds = time.perf_counter() - start
            reasons = reasons_against(golden, payload, page_texts)
            text = (payload.get("answer") or {}).get("text") or payload.get("message") or ""
            status = f"{payload.get('status')}/{payload.get('reason')}"
        except Exception as error:  # noqa: BLE001  (whatever breaks is this question's failure)
            seconds, text, status, reasons = time.perf_counter() - start, "", "error", [repr(error)]
            if golden.status == "not_found" and type(error).__name__ == "QuestionError":
                reasons = []
        verdicts.append(Verdict(golden, status, str(text), tuple(reasons), seconds))
    return verdicts


def table(verdicts: Sequence[Verdict], key: Callable[[Golden], str]) -> str:
    """One line per kind (or language), worst first, then the total and the median time."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for v in verdicts:
        groups[key(v.golden)].append(not v.reasons)
    ranked = sorted(groups.items(), key=lambda kv: (sum(kv[1]) / len(kv[1]), kv[0]))
    lines = [f"{name:24s} {sum(ok):4d}/{len(ok):<4d} {sum(ok) / len(ok):6.1%}" for name, ok in ranked]
    n, ok = len(verdicts), sum(not v.reasons for v in verdicts)
    times = f"median {median(v.seconds for v in verdicts) * 1e3:.1f} ms" if verdicts else ""
    return "\n".join([*lines, f"{'all':24s} {ok:4d}/{n:<4d} {ok / max(n, 1):6.1%} {times}"])


def assistant_answers(index: Path) -> tuple[Callable[[Golden], Payload], dict[str, str]]:
    """A function that asks the assistant of an index, and the texts of its pages."""
    from ogpqa.answers.payload import as_payload
    from ogpqa.assistant import open_assistant
    from ogpqa.config import Settings
    from ogpqa.types import Question

    assistant = open_assistant(Settings(index=index))
    generation, built_at = assistant.index.name, assistant.index.built_at

    def answer(golden: Golden) -> Payload:
        reply = assistant.answer(Question(golden.question, history=golden.history))
        return as_payload(reply, generation=generation, built_at=built_at, elapsed_ms=0.0)

    return answer, {page.page_id: page.text for page in assistant.index.store.pages}


def main() -> None:
    """Read the command line, score, print the tables and the failures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--kind", default="", help="only kinds whose name starts so")
    parser.add_argument("--lang", default="", help="only this language")
    parser.add_argument("--show", type=int, default=40, help="failures to print")
    parser.add_argument("--out", type=Path, help="write all failures here, a JSON object per line")
    args = parser.parse_args()
    goldens = [g for g in load_golden(args.questions) if g.kind.startswith(args.kind) and args.lang in ("", g.lang)]
    verdicts = score(goldens, *assistant_answers(args.index))
    failed = [v for v in verdicts if v.reasons]
    print(table(verdicts, lambda g: g.kind), table(verdicts, lambda g: g.lang), sep="\n\n")
    for v in failed[: args.show]:
        asked = " || ".join((*v.golden.history, v.golden.question))
        print(f"\n{v.golden.kind} [{v.golden.lang}] {asked}")
        print(f"  got {v.status}: {v.text[:160]!r}\n  why {'; '.join(v.reasons)[:300]}")
    if args.out:
        lines = (json.dumps(asdict(v), ensure_ascii=False) for v in failed)
        args.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
