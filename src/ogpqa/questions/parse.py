"""From a question to a Query: relation × aggregate × filters, type-checked against the relations' data.

A relation's score is how near its example questions are (cosine), plus how specific its words in the question are,
less what speaks against it: a filter that it does not take, one that it lacks, and words that it does not explain.
Every content word has to be accounted for: what neither a name, nor a wording, nor a function word explains becomes the
topic, which the evidence must bear out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ogpqa.questions.entities import SOFT, Mention, find_mentions, find_soft
from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.language import LANGUAGES, detect_language
from ogpqa.questions.relations import MASKS, CueHit, Relation, Wordings, load_relations, load_wordings
from ogpqa.questions.text import Token, is_unspaced, normalise, stem, tokenise
from ogpqa.types import Aggregate, Filters, Query


class Similarities(Protocol):
    """Nearness in meaning, over one index."""

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """The greatest cosine of a masked question, in any of its forms, to each relation's examples."""

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """The cosine of a text to each variant of it."""


_MASK_OF = {"members": "MEMBER", "places": "MEMBER", "persons": "PERSON", "codes": "CODE", "emails": "EMAIL",
            "years": "YEAR", "periods": "PERIOD", "countries": "MEMBER", "organisations": "ORGANISATION", "roles": "ROLE"}  # fmt: skip
_SOFT_MASK_OF = {"titles": "TOPIC", "areas": "TOPIC", "resource_types": "DOCTYPE", "terms": "TERM"}
_NOT_TAKEN, _LACKING, _UNEXPLAINED, _TOPIC = 0.35, 0.3, 0.2, 0.05
_OTHER_AGGREGATE, _NOT_CURRENT, _NO_WORD = 0.2, 0.15, 0.15
_SAME_ACROSS = 0.85  # the same in the second vector space
_SAME_MEANING = 0.94  # cosine from which a question without a word means the same
_OTHERS_WORD = 0.15
_KIN = 0.06  # a word that another relation on the same records explains
_NEARLY, _MOST_READINGS = 0.25, 4
_MOST_IDLE = 6  # words that are tried, at the most
_CUE_SHARE, _CUE_CAP = 0.22, 2.5
UNDERSTOOD = 0.45  # below this score no relation is believed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a question: a relation with its filters, the words left over, and how well it fits."""

    relation: Relation
    score: float
    filters: Filters
    leftover: tuple[str, ...]
    aggregate: Aggregate
    group_by: str | None
    similarity: float
    idle: tuple[str, ...] = ()
    words: float = 0.0  # how much the relation's own words say


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
    def masked(self) -> tuple[str, ...]:
        """The question with plain names in place of its names, as the exemplars are encoded; without and with soft ones."""
        return tuple(dict.fromkeys((self._masked(_MASK_OF), self._masked({**_MASK_OF, **_SOFT_MASK_OF}))))

    def _masked(self, masks: Mapping[str, str]) -> str:
        parts, at = [], 0
        for m in self.mentions:
            if m.kind in masks and m.start >= at:
                parts += [self.text[at : m.start], MASKS[masks[m.kind]]]
                at = m.end
        return "".join((*parts, self.text[at:]))


