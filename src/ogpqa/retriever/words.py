"""The words of a question that tell passages apart.

Full-text search gives words by which English questions are built ("what is the … of") a small but never zero weight,
and reading their long lists takes most of its time.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_FRAME = frozenset(
    """a about an and are as at be been but by can could did do does for from had has have how if in into is it its me
    no not of on or such than that the their them then there these they this those to was were what when where which
    who whom whose why will with would""".split()
)


def telling_words(text: str) -> str:
    """The text's words but those of `_FRAME`; all of them when nothing else is left."""
    words: list[str] = _WORD.findall(text)
    return " ".join([word for word in words if word.casefold() not in _FRAME] or words)
