"""What stands in a question before a relation is chosen: language, names, words that are wordings, typos mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property

from ogpqa.questions import places
from ogpqa.questions.amounts import claimed_counts, find_amounts
from ogpqa.questions.contest import (
    contested,
    is_indirect,
    outside_subjects,
    phrases_of_subjects,
    stands_in,
    without_subjects,
)
from ogpqa.questions.entities import find_mentions, find_soft
from ogpqa.questions.gazetteer import Gazetteer, Gazetteers
from ogpqa.questions.language import LANGUAGES, detect_language, language_of_script
from ogpqa.questions.mending import Known, corrected, known_words, long_words
from ogpqa.questions.mentions import SOFT, Mention, free_tokens, glossed, is_claimed
from ogpqa.questions.relations import MASKS, CueHit, bare, wordings_in
from ogpqa.questions.subjects import find_subject
from ogpqa.questions.synonyms import find_synonyms
from ogpqa.questions.text import Token, fold, is_unspaced, normalise, tokenise
from ogpqa.questions.thesaurus import abbreviations, subject_words
from ogpqa.questions.title_parts import find_title_parts
from ogpqa.questions.type_heads import find_type_heads

_MASK_OF = {"members": "MEMBER", "places": "MEMBER", "persons": "PERSON", "codes": "CODE", "emails": "EMAIL",
            "years": "YEAR", "periods": "PERIOD", "countries": "MEMBER", "organisations": "ORGANISATION",
            "roles": "ROLE", "title_starts": "TOPIC", "title_holds": "TOPIC"}  # fmt: skip
_SOFT_MASK_OF = {"titles": "TOPIC", "areas": "TOPIC", "resource_types": "DOCTYPE", "terms": "TERM"}
_BEGINNING = 5  # letters of a word's beginning that tell its language
_BUILDING = ("word.function", "word.domain", "aggregate.")  # wordings that all relations share
_LONG_ENOUGH = 4  # letters of a function word that can be part of a topic


@dataclass(frozen=True)
class Reading:
    """What stands in a question before a relation is chosen."""

    text: str
    lang: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    cues: tuple[CueHit, ...]
    about: str = ""  # the subject, where its meaning tells it and no word beside it

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The values of all mentions of one kind, in order, once each."""
        return tuple(dict.fromkeys(v for m in self.mentions if m.kind == kind for v in m.values))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of names in the question, but for soft ones."""
        return frozenset(m.kind for m in self.mentions if m.kind not in SOFT)

    @cached_property
    def by_target(self) -> Mapping[str, Sequence[CueHit]]:
        """The cues by what they are wordings of; none of what the question does not say."""
        found: dict[str, list[CueHit]] = {}
        for cue in self.cues:
            found.setdefault(cue.target, []).append(cue)
        return found

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """The aggregates and other marks that the question's words call for, longer wordings first."""
        kind = "aggregate."
        return tuple(target.removeprefix(kind) for target in self.by_target if target.startswith(kind))

    @cached_property
    def of_relations(self) -> Mapping[str, Sequence[CueHit]]:
        """The cues of relations, by relation."""
        kind = "relation."
        return {t.removeprefix(kind): cues for t, cues in self.by_target.items() if t.startswith(kind)}

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that no wording explains that all relations share, function words and aggregates; names are in."""
        explained = [(c.start, c.end) for c in self.cues if c.target.startswith(_BUILDING) and not self._is_topical(c)]
        explained += glossed(self.text, self.tokens, self.mentions)
        return tuple(
            t
            for t in self.tokens
            if len(t.text) > 1 and not any(s <= t.start and t.end <= e for s, e in explained) and not self._is_ending(t)
        )

    def _is_topical(self, cue: CueHit) -> bool:
        """Whether a function word is part of a subject's phrase: "land TITLES", but not "right TO information"."""
        here = (t.text for t in self.tokens if cue.start <= t.start and t.end <= cue.end)
        return cue.target == "word.function" and all(text in self.topical for text in here)

    @cached_property
    def topical(self) -> frozenset[str]:
        """The words of English phrases that speak of a subject, small ones left out."""
        phrases = phrases_of_subjects(self.tokens) if self.lang == "en" else ()
        long = [t for t in self.tokens if t.end - t.start >= _LONG_ENOUGH]
        return frozenset(t.text for t in long if any(s <= t.start and t.end <= e for s, e in phrases))

    def _is_ending(self, token: Token) -> bool:
        """Whether a word is the ending that an apostrophe sets apart from a name ("Ukrayna'nın", "OGP'ye")."""
        before = self.text[: token.start]
        if not before.endswith(("'", "’")):
            return False
        on = before[:-1].rsplit(maxsplit=1)[-1:]
        return bool(on) and len(on[0]) > 2 and on[0][0].isupper()

    @cached_property
    def subject(self) -> str:
        """What the question says it is about, as typed; "" where it does not say so, or where names explain it."""
        span = find_subject(self.text, self.lang, self.mentions, self.cues)
        return self.text[span[0] : span[1]] if span else self.about

    @cached_property
    def mended(self) -> str:
        """The question with its typos mended, names as typed."""
        return self._masked({}, self.mended_tokens)

    def spelt(self, is_word: Callable[[str], bool]) -> str:
        """The same, but a word that the language has stays: "wrote" is near to "write", and no typo of it."""
        return self._masked({}, [t for t in self.mended_tokens if not is_word(fold(t.text))])

    @cached_property
    def masked(self) -> tuple[str, ...]:
        """The question with plain names for its names, as the exemplars are encoded; without and with soft ones."""
        soft = {**_MASK_OF, **_SOFT_MASK_OF}
        return tuple(dict.fromkeys(self._masked(masks, self.mended_tokens) for masks in (_MASK_OF, soft)))

    @cached_property
    def mended_tokens(self) -> tuple[Token, ...]:
        """The words that are read as others: a typo means nothing."""
        return tuple(t for t in self.tokens if t.fold != fold(t.text))

    def _masked(self, masks: Mapping[str, str], typos: Iterable[Token]) -> str:
        mended = [(t.start, t.end, t.fold) for t in typos]
        named = [(m.start, m.end, MASKS[masks[m.kind]]) for m in self.mentions if m.kind in masks]
        parts, at = [], 0
        for start, end, word in sorted((*named, *mended), key=lambda part: (part[0], -part[1])):
            if start >= at:
                parts += [self.text[at:start], word]
                at = end
        return "".join((*parts, self.text[at:]))


