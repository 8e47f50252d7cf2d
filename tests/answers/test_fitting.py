"""Rows answer only what their sort can tell: titles name nobody, and a number that is left over is not passed by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ogpqa.answers.asked import Asked, AskedWord, read_asked
from ogpqa.answers.evidence import Features
from ogpqa.answers.fitting import fits, is_bare, is_of_another_plan, is_told_elsewhere, load_misfits
from ogpqa.answers.weighing import Evidence
from ogpqa.questions.candidates import Candidate
from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, load_relations, wordings_in
from ogpqa.questions.text import tokenise
from ogpqa.types import Answer, Filters, Hit, Kind, Passage, Query, Span
from tests.records_made import facts_of, member, plan


def answer_of(kind: Kind, *rows: dict[str, Any]) -> Answer:
    """An answer of these rows."""
    return Answer("", "answered", Query("", None, "value", Filters()), text="Rows.", kind=kind, rows=rows)


def reading_of(question: str, cues: tuple[CueHit, ...] = (), lang: str = "en") -> Reading:
    """A question in which these cues were found."""
    return Reading(question, lang, tokenise(question), (), cues)


def candidate(leftover: tuple[str, ...] = ()) -> Candidate:
    """A reading of a question that leaves these words over."""
    return Candidate(load_relations()["resources"], 1.0, Filters(), leftover, "list", None, 1.0)


def does_fit(question: str, answer: Answer, *leftover: str, asked: Asked | None = None, lang: str = "en") -> bool:
    """Whether the answer is one to the question."""
    reading = reading_of(question, lang=lang)
    return fits(answer, asked or read_asked(reading, None, lambda word: 0.5), reading, candidate(leftover))


DOCUMENT = {"type": "Resource", "title": "Report of 2016"}
COMMITMENT = {"type": "Commitment", "title": "Open Rivers"}


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Who wrote the report?", False),
        ("By whom was the report reviewed?", False),
        ("Who has a report?", True),
        ("Which reports are there?", True),
        ("Should the report be read?", False),
        ("What does the report say?", False),
        ("What does the report say about rivers?", False),
        ("How much does the report cost?", False),
        ("Which post is about the report?", False),
    ],
)
def test_titles_tell_no_names_and_no_contents(question: str, fit: bool) -> None:
    """A list of documents says which there are; not who wrote them, what they say or what they cost."""
    assert does_fit(question, answer_of("list", DOCUMENT)) is fit


def test_a_number_that_stands_nowhere_is_not_passed_by() -> None:
    """ "The 56 cities" are not the two that are listed; "the 2016 report" is."""
    assert not does_fit("Which are the 56 reports?", answer_of("list", DOCUMENT), "56")
    assert does_fit("Which are the 2016 reports?", answer_of("list", DOCUMENT), "2016")


def test_another_term_is_no_definition() -> None:
    """The meaning of a term is not that of a term beside it."""
    rows = answer_of("value", {"type": "Definition", "term": "Findings", "text": "What was found."})
    assert not does_fit("What does the letter Q mean in the findings?", rows)
    assert does_fit("What do findings mean?", rows)
    assert does_fit("What does it mean?", rows)
    assert not does_fit("What is meant by pending findings?", rows, "pending")


@pytest.mark.parametrize(
    ("question", "fit"), [("Which posts are there?", True), ("Who wrote the post on rivers?", False)]
)
def test_posts_tell_what_they_hold(question: str, fit: bool) -> None:
    """A post without a name is no answer to who it was."""
    post = {"type": "Post", "title": "Rivers", "summary": "The rivers are clean again."}
    assert does_fit(question, answer_of("value", post)) is fit


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Who is the contact?", True),
        ("Who was the contact before Ana Ruiz?", False),
        ("the previous contact", False),
        ("who used to be the contact", False),
        ("Whom should I write to before I visit?", True),
        ("Who was the contact before?", False),
        ("Who is the former mayor?", True),
    ],
)
def test_contacts_are_those_of_today(question: str, fit: bool) -> None:
    """Who it was before no row tells, unless one says so itself."""
    assert does_fit(question, answer_of("list", {"type": "Contact", "name": "Ana Ruiz", "role": "Former mayor"})) is fit


def test_what_an_older_copy_tells_is_of_its_time() -> None:
    """There, the former contact is one."""
    rows, asked = answer_of("list", {"type": "Contact", "name": "Ana Ruiz"}), "e-mail of the former contact"
    reading = reading_of(asked)
    told = read_asked(reading, None, lambda word: 0.5)
    assert not fits(rows, told, reading, candidate())
    assert fits(rows, told, reading, candidate(), of_a_copy=True)


@pytest.mark.parametrize(
    ("question", "members", "another"),
    [
        ("the current action plan", ("freedonia",), False),
        ("the previous action plan", ("freedonia",), True),
        ("What will the next national action plan cover?", ("freedonia",), True),
        ("Which plan came before?", ("freedonia",), True),
        ("the third action plan", ("freedonia",), False),
        ("the first action plan", ("freedonia",), True),
        ("Action Plan No. 4", ("freedonia",), True),
        ("Are there in its plan 9 commitments?", ("freedonia",), False),
        ("the third action plans", ("freedonia", "sylvania"), True),
        ("the first action plan", (), False),
    ],
)
def test_a_page_tells_of_one_plan(question: str, members: tuple[str, ...], another: bool) -> None:
    """Neither of another number nor of the one before or after; of several members it has to be each one's."""
    facts = facts_of(member(), plan(number=3), member("Sylvania"), plan("Sylvania", number=2))
    rows = answer_of("value", {"type": "ActionPlan", "period": "2018-2020"})
    rows = replace(rows, query=replace(rows.query, filters=Filters(members=members)))
    tokens = tokenise(question)
    assert is_of_another_plan(rows, reading_of(question, wordings_in("en").find(question, tokens)), facts) is another


