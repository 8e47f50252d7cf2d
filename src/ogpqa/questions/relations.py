"""Relations and their wordings, read from data: what can be asked, and with which words.

`data/relations.toml` says what a relation answers from; `data/wordings/<lang>.toml` gives the words and example
questions of one language. Both are checked when they are read; nothing here knows a single relation by name.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from ogpqa.errors import SettingsError
from ogpqa.questions.beginnings import Beginnings
from ogpqa.questions.text import Token, fold, is_unspaced, stem, tokenise
from ogpqa.types import RECORD_TYPES, Reason

DATA = Path(__file__).parent / "data"
# What stands in for a mask when an example or a question is encoded: plain names that encoders know.
MASKS: Mapping[str, str] = {
    "MEMBER": "Finland", "YEAR": "2015", "CODE": "FI0012", "PERSON": "Anna Smith", "EMAIL": "anna@example.org",
    "DOCTYPE": "IRM report", "TOPIC": "clean water", "TERM": "deliverable", "PERIOD": "2014-2016",
    "ORGANISATION": "the Ministry of Transport", "ROLE": "Head of Department",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One thing that can be asked; the fields are those of data/relations.toml."""

    name: str
    asks: str
    record: str | None = None
    value: str | None = None
    show: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    year: str | None = None
    years: str | None = None
    accepts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    aggregates: tuple[str, ...] = ()
    section: str | None = None
    groups: tuple[str, ...] = ()
    distinct: str | None = None
    single: bool = False
    stated: str | None = None
    outline: str | None = None
    otherwise: str | None = None
    worded: bool = False
    card: str | None = None
    lacking: str | None = None
    by_subject: bool = False
    reason: Reason | None = None
    unnamed: Reason = "too_vague"


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording of one target: "relation.contact", "aggregate.count", "word.function". Words may end in * or !."""

    target: str
    words: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a question, and the characters that it explains."""

    target: str
    start: int
    end: int
    weight: float
    n_words: int = 1


@dataclass(frozen=True, slots=True)
class Wordings:
    """All wordings of one language, ready for look-up."""

    lang: str
    by_word: Mapping[str, tuple[Cue, ...]]  # stem of the first word -> cues
    prefixes: Mapping[str, Sequence[tuple[str, Cue]]]  # first letter -> beginnings of words and their cues
    inside: Beginnings[Cue]  # for unspaced scripts, longest first
    examples: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # filter -> wording -> value
    words: frozenset[str] = frozenset()  # every folded word of the wordings, and its stem
    small: frozenset[str] = frozenset()  # every folded function word, and its stem
    numbers: Mapping[str, int] = field(default_factory=dict)  # folded words for numbers
    ordinals: Mapping[str, int] = field(default_factory=dict)  # "third", "3rd"
    ranges: frozenset[str] = frozenset()  # what stands between the years of "2019 to 2021", folded
    own: frozenset[str] = frozenset()  # folded words with which people speak of themselves
    telling: frozenset[str] = frozenset()  # folded verbs with which they say who told them
    that: frozenset[str] = frozenset()  # folded words that open what was told
    joints: tuple[str, ...] = ()  # words between two questions in one; beginnings of words in *
    neither: tuple[str, ...] = ()  # words between two names that are both denied, beside those two
    alternatives: tuple[str, ...] = ()  # words between two subjects of which either will do
    vocabulary: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # relation -> stems of its words and examples

    def find(self, text: str, tokens: Sequence[Token]) -> tuple[CueHit, ...]:
        """Every cue in a question; for one target longer cues first, without overlap."""
        hits = [*self._spaced(tokens), *(self._unspaced(text) if is_unspaced(text) else ())]
        hits.sort(key=lambda h: (-(h.end - h.start), h.start))
        kept: dict[str, list[CueHit]] = defaultdict(list)
        for hit in hits:
            if not any(hit.start < k.end and k.start < hit.end for k in kept[hit.target]):
                kept[hit.target].append(hit)
        return tuple(hit for group in kept.values() for hit in group)

    def _spaced(self, tokens: Sequence[Token]) -> Iterable[CueHit]:
        for i, token in enumerate(tokens):
            for cue in self.by_word.get(token.stem, ()):
                if stand_at(tokens, i, cue.words):
                    yield _hit(cue, tokens, i)
            for prefix, cue in self.prefixes.get(token.fold[:1], ()):
                if token.fold.startswith(prefix) and stand_at(tokens, i, cue.words):
                    yield _hit(cue, tokens, i)

    def _unspaced(self, text: str) -> Iterable[CueHit]:
        folded = fold(text)
        if len(folded) != len(text):
            return
        for form, cue in self.inside.inside(folded):
            start = folded.find(form)
            while start >= 0:
                yield CueHit(cue.target, start, start + len(form), cue.weight)
                start = folded.find(form, start + len(form))