def _any_word(text: str) -> bool:
    return True


class QuestionReader:
    """Reads questions against the names of one index and the wordings of all languages."""

    def __init__(
        self,
        gazetteers: Gazetteers,
        is_word: Callable[[str], bool] = _any_word,
        stands: Callable[[str, str], bool] = lambda word, lang: False,
    ) -> None:
        """`is_word` says whether English has a word, `stands` whether a word of a language is no typo."""
        self._gazetteers, self._is_word, self._stands = gazetteers, is_word, stands
        self._known_in: dict[str, Known] = {}

    def read(self, text: str, lang: str | None = None, before: str | None = None) -> Reading:
        """Names, cues and language of a question. Raises QuestionError for text that cannot be a question.

        `before` is the language of the question before, where there was one.
        """
        clean = normalise(text)
        code = lang if lang in LANGUAGES else language_of_script(clean)
        english = None if code else self._names_in(clean, "en")
        if english:  # words tell the language, and names are none
            code = self._language(clean, english[1], before)
        code = code or "en"
        names, mentions = english if english and code == "en" else self._names_in(clean, code)
        if any(m.kind == "members" and m.exact for m in mentions):  # what only resembles a place beside it is a word
            mentions = tuple(m for m in mentions if m.kind != "places" or m.exact or clean[m.start].isupper())
        wordings = wordings_in(code)
        known = self._known(code)
        tokens = corrected(tokenise(clean), mentions, known, lambda word: self._stands(word, code))
        mentions = (
            *(m for m in mentions if m.kind not in SOFT and not self._is_of_pages(clean, m)),
            *find_soft(tokens, names),
            *find_synonyms(clean, wordings),
        )
        found: Sequence[CueHit] = wordings.find(clean, tokens)
        mentions = without_subjects(mentions, found)
        hard = [m for m in mentions if m.kind not in SOFT]
        found = [c for c in found if not stands_in(c, hard)]
        amounts = find_amounts(clean, code, tokens, found, mentions)
        parts = find_title_parts(clean, code, tokens, found)
        mentions = (*(m for m in mentions if not is_claimed(m, parts)), *amounts, *parts)
        found = outside_subjects([c for c in found if not stands_in(c, [*amounts, *parts])], tokens)
        cues = contested(clean, [c for c in found if not is_indirect(c, found, hard)])
        cues = (*cues, *claimed_counts(code, tokens, cues, mentions))
        if code == "en":
            mentions = (*mentions, *find_type_heads(tokens, cues, mentions, names.type_heads))
        if code != "de":  # German writes every noun like a name
            mentions = (
                *mentions,
                *(
                    m
                    for m in _unknown_names(clean, tokens, mentions, cues, known.folds)
                    if not self._is_of_pages(clean, m)
                ),
            )
        return Reading(clean, code, tokens, _sorted(mentions), cues)

    def _is_of_pages(self, text: str, mention: Mention) -> bool:
        """Whether a guess at a place that is no member is made of words that the pages hold: "Palace" is no Palau."""
        guess = mention.kind == "places" and not mention.exact
        return guess and all(self._stands(token.fold, "en") for token in tokenise(text[mention.start : mention.end]))

    def _names_in(self, text: str, lang: str) -> tuple[Gazetteer, tuple[Mention, ...]]:
        names = self._gazetteers.in_language(lang)
        return names, find_mentions(text, names, _common_words(lang))

    def _known(self, lang: str) -> Known:
        if lang not in self._known_in:
            is_word = self._is_word if lang == "en" else _any_word
            self._known_in[lang] = known_words(wordings_in(lang), self._gazetteers.in_language(lang), is_word)
        return self._known_in[lang]

    def _language(self, text: str, mentions: Sequence[Mention], before: str | None) -> str:
        """The language that the words tell, or the one in which a place is called so ("contact Maroc")."""
        exact = [m for m in mentions if m.exact]
        code = detect_language(_without(text, mentions), _own_words, text, starts=_own_starts, before=before)
        if code != "en":
            return code
        free = free_tokens(tokenise(text), exact)
        known = self._known("en").folds
        if all(t.fold in known or not t.text[0].isupper() for t in free):
            return code
        others = [t.fold for t in free if not t.text[0].isupper() and len(t.fold) > 1]
        spoken = places.languages_naming([t.fold for t in tokenise(text)])
        english = sum(word in _own_words("en") for word in others)
        known_in = {lang: sum(word in _own_words(lang) for word in others) for lang in spoken}
        return next((lang for lang, n in known_in.items() if not others or n >= max(english, 1)), code)


