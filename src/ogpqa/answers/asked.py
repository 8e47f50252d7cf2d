"""What a question asks of a passage: words that it has to hold, its kind, an attribute, a term to explain.

The words by which questions say so are data: reader.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ogpqa.answers.tables import load_table
from ogpqa.questions.contest import phrases_of_subjects
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations, wordings_in
from ogpqa.questions.text import Token, fold, tokenise

_KIND_ASKED = {"posts": "Post", "definition": "Definition"}  # what the relations of passages' rows ask for
REASON = "reason"
_FREE = frozenset({None, "Definition"})  # "findings table" asks for a meaning, and names a table all the same
_ANSWERED = ("date", "day", "duration", "frequency")  # "how long" is answered by "two days", which repeats neither word
_DOERS = ("person", "holder", "names", "date", "day", "place")
# Wordings that a passage need not repeat: they say how to answer, not of what.
_BUILDING = frozenset({"word.function", *(f"aggregate.{name}" for name in ("count", "list", "exists", "current"))})
_SHARED = 0.3  # rarity from which a word of another language can be a word of the pages
_UNSPACED = frozenset({"ko", "ja", "zh", "th"})
_INTERROGATIVE = re.compile(r"(?:how|wh)")
_ASKING, _NEXT = frozenset({"what", "which", "who", "how", "where", "why"}), 5  # behind these, "when" opens a clause
_OF_THESE, _PARTITIVE = frozenset({"of", "the", "these", "those"}), 3
_OWN = re.compile("['’]s\\b")  # "how many of Kenya's PROMISES"
_ASKING_FOR = re.compile(r"\b(?:how many|how much|number of|which|what)\b")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that an answer has to hold. `rarity` is 0 to 1: how few passages hold it."""

    token: Token
    rarity: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as passages are held against it."""

    words: tuple[AskedWord, ...]
    kinds: tuple[str, ...] = ()  # of passages that it names
    attribute: str | None = None  # what it asks for: person, date, place, number, frequency, reason
    polar: bool = False
    kind_alone: bool = False  # "which guides are there"
    all_words: frozenset[str] = frozenset()  # folded, small words and names too
    heads: tuple[Token, ...] = ()  # what is counted or chosen from: "how many REFORMERS", "which MEETING"
    term: str | None = None  # whose meaning is asked
    strict: bool = False  # nothing but an explanation of the term answers


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of reader.toml, as patterns over folded questions by language."""

    kinds: Mapping[str, Mapping[str, re.Pattern[str]]]
    attributes: Mapping[str, Mapping[str, re.Pattern[str]]]
    strict: Mapping[str, Sequence[re.Pattern[str]]]
    loose: Mapping[str, Sequence[re.Pattern[str]]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    last: re.Pattern[str]
    polar: re.Pattern[str]
    idle: frozenset[str]
    doing: frozenset[str]
    offering: frozenset[str]
    adjectives: frozenset[str]
    bodies: frozenset[str]
    agents: frozenset[str]
    frequency: frozenset[str]


@cache
def load_cues() -> Cues:
    """The cues in reader.toml."""
    table = load_table("reader")
    explained = table["explained"]
    return Cues(
        kinds={name: _by_language(words) for name, words in table["kinds"].items()},
        attributes={name: _by_language(words) for name, words in table["attributes"].items()},
        strict={lang: [re.compile(p) for p in found] for lang, found in explained["strict"].items()},
        loose={lang: [re.compile(p) for p in found] for lang, found in explained["loose"].items()},
        before=re.compile(rf"^(?:(?:{'|'.join(explained['around']['before'])})\s+)+"),
        after=re.compile(rf"\s(?:{'|'.join(explained['around']['after'])})\s.*$"),
        last=re.compile(rf"\s+(?:{'|'.join(explained['around']['last'])})$"),
        polar=re.compile("(?:" + "|".join(table["polar"]["openings"]) + r")\b"),
        idle=_stems(table["polar"]["idle"]),
        doing=_stems(table["polar"]["doing"]),
        offering=_stems(table["polar"]["offering"]),
        adjectives=_stems(table["heads"]["adjectives"]),
        bodies=_stems(table["bodies"]["words"]),
        agents=_stems(table["agents"]["words"]),
        frequency=_stems(table["frequency"]["words"]),
    )


def _by_language(words: Mapping[str, Sequence[str]]) -> Mapping[str, re.Pattern[str]]:
    def pattern(lang: str, found: Sequence[str]) -> re.Pattern[str]:
        edge = "" if lang in _UNSPACED else r"\b"
        return re.compile(rf"{edge}(?:{'|'.join(found)}){edge}")

    return {lang: pattern(lang, found) for lang, found in words.items()}


def _stems(words: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokenise(words))


def read_asked(reading: Reading, relation: str | None, rarity: Callable[[str], float]) -> Asked:
    """What a question asks of a passage; `rarity` is the index's, of a word.

    Of a question that is not English count the words that the pages hold too: names, numbers, quoted terms.
    """
    cues, text, english = load_cues(), fold(reading.text), reading.lang == "en"
    named = _named(reading, text)
    term, strict = _term(reading.lang, text)
    by_relation = None if english else _KIND_ASKED.get(relation or "")
    kinds = [name for name, *_ in named] or ([by_relation] if by_relation else [])
    attribute, where = _attribute(reading, text, [(start, end) for _, start, end in named])
    # "Who wrote it" asks for the writer: there, such verbs are not idle.
    small = function_words() | (cues.idle - cues.doing if attribute in _DOERS else cues.idle)
    small |= cues.offering if named else frozenset()
    words = [
        t
        for t in asked_words(reading)
        if t.stem not in small and not any(s <= t.start and t.end <= e for _, s, e in [*named, ("", *where)])
    ]
    weights = [rarity(t.text) for t in words]
    if english:  # "forum" is no typo of "form" where pages hold it
        words = [tokenise(t.text)[0] if w < 1 else t for t, w in zip(words, weights, strict=True)]
    found = [AskedWord(t, w) for t, w in zip(words, weights, strict=True) if english or _SHARED < w < 1]
    return Asked(
        words=tuple(found),
        kinds=tuple(dict.fromkeys(kinds)),
        attribute=attribute,
        polar=english and cues.polar.match(fold(reading.mended)) is not None,
        kind_alone=english and bool(named) and not words,
        all_words=frozenset(t.fold for t in reading.tokens),
        heads=_heads(reading, text, small) if english and attribute not in _ANSWERED else (),
        term=term,
        strict=strict,
    )


def asks_reason(reading: Reading) -> bool:
    """Whether the question asks why."""
    pattern = load_cues().attributes[REASON].get(reading.lang)
    return pattern is not None and pattern.search(fold(reading.text)) is not None


def asked_term(reading: Reading) -> tuple[str | None, bool]:
    """The term whose meaning is asked, bare, and whether only that is asked."""
    return _term(reading.lang, fold(reading.text))


@cache
def function_words() -> frozenset[str]:
    """Stems of the English words by which sentences are built."""
    cues = (cue for found in wordings_in("en").by_word.values() for cue in found)
    return frozenset(cue.words[0] for cue in cues if cue.target == "word.function" and len(cue.words) == 1)


def named_kinds(reading: Reading) -> tuple[str, ...]:
    """The kinds of passages that an English question names, the one that is meant first."""
    if reading.lang != "en":
        return ()
    return tuple(dict.fromkeys(name for name, *_ in _named(reading, fold(reading.text))))


def asked_words(reading: Reading) -> tuple[Token, ...]:
    """The words of a question that an answer has to hold: neither small words nor names of members."""
    explained = [(m.start, m.end) for m in reading.mentions if m.kind in {"members"}]
    explained += [(c.start, c.end) for c in reading.cues if c.target in _BUILDING]
    return tuple(
        t
        for t in reading.tokens
        if (len(t.fold) > 1 or t.fold.isdigit()) and not any(s <= t.start and t.end <= e for s, e in explained)
    )


def _named(reading: Reading, text: str) -> list[tuple[str, int, int]]:
    """The kinds that are named and where, in the order of reader.toml."""
    if len(text) != len(reading.text):  # places in the folded text are places in the question
        return []
    patterns = [(name, by_lang[reading.lang]) for name, by_lang in load_cues().kinds.items() if reading.lang in by_lang]
    titles = [(m.start, m.end) for m in reading.mentions if m.kind == "titles"]  # "Standards for Post Offices"
    phrases = phrases_of_subjects(reading.tokens) if reading.lang == "en" else []  # "post offices" is no post
    found = []
    for name, pattern in patterns:
        spans = [m.span() for m in pattern.finditer(text)]
        spans += [(t.start, t.end) for t in reading.mended_tokens if pattern.fullmatch(t.fold)]  # "giude" is a guide
        others = (*titles, *phrases, *_of_others(reading, name))
        found += [(name, s, e) for s, e in spans if not any(start <= s and e <= end for start, end in others)]
    return found


def _of_others(reading: Reading, kind: str) -> list[tuple[int, int]]:
    """Where longer wordings ask for another kind of record: "their post" is a role."""
    relations = load_relations()
    names = ((c, c.target.removeprefix("relation.")) for c in reading.cues if c.n_words > 1)
    return [(c.start, c.end) for c, name in names if name in relations and relations[name].record not in _FREE | {kind}]


def _attribute(reading: Reading, text: str, named: Sequence[tuple[int, int]]) -> tuple[str | None, tuple[int, int]]:
    """What is asked for and where the question says so: the words there are answered, not repeated.

    `named` is where kinds of passages are named: "which article tells people" asks for an article, not for people.
    """
    found: list[tuple[str, re.Match[str]]] = []
    if len(text) == len(reading.text):
        for name, by_lang in load_cues().attributes.items():
            pattern = by_lang.get(reading.lang)
            matches = pattern.finditer(text) if pattern else iter(())
            if match := next((m for m in matches if not _is_aside(reading, m, named)), None):
                found.append((name, match))
    if found:
        # "In what month did the budget portal open" asks for a month: what stands first says it, of equals the first.
        name, match = min(found, key=lambda pair: pair[1].start()) if reading.lang == "en" else found[0]
        return name, match.span() if name in _ANSWERED else (0, 0)
    return ("number" if reading.lang != "en" and "count" in reading.aggregates else None), (0, 0)


def _is_aside(reading: Reading, found: re.Match[str], named: Sequence[tuple[int, int]]) -> bool:
    """Whether a wording is no question of its own: a subject, across a kind, or "what is it when people meet"."""
    across = any(found.start() < start and end < found.end() for start, end in named)
    clause = found.group() == "when" and any(
        t.fold in _ASKING and t.end < found.start() - _NEXT for t in reading.tokens
    )
    return across or clause or _is_subject(reading, found)


def _is_subject(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a noun stands behind "about" or a word in a title: "anything about the budget" asks for no sum."""
    titles = [m for m in reading.mentions if m.kind == "titles"]
    if any(m.start <= found.start() and found.end() <= m.end for m in titles):
        return True
    starts = (c.end for c in reading.cues if c.target == "aggregate.about")
    return not _INTERROGATIVE.match(found.group()) and any(start < found.start() for start in starts)


def _term(lang: str, text: str) -> tuple[str | None, bool]:
    """The term whose meaning is asked, bare, and whether only that is asked."""
    cues, bare = load_cues(), text.strip(" ?!.？。¿")
    for strict, patterns in ((True, cues.strict.get(lang, ())), (False, cues.loose.get(lang, ()))):
        for pattern in patterns:
            if (found := pattern.search(bare)) and (term := _bare_term(found.group(1))):
                return term, strict
    return None, False


def _bare_term(text: str) -> str:
    cues = load_cues()
    clean = re.sub(r"[\"'“”«»„‘’()]+", " ", text)
    return cues.last.sub("", cues.before.sub("", cues.after.sub("", f" {clean} ").strip())).strip()


def _heads(reading: Reading, text: str, small: frozenset[str]) -> tuple[Token, ...]:
    """The nouns that stand right behind "how many", "which" or "what": one, or two when the first says little."""
    found = _ASKING_FOR.search(text)
    if found is None or len(text) != len(reading.text):
        return ()
    owners = [(m.start, m.end + len(own.group())) for m in reading.mentions if (own := _OWN.match(reading.text, m.end))]
    behind = [t for t in reading.tokens if t.start >= found.end() and not any(s <= t.start < e for s, e in owners)]
    heads: list[Token] = []
    for i, token in enumerate(behind):
        if not heads and i < _PARTITIVE and (token.fold in _OF_THESE or token.fold.isdigit()):
            continue  # "how many of the 64 cities"
        if not heads and 0 < i <= _PARTITIVE and token.fold in {"is", "are", "was", "were"}:
            continue  # "how many of the 64 are cities"
        if token.stem in small:
            break
        heads.append(token)
        if token.stem not in load_cues().adjectives:
            break
    return tuple(heads[-1:])
