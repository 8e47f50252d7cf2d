"""Bring the page's translations up to date with its templates: `python scripts/messages.py [--check]`.

New messages come in untranslated, gone ones go. With --check nothing is written; the exit code is 1 when a message is
missing, untranslated or left over in a language.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "web"
TRANSLATIONS = WEB / "translations"


def extract() -> Catalog:
    """The messages of the templates, in English."""
    catalog = Catalog()
    found = extract_from_dir(WEB / "templates", method_map=[("**.html", "jinja2")], options_map={})
    for _, _, message, _, _ in found:
        catalog.add(message)
    return catalog


def problems(lang: str, template: Catalog) -> Iterator[str]:
    """What is wrong with one language's messages."""
    with (TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalog = read_po(source, locale=lang)
    for message in template:
        translated = catalog.get(message.id)
        strings = _strings(translated)
        if message.id and not (strings and all(strings)):
            yield f"{lang}: not translated: {message.id!r}"
        elif message.id and translated is not None:
            yield from (f"{lang}: {error}: {message.id!r}" for error in translated.check(catalog))
    yield from (f"{lang}: left over: {m.id!r}" for m in catalog if m.id and template.get(m.id) is None)


def _strings(message: Message | None) -> list[str]:
    """A message's translation, all of its plural forms."""
    found = message.string if message else None
    return [found] if isinstance(found, str) else list(found or ())


def update(lang: str, template: Catalog) -> None:
    """Write one language's file anew."""
    path = TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        catalog = read_po(source, locale=lang)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as target:
        write_po(target, catalog, width=120, sort_output=True, no_location=True)


def languages() -> list[str]:
    """The languages that the page is translated to."""
    return sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())


def main(check: bool) -> int:
    """Check or update all languages."""
    template = extract()
    if not check:
        for lang in languages():
            update(lang, template)
    found = [line for lang in languages() for line in problems(lang, template)]
    print("\n".join(found) or "translations: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
