"""From a question to a Query: relation × aggregate × filters, type-checked against the relations' data.

A relation's score is how near its example questions are (cosine), plus how specific its words in the question are,
less what speaks against it: a filter that it does not take, one that it lacks, and words that it does not explain.
Every content word has to be accounted for: what neither a name, nor a wording, nor a function word explains becomes the
topic, which the evidence must bear out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from ogpqa.questions.against import (
    KIN,
    NOT_TAKEN,
    OTHER_AGGREGATE,
    SPECIFIC,
    claimed_words,
    counts_what_is_listed,
    denials_not_taken,
    home_not_taken,
    marks_not_taken,
    rows_not_taken,
    stated_elsewhere,
)
from ogpqa.questions.candidates import Candidate, lists_all, readings
from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.introductions import behind_introduction
from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import QuestionReader, Reading
from ogpqa.questions.relations import Relation, load_relations, wordings_in
from ogpqa.questions.shares import (
    CUE_SHARE,
    asks_whether,
    choose_aggregate,
    explained_stems,
    own_words,
    said_for,
    says,
    take_filters,
    unexplained,
    words_left_over,
)
from ogpqa.questions.text import is_unspaced, key, tokenise
from ogpqa.questions.thesaurus import subjects_of
from ogpqa.questions.topics import asked_about, on_topic, topic_phrase, untold, without_words
from ogpqa.types import Query

_LACKING, _UNEXPLAINED, _TOPIC = 0.3, 0.2, 0.05
_SAME_ACROSS = 0.85  # the same in the second vector space
_SAME_MEANING = 0.942  # cosine from which a question without a word means the same
# How like an example a question is whose words tell all, and by how much these have to lead: before relations on the
# same records or with words of their own, and before the others. See docs/adr/0026.
_ALIKE, _AHEAD, _AHEAD_OF_SILENT = 0.9, 0.25, 0.15
_OTHERS_WORD = 0.2  # a word that a relation on other records claims
_CONTENDING = 0.45  # a relation so near to the best may be meant by its words
_AS_ROWS = frozenset({"latest", "first", "count", "every"})  # "every action plan" asks for documents
_SEVERAL = 2  # idle words that are tried together
_MOST_IDLE = 6  # words that are tried, at the most
_FAR = 0.7  # cosine below which a question that no wording explains is not like an example


class Similarities(Protocol):
    """Nearness in meaning, over one index."""

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """The greatest cosine of a masked question, in any of its forms, to each relation's examples."""

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """The cosine of a text to each variant of it."""

    def subjects(self, topic: str, lang: str) -> frozenset[str]:
        """The subjects that a topic speaks of."""

    def is_word(self, text: str) -> bool:
        """Whether a word in small letters is one of English, and so no typo of another."""

    def stands(self, word: str, lang: str) -> bool:
        """Whether some page holds the word, or a language other than English has it."""


