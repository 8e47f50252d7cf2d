"""HTML -> blocks with lxml and our own pruning: menus, footers, banners and hidden elements never become text.

Generic boilerplate removers lose the short lines that hold the facts of a member page. The tree is walked once, without
recursion, so hostile nesting costs no more than its length.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from ogpqa.corpus.dates import day_saved, without_archive
from ogpqa.corpus.draft import Draft, name_at
from ogpqa.corpus.layouts import Layouts, folded, load_layouts
from ogpqa.corpus.lines import Lines
from ogpqa.corpus.outline import outline
from ogpqa.corpus.pruning import is_pruned, main_headings
from ogpqa.errors import PageError

MAX_DEPTH = 2040  # libxml2 drops what is nested deeper than 2,048 elements, without an error
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
LISTS = {"ol": "item", "ul": "bullet", "menu": "bullet"}
SILENT = frozenset({"head", "script", "style", "template"})
MAX_ATTRIBUTES = 1000
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)([^<>]{5000,})")
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")


def read_html(raw: str) -> Draft:
    """The draft of an HTML file: one block per heading, list item, paragraph, line break or table row."""
    root = parse(raw)
    if root is None:
        return Draft("", ())
    layouts = load_layouts()
    lines = walk(root, layouts)
    blocks = outline(tuple(lines.blocks), lines.text, guess=False)
    at = name_at(blocks, lines.text, layouts)
    title = folded(root.findtext(".//title") or "")
    url = address(root)
    metas = (
        (str(m.get("name") or m.get("property") or ""), str(m.get("content") or "")) for m in root.iterfind(".//meta")
    )
    comments = (str(comment.text or "") for comment in every_comment(root))
    return Draft(
        lines.text,
        blocks,
        title=blocks[at].span.of(lines.text) if at is not None else layouts.clean_title(title),
        url=without_archive(url),
        saved_on=day_saved(metas, comments, url),
        lang=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip() or None,
    )


def parse(raw: str) -> etree._Element | None:
    """The tree of an HTML text; None when there is no element. Raises PageError when parts would be lost."""
    parser = etree.HTMLParser(recover=True, huge_tree=True, remove_pis=True, encoding="utf-8")
    data = LONG_TAG.sub(spare_tag, re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", " ", raw)).encode()
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None and depth(root) >= MAX_DEPTH and lost_text(raw, root):
        raise PageError("Text nested too deep is lost by the parser.", "Save the page again, or as .txt.")
    return root


def spare_tag(tag: re.Match[str]) -> str:
    """The tag, without its attributes when no person wrote so many: libxml2 takes quadratic time for them."""
    return tag[0] if tag[2].count("=") <= MAX_ATTRIBUTES else f"<{tag[1]}"


def depth(root: etree._Element) -> int:
    """How many elements are nested, at most."""
    deepest = now = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def lost_text(raw: str, root: etree._Element) -> bool:
    """Whether the tree holds less text than stands between the tags of the file."""
    between = re.sub(r"<[^<>]*>", "", raw)
    kept = "".join(str(part) for part in root.itertext())
    return len("".join(kept.split())) < 0.95 * len("".join(between.split()))


def address(root: etree._Element) -> str | None:
    """The page's own address: canonical link, og:url, or the browser's "saved from" comment."""
    for link in root.iterfind(".//link[@rel]"):
        if "canonical" in str(link.get("rel", "")).casefold().split() and is_web(link.get("href")):
            return str(link.get("href")).strip()
    for meta in root.iterfind(".//meta[@property]"):
        if meta.get("property") == "og:url" and is_web(meta.get("content")):
            return str(meta.get("content")).strip()
    for comment in every_comment(root):
        if found := SAVED_FROM.search(str(comment.text)):
            return found[1]
    return None


def every_comment(root: etree._Element) -> list[etree._Element]:
    """The comments of the file, also those before and behind its root."""
    around = (*root.itersiblings(etree.Comment, preceding=True), *root.itersiblings(etree.Comment))
    return [*around, *root.iter(etree.Comment)]


def is_web(target: str | None) -> bool:
    """Whether the target is an http(s) address."""
    return bool(re.fullmatch(r"https?://[^\s\"'<>]+", (target or "").strip()))


def walk(root: etree._Element, layouts: Layouts) -> Lines:
    """The lines of the tree, in reading order."""
    lines = Lines(layouts)
    kept = main_headings(root)
    walker = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        pruned = event == "start" and is_pruned(element, tag, layouts, kept)
        if pruned:
            walker.skip_subtree()
            lines.gap = lines.gap or (tag not in SILENT and holds_text(element))
        if event == "start" and tag not in INLINE:
            open_block(lines, element, tag)
        if event == "start" and not pruned:
            open_inline(lines, element, tag)
            lines.add(element.text)
        if event == "end" and tag not in INLINE:
            close_block(lines, tag)
        if event != "start" and element is not root:
            lines.add(element.tail, apart=tag in INLINE)
    lines.end_line()
    return lines


def holds_text(element: etree._Element) -> bool:
    """Whether a saved file shows text of the element."""
    return any(str(part).strip() for part in element.itertext())


def open_block(lines: Lines, element: etree._Element, tag: str) -> None:
    """Begin what the tag begins: a line, a list, a row's cell."""
    if tag == "tr":
        lines.begin_row(holds_blocks=element.find(".//table") is not None or has_blocks(element))
    elif tag in ("td", "th"):
        lines.cell()
    elif tag == "dd":
        lines.describe()
    else:
        lines.end_line()
    if tag in LISTS:
        lines.begin_list(LISTS[tag])
    elif tag == "li":
        lines.begin_item()
    elif tag in HEADINGS:
        lines.level = HEADINGS[tag]


def has_blocks(row: etree._Element) -> bool:
    """Whether a table row lays out headings or lists, rather than holding cells of a table."""
    return any(child.tag in HEADINGS or child.tag in LISTS for cell in row for child in cell)


def close_block(lines: Lines, tag: str) -> None:
    """End what the tag began."""
    if tag in ("td", "th", "dt"):
        return
    if tag == "tr":
        lines.end_row()
    else:
        lines.end_line()
    if tag in LISTS:
        lines.end_list()
    elif tag == "li":
        lines.end_item()
    elif tag in HEADINGS:
        lines.level = 0


def open_inline(lines: Lines, element: etree._Element, tag: str) -> None:
    """Keep a link's target; set words apart that only a tag sets apart."""
    if tag not in ("sub", "sup", "wbr"):
        lines.apart = True
    if tag == "a" and (target := (element.get("href") or "").strip()):
        if target.casefold().startswith("mailto:"):
            lines.links.append("mailto:" + unquote(target[7:].split("?")[0]).strip())
        elif is_web(target):
            lines.links.append(target)
    if hidden := element.get("data-cfemail"):
        lines.links += [f"mailto:{address}" for address in decloaked(hidden)]


def decloaked(code: str) -> list[str]:
    """The e-mail address in Cloudflare's cloak: hex digits, the first byte masks the others. Empty when damaged."""
    try:
        key, *masked = bytes.fromhex(code)
        return [bytes(byte ^ key for byte in masked).decode()]
    except (ValueError, UnicodeDecodeError):
        return []
