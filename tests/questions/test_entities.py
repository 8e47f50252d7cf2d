"""What a question names: exact names, codes, years, addresses, titles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.questions.entities import find_mentions, named_runs
from ogpqa.questions.mentions import SOFT
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import key, stem_key, tokenise
from tests.records_made import SYLVAN, world_names

NAMES = world_names().in_language("en")
COMMON = wordings_in("en").words


def found(text: str) -> dict[str, tuple[str, ...]]:
    """The hard mentions of a question: values by kind."""
    return {m.kind: m.values for m in find_mentions(text, NAMES, COMMON) if m.kind not in SOFT}


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("Who is the contact for Freedonia?", "members", ("freedonia",)),
        ("freedonia's contact", "members", ("freedonia",)),
        ("What did Port Sylvan promise?", "members", (SYLVAN,)),
        ("Who wrote to rufus.firefly@GOV.example?", "emails", ("rufus.firefly@gov.example",)),
        ("Who is Rufus Firefly?", "persons", ("Rufus Firefly",)),
        ("Who is Ilze Bērziņa-Ruķere?", "persons", ("Dr Ilze Bērziņa-Ruķere",)),
        ("What is FR0003?", "codes", ("FR0003",)),
        ("what is lv-21 about", "codes", ("LV0021",)),
        ("What is FR9999?", "codes", ("FR9999",)),
        ("What is ZZ0001?", "codes", ("ZZ0001",)),
        ("commitments in 2018", "years", ("2018",)),
        ("the 2021-2023 plan", "periods", ("2021-2023",)),
        ("the 2021/23 plan", "periods", ("2021-2023",)),
        ("Tell me of Clinics, Rivers, and Roads", "titles", ("Clinics, Rivers, and Roads",)),
        ("Who works at the Office of the Patron?", "organisations", ("Office of the Patron",)),
        ("Who is Head of Digital Affairs?", "roles", ("Head of Digital Affairs",)),
        ("Who is the contact for Chile?", "places", ("Chile",)),
    ],
)
def test_what_is_named_is_found(text: str, kind: str, values: tuple[str, ...]) -> None:
    """Each kind of name, as people write it."""
    assert found(text) == {kind: values}


@pytest.mark.parametrize(
    "text",
    ["Who is it?", "I'd like 3 things", "room 12345", "version 2.0", "a@b", "chi è?", "us and them", "1899 and 21345"],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    """Small words, numbers and half an address name nothing."""
    assert found(text) == {}


def test_a_period_is_no_two_years() -> None:
    """What is found claims its characters."""
    assert found("What was promised for 2021-2023?") == {"periods": ("2021-2023",)}


def test_the_longest_name_wins() -> None:
    """The port is not its country."""
    assert found("Port Sylvan State, Freedonia") == {"members": (SYLVAN,)}


def test_soft_names_stand_beside_others() -> None:
    """An area is a filter for one relation and a common word for another."""
    text = "Sylvania Design Report of type IRM Report"
    kinds = [m.kind for m in find_mentions(text, NAMES, COMMON)]
    assert "titles" in kinds


@given(
    st.lists(
        st.sampled_from(
            "Freedonia Latvia FR0003 2018 2021-2023 Rufus Port Sylvan contact , ? 's Chile Latvai 라트비아의".split()
        ),
        max_size=8,
    )
)
def test_hard_mentions_never_overlap(words: list[str]) -> None:
    """Nothing is read twice, whatever stands together, and every mention lies in the text."""
    text = " ".join(words)
    hard = [m for m in find_mentions(text, NAMES, COMMON) if m.kind not in SOFT]
    assert all(0 <= m.start < m.end <= len(text) for m in hard)
    assert all(a.end <= b.start for a, b in pairwise(hard))


@given(st.lists(st.sampled_from([*"of the Port Sylvan's Freedonia - open data 2014".split(), SYLVAN]), max_size=8))
def test_no_run_of_words_that_is_a_name_is_missed(words: list[str]) -> None:
    """What begins as no name does is not made longer, and nothing is lost by that."""
    names, tokens = world_names().in_language("en"), tokenise(" ".join(words))
    spans = ((i, j) for i in range(len(tokens)) for j in range(i + 1, min(i + names.longest, len(tokens)) + 1))
    texts = ((tokens[i:j], " ".join(t.text for t in tokens[i:j])) for i, j in spans)
    expected = [run for run, text in texts if key(text) in names.by_key or stem_key(text) in names.by_key]
    assert [run for run, _ in named_runs(tokens, names)] == sorted(expected, key=lambda run: -len(run))


@pytest.mark.parametrize(
    ("lang", "text"),
    [("ko", "라트비아의 담당자는 누구인가요"), ("ja", "ラトビアの連絡先"), ("zh", "拉脱维亚的联系人是谁"),
     ("ar", "من هو مسؤول لاتفيا"), ("ru", "контакт Латвии"), ("pl", "kontakt Łotwy"), ("th", "ผู้ติดต่อของลัตเวีย")],
)  # fmt: skip
def test_names_are_found_inside_other_scripts(lang: str, text: str) -> None:
    """With particles on the name, inside unspaced text, and inflected."""
    mentions = find_mentions(text, world_names().in_language(lang), wordings_in(lang).words | COMMON)
    assert [m.values for m in mentions if m.kind == "members"] == [("latvia",)]


def test_a_korean_name_of_two_words_is_found_under_its_particle() -> None:
    """ "도미니카" alone is another country."""
    names = world_names().in_language("ko")
    found = [m.values for m in find_mentions("도미니카 공화국의 담당자", names, frozenset())]
    assert found == [("도미니카 공화국",)]


@pytest.mark.parametrize("typed", ["Ms Gloria Teasdale", "Mrs. Teasdale", "Prof. Dr. Rufus Firefly", "Firefly"])
def test_a_title_is_part_of_the_person(typed: str) -> None:
    """What stands before a name and says no more than that it is one asks for nothing."""
    (person,) = [m for m in find_mentions(f"What does {typed} do?", NAMES, COMMON) if m.kind == "persons"]
    assert f"What does {typed} do?"[person.start : person.end] == typed
