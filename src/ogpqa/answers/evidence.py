"""What speaks for a quote as the answer to a question, as a few numbers that a person can read.

nearness   cosine of question and passage
lead       how far that cosine is ahead of the other passages'
coverage   share of the asked words that the quote or its headings hold, rare words counting more, synonyms less
missing    the asked words that it does not hold, each by how rare it is; at most 3
kind       1 when the passage is of the kind that the question names (a post, a definition, a table), -1 when not
lacking    1 when the question asks for a person, date, place, number or reason and the quote holds none; half when it
           asks who and people are there without a name
polar      1 when the question asks whether something is so: a quote rarely says yes or no
explains   1 when the quote explains the term that the question asks about, -1 when it does not but should
judge      log odds that the quote answers, of the small model that reads both together; 0 where none was asked
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ogpqa.answers.asked import Asked, function_words, load_cues
from ogpqa.answers.synonyms import Words, words_of
from ogpqa.answers.terms import explains
from ogpqa.questions.text import Token, fold, tokenise
from ogpqa.records.wording import load_wording
from ogpqa.types import Hit, Passage

_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen dozen dozens twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million half quarter""".split()
)
_LINES_OF_A_TABLE = 5
_BOX_SECTION = "current action plan"  # pages recommend guides in a box of their own below the plan
_MOST_MISSING = 3.0
_A_TABLE = 0.6  # text that speaks of a table tells more than the table
_NAMELESS = 0.5  # how much people without a name leave to be told
_NEAR = 80  # characters between a name and the post that it holds
_BEFORE, _AFTER = 4, 2  # words between a number and what it counts


class Features(NamedTuple):
    """What speaks for a quote; all are 0 where nothing is known."""

    nearness: float = 0.0
    lead: float = 0.0
    coverage: float = 0.0
    missing: float = 0.0
    kind: float = 0.0
    lacking: float = 0.0
    polar: float = 0.0
    explains: float = 0.0
    judge: float = 0.0


def weigh_features(asked: Asked, hit: Hit, quote: str, others: Sequence[Hit]) -> Features:
    """The features of a hit of which `quote` would be quoted. `others` are all hits of the question."""
    passage = hit.passage
    there = words_of(f"{quote}\n{passage.context}")
    meetings = [there.meeting(w.token) for w in asked.words]
    total = sum(w.rarity for w in asked.words)
    cosines = sorted((h.dense or 0.0 for h in others if h.passage.number != passage.number), reverse=True)
    rest = cosines[:5]
    explained = _explained(asked, passage, quote)
    fit = _kind_fit(asked.kinds, passage, there)
    fit = max(fit, 0.0) if explained > 0 else fit
    covered = sum(w.rarity * met for w, met in zip(asked.words, meetings, strict=True))
    missing = sum(w.rarity * (1 - met) for w, met in zip(asked.words, meetings, strict=True))
    return Features(
        nearness=hit.dense or 0.0,
        lead=(hit.dense or 0.0) - (sum(rest) / len(rest) if rest else 0.0),
        coverage=covered / total if total else float(asked.kind_alone and fit > 0),
        missing=min(missing, _MOST_MISSING),
        kind=fit,
        lacking=1.0 if explained < 0 else _lacking(asked, passage, quote),
        polar=float(asked.polar),
        explains=explained,
    )


def kind_of(passage: Passage) -> str:
    """A row's record type; "Table" for lines that are no sentences, "Guide" for a box, else "Text"."""
    if passage.record_type:
        return passage.record_type
    lines = [line for line in passage.text.splitlines() if line.strip()]
    is_table = len(lines) >= _LINES_OF_A_TABLE and not any(line.rstrip().endswith((".", "…", "?")) for line in lines)
    if is_table:
        return "Table"
    in_a_box = len(passage.section) > 1 and fold(passage.section[0]) == _BOX_SECTION
    own = in_a_box and any(p.fullmatch(passage.section[1]) for p in load_wording().number)  # "Action Plan 3"
    return "Guide" if in_a_box and not own else "Text"


def _kind_fit(kinds: Sequence[str], passage: Passage, there: Words) -> float:
    """1 for the kind named first or text that names it too, 0 for another that is named or when none is, else -1."""
    kind = kind_of(passage)
    if not kinds or kind in kinds[1:]:
        return 0.0
    if kind == kinds[0]:
        return _A_TABLE if kind == "Table" else 1.0
    return 1.0 if kind == "Text" and kinds[0].casefold() in there.by_stem else -1.0


def _explained(asked: Asked, passage: Passage, quote: str) -> float:
    if asked.term is None:
        return 0.0
    if kind_of(passage) != "Table" and explains(asked.term, quote, passage.section):
        return 1.0
    return -1.0 if asked.strict else 0.0


def lacks(asked: Asked, passage: Passage, quote: str) -> bool:
    """Whether the question asks for an attribute that the quote cannot give.

    A table whose icons are lost gives no number, and no date or person either. A definition says when a word applies:
    "when" asks it for no date.
    """
    if asked.attribute is None:
        return False
    kind = kind_of(passage)
    if kind == "Definition" and asked.attribute in ("date", "day", "frequency"):
        return False
    if kind == "Table":
        return asked.attribute != "share" or re.search(r"\d ?%", quote) is None
    return not holds(asked, running_text(passage, quote))


def _lacking(asked: Asked, passage: Passage, quote: str) -> float:
    if not lacks(asked, passage, quote):
        return 0.0
    nameless = asked.attribute == "person" and kind_of(passage) != "Table" and _names_people(passage, quote, asked)
    return _NAMELESS if nameless else 1.0


