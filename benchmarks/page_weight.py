"""What each page weighs with all that it loads: `python benchmarks/page_weight.py [--index DIR]`, into page_weight.md.

No browser is needed: a page loads what its HTML names with src and href of link, script and img, and nothing else.
"""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.server.app import create_app

PAGES = {
    "home": "/",
    "answer, one contact": "/?q=Who is Seoul's contact?",
    "answer, 48 rows": "/?q=List the commitments of South Korea",
    "answer, two members": "/?q=Which joined earlier, Seoul or South Korea?",
    "not answered": "/?q=What is the salary of Seoul's contact?",
    "answer in Korean": "/?lang=ko&q=서울의 담당자는 누구인가요?",
    "members": "/members",
    "member": "/members/south-korea",
    "saved copy": "/pages/south-korea?s=0-11",
    "about": "/about",
}
LOADED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:src|href)="([^"]+)"')


def weigh(client: FlaskClient, address: str) -> tuple[int, int, int]:
    """Bytes of a page with all it loads, the same as sent in gzip, and how many requests that takes."""
    html = client.get(address, headers={"Accept": "text/html"}).text
    plain = packed = 0
    addresses = [address, *LOADED.findall(html)]
    for each in addresses:
        with client.get(each, headers={"Accept": "text/html"}) as response:
            plain += len(response.data)
        with client.get(each, headers={"Accept": "text/html", "Accept-Encoding": "gzip"}) as response:
            packed += len(response.data)
    return plain, packed, len(addresses)


def main() -> None:
    """Weigh the pages and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Path("index"))
    settings = Settings(index=parser.parse_args().index, rate_limit="off")
    client = create_app(open_assistant(settings), settings).test_client()
    lines = [
        "# Page weight",
        "",
        f"Measured on {datetime.now(UTC).date()} by `python benchmarks/page_weight.py` over the packaged pages.",
        "Style, script and icon are kept by the browser for an hour: a second page costs its HTML only.",
        "",
        "| page | kB | kB as sent (gzip) | requests |",
        "|---|---|---|---|",
    ]
    for name, address in PAGES.items():
        plain, packed, n = weigh(client, quote(address, safe="/?&=#"))
        lines.append(f"| {name} | {plain / 1000:.1f} | {packed / 1000:.1f} | {n} |")
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
