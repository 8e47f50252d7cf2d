"""What a question asks of a passage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ogpqa.answers.asked import Asked, asks_reason, read_asked
from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import QuestionReader, Reading
from ogpqa.questions.text import tokenise
from tests.records_made import world_names


def asked(question: str, lang: str = "en") -> Asked:
    """What a question asks, every word being rare."""
    return read_asked(Reading(question, lang, tokenise(question), (), ()), None, lambda word: 0.9)


@pytest.mark.parametrize(
    ("question", "lang", "attribute"),
    [
        ("How many boats went out?", "en", "number"),
        ("What share of boats came home?", "en", "share"),
        ("How much money was spent on boats?", "en", "money"),
        ("How long did the meeting last?", "en", "duration"),
        ("How often is the list updated?", "en", "frequency"),
        ("When are the lists renewed?", "en", "frequency"),
        ("When did the meeting begin?", "en", "date"),
        ("On which day did the meeting begin?", "en", "day"),
        ("In what month did the budget office open?", "en", "date"),
        ("By how much did catches fall?", "en", "number"),
        ("Who wrote the list?", "en", "person"),
        ("Who is the harbour master?", "en", "holder"),
        ("Where does the meeting take place?", "en", "place"),
        ("Where does the list come from?", "en", None),
        ("Where can I read more about the list?", "en", None),
        ("Where can boats land?", "en", "place"),
        ("Which companies own boats?", "en", "names"),
        ("Which article tells what people own?", "en", None),
        ("Which kind of meeting is it when anyone may speak?", "en", None),
        ("Since when is it open?", "en", "date"),
        ("What is written about boats?", "en", None),
        ("¿Cuántos barcos salieron?", "es", "number"),
        ("Qui a écrit la liste ?", "fr", "person"),
        ("Wie oft wird die Liste erneuert?", "de", "frequency"),
        ("Где прошла встреча?", "ru", "place"),
        ("회의는 언제 열렸나요?", "ko", "date"),
        ("谁写了名单？", "zh", "person"),
    ],
)
def test_the_attribute_is_read_off_the_question(question: str, lang: str, attribute: str | None) -> None:
    """Question words say whether a number, a person, a date … is asked for, in many languages."""
    assert asked(question, lang).attribute == attribute


@pytest.mark.parametrize(
    ("question", "lang", "term", "strict"),
    [
        ("What does Delegate mean?", "en", "delegate", True),
        ("What does the abbreviation PD stand for in the key?", "en", "pd", True),
        ("Define Delegate", "en", "delegate", True),
        ("what is meant by quota books?", "en", "quota books", True),
        ("What are quota books?", "en", "quota books", False),
        ("What does the quota table show?", "en", "quota", False),
        ("¿Qué significa «Delegate»?", "es", "delegate", True),
        ("Wofür steht PD?", "de", "pd", True),
        ("PD는 무슨 뜻인가요?", "ko", "pd", True),
        ("How many boats went out?", "en", None, False),
        ("the letter Q under Findings, what is that supposed to mean?", "en", "q", True),
        ("I saw 'pending review' on a page, what does it mean?", "en", "pending review", True),
    ],
)
def test_the_term_that_is_asked_about(question: str, lang: str, term: str | None, strict: bool) -> None:
    """The term stands bare, without article, quotes and where it stands."""
    found = asked(question, lang)
    assert (found.term, found.strict) == (term, strict)


def test_who_wrote_it_asks_for_the_writer() -> None:
    """Verbs of saying are idle, except where their doer is asked for."""
    assert [w.token.text for w in asked("What is written about boats?").words] == ["boats"]
    assert [w.token.text for w in asked("Who wrote about boats?").words] == ["wrote", "boats"]


def test_a_word_that_pages_hold_is_read_as_it_is_typed() -> None:
    """A forum is no form that was misspelt when passages speak of it."""
    question = "What does the forum decide?"
    mended = tuple(replace(t, fold="form", stem="form") if t.fold == "forum" else t for t in tokenise(question))
    reading = Reading(question, "en", mended, (), ())
    assert [w.token.fold for w in read_asked(reading, None, lambda word: 0.5).words] == ["forum", "decide"]
    assert [w.token.fold for w in read_asked(reading, None, lambda word: 1.0).words] == ["form", "decide"]


def test_what_is_counted_of_so_many_is_named_behind_them() -> None:
    """ "How many of the 64 cities" counts cities."""
    assert [t.fold for t in asked("How many of the 64 cities joined?").heads] == ["cities"]
    assert [t.fold for t in asked("How many of the 64 are cities?").heads] == ["cities"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Why was FD0001 dropped?", True),
        ("Pourquoi l'engagement FD0001 a-t-il été abandonné ?", True),
        ("Warum wurde FD0001 aufgegeben?", True),
        ("FD0001は、なぜやめたのですか", True),
        ("What is FD0001?", False),
    ],
)
def test_a_reason_is_asked_in_many_languages(text: str, why: bool) -> None:
    """Rows tell no reason, in whatever language it is asked for."""
    assert asks_reason(QuestionReader(world_names()).read(text)) is why


def test_what_somebody_has_is_counted_not_who_has_it() -> None:
    """ "How many of Kenya's twelve promises" counts promises; "how many Kenyans" counts Kenyans."""

    def heads(question: str, name: str) -> list[str]:
        start = question.index(name)
        mention = Mention("members", ("KE",), start, start + len(name))
        reading = Reading(question, "en", tokenise(question), (mention,), ())
        return [t.fold for t in read_asked(reading, None, lambda word: 0.9).heads]

    assert heads("How many of Kenya's twelve promises were kept?", "Kenya") == ["promises"]
    assert heads("How many Kenyans voted?", "Kenyans") == ["kenyans"]
