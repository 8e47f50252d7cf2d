"""What stands in a question before a relation is chosen: language, names, words that are wordings, typos mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property

from ogpqa.questions.entities import find_mentions, find_soft
from ogpqa.questions.gazetteer import Gazetteer, Gazetteers
from ogpqa.questions.language import LANGUAGES, detect_language
from ogpqa.questions.mentions import SOFT, Mention, free_tokens
from ogpqa.questions.relations import MASKS, CueHit, Wordings, wordings_in
from ogpqa.questions.spellings import Spellings
from ogpqa.questions.text import Token, is_unspaced, normalise, stem, tokenise

_MASK_OF = {"members": "MEMBER", "places": "MEMBER", "persons": "PERSON", "codes": "CODE", "emails": "EMAIL",
            "years": "YEAR", "periods": "PERIOD", "countries": "MEMBER", "organisations": "ORGANISATION",
            "roles": "ROLE"}  # fmt: skip
_SOFT_MASK_OF = {"titles": "TOPIC", "areas": "TOPIC", "resource_types": "DOCTYPE", "terms": "TERM"}
_LONG_ENOUGH = 6  # letters from which a function word is seen through a typo
_CONTESTED = frozenset({"count", "list", "latest", "first", "most", "exists", "compare", "current"})


@dataclass(frozen=True)
class Reading:
    """What stands in a question before a relation is chosen."""

    text: str
    lang: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    cues: tuple[CueHit, ...]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The values of all mentions of one kind, in order, once each."""
        return tuple(dict.fromkeys(v for m in self.mentions if m.kind == kind for v in m.values))

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """The aggregates and other marks that the question's words call for, longer wordings first."""
        hits = [c for c in self.cues if c.target.startswith("aggregate.")]
        return tuple(dict.fromkeys(c.target.split(".", 1)[1] for c in hits))

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that no wording explains that all relations share, function words and aggregates; names are in."""
        explained = [(c.start, c.end) for c in self.cues if c.target.startswith(("word.", "aggregate."))]
        return tuple(
            t for t in self.tokens if len(t.text) > 1 and not any(s <= t.start and t.end <= e for s, e in explained)
        )

    @cached_property
    def masked(self) -> tuple[str, ...]:
        """The question with plain names for its names, as the exemplars are encoded; without and with soft ones."""
        return tuple(dict.fromkeys((self._masked(_MASK_OF), self._masked({**_MASK_OF, **_SOFT_MASK_OF}))))

    def _masked(self, masks: Mapping[str, str]) -> str:
        parts, at = [], 0
        for m in self.mentions:
            if m.kind in masks and m.start >= at:
                parts += [self.text[at : m.start], MASKS[masks[m.kind]]]
                at = m.end
        return "".join((*parts, self.text[at:]))


class QuestionReader:
    """Reads questions against the names of one index and the wordings of all languages."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._gazetteers = gazetteers
        self._english = wordings_in("en")
        self._known_in: dict[str, _Known] = {}

    def read(self, text: str, lang: str | None = None) -> Reading:
        """Names, cues and language of a question. Raises QuestionError for text that cannot be a question."""
        clean = normalise(text)
        names = self._gazetteers.in_language("en")
        mentions = find_mentions(clean, names, self._english.words)
        code = lang if lang in LANGUAGES else detect_language(_without(clean, mentions), _own_words, clean)
        wordings = wordings_in(code)
        if code != "en":
            names = self._gazetteers.in_language(code)
            mentions = find_mentions(clean, names, wordings.words | self._english.words)
        known = self._known(wordings, names)
        tokens = _corrected(tokenise(clean), mentions, known)
        mentions = (
            *(m for m in mentions if m.kind not in SOFT),
            *find_soft(tokens, names),
            *_synonyms(clean, wordings),
        )
        hard = [m for m in mentions if m.kind not in SOFT]
        found = [
            c for c in wordings.find(clean, tokens) if not any(m.start <= c.start and c.end <= m.end for m in hard)
        ]
        cues = _contested(found)
        if code != "de":  # German writes every noun like a name
            mentions = (
                *mentions,
                *_unknown_names(clean, tokens, mentions, cues, known.folds),
            )
        return Reading(clean, code, tokens, _sorted(mentions), cues)

    def _known(self, wordings: Wordings, names: Gazetteer) -> _Known:
        if wordings.lang not in self._known_in:
            everyday = frozenset(word for word in wordings.small if len(word) < _LONG_ENOUGH)  # "whale" is not "whole"
            spellings = Spellings(_long((wordings.words - everyday) | names.soft_words))
            folds = names.vocabulary | self._english.words
            self._known_in[wordings.lang] = _Known(wordings.words, names.vocabulary, folds, spellings)
        return self._known_in[wordings.lang]


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that a language's questions are read with: gathered once, not for each question."""

    wordings: Set[str]
    vocabulary: Set[str]  # of the pages
    folds: Set[str]  # of both, in English
    spellings: Spellings  # of what a typo may have been


