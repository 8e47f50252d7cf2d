"""The language of a question: script first, then function words, then the detector."""

from __future__ import annotations

import pytest

from ogpqa.questions.language import ANSWER_LANGUAGES, LANGUAGES, detect_language, language_of_script
from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names


def words(lang: str) -> frozenset[str]:
    """A handful of words of two languages."""
    table = {"en": "who is the contact of", "es": "quien es el contacto de la", "fr": "qui est le contact de la"}
    return frozenset(table.get(lang, "").split())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("라트비아의 담당자는 누구입니까?", "ko"),
        ("ラトビアの連絡先", "ja"),
        ("拉脱维亚 2018 年", "zh"),
        ("Кто контакт?", "ru"),
        ("contact 서울", None),
        ("who is it", None),
        ("2018?", None),
    ],
)
def test_a_script_tells_where_hardly_anything_else_stands(text: str, lang: str | None) -> None:
    """A name in another script among Latin words does not; digits are in no script."""
    assert language_of_script(text) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("who is the contact", "en"),
        ("quien es el contacto", "es"),
        ("qui est le contact", "fr"),
        ("담당자", "ko"),
        ("連絡先は", "ja"),
        ("联系人", "zh"),
        ("ผู้ติดต่อ", "th"),
        ("من هو", "ar"),
        ("кто", "ru"),
    ],
)
def test_script_and_function_words_tell(text: str, lang: str) -> None:
    """A script of its own decides; among Latin letters the words do."""
    assert detect_language(text, words) == lang


@pytest.mark.parametrize("text", ["", "xyzzy", "2014", "?"])
def test_english_when_nothing_tells(text: str) -> None:
    """Without a word that is known the question is taken for English."""
    assert detect_language(text, words) == "en"


def test_spanish_marks_tell() -> None:
    """An opening question mark is Spanish even where the words are not."""
    assert detect_language("contact", words, "¿contact?") == "es"


def test_the_script_of_a_name_tells_where_nothing_else_does() -> None:
    """A question that is only a name is in the name's script."""
    assert detect_language("", words, "라트비아") == "ko"


def test_languages_level_on_words_are_parted_by_letters() -> None:
    """Two languages share "contact de la"; the letters of the whole decide between these two only."""
    assert detect_language("le contact préféré de la ville élue", words) == "fr"


def test_answers_are_given_in_languages_that_are_told_apart() -> None:
    """No language of answers is one that is never found."""
    assert set(ANSWER_LANGUAGES) <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Who is the contact for Freedonia?", "en"),
        ("Ilze Bērziņa-Ruķere e-mail", "en"),
        ("¿Cuándo se unió Letonia?", "es"),
        ("Quand la Lettonie a-t-elle adhéré ?", "fr"),
        ("라트비아는 언제 가입했나요?", "ko"),
        ("Wann ist Lettland beigetreten?", "de"),
        ("Когда Латвия присоединилась?", "ru"),
    ],
)
def test_names_tell_nothing_of_the_language(text: str, lang: str) -> None:
    """A reader leaves names out before it asks for the language."""
    assert QuestionReader(world_names()).read(text).lang == lang


def test_a_language_that_is_given_is_taken() -> None:
    """A person's own setting wins; one that is not known is not a setting."""
    reader = QuestionReader(world_names())
    assert reader.read("Freedonia contact", "fr").lang == "fr"
    assert reader.read("Freedonia contact", "tlh").lang == "en"


@pytest.mark.parametrize(
    ("text", "lang"),
    [("rok przystąpienia", "pl"), ("unvanı", "tr"), ("federführend", "de"), ("anotaciones del año", "es")],
)
def test_letters_of_one_language_tell(text: str, lang: str) -> None:
    """A letter that others do not write counts like a word."""
    assert detect_language(text, words) == lang


def test_beginnings_of_words_tell() -> None:
    """A word with any ending is as good as a word."""
    starts = {"nl": ("beleidsterrein",)}
    assert detect_language("beleidsterreinen", words, starts=lambda lang: starts.get(lang, ())) == "nl"


@pytest.mark.parametrize(("text", "lang"), [("", "it"), ("la", "fr"), ("who is the contact", "en")])
def test_a_fragment_is_in_the_language_of_the_question_before(text: str, lang: str) -> None:
    """Where its own words leave it open, and only there."""
    assert detect_language(text, words, before="fr" if lang == "fr" else "it") == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("contact Letland", "nl"),
        ("Lettland", "de"),
        ("contact Latvia", "en"),
        ("Beitrittsjahr Latvia", "de"),
        ("engagement Lettonie tourisme", "fr"),
        ("commitments Lettonie tourism", "en"),
    ],
)
def test_the_name_of_a_country_tells_the_language(text: str, lang: str) -> None:
    """Where the other words could be of several languages."""
    assert QuestionReader(world_names()).read(text).lang == lang
