"""Rows are narrowed by one filter after another; the filter that leaves none is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.rows import Selection, conditions, select
from ogpqa.questions.relations import load_relations
from ogpqa.types import Filters
from tests.records_made import commitment, facts_of, member, nothing_near, plan, query, resource, world


def rows(relation: str, aggregate: Any = "list", **filters: Any) -> Selection:
    """What a query selects among the three members."""
    return select(query(relation, aggregate, **filters), load_relations()[relation], world(), nothing_near)


def heads(chosen: Selection) -> list[str]:
    """Codes, titles or names of the rows."""
    return [str(getattr(r, "code", None) or getattr(r, "name", None) or getattr(r, "title", "")) for r in chosen.rows]


@pytest.mark.parametrize(
    ("period", "found"),
    [("2021-2023", ["freedonia", "latvia"]), ("-2023", ["freedonia", "latvia"]), ("2022-", ["sylvania"]),
     ("2022", ["freedonia", "latvia", "sylvania"]), ("2024", ["sylvania"]), ("2031", []), ("-2022", [])],
)  # fmt: skip
def test_plans_of_all_members_are_chosen_by_their_years(period: str, found: list[str]) -> None:
    """By the whole period, its end, its start or a year inside it; a plan that is stated twice counts once."""
    plans = [plan(period="2021-2023"), plan(period="2021–2023"), plan("Latvia", period="2021-2023")]
    facts = facts_of(member(), member("Latvia"), member("Sylvania"), *plans, plan("Sylvania", period="2022-2024"))
    relation = load_relations()["plans_by_period"]
    chosen = select(query("plans_by_period", "list", periods=(period,)), relation, facts, nothing_near)
    assert sorted(r.member_id for r in chosen.rows) == found


@pytest.mark.parametrize(
    ("relation", "filters", "found"),
    [
        ("commitments", {"members": ("freedonia",), "years": (2018,)}, ["FR0003", "FR0002", "FR0001"]),
        ("commitments", {"members": ("freedonia",), "areas": ("Health",)}, ["FR0003", "FR0001"]),
        ("commitments", {"members": ("freedonia",), "starred": True}, ["FR0003"]),
        ("commitments", {"members": ("freedonia",), "lacking": "starred", "years": (2018,)}, ["FR0002", "FR0001"]),
        ("commitments", {"members": ("freedonia",), "current": True}, ["FR0004"]),
        ("commitments", {"members": ("freedonia",), "periods": ("2021-2023",)}, ["FR0004"]),
        ("commitments", {"members": ("freedonia",), "periods": ("2017-2019",)}, ["FR0003", "FR0002", "FR0001"]),
        ("commitments", {"members": ("freedonia",), "topic": "rivers"}, ["FR0003"]),
        ("commitments", {"members": ("freedonia",), "denied": ("Health",)}, ["FR0004", "FR0002"]),
        ("commitments", {"members": ("freedonia",), "areas": ("Health",), "denied": ("2018",)}, []),
        ("commitments", {"codes": ("LV0007",)}, ["LV0007"]),
        ("commitments", {"areas": ("Open Data",)}, ["LV0007"]),
        ("commitments", {"areas": ("Gender",), "members": ("latvia",)}, []),
        ("commitments", {"titles": ("Clinics, Rivers, and Roads",)}, ["FR0003"]),
        ("contact", {"organisations": ("Ministry of Mirrors",)}, ["Rufus Firefly"]),
        ("contact", {"organisations": ("ministry of mirrors",), "members": ("latvia",)}, []),
        ("contact", {"roles": ("Senior Adviser",)}, ["Gloria Teasdale"]),
        ("contact", {"emails": ("RUFUS.firefly@gov.example",)}, ["Rufus Firefly"]),
        ("contact", {"persons": ("Gloria Teasdale",)}, ["Gloria Teasdale"]),
        ("members", {"level": "local"}, ["Port Sylvan State, Freedonia"]),
        ("members", {"level": "national", "years": (2011,)}, ["Latvia"]),
        ("members", {"country": "freedonia"}, ["Port Sylvan State, Freedonia"]),
        ("resources", {"members": ("freedonia",), "resource_types": ("irm report",)}, ["Sylvania Design Report"]),
        ("resources", {"members": ("freedonia",), "periods": ("2021-2023",)}, ["Freedonia Action Plan 2021-2023"]),
        ("definition", {"terms": ("Exists Yet",)}, ["XY"]),
        ("commitments", {"amount": (3, None)}, ["FR0004", "FR0003", "FR0002", "FR0001"]),
        ("commitments", {"amount": (None, 3)}, ["LV0021", "LV0007"]),
        ("commitments", {"amount": (5, None)}, []),
        ("commitment_area", {"lacking": "area"}, ["FR0002"]),
        ("members", {"same_year_as": ("latvia",)}, []),
        ("commitments", {"title_starts": "clinics"}, ["FR0003"]),
        ("commitments", {"title_holds": "open"}, ["FR0004", "LV0007"]),
        ("members", {"joined_before": ("freedonia",)}, ["Latvia"]),
        ("members", {"joined_after": ("latvia", "freedonia")}, ["Port Sylvan State, Freedonia"]),
    ],
)
def test_each_filter_narrows_by_its_field(relation: str, filters: dict[str, Any], found: list[str]) -> None:
    """Rows that meet every filter, in page order."""
    assert heads(rows(relation, **filters)) == found


@pytest.mark.parametrize(
    ("filters", "emptied_by"),
    [({"years": (1999,)}, "years"), ({"codes": ("LV0007",)}, "codes"), ({"topic": "submarines"}, "topic"),
     ({"areas": ("Health",), "years": (2021,)}, "areas"), ({"periods": ("1990-1992",)}, "periods")],
)  # fmt: skip
def test_the_filter_that_left_nothing_is_named(filters: dict[str, Any], emptied_by: str) -> None:
    """So that a refusal can say why; the member's rows are kept beside it."""
    chosen = rows("commitments", members=("freedonia",), **filters)
    assert (chosen.rows, chosen.emptied_by) == ((), emptied_by)
    assert len(chosen.base) == 4


