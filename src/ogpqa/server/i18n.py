"""The page's languages: messages of `web/translations`, chosen by `lang=` in the address, else by the browser.

Catalogues are compiled in memory from their .po files, so that a checkout needs no build step and none can be stale.
"""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, url_for

from ogpqa.resources import web_folder

LANGS = {"en": "English", "ko": "한국어", "es": "Español", "fr": "Français"}
DEFAULT = "en"
QUERY_NAMES = frozenset({"q", "h", "s", "v", "lang", "level", "member", "rows", "sources", "part", "page", "documents"})


@cache
def translations(lang: str) -> NullTranslations:
    """The messages of a language; English is what the templates say."""
    if lang == DEFAULT:
        return NullTranslations()
    with (web_folder() / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalog = read_po(source, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def chosen_lang() -> str | None:
    """The language that the address or form names, if it is one of ours."""
    wanted = request.values.get("lang", "")
    return wanted if wanted in LANGS else None


def page_lang() -> str:
    """The language of the page that is being made."""
    if "lang" not in g:
        g.lang = chosen_lang() or request.accept_languages.best_match(list(LANGS)) or DEFAULT
    lang: str = g.lang
    return lang


def gettext(message: str) -> str:
    """A message in the page's language."""
    return translations(page_lang()).ugettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """A message with a number in the page's language."""
    return translations(page_lang()).ungettext(one, many, n)


def link(endpoint: str, **values: Any) -> str:
    """An address of ours that keeps the language which was chosen."""
    if lang := chosen_lang():
        values.setdefault("lang", lang)
    return url_for(endpoint, **values)


def here(**changes: Any) -> str:
    """The address of this page with other query parameters; None takes one away. Pages that were sent to lead home."""
    endpoint = request.endpoint or ""
    if request.method not in ("GET", "HEAD") or not endpoint.startswith("web."):
        return url_for("web.home", **{k: v for k, v in changes.items() if k == "lang"})
    # Names of query parameters come from outside: none may replace an argument of url_for itself.
    args = {name: values for name, values in request.args.lists() if name in QUERY_NAMES}
    return url_for(endpoint, **{**args, **(request.view_args or {}), **changes})


def languages() -> list[dict[str, Any]]:
    """The same page in each language, for the switch in the header."""
    return [
        {"code": code, "name": name, "url": here(lang=code), "on": code == page_lang()} for code, name in LANGS.items()
    ]


def page_dir() -> str:
    """The direction in which the page's language is written."""
    direction: str = Locale.parse(page_lang()).text_direction
    return direction


def day(text: str | None) -> str:
    """An ISO date (or time) as people of the page's language write it; as it stands when it is none."""
    try:
        return format_date(date.fromisoformat((text or "")[:10]), format="long", locale=page_lang())
    except ValueError:
        return text or ""


def number(value: int) -> str:
    """A count with the separators of the page's language."""
    return format_decimal(value, locale=page_lang())


def register_i18n(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(day=day, number=number)
    app.jinja_env.globals.update(
        link=link, here=here, languages=languages, page_lang=page_lang, page_dir=page_dir, chosen_lang=chosen_lang
    )
