"""From a question to a query: names, relations as data, follow-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ogpqa.questions import relations, thesaurus


def exemplars() -> Mapping[str, Sequence[str]]:
    """The texts that an index keeps encoded, by vector space."""
    english = tuple(dict.fromkeys(text for _, text in relations.exemplars("en")))
    phrases = (phrase for _, phrase in thesaurus.listed_phrases())
    return {
        "en": english,
        "crosslingual": tuple(dict.fromkeys((*(text for _, text in relations.exemplars()), *phrases))),
    }
