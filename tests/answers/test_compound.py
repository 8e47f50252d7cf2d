"""Two answers as one."""

from __future__ import annotations

from ogpqa.answers.compound import joined
from tests.records_made import query, told

FREEDONIA = ("freedonia",)


def test_both_texts_with_their_citations() -> None:
    """The second answer's citations are numbered on, in its text, its rows and their list."""
    first, second = told("member_since", members=FREEDONIA), told("plan_number", members=FREEDONIA)
    both = joined(first, second, first)
    assert both.text == f"{first.text}\n{str(second.text).replace('[1]', '[2]')}"
    assert [c.number for c in both.citations] == [1, 2]
    assert [row["citation"] for row in both.rows] == [1, 2]
    assert (both.status, both.query.relation) == ("answered", "member_since")


def test_one_place_is_cited_once() -> None:
    """Two answers from the same place share its number."""
    first = told("contact_role", members=FREEDONIA)
    both = joined(first, told("contact_role", "list", members=FREEDONIA, persons=("Rufus Firefly",)), first)
    assert len({(c.page_id, c.start, c.end) for c in both.citations}) == len(both.citations)


def test_what_one_side_refuses_is_said() -> None:
    """The answer is partial, with the refusal's reason and its message."""
    first, second = told("member_since", members=FREEDONIA), told("not_stated_money", members=FREEDONIA)
    both = joined(first, second, first)
    assert (both.status, both.reason) == ("partial", "not_stated")
    assert str(both.text).endswith(str(second.message))


def test_neither_side() -> None:
    """Where both refuse, the first refusal stands."""
    first = told("not_stated_money", members=FREEDONIA)
    assert joined(first, told("not_stated_progress", members=FREEDONIA), first).text is None


def test_what_the_fuller_answer_shows_is_not_said_twice() -> None:
    """ "The contact and their e-mail": the contact's line holds the address."""
    first, second = told("contact", "list", members=FREEDONIA), told("contact_email", members=FREEDONIA)
    whole = joined(first, second, first)
    assert (whole.text, whole.query) == (first.text, query("contact", "list", members=FREEDONIA))
