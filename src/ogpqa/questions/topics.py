"""What a question is about, in its own words: the topic that rows have to bear out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from unicodedata import category

from ogpqa.questions.mentions import SOFT, Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import is_unspaced, tokenise
from ogpqa.types import Filters


def asked_about(reading: Reading, kind: str) -> bool:
    """Whether the question says "on" or "about" right before a name of the kind."""
    starts = {m.start for m in reading.mentions if m.kind == kind}
    abouts = reading.by_target.get("aggregate.about", ())
    return any(0 < start - about.end <= 1 for about in abouts for start in starts)


def topic_phrase(reading: Reading, leftover: Sequence[str], taken: Sequence[Mention]) -> str:
    """The topic as typed: from the first left-over word to the last, with the small words between, without names."""
    if is_unspaced(reading.text):
        return " ".join(leftover)
    if leftover and (behind := _behind_about(reading, leftover)):
        return behind
    at = [i for i, t in enumerate(reading.tokens) if t.text in leftover]
    if not at:
        return ""
    run = reading.tokens[at[0] : at[-1] + 1]
    hard = [m for m in taken if m.kind not in SOFT]
    joints = wordings_in(reading.lang).alternatives  # Spanish "o" is one letter
    return " ".join(
        t.text
        for t in run
        if (len(t.text) > 1 or t.fold in joints) and not any(m.start < t.end and t.start < m.end for m in hard)
    )


def on_topic(reading: Reading, filters: Filters, topic: str) -> Filters:
    """The filters with a topic; an area that is one word of it is none: "aid for farmers"."""
    areas = [reading.text[m.start : m.end] for m in reading.mentions if m.kind == "areas"]
    told = bool(topic) and any(area in topic for area in areas)
    if (topic or None) == filters.topic and not (told and filters.areas):
        return filters
    return replace(filters, topic=topic or None, areas=() if told else filters.areas)


def content_phrase(reading: Reading, leftover: Sequence[str]) -> str:
    """What a question is about: the words left over and those of policy areas, with the small words between."""
    if is_unspaced(reading.text):
        # No part of what the question says it is about: a football pitch is no field.
        return reading.subject if reading.lang != "en" and reading.subject else _uncovered(reading)
    if behind := _behind_about(reading, leftover):
        return behind
    areas = [m for m in reading.mentions if m.kind == "areas"]
    words = [t.text for t in reading.tokens if t.text in leftover or any(m.start <= t.start < m.end for m in areas)]
    return topic_phrase(reading, words, [m for m in reading.mentions if m.kind not in SOFT])


def _behind_about(reading: Reading, leftover: Sequence[str]) -> str:
    """All that stands behind "about" up to a name, where no word is left over elsewhere; in English.

    "On opening secret old files" holds words that other relations claim ("old", "files").
    """
    abouts = reading.by_target.get("aggregate.about", ()) if reading.lang == "en" else ()
    hard = [m for m in reading.mentions if m.kind not in SOFT] if abouts else []
    for end in sorted(about.end for about in abouts):
        run = list(takewhile(lambda t: not any(m.start <= t.start < m.end for m in hard),
                             (t for t in reading.tokens if t.start >= end)))  # fmt: skip
        while run and run[-1] not in reading.content:
            run.pop()
        if run and set(leftover) <= {t.text for t in run}:
            return " ".join(t.text for t in run)
    return ""


def untold(reading: Reading) -> str:
    """What stands under no name and no wording at all, in scripts that are searched inside words; "" for a letter."""
    spans = [(m.start, m.end) for m in reading.mentions] + [(c.start, c.end) for c in reading.cues]
    return " ".join(part for part in _outside(reading.text, spans) if is_unspaced(part))


def _uncovered(reading: Reading) -> str:
    """What stands under no name and no wording, for scripts without spaces."""
    spans = [(m.start, m.end) for m in reading.mentions if m.kind not in SOFT]
    spans += [(c.start, c.end) for c in reading.cues if c.target.startswith(("word.", "relation."))]
    return " ".join(_outside(reading.text, spans))


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The runs of two letters and more, with their marks, that stand in none of the spans."""

    def is_free(i: int, ch: str) -> bool:
        return (ch.isalnum() or category(ch)[0] == "M") and not any(s <= i < e for s, e in spans)

    free = (ch if is_free(i, ch) else " " for i, ch in enumerate(text))
    return [run for run in "".join(free).split() if len(run) > 1]


def without_words(text: str, words: Sequence[str]) -> str:
    """The text with some of its words taken out."""
    drop = set(words)
    kept, at = [], 0
    for token in tokenise(text):
        if token.text in drop:
            kept.append(text[at : token.start])
            at = token.end
    return " ".join("".join((*kept, text[at:])).split())
