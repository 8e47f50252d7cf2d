"""Lines that state facts are found by what stands before their colon."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ogpqa.answers.statements import Statements
from ogpqa.questions.text import tokenise
from ogpqa.types import Page, Passage, Span
from tests.records_made import page

LEDGER = "Open the harbour ledger (SY0012)"
LINES = {
    LEDGER: ["Status: Active", "Lead Institution: Ministry of Mirrors", "Support Institution(s): Duck Soup Society",
             "Completion: Limited", "Ambition (see definition): High", "A line without a colon",
             "Public Participation\n\nThis table shows: how many people took part"],
    "Freedonia Design Report 2018-2020": ["Number of commitments: 11", "Transformative commitments: 1 (9%)",
                                          "Level of public influence: Collaborate"],
    "Sylvania Design Report 2018-2020": ["Level of public influence: Consult"],
}  # fmt: skip
OWNERS = {LEDGER: "sylvania", "Freedonia Design Report 2018-2020": "freedonia"}


def pages() -> list[Page]:
    """A page for each title, which is its id."""
    return [page(title, title) for title in LINES]


def passages() -> list[Passage]:
    """A passage for each line."""
    return [
        Passage(0, title, OWNERS.get(title), Span(0, len(line)), (), line, title, None, None)
        for title, lines in LINES.items()
        for line in lines
    ]


def found(words: str, members: Sequence[str] = (), codes: Sequence[str] = ()) -> str | None:
    """The line for the words of a question."""
    statement = Statements(pages(), passages).of(tokenise(words), members, codes)
    return statement.passage.text if statement else None


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("status SY0012", "Status: Active"),
        ("leads SY0012", "Lead Institution: Ministry of Mirrors"),
        ("institution responsible SY0012", "Lead Institution: Ministry of Mirrors"),
        ("institutions support SY0012", "Support Institution(s): Duck Soup Society"),
        ("complete SY0012", "Completion: Limited"),
        ("completion limited SY0012", "Completion: Limited"),
        ("status cost SY0012", None),
        ("active SY0012", None),
        ("laid SY0012", None),
        ("SY0012", None),
    ],
)
def test_a_line_accounts_for_every_word(words: str, line: str | None) -> None:
    """One word stands before the colon, the others there, behind it or in the page's name."""
    assert found(words, codes=("SY0012",)) == line


def test_a_heading_and_a_sentence_with_a_colon_state_nothing() -> None:
    """A fact stands on one line up to its colon."""
    assert found("public participation people", codes=["SY0012"]) is None


def test_pages_are_those_of_the_code_or_the_member() -> None:
    """Another page's line is no answer, however well it fits."""
    assert found("level public influence", members=("freedonia",)) == "Level of public influence: Collaborate"
    assert found("level public influence", members=("sylvania",)) is None
    assert found("status SY0013", codes=("SY0013",)) is None


def test_a_page_may_be_named_by_words() -> None:
    """Where neither code nor member is named the question holds words of the page's name."""
    assert found("harbour ledger status") == "Status: Active"
    assert found("status") is None


def test_what_two_pages_state_alike_is_left_open() -> None:
    """Which of them is meant nobody can say."""
    assert found("design report level public influence") is None
    assert found("freedonia design report level public influence") == "Level of public influence: Collaborate"


def test_the_line_that_says_least_besides_is_meant() -> None:
    """The number of commitments is not that of transformative ones."""
    assert found("commitments design report", members=("freedonia",)) == "Number of commitments: 11"
    assert found("transformative commitments", members=("freedonia",)) == "Transformative commitments: 1 (9%)"


def test_an_index_without_such_lines_has_none() -> None:
    """Nothing is stated so on the pages of members alone."""
    assert Statements([], list).of(tokenise("status SY0012"), (), ("SY0012",)) is None


def test_yes_and_no_are_told_apart_from_facts() -> None:
    """A line may say no more than yes or no."""
    page_id = "Freedonia Review"
    lines = [Passage(0, page_id, None, Span(0, 0), (), text, page_id, None, None)
             for text in ("Is there a forum: Yes", "Forum leader: Duck Soup Society")]  # fmt: skip
    statements = Statements([page(page_id, page_id)], lambda: lines)
    said = [statements.of(tokenise(f"Freedonia review {word}"), (), ()) for word in ("forum there", "leader")]
    assert [one.whether for one in said if one] == [True, False]