def _corrected(tokens: Sequence[Token], mentions: Sequence[Mention], words: _Known) -> tuple[Token, ...]:
    """Tokens with typos in wordings mended: "commitmnets" is read as "commitments", names stay as they are."""
    claimed = free_tokens(tokens, mentions)
    mended = []
    for t in tokens:
        known = t not in claimed or t.stem in words.wordings or t.fold in words.vocabulary
        if not known and len(t.fold) >= 4 and not is_unspaced(t.fold):
            limit = 1 if len(t.fold) < 8 else 2
            # Sets have no order: ties go to the word that begins alike, then by alphabet.
            near = ((n, word[0] != t.fold[0], word) for word, n in words.spellings.near(t.fold, limit))
            _, other, word = min(near, default=(0, True, ""))
            if not other:
                t = replace(t, fold=word, stem=stem(word))
        mended.append(t)
    return tuple(mended)


def _unknown_names(
    text: str, tokens: Sequence[Token], mentions: Sequence[Mention], cues: Sequence[CueHit], known: Set[str]
) -> list[Mention]:
    """Words written like a name that nothing knows: most likely a place or a person that the index has not."""
    spans = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in cues]
    found: list[Mention] = []
    for t in tokens:
        explained = t.fold in known or any(s < t.end and t.start < e for s, e in spans)
        if explained or len(t.text) < 4 or not t.text[0].isupper() or t.text.isupper() or is_unspaced(text):
            continue
        if found and text[found[-1].end : t.start].strip() == "":
            found[-1] = replace(found[-1], values=(text[found[-1].start : t.end],), end=t.end)
        else:
            found.append(Mention("places", (t.text,), t.start, t.end, False))
    return found


@cache
def _own_words(lang: str) -> frozenset[str]:
    """Folded words that tell a language: those of its wordings."""
    return frozenset(word for word in wordings_in(lang).words if len(word) > 1)


def _long(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) >= 4]


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for m in mentions:
        if m.kind not in SOFT:
            text = text[: m.start] + " " * (m.end - m.start) + text[m.end :]
    return text


def _sorted(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(dict.fromkeys(mentions), key=lambda m: (m.start, -m.end)))


def _synonyms(text: str, wordings: Wordings) -> list[Mention]:
    """Areas and document types by a wording of the language ("lucha contra la corrupción" for Anti-Corruption)."""
    tokens = tokenise(text)
    found = []
    for kind, table in wordings.synonyms.items():
        for phrase, value in table.items():
            words = [t.stem for t in tokenise(phrase)]
            for i in range(len(tokens) - len(words) + 1):
                if [t.stem for t in tokens[i : i + len(words)]] == words:
                    found.append(Mention(kind, (value,), tokens[i].start, tokens[i + len(words) - 1].end))
            if is_unspaced(phrase) and (at := text.find(phrase)) >= 0:
                found.append(Mention(kind, (value,), at, at + len(phrase)))
    return found


def _contested(cues: Sequence[CueHit]) -> tuple[CueHit, ...]:
    """Aggregates compete for words: "most recent" is latest, not most."""
    aggregates = [c for c in cues if c.target.removeprefix("aggregate.") in _CONTESTED]
    kept = [
        c
        for c in aggregates
        if not any(o.start <= c.start and c.end <= o.end and (o.end - o.start) > (c.end - c.start) for o in aggregates)
    ]
    return (*(c for c in cues if c not in aggregates), *kept)
