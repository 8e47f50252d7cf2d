"""The reader quotes what answers, word for word, and is silent otherwise."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ogpqa.answers.asked import Asked, AskedWord, load_cues
from ogpqa.answers.evidence import _HOLDS, Features, kind_of, lacks, weigh_features
from ogpqa.answers.facts import Facts
from ogpqa.answers.reader import Reader
from ogpqa.answers.weighing import Weights, load_weights
from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, wordings_in
from ogpqa.questions.text import tokenise
from ogpqa.types import Filters, Hit, Page, Passage, Query, Resource, Span
from tests.golden.score import Golden, Payload, assistant_answers, load_golden, reasons_against

SENTENCE = "Fishers opened the quota books of the harbour in June after a long debate."
TABLE = "Action Plan 1\n0\n1\n2\nAction Plan 2\n3"
TEXT = f"{SENTENCE}\n\n{TABLE}"
PAGE = Page("aldervale", "Aldervale", None, TEXT, "0" * 64, ())
PASSAGES = Path(__file__).parents[1] / "golden" / "passages"


def passage_of(text: str, record_type: str | None = None) -> Passage:
    """A passage of the page with that text."""
    at = TEXT.index(text)
    return Passage(at, "aldervale", "aldervale", Span(at, at + len(text)), (), text, "", None, record_type)


class OneHit:
    """A retriever and index of one passage; every word is rare."""

    def __init__(self, passage: Passage, cosine: float) -> None:
        self.hit = Hit(passage, cosine, 1, cosine, None)

    def retrieve(self, text: str, k: int = 10, *, lang: str = "en", members: Sequence[str] = ()) -> list[Hit]:
        """The one passage."""
        return [self.hit]

    def greatest_score(self, text: str) -> float:
        """The same for every word."""
        return 1.0


def read(question: str, passage: Passage, cosine: float = 0.7, unknown: tuple[str, ...] = ()) -> str | None:
    """What is quoted for a question when the passage is all there is."""
    one = OneHit(passage, cosine)
    query = Query(question, None, "value", Filters(unknown=unknown))
    reading = Reading(question, "en", tokenise(question), (), ())
    answer = Reader(Facts((PAGE,), ()), one, one).read(question, query, reading)
    return answer.citations[0].snippet if answer else None


class SaysNo:
    """A judge that believes nothing."""

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """Odds of one to a thousand and less."""
        return [-8.0 for _ in quotes]


class SaysYes:
    """A judge that believes everything."""

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """Odds of a thousand to one and more."""
        return [8.0 for _ in quotes]


@pytest.mark.parametrize("asked", ["What does quota mean?", "What does harbour stand for?"])
def test_where_a_meaning_is_asked_nothing_but_an_explanation_answers(asked: str) -> None:
    """However much a judge likes a passage that holds the word."""
    one = OneHit(passage_of(SENTENCE, "Post"), 0.7)
    reader = Reader(Facts((PAGE,), ()), one, one, judge=SaysYes())
    query, reading = Query(asked, None, "value", Filters()), Reading(asked, "en", tokenise(asked), (), ())
    assert reader.read(asked, query, reading) is None


@pytest.mark.parametrize(("question", "is_read"), [("Which fishers opened quota books?", True), ("What is it?", False)])
def test_a_question_of_which_nothing_is_left_is_answered_by_no_passage(question: str, *, is_read: bool) -> None:
    """However much a judge likes a passage: it was met by chance."""
    one = OneHit(passage_of(SENTENCE, "Post"), 0.7)
    query = Query(question, None, "value", Filters())
    reading = Reading(question, "en", tokenise(question), (), ())
    answer = Reader(Facts((PAGE,), ()), one, one, judge=SaysYes()).read(question, query, reading)
    assert (answer is not None) is is_read


def test_a_few_words_that_are_no_sentence_are_not_read() -> None:
    """The name of an image shares words with what is asked and tells nothing."""
    question = "Which fishers opened quota books?"
    assert read(question, passage_of(SENTENCE)) == SENTENCE
    assert read(question, passage_of("Fishers opened the quota books of the harbour")) is None


def test_a_judge_has_a_say_in_english_alone() -> None:
    """What holds every word is not believed when the judge denies it; a question in another language is not judged."""
    one = OneHit(passage_of(SENTENCE, "Post"), 0.7)
    question = "Which fishers opened quota books?"
    reader = Reader(Facts((PAGE,), ()), one, one, judge=SaysNo())
    for lang, judged in (("en", True), ("es", False)):
        reading = Reading(question, lang, tokenise(question), (), ())
        query = Query(question, None, "value", Filters(), lang)
        assert [e.judged for e in reader.weigh(query, reading)] == [judged]
        assert [e.judged for e in reader.found(query, reading)] == [False]
        assert (reader.judge_note(lang) == "reads") is judged
    english = Reading(question, "en", tokenise(question), (), ())
    assert reader.read(question, Query(question, None, "value", Filters()), english) is None
    without = Reader(Facts((PAGE,), ()), one, one)
    assert without.judge_note("en").startswith("none")
    assert without.read(question, Query(question, None, "value", Filters()), english) is not None


def asked_of(words: str, attribute: str | None = None) -> Asked:
    """A question that asks for these words."""
    tokens = tokenise(words)
    return Asked(
        tuple(AskedWord(t, 1.0) for t in tokens), (), attribute, False, all_words=frozenset(t.fold for t in tokens)
    )


def test_a_passage_that_holds_all_words_is_quoted_word_for_word() -> None:
    """The snippet is the passage's own text."""
    assert read("Which fishers opened quota books?", passage_of(SENTENCE, "Post")) == SENTENCE