def test_filters_that_the_relation_does_not_accept_do_not_narrow() -> None:
    """A year says nothing of contacts."""
    assert len(rows("contact", members=("freedonia",), years=(1999,)).rows) == 2


def test_idle_words_do_not_narrow() -> None:
    """A topic whose other words are idle is met by those that count."""
    assert heads(rows("commitments", members=("freedonia",), topic="gracious rivers", idle=("gracious",))) == ["FR0003"]
    assert len(rows("commitments", members=("freedonia",), topic="gracious", idle=("gracious",)).rows) == 4


def test_rows_near_in_meaning_are_asked_for_last() -> None:
    """Only where no row holds the topic's words, and it is said that they were found by meaning."""
    asked = query("commitments", "list", members=("freedonia",), topic="sanatoriums")
    by_meaning = select(asked, load_relations()["commitments"], world(), lambda topic, q, found: list(found[:1]))
    assert by_meaning.by_meaning
    assert heads(by_meaning) == ["FR0004"]
    by_words = select(
        query("commitments", "list", topic="rivers"), load_relations()["commitments"], world(), lambda *_: []
    )
    assert not by_words.by_meaning


def test_an_area_is_found_in_titles_where_none_is_filed_under_it() -> None:
    """Pages before policy areas have titles only."""
    facts = facts_of(member(), commitment("FR0001", "Health of the harbour"), commitment("FR0002", "Mirrors"))
    asked = query("commitments", "list", members=("freedonia",), areas=("Health",))
    assert [r.code for r in select(asked, load_relations()["commitments"], facts, nothing_near).rows] == ["FR0001"]  # type: ignore[attr-defined]


def test_current_rows_are_of_the_year_in_which_the_stated_plan_began() -> None:
    """Without a stated plan nothing is current."""
    facts = facts_of(member(), plan(n_commitments=3), commitment("FR0001", "Mirrors"), resource("A Report"))
    asked = query("commitments", "list", members=("freedonia",), current=True)
    assert select(asked, load_relations()["commitments"], facts, nothing_near).emptied_by == "current"


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "members": st.sampled_from([("freedonia",), ("latvia",), ("freedonia", "latvia"), ("atlantis",)]),
        "years": st.sampled_from([(2018,), (2021, 2022), (1999,)]),
        "areas": st.sampled_from([("Health",), ("Open Data",), ("",)]),
        "codes": st.sampled_from([("FR0003",), ("ZZ0001",)]),
        "periods": st.sampled_from([("2018-2020",), ("2021-2023",)]),
        "topic": st.sampled_from(["rivers", "open data", "the", "?", "gracious"]),
        "starred": st.booleans(),
        "current": st.booleans(),
        "level": st.sampled_from(["local", "national"]),
        "persons": st.just(("Rufus Firefly",)),
        "resource_types": st.just(("Action Plan",)),
    },
)


