"""Questions to offer: about members that have what they ask for, by the names of the language."""

from __future__ import annotations

import pytest

from ogpqa.answers.examples import examples, other_readings, questions_about
from ogpqa.answers.facts import Facts
from ogpqa.questions.language import ANSWER_LANGUAGES
from ogpqa.questions.relations import load_relations
from ogpqa.types import Contact, Filters, Member, Page, Query, Record, Span


def facts() -> Facts:
    """Latvia with a contact, Riga with none, and nothing but the years in which they joined."""
    page = Page("p", "P", None, "text", "0" * 64, ())

    def member(member_id: str, name: str, short: str, country: str | None, since: int) -> Member:
        return Member(
            record_id=f"{member_id}:Member:1", page_id="p", member_id=member_id, span=Span(0, 1), name=name,
            short_name=short, level="local" if country else "national", country=country, since=since,
        )  # fmt: skip

    records: list[Record] = [
        member("latvia", "Latvia", "Latvia", None, 2011),
        member("riga", "Riga, Latvia", "Riga", "Latvia", 2020),
        Contact(record_id="p:Contact:1", page_id="p", member_id="latvia", span=Span(0, 1), name="Anna Kalna"),
    ]
    return Facts([page], records)


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_only_what_is_there_is_offered(lang: str) -> None:
    """A contact is asked for where there is one, a comparison where there are two members."""
    choices = {relation: tuple(choice) for relation, choice in examples(lang, facts())}
    offered = {relation: choice for relation, choice in choices.items() if choice}
    assert set(offered) == {"contact", "member_since", "compare"}
    assert len({question for choice in offered.values() for question in choice}) >= 4


def test_members_have_the_names_of_the_language() -> None:
    """Lettonie in French; the page's own name follows, for readers of names that nobody has translated."""
    choice = tuple(dict(examples("fr", facts()))["contact"])
    assert choice[0].startswith("Lettonie")
    assert "Latvia" in choice[1]


def test_patterns_are_relations() -> None:
    """Each pattern stands under the relation that it asks for."""
    names = {relation for lang in ANSWER_LANGUAGES for relation, _ in examples(lang, facts())}
    assert names - set(load_relations()) == {"compare"}


def test_a_member_s_page_offers_what_it_has() -> None:
    """Riga joined, and has no contact."""
    assert questions_about("riga", "en", facts()) == ("When did Riga join OGP?",)
    assert questions_about("nowhere", "en", facts()) == ()


def test_other_readings_are_other_members_and_relations() -> None:
    """The country of the city with the same question, then other questions about the city; never the same again."""
    query = Query("When did Riga join?", "member_since", "value", Filters(members=("riga",)))
    found = other_readings(query, ["member_since", "contact", "commitments"], facts())
    assert found == ("When did Latvia join OGP?",)
    contact = Query("Who in Latvia?", "contact", "list", Filters(members=("latvia",)))
    assert other_readings(contact, ["member_since"], facts()) == ("When did Latvia join OGP?",)
    assert other_readings(Query("?", None, "value", Filters()), ["contact"], facts()) == ()