class Parser:
    """Understands questions over one index. Shapes no answer and reads no page."""

    def __init__(self, names: Gazetteer, similarities: Similarities) -> None:
        self.names = names
        self.similarities = similarities
        self.relations = load_relations()
        self.wordings = load_wordings()
        self._own_words = _own_words(self.wordings)

    def read(self, text: str, lang: str | None = None) -> Reading:
        """Names, cues and language of a question. Raises QuestionError for text that cannot be a question."""
        clean = normalise(text)
        first = find_mentions(clean, self.names, self._wordings(lang or "en").words | self.wordings["en"].words)
        code = lang if lang in LANGUAGES else detect_language(_without(clean, first), self._own_words)
        wordings = self._wordings(code)
        mentions = first
        if code != "en":
            mentions = find_mentions(clean, self.names, wordings.words | self.wordings["en"].words)
        tokens = self._corrected(tokenise(clean), mentions, wordings)
        mentions = (*(m for m in mentions if m.kind not in SOFT), *find_soft(tokens, self.names), *_synonyms(clean, wordings))
        hard = [m for m in mentions if m.kind not in SOFT]
        found = [c for c in wordings.find(clean, tokens) if not any(m.start <= c.start and c.end <= m.end for m in hard)]
        cues = _contested(found)
        if code != "de":  # German writes every noun like a name
            mentions = (*mentions, *self._unknown_names(clean, tokens, mentions, cues))
        return Reading(clean, code, tokens, _sorted(mentions), cues)

    def candidates(self, reading: Reading, given: Set[str] = frozenset()) -> list[Candidate]:
        """Every relation as a reading of the question, best first. `given` are filters known from earlier questions."""
        near = self.similarities.relations(reading.masked, reading.lang)
        scored = [(self._candidate(reading, r, near.get(name, 0.0), given, ()), name) for name, r in self.relations.items()]
        scored.sort(key=lambda pair: -pair[0].score)
        idle = self._idle(reading, [c for c, _ in scored[:3]])
        if idle:
            scored = [
                (self._candidate(reading, self.relations[name], near.get(name, 0.0), given, idle), name) for _, name in scored
            ]
        return sorted((c for c, _ in scored), key=lambda c: -c.score)

    def understand(
        self, text: str, lang: str | None = None, given: Set[str] = frozenset()
    ) -> tuple[list[Query], Reading, list[Candidate]]:
        """The best queries, with what they were chosen from. `query.relation` is None when nothing fits well enough."""
        reading = self.read(text, lang)
        found = self.candidates(reading, given)
        return readings(reading, found), reading, found

    def _idle(self, reading: Reading, best: Sequence[Candidate]) -> tuple[str, ...]:
        """The left-over words without which the question means the same ("To which department is X attached?")."""
        words = list(dict.fromkeys(word for c in best for word in c.leftover))[:_MOST_IDLE]
        if not words:
            return ()
        text = reading.masked[0]
        cosines = self.similarities.same(text, [_without_words(text, (word,)) for word in words], reading.lang)
        same = _SAME_MEANING if reading.lang == "en" else _SAME_ACROSS
        idle = tuple(word for word, cosine in zip(words, cosines, strict=True) if cosine >= same)
        if len(idle) > 1 and self.similarities.same(text, [_without_words(text, idle)], reading.lang)[0] < same - 0.05:
            return ()
        return idle

    def _unknown_names(
        self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention], cues: Sequence[CueHit]
    ) -> list[Mention]:
        """Words written like a name that nothing knows: most likely a place or a person that the index has not."""
        spans = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in cues]
        found: list[Mention] = []
        for t in tokens:
            known = t.fold in self.names.vocabulary or t.fold in self.wordings["en"].words or any(s < t.end and t.start < e for s, e in spans)
            if known or not t.text[0].isupper() or t.text.isupper() or len(t.text) < 4 or not text.isascii() and is_unspaced(text):
                continue
            if found and text[found[-1].end : t.start].strip() == "":
                found[-1] = replace(found[-1], values=(text[found[-1].start : t.end],), end=t.end)
            else:
                found.append(Mention("places", (t.text,), t.start, t.end, False))
        return found

    def _wordings(self, lang: str) -> Wordings:
        return self.wordings.get(lang, self.wordings["en"])

    def _corrected(self, tokens: Sequence[Token], mentions: Sequence[Mention], wordings: Wordings) -> tuple[Token, ...]:
        """Tokens with typos in wordings mended: "commitmnets" is read as "commitments", names stay as they are."""
        hard = [m for m in mentions if m.kind not in SOFT]
        words = wordings.words
        mended = []
        for t in tokens:
            known = (
                t.stem in words
                or t.fold in self.names.vocabulary
                or any(m.start < t.end and t.start < m.end for m in hard)
            )
            if not known and len(t.fold) >= 4 and not is_unspaced(t.fold):
                limit = 1 if len(t.fold) < 8 else 2
                near = process.extractOne(t.fold, _long(words | self.names.soft_words), scorer=OSA.distance, score_cutoff=limit)
                if near and near[0][0] == t.fold[0]:
                    t = replace(t, fold=near[0], stem=stem(near[0]))
            mended.append(t)
        return tuple(mended)

    def _candidate(
        self, reading: Reading, relation: Relation, similarity: float, given: Set[str], idle: Sequence[str]
    ) -> Candidate:
        own = [c for c in reading.cues if c.target == f"relation.{relation.name}"]
        words = min(sum(c.weight for c in own), _CUE_CAP)
        filters, taken = _filters(reading, relation, self.names)
        aggregate, group, aggregate_fit = _aggregate(reading, relation, filters)
        leftover = _leftover(reading, taken, own, self._explained(relation, reading.lang))
        against_kin = self._kin_words(reading, relation, taken, own, leftover)
        busy = [word for word in leftover if word not in idle]
        against = _KIN * against_kin + _NOT_TAKEN * len(_not_taken(reading, relation)) + (0.0 if aggregate_fit else _OTHER_AGGREGATE)
        if filters.titles and relation.record and not any(relation.record in self.names.title_types[t] for t in filters.titles):
            against += _NOT_TAKEN
        if relation.reason and not own:
            against += _NO_WORD  # what the pages never give is recognised by its words, not by likeness alone
        if relation.year and "current" in reading.aggregates and "current" not in relation.accepts:
            against += _NOT_CURRENT
        if filters.resource_types and not own and not {"latest", "first", "count"} & set(reading.aggregates):
            against += _OTHER_AGGREGATE if self._is_everyday(filters.resource_types, reading.lang) else 0.0
        if "topic" in relation.accepts:
            against += sum(_OTHERS_WORD if word in self._claimed_words(reading, relation) else _TOPIC for word in busy)
            filters = replace(filters, topic=_phrase(reading, leftover, taken) or None)
        else:
            against += _UNEXPLAINED * len(busy)
        met = [need for need in relation.needs if need in given or (busy if need == "topic" else getattr(filters, need, None))]
        if relation.needs and not met and not filters.unknown and "across" not in reading.aggregates:
            against += _LACKING
        elif not relation.needs and given and relation.record and "across" not in reading.aggregates:
            against += _LACKING  # after a question about a member, the next one is not about all of them
        elif met == ["topic"] and "across" not in reading.aggregates:
            against += _LACKING / 2
        score = similarity + _CUE_SHARE * words - against
        return Candidate(relation, score, filters, leftover, aggregate, group, similarity, tuple(idle), words)

    def _claimed_words(self, reading: Reading, relation: Relation) -> frozenset[str]:
        """The words that relations on other records claim: hardly a topic of this one."""
        spans = [
            (c.start, c.end)
            for c in reading.cues
            if c.target.startswith("relation.") and c.weight >= 0.8
            and (other := self.relations[c.target.removeprefix("relation.")]).record not in {None, relation.record}
        ]  # fmt: skip
        return frozenset(t.text for t in reading.tokens if any(s <= t.start and t.end <= e for s, e in spans))

    def _kin_words(
        self, reading: Reading, relation: Relation, taken: Sequence[Mention], own: Sequence[CueHit], leftover: Sequence[str]
    ) -> int:
        """How many content words only the relation's kin explain."""
        stems = self._wordings(reading.lang).vocabulary.get(relation.name, frozenset())
        return len(_leftover(reading, taken, own, stems)) - len(leftover) if stems else 0

    def _is_everyday(self, names: tuple[str, ...], lang: str) -> bool:
        """Whether names consist of words that every question here may hold ("Action Plan")."""
        everyday = {cue.words[0] for cues in self._wordings("en").by_word.values() for cue in cues if cue.target == "word.domain"}
        return all(t.stem in everyday for name in names for t in tokenise(name))

    @cache  # noqa: B019  a parser lives as long as its index
    def _explained(self, relation: Relation, lang: str) -> frozenset[str]:
        """Stems that say nothing more once the relation is chosen: the words of all relations of its record type."""
        wordings = self._wordings(lang)
        kin = [n for n, r in self.relations.items() if r.record == relation.record and (r.record or n == relation.name)]
        return frozenset().union(*(wordings.vocabulary.get(name, frozenset()) for name in kin))


