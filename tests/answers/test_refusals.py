"""What to say and offer when nothing is answered."""

from __future__ import annotations

import pytest

from ogpqa.answers.abstain import abstain
from ogpqa.answers.refusals import explain_refusal
from ogpqa.types import Answer
from tests.records_made import facts_of, query, world


def refusal(relation: str | None = "contact", found: Answer | None = None, **filters: object) -> Answer:
    """A refusal with all that is offered."""
    return explain_refusal("…", query(relation, **filters), found=found, facts=world())


def unknown(name: str) -> Answer:
    """The refusal of a member that is not there."""
    return refusal(found=abstain("…", query("contact"), "member_not_in_corpus", names=name), unknown=(name,))


@pytest.mark.parametrize(("name", "nearest"), [("Fredonya", "Freedonia"), ("Latvija", "Latvia")])
def test_an_unknown_member_is_answered_with_the_nearest_names(name: str, nearest: str) -> None:
    """Did you mean …, and questions about that one."""
    answer = unknown(name)
    assert answer.reason == "member_not_in_corpus"
    assert name in (answer.message or "")
    assert nearest in (answer.message or "").partition("mean")[2]
    assert nearest in answer.suggestions[0]
    assert answer.text is None


def test_a_name_like_none_is_answered_without_a_guess() -> None:
    """Nothing is offered as meant; the questions to try are about members that there are."""
    answer = unknown("Qqqq")
    assert "mean" not in (answer.message or "")
    assert any("Freedonia" in s for s in answer.suggestions)


def test_the_reason_is_read_off_what_was_understood() -> None:
    """A relation without its member is too vague; a full question that nothing answers has no evidence."""
    assert refusal().reason == "too_vague"
    assert refusal(members=("freedonia",)).reason == "no_evidence"
    assert refusal(None).reason == "no_evidence"
    answer = refusal(None, unknown=("Zubrowka",))
    assert (answer.reason, "Zubrowka" in (answer.message or "")) == ("member_not_in_corpus", True)


def test_suggestions_are_about_the_member_that_was_asked_for() -> None:
    """And in the language of the question."""
    assert all("Latvia" in s for s in refusal(members=("latvia",)).suggestions)
    assert refusal(members=("latvia",), lang="es").suggestions != refusal(members=("latvia",)).suggestions


def test_an_empty_index_suggests_nothing() -> None:
    """There is nobody to ask about."""
    assert explain_refusal("…", query("contact"), facts_of()).suggestions == ()
