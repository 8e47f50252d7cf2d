"""Passages: nothing lost, nothing twice, along headings and rows."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.corpus import load_corpus
from ogpqa.corpus.html import read_html
from ogpqa.corpus.text import read_text
from ogpqa.passages import MAX_WORDS, split_passages
from ogpqa.records import read_records
from ogpqa.types import Page, Passage
from tests.pages_made import FREEDONIA, page_from

WORDS = st.sampled_from(["Open", "data", "is", "good.", "Rivers!", "v. 2", "서울", "x" * 300, "\u00a0", "•"])
LINES = st.sampled_from(
    [
        "Contacts",
        "Commitments",
        "Resources",
        "Recent Posts",
        "Current Data",
        "Key",
        "Definitions",
        "Show More",
        "Member Since 2011",
        "  1. Title",
        "    KR0001, 2018, Area",
        "    2018, Letter, Web page",
        "Term: text of it",
        "(IR) Key: text",
        "",
        "  • bullet",
        "Ana Ruiz Director, City Hall ana@gov.example",
        "A short line",
        "This is a sentence that is long enough to be one.",
    ]
)


def assert_whole(page: Page, passages: tuple[Passage, ...]) -> None:
    """Every character of the page's body stands in exactly one passage; headings alone may stand in none."""
    at = 0
    for passage in passages:
        assert passage.text == passage.span.of(page.text)
        assert passage.text == passage.text.strip() != ""
        assert passage.span.start >= at
        at = passage.span.end
        assert len(passage.text.split()) <= MAX_WORDS
    inside = [False] * len(page.text)
    for passage in passages:
        inside[passage.span.start : passage.span.end] = [True] * (passage.span.end - passage.span.start)
    for block in page.blocks:
        if block.kind != "heading":
            words = range(block.span.start, block.span.end)
            assert all(inside[i] or page.text[i].isspace() or page.text[i] in "\u200b\u2060" for i in words)


def passages_of(page: Page) -> tuple[Passage, ...]:
    """The passages of the page."""
    return split_passages(page, read_records(page), 0)


def page_of(text: str, *, html: bool = False) -> Page:
    """A page of the text, without a file."""
    draft = read_html(text) if html else read_text(text)
    return Page("x", draft.title or "x", None, draft.text, "0" * 64, draft.blocks)


def test_rows_are_passages() -> None:
    """Each row is one passage that knows its type, its year and where it stands."""
    passages = passages_of(page_from(FREEDONIA))
    roads = next(p for p in passages if p.text.startswith("Starred commitment Clinics"))
    assert (roads.record_type, roads.year, roads.section) == ("Commitment", 2018, ("Commitments",))
    assert roads.context == "Freedonia > Commitments"
    assert roads.text.endswith("FR0003, 2018, Land Rights, Water and Spatial Planning")
    assert [p.record_type for p in passages].count("Contact") == 2
    assert [p.record_type for p in passages].count("Resource") == 2
    assert {p.member_id for p in passages} == {"freedonia"}


def test_lines_that_state_facts_stand_for_themselves() -> None:
    """From three of them on; a heading, a caption or a sentence among them is none."""
    text = "Tides (SY0001)\n\nStatus: Active\nPeople\nLead: Ministry\nSince: 2018\nIt says: yes, and."
    texts = [p.text for p in passages_of(page_of(text))]
    assert [t for t in texts if ":" in t] == [
        "Status: Active",
        "Lead: Ministry",
        "Since: 2018",
        "It says: yes, and.",
    ]
    few = [p.text for p in passages_of(page_of("Tides (SY0001)\n\nStatus: Active\nLead: Ministry\nPeople"))]
    assert any("Status: Active\nLead: Ministry" in t for t in few)


def test_numbers_count_on() -> None:
    """Numbers go on from the first one given, in page order."""
    page = page_from(FREEDONIA)
    passages = split_passages(page, read_records(page), 70)
    assert [p.number for p in passages] == list(range(70, 70 + len(passages)))


def test_no_passage_of_a_heading_alone() -> None:
    """An empty section gives no passage; a page that is only a name gives its name."""
    page = page_from("Oz\n\n  • Member Since 2015\n\nContacts\n\n\nCommitments\n\n")
    assert [p.text.split("\n")[0] for p in passages_of(page)] == ["Oz"]


def test_furniture_is_never_inside_a_passage() -> None:
    """Where furniture was blanked out a passage ends, so that each quote stands in the saved file too."""
    text = "Oz\n\n  • Member Since 2015\n\nA first line.\n\nSkip Navigation\n\nA second line.\n"
    page = page_from(text)
    assert all(passage.text in text for passage in passages_of(page))
    assert len(passages_of(page)) == 2


def test_sentences_beside_facts_are_passages_of_their_own() -> None:
    """What a page tells above its sections besides the year of joining is found and quoted without that year."""
    told = "Its forum of nine bodies meets in the old theatre every month."
    page = page_from(f"Oz\n\n  • Member Since 2015\n\n{told}\n\nContacts\n\n\nCommitments\n\n")
    assert [p.text for p in passages_of(page)][1:] == [told]
    assert_whole(page, passages_of(page))


def test_long_paragraphs_end_with_sentences() -> None:
    """A long paragraph is cut behind sentences, and each part is short enough."""
    sentence = "The ministry opened its mirrors to the people of the city by the river. "
    page = page_from(f"On Mirrors\n\n{sentence * 60}\n")
    passages = passages_of(page)
    assert len(passages) > 3
    assert all(passage.text.endswith("river.") and len(passage.text.split()) <= MAX_WORDS for passage in passages)
    assert_whole(page, passages)


def test_real_pages_are_whole(shared: Path) -> None:
    """The real pages lose and repeat nothing, and no passage holds furniture."""
    for name in ("seeds", "pages"):
        for page in load_corpus(shared / name).pages:
            passages = passages_of(page)
            assert_whole(page, passages)
            saved = (shared / name / f"{page.page_id}.txt").read_text(encoding="utf-8")
            for passage in passages:
                assert passage.text in saved
                assert "Do NOT follow" not in passage.text
                assert "Skip Navigation" not in passage.text


@given(st.lists(st.lists(WORDS, min_size=1, max_size=150).map(" ".join) | LINES, max_size=40))
def test_passages_lose_and_repeat_nothing(lines: list[str]) -> None:
    """Whatever the lines of a text, its passages are disjoint, in order and hold all of its body."""
    page = page_of("\n".join(lines))
    assert_whole(page, passages_of(page))


@given(st.lists(LINES, max_size=30), st.sampled_from(["p", "li", "h2", "h4", "td", "div"]))
def test_passages_of_html_lose_and_repeat_nothing(lines: list[str], tag: str) -> None:
    """The same holds for HTML."""
    page = page_of("".join(f"<{tag}>{line}</{tag}>" for line in lines), html=True)
    assert_whole(page, passages_of(page))


def test_no_passage_runs_over_what_was_pruned() -> None:
    """In HTML too a passage ends where a menu or a button was left out of the text, but not at a script."""
    page = page_of(
        "<p>One.</p><nav>Menu</nav><p>Two.</p><script>x</script><p>Three.</p><p>Show More</p><p>Four.</p>", html=True
    )
    assert [passage.text for passage in passages_of(page)] == ["One.", "Two.\nThree.", "Four."]
