"""Fetching pages from a site on this machine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from typer.testing import CliRunner

from ogpqa.cli import app
from ogpqa.corpus import load_corpus
from ogpqa.corpus.fetch import Fetched, Visitor, fetch_pages
from ogpqa.errors import PageError

PAGE = b"<html><body><h1>Freedonia</h1><p>Member Since 2014</p><a href='/trap/'>more</a></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
Reply = tuple[int, Mapping[str, str], bytes]


@dataclass
class Site:
    """A site: its replies by path, and what it was asked for, by whom."""

    address: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            status, headers, body = site.replies.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one member's page."""
    with serving(Site(replies={"/members/freedonia/": (200, HTML, PAGE)})) as made:
        yield made


def fetch(site: Site, folder: Path, *paths: str) -> list[Fetched]:
    """Fetch pages of the site without waiting."""
    return list(fetch_pages([site.address + path for path in paths], folder, delay=0))


def test_a_page_is_saved_with_its_entry(site: Site, tmp_path: Path) -> None:
    """File, address and day; the corpus reads it; no link of it was followed; the site knows who asks."""
    assert [(f.file, f.saved, f.reason) for f in fetch(site, tmp_path, "/members/freedonia/")] == [
        ("freedonia.html", True, None)
    ]
    (page,) = load_corpus(tmp_path).pages
    assert (page.page_id, page.url) == ("freedonia", f"{site.address}/members/freedonia/")
    assert page.saved_on
    assert site.asked == ["/robots.txt", "/members/freedonia/"]
    assert all(agent.startswith("ogpqa/") for agent in site.agents)


def test_a_page_is_saved_once_and_its_changes_beside_it(site: Site, tmp_path: Path) -> None:
    """The same bytes are not saved again; others become a copy of their day. What people wrote in pages.toml stays."""
    (tmp_path / "pages.toml").write_text('# ours\n["other.txt"]\ntitle = "Other"', encoding="utf-8")
    fetch(site, tmp_path, "/members/freedonia/")
    assert [f.saved for f in fetch(site, tmp_path, "/members/freedonia/")] == [False]
    site.replies["/members/freedonia/"] = (200, HTML, PAGE.replace(b"2014", b"2015"))
    (second,) = fetch(site, tmp_path, "/members/freedonia/")
    assert second.saved
    assert second.file is not None
    assert second.file.startswith("freedonia-20")
    text = (tmp_path / "pages.toml").read_text(encoding="utf-8")
    assert text.startswith("# ours\n")
    assert list(tomllib.loads(text)) == ["other.txt", "freedonia.html", second.file]


def test_robots_txt_is_obeyed(site: Site, tmp_path: Path) -> None:
    """Wildcards too; what is not allowed is not asked for, and the others are."""
    site.replies["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /*/freedonia/$\n")
    site.replies["/members/sylvania/"] = (200, HTML, PAGE)
    first, second = fetch(site, tmp_path, "/members/freedonia/", "/members/sylvania/")
    assert first.reason is not None
    assert "robots.txt does not allow it" in first.reason
    assert second.saved
    assert site.asked == ["/robots.txt", "/members/sylvania/"]


def test_a_site_in_trouble_is_left_alone(site: Site, tmp_path: Path) -> None:
    """Without a readable robots.txt nothing is asked for."""
    site.replies["/robots.txt"] = (503, {}, b"")
    (fetched,) = fetch(site, tmp_path, "/members/freedonia/")
    assert fetched.reason is not None
    assert "answers with 503" in fetched.reason
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((404, HTML, b"gone"), "answers with 404"),
        ((200, {"Content-Type": "image/png"}, b"x"), "It is image/png"),
        ((200, {}, b"x"), "It is of no type"),
        ((302, {"Location": "ftp://127.0.0.1/x"}, b""), "is no http"),
        ((302, {"Location": "/members/freedonia/"}, b""), "moved on more than 5 times"),
    ],
)
def test_what_is_no_page_is_not_saved(site: Site, tmp_path: Path, reply: Reply, words: str) -> None:
    """The reason says what the site gave; nothing is written."""
    site.replies["/members/freedonia/"] = reply
    (fetched,) = fetch(site, tmp_path, "/members/freedonia/")
    assert fetched.reason is not None
    assert words in fetched.reason
    assert list(tmp_path.iterdir()) == []


def test_too_much_is_not_read_to_its_end(site: Site, tmp_path: Path) -> None:
    """A page beyond the bound of its format is refused."""
    site.replies["/members/freedonia/"] = (200, {"Content-Type": "text/plain"}, b"x" * 5_000_001)
    (fetched,) = fetch(site, tmp_path, "/members/freedonia/")
    assert fetched.reason is not None
    assert "larger than 5,000,000 bytes" in fetched.reason


def test_a_redirect_to_another_site_asks_its_robots(site: Site, tmp_path: Path) -> None:
    """What one site allows the other may forbid."""
    other = Site(replies={"/robots.txt": (200, {}, b"User-agent: ogpqa\nDisallow: /\n"), "/x": (200, HTML, PAGE)})
    with serving(other):
        site.replies["/members/freedonia/"] = (301, {"Location": f"{other.address}/x"}, b"")
        (fetched,) = fetch(site, tmp_path, "/members/freedonia/")
    assert fetched.reason is not None
    assert other.asked == ["/robots.txt"]


def test_the_site_is_given_time(site: Site) -> None:
    """Between two pages the delay passes, or the longer one that robots.txt asks for; too long a one is refused."""
    waited: list[float] = []
    site.replies["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 20\n")
    with httpx2.Client() as client:
        visitor = Visitor(5, client, wait=waited.append)
        visitor.get(f"{site.address}/members/freedonia/")
        visitor.get(f"{site.address}/members/freedonia/")
    assert len(waited) == 2
    assert all(15 < seconds <= 20 for seconds in waited)
    site.replies["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 3600\n")
    with httpx2.Client() as client, pytest.raises(PageError, match="3600 s"):
        Visitor(5, client).get(f"{site.address}/members/freedonia/")


def test_nobody_there_is_said(tmp_path: Path) -> None:
    """An address where nothing listens, and one that is none, are reasons and no crash; the exit code is 1."""
    addresses = ["http://127.0.0.1:9/members/x/", "members/x"]
    result = CliRunner().invoke(app, ["corpus", "fetch", *addresses, "--corpus", str(tmp_path), "--delay", "1"])
    assert result.exit_code == 1
    assert "cannot be read" in result.output
    assert "is no http(s) address" in result.output