@given(st.sampled_from([name for name, r in load_relations().items() if r.record]), FILTERS)
def test_filters_only_narrow(relation: str, filters: dict[str, Any]) -> None:
    """What is selected is part of the members' rows, in their order; one more filter never adds a row."""
    chosen = rows(relation, "count", **filters)
    places = [chosen.base.index(r) for r in chosen.rows]
    assert places == sorted(set(places))
    assert bool(chosen.rows) or chosen.emptied_by is not None or not chosen.base


@given(FILTERS)
def test_years_and_stars_are_true_of_every_row(filters: dict[str, Any]) -> None:
    """No row is there that a filter denies."""
    chosen = rows("commitments", "count", **filters)
    for row in chosen.rows:
        assert not filters.get("years") or row.year in filters["years"]  # type: ignore[attr-defined]
        assert not filters.get("starred") or row.starred  # type: ignore[attr-defined]
        assert not filters.get("members") or row.member_id in filters["members"]


def test_conditions_are_the_filters_that_narrowed() -> None:
    """Members stand elsewhere in the sentence, and what the relation does not accept is not repeated."""
    filters = Filters(members=("latvia",), years=(2018,), topic="rivers", persons=("Ada Moon",))
    assert conditions(filters, load_relations()["commitments"]) == {"years": (2018,), "topic": "rivers"}


def test_what_members_share_is_what_rows_of_each_have() -> None:
    """An area of both; of one member alone nothing is shared."""
    rows = [commitment("FR0001", "Clinics", area="Health"), commitment("FR0002", "Roads", area="Roads"),
            commitment("LV0001", "Nurses", "Latvia", area="Health")]  # fmt: skip
    facts, relation = facts_of(member(), member("Latvia"), *rows), load_relations()["policy_areas"]
    asked = [("freedonia", "latvia"), ("freedonia",), ("freedonia", "latvia", "sylvania")]
    both, one, three = (query("policy_areas", "list", members=names, shared=names) for names in asked)
    assert [getattr(r, "code", "") for r in select(both, relation, facts, nothing_near).rows] == ["FR0001", "LV0001"]
    for lonely in (one, three):  # nothing is shared by a member without rows
        assert select(lonely, relation, facts, nothing_near).emptied_by == "shared"


def test_rows_that_are_named_are_kept_when_a_filter_leaves_none() -> None:
    """A commitment that is named and has no star is told apart from one that is not there."""
    chosen = rows("commitments", "exists", codes=("LV0007",), starred=True)
    assert (chosen.rows, chosen.emptied_by) == ((), "starred")
    assert [getattr(r, "code", "") for r in chosen.named] == ["LV0007"]


def test_either_of_two_subjects_will_do() -> None:
    """Rows on one or the other, of relations that subjects are looked for in; a word that is idle is no subject."""
    either = rows("commitments", topic="rivers or roads", members=("freedonia",))
    assert "FR0003" in heads(either)
    idle = query("commitments", "list", topic="rivers or please", members=("freedonia",), idle=("please",))
    assert heads(select(idle, load_relations()["commitments"], world(), nothing_near)) == ["FR0003"]


def test_rows_that_say_the_same_in_another_word_are_found_last() -> None:
    """Of an English topic, every word: "mines" are extractives. What says the same in running text does not count."""
    facts = facts_of(member(), commitment("FR0001", "Contracts in extractives"), commitment("FR0002", "Open rivers"))
    for topic, lang, found in (
        ("mines", "en", ["FR0001"]),
        ("mines abroad", "en", []),
        ("deals", "en", []),
        ("mines", "de", []),
    ):
        asked = query("commitments", "list", lang=lang, members=("freedonia",), topic=topic)
        assert heads(select(asked, load_relations()["commitments"], facts, nothing_near)) == found