def readings(reading: Reading, found: Sequence[Candidate]) -> list[Query]:
    """The best query, then those nearly as good that leave no word unexplained: tried when the rows deny the best."""
    best, *others = found
    close = [
        c
        for c in others[:_MOST_READINGS]
        if c.score >= max(best.score - _NEARLY, UNDERSTOOD) and c.relation.record and best.relation.record and c.words
        and ("topic" in c.relation.accepts or not set(c.leftover) - set(c.idle))
    ]  # fmt: skip
    return [as_query(reading, c) for c in (best, *close)]


def as_query(reading: Reading, best: Candidate) -> Query:
    """The query of a candidate, or one without relation when it is not believed."""
    believed = best.score >= UNDERSTOOD
    return Query(
        text=reading.text,
        relation=best.relation.name if believed else None,
        aggregate=best.aggregate if believed else "value",
        filters=best.filters if believed else replace(best.filters, topic=None),
        lang=reading.lang,
        confidence=round(best.score, 3),
        group_by=best.group_by if believed else None,
        across="across" in reading.aggregates,
        idle=tuple(word for word in best.leftover if word in best.idle),
    )


def _phrase(reading: Reading, leftover: Sequence[str], taken: Sequence[Mention]) -> str:
    """The topic as typed: from the first left-over word to the last, with the small words between, without names."""
    at = [i for i, t in enumerate(reading.tokens) if t.text in leftover]
    if not at:
        return ""
    run = reading.tokens[at[0] : at[-1] + 1]
    hard = [m for m in taken if m.kind not in SOFT]
    return " ".join(t.text for t in run if len(t.text) > 1 and not any(m.start < t.end and t.start < m.end for m in hard))


