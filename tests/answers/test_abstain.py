"""Saying no: a status, a reason, a sentence, and never an answer."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.abstain import abstain
from ogpqa.questions.language import ANSWER_LANGUAGES, LANGUAGES
from ogpqa.types import Reason
from tests.records_made import query

REASONS: tuple[Reason, ...] = get_args(Reason)


@given(st.sampled_from(REASONS), st.sampled_from(LANGUAGES), st.text(max_size=30))
def test_an_abstention_never_carries_answer_text(reason: Reason, lang: str, name: str) -> None:
    """No text, kind or rows, but a message in plain words; whatever name it repeats."""
    refusal = abstain("?", query(None, lang=lang), reason, names=name, member=name)
    assert (refusal.text, refusal.kind, refusal.rows) == (None, None, ())
    assert refusal.message
    assert refusal.reason == reason
    assert refusal.status not in {"answered", "partial"}


@pytest.mark.parametrize(
    ("reason", "status"),
    [("out_of_scope", "out_of_scope"), ("ambiguous", "clarify"), ("too_vague", "clarify"), ("not_stated", "not_found")],
)
def test_the_status_says_what_to_do_next(reason: Reason, status: str) -> None:
    """Ask more clearly, ask of something else, or let it be."""
    assert abstain("?", query(None), reason).status == status


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_worded_in_every_language_of_answers(reason: Reason) -> None:
    """Each language has a sentence of its own."""
    said = {abstain("?", query(None, lang=lang), reason).message for lang in ANSWER_LANGUAGES}
    assert len(said) == len(ANSWER_LANGUAGES)


def test_the_unknown_name_is_repeated() -> None:
    """So that a person sees what was understood."""
    message = abstain("?", query(None), "member_not_in_corpus", names="Zubrowka").message or ""
    assert message.startswith("Zubrowka is not")


def test_braces_in_a_name_are_letters() -> None:
    """What a person typed is filled in and is no template."""
    message = abstain("?", query(None), "member_not_in_corpus", names="{nearest}{0}").message or ""
    assert "{nearest}{0}" in message


def test_a_message_of_ones_own_wins() -> None:
    """Where more is known than the reason."""
    assert abstain("?", query(None), "not_stated", message="Ada: not stated.").message == "Ada: not stated."
