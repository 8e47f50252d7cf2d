"""Which language a question is in.

Names tell nothing of the language ("Janis Citskovskis e-mail"), so words decide: first the script, then the function
words of our own wordings, and only between Latin-script languages that are still level the detector lingua.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import cache
from typing import TYPE_CHECKING

from ogpqa.questions.text import tokenise

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("en", "ko", "es", "fr", "de", "pt", "ru", "ar", "zh", "ja", "it", "tr", "nl", "pl", "th")
_CLEARLY = 0.75  # share of English words from which a question is English
POSTPOSITIONAL = frozenset({"ja", "ko", "tr"})  # "about" and "without" stand behind what they are said of
ANSWER_LANGUAGES = ("en", "ko", "es", "fr")
_MOSTLY = 0.7  # share of letters from which their script tells the language, whatever is a name
_LETTERS = {
    "pl": "ąćęłńśźż",
    "tr": "ğış",
    "de": "äöüß",
    "es": "ñáíóúü",
    "pt": "ãõâçê",
    "fr": "çêèàùâîôûœ",
    "it": "èàùòì",
}
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)


_HAN = dict(_SCRIPTS)["zh"]
LATIN_LANGUAGES = tuple(code for code in LANGUAGES if code not in {name for name, _ in _SCRIPTS})


@cache
def _detector(languages: tuple[str, ...]) -> LanguageDetector:
    """lingua without its large models: 3-letter statistics are enough to part what the words left level."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in languages]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def _no_starts(lang: str) -> tuple[str, ...]:
    return ()


def language_of_script(text: str) -> str | None:
    """The language whose script most letters are in, where names can hardly be all of them; None for Latin letters."""
    if text.isascii():
        return None
    letters = "".join(ch for ch in text if ch.isalpha())
    for code, script in _SCRIPTS:
        own = len(script.findall(letters))
        if own and code == "ja":  # kana between Han
            own += len(_HAN.findall(letters))
        if own > _MOSTLY * len(letters):
            return code
    return None


def detect_language(
    text: str,
    words: Callable[[str], Set[str]],
    whole: str = "",
    *,
    starts: Callable[[str], tuple[str, ...]] = _no_starts,
    before: str | None = None,
) -> str:
    """The language of a question as an ISO 639-1 code of LANGUAGES; English when nothing tells.

    `words` gives the folded words of a language's wordings. `text` should come without names, which
    `whole` still has: where nothing else tells, their script does. `starts` gives the beginnings of words that take
    any ending. `before` is the language of the question before, which a fragment is most likely in.
    """
    if "¿" in whole or "¡" in whole:
        return "es"
    for code, script in _SCRIPTS:
        if script.search(text):
            return code
    folds = [token.fold for token in tokenise(text)]
    english = sum(word in words("en") for word in folds)
    if folds and english > _CLEARLY * len(folds) and text.isascii():
        return "en"  # the other languages' words need not be read
    lower = text.casefold()
    votes = {
        code: sum(word in words(code) or word.startswith(starts(code)) for word in folds)
        + any(letter in lower for letter in _LETTERS.get(code, ""))
        for code in LANGUAGES
    }
    best = max(votes.values(), default=0)
    leaders = [code for code, n in votes.items() if n == best]
    if best <= 1:
        for code, script in _SCRIPTS:
            if script.search(whole):
                return code
    if before in leaders and best <= 1:
        return str(before)
    if best == 0:
        return "en"
    if len(leaders) == 1:
        return leaders[0]
    if "en" in leaders and text.isascii():
        return "en"
    level = tuple(code for code in leaders if code in LATIN_LANGUAGES)
    found = _detector(level).detect_language_of(text) if len(level) > 1 else None
    code = found.iso_code_639_1.name.lower() if found else "en"
    return code if code in leaders else leaders[0]
