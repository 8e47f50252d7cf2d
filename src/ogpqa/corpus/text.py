"""Plain text -> blocks: numbered rows, bullets and lines, furniture blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ogpqa.corpus.draft import Draft, name_at
from ogpqa.corpus.layouts import BLANKS, load_layouts
from ogpqa.corpus.outline import outline
from ogpqa.types import Block, BlockKind, Span

MARKER = re.compile(r"(?:(?P<item>\d{1,3}[.)])|(?P<bullet>[•‣▪◦●·*+–—-]))(?=\s)")
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")  # bounded, so that it stays linear
TAB = 4


def read_text(raw: str) -> Draft:
    """The draft of a plain-text file. Offsets are the file's: furniture becomes spaces of equal length."""
    text = blank_furniture(normalise_newlines(raw))
    blocks = outline(tuple(line_blocks(text)), text, guess=True)
    at = name_at(blocks, text, load_layouts())
    return Draft(text, blocks, title="" if at is None else blocks[at].span.of(text))


def normalise_newlines(raw: str) -> str:
    """The text with one kind of line end, without a byte order mark."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def lines_of(text: str) -> Iterator[Span]:
    """Where each line stands, without its line end. `str.splitlines` would also split at form feeds and the like."""
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def blank_furniture(text: str) -> str:
    """The text of equal length in which furniture lines are spaces."""
    layouts = load_layouts()
    spans = [span for span in lines_of(text) if span.of(text).strip(BLANKS)]
    furniture = [layouts.is_furniture(span.of(text)) for span in spans]
    for order in (range(len(spans)), range(len(spans) - 1, -1, -1)):
        for i in order:  # furniture of the edges, from outside in
            if not furniture[i] and not layouts.is_edge(spans[i].of(text)):
                break
            furniture[i] = True
    return blanked(text, [span for span, is_blank in zip(spans, furniture, strict=True) if is_blank])


def blanked(text: str, spans: list[Span]) -> str:
    """The text with spaces instead of what stands at the spans (in order); line ends stay."""
    out, at = [], 0
    for span in spans:
        out += [text[at : span.start], re.sub(r"[^\n]", " ", span.of(text))]
        at = span.end
    return "".join([*out, text[at:]])


def line_blocks(text: str) -> Iterator[Block]:
    """One block per line that holds more than white space."""
    for span in lines_of(text):
        if block := line_block(text, span):
            yield block


def line_block(text: str, line: Span) -> Block | None:
    """The block of one line; its span leaves out indentation and marker."""
    words = trimmed(text, line)
    if words.start == words.end:
        return None
    depth = len(text[line.start : words.start].expandtabs(TAB))
    kind: BlockKind = "text"
    marker = MARKER.match(text, words.start, words.end)
    if marker:
        kind = "item" if marker["item"] else "bullet"
        words = trimmed(text, Span(marker.end(), words.end))
    links = tuple(f"mailto:{address}" for address in ADDRESS.findall(words.of(text)))
    return Block(kind, words, depth=depth, links=links)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    line = span.of(text)
    start = span.start + len(line) - len(line.lstrip(BLANKS))
    return Span(start, max(start, span.start + len(line.rstrip(BLANKS))))