class Parser:
    """Understands questions over one index. Shapes no answer and reads no page."""

    def __init__(self, gazetteers: Gazetteers, similarities: Similarities) -> None:
        self.names = gazetteers.in_language("en")
        self.similarities = similarities
        self.relations = load_relations()
        self._reader = QuestionReader(gazetteers, similarities.is_word, similarities.stands)
        cues = (cue for found in wordings_in("en").by_word.values() for cue in found)
        self._everyday = frozenset(cue.words[0] for cue in cues if cue.target == "word.domain")

    def candidates(
        self, reading: Reading, given: Set[str] = frozenset(), weighed: Mapping[str, Candidate] = MappingProxyType({})
    ) -> list[Candidate]:
        """Relations as readings of the question, best first. `given` are filters known from earlier questions.

        `weighed` are relations that need not be weighed again.
        """
        scored = self._scored(reading, given, weighed)
        near_best = [c for c in scored if c.score >= scored[0].score - _CONTENDING]
        refusing = frozenset(c.relation.name for c in near_best if c.relation.reason)
        idle = self._idle(reading, scored[:3], refusing)
        if idle:
            scored = [
                c
                if reading.lang != "en" and lists_all(c)
                else self._candidate(reading, c.relation, given, idle).like(c.similarity)
                if set(c.leftover) & set(idle)
                else replace(c, idle=idle)
                for c in scored
            ]
        elif is_unspaced(reading.text) and (rest := untold(reading)):
            scored = [c if c.words or c.similarity >= _FAR else replace(c, idle=(rest,)) for c in scored]
        return sorted(scored, key=lambda c: -c.score)

    def _scored(self, reading: Reading, given: Set[str], weighed: Mapping[str, Candidate]) -> list[Candidate]:
        """Candidates, best first, but for those that would stand far behind the best with nothing against them."""
        near = self.similarities.relations(reading.masked, reading.lang)
        most = {
            name: near.get(name, 0.0) + said_for(reading, relation, own_words(reading, relation))
            for name, relation in self.relations.items()
        }
        found: list[Candidate] = []
        best = 0.0
        for relation in sorted(self.relations.values(), key=lambda r: -most[r.name]):
            if most[relation.name] >= best - _CONTENDING or given or relation.by_subject:
                known = weighed.get(relation.name) or self._candidate(reading, relation, given, ())
                found.append(known.like(near.get(relation.name, 0.0)))
                best = max(best, found[-1].score)
        order = {name: number for number, name in enumerate(self.relations)}
        return sorted(found, key=lambda c: (-c.score, order[c.relation.name]))

    def understand(
        self, text: str, lang: str | None = None, given: Set[str] = frozenset(), before: str | None = None
    ) -> tuple[list[Query], Reading, list[Candidate]]:
        """The best queries, with what they were chosen from. `query.relation` is None when nothing fits well enough.

        `before` is the language of the question before.
        """
        reading = self._reader.read(text, lang, before)
        if rest := behind_introduction(reading):
            reading = self._reader.read(rest, reading.lang, before)
        reading = self._with_subject(reading)
        weighed: dict[str, Candidate] = {}
        alone = before is None and not given
        found = self._told_by_words(reading, weighed) if alone else []
        found = found or self.candidates(reading, given, weighed)
        return readings(reading, found), reading, found

    def _told_by_words(self, reading: Reading, weighed: dict[str, Candidate]) -> list[Candidate]:
        """The relation of which words leave no doubt, and those by subject; none where meaning has to tell."""
        bounds = {name: said_for(reading, r, own_words(reading, r)) for name, r in self.relations.items()}

        def weigh(name: str) -> Candidate:
            if name not in weighed:
                weighed[name] = self._candidate(reading, self.relations[name], frozenset(), ())
            return weighed[name]

        ranked = sorted(bounds, key=lambda name: -bounds[name])
        best = weigh(ranked[0])
        for name in ranked:
            if bounds[name] <= best.score:
                break
            best = max(best, weigh(name), key=lambda c: c.score)
        if best.words < SPECIFIC or best.leftover or not best.relation.record:
            return []
        for name in ranked:
            kin = self.relations[name].record == best.relation.record
            rival = best.score - (_AHEAD if kin or name in reading.of_relations else _AHEAD_OF_SILENT)
            if name != best.relation.name and bounds[name] > rival and weigh(name).score > rival:
                return []
        others = [weigh(name) for name, r in self.relations.items() if r.by_subject and r is not best.relation]
        return [c.like(_ALIKE) for c in (best, *others)]

    def _with_subject(self, reading: Reading) -> Reading:
        """The reading with what it is about, where no space sets words apart and meaning alone tells ("부패 공약")."""
        if reading.lang == "en" or not is_unspaced(reading.text) or reading.subject or reading.of_kind("codes"):
            return reading
        if not any(self.relations[name].by_subject for name in reading.of_relations):
            return reading
        rest = untold(reading)
        return replace(reading, about=rest) if rest and self.similarities.subjects(rest, reading.lang) else reading

    def _idle(self, reading: Reading, best: Sequence[Candidate], refusing: Set[str]) -> tuple[str, ...]:
        """The left-over words without which the question means the same ("To which department is X attached?")."""
        # A yes is no harmless answer: "Hat Chile Verpflichtungen zum Walfang?" asks for whaling.
        if not best[0].leftover or (reading.lang != "en" and asks_whether(reading)):
            return ()
        # What stands beside "about" is what is asked for, however little the sentence's meaning changes without it.
        telling = self._telling(reading, refusing)
        words = [word for c in best for word in c.leftover if word not in telling and word not in reading.subject]
        words = list(dict.fromkeys(words))[:_MOST_IDLE]
        if not words:
            return ()
        text, read_as = reading.masked[0], {t.text: t.fold for t in reading.mended_tokens}
        forms = [read_as.get(word, word) for word in words]
        cosines = self.similarities.same(text, [without_words(text, (form,)) for form in forms], reading.lang)
        same = _SAME_MEANING if reading.lang == "en" else _SAME_ACROSS
        idle: tuple[str, ...] = tuple(word for word, cosine in zip(words, cosines, strict=True) if cosine >= same)
        # Each may be harmless, and all together not: then those that the best reading leaves over, if they are.
        for tried in dict.fromkeys((idle, tuple(word for word in idle if word in best[0].leftover))):
            rest = without_words(text, [read_as.get(word, word) for word in tried])
            if len(tried) < _SEVERAL or self.similarities.same(text, [rest], reading.lang)[0] >= same - 0.05:
                return tried
        return ()

    def _telling(self, reading: Reading, refusing: Set[str]) -> frozenset[str]:
        """Words that are never idle: those of a subject, and those that ask for what pages never give."""
        targets = {f"relation.{name}" for name in refusing}
        spans = [(c.start, c.end) for c in reading.cues if c.target in targets and c.weight >= SPECIFIC]
        return frozenset(
            t.text for t in reading.tokens if subjects_of(t.text) or any(s <= t.start and t.end <= e for s, e in spans)
        )

    def _candidate(self, reading: Reading, relation: Relation, given: Set[str], idle: Sequence[str]) -> Candidate:
        """A relation without its likeness."""
        own = own_words(reading, relation)
        words = says(own)
        filters, taken = take_filters(reading, relation, self.names)
        aggregate, group, aggregate_fit = choose_aggregate(reading, relation, filters)
        free = words_left_over(reading, taken, own)
        leftover = unexplained(free, explained_stems(relation.name, reading.lang), reading.topical)
        # Words that only the relation's kin explain.
        stems = wordings_in(reading.lang).vocabulary.get(relation.name, frozenset())
        against_kin = len(unexplained(free, stems, reading.topical)) - len(leftover) if stems else 0
        busy = [word for word in leftover if word not in idle]
        against = KIN * against_kin + (0.0 if aggregate_fit else OTHER_AGGREGATE)
        if (
            filters.titles
            and relation.record
            and not any(relation.record in self.names.title_types[t] for t in filters.titles)
        ):
            against += NOT_TAKEN
        against += marks_not_taken(reading, relation, filters) + home_not_taken(reading, relation)
        against += denials_not_taken(reading, relation, filters)
        against += stated_elsewhere(relation, aggregate, filters) + counts_what_is_listed(reading, relation)
        against += rows_not_taken(reading, relation, filters, given)
        asked = _AS_ROWS & set(reading.aggregates) or aggregate == "exists" or filters.years
        if not asked and self._is_everyday(reading, taken):
            # "The action plan" is rather the plan than its document, whose word says nothing then.
            types = [m for m in taken if m.kind == "resource_types"]
            inside = [c for c in own if any(m.start <= c.start and c.end <= m.end for m in types)]
            if len(inside) == len(own):
                against += OTHER_AGGREGATE + CUE_SHARE * words
        if "topic" in relation.accepts:
            # What a plan states of itself has a topic only when it is asked of all members.
            least = _UNEXPLAINED if relation.single and filters.members else _TOPIC
            claimed = claimed_words(reading, relation) if busy else frozenset()
            against += sum(_OTHERS_WORD if word in claimed else least for word in busy)
            filters = on_topic(reading, filters, topic_phrase(reading, leftover, taken))
        else:
            against += _UNEXPLAINED * len(busy)
        met = [
            need
            for need in relation.needs
            if need in given or (busy if need == "topic" else getattr(filters, need, None))
        ]
        if relation.needs and not met and not filters.unknown and "across" not in reading.aggregates:
            against += _LACKING
        elif not relation.needs and relation.record and self._points_back(reading, given):
            # After a question about a member, the next one is not about all of them.
            against += _LACKING if given else 2 * _LACKING
        elif met == ["topic"] and "across" not in reading.aggregates and not self._of_the_corpus(busy):
            against += _LACKING / 2
        if filters.unknown and "topic" in relation.accepts and asked_about(reading, "places"):
            # "documents that mention Makueni": a place that titles hold is what they are about.
            if self._of_the_corpus(filters.unknown):
                filters = replace(filters, topic=" ".join((*filters.unknown, filters.topic or "")).strip(), unknown=())
        of_all = not filters.members and "members" not in given
        if filters.areas and of_all and not filters.topic and asked_about(reading, "areas"):
            # "on beneficial ownership", of all members: what a title says counts as much as where a page files it.
            filters = replace(filters, topic=" ".join(filters.areas), areas=())
        known = self._of_the_corpus(busy) if busy else len(leftover) > 1
        known = known and sum(self._of_the_corpus((word,)) for word in leftover) > 1
        score = said_for(reading, relation, own) - against
        return Candidate(relation, score, filters, leftover, aggregate, group, 0.0, tuple(idle), words, known)

    def _of_the_corpus(self, words: Sequence[str]) -> bool:
        """Whether the pages' titles, roles and areas hold all these words."""
        return bool(words) and all(t.fold in self.names.vocabulary for word in words for t in tokenise(word))

    def _points_back(self, reading: Reading, given: Set[str]) -> bool:
        """Whether the question is about members named before, not about all of them."""
        return bool(given or "back" in reading.aggregates) and "across" not in reading.aggregates

    def _is_everyday(self, reading: Reading, taken: Sequence[Mention]) -> bool:
        """Whether the only type of documents named is a word of every question here ("action plan", not its plural)."""
        types = [m for m in taken if m.kind == "resource_types"]
        return bool(types) and all(
            key(reading.text[m.start : m.end]) == key(m.values[0])
            and all(t.stem in self._everyday for t in tokenise(m.values[0]))
            for m in types
        )
