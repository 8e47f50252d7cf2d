"""Whether a text explains a term: as a labelled line, under its heading, in a sentence about it, or spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import fold, tokenise

_LABEL = re.compile(r"^\s*(?:\((?P<code>[^)\n]{1,12})\)\s*)?(?P<name>[^:\n]{0,60}?)\s*(?::|$)")
_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?”\"] )|(?<=\n))(?P<subject>[A-Z][^.:\n]{0,60}?)(?: in [A-Z]\w+)? "
    r"(?:(?:is|are) (?!\w+er than|(?:not|no|more|less|also|now|still|only)\b)|(?:means?|marks?|reflects?) )"
)


def explains(term: str, text: str, section: Sequence[str]) -> bool:
    """Whether the text says what the term means. `term` is folded, as it was asked."""
    wanted = stems_of(term)
    for name in _names(text, section) if wanted else ():
        # Of "to consult the public", the term is "consult" when its explanation speaks of the public.
        if (named := stems_of(name)) and named <= wanted and wanted - named <= stems_of(text):
            return True
    return spells_out(term, text)


def spells_out(abbreviation: str, text: str) -> bool:
    """Whether words stand there in a row whose initials are the abbreviation, next to it: "Blue Sky Fund (BSF)"."""
    letters = "".join(ch for ch in abbreviation if ch.isalnum()).upper()
    if not 2 <= len(letters) <= 8 or " " in abbreviation.strip():
        return False
    for found in re.finditer(rf"\(\s*{re.escape(letters)}s?\s*\)", text):
        before = re.findall(r"[A-Za-z][\w'-]*", text[: found.start()])[-2 * len(letters) :]
        if _initials_of(before, letters):
            return True
    return any(
        _initials_of(re.findall(r"[A-Za-z][\w'-]*", m.group(1)), letters)
        for m in re.finditer(rf"\b{re.escape(letters)}\b\s*\(([^)\n]+)\)", text)
    )


def _initials_of(words: Sequence[str], letters: str) -> bool:
    """Whether the last of the words begin with these letters; small words may stand between."""
    small = wordings_in("en").small
    left = list(letters.casefold())
    for word in reversed(words):
        if left and word[0].casefold() == left[-1]:
            left.pop()
        elif word.casefold() not in small:
            break
        if not left:
            return True
    return not left


def _names(text: str, section: Sequence[str]) -> Iterator[str]:
    """What the text is about: its label and code, its heading, its first line, the subjects of its sentences."""
    if label := _LABEL.match(text):
        yield from (part for part in (label["code"], label["name"]) if part)
    yield from section[-1:]
    yield from (m["subject"] for m in _SENTENCE.finditer(text))


def stems_of(text: str) -> frozenset[str]:
    """The words of a term as they are compared: without small words, and "a" alone is a code."""
    small = wordings_in("en").small - {"a"} if len(text.strip()) == 1 else wordings_in("en").small
    return frozenset(t.stem for t in tokenise(fold(text)) if t.stem not in small)