def _without_words(text: str, words: Sequence[str]) -> str:
    drop = set(words)
    kept, at = [], 0
    for token in tokenise(text):
        if token.text in drop:
            kept.append(text[at : token.start])
            at = token.end
    return " ".join("".join((*kept, text[at:])).split())


def _own_words(wordings: Mapping[str, Wordings]) -> Mapping[str, frozenset[str]]:
    """Folded words by language that tell it: those of its wordings."""
    return {code: frozenset(word for word in w.words if len(word) > 1) for code, w in wordings.items()}


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


def _filters(reading: Reading, relation: Relation, names: Gazetteer) -> tuple[Filters, list[Mention]]:
    """The filters that the relation takes from the question, and the mentions they come from."""
    taken = [m for m in reading.mentions if m.kind in relation.accepts or (m.kind not in SOFT)]
    taken = [m for m in taken if m.kind not in SOFT or not _inside_longer(m, taken)]
    by_kind: dict[str, tuple[str, ...]] = {}
    for m in taken:
        by_kind[m.kind] = tuple(dict.fromkeys((*by_kind.get(m.kind, ()), *m.values)))
    marks = reading.aggregates
    level = "local" if "local" in marks else "national" if "national" in marks else None
    accepts = relation.accepts
    if "country" in accepts and level == "local" and not any(m in names.local for m in by_kind.get("members", ())):
        # "local members of Kenya": the country is not the member asked about, but where they are.
        by_kind["countries"] = by_kind.get("countries", ()) or by_kind.pop("members", ())
    unknown = (*by_kind.get("places", ()), *(() if "country" in accepts else by_kind.get("countries", ())))
    filters = Filters(
        members=by_kind.get("members", ()), codes=by_kind.get("codes", ()), persons=by_kind.get("persons", ()),
        emails=by_kind.get("emails", ()), years=tuple(int(y) for y in by_kind.get("years", ())),
        periods=by_kind.get("periods", ()), areas=by_kind.get("areas", ()),
        resource_types=by_kind.get("resource_types", ()), titles=by_kind.get("titles", ()), terms=by_kind.get("terms", ()),
        level=level if "level" in accepts and not by_kind.get("members") else None,
        starred="starred" in accepts and "starred" in marks,
        current="current" in accepts and "current" in marks,
        unknown=unknown, country=next(iter(by_kind.get("countries", ())), None) if "country" in accepts else None,
        organisations=by_kind.get("organisations", ()), roles=by_kind.get("roles", ()),
    )  # fmt: skip
    return filters, taken


