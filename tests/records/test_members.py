"""Names of members."""

from __future__ import annotations

import pytest

from ogpqa.records.members import member_id_of, split_name


@pytest.mark.parametrize(
    ("name", "short", "country"),
    [
        ("Seoul, South Korea", "Seoul", "South Korea"),
        ("South Korea", "South Korea", None),
        ("Korea, Republic of", "Korea", None),
        ("Tanzania, United Republic of", "Tanzania", None),
        ("Austin, Texas, United States", "Austin", "United States"),
        ("Côte d’Ivoire", "Côte d’Ivoire", None),
        ("Khoni, Georgia", "Khoni", "Georgia"),
    ],
)
def test_local_and_national(name: str, short: str, country: str | None) -> None:
    """A local member's country stands behind the last comma; inverted national names have none."""
    assert split_name(name) == (short, country)


def test_one_id_for_all_pages_of_a_member() -> None:
    """A member keeps its id over a change of name; a name without Latin letters takes the page's id."""
    assert member_id_of("Republic of Korea", "x") == member_id_of("South Korea", "y") == "south-korea"
    assert member_id_of("서울", "seoul") == "seoul"
