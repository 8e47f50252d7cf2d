"""What speaks for a passage as the answer to a question, as a few numbers that a person can read.

    nearness   cosine of question and passage
    lead       how far that cosine is ahead of the other passages'
    coverage   share of the asked words that the passage or its headings hold, rare words counting more
    missing    how much of the question's meaning lies in asked words that the passage does not hold
    kind       1 when the passage is of the kind that the question names (a post, a definition, a table), -1 when not
    lacking    1 when the question asks for a person, date, place, number or reason and the passage holds none
    polar      1 when the question asks whether something is so: a quote rarely says yes or no

The words behind `kind`, `lacking` and `polar` are data: reader.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ogpqa.answers.topics import same_word
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import Token, fold, tokenise
from ogpqa.types import Hit, Passage

_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million half quarter""".split()
)
_LINES_OF_A_TABLE = 5
_BOX_SECTION = "current action plan"  # pages recommend guides in a box of their own below the plan


class Features(NamedTuple):
    """What speaks for a passage; all are 0 where nothing is known."""

    nearness: float = 0.0
    lead: float = 0.0
    coverage: float = 0.0
    missing: float = 0.0
    kind: float = 0.0
    lacking: float = 0.0
    polar: float = 0.0


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that an answer has to hold. `rarity` and `meaning` are 0 to 1: how few passages hold it, and how much of
    the question's meaning goes with it."""

    token: Token
    rarity: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as passages are held against it."""

    words: tuple[AskedWord, ...]
    kinds: tuple[str, ...]  # of passages that it names
    attribute: str | None  # what it asks for: person, date, place, number, reason
    polar: bool
    kind_alone: bool = False  # "which guides are there"
    all_words: frozenset[str] = frozenset()  # folded, small words and names too


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of reader.toml: kinds of passages, attributes and openings of yes-or-no questions."""

    kinds: Mapping[str, re.Pattern[str]]
    attributes: Mapping[str, re.Pattern[str]]
    polar: re.Pattern[str]
    idle: frozenset[str]


@cache
def load_cues() -> Cues:
    """The cues in reader.toml, each a pattern over the folded question."""
    table: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "reader.toml").read_text(encoding="utf-8"))
    return Cues(
        kinds={name: _any_of(words) for name, words in table["kinds"].items()},
        attributes={name: _any_of(words) for name, words in table["attributes"].items()},
        polar=re.compile("(?:" + "|".join(table["polar"]["openings"]) + r")\b"),
        idle=frozenset(t.stem for t in tokenise(table["polar"]["idle"])),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")\b")


def read_asked(
    reading: Reading,
    relation: str | None,
    rarity: Callable[[str], float],
    meaning: Callable[[Sequence[Token]], Sequence[float]],
) -> Asked:
    """What a question asks of a passage. The index gives the `rarity` of a word and the share of `meaning` of words.

    Of a question that is not English count the words that the pages hold too: names, numbers, quoted terms.
    """
    cues, text, english = load_cues(), fold(reading.text), reading.lang == "en"
    patterns = cues.kinds.items() if english and len(text) == len(reading.text) else ()
    named = [(name, *m.span()) for name, pattern in patterns for m in pattern.finditer(text)]
    asked_kind = _KIND_ASKED.get(relation or "") if not english else None
    kinds = dict.fromkeys(name for name, *_ in (named or ([(asked_kind, 0, 0)] if asked_kind else [])))
    small = wordings_in("en").small | cues.idle
    words = [
        t
        for t in asked_words(reading)
        if t.stem not in small and not any(s <= t.start and t.end <= e for _, s, e in named)
    ]
    if not english:
        words = [t for t in words if _SHARED < rarity(t.text) < 1]
    return Asked(
        words=tuple(AskedWord(t, rarity(t.text), share) for t, share in zip(words, meaning(words), strict=True)),
        kinds=tuple(kinds),
        attribute=_attribute(reading, text),
        polar=english and cues.polar.match(text) is not None,
        kind_alone=bool(named) and not words,
        all_words=frozenset(t.fold for t in reading.tokens),
    )


def named_kinds(reading: Reading) -> tuple[str, ...]:
    """The kinds of passages that an English question names, the one that is meant first."""
    if reading.lang != "en":
        return ()
    text = fold(reading.text)
    return tuple(name for name, pattern in load_cues().kinds.items() if pattern.search(text))


_KIND_ASKED = {"posts": "Post", "definition": "Definition"}  # what the relations of passages' rows ask for
_SHARED = 0.3  # rarity from which a word of another language can be a word of the pages


def _attribute(reading: Reading, text: str) -> str | None:
    if reading.lang != "en":
        return "number" if "count" in reading.aggregates else None
    return next((name for name, pattern in load_cues().attributes.items() if pattern.search(text)), None)


