"""Markdown -> blocks. Text and offsets are the file's; markers stand outside the spans of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ogpqa.corpus.draft import Draft, name_at
from ogpqa.corpus.layouts import BLANKS, load_layouts
from ogpqa.corpus.outline import outline
from ogpqa.corpus.text import ADDRESS, blank_furniture, blanked, line_block, lines_of, normalise_newlines, trimmed
from ogpqa.types import Block, Span

FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
FIELD = re.compile(r"([A-Za-z_]+):[ \t]*(.*?)[ \t]*")
HEADING = re.compile(r"(#{1,6})[ \t]+")
RULE = r"[-*_=|:][ \t]*(?:[-*_=|:][ \t]*)+"  # of a table or between sections
NO_TEXT = re.compile(rf"{RULE}|```.*|~~~.*|!\[[^\]\n]*\]\([^)\n]*\)|\[[^\]\n]+\]:[ \t].*")
LINK = re.compile(r"\[([^\]\n]{0,500})\]\(<?([^)\s\n>]{0,2000})>?(?:[ \t]+\"[^\"\n]*\")?\)")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
QUOTE = re.compile(r"(?:>[ \t]?)+")


def read_markdown(raw: str) -> Draft:
    """The draft of a Markdown file; front matter is blanked and read for title, url, lang, saved_on and page_id."""
    text = normalise_newlines(raw)
    fields: dict[str, str] = {}
    if front := FRONT_MATTER.match(text):
        fields = front_matter(front[0])
        text = blanked(text, [Span(*front.span())])
    text = blank_furniture(blanked(text, list(comments(text))))
    blocks = outline(tuple(markdown_blocks(text)), text, guess=False)
    at = name_at(blocks, text, load_layouts())
    url = fields.get("url") or fields.get("canonical")
    return Draft(
        text,
        blocks,
        title=plain(blocks[at].span.of(text)) if at is not None else fields.get("title", ""),
        url=url if url and re.match(r"https?://", url) else None,
        lang=fields.get("lang") or None,
        saved_on=fields.get("saved_on") or None,
        page_id=fields.get("page_id") or None,
    )


def front_matter(head: str) -> dict[str, str]:
    """The plain `key: value` lines of the front matter; anything richer is left alone."""
    pairs = (FIELD.fullmatch(line) for line in head.split("\n"))
    return {found[1].casefold(): found[2].strip("\"'") for found in pairs if found}


def comments(text: str) -> Iterator[Span]:
    """Where HTML comments stand. `str.find`, since a pattern takes quadratic time for comments that never end."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield Span(start, end + 3)
        start = text.find("<!--", end + 3)


def markdown_blocks(text: str) -> Iterator[Block]:
    """One block per heading, list item or line."""
    for line in lines_of(text):
        words = trimmed(text, line)
        if words.start == words.end or NO_TEXT.fullmatch(words.of(text)):
            continue
        if heading := HEADING.match(text, words.start, words.end):
            closed = words.start + len(words.of(text).rstrip("# \t"))  # "## Title ##"
            span = unwrapped(text, trimmed(text, Span(heading.end(), max(closed, heading.end()))))
            if span.start < span.end:
                yield Block("heading", span, level=len(heading[1]), links=links(span.of(text)))
            continue
        if quote := QUOTE.match(text, words.start, words.end):  # a quote is text of the page
            line = Span(quote.end(), line.end)
        if block := line_block(text, line):
            span = unwrapped(text, block.span)
            if span.start < span.end:
                yield Block(block.kind, span, depth=block.depth, links=links(block.span.of(text)))


def unwrapped(text: str, span: Span) -> Span:
    """The span without markers that wrap the whole line: emphasis, a table's outer bars, a lone link."""
    before = None
    while before != span:
        before = span
        line = span.of(text)
        for mark in ("***", "___", "**", "__", "*", "_", "`"):
            inner = line[len(mark) : -len(mark)]
            if len(line) > 2 * len(mark) and line.startswith(mark) and line.endswith(mark) and mark not in inner:
                span = trimmed(text, Span(span.start + len(mark), span.end - len(mark)))
                break
        line = span.of(text)
        if line.startswith("|") or (line.endswith("|") and not line.endswith("\\|")):
            bar = len(line) > 1 and line.endswith("|")
            span = trimmed(text, Span(span.start + line.startswith("|"), span.end - bar))
        elif found := LINK.fullmatch(line):
            span = trimmed(text, Span(span.start + found.start(1), span.start + found.end(1)))
    return span


def links(line: str) -> tuple[str, ...]:
    """The targets of the line's links, and its e-mail addresses."""
    targets = [found[2] for found in LINK.finditer(line) if found[2].startswith(("http://", "https://", "mailto:"))]
    mails = [f"mailto:{address}" for address in ADDRESS.findall(LINK.sub("", line))]
    return tuple(dict.fromkeys(targets + mails))


def plain(line: str) -> str:
    """The line as a reader of the rendered page sees it: link texts, no emphasis, no escapes; bars become tabs."""
    line = LINK.sub(r"\1", line)
    line = re.sub(r"<((?:mailto:)?[^<>\s]+@[^<>\s]+|https?://[^<>\s]+)>", r"\1", line)
    line = TAG.sub(" ", line) if "<" in line else line
    line = re.sub(
        r"\*\*|__|`|(?<![\w*\\])\*(?=\S)|(?<=[^\s*\\])\*(?!\w)|(?<![\w\\])_(?=\S)|(?<=[^\s_\\])_(?!\w)", "", line
    )
    line = re.sub(r"[ \t]*(?<!\\)\|[ \t]*", "\t", line) if line.count("|") > 1 else line
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|<>&~'\"-])", r"\1", line).strip(BLANKS)
