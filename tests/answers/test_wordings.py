"""The templates of answers: every language says what English says, with the same places to fill in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from ogpqa.answers.wording import FOLDER, load_wording
from ogpqa.questions.language import ANSWER_LANGUAGES
from ogpqa.questions.relations import load_relations

OTHERS = [lang for lang in ANSWER_LANGUAGES if lang != "en"]


def tables(lang: str) -> dict[str, dict[str, Any]]:
    """The wordings file of a language, as it stands."""
    return tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))


def flat(lang: str) -> Iterator[tuple[str, str]]:
    """(table.key, template) of every template; a pair of singular and plural gives two."""
    for table, entries in tables(lang).items():
        for key, value in entries.items():
            if isinstance(value, list):
                yield from ((f"{table}.{key}.{n}", text) for n, text in enumerate(value))
            else:
                yield f"{table}.{key}", value


def in_english() -> dict[str, str]:
    """The templates of English; what its pages never state is worded where the relations stand."""
    asks = {f"asks.{r.name}": r.asks for r in load_relations().values() if r.reason == "not_stated"}
    return {**dict(flat("en")), **asks}


def placeholders(template: str) -> set[str]:
    """The names in braces; a language may need one twice."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_has_the_keys_of_english(lang: str) -> None:
    """No template is missing, and none stands there that nothing asks for."""
    assert set(dict(flat(lang))) == set(in_english())


@pytest.mark.parametrize("lang", OTHERS)
def test_placeholders_are_those_of_english(lang: str) -> None:
    """A fact that the English sentence states is stated in every language."""
    english = in_english()
    wrong = {key: text for key, text in flat(lang) if placeholders(text) != placeholders(english[key])}
    assert wrong == {}


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_no_template_is_empty(lang: str) -> None:
    """A template may be a joint of one sign but never nothing."""
    assert [key for key, text in flat(lang) if not text.strip()] == []


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_conditions_stand_off_the_word_before(lang: str) -> None:
    """Conditions are set one behind the other, so each begins with its own space."""
    assert [text for text in tables(lang)["conditions"].values() if not text.startswith(" ")] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_sentences_are_not_left_in_english(lang: str) -> None:
    """A sentence of words is worded differently in each language."""
    english = tables("en")["sentences"]
    same = [key for key, text in tables(lang)["sentences"].items() if text == english[key] and key != "compare.year"]
    assert set(same) <= {"single.value", "definition.one", "resources.one", "compare.values", "list.distinct",
                         "list.head", "exists.no"}  # fmt: skip


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_a_sentence_is_filled_in(lang: str) -> None:
    """The year that a member joined is in its sentence, in every language."""
    text = load_wording(lang).sentence(["member_since.one"], member="Latvia", value=2011, marks="[1]")
    assert "Latvia" in text
    assert "2011" in text
    assert text.endswith("[1]")
