"""Answers from the copy of a time, with what the newest copy says where it differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ogpqa.answers.facts import Facts
from ogpqa.answers.wording import load_wording
from ogpqa.types import Answer, Record
from tests.records_made import commitment, contact, member, page, plan, stood, told

SAID = {
    "2019-06-30": [contact("Ada Moon"), commitment("FR0001", "Open harbours"), plan(period="2018-2020")],
    "2021-03-05": [contact("Ada Moon"), contact("Bea Moon"), commitment("FR0001", "Open harbours")],
    "2024-01-31": [contact("Cid Star"), commitment("FR0001", "Open harbours"), commitment("FR0002", "Open tides")],
}


def copies(*days: str | None) -> Facts:
    """Freedonia as saved on these days, or today's page without a day."""
    pages, records = [], list[Record]()
    for i, day in enumerate(days):
        (made, *_), rows = stood([member(), *SAID[day or "2024-01-31"]])
        pages.append(page(f"copy-{i}", made.text, saved_on=day))
        records += [replace(r, page_id=f"copy-{i}") for r in rows]
    return Facts(pages, records)


ALL = copies(*SAID)


def asked(time: str | None, relation: str = "contact", facts: Facts = ALL, **filters: Any) -> Answer:
    """The answer for a time; whom it cites is checked by `told`."""
    return told(relation, filters.pop("aggregate", "list"), facts, as_of=time, **{"members": ("freedonia",), **filters})


def test_the_copy_of_the_time_answers_and_says_so() -> None:
    """Both copies are cited, and the rows are those of the copy asked for."""
    found = asked("2020")
    assert found.text is not None
    first, second = found.text.split("\n")
    assert "Ada Moon" in first
    assert second.startswith("As saved on 2019-06-30. The newest copy, saved on 2024-01-31, says:")
    assert "Cid Star" in second
    assert second.endswith("[2]")
    assert [c.page_id for c in found.citations] == ["copy-0", "copy-2"]
    assert [(row["name"], row["citation"]) for row in found.rows] == [("Ada Moon", 1)]
    assert found.query.filters.as_of == "2020"


def test_nothing_is_added_when_the_newest_copy_says_the_same() -> None:
    """Or when it is the copy that answers."""
    same = asked("2020", "commitments", codes=("FR0001",)).text or ""
    assert same.endswith("As saved on 2019-06-30.")
    assert (asked("2024").text or "").endswith("As saved on 2024-01-31.")


def test_before_the_oldest_copy_the_oldest_answers_and_says_so() -> None:
    """Nobody is told that a copy of 2019 is one of 2012."""
    text = asked("2012").text or ""
    assert "No copy was saved by 2012: this is the oldest, saved on 2019-06-30." in text
    assert "Ada Moon" in text


def test_the_only_copy_answers_with_its_day() -> None:
    """Whatever the time; where it bears no day, that is said."""
    one = copies("2024-01-31")
    assert (asked("2025", facts=one).text or "").endswith("As saved on 2024-01-31.")
    assert "this is the oldest" in (asked("2020", facts=one).text or "")
    assert (asked("2020", facts=copies(None)).text or "").endswith("The copy bears no date.")


def test_what_the_newest_copy_does_not_say_any_more_is_said() -> None:
    """A value that has gone."""
    assert (asked("2019", "plan_period", aggregate="value").text or "").endswith(
        "The newest copy, saved on 2024-01-31, does not say so."
    )


def test_a_copy_that_says_nothing_is_named_in_the_refusal() -> None:
    """The section was empty then; the reason stays."""
    refusal = asked("2021", "resources")
    assert refusal.reason == "section_empty"
    assert (refusal.message or "").endswith("As saved on 2021-03-05.")


def test_a_person_who_has_gone_is_found_in_the_copy_that_had_her() -> None:
    """The newest of those; what exists today is asked of today's copy only."""
    found = asked(None, persons=("Bea Moon",))
    assert "As saved on 2021-03-05." in (found.text or "")
    assert "does not say so" in (found.text or "")
    assert [c.page_id for c in found.citations] == ["copy-1"]


def test_a_code_that_has_gone_is_found_too() -> None:
    """Instead of being called unknown."""
    facts = copies("2024-01-31", "2019-06-30")
    moved = Facts(
        list(facts.pages.values()),
        [r for p in facts.pages for r in _records(facts, p) if getattr(r, "code", "") != "FR0001" or p == "copy-1"],
    )
    found = told("commitments", "list", moved, codes=("FR0001",))
    assert "As saved on 2019-06-30." in (found.text or "")
    assert told("commitments", "list", moved, codes=("FR0009",)).reason == "code_not_in_corpus"


def _records(facts: Facts, page_id: str) -> list[Record]:
    found = facts.at("2019") if page_id == "copy-1" else facts
    return [r for kind in ("Member", "Contact", "Commitment", "ActionPlan") for r in found.rows(kind)]


def test_many_members_share_one_sentence() -> None:
    """More than a few would make a list longer than the answer."""
    pages, records = [], list[Record]()
    for i in range(6):
        name = f"Isle {i}"
        (made, *_), rows = stood([member(name), contact(f"Ada {i}", name)])
        pages.append(replace(made, saved_on="2020-01-01"))
        records += rows
    found = told("contact", "list", Facts(pages, records), as_of="2021", level="national")
    assert (found.text or "").endswith("Of each member the newest copy saved by 2021, else its oldest one.")


@pytest.mark.parametrize("lang", ["en", "es", "fr", "ko"])
@pytest.mark.parametrize("name", ["saved", "saved.year", "saved.oldest", "saved.undated", "saved.many", "newest",
                                  "newest.count", "newest.none"])  # fmt: skip
def test_every_language_says_which_copy_answers(lang: str, name: str) -> None:
    """With the day in it, where there is one."""
    said = load_wording(lang).sentence([name], date="DAY", asked="TIME", n=3, noun="NOUN", text="TEXT")
    assert ("DAY" in said) == (name not in {"saved.undated", "saved.many"})
    assert name == "saved" or lang == "en" or said != load_wording("en").sentence([name], date="DAY", asked="TIME")