def test_a_passage_without_the_asked_words_is_not_believed() -> None:
    """Nearness alone does not answer."""
    assert read("Which unicorns painted castles?", passage_of(SENTENCE, "Post"), 0.5) is None


def test_an_unknown_name_has_to_stand_in_the_passage() -> None:
    """What is said of one place says nothing of another."""
    assert (
        read("Which fishers of Atlantis opened quota books?", passage_of(SENTENCE, "Post"), 0.8, ("Atlantis",)) is None
    )


@pytest.mark.parametrize(
    ("relation", "quoted"), [("commitments", None), ("resources", None), ("posts", SENTENCE), (None, SENTENCE)]
)
def test_commitments_on_a_subject_are_no_passage(relation: str | None, quoted: str | None) -> None:
    """In another language a passage is near in meaning alone: not enough where rows of a kind are asked for."""
    text = "compromisos sobre apicultura"
    one = OneHit(passage_of(SENTENCE, "Post"), 0.9)
    about = CueHit("aggregate.about", 12, 17, 1.0)
    query, reading = Query(text, relation, "list", Filters(), "es"), Reading(text, "es", tokenise(text), (), (about,))
    answer = Reader(Facts((PAGE,), ()), one, one).read(text, query, reading)
    assert (answer.citations[0].snippet if answer else None) == quoted


def test_rows_that_records_answer_from_are_not_quoted() -> None:
    """A contact's or a commitment's row is answered by its record or not at all."""
    assert read("Which fishers opened quota books?", passage_of(SENTENCE, "Commitment")) is None


def test_the_summary_of_a_document_is_quoted() -> None:
    """A document's row is read when it says more than its title, type and year."""
    passage = passage_of(SENTENCE, "Resource")
    row = Resource(
        record_id="r", page_id="aldervale", member_id="aldervale", span=passage.span, section=(), evidence={},
        title="Quota books", summary=SENTENCE,
    )  # fmt: skip
    one, question = OneHit(passage, 0.7), "When did fishers open the quota books of the harbour?"
    query = Query(question, None, "value", Filters())
    reading = Reading(question, "en", tokenise(question), (), ())
    told = Reader(Facts((PAGE,), (row,)), one, one).read(question, query, reading)
    assert told is not None
    assert told.citations[0].snippet == SENTENCE


def test_a_table_without_icons_gives_no_number() -> None:
    """Bare numbers of a flattened table belong to no question."""
    table = passage_of(TABLE)
    assert kind_of(table) == "Table"
    assert lacks(asked_of("action plan", "number"), table, TABLE)
    assert not lacks(asked_of("action plan"), table, TABLE)


@pytest.mark.parametrize(
    ("attribute", "words", "lacking"),
    [
        ("date", "quota books", False),
        ("number", "quota books", True),
        ("reason", "quota books", True),
        ("person", "quota", True),
    ],
)
def test_what_is_asked_for_has_to_be_there(attribute: str, words: str, lacking: bool) -> None:
    """A sentence with a month and no number answers when, not how many, why or who."""
    assert lacks(asked_of(words, attribute), passage_of(SENTENCE, "Post"), SENTENCE) is lacking