def test_a_list_of_members_is_no_way_to_join() -> None:
    """How one joins is told by nobody's name."""
    assert not does_fit("How do I apply to join?", answer_of("list", {"type": "Member"}))


def test_refusals_passages_and_other_languages_fit() -> None:
    """Only rows that answer an English question are held against it."""
    assert does_fit("¿Who wrote it?", answer_of("list", DOCUMENT), lang="es")
    assert does_fit("Who wrote it?", answer_of("passage", DOCUMENT))
    assert does_fit("Who wrote it?", Answer("", "not_found", Query("", None, "value", Filters()), reason="no_evidence"))


def test_a_title_names_no_kind() -> None:
    """A commitment that is called "Post Offices" is no post."""
    question = "Who made the commitment Post Offices?"
    start = question.index("Post")
    mention = Mention("titles", ("Post Offices",), start, start + len("Post Offices"))
    reading = Reading(question, "en", tokenise(question), (mention,), ())
    assert fits(answer_of("list", COMMITMENT), read_asked(reading, None, lambda word: 0.5), reading, candidate())


def test_what_a_passage_holds_together_is_told_there() -> None:
    """Rows that leave out words which stand together in a passage are no answer; passages are sought only then."""
    text = "Twenty cities joined the harbour programme."
    passage = Passage(1, "page", None, Span(0, len(text)), (), text, "", None, None)
    found = [Evidence(Hit(passage, 1.0, 1, 0.5, None), passage.span, Features(), 0.9)]
    asked = Asked(tuple(AskedWord(token, 0.6) for token in tokenise("cities harbour programme")))
    rows = answer_of("list", {"type": "Member", "name": "Oslo"})
    sought: list[int] = []

    def weigh() -> list[Evidence]:
        sought.append(1)
        return found

    assert is_told_elsewhere(rows, asked, candidate(("harbour", "programme")), weigh)
    assert not is_told_elsewhere(rows, asked, candidate(("castles",)), weigh)
    assert len(sought) == 2
    assert not is_told_elsewhere(rows, asked, candidate(), weigh)
    holding = answer_of("list", {"type": "Commitment", "title": "Harbour programme of cities"})
    assert not is_told_elsewhere(holding, asked, candidate(("harbour", "programme")), weigh)
    assert len(sought) == 2


def test_a_question_that_goes_on_asks_for_what_was_asked_before() -> None:
    """Its member comes from the question before, and so does what is asked for."""
    query = Query("", "resources", "latest", Filters(members=("ruritania",)))
    found = replace(answer_of("list", DOCUMENT), query=query)
    reading, loose = reading_of("Which drawer is the newest of them?"), replace(candidate(), similarity=0.3)
    asked = read_asked(reading, None, lambda word: 0.5)
    assert fits(found, asked, reading, loose)
    assert not fits(replace(found, query=replace(query, filters=Filters())), asked, reading, loose)


def test_a_subject_alone_is_bare() -> None:
    """Nothing is asked of it: neither a wording stands there nor a question mark."""
    assert is_bare(reading_of("bus timetables in Freedonia"))
    assert not is_bare(reading_of("bus timetables?"))
    assert not is_bare(reading_of("contact", (CueHit("relation.contact", 0, 7, 1.0),)))


@pytest.mark.parametrize(
    ("question", "is_of_rules"),
    [
        ("can a star be taken away", True),
        ("must commitments be public", True),
        ("can you list the starred commitments", False),
        ("can the starred commitments be listed", False),
        ("may 2018 documents", False),
    ],
)
def test_questions_about_rules_are_told_from_requests(question: str, *, is_of_rules: bool) -> None:
    """Rows are no rules; who asks politely wants rows."""
    assert (load_misfits().rules.match(question) is not None) is is_of_rules
