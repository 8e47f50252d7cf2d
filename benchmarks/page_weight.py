"""What each page weighs with all that it loads, into results/page_weight.md:

    python benchmarks/page_weight.py [--index DIR] [--large DIR]

`--large` names an index of many members, for the pages that could grow.

No browser is needed: a page loads what its HTML names with src and href of link, script and img, and nothing else.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.server.app import create_app
from ogpqa.types import Commitment

PAGES = {
    "home": "/",
    "answer, one contact": "/?q=Who is Seoul's contact?",
    "answer, 48 rows": "/?q=List the commitments of South Korea",
    "answer, 48 rows: its sources, 12 at a time": "/?q=List the commitments of South Korea&sources=2",
    "answer, two members": "/?q=Which joined earlier, Seoul or South Korea?",
    "conversation of three": "/?h=Who is Seoul's contact?&h=List the commitments of South Korea&q=And of 2014?",
    "not answered": "/?q=What is the salary of Seoul's contact?",
    "answer in Korean": "/?lang=ko&q=서울의 담당자는 누구인가요?",
    "members": "/members",
    "member": "/members/south-korea",
    "saved copy": "/pages/south-korea?s=0-11",
    "about": "/about",
}
LARGE = {
    "home": "/",
    "answer, all members": "/?q=List the members",
    "answer, all contacts": "/?q=List all contacts",
    "answer, commitments of all members, page 3": "/?q=commitments on open data&rows=3",
    "answer, a count over all": "/?q=How many commitments do all members have?",
    "conversation of six, of the longest answers": "/?" + "&".join(
        f"h={q}" for q in ("List the members", "List all contacts", "commitments on open data",
                           "How many members are there?", "How many commitments do all members have?")
    ) + "&q=commitments on open data",
    "members, 100 at a time": "/members",
    "the member with most commitments": "/members/{}",
}  # fmt: skip
LOADED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:src|href)="([^"]+)"')


def weigh(client: FlaskClient, address: str) -> tuple[int, int, int, int]:
    """Bytes of a page with all it loads, of its HTML alone, of all as sent in gzip, and how many requests it takes."""
    html = client.get(address, headers={"Accept": "text/html"}).text
    plain = packed = 0
    addresses = [address, *LOADED.findall(html)]
    for each in addresses:
        with client.get(each, headers={"Accept": "text/html"}) as response:
            plain += len(response.data)
        with client.get(each, headers={"Accept": "text/html", "Accept-Encoding": "gzip"}) as response:
            packed += len(response.data)
    return plain, len(html.encode()), packed, len(addresses)


def table(index: Path, pages: Mapping[str, str]) -> Iterator[str]:
    """The rows of a table about one index."""
    settings = Settings(index=index, rate_limit="off")
    assistant = open_assistant(settings)
    client = create_app(assistant, settings).test_client()
    counts = Counter(r.member_id for r in assistant.index.store.records if isinstance(r, Commitment))
    yield f"{len(assistant.facts.members)} members, {counts.total()} commitments."
    yield ""
    yield "| page | kB | of it HTML | kB as sent (gzip) | requests |"
    yield "|---|---|---|---|---|"
    for name, address in pages.items():
        where = quote(address.format(counts.most_common(1)[0][0]), safe="/?&=#")
        plain, html, packed, n = weigh(client, where)
        yield f"| {name} | {plain / 1000:.1f} | {html / 1000:.1f} | {packed / 1000:.1f} | {n} |"


def main() -> None:
    """Weigh the pages and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--large", type=Path)
    options = parser.parse_args()
    lines = [
        "# Page weight",
        "",
        f"Measured on {datetime.now(UTC).date()} by `python benchmarks/page_weight.py`.",
        "Style, script and icon are kept by the browser for an hour: a second page costs its HTML only.",
        "",
        "## The packaged pages",
        "",
        *table(options.index, PAGES),
    ]
    if options.large:
        lines += ["", "## An index of many members", "", *table(options.large, LARGE)]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "results" / "page_weight.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