def _unknown_names(
    text: str, tokens: Sequence[Token], mentions: Sequence[Mention], cues: Sequence[CueHit], known: Set[str]
) -> list[Mention]:
    """Words written like a name that nothing knows: most likely a place or a person that the index has not."""
    spans = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in cues] + glossed(text, tokens, mentions)
    members = {m.start for m in mentions if m.kind == "members"}
    found: list[Mention] = []
    for t in tokens:
        if t is tokens[0] and t.end + 1 in members and text[t.end] == " ":
            continue  # the first word is written large anyway: "Beitrittsjahr Estland"
        explained = t.fold in known or any(s < t.end and t.start < e for s, e in spans)
        if explained or len(t.text) < 4 or not t.text[0].isupper() or t.text.isupper() or is_unspaced(text):
            continue
        if found and text[found[-1].end : t.start].strip() == "":
            found[-1] = replace(found[-1], values=(text[found[-1].start : t.end],), end=t.end)
        else:
            found.append(Mention("places", (t.text,), t.start, t.end, False))
    return found


@cache
def _common_words(lang: str) -> frozenset[str]:
    """Folded words that are no guess at a name: those of the wordings of a language and of English."""
    return wordings_in(lang).words | wordings_in("en").words


@cache
def _own_words(lang: str) -> frozenset[str]:
    """Folded words that tell a language: those of its wordings and examples, and for English those of subjects."""
    wordings = wordings_in(lang)
    examples = (bare(example) for found in wordings.examples.values() for example in found)
    spoken = {t.fold for example in examples for t in tokenise(example)}
    words = frozenset(word for word in wordings.words | spoken if len(word) > 1)
    return words | frozenset(long_words(subject_words())) | abbreviations() if lang == "en" else words


@cache
def _own_starts(lang: str) -> tuple[str, ...]:
    """Beginnings of words that tell a language, whatever their ending."""
    found = wordings_in(lang).prefixes.values()
    return tuple(start for same in found for start, _ in same if len(start) >= _BEGINNING)


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for m in mentions:
        if m.kind not in SOFT:
            text = text[: m.start] + " " * (m.end - m.start) + text[m.end :]
    return text


def _sorted(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(dict.fromkeys(mentions), key=lambda m: (m.start, -m.end)))
