"""What would be quoted of each passage that was found: the sentences that hold most of the asked words, and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ogpqa.answers.asked import Asked
from ogpqa.answers.evidence import holds, kind_of, weigh_features
from ogpqa.answers.sentences import best_span, runs_of
from ogpqa.answers.topics import same_word
from ogpqa.answers.weighing import Evidence, Weights, text_of
from ogpqa.passages import STATEMENT
from ogpqa.questions.text import fold, tokenise
from ogpqa.types import Hit, Passage, Query

_FEWEST, _FEWEST_ALONE = 6, 10  # words of a text with its heading or of sentences, and of one without either
_ENDS, _CLOSING = (".", "!", "?", "…", ":", "؟"), "”’\"'»)]"
_IN_PARTS = frozenset({"Text", "Guide"})  # kinds of which sentences are quoted; rows and tables are quoted whole


def weigh_hits(asked: Asked, hits: Sequence[Hit], weights: Weights) -> list[Evidence]:
    """Each hit as evidence, the most answering first, ties by rank."""
    words = [(w.token, w.rarity) for w in asked.words]
    weighed = []
    for hit in hits:
        span = best_span(
            hit.passage,
            words,
            whole=_is_quoted_whole(hit.passage),
            telling=lambda text: asked.attribute is not None and holds(asked, text),
        )
        features = weigh_features(asked, hit, text_of(span, hit.passage), hits)
        weighed.append(Evidence(hit, span, features, weights.probability(features)))
    weighed.sort(key=lambda e: (-e.probability, e.hit.rank))
    return weighed


def other_quotes(asked: Asked, hits: Sequence[Hit], evidence: Evidence) -> list[Evidence]:
    """What else could be quoted of a long passage, for a judge to choose from; `hits` are all of the question.

    The probabilities are the first quote's: the judge's reader counts them anew.
    """
    passage = evidence.hit.passage
    if evidence.span == passage.span or _is_quoted_whole(passage):
        return []
    spans = [span for span in runs_of(passage) if span != evidence.span]
    features = [weigh_features(asked, evidence.hit, text_of(span, passage), hits) for span in spans]
    others = [replace(evidence, span=s, features=f) for s, f in zip(spans, features, strict=True)]
    # Where the first explains the term that is asked for, the others have to.
    return [other for other in others if other.features.explains >= evidence.features.explains]


def is_worded(passage: Passage) -> bool:
    """Whether a passage that is no row can tell something: more than a heading, a caption or the name of an image."""
    text = passage.text.strip()
    heading = passage.section[-1] if passage.section else ""
    if not text or text == heading:
        return False
    whole = text.rstrip(_CLOSING).endswith(_ENDS) or (bool(heading) and text.startswith(heading))
    return len(text.split()) >= (_FEWEST if whole else _FEWEST_ALONE) or STATEMENT.fullmatch(passage.text) is not None


def holds_names(query: Query, passage: Passage) -> bool:
    """Whether the passage holds the names that nothing else of the index knows, and the addresses."""
    f, there = query.filters, tokenise(passage.text)
    names = all(any(same_word(t, other) for other in there) for name in f.unknown for t in tokenise(name))
    return names and all(fold(email) in fold(passage.text) for email in f.emails)


def _is_quoted_whole(passage: Passage) -> bool:
    return kind_of(passage) not in _IN_PARTS
