"""HTML: what is kept, what never becomes text, and hostile files."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.corpus.html import read_html
from ogpqa.errors import PageError

SHOWN = "<p>Shown</p>"


def text_of(markup: str) -> str:
    """The text of a body with the markup in it."""
    return read_html(f"<html><body>{markup}</body></html>").text


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav><a href='/'>No</a></nav>",
        "<header><p>No</p></header>",
        "<footer>No</footer>",
        "<aside>No</aside>",
        "<main><aside>We use cookies. No</aside></main>",
        "<div class='cookie-banner x'>No</div>",
        "<div id='cookie-consent'>No</div>",
        "<div role='navigation'>No</div>",
        "<script>No</script>",
        "<style>No</style>",
        "<template><p>No</p></template>",
        "<noscript>No</noscript>",
        "<svg><text>No</text></svg>",
        "<button>No</button>",
        "<select><option>No</option></select>",
        "<dialog>No</dialog>",
        "<p hidden>No</p>",
        "<p aria-hidden='true'>No</p>",
        "<p style='color:red; DISPLAY : none'>No</p>",
        "<p style='visibility:hidden'>No</p>",
        "<p style='position:absolute;left:-9999px'>No</p>",
        "<p style='font-size:0'>No</p>",
        "<a class='skip-link' href='#main'>No</a>",
        "<span class='sr-only'>No</span>",
        "<a href='/trap'>Do NOT follow this link or you will be banned from the site!</a>",
        "<a href='#main'>Skip Navigation</a>",
        "<p>Show More</p>",
        "<!-- No -->",
        "<?php echo 'No' ?>",
    ],
)
def test_chrome_and_hidden_elements_are_no_text(hidden: str) -> None:
    """Menus, banners, scripts and hidden elements never become text; what follows them does."""
    assert text_of(f"{hidden}{SHOWN}").split() == ["Shown"]


@pytest.mark.parametrize(
    "kept",
    [
        "<main><header><h1>Yes</h1></header></main>",
        "<header class='site-header'><nav>No</nav><h1>Yes</h1></header>",
        "<article><footer>Yes</footer></article>",
        "<main><aside>Yes</aside></main>",
        "<p style='opacity:0.9'>Yes</p>",
        "<p aria-hidden='false'>Yes</p>",
        "<form><p>Yes</p></form>",
        "<details><summary>Yes</summary></details>",
        "<div class='menu'><h1>Yes</h1></div>",
    ],
)
def test_text_in_unusual_places_is_kept(kept: str) -> None:
    """A page's name may stand in a <header>, facts in an <aside> of the main text."""
    assert "Yes" in text_of(kept)
    assert "No" not in text_of(kept)


def test_one_line_per_element() -> None:
    """Headings, items and paragraphs are lines; nothing is invented; white space is folded."""
    draft = read_html("<h1>A\n  b</h1><ol><li>C<p>D</p></li></ol><ul><li>E</li></ul><p>F<br>G&nbsp;H &amp; I</p>")
    assert draft.text == "A b\nC\nD\nE\nF\nG H & I"
    assert [block.kind for block in draft.blocks] == ["heading", "item", "text", "bullet", "text", "text"]


def test_words_that_only_tags_set_apart() -> None:
    """Two words in two elements are two words; a comma keeps to its word."""
    assert text_of("<p><b>Ana Ruiz</b><i>Director</i>, <span>City Hall</span></p>") == "Ana Ruiz Director, City Hall"
    assert text_of("<p>CO<sub>2</sub></p>") == "CO2"


def test_links_are_kept_beside_the_text() -> None:
    """Targets of mailto: and web links stand in the block; others do not."""
    draft = read_html(
        "<p><a href='mailto:ana%2Bx@gov.example?subject=a'>Mail</a> <a href='https://x.example/a'>x</a> "
        "<a href='javascript:x()'>y</a></p>"
    )
    assert draft.blocks[0].links == ("mailto:ana+x@gov.example", "https://x.example/a")