def _names_people(passage: Passage, quote: str, asked: Asked) -> bool:
    """Whether people or a body stand there by what they are: "farmers were the first"."""
    there = (t for t in tokenise(running_text(passage, quote)) if t.fold not in asked.all_words)
    return any(t.stem in load_cues().agents for t in there)


def running_text(passage: Passage, quote: str) -> str:
    """The quote without its title or heading: these name what is asked about, they do not tell it."""
    first, _, rest = quote.partition("\n")
    titled = passage.record_type == "Post" or first.strip() in passage.section
    return rest if titled and rest.strip() else quote


def holds(asked: Asked, text: str) -> bool:
    """Whether a text holds the attribute that is asked for."""
    return asked.attribute is None or _HOLDS[asked.attribute](text, asked)


_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SEASON = r"(?:spring|summer|autumn|winter|year|month|week|weekend)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_DATE = re.compile(
    rf"\b{_MONTH}\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}\.\d{{1,2}}\.|\b{_WEEKDAY}\b|\b(?:last|next) {_SEASON}\b",
    re.I,
)
_DAY = re.compile(
    rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_WEEKDAY}\b|\b\d{{1,2}}\.\d{{1,2}}\.",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: (?:of |the |for |and )*[A-Z][\w’'-]+)*|\S+@\S+")
_PLACE = re.compile(r"\b(?:in|at) (?:the )?[A-Z]\w+")
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred)"
_SHARE = re.compile(
    rf"%|\bper ?cent\b|\b(?:half|third|quarter|majority)\b|\b{_COUNT} (?:\w+ )?(?:in|out of) (?:every )?{_COUNT}\b",
    re.I,
)
_MONEY = re.compile(r"[$€£¥₩]|\b(?:dollars?|euros?|won|usd|eur|million|billion|free of charge)\b", re.I)
_UNIT = r"(?:minute|hour|day|week|month|year|decade)s?"
_DURATION = re.compile(rf"\b(?:\d+|an?|{'|'.join(sorted(_NUMBER_WORDS))})[\s-]+{_UNIT}\b", re.I)
_REASON = re.compile(r"\b(?:because|due to|in order to|so that|since|to (?:support|help|protect|gain|tell))\b", re.I)


def _holds_number(text: str, asked: Asked) -> bool:
    """Whether a number stands there that the question does not hold; near to what is counted, when that is named."""
    tokens = tokenise(text)
    news = [
        i
        for i, t in enumerate(tokens)
        if t.fold not in asked.all_words and _is_number(t) and not _ENUMERATED.match(text, t.start - 1, t.end + 1)
    ]
    if not asked.heads:
        return bool(news)
    counted = [i for i, t in enumerate(tokens) if any(words_of(t.text).meeting(head) for head in asked.heads)]
    # "Governments, 56 of them": behind a comma another thing is counted.
    return any(
        -_BEFORE <= i - j <= 0 or (0 < i - j <= _AFTER and "," not in text[tokens[j].end : tokens[i].start])
        for i in news
        for j in counted
    )


_ENUMERATED = re.compile(r"(?:^|[^(])\d+\)")  # "1) the first, 2) the second"


def _is_number(token: Token) -> bool:
    """Digits that are no year, or a number word."""
    return token.fold in _NUMBER_WORDS or (token.fold[0].isdigit() and _YEAR.fullmatch(token.fold) is None)


def _is_news(name: str, words: frozenset[str]) -> bool:
    """Whether a name is one that the question does not hold, and no month."""
    return _DATE.search(name) is None and not {t.fold for t in tokenise(name)} <= words


def _holds_news(pattern: re.Pattern[str], text: str, asked: Asked) -> bool:
    """Whether something stands there that the question does not hold itself."""
    return any(not {t.fold for t in tokenise(m.group())} <= asked.all_words for m in pattern.finditer(text))


def _holds_place(text: str, asked: Asked) -> bool:
    places = (m.group() for m in _PLACE.finditer(text))
    return any(_DATE.search(place) is None and _is_place(tokenise(place)[-1], asked) for place in places)


def _is_place(word: Token, asked: Asked) -> bool:
    """Whether a word written like a name can be one of a place: no abbreviation and no small word of a title."""
    return not word.text.isupper() and word.fold not in asked.all_words and word.stem not in function_words()


def _n_names(text: str, asked: Asked) -> int:
    return sum(_is_news(m.group(), asked.all_words) for m in _NAME.finditer(text))


def _holds_holder(text: str, asked: Asked) -> bool:
    """Whether a name of two words and more stands there that is no body's, near to the post that it holds."""
    for found in _NAME.finditer(text):
        name = found.group()
        if " of " in name or " " not in name or not _is_news(name, asked.all_words):
            continue
        near = words_of(text[max(0, found.start() - _NEAR) : found.start()] + text[found.end() : found.end() + _NEAR])
        met = sum(near.meeting(w.token) == 1 for w in asked.words)
        if load_cues().bodies.isdisjoint(t.stem for t in tokenise(name)) and 2 * met >= len(asked.words):
            return True
    return False


_HOLDS: Mapping[str, Callable[[str, Asked], bool]] = {
    "holder": _holds_holder,
    "share": lambda text, asked: _SHARE.search(text) is not None,
    "money": lambda text, asked: _MONEY.search(text) is not None,
    "duration": lambda text, asked: _DURATION.search(text) is not None,
    "names": lambda text, asked: _n_names(text, asked) > 1,
    "number": _holds_number,
    "date": lambda text, asked: _holds_news(_DATE, text, asked),
    "day": lambda text, asked: _holds_news(_DAY, text, asked),
    "frequency": lambda text, asked: not load_cues().frequency.isdisjoint(words_of(text).by_stem),
    "person": lambda text, asked: _n_names(text, asked) > 0,
    "place": _holds_place,
    "reason": lambda text, asked: _REASON.search(text) is not None,
}
