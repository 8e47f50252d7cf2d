"""Citations are quotes that stand in their page, and an answer that misquotes never leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.citations import Citations, checked
from ogpqa.errors import OgpqaError
from ogpqa.types import Answer, Span
from tests.records_made import contact, page, passage, query, stood, world


@st.composite
def quotes(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and places in it that are not blank."""
    text = draw(st.text(min_size=1, max_size=80).filter(str.strip))
    starts = [i for i, ch in enumerate(text) if not ch.isspace()]
    spans = [Span(s, draw(st.integers(s + 1, len(text)))) for s in draw(st.lists(st.sampled_from(starts), max_size=6))]
    return text, spans


@given(quotes())
def test_every_snippet_is_cut_from_the_page(given_: tuple[str, list[Span]]) -> None:
    """Whatever the letters, and with an address too; numbers count from 1 without a gap."""
    text, spans = given_
    saved = page("aldervale", text, url="https://ogp.example/aldervale")
    citations = Citations({"aldervale": saved})
    for span in spans:
        citations.add_span("aldervale", span, ())
    assert all(c.snippet == saved.text[c.start : c.end] for c in citations.made)
    assert [c.number for c in citations.made] == list(range(1, len(set(spans)) + 1))
    checked(Answer("…", "answered", query(None), citations=citations.made), {"aldervale": saved})


def test_one_place_is_cited_once() -> None:
    """The second mention has the number of the first."""
    citations = Citations({"freedonia": page("freedonia", "Mirrors for all")})
    assert citations.add(passage("Mirrors")) == citations.add(passage("Mirrors")) == 1
    assert citations.add(passage("for", 8)) == 2


def test_a_field_is_cited_by_its_own_words() -> None:
    """Where the page allows, evidence is narrower than the record."""
    (saved,), (rufus,) = stood([contact()])
    citations = Citations({"freedonia": saved})
    citations.add(rufus, "email")
    citations.add(rufus, "age")
    citations.add(rufus)
    first, whole = citations.made
    assert first.snippet == "rufus.firefly@gov.example"
    assert whole.snippet == "Rufus Firefly; Head of Digital Affairs; Ministry of Mirrors; rufus.firefly@gov.example"


def test_the_address_leads_to_the_words() -> None:
    """A link to the live page carries the quote, hyphens escaped; a page without address has no link."""
    text = "One-two three\nand more"
    there = Citations({"p": page("p", text, url="https://ogp.example/p")})
    there.add_span("p", Span(0, len(text)), ())
    assert there.made[0].live_url == "https://ogp.example/p#:~:text=One%2Dtwo%20three"
    nowhere = Citations({"p": page("p", text)})
    nowhere.add_span("p", Span(0, 3), ())
    assert (nowhere.made[0].url, nowhere.made[0].live_url) == (None, None)


def test_a_long_quote_is_linked_by_its_ends() -> None:
    """The first and the last words of its first line."""
    text = " ".join(f"w{i}" for i in range(30))
    citations = Citations({"p": page("p", text, url="https://ogp.example/p")})
    citations.add_span("p", Span(0, len(text)), ())
    url = citations.made[0].live_url or ""
    assert url.endswith("#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29")


@pytest.mark.parametrize("change", [{"snippet": "Zeppo"}, {"start": 1}, {"end": 99}, {"page_sha256": "0" * 64}])
def test_a_quote_that_does_not_stand_in_its_page_is_withheld(change: dict[str, object]) -> None:
    """A wrong word, a shifted offset, or a page that has changed: the answer does not leave."""
    saved = page("freedonia", "Rufus Firefly")
    citations = Citations({"freedonia": saved})
    citations.add_span("freedonia", Span(0, 5), ())
    wrong = replace(citations.made[0], **change)  # type: ignore[arg-type]
    with pytest.raises(OgpqaError, match="freedonia") as caught:
        checked(Answer("…", "answered", query(None), citations=(wrong,)), {"freedonia": saved})
    assert "verify" in caught.value.hint


def test_what_is_known_of_the_page_goes_with_the_quote() -> None:
    """Its checksum, day and language."""
    saved = page("freedonia", "Espejos", saved_on="2025-03-01", lang="es")
    citations = Citations({"freedonia": saved})
    citations.add_span("freedonia", Span(0, 7), ("Compromisos",))
    (made,) = citations.made
    assert (made.page_sha256, made.saved_on, made.lang, made.section) == (
        saved.sha256,
        "2025-03-01",
        "es",
        ("Compromisos",),
    )


def test_the_made_pages_hold_their_records() -> None:
    """The builders of these tests keep the rule that they test: evidence cuts the field out of the page."""
    for kind in ("Contact", "Commitment", "Member"):
        for record in world().rows(kind):
            text = world().pages[record.page_id].text
            assert all(span.of(text) == str(getattr(record, name)) for name, span in record.evidence.items())
