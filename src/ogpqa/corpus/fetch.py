"""Pages from the web into a corpus folder: only those that are named, slowly, and only where robots.txt lets us.

No link is followed: some lead into traps that ban whoever follows them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2
from protego import Protego

from ogpqa import __version__
from ogpqa.corpus.draft import slug
from ogpqa.corpus.folder import MAX_BYTES
from ogpqa.corpus.pages_toml import read_pages_toml
from ogpqa.errors import OgpqaError, PageError
from ogpqa.files import replace_file

AGENT = "ogpqa"
TIMEOUT = 30.0  # seconds without a byte
MAX_REDIRECTS = 5
LONGEST_DELAY = 60.0  # a site that asks for more is told no
SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address: a new file, one that is there already (`saved` is False), or the reason why not."""

    url: str
    file: str | None = None
    saved: bool = False
    reason: str | None = None


@dataclass(slots=True)
class Visitor:
    """Asks sites for pages, never twice within the delay, and keeps what their robots.txt say."""

    delay: float
    client: httpx2.Client
    wait: Callable[[float], None] = time.sleep
    _rules: dict[str, Protego | str] = field(default_factory=dict)  # by origin; a text says why nothing may be fetched
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str) -> tuple[bytes, str]:
        """Body and suffix of a page, redirects followed. Raises PageError with the reason why there is none."""
        for _ in range(MAX_REDIRECTS + 1):
            origin = _origin(url)
            self._check(origin, url)
            with self._asked(origin, url) as response:
                if response.is_redirect:
                    url = urljoin(url, response.headers["location"])
                    continue
                return _body(response)
        raise PageError(f"It is moved on more than {MAX_REDIRECTS} times.", "Give its last address.")

    def _check(self, origin: str, url: str) -> None:
        if origin not in self._rules:
            self._rules[origin] = self._rules_of(origin)
        rules = self._rules[origin]
        if isinstance(rules, str):
            raise PageError(rules, "Try again later.")
        if not rules.can_fetch(url, AGENT):
            raise PageError(f"{origin}/robots.txt does not allow it.", "Ask whoever keeps the site.")

    def _rules_of(self, origin: str) -> Protego | str:
        """As RFC 9309 has it: no robots.txt allows everything, a site that fails to give it nothing."""
        url = f"{origin}/robots.txt"
        try:
            response = self.client.get(url, follow_redirects=True)
        except httpx2.HTTPError as error:
            return f"{url} cannot be read: {error}."
        finally:
            self._last[origin] = time.monotonic()
        if response.status_code >= 500:
            return f"{url} answers with {response.status_code}."
        return Protego.parse(response.text if response.is_success else "")

    @contextmanager
    def _asked(self, origin: str, url: str) -> Iterator[httpx2.Response]:
        rules = self._rules[origin]
        asked_for = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        delay = max(self.delay, float(asked_for or 0))
        if delay > LONGEST_DELAY:
            raise PageError(f"{origin}/robots.txt asks to wait {delay:.0f} s between pages.", "Save it from a browser.")
        self.wait(max(0.0, self._last[origin] + delay - time.monotonic()))
        try:
            with self.client.stream("GET", url) as response:
                yield response
        except httpx2.HTTPError as error:
            said = str(error) or type(error).__name__
            raise PageError(f"It cannot be fetched: {said}.", "Try again later.") from error
        finally:
            self._last[origin] = time.monotonic()


def fetch_pages(urls: Sequence[str], folder: Path, *, delay: float) -> Iterator[Fetched]:
    """Save pages into a corpus folder, each with an entry in pages.toml; an address that fails stops no other.

    A page whose bytes are there already is not saved again; one that changed becomes a second copy with its date.
    """
    folder.mkdir(parents=True, exist_ok=True)
    headers = {"User-Agent": f"{AGENT}/{__version__}"}
    with httpx2.Client(headers=headers, timeout=TIMEOUT) as client:
        visitor = Visitor(delay, client)
        for url in urls:
            try:
                body, suffix = visitor.get(url)
                yield _saved(url, body, suffix, folder)
            except OgpqaError as error:
                yield Fetched(url, reason=str(error))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PageError(f"{url!r} is no http(s) address.", "Name pages by their whole address.")
    return f"{parts.scheme}://{parts.netloc}"


def _body(response: httpx2.Response) -> tuple[bytes, str]:
    if not response.is_success:
        raise PageError(f"The site answers with {response.status_code}.", "Look at the address in a browser.")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind not in SUFFIXES:
        raise PageError(f"It is {kind or 'of no type'}, which is no page.", "Pages are HTML, PDF or plain text.")
    suffix, body = SUFFIXES[kind], b""
    for piece in response.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES[suffix]:
            raise PageError(f"It is larger than {MAX_BYTES[suffix]:,} bytes.", "Save only the page's text.")
    return body, suffix


def _saved(url: str, body: bytes, suffix: str, folder: Path) -> Fetched:
    """Save a page under a name made of its address."""
    today = datetime.now(UTC).date().isoformat()
    name = slug(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].removesuffix(suffix)) or slug(urlsplit(url).netloc)
    digest = hashlib.sha256(body).digest()
    for path in sorted(folder.glob(f"{name}*{suffix}")):
        if hashlib.sha256(path.read_bytes()).digest() == digest:
            return Fetched(url, path.name)
    path = folder / f"{name}{suffix}"
    if path.exists():
        path = folder / f"{name}-{today}{suffix}"
    _enter(folder / "pages.toml", path.name, url, today)
    replace_file(path, body)
    return Fetched(url, path.name, saved=True)


def _enter(pages: Path, name: str, url: str, today: str) -> None:
    """Add the page's table to pages.toml, whose other words stay as they are. Raises SettingsError."""
    if any(entry.key == name for entry in read_pages_toml(pages)):
        return  # what a person wrote of the file is believed
    text = pages.read_text(encoding="utf-8-sig") if pages.is_file() else ""
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    table = f'["{name}"]\nurl = "{_quotable(url)}"\nsaved_on = "{today}"\n'
    replace_file(pages, f"{text}{gap}{table}".encode())


def _quotable(url: str) -> str:
    return url.replace("\\", "%5C").replace('"', "%22").replace("\n", "")
