"""Names with a typo or another ending, and people by part of their name."""

from __future__ import annotations

import pytest

from ogpqa.questions.entities import find_mentions
from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.misspelt import find_people, inflected_or_misspelt, misspelt_names
from ogpqa.questions.relations import wordings_in
from tests.records_made import SYLVAN, WORLD, contact, world_names

NAMES = world_names().in_language("en")
COMMON = wordings_in("en").words


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("Latvai", "latvia"),
        ("Latvian", "latvia"),
        ("fredonia", "freedonia"),
        ("Freedoina", "freedonia"),
        ("Freedonian", "freedonia"),
    ],
)
def test_one_slip_or_an_ending_is_forgiven(text: str, member: str) -> None:
    """A letter more, less or swapped, and the adjective."""
    (mention,) = inflected_or_misspelt(f"the {text} plan", NAMES, COMMON, ())
    assert (mention.kind, mention.values, mention.exact) == ("members", (member,), False)


@pytest.mark.parametrize("text", ["Port Sylvna", "Prt Sylvan", "Port Slyvan State"])
def test_names_of_several_words_are_forgiven_as_a_whole(text: str) -> None:
    """Before one of their words is taken for another name."""
    assert [m.values for m in misspelt_names(f"Who leads {text}?", NAMES, COMMON, ())] == [(SYLVAN,)]


@pytest.mark.parametrize("text", ["lava", "data", "Via", "contact", "2014"])
def test_other_words_are_no_slips(text: str) -> None:
    """Common words, short ones and numbers are not guessed at."""
    assert list(inflected_or_misspelt(text, NAMES, COMMON, ())) == []


def test_a_guess_at_a_place_is_made_of_capitals_only() -> None:
    """To refuse for a place that was hardly meant is worse than to overlook it."""
    assert [m.kind for m in inflected_or_misspelt("contact of Moldovva", NAMES, COMMON, ())] == ["places"]
    assert list(inflected_or_misspelt("contact of moldovva", NAMES, COMMON, ())) == []


@pytest.mark.parametrize("text", ["Firefly", "Rufus", "Firefly Rufus", "Rufus Firefly", "Fierfly", "ruffus firefly"])
def test_people_are_found_by_part_of_their_name(text: str) -> None:
    """In any order, by one word, or with a slip."""
    assert [m.values for m in find_people(f"Where is {text}", NAMES, COMMON, ())] == [("Rufus Firefly",)]


def test_words_of_two_people_are_two_people() -> None:
    """Several words must fit one person."""
    found = [m.values for m in find_people("Rufus Teasdale", NAMES, COMMON, ())]
    assert found == [("Rufus Firefly",), ("Gloria Teasdale",)]


def test_what_another_name_claims_is_no_person() -> None:
    """Claimed characters are not read again."""
    taken = find_mentions("Clinics, Rivers, and Roads", NAMES, COMMON)
    assert list(find_people("Clinics, Rivers, and Roads", NAMES, COMMON, taken)) == []


def test_part_of_a_person_is_no_misspelt_place() -> None:
    """A surname of the pages is that person, though a city is written nearly so: "Al-Majali" is not Almaty."""
    names = Gazetteers([*WORLD, contact("Rania Al-Majali")]).in_language("en")
    found = find_mentions("the e-mail of Ms Al-Majali", names, COMMON)
    assert [(m.kind, m.values) for m in found] == [("persons", ("Rania Al-Majali",))]


def test_a_short_name_of_two_words_may_have_a_slip_in_the_second() -> None:
    """And a name of several words none in its first letter: "report of Spain" is not "Port of Spain"."""
    (mention,) = misspelt_names("reports of Sri Lnka", NAMES, COMMON, ())
    assert mention.values == ("Sri Lanka",)
    assert list(misspelt_names("latest report of Spain", NAMES, COMMON, ())) == []
