"""The pipeline from a question to a cited answer, as one visible list. Read this first.

normalise, names, relation (questions/) → records (answers/records.py) → passages (answers/reader.py)
→ what outlines rows (answers/outlines.py) → or say why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import islice
from pathlib import Path

from ogpqa.answers.asked import asks_reason
from ogpqa.answers.citations import checked
from ogpqa.answers.compound import joined
from ogpqa.answers.continuing import continued, needs_answer
from ogpqa.answers.examples import examples, other_readings, questions_about
from ogpqa.answers.explain import Sources
from ogpqa.answers.explain import explain as explained
from ogpqa.answers.facts import Facts
from ogpqa.answers.fitting import fits, is_bare, is_doubtful, is_of_a_copy, is_of_another_plan, is_told_elsewhere
from ogpqa.answers.outlines import outlined
from ogpqa.answers.reader import Reader
from ogpqa.answers.records import answer_from_records
from ogpqa.answers.refusals import explain_refusal
from ogpqa.answers.rows import nothing_near
from ogpqa.answers.statements import MOST_STATED, Statements
from ogpqa.answers.topics import content_words
from ogpqa.answers.verifying import RowsJudge
from ogpqa.config import Settings
from ogpqa.encoder import open_crossencoder
from ogpqa.exclusions import EXCLUDE, read_exclusions
from ogpqa.index import Index, Shown, open_index
from ogpqa.questions import exemplars as wording_exemplars
from ogpqa.questions.against import SPECIFIC
from ogpqa.questions.candidates import Candidate, by_subject
from ogpqa.questions.compound import several_questions
from ogpqa.questions.denials import denies_rows
from ogpqa.questions.followups import understand_in_context
from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.mentions import is_whole
from ogpqa.questions.nearness import ELSEWHERE, NEAR, SURELY, Nearness
from ogpqa.questions.reading import Reading
from ogpqa.questions.remembering import RememberingParser, remembering
from ogpqa.questions.text import fold
from ogpqa.retriever import Reranker, Retriever
from ogpqa.types import Answer, Hit, Query, Question, Record

_LOOSE = ("person", "names")  # attributes whose words also join clauses ("people who report wrongdoing")
_PASSAGES_MAY_TELL = frozenset({"no_evidence", "not_stated", "section_empty", "too_vague", "member_not_in_corpus"})
_PLACES = frozenset({"places", "countries"})
_TRIES = 4  # examples of one kind that are asked before the kind is left out


def exemplars() -> Mapping[str, Sequence[str]]:
    """The example questions by vector space, for `build_index` to encode and keep."""
    return wording_exemplars()


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over the generation that serves in `settings.index`, without what is excluded.

    Raises IndexMissingError, IndexDamagedError, and SettingsError for an exclude.toml that is not usable.
    """
    excluded = read_exclusions(exclude_file(settings))
    index = open_index(settings.index, threads=settings.question_threads, exclusions=excluded, judge=settings.judge)
    return Assistant(index, reranker_of(settings))


def reranker_of(settings: Settings) -> Reranker | None:
    """The cross-encoder that the settings name, opened once; None when they name none. Raises ModelError."""
    return open_crossencoder(settings.reranker, settings.threads) if settings.reranker else None


def exclude_file(settings: Settings) -> Path:
    """The file that says what no answer may hold; it may be missing."""
    return settings.exclude or settings.index / EXCLUDE