def _inside_longer(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(
        o is not mention
        and o.start <= mention.start
        and mention.end <= o.end
        and (o.end - o.start) > (mention.end - mention.start)
        for o in others
    )


def _not_taken(reading: Reading, relation: Relation) -> set[str]:
    """Kinds of names in the question that the relation has no use for."""
    kinds = {m.kind for m in reading.mentions if m.kind not in SOFT} - {"places", "countries"}
    accepted = set(relation.accepts)
    return kinds - accepted if relation.record or relation.reason == "not_stated" else set()


def _aggregate(reading: Reading, relation: Relation, filters: Filters) -> tuple[Aggregate, str | None, bool]:
    """How it is asked, the field to count by, and whether the relation can be asked so."""
    marks, can = reading.aggregates, relation.aggregates
    if not can:
        return "value", None, True
    if can[0] == "count" and not {"count", "most", "compare"} & set(marks):
        return can[0], None, False
    if (
        len(filters.members) + len(filters.unknown) > 1
        and "compare" in can
        and {"compare", "first", "latest", "most"} & set(marks)
    ):
        return "compare", None, True
    group = next((g for g in relation.groups if f"unit_{_UNITS.get(g, g)}" in marks), None)
    for name in ("most", "count", "latest", "first"):
        if name in marks:
            if name == "most" and name in can:
                return "most", group or (relation.groups[0] if relation.groups else None), True
            if name in can:
                whole = (
                    "member" if "unit_member" in marks and relation.record != "Member" and not filters.members else None
                )
                return name, whole, True  # type: ignore[return-value]
            if name != "latest" or "current" not in marks:
                return can[0], None, False  # type: ignore[return-value]
    if "unit_member" in marks and relation.record != "Member" and not filters.members and "list" in can:
        return can[0], "member", True  # type: ignore[return-value]
    opening = reading.tokens[0].end if reading.tokens else 0
    asks_whether = any(
        c.target == "aggregate.exists" and (c.start <= opening or is_unspaced(reading.text)) for c in reading.cues
    )
    if asks_whether and "exists" in can:
        return "exists", None, True
    return can[0], None, True  # type: ignore[return-value]


_CONTESTED = frozenset({"count", "list", "latest", "first", "most", "exists", "compare", "current"})
_UNITS = {"since": "year", "resource_type": "type"}


def _leftover(
    reading: Reading, taken: Sequence[Mention], own: Sequence[CueHit], stems: Set[str]
) -> tuple[str, ...]:
    """The content words that nothing explains, as typed, in order."""
    if not stems and reading.lang != "en" or (reading.lang != "en" and is_unspaced(reading.text)):
        return ()
    explained = [(m.start, m.end) for m in taken]
    explained += [(c.start, c.end) for c in reading.cues if c.target.startswith(("word.", "aggregate."))]
    explained += [(c.start, c.end) for c in own]
    return tuple(
        t.text
        for t in reading.tokens
        if len(t.text) > 1 and t.stem not in stems and not any(s <= t.start and t.end <= e for s, e in explained)
    )