def asked_words(reading: Reading) -> tuple[Token, ...]:
    """The words of a question that an answer has to hold: neither small words nor names of members."""
    explained = [(m.start, m.end) for m in reading.mentions if m.kind in {"members"}]
    explained += [(c.start, c.end) for c in reading.cues if c.target.startswith(("word.", "aggregate."))]
    return tuple(
        t
        for t in reading.tokens
        if (len(t.fold) > 1 or t.fold.isdigit()) and not any(s <= t.start and t.end <= e for s, e in explained)
    )


def weigh_features(asked: Asked, hit: Hit, others: Sequence[Hit]) -> Features:
    """The features of a hit. `others` are all hits of the question, from which it stands out or not."""
    there = tokenise(" ".join((hit.passage.text, *hit.passage.section)))
    met = [any(same_word(w.token, other) for other in there) for w in asked.words]
    total = sum(w.rarity for w in asked.words)
    cosines = sorted((h.dense or 0.0 for h in others if h.passage.number != hit.passage.number), reverse=True)
    rest = cosines[:5]
    fit = _kind_fit(asked.kinds, hit.passage)
    covered = sum(w.rarity for w, yes in zip(asked.words, met, strict=True) if yes)
    coverage = covered / total if total else float(asked.kind_alone and fit > 0)
    return Features(
        nearness=hit.dense or 0.0,
        lead=(hit.dense or 0.0) - (sum(rest) / len(rest) if rest else 0.0),
        coverage=coverage,
        missing=sum(w.meaning * w.rarity for w, yes in zip(asked.words, met, strict=True) if not yes),
        kind=fit,
        lacking=float(lacks(asked, hit.passage)),
        polar=float(asked.polar),
    )


def kind_of(passage: Passage) -> str:
    """A row's record type; "Table" for lines that are no sentences, "Guide" for a box, else "Text"."""
    if passage.record_type:
        return passage.record_type
    lines = [line for line in passage.text.splitlines() if line.strip()]
    is_table = len(lines) >= _LINES_OF_A_TABLE and not any(line.rstrip().endswith((".", "…", "?")) for line in lines)
    if is_table:
        return "Table"
    in_a_box = len(passage.section) > 1 and fold(passage.section[0]) == _BOX_SECTION
    return "Guide" if in_a_box else "Text"


def _kind_fit(kinds: Sequence[str], passage: Passage) -> float:
    """1 for the kind named first, 0 for another that is named or when none is, else -1."""
    if not kinds or kind_of(passage) in kinds[1:]:
        return 0.0
    return 1.0 if kind_of(passage) == kinds[0] else -1.0


def lacks(asked: Asked, passage: Passage) -> bool:
    """Whether the question asks for an attribute that the passage cannot give.

    A table whose icons are lost gives no number, and no date or person either. A definition says when a word applies:
    "when" asks it for no date.
    """
    if asked.attribute is None:
        return False
    kind = kind_of(passage)
    if kind == "Definition":
        return asked.attribute != "date"
    if kind == "Table":
        return asked.attribute != "number" or re.search(r"\d ?%", passage.text) is None
    running = passage.text.partition("\n")[2] or passage.text  # titles and headings name what is asked about
    return not _HOLDS[asked.attribute](running, asked.all_words)


_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(rf"\b{_MONTH}\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}\.\d{{1,2}}\.", re.I)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: (?:of |the )*[A-Z][\w’'-]+)*|\S+@\S+")
_PLACE = re.compile(r"\b(?:in|at) (?:the )?[A-Z]\w+")
_REASON = re.compile(r"\b(?:because|due to|in order to|so that|since|to (?:support|help|protect|gain|tell))\b", re.I)


def _holds_number(text: str, words: frozenset[str]) -> bool:
    numbers = set(re.findall(r"\d+", text)) | {w for t in tokenise(text) if (w := t.fold) in _NUMBER_WORDS}
    return bool(numbers - words)


def _is_news(name: str, words: frozenset[str]) -> bool:
    """Whether a name is one that the question does not hold, and no month."""
    return _DATE.search(name) is None and not {t.fold for t in tokenise(name)} <= words


_HOLDS: Mapping[str, Callable[[str, frozenset[str]], bool]] = {
    "number": _holds_number,
    "date": lambda text, words: _DATE.search(text) is not None,
    "person": lambda text, words: any(_is_news(m.group(), words) for m in _NAME.finditer(text)),
    "place": lambda text, words: any(
        not {t.fold for t in tokenise(m.group())[1:]} <= words for m in _PLACE.finditer(text)
    ),
    "reason": lambda text, words: _REASON.search(text) is not None,
}
