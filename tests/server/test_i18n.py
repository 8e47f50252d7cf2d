"""No message of the page is missing in a language."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from ogpqa.resources import web_folder
from ogpqa.server.i18n import LANGS, day, translations
from scripts.messages import extract, languages, problems


def test_every_language_is_complete() -> None:
    """Every message of the templates is translated, none is left over, placeholders agree."""
    template = extract()
    assert sorted({*languages(), "en"}) == sorted(LANGS)
    assert [line for lang in languages() for line in problems(lang, template)] == []


@pytest.mark.parametrize("lang", languages())
def test_placeholders_are_the_same(lang: str) -> None:
    """What a template fills in is named alike in the translation, braces too."""
    with (web_folder() / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalog = read_po(source, locale=lang)
    for message in catalog:
        if message.id and isinstance(message.id, str):
            assert isinstance(message.string, str)
            pattern = r"%\(\w+\)s|\{\w+\}"
            assert sorted(re.findall(pattern, message.id)) == sorted(re.findall(pattern, message.string)), message.id


def test_translations_are_compiled_in_memory() -> None:
    """A checkout needs no build step."""
    assert translations("ko").ugettext("Ask") == "질문하기"
    assert translations("fr").ungettext("%(num)s member", "%(num)s members", 2) == "%(num)s membres"
    assert translations("en").ugettext("Ask") == "Ask"


def test_a_day_that_is_none_stays_as_it_is() -> None:
    """A page's date is shown even when it is no ISO date; nothing is guessed."""
    assert day(None) == ""
    assert day("spring 2021") == "spring 2021"
