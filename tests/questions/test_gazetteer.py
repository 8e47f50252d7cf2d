"""The names that an index knows, made from its records."""

from __future__ import annotations

import pytest

from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.named import plain_name
from ogpqa.questions.text import key
from tests.records_made import SYLVAN, contact, member, stood, world_names

NAMES = world_names().in_language("en")


def values(name: str, kind: str) -> tuple[str, ...]:
    """What a name of that kind may be."""
    return next((n.values for n in NAMES.by_key.get(key(name), ()) if n.kind == kind), ())


@pytest.mark.parametrize("name", ["Freedonia", "freedonia", "FREEDONIA"])
def test_a_member_is_found_by_its_name(name: str) -> None:
    """An invented member too, that no list of the world has."""
    assert values(name, "members") == ("freedonia",)


@pytest.mark.parametrize("name", ["Port Sylvan State", "Port Sylvan", "Port Sylvan State, Freedonia"])
def test_a_local_member_is_found_without_its_kind(name: str) -> None:
    """ "State" and the country may be left out."""
    assert values(name, "members") == (SYLVAN,)


def test_the_country_of_a_local_member_stays_a_name_of_its_own() -> None:
    """Freedonia is the country, not its port."""
    assert values("Freedonia", "members") == ("freedonia",)


def test_places_that_are_no_members_are_known_as_places() -> None:
    """So that a question on them is refused by name."""
    assert values("Chile", "places")
    assert values("Nairobi", "places") == ("Nairobi",)
    assert not values("Chile", "members")


def test_a_member_is_found_in_other_languages() -> None:
    """The country's names come with the language, made once."""
    spanish = world_names().in_language("es")
    assert [n.values for n in spanish.by_key[key("Letonia")]] == [("latvia",)]
    assert spanish is world_names().in_language("es")


def test_a_local_member_called_like_a_country_leaves_it_its_name() -> None:
    """Where both are members, the bare name is the country's."""
    records = stood([member("Latvia", since=2011), member("Latvia, Freedonia", since=2019)])[1]
    found = Gazetteers(records).in_language("en").by_key[key("Latvia")]
    assert [n.values for n in found if n.kind == "members"] == [("latvia",)]


def test_people_are_known_by_every_word_of_their_name() -> None:
    """Words of two letters are none; accents are folded."""
    assert NAMES.person_words["firefly"] == ("Rufus Firefly",)
    assert NAMES.person_words["berzina"] == ("Dr Ilze Bērziņa-Ruķere",)
    assert "dr" not in NAMES.person_words


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Dr Anne Nzegwu", "Anne Nzegwu"), ("Hon. Prof. Ada Moon", "Ada Moon"), ("Dr", "Dr"), ("Ada Moon", "Ada Moon")],
)
def test_honorifics_may_be_left_out(name: str, plain: str) -> None:
    """Nobody's name becomes empty."""
    assert plain_name(name) == plain


def test_short_titles_are_topics_and_long_ones_names() -> None:
    """ "Portal" is also a common word; a title of three words is not."""
    assert values("Clinics, Rivers, and Roads", "titles")
    assert not values("Portal", "titles")
    assert NAMES.title_types["Portal"] == {"Commitment"}


def test_codes_with_their_prefixes_are_known() -> None:
    """The prefix tells a code from another run of letters and digits."""
    assert NAMES.code_prefixes == {"FR", "LV"}
    assert "LV0021" in NAMES.codes


def test_an_ampersand_may_be_read_as_and() -> None:
    """Areas are found both ways."""
    assert values("infrastructure and transport", "areas") == values("Infrastructure & Transport", "areas") != ()


def test_two_people_of_one_name_are_both_meant() -> None:
    """A name with several bearers has all of them as values."""
    two = stood([member(), contact("Ada Moon"), contact("Bea Moon")])[1]
    assert Gazetteers(two).in_language("en").person_words["moon"] == ("Ada Moon", "Bea Moon")


def test_an_empty_index_has_only_the_world() -> None:
    """Without records there are places and no members."""
    names = Gazetteers(()).in_language("en")
    assert (names.members, names.codes, names.person_words) == ({}, frozenset(), {})
    assert names.by_key[key("Latvia")][0].kind == "places"
    assert names.member_name("latvia") == "latvia"
