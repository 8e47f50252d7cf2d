"""Reading passages: the sentences that answer, each an exact quote, or nothing.

A passage is believed when the model of weighing.py says that it answers.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Protocol

from ogpqa.answers.abstain import abstain
from ogpqa.answers.asked import REASON, Asked, asked_term, named_kinds, read_asked
from ogpqa.answers.citations import Citations
from ogpqa.answers.evidence import kind_of
from ogpqa.answers.facts import Facts
from ogpqa.answers.fitting import ROWS_ALONE, asks_for_rows, is_refused_by_name
from ogpqa.answers.quotes import holds_names, is_worded, other_quotes, weigh_hits
from ogpqa.answers.statements import Statements
from ogpqa.answers.terms import explains, spells_out, stems_of
from ogpqa.answers.weighing import Evidence, Judge, Weights, judge_likeliest, load_weights
from ogpqa.passages import STATEMENT
from ogpqa.questions.candidates import Candidate
from ogpqa.questions.contest import ON_SUBJECTS
from ogpqa.questions.reading import Reading
from ogpqa.questions.text import key, tokenise
from ogpqa.types import Answer, Definition, Hit, Passage, Query, Resource, Span

_FOUND, _HITS = 60, 12  # passages that are looked at, and of them read
_WHOLE_PAGE = 600  # the most passages of a page
_CLEAR = 0.75  # probability from which a passage answers although a relation was believed
_DOUBTED = 0.75  # likeness to a relation's examples below which it is doubted
_MANY = 3  # words that a relation leaves out although it may be without each
_TELLING = frozenset({"Post", "Text", "Guide"})
_BOXES = frozenset({"Guide"})  # kinds of which a page has one or none
_ABSENT = "xqzjv"  # stands for a word that no passage holds


class Retriever(Protocol):
    """What finds passages."""

    def retrieve(self, text: str, k: int = 10, *, lang: str = "en", members: Sequence[str] = ()) -> list[Hit]:
        """Up to k passages, best first."""


class Words(Protocol):
    """What knows how rare words are in an index."""

    def greatest_score(self, text: str) -> float:
        """The BM25 that no passage can exceed for this text."""


def _rarity(words: Words, greatest: float, word: str) -> float:
    """How rare a word is (0 to 1): 1 where no passage holds it."""
    return words.greatest_score(word) / greatest


def _explains(asked: Asked, hit: Hit) -> bool:
    return asked.term is not None and explains(asked.term, hit.passage.text, hit.passage.section)


class Reader:
    """Quotes the sentences that answer a question. May be shared by threads."""

    def __init__(
        self,
        facts: Facts,
        retriever: Retriever,
        words: Words,
        *,
        statements: Statements | None = None,
        judge: Judge | None = None,
        thresholds: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._facts, self._retriever, self._judge = facts, retriever, judge
        self._statements = statements
        # Of the words, not of a method: in a circle with its own cache an index that was replaced would live on.
        self._rarity = lru_cache(maxsize=4096)(partial(_rarity, words, words.greatest_score(_ABSENT) or 1.0))
        self._last = threading.local()
        self._weights = {
            space: replace(weights, threshold=thresholds.get(space, weights.threshold))
            for space, weights in load_weights().items()
        }

    @cached_property
    def _terms(self) -> frozenset[frozenset[str]]:
        """The terms and codes that the pages define."""
        rows = [row for row in self._facts.rows("Definition") if isinstance(row, Definition)]
        return frozenset(stems_of(name) for row in rows for name in (row.term, row.code or "") if name)

    @cached_property
    def _summarised(self) -> frozenset[tuple[str, int]]:
        """Where the rows of documents begin that say more than their title, type and year."""
        rows = (row for row in self._facts.rows("Resource") if isinstance(row, Resource) and row.summary)
        return frozenset((row.page_id, row.span.start) for row in rows)

    def weights(self, lang: str) -> Weights:
        """The model that decides about questions of that language."""
        return self.space("crosslingual" if lang != "en" else "judged" if self._judge else "english")

    def space(self, name: str) -> Weights:
        """The model of a space: "english", "judged" or "crosslingual"."""
        return self._weights[name]

    def judge_note(self, lang: str) -> str:
        """Whether a judge reads questions of that language, and if not, why."""
        if lang != "en":
            return "reads English alone"
        return "reads" if self._judge else "none: switched off, or the index was built without"

    def asked(self, query: Query, reading: Reading) -> Asked:
        """What the question asks of a passage; read once a question in each thread."""
        last: tuple[Query, Reading, Asked] | None = getattr(self._last, "asked", None)
        if last is None or last[0] is not query or last[1] is not reading:
            last = self._last.asked = (query, reading, read_asked(reading, query.relation, self._rarity))
        return last[2]

    def knows(self, names: Sequence[str]) -> bool:
        """Whether passages hold every word of these names."""
        return all(self._rarity(token.text) < 1 for name in names for token in tokenise(name))

    def weigh(self, query: Query, reading: Reading) -> list[Evidence]:
        """The passages found for a question, the most answering first, as the judge sees it where there is one."""
        found = self.found(query, reading)
        if self._judge is None or query.lang != "en":
            return found
        last: tuple[list[Evidence], list[Evidence]] | None = getattr(self._last, "judged", None)
        if last is None or last[0] is not found:
            others = partial(other_quotes, self.asked(query, reading), [e.hit for e in found])
            last = found, judge_likeliest(self._judge, self.space("judged"), query.text, found, others)
            self._last.judged = last
        return last[1]

    def found(self, query: Query, reading: Reading) -> list[Evidence]:
        """The same as no judge has read them, for what needs no order; weighed once a question in each thread."""
        last: tuple[Query, Reading, list[Evidence]] | None = getattr(self._last, "weighed", None)
        if last is None or last[0] is not query or last[1] is not reading:
            last = self._last.weighed = (query, reading, self._weigh(query, reading))
        return last[2]

    def _weigh(self, query: Query, reading: Reading) -> list[Evidence]:
        asked, weights = self.asked(query, reading), self.space("english" if query.lang == "en" else "crosslingual")
        of_a_box = query.filters.members and asked.kinds[:1] and asked.kinds[0] in _BOXES
        n_found = _WHOLE_PAGE if of_a_box else _FOUND  # a guide need not hold a word of what asks for it
        found = self._retriever.retrieve(query.text, n_found, lang=query.lang, members=query.filters.members)
        read = [hit for hit in found if self._is_read(hit.passage, asked)]
        # What explains the term or is of the kind that is named comes first, however near others are.
        read.sort(key=lambda hit: (not _explains(asked, hit), kind_of(hit.passage) not in asked.kinds))
        return weigh_hits(asked, read[:_HITS], weights)

    def _is_read(self, passage: Passage, asked: Asked) -> bool:
        """Whether a quote adds to the records: no row of theirs, no block of a plan or member, no caption."""
        if passage.record_type:
            # A document's summary may spell out an abbreviation that nothing else explains.
            spelt_out = asked.term is not None and spells_out(asked.term, passage.text)
            told = (passage.page_id, passage.span.start) in self._summarised
            return passage.record_type not in ROWS_ALONE or spelt_out or told
        return is_worded(passage) and not any(
            passage.span.start <= r.span.start < passage.span.end
            for kind in ("ActionPlan", "Member")
            for r in self._facts.rows(kind, [passage.member_id or ""])
            if r.page_id == passage.page_id
        )

    def read(self, question: str, query: Query, reading: Reading, *, clear: bool = False) -> Answer | None:
        """The best passage's sentences with their citation, or None when none is believed, or `clear` enough."""
        best = self._likeliest(query, reading)
        if best is None or not holds_names(query, best.hit.passage):
            return None
        least = max(_CLEAR if clear else 0.0, self.weights(query.lang).threshold)
        if best.probability < least and not self._is_the_one(query, reading, best):
            return None
        if best.features.coverage == 0 and asks_for_rows(query, reading):
            return None
        return self.quoted(question, query, best)

    def stated(self, question: str, query: Query, reading: Reading, best: Candidate) -> Answer | None:
        """The answer of a line that states the fact which is asked for."""
        line = self.line_stating(query, reading, best)
        return self._quote(question, query, line, line.span) if line else None

    def line_stating(self, query: Query, reading: Reading, best: Candidate) -> Passage | None:
        """The line of a document's or a commitment's page that states the fact which is asked for, in English."""
        f = query.filters
        # What a relation is asked for in its own words is what records tell.
        plain = best.relation.record and best.words and not best.leftover and not f.codes
        if not self._statements or reading.lang != "en" or plain or f.unknown or f.persons or f.emails:
            return None
        asked = self.asked(query, reading)
        own = () if best.relation.reason or "count" in reading.aggregates else (f"relation.{best.relation.name}",)
        # "The status of the COMMITMENT on permits": a word for rows is none of what a page's name or its line says.
        spans = [(c.start, c.end) for c in reading.cues if c.target in ("word.domain", *ON_SUBJECTS, *own)]
        known = {t.stem for t in reading.tokens if any(s <= t.start < e for s, e in spans)}
        words = [w.token for w in asked.words if w.token.stem not in known]
        found = self._statements.of(words, f.members, f.codes) if words and asked.attribute != REASON else None
        if found is None or (found.whether and asked.attribute is not None):
            return None
        return found.passage if self._is_read(found.passage, asked) else None

    def read_first(self, question: str, query: Query, reading: Reading, best: Candidate) -> Answer | None:
        """The answer of a passage that is clearly meant, though a relation was believed that leaves words unexplained.

        Looks at passages only where a relation is doubtful, so that questions that records answer wait for nothing. A
        question after a meaning that no passage explains is refused: what a relation finds is no meaning.
        """
        f = query.filters
        if "back_rows" in reading.aggregates and query.relation is not None:
            return None  # "which of those …" asks for rows
        term, strict = asked_term(reading)
        # "What is an IRM report?" asks what one is, not which there are.
        strict = strict or (not f.members and term is not None and key(term) in map(key, f.resource_types))
        if (query.relation is None and not strict) or f.persons or f.codes or f.emails:
            return None
        doubtful = query.relation is not None and self._is_doubtful(query, reading, best)
        # "What are the commitments in Chile's plan about?" asks for no meaning of "commitments".
        plain = bool(f.members and best.words and not best.leftover)
        defined = best.relation.record == "Definition" and f.terms  # a row tells what it means
        meaning = term is not None and not defined and (strict or (not plain and stems_of(term) in self._terms))
        if not (meaning or doubtful):
            return None
        explained = any(one.features.explains > 0 for one in self.found(query, reading))
        weighed = self.weigh(query, reading) if doubtful or explained else []
        if meaning:
            explaining = next((one for one in weighed if one.features.explains > 0), None)
            # "What are the implications for Chile on health?" asks for more than what implications are.
            if explaining and (strict or explaining.probability >= self.weights(query.lang).threshold):
                return self.quoted(question, query, explaining)
            if strict and best.relation.record != "Definition":
                return abstain(question, query, "no_evidence")
        found = self._likeliest(query, reading) if weighed else None
        if not doubtful or not found or not holds_names(query, found.hit.passage):
            return None
        kind, named = kind_of(found.hit.passage), self.asked(query, reading).kinds
        clear = self.weights(query.lang).threshold if kind in named else _CLEAR
        sure = found.probability >= clear or self._is_the_one(query, reading, found)
        if not sure or (kind == best.relation.record and not f.unknown):
            return None
        if found.features.coverage == 0 and is_refused_by_name(query, best):
            return None
        return self.quoted(question, query, found) if kind in _TELLING or kind in named else None

    def _likeliest(self, query: Query, reading: Reading) -> Evidence | None:
        """The passage that answers if one does: the box of a member that is asked for and nothing else, or the first.

        None where nothing but names is left of an English question: a passage meets those by chance. Where a meaning
        is asked and nothing else, the first that explains the term.
        """
        weighed = self.weigh(query, reading)
        if query.lang == "en" and self.asked(query, reading).strict:
            return next((e for e in weighed if e.features.explains > 0), None)
        one = next((e for e in weighed if self._is_the_one(query, reading, e)), next(iter(weighed), None))
        if one is None or query.lang != "en":
            return one
        f = one.features
        return one if f.coverage or f.missing or f.kind > 0 or f.explains > 0 else None

    def _is_the_one(self, query: Query, reading: Reading, found: Evidence) -> bool:
        """Whether a named member's page is asked for its box and for nothing else ("the guide on Chile's page")."""
        asked, kind = self.asked(query, reading), kind_of(found.hit.passage)
        only = asked.kind_alone and asked.kinds[:1] == (kind,) and kind in _BOXES
        return only and bool(query.filters.members) and not found.features.lacking

    def _is_doubtful(self, query: Query, reading: Reading, best: Candidate) -> bool:
        """Whether the relation leaves out what a passage may tell: a kind of passage, a name, words, a number."""
        named = named_kinds(reading)
        if named and best.relation.record and best.relation.record not in named:
            return True
        if best.relation.by_subject and best.words and query.filters.topic and not best.relation.reason:
            return False  # asked for by name ("commitments on rivers"), rows have the first say
        f = query.filters
        holds_a_name = bool(f.members or f.persons or f.codes or f.emails or f.titles)
        if query.lang == "en" and self._judge and not holds_a_name and best.similarity < _DOUBTED:
            return True  # no name speaks for its rows, and the pages may tell it in words
        busy = set(best.leftover) - set(best.idle)
        counted = any(word.isdigit() for word in best.leftover)
        return bool(best.relation.reason or query.filters.unknown or busy or counted or len(best.leftover) >= _MANY)

    def quoted(self, question: str, query: Query, found: Evidence) -> Answer:
        """The answer that quotes the telling part of a hit."""
        return self._quote(question, query, found.hit.passage, found.span)

    def _quote(self, question: str, query: Query, passage: Passage, span: Span) -> Answer:
        page = self._facts.pages[passage.page_id]
        citations = Citations(self._facts.pages)
        number = citations.add_span(passage.page_id, span, passage.section)
        quote = " ".join(span.of(page.text).split())
        member = self._facts.members.get(passage.member_id or "")
        name = member.name if member and STATEMENT.fullmatch(passage.text) is None else page.title
        row = {"type": "Passage", "member": name, "section": [*passage.section], "text": quote, "citation": number}
        return Answer(
            question=question, status="answered", query=query, text=f"{name}: “{quote}” [{number}]", kind="passage",
            rows=(row,), citations=citations.made,
        )  # fmt: skip
