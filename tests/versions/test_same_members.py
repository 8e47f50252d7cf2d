"""Which member ids are one member's, and whose the documents are."""

from __future__ import annotations

from dataclasses import replace

from ogpqa.types import Page, Record
from ogpqa.versions import owners_of_documents, shared_ids
from tests.records_made import commitment, member, page

SITE = "https://ogp.example"


def at(page_id: str, url: str, saved_on: str | None = None) -> Page:
    """A page at an address."""
    return replace(page(page_id, page_id, saved_on=saved_on), url=url)


def test_names_at_one_address_are_one_member_with_the_oldest_id() -> None:
    """However the address is written."""
    pages = [at("sylvania", f"{SITE}/countries/Sylvania/", "2023-01-01"), at("freedonia", f"{SITE}/members/sylvania")]
    assert shared_ids(pages, [member("Sylvania"), member("Freedonia")]) == {"sylvania": "freedonia"}


def test_names_that_share_a_commitment_are_one_member() -> None:
    """A renamed government keeps its codes; the title has to be the same too."""
    pages = [page("sylvania", "x", saved_on="2019-01-01"), page("freedonia", "x", saved_on="2020-01-01")]
    both: list[Record] = [member("Sylvania"), member("Freedonia")]
    same = [commitment("SY0001", "Open harbours", "Sylvania"), commitment("SY0001", "Open  Harbours", "Freedonia")]
    assert shared_ids(pages, [*both, *same]) == {"freedonia": "sylvania"}
    assert shared_ids(pages, [*both, same[0], replace(same[1], title="Closed harbours")]) == {}


def test_a_city_is_not_its_country() -> None:
    """Members of different levels stay apart, whatever they share."""
    name = "Sylvania, Freedonia"
    pages = [at("freedonia", f"{SITE}/members/freedonia"), at("sylvania-freedonia", f"{SITE}/members/freedonia")]
    shared = [commitment("SY0001", "Open harbours"), commitment("SY0001", "Open harbours", name)]
    assert shared_ids(pages, [member(), member(name), *shared]) == {}


def test_three_names_in_a_chain_are_one() -> None:
    """The first with the second by address, the second with the third by a commitment."""
    pages = [
        at("a", f"{SITE}/members/a", "2019-01-01"), at("b", f"{SITE}/countries/a", "2021-01-01"), page("c", "c"),
    ]  # fmt: skip
    records: list[Record] = [member("A"), member("B"), member("C")]
    records += [commitment("AA0001", "Open harbours", "B"), commitment("AA0001", "Open harbours", "C")]
    ids = shared_ids(pages, records)
    assert len({ids.get(m, m) for m in "abc"}) == 1


def test_a_page_below_a_members_address_is_about_it() -> None:
    """A commitment's page, named after the commitment; other addresses own nothing."""
    pages = [
        at("freedonia", f"{SITE}/members/freedonia/"),
        at("harbours", f"{SITE}/members/Freedonia/commitments/FR0001/"),
        at("atlantis-plan", f"{SITE}/members/atlantis/documents/plan/"),
        at("news", f"{SITE}/stories/freedonia/"),
    ]
    assert owners_of_documents(pages, [member()]) == {"harbours": "freedonia"}


def test_a_page_with_codes_of_one_member_is_about_it() -> None:
    """Where its address does not tell; codes of nobody, or of two members, tell nothing."""
    pages = [page(name, "x") for name in ("freedonia", "sylvania", "harbours", "tides", "snow")]

    def at_page(code: str, page_id: str) -> Record:
        return replace(commitment(code, "Open it"), page_id=page_id)

    records: list[Record] = [member(), member("Sylvania"), commitment("FR0001", "Open harbours")]
    records += [commitment("SH0001", "Open tides"), commitment("SH0002", "Open tides", "Sylvania")]
    records += [at_page("FR0009", "harbours"), at_page("SH0009", "tides"), at_page("ND0009", "snow")]
    assert owners_of_documents(pages, records) == {"harbours": "freedonia"}


def test_a_page_that_names_one_member_in_its_title_is_about_it() -> None:
    """Words of the name side by side; a name inside a longer one is none, and of two members neither."""
    titles = {
        "report": "Freedonia Design Report 2018-2020",
        "city": "Review of Port Sylvan, Freedonia",
        "both": "Sylvania and Freedonia",
        "other": "Freedonians at sea",
    }
    pages = [replace(page(page_id, "x"), title=title) for page_id, title in titles.items()]
    members: list[Record] = [member(), member("Sylvania"), member("Port Sylvan, Freedonia")]
    assert owners_of_documents([*pages, page("freedonia", "Freedonia")], members) == {
        "report": "freedonia",
        "city": "port-sylvan-freedonia",
    }
