"""Saved pages in other formats: the same facts as HTML, in several dresses, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ogpqa.types import Block, Page

ADDRESS = re.compile(r"\s*([\w.+-]+@[\w.-]+\w)$")
TRAP = '<a href="/trap" style="display:none">Do NOT follow this link or you will be banned from the site!</a>'
HEAD = """<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>{title} - Open Government Partnership</title>
<link rel="canonical" href="https://www.opengovpartnership.org/members/{page_id}/">
<style>.x{{color:red}}</style>
<script>var contacts = "KR9999, 2018, Script"; if (1 < 2) document.write("<p>x</p>");</script></head>
<body><a class="skip-link screen-reader-text" href="#main">Skip Navigation</a>
<header class="site-header"><nav><ul>
<li><a href="/">Members</a></li><li>Contacts</li><li>XX0001, 2011, Menu</li></ul></nav></header>
<aside class="cookie-banner">We use cookies. Boss Cookie Director, Bakery boss@example.com</aside>
<noscript>Please enable scripts: ZZ0001, 2018, Noscript</noscript><svg><text>ZZ0002, 2018, Icon</text></svg>
<main id="main">
"""
FOOT = """
</main>
<footer><h2>Contacts</h2><p>Frank Footer Director, Web Team footer@example.com</p><p>2016, Letter, Web page</p></footer>
{trap}
<script>document.write("<li>QQ0001, 2019, Script</li>")</script></body></html>
"""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a page is marked up: where e-mail addresses stand, and how rows are nested."""

    mail: str = "text"  # "text": the address is the link's text; "href": only its target; "name": the name is the link
    rows: str = "paragraph"  # "paragraph", "heading", "break", "article" or "table"
    lines: str = "p"  # tag of a line of text
    headings: bool = True  # False: known headings are mere <div>s


def as_html(page: Page, dress: Dress) -> str:
    """The page as an HTML document."""
    parts = [HEAD.format(title=escape(page.title), page_id=page.page_id)]
    blocks = list(page.blocks)
    while blocks:
        n = run_length(blocks)
        parts.append(run_html(page, blocks[:n], dress))
        del blocks[:n]
    return "\n".join([*parts, FOOT.format(trap=TRAP)])


def run_length(blocks: Sequence[Block]) -> int:
    """How many blocks belong together: bullets to a list, rows to a list, else one."""
    if blocks[0].kind == "bullet":
        return next((i for i, b in enumerate(blocks) if b.kind != "bullet"), len(blocks))
    if blocks[0].kind == "item":
        return next((i for i, b in enumerate(blocks) if b.kind != "item" and b.depth < blocks[0].depth), len(blocks))
    return 1


def run_html(page: Page, blocks: Sequence[Block], dress: Dress) -> str:
    """The HTML of blocks that belong together."""
    first = blocks[0]
    words = [" ".join(block.span.of(page.text).split()) for block in blocks]
    if first.kind == "bullet":
        return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in words) + "</ul>"
    if first.kind == "item":
        return rows_html(blocks, words, dress)
    if first.kind == "heading":
        tag = f"h{first.level}" if dress.headings or first.level in (1, 3) else "div"
        return f"<section><{tag}>{escape(words[0])}</{tag}></section>"
    return f"<{dress.lines}>{contact_html(words[0], dress)}</{dress.lines}>"


def rows_html(blocks: Sequence[Block], words: Sequence[str], dress: Dress) -> str:
    """The rows of a list."""
    starts = [i for i, block in enumerate(blocks) if block.kind == "item"]
    rows = [words[start:end] for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]
    if dress.rows == "article":
        return "".join(f"<article><h4>{escape(row[0])}</h4>{paragraphs(row[1:])}</article>" for row in rows)
    if dress.rows == "heading":
        return (
            "<ol>"
            + "".join(f'<li><h3><a href="/x/">{escape(row[0])}</a></h3>{paragraphs(row[1:])}</li>' for row in rows)
            + "</ol>"
        )
    if dress.rows == "break":
        return "<ol>" + "".join(f"<li>{'<br>'.join(escape(line) for line in row)}</li>" for row in rows) + "</ol>"
    return "<ol>" + "".join(f"<li>{escape(row[0])}{paragraphs(row[1:])}</li>" for row in rows) + "</ol>"


def paragraphs(lines: Sequence[str]) -> str:
    """Each line as a paragraph."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def contact_html(line: str, dress: Dress) -> str:
    """A line of text; an e-mail address at its end becomes a link."""
    found = ADDRESS.search(line)
    if not found:
        return escape(line)
    rest, mail = escape(line[: found.start()]), found[1]
    if dress.mail == "href":
        return f'{rest} <a href="mailto:{mail}?subject=OGP">E-mail</a>'
    if dress.mail == "name":
        return f'<a href="mailto:{mail}">{rest}</a>'
    return f'{rest} <a href="mailto:{mail}">{mail}</a>'


def as_markdown(page: Page, *, linked: bool = False) -> str:
    """The page as Markdown with front matter."""
    head = (
        f'---\ntitle: "{page.title}"\nurl: https://www.opengovpartnership.org/members/{page.page_id}/\nlang: en\n---\n'
    )
    lines, number = [head], 0
    for block in page.blocks:
        words = " ".join(block.span.of(page.text).split())
        if block.kind == "heading":
            number = 0
            lines.append(f"\n{'#' * block.level} {words}\n")
        elif block.kind == "item":
            number += 1
            lines.append(f"{number}. [{words}](https://example.org/{number})\n" if linked else f"{number}. {words}\n")
        elif block.kind == "bullet":
            lines.append(f"- {words}")
        else:
            found = ADDRESS.search(words) if linked else None
            words = f"{words[: found.start()]} [{found[1]}](mailto:{found[1]})" if found else words
            lines.append(" " * 3 * bool(block.depth) + f"{words}\n")
    return "\n".join([*lines, "\nShow More\n\nDo NOT follow this link or you will be banned from the site!\n"])
