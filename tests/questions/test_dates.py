"""Dates in questions, and whether they mean a copy of the page or the year of its rows."""

from __future__ import annotations

import pytest

from ogpqa.questions.dates import find_dates
from ogpqa.questions.parse import Parser
from ogpqa.types import Filters
from tests.records_made import SharedWords, world_names


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("contact as of March 2021", "2021-03"),
        ("contact on 5 March 2021", "2021-03-05"),
        ("contact on the 5th of March 2021", "2021-03-05"),
        ("contact on March 5, 2021", "2021-03-05"),
        ("contact Sept. 2019", "2019-09"),
        ("contact 2021-03-05", "2021-03-05"),
        ("contact 2021-03", "2021-03"),
        ("el contacto en marzo de 2021", "2021-03"),
        ("le contact en août 2020", "2020-08"),
        ("le contact du 1er août 2020", "2020-08-01"),
        ("2021년 3월 담당자", "2021-03"),
        ("2021년 3월 5일 담당자", "2021-03-05"),
        ("2021年3月の連絡先", "2021-03"),
        ("im März 2021", "2021-03"),
    ],
)
def test_a_month_beside_a_year_is_a_date(text: str, time: str) -> None:
    """In the ways of several languages."""
    assert [m.values for m in find_dates(text)] == [(time,)]


@pytest.mark.parametrize(
    "text", ["in 2021", "the 2011-12 plan", "2018-2020", "may I ask in 2020", "marching 2020", "KR0012 2021", ""]
)
def test_years_periods_and_other_words_are_no_dates(text: str) -> None:
    """A verb far from its year is no month, and two years are a period."""
    assert list(find_dates(text)) == []


def understood(text: str) -> Filters:
    """The filters of the best reading."""
    return Parser(world_names(), SharedWords()).understand(text)[0][0].filters


def test_the_year_of_a_contact_is_that_of_a_copy() -> None:
    """Contacts bear no year of their own."""
    filters = understood("who was the contact for Freedonia in 2020")
    assert (filters.as_of, filters.years) == ("2020", ())
    assert understood("who was the contact for Freedonia in March 2021").as_of == "2021-03"
    assert understood("who was the contact for Freedonia before 2020").as_of == "2019"


def test_the_year_of_commitments_is_their_own_unless_a_copy_is_named() -> None:
    """What the page listed then, or what is from then."""
    assert understood("list the commitments of Freedonia from 2018").years == (2018,)
    assert understood("list the commitments of Freedonia from March 2018").years == (2018,)
    filters = understood("how many commitments did Freedonia's page list in 2018")
    assert (filters.as_of, filters.years) == ("2018", ())
    assert understood("list the commitments of Freedonia as of 2018").as_of == "2018"


def test_a_question_without_time_is_about_today() -> None:
    """No copy is asked for."""
    assert understood("who is the contact for Freedonia").as_of is None