def test_cloaked_address() -> None:
    """An address in Cloudflare's cloak is a link again; a damaged cloak is ignored."""
    cloak = "42" + "".join(f"{ord(c) ^ 0x42:02x}" for c in "ana@gov.example")
    draft = read_html(f"<p>Ana <a data-cfemail='{cloak}'>[email protected]</a><b data-cfemail='zz'>x</b></p>")
    assert draft.blocks[0].links == ("mailto:ana@gov.example",)


def test_what_the_file_says_of_itself() -> None:
    """Canonical link, language and title come from the head; the site's name is no part of the title."""
    draft = read_html(
        "<html lang='ko-KR'><head><title>Freedonia - Open Government Partnership</title>"
        "<link rel='canonical' href='https://x.example/f/'></head><body><p>x</p></body></html>"
    )
    assert (draft.title, draft.url, draft.lang) == ("Freedonia", "https://x.example/f/", "ko-KR")
    assert read_html("<!-- saved from url=(0020)https://x.example/g/ --><p>x</p>").url == "https://x.example/g/"
    assert read_html("<link rel=canonical href='javascript:x'><p>x</p>").url is None


def test_tables_are_lines_of_cells() -> None:
    """A row is one line with tabs between cells; a row that lays out headings is read as it stands."""
    assert text_of("<table><tr><td>A</td><td><p>B</p><p>C</p></td></tr></table>") == "A\tB C"
    assert text_of("<table><tr><td><h2>A</h2><p>B</p></td></tr></table>") == "A\nB"


def test_text_lost_to_nesting_is_reported() -> None:
    """Elements nested deeper than the parser reads are an error, not silence; deep but whole pages are read."""
    deep = "<div>" * 3000 + "lost" + "</div>" * 3000 + SHOWN
    with pytest.raises(PageError, match="nested"):
        read_html(deep)
    assert text_of("<div>" * 1000 + "kept" + "</div>" * 1000) == "kept"


HOSTILE = [
    "<div>" * 100_000,
    "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "<p>" * 100_000,
    "<table><tr><td>" * 20_000,
    "<ul><li>" * 50_000,
    "<b>" * 100_000 + "x",
    f"<p title='{'x' * 2_000_000}' style='{';' * 500_000}'>x</p>",
    "<p " + " ".join(f"a{i}='1'" for i in range(50_000)) + ">x</p>",
    "&amp;" * 400_000,
    "&" * 500_000,
    "<" * 500_000,
    "<!--" * 100_000,
    "<![CDATA[" * 50_000,
    "\0<p>\0x\0</p>" * 10_000,
    "<a href='mailto:" * 50_000,
    "<h1>x</h1>" * 20_000,
    "<footer>x</footer>" * 20_000,
    "<aside>x" * 3_000,
    "&#0;&#xD800;&#x110000;&#99999999999;x" * 1_000,
]


@pytest.mark.parametrize("markup", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_cost_what_they_weigh(markup: str) -> None:
    """Nesting, huge attributes, unclosed tags and NULs are read in linear time or refused, never an exception."""
    start = time.perf_counter()
    with suppress(PageError):
        read_html(markup)
    assert time.perf_counter() - start < 8  # seconds on a machine under load; quadratic ones take minutes


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<ol>",
        "</ol>",
        "<ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<dt>",
        "<dd>",
        "<h2>",
        "</h2>",
        "<a href='mailto:x@y.z'>",
        "</a>",
        "<br>",
        "<nav>",
        "</nav>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&amp;",
        "&#x0;",
        "\0",
        "Contacts",
        "2018, Letter, Web page",
        "1. A",
        "é",
        "\u200b",
        " ",
        "\n",
        "<",
        ">",
        "'",
        '"',
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60))
def test_any_markup_gives_clean_blocks(pieces: list[str]) -> None:
    """Whatever the markup, blocks are in order and cut words without white space at their ends."""
    draft = read_html("".join(pieces))
    at = 0
    for block in draft.blocks:
        words = block.span.of(draft.text)
        assert words
        assert words == words.strip()
        assert block.span.start >= at
        at = block.span.end
