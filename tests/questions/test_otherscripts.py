"""Names in other scripts, by their sound."""

from __future__ import annotations

import pytest

from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.mentions import Mention
from ogpqa.questions.otherscripts import find_spoken
from tests.records_made import contact, member

NAMES = Gazetteers(
    [
        member("Ombara State, Nordland"),
        contact(name="Levan Gelashvili"),
    ]
).in_language("en")


def values(text: str, found: tuple[Mention, ...] = ()) -> list[tuple[str, ...]]:
    """The values of what is heard in a text."""
    return [m.values for m in find_spoken(text, NAMES, frozenset(), found)]


@pytest.mark.parametrize("text", ["옴바라주의 담당자는", "контакт Омбары", "คนของ ombara"])
def test_latin_letters_are_left_to_other_steps(text: str) -> None:
    """A member is found by its sound in another script, with an ending; Latin letters are not heard."""
    assert values(text) == ([] if "mb" in text else [("ombara-state-nordland",)])


def test_a_person_is_heard_too() -> None:
    """With the ending of a case."""
    assert values("почта Левана Гелашвили") == [("Levan Gelashvili",)]


def test_a_text_in_latin_letters_is_not_listened_to() -> None:
    """Typos in Latin letters are mended elsewhere."""
    assert values("contact ombara") == []


def test_nothing_is_heard_where_a_place_is_named() -> None:
    """A name that is known stands for itself."""
    known = Mention("places", ("Oslo",), 0, 4)
    assert values("Осло Омбара", (known,)) == []


@pytest.mark.parametrize("text", ["Кто президент?", "오늘 날씨는 어때요", "今日の天気"])
def test_ordinary_words_are_no_names(text: str) -> None:
    """Words that merely share letters with a name are left alone."""
    assert values(text) == []