def _hit(cue: Cue, tokens: Sequence[Token], i: int) -> CueHit:
    n = len(cue.words)
    return CueHit(cue.target, tokens[i].start, tokens[i + n - 1].end, cue.weight, n)


def stand_at(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    """Whether the words of a wording stand in a question from its word i on."""
    if i + len(words) > len(tokens):
        return False
    # A plain loop: most wordings that begin with a word end at the next, and a generator costs more than that.
    for j, word in enumerate(words, i):  # noqa: SIM110
        if not fits(tokens[j], word):
            return False
    return True


def fits(token: Token, word: str) -> bool:
    """Whether a word of a question is that of a wording; begins so where the wording's word ends in *; is written just
    so where it ends in !."""
    if word.endswith("*"):
        return token.fold.startswith(word[:-1])
    return token.fold == word[:-1] if word.endswith("!") else word == token.stem


@cache
def load_relations() -> Mapping[str, Relation]:
    """All relations by name, in the order of the file. Raises SettingsError that names table and key."""
    path = DATA / "relations.toml"
    known = {f.name for f in fields(Relation)}
    relations = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        unknown = set(table) - known
        if unknown or (table.get("record") not in {None, *RECORD_TYPES}):
            problem = f"unknown key {sorted(unknown)[0]!r}" if unknown else f"unknown record type {table['record']!r}"
            raise SettingsError(f"{path.name}: [{name}] has an {problem}.", f"Known keys: {', '.join(sorted(known))}.")
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
        relations[name] = Relation(name=name, **values)  # type: ignore[arg-type]  # checked above, key by key
    return relations


def wording_languages() -> tuple[str, ...]:
    """The languages that have a wordings file, in order of their codes."""
    return tuple(path.stem for path in sorted((DATA / "wordings").glob("*.toml")))


@cache
def wordings_in(lang: str) -> Wordings:
    """The wordings of a language that has a file. Raises SettingsError that names file and table."""
    return _read_wordings(DATA / "wordings" / f"{lang}.toml")


def load_wordings() -> Mapping[str, Wordings]:
    """The wordings of every language, by language."""
    return {lang: wordings_in(lang) for lang in wording_languages()}


def _read_wordings(path: Path) -> Wordings:
    # As questions are normalised: the Thai "am" is two characters there.
    data: dict[str, Any] = tomllib.loads(unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")))
    unknown = set(data.get("relations", {})) - set(load_relations())
    if unknown:
        raise SettingsError(f"{path.name}: [relations.{sorted(unknown)[0]}] is not in relations.toml.", "Add it there.")
    phrases: list[tuple[str, str]] = [("word." + kind, w) for kind, ws in data["words"].items() for w in ws.split()]
    phrases += [("aggregate." + name, w) for name, ws in data.get("aggregates", {}).items() for w in ws]
    tables = data.get("relations", {})
    phrases += [("relation." + name, w) for name, table in tables.items() for w in table.get("words", ())]
    cues = _weighted(phrases)
    by_word: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        by_word[first_stem(cue.words)].append(cue)
    return Wordings(
        lang=path.stem,
        by_word={word: tuple(found) for word, found in by_word.items() if not word.endswith("*")},
        prefixes=_by_letter((c.words[0][:-1], c) for c in cues if c.words[0].endswith("*")),
        inside=Beginnings(
            sorted((("".join(c.words), c) for c in cues if is_unspaced(c.words[0])), key=lambda p: -len(p[0])), 1
        ),
        examples={name: tuple(table.get("examples", ())) for name, table in tables.items()},
        synonyms=data.get("synonyms", {}),
        words=_forms(*(phrase for _, phrase in phrases)),
        small=_forms(data["words"].get("function", "")),
        numbers=_counted(data.get("numbers", {}).get("cardinal", "")),
        ordinals=_counted(data.get("numbers", {}).get("ordinal", "")),
        ranges=frozenset(fold(words) for words in data.get("numbers", {}).get("ranges", ())),
        own=frozenset(fold(word) for word in data.get("compound", {}).get("own", ())),
        telling=frozenset(fold(word) for word in data.get("compound", {}).get("telling", ())),
        that=frozenset(fold(word) for word in data.get("compound", {}).get("that", ())),
        joints=tuple(data.get("compound", {}).get("joints", ())),
        alternatives=tuple(data.get("compound", {}).get("alternatives", ())),
        neither=tuple(data.get("compound", {}).get("neither", ())),
        vocabulary={name: _vocabulary(table) for name, table in tables.items()},
    )


def _by_letter(prefixes: Iterable[tuple[str, Cue]]) -> Mapping[str, Sequence[tuple[str, Cue]]]:
    found: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
    for prefix, cue in prefixes:
        found[prefix[:1]].append((prefix, cue))
    return dict(found)


def _forms(*phrases: str) -> frozenset[str]:
    """The words of phrases folded, and their stems."""
    return frozenset(form for phrase in phrases for t in tokenise(phrase) for form in (t.fold, t.stem))


def _counted(words: str) -> dict[str, int]:
    """Words for one, two, three … by number; forms of one number are joined by a slash."""
    return {fold(form): n for n, forms in enumerate(words.split(), 1) for form in forms.split("/")}


def bare(example: str) -> str:
    """An example without its masks: what stands in for a name is no word of the relation."""
    return " ".join(word for word in example.replace("'s", " ").split() if word.strip("?!.,:;()") not in MASKS)


def _vocabulary(table: Mapping[str, Sequence[str]]) -> frozenset[str]:
    texts = (*table.get("words", ()), *(bare(example) for example in table.get("examples", ())))
    return frozenset(t.stem for text in texts for t in tokenise(text))


def _weighted(phrases: Sequence[tuple[str, str]]) -> tuple[Cue, ...]:
    """Cues with weights: a wording that fewer relations share says more, and so does a longer one."""
    n_relations = len(load_relations())
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for target, phrase in phrases:
        if words := cue_words(phrase):
            owners[words].add(target)
    cues = []
    for words, targets in owners.items():
        shared = sum(target.startswith("relation.") for target in targets)
        weight = math.log(1 + n_relations / max(shared, 1)) / math.log(1 + n_relations)
        weight *= 1 + 0.4 * (len(words) - 1)
        if "word.function" in targets and shared:
            weight *= 0.5
        cues += [Cue(target, words, weight) for target in sorted(targets)]
    return tuple(cues)


def cue_words(phrase: str) -> tuple[str, ...]:
    """The words of a wording as questions are compared with them: stems, beginnings (in *), exact forms (in !)."""
    marked = ((token, phrase[token.end : token.end + 1]) for token in tokenise(phrase))
    return tuple(token.fold + mark if mark in ("*", "!") else token.stem for token, mark in marked)


def first_stem(words: Sequence[str]) -> str:
    """The stem under which a wording is looked up: that of its first word, which may have to be written just so."""
    return stem(words[0][:-1]) if words[0].endswith("!") else words[0]


def filled(example: str) -> str:
    """An example question with plain names in place of its masks."""
    for mask, name in MASKS.items():
        example = example.replace(mask, name)
    return example


@cache
def exemplars(lang: str | None = None) -> tuple[tuple[str, str], ...]:
    """(relation, example question without masks) of one language, or of all, in a stable order."""
    chosen = [wordings_in(code) for code in ((lang,) if lang else wording_languages())]
    return tuple((name, filled(e)) for w in chosen for name, examples in w.examples.items() for e in examples)
