"""Whether texts hold a topic: by words, slips and endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.topics import content_words, either_of, matching, same_word
from ogpqa.questions.text import tokenise

TITLES = ["Citizen Participation in Budgets", "E-Government Portal", "Rivers, Roads and Harbours", ""]


@pytest.mark.parametrize(
    ("topic", "found"),
    [
        ("participation", [0]),
        ("participatory budget", [0]),
        ("particpation", [0]),
        ("e government", [1]),
        ("eGovernment", [1]),
        ("e-government", [1]),
        ("e-budgets", []),
        ("harbour", [2]),
        ("roads rivers", [2]),
        ("roads budgets", []),
        ("whales", []),
        ("open data", []),
        ("citizen information", []),
        ("roof", []),
        ("", [0, 1, 2, 3]),
        ("?!", [0, 1, 2, 3]),
    ],
)
def test_a_topic_is_held_word_by_word(topic: str, found: list[int]) -> None:
    """All words must stand in one text, but for a slip or an ending; no topic is held by all."""
    assert matching(topic, TITLES) == found


def test_of_four_words_one_may_be_missing() -> None:
    """A long topic is hardly ever repeated word by word."""
    assert matching("citizen participation municipal budgets", TITLES) == [0]
    assert matching("citizen whales municipal budgets", TITLES) == []


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=6))
def test_positions_are_valid_and_in_order(topic: str, texts: list[str]) -> None:
    """Each position is one of the texts, once."""
    found = matching(topic, texts)
    assert found == sorted(set(found))
    assert all(0 <= i < len(texts) for i in found)


@given(st.lists(st.text(alphabet="abcdefghij ", min_size=1, max_size=20), min_size=1, max_size=5))
def test_every_text_holds_itself(texts: list[str]) -> None:
    """A title that is asked for word by word is found."""
    for i, text in enumerate(texts):
        assert i in matching(text, texts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("portal", "portals", True), ("participation", "participatory", True), ("transparancy", "transparency", True),
     ("data", "date", False), ("budget", "gadget", False), ("contract", "contact", True), ("state", "status", False),
     ("", "", True)],
)  # fmt: skip
def test_words_are_one_by_stem_slip_or_ending(one: str, other: str, same: bool) -> None:
    """Short words must be equal; the order does not matter."""
    a, b = (tokenise(word)[0] if word else tokenise("x")[0] for word in (one, other))
    assert same_word(a, b) is same
    assert same_word(b, a) is same


def test_small_words_are_no_content_unless_there_is_nothing_else() -> None:
    """ "the" alone is all that there is."""
    assert [t.text for t in content_words("the rivers of the north")] == ["rivers", "north"]
    assert [t.text for t in content_words("of the")] == ["of", "the"]
    assert content_words("") == ()


@pytest.mark.parametrize(
    ("topic", "lang", "parts"),
    [
        ("rivers or drinking water", "en", ["rivers", "drinking water"]),
        ("organs", "en", ["organs"]),
        ("Wälder oder Seen", "de", ["Wälder", "Seen"]),
        ("河流或者森林", "zh", ["河流", "森林"]),
        ("or", "en", ["or"]),
    ],
)
def test_either_of_several_subjects_will_do(topic: str, lang: str, parts: list[str]) -> None:
    """Subjects are parted at "or", in every language."""
    assert either_of(topic, lang) == parts
