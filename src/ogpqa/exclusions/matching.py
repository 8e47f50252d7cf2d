"""What is excluded, and where it stands in a text, however it is written there.

Letter case, accents, kinds of white space and hyphens make no difference; a name is also found with the family name
first or an initial in the middle, an address also as "name [at] office [dot] org". Texts are folded letter by letter,
so that what is found has its place in the text as it is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ogpqa.types import Page, Span

_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d"}  # letters that Unicode does not take apart
_TITLES = frozenset("mr mrs ms mx dr prof sir hon sr sra m mme".split())
_BETWEEN = r"[\s,.]{1,4}(?:\w\.?\s{1,3})?"  # two words of a name: white space, a comma, an initial
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AT = r"\s?(?:@|[\[({<]\s?at\s?[\])}>])\s?"
_DOT = r"(?:\.|\s?[\[({<]\s?dot\s?[\])}>]\s?)"


@dataclass(frozen=True)
class Exclusions:
    """What no answer may hold. Pages are ids, addresses or file names; each value has a reason, which may be ""."""

    pages: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pages or self.persons or self.emails)

    def __or__(self, other: Exclusions) -> Exclusions:
        """What either excludes."""
        return Exclusions({**self.pages, **other.pages}, {**self.persons, **other.persons},
                          {**self.emails, **other.emails})  # fmt: skip

    @cached_property
    def digest(self) -> str:
        """Equal for equal exclusions."""
        values = [sorted(found.items()) for found in (self.pages, self.persons, self.emails)]
        return hashlib.sha256(repr(values).encode()).hexdigest()

    def with_emails(self, addresses: Iterator[str]) -> Exclusions:
        """These and more e-mail addresses."""
        return Exclusions(self.pages, self.persons, {**self.emails, **dict.fromkeys(addresses, "")})

    def reason_against(self, page: Page) -> str | None:
        """The reason why the page is excluded, perhaps ""; None when it is not."""
        for value, reason in self.pages.items():
            if value == page.page_id or (page.url and _address(value) == _address(page.url)):
                return reason
        return None

    def holds(self, text: str) -> bool:
        """Whether an excluded person or address stands in the text."""
        return next(self.find(text), None) is not None

    def find(self, text: str) -> Iterator[Span]:
        """Where excluded people and addresses stand, in no order; places may overlap."""
        patterns = self._patterns
        if not patterns:
            return
        letters = re.sub(r"[\W_]+", "", _folded(text))
        likely = [pattern for words, pattern in patterns if all(word in letters for word in words)]
        if not likely:
            return
        folded, at = _folded_letters(text)
        for pattern in likely:
            yield from (Span(at[m.start()], at[m.end() - 1] + 1) for m in pattern.finditer(folded))

    @cached_property
    def _patterns(self) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
        """For each person and address the words that have to be there, and what it looks like."""
        return (*map(_of_person, self.persons), *map(_of_email, self.emails))


NOTHING = Exclusions()


def _of_person(name: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = re.findall(r"\w+", re.sub(r"['’‑-]", "", _folded(name)))
    while len(words) > 2 and words[0] in _TITLES:
        words = words[1:]
    # "Anne-Marie" is "Annemarie": a hyphen or an apostrophe may stand between any two letters.
    forms = [r"['’‐‑-]?".join(map(re.escape, word)) for word in words]
    orders = [forms, [forms[-1], *forms[:-1]]] if len(forms) > 1 else [forms]
    pattern = "|".join(_BETWEEN.join(order) for order in orders)
    if not _UNSPACED.search(name):  # Korean writes particles onto a name
        pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
    return tuple(words), re.compile(pattern)


def _of_email(address: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    local, _, domain = _folded(address).partition("@")
    labels = domain.split(".")
    pattern = re.escape(local) + _AT + _DOT.join(map(re.escape, labels))
    words = (re.sub(r"[\W_]+", "", part) for part in (local, *labels))
    return tuple(words), re.compile(rf"(?<![\w.+-]){pattern}(?![\w-]|\.\w)")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        _LETTERS.get(c, c) for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )


def _folded_letters(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in the text that it comes from."""
    folded: list[str] = []
    at: list[int] = []
    for i, letter in enumerate(text):
        for part in _folded(letter):
            folded.append(part)
            at.append(i)
    return "".join(folded), at


def _address(url: str) -> str:
    """An address without what makes no difference."""
    return re.sub(r"^https?://(?:www\.)?", "", url.casefold()).split("#")[0].rstrip("/")