def _newest(index: Index, superseded: Set[str]) -> Index:
    """The index in which passages of superseded pages are not found."""
    store = index.store
    if not superseded:
        return index
    hidden = [passage.number for passage in store.passages() if passage.page_id in superseded]
    return replace(index, store=store.showing(Shown(store.pages, store.records, hidden=hidden)))


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question as it was understood: the readings, best first, and the relations that they were chosen from."""

    question: Question
    queries: Sequence[Query]
    reading: Reading
    candidates: Sequence[Candidate]


class Assistant:
    """Answers questions from one index. Threads may share it: nothing changes but the examples, kept once found."""

    def __init__(self, index: Index, reranker: Reranker | None = None) -> None:
        self.index = index
        self.facts = Facts(index.store.pages, index.store.records)
        # Names of older copies are understood too; what the newest ones say comes first.
        old = self.facts.versions.superseded
        records = sorted(index.store.records, key=lambda record: record.page_id in old)
        self.gazetteers = Gazetteers(records)
        self.nearness = Nearness(index)
        self.parser = RememberingParser(self.gazetteers, self.nearness)
        self._rows_judge = RowsJudge(index.judge, self.nearness.is_word) if index.judge else None
        thresholds = index.calibration.thresholds if index.calibration else {}
        newest = _newest(index, old)
        self.retriever = Retriever(newest, reranker=reranker)
        statements = Statements(index.store.pages, partial(newest.store.short_passages, MOST_STATED))
        self.reader = Reader(
            self.facts, self.retriever, index.store, statements=statements, judge=index.judge, thresholds=thresholds
        )
        self._examples: dict[str, tuple[str, ...]] = {}

    @remembering()  # two questions in one, and a question after others, are answered in parts
    def answer(self, question: Question, *, explain: bool = False) -> Answer:
        """Answer from the pages, or say why they do not; with an explanation for staff when asked.

        Raises QuestionError for text that is no question.
        """
        understood = self.understand(question)
        answer = self._in_parts(question, *understood[:2]) or self._answered(_Understood(question, *understood))
        if question.history:
            answer = replace(answer, query=replace(answer.query, text=self._filled_in(answer.query)))
        if explain:
            queries, reading, candidates = understood
            sources = Sources(self.facts, self.reader, self._near, self._judge_of(question, queries[0], candidates[0]))
            understood = queries, reading, self._all_candidates(question, reading, candidates)
            answer = replace(answer, explanation=explained(understood, answer, sources))
        return answer

    def _answered(self, asked: _Understood) -> Answer:
        text, query = asked.question.text, asked.queries[0]
        if stated := self.reader.stated(text, query, asked.reading, asked.candidates[0]):
            return checked(stated, self.facts.pages)
        if clear := self.reader.read_first(text, query, asked.reading, asked.candidates[0]):
            return checked(clear, self.facts.pages)
        for step in (self._from_records, self._from_subjects, self._from_passages):
            found = step(asked)
            if found and self._fits(asked, found):
                told = self._told_after_all(asked, found) or self._outlined(asked, found)
                return checked(told or found, self.facts.pages)
        refusal = explain_refusal(text, query, self.facts)
        return checked(self._outlined(asked, refusal) or refusal, self.facts.pages)

    def _in_parts(self, question: Question, queries: Sequence[Query], reading: Reading) -> Answer | None:
        """The answers to all the questions that one holds."""
        parts = several_questions(self.parser, question, reading)
        if not parts:
            return None
        first, *others = (self.answer(part) for part in parts)
        whole = replace(first, question=question.text, query=queries[0])
        return reduce(lambda before, other: joined(before, other, whole), others, first)

    def _filled_in(self, query: Query) -> str:
        """A follow-up with what it leaves out in brackets: "their e-mail? (Seoul, South Korea)"."""
        f = query.filters
        members = (self.facts.member_name(m) for m in f.members)
        given = (*members, *f.unknown, *f.persons, *f.codes, *f.titles, *f.areas, *map(str, f.years[:1]), f.as_of or "",
                 f.topic or "")  # fmt: skip
        left_out = [name for name in given if name and fold(name) not in fold(query.text)]
        return f"{query.text} ({'; '.join(left_out)})" if left_out else query.text

    def understand(self, question: Question) -> tuple[list[Query], Reading, list[Candidate]]:
        """What is asked, relation × aggregate × filters, follow-ups filled in; readings nearly as good come after."""
        queries, reading, candidates = understand_in_context(
            self.parser, question.text, question.history, lang=question.lang, member=question.member
        )
        if question.history and needs_answer(queries[0], reading):
            before = self.answer(Question(question.history[-1], question.history[:-1], question.member, question.lang))
            queries = [continued(query, before, reading, self.parser.names.years) for query in queries]
        return queries, reading, candidates

    def search(self, text: str, k: int = 10, *, members: Sequence[str] = (), lang: str = "en") -> list[Hit]:
        """The passages nearest to a text, best first; of these members only, when any are named."""
        return self.retriever.retrieve(text, k, lang=lang, members=members)

    def example_questions(self, lang: str = "en") -> tuple[str, ...]:
        """Questions that this index answers, for a person who does not know what to ask: each one has been asked."""
        if lang not in self._examples:
            found = (self._first_answered(relation, choice) for relation, choice in examples(lang, self.facts))
            self._examples[lang] = tuple(question for question in found if question)
        return self._examples[lang]

    def questions_about(self, member_id: str, lang: str = "en") -> tuple[str, ...]:
        """What can be asked about one member."""
        return questions_about(member_id, lang, self.facts)

    def other_readings(self, question: Question) -> tuple[str, ...]:
        """Questions that this one may have meant instead of how it was understood, best first."""
        queries, reading, candidates = self.understand(question)
        candidates = self._all_candidates(question, reading, candidates)
        return other_readings(queries[0], [c.relation.name for c in candidates], self.facts)

    def _all_candidates(self, question: Question, reading: Reading, chosen: list[Candidate]) -> list[Candidate]:
        """What else the question may mean, also where its words told enough that nothing else was looked at."""
        return chosen if question.history else self.parser.candidates(reading)

    def _first_answered(self, relation: str, choice: Iterable[str]) -> str | None:
        for text in islice(choice, _TRIES):
            answer = self.answer(Question(text))
            if answer.status == "answered" and (relation == "compare" or answer.query.relation == relation):
                return text
        return None

    def _from_records(self, asked: _Understood) -> Answer | None:
        """The first reading that the records bear out; a refusal only of the best one.

        A refusal that words are left over from is not believed before titles have been searched for them.
        """
        text, refusal = asked.question.text, None
        for query in asked.queries:
            found = answer_from_records(text, query, self.facts, nothing_near if refusal else self._near)
            if found and found.reason and query is asked.queries[0]:
                refusal = explain_refusal(text, query, self.facts, found)
                if not is_doubtful(asked.candidates[0], found):
                    return refusal
            elif found and not found.reason:
                another = is_of_another_plan(found, asked.reading, self.facts)
                return explain_refusal(text, query, self.facts) if another else found
        return refusal and (self._from_subjects(asked) or refusal)

    def _from_subjects(self, asked: _Understood) -> Answer | None:
        """Rows whose titles are about what the question is about, however it asks for them."""
        queries, candidates = asked.queries, asked.candidates
        asked_for = {c.relation.name for c in candidates if c.words}
        of_passages = self.reader.asked(queries[0], asked.reading)
        worded = of_passages.attribute not in {None, *_LOOSE} and not of_passages.polar
        before = queries[0].filters.members
        for query in by_subject(asked.reading, candidates, members=before, worded=worded):
            if candidates[0].relation.reason and len(content_words(query.filters.topic or "")) < 2:
                continue
            plain = NEAR if query.relation in asked_for else ELSEWHERE
            floor = SURELY if candidates[0].relation.reason else plain
            query = replace(query, filters=replace(query.filters, members=query.filters.members or before))
            found = answer_from_records(asked.question.text, query, self.facts, partial(self._near, floor=floor))
            denied = found and found.kind == "count" and query.relation not in asked_for
            if found and not found.reason and not denied:  # that there is no document says nothing of promises
                return found
        return None

    def _from_passages(self, asked: _Understood, *, clear: bool = False) -> Answer | None:
        # What pages say of a person are records, and they had their say; passages are those of today.
        query, reading = asked.queries[0], asked.reading
        of_a_copy = query.filters.as_of and self.facts.versions.superseded
        of_a_person = any(m.kind == "persons" and is_whole(m, reading.text) for m in reading.mentions)
        if of_a_copy or of_a_person or denies_rows(reading):
            return None
        return self.reader.read(asked.question.text, query, reading, clear=clear)

    def _fits(self, asked: _Understood, found: Answer) -> bool:
        """Whether rows answer what is asked, and no passage is what the question is about."""
        query, reading, best = asked.queries[0], asked.reading, asked.candidates[0]
        if found.kind == "passage" or reading.lang != "en":
            return found.kind == "passage" or not found.rows or not asks_reason(reading)
        of_passages = self.reader.asked(query, reading)
        if not fits(found, of_passages, reading, best, of_a_copy=is_of_a_copy(found, self.facts)):
            return False
        judge = self._judge_of(asked.question, query, best)
        said = judge.verdict(reading, best, found) if judge else None
        if said and said.denies:
            return False
        weigh = partial(self.reader.found, query, reading)
        return is_bare(reading) or not is_told_elsewhere(found, of_passages, best, weigh)

    def _judge_of(self, question: Question, query: Query, best: Candidate) -> RowsJudge | None:
        """What judges rows; nothing does of "and in 2016?", which says too little without what came before."""
        whole = best.words and self._filled_in(query) == query.text
        return self._rows_judge if whole or not question.history else None

    def _told_after_all(self, asked: _Understood, found: Answer) -> Answer | None:
        """What a passage says where records refuse, if a judge has read it."""
        query = asked.queries[0]
        if found.reason == "member_not_in_corpus":
            # Of a place that is no member pages tell nothing; what is only written like a name may be a word of theirs.
            placed = any(m.kind in _PLACES and m.exact for m in asked.reading.mentions)
            if placed or not self.reader.knows(query.filters.unknown):
                return None
        if found.reason not in _PASSAGES_MAY_TELL or self.index.judge is None or query.lang != "en":
            return None
        # What is refused in a relation's own words only a clear passage tells.
        return self._from_passages(asked, clear=asked.candidates[0].words >= SPECIFIC)

    def _outlined(self, asked: _Understood, refusal: Answer) -> Answer | None:
        """What says in words which rows there are, where they are not listed."""
        judge = self._judge_of(asked.question, asked.queries[0], asked.candidates[0])
        return outlined(asked.queries[0], asked.reading, refusal, self.facts, judge)

    def _near(self, topic: str, query: Query, rows: Sequence[Record], floor: float = NEAR) -> list[Record]:
        return self.nearness.rows_near(topic, query.lang, rows, floor)
