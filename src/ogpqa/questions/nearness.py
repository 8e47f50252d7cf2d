"""Nearness in meaning: of a question to the relations' examples, and of a topic to the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from ogpqa.encoder import Encoder, Rows
from ogpqa.index import Index, NamedRows, TextRows
from ogpqa.questions.relations import exemplars
from ogpqa.questions.thesaurus import listed_phrases, subjects_of
from ogpqa.types import Commitment, Record, Resource

# How near a row has to be to a topic whose words it does not hold, and what subjects in common add to the cosine;
# fitted on 118 topics in other words and 45 that no title is about: 91% found, 5% of the others answered (cosines
# alone: 76% found).
NEAR, BEST_MARGIN, SUBJECTS = 0.42, 0.12, 0.26
# The same where the question did not ask for such rows, and where it seems to ask for what pages never give.
ELSEWHERE, SURELY = 0.48, 0.62

FARTHER = 0.04  # by how much cosines are lower across languages
SAME_SUBJECT, SUBJECT_MARGIN = 0.58, 0.05  # cosine from which a topic is about a phrase's subject
SAME_IN_ENGLISH = 0.64  # in English words tell most subjects: "comic books" are near "textbook" (0.61), and none


def _share(asked: frozenset[str], there: frozenset[str]) -> float:
    return len(asked & there) / len(asked) if asked else 0.0


class Nearness:
    """Cosines over one index; English in the first vector space, other languages in the second where there is one."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # Of the index, not of a method: in a circle with its own cache an index that was replaced would live on.
        self._encoded = lru_cache(maxsize=4096)(partial(_encode, index))
        self._examples: dict[str, NamedRows] = {}
        self._title_rows: dict[str, TextRows] = {}

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """The greatest cosine of a question, in any of its forms, to each relation's example questions."""
        space = self._space(lang)
        return self._known(space).greatest([self._encoded(space, form) for form in forms])

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """The cosine of a text to each variant of it."""
        space = self._space(lang)
        one = self._encoded(space, text)
        return [float(self._encoded(space, variant) @ one) for variant in variants]

    def is_word(self, text: str) -> bool:
        """Whether a word in small letters is one of English, as far as the encoder has learnt."""
        return self._index.encoder.knows(text)

    def rows_near(self, topic: str, lang: str, rows: Sequence[Record], floor: float = NEAR) -> list[Record]:
        """The rows whose title is near enough to a topic, by cosine and subjects in common, nearest first."""
        space = self._space(lang)
        titles = tuple(str(getattr(r, "title", "") or "") for r in rows)
        if not topic or not any(titles) or not isinstance(rows[0], Commitment | Resource):
            return []
        cosines = self._titles(space).cosines(self._encoded(space, topic), titles)
        asked = self.subjects(topic, lang)
        shares = [SUBJECTS * _share(asked, subjects_of(title)) for title in titles]
        nearness = [cosine + share for cosine, share in zip(cosines, shares, strict=True)]
        top = max(nearness)
        floor -= FARTHER if space != "en" else 0.0
        order = sorted(range(len(rows)), key=lambda i: -nearness[i])
        return [rows[i] for i in order if nearness[i] >= max(floor, top - BEST_MARGIN)]

    def subjects(self, topic: str, lang: str) -> frozenset[str]:
        """The subjects that a topic speaks of: by its words, or by the nearest phrases in the second vector space."""
        if (found := subjects_of(topic) if lang == "en" else frozenset()) or self._index.crosslingual is None:
            return found
        cosines = self._subjects().greatest([self._encoded("crosslingual", topic)])
        same = SAME_SUBJECT if lang != "en" else SAME_IN_ENGLISH
        least = max(same, max(cosines.values()) - SUBJECT_MARGIN)
        return frozenset(subject for subject, cosine in cosines.items() if cosine >= least)

    def stands(self, word: str, lang: str) -> bool:
        """Whether some page holds the word, or the second encoder has learnt it whole for another language."""
        other = self._index.crosslingual if lang != "en" else None
        return self._index.store.holds(word) or bool(other and other.encoder.knows(word.casefold()))

    def _space(self, lang: str) -> str:
        return "en" if lang == "en" or self._index.crosslingual is None else "crosslingual"

    def _titles(self, space: str) -> TextRows:
        if space not in self._title_rows:
            self._title_rows[space] = self._index.titles(space)
        return self._title_rows[space]

    def _subjects(self) -> NamedRows:
        if "subjects" not in self._examples:
            pairs = listed_phrases()
            rows = self._index.exemplars("crosslingual", [phrase for _, phrase in pairs])
            self._examples["subjects"] = NamedRows(rows, [subject for subject, _ in pairs])
        return self._examples["subjects"]

    def _known(self, space: str) -> NamedRows:
        if space not in self._examples:
            known = exemplars("en") if space == "en" else exemplars()
            rows = self._index.exemplars(space, [text for _, text in known])
            self._examples[space] = NamedRows(rows, [name for name, _ in known])
        return self._examples[space]


def _encode(index: Index, space: str, text: str) -> Rows:
    row: Rows = _encoder(index, space).encode([text])[0]
    return row


def _encoder(index: Index, space: str) -> Encoder:
    return index.crosslingual.encoder if space != "en" and index.crosslingual else index.encoder
