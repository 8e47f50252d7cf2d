"""The changes of an index as an Atom feed (RFC 4287): one entry for each member that changed in a generation.

Ids are made of the names of the generations and the member: the same change has the same id wherever and whenever the
feed is written, so that a reader shows it once.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ogpqa import __version__
from ogpqa.index.diff import Changed, Comparison
from ogpqa.server.changes import details, headline

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
MEDIA_TYPE = "application/atom+xml"
NAMESPACE = uuid.UUID("5a1f4e0a-6f0e-5d5e-9a51-0f3c1c6f2b7d")
TITLE = "Changes of member pages"
NEVER = "1970-01-01T00:00:00+00:00"  # a feed must say when it changed; one without entries never did
MOST_TITLES = 3  # headlines in an entry's title
# XML 1.0 has no way to write these, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)
ET.register_namespace("xhtml", XHTML)


def atom_feed(comparisons: Sequence[Comparison], *, address: str | None = None) -> bytes:
    """The feed of these comparisons, newest first. `address` is where the feed is served, if it is."""
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, 'feed')}")
    _add(feed, "title", TITLE)
    _add(feed, "updated", comparisons[0].built_at if comparisons else NEVER)
    _add(_add(feed, "author"), "name", "ogpqa")
    _add(feed, "generator", "ogpqa").set("version", __version__)
    if address:
        _add(feed, "link").attrib.update({"rel": "self", "type": MEDIA_TYPE, "href": _clean(address)})
    for comparison in comparisons:
        for changed in comparison.changed:
            feed.append(_entry(comparison, changed))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(comparison: Comparison, changed: Changed) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    key = f"{comparison.old} {comparison.new} {changed.subject}"
    _add(entry, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}")
    headlines = list(dict.fromkeys(map(headline, changed.changes)))
    more = f" and {len(headlines) - MOST_TITLES} more" if len(headlines) > MOST_TITLES else ""
    _add(entry, "title", f"{changed.name}: {'; '.join(headlines[:MOST_TITLES])}{more}")
    _add(entry, "updated", comparison.built_at)
    if changed.url and re.match(r"https?://[^\s]+$", changed.url):
        _add(entry, "link").attrib.update({"rel": "alternate", "href": _clean(changed.url)})
    content = _add(entry, "content")
    content.set("type", "xhtml")
    listed = _add(_add(content, "div", namespace=XHTML), "ul", namespace=XHTML)
    for change in changed.changes:
        item = _add(listed, "li", headline(change), XHTML)
        if lines := list(details(change)):
            inner = _add(item, "ul", namespace=XHTML)
            for line in lines:
                _add(inner, "li", line, XHTML)
    return entry


def _add(parent: ET.Element, name: str, text: str | None = None, namespace: str = ATOM) -> ET.Element:
    element = ET.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = _clean(text) if text is not None else None
    return element


def _clean(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)