@pytest.mark.parametrize(
    ("attribute", "text", "lacking"),
    [
        ("date", "Hearings are streamed since last spring.", False),
        ("day", "Hearings are streamed since last spring.", True),
        ("day", "The forum meets on the first Sunday.", False),
        ("share", "One fisher in four lives abroad.", False),
        ("number", "Nineteen stations report.", False),
        ("person", "The lists were read.", True),
        ("place", "It was read in Bergen.", False),
        ("place", "It is read by countries in OGP, in Times of crisis.", True),
        ("number", "It shows: 1) who came.", True),
        ("holder", "The quota master is Ana Ruiz.", False),
        ("holder", f"The quota master is new. {'It was a long day. ' * 5}Ana Ruiz was there.", True),
    ],
)
def test_what_is_asked_for_may_be_said_in_words(attribute: str, text: str, lacking: bool) -> None:
    """Seasons and weekdays are times, and one in four is a share."""
    assert lacks(asked_of("quota", attribute), passage_of(SENTENCE, "Post"), text) is lacking


def test_people_without_a_name_are_half_of_who_it_was() -> None:
    """ "Farmers were the first" may be who asked; a number behind a comma counts another thing."""
    hit = Hit(passage_of(SENTENCE, "Post"), 0.5, 1, 0.5, None)
    assert weigh_features(asked_of("asked", "person"), hit, "The farmers asked for it.", [hit]).lacking == 0.5
    assert weigh_features(asked_of("asked", "person"), hit, "It was asked for.", [hit]).lacking == 1.0
    counted = replace(asked_of("groups", "number"), heads=tokenise("groups"))
    assert lacks(counted, hit.passage, "With many groups, 56 cities joined.")
    assert not lacks(counted, hit.passage, "With groups: 56 of them.")


def test_names_are_known_when_passages_hold_them() -> None:
    """Of a word that no passage holds none can tell."""
    one = OneHit(passage_of(SENTENCE, "Post"), 0.7)
    assert not Reader(Facts((PAGE,), ()), one, one).knows(["Fridays"])
    assert Reader(Facts((PAGE,), ()), one, one).knows([])


def test_rare_words_cover_more() -> None:
    """A word that many passages hold says less about this one."""
    tokens = tokenise("quota unicorn")
    hit = Hit(passage_of(SENTENCE, "Post"), 0.5, 1, 0.5, None)
    common = Asked((AskedWord(tokens[0], 0.2), AskedWord(tokens[1], 0.8)), (), None, False)
    features = weigh_features(common, hit, SENTENCE, [hit])
    assert features.coverage == pytest.approx(0.2)
    assert features.missing == pytest.approx(0.8)


def test_probability_is_the_logistic_of_the_weighted_features() -> None:
    """1 / (1 + exp(-z)), and it stays within 0 and 1 for any weights."""
    assert Weights(coverage=2.0, bias=-1.0).probability(Features(coverage=1.0)) == pytest.approx(1 / (1 + math.exp(-1)))
    assert 0 <= Weights(bias=-1e9).probability(Features()) <= Weights(bias=1e9).probability(Features()) <= 1


def test_weights_and_cues_are_read() -> None:
    """The file has weights for both spaces, a cue table for each kind and each attribute that code knows."""
    assert set(load_weights()) == {"english", "judged", "crosslingual"}
    assert set(load_cues().attributes) == set(_HOLDS)


@pytest.fixture(scope="module")
def answers(corpus_index: Path) -> tuple[Callable[[Golden], Payload], dict[str, str]]:
    """The assistant over the packaged corpus."""
    return assistant_answers(corpus_index)


@pytest.mark.model
@pytest.mark.parametrize(("status", "least"), [("answered", 0.75), ("not_found", 0.8)])
def test_passage_questions_keep_their_level(
    answers: tuple[Callable[[Golden], Payload], dict[str, str]], status: str, least: float
) -> None:
    """English questions about posts, definitions, keys and tables: so many right, and so many look-alikes refused."""
    answer, pages = answers
    asked = [g for part in ("tune", "aside") for g in load_golden(PASSAGES / f"{part}.jsonl") if g.lang == "en"]
    verdicts = [not reasons_against(g, answer(g), pages) for g in asked if g.status == status]
    assert sum(verdicts) / len(verdicts) >= least


def test_the_guide_of_a_members_page_needs_no_words() -> None:
    """The box of a named member's page answers a question for the guide and nothing else, however far its words are."""
    box = replace(passage_of(SENTENCE), section=("Current Action Plan", "A Handbook on Quotas"))
    one = OneHit(box, 0.1)

    def quoted(question: str) -> bool:
        query = Query(question, None, "value", Filters(members=("aldervale",)))
        mentions = (Mention("members", ("aldervale",), question.index("Aldervale"), question.index("Aldervale") + 9),)
        reading = Reading(
            question, "en", tokenise(question), mentions, wordings_in("en").find(question, tokenise(question))
        )
        return Reader(Facts((PAGE,), ()), one, one).read(question, query, reading) is not None

    assert quoted("Which guide does Aldervale's page recommend?")
    assert not quoted("Which guide on zeppelins does Aldervale's page recommend?")
