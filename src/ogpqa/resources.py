"""Where the files that are no Python stand: the web page's assets and the corpus that ogpqa answers from by default.

In a checkout they are `web/` and `corpus/` at its top; in an installed wheel they lie beside this module, in `share/`
(not `ogpqa/corpus/`, which is the package that reads pages).
"""

from __future__ import annotations

from pathlib import Path

from ogpqa.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent
DEVELOPMENT = Path("tests/golden/passages/tune.jsonl")  # in a wheel: share/development.jsonl


def web_folder() -> Path:
    """The folder with `templates/`, `static/` and `translations/`."""
    return _folder("web")


def corpus_folder() -> Path:
    """The folder of saved pages that is used when no other is named."""
    return _folder("corpus")


def development_questions() -> Path:
    """Questions with gold about the packaged corpus, to choose thresholds with."""
    return _folder("corpus").parent / "development.jsonl" if _is_shipped("corpus") else CHECKOUT / DEVELOPMENT


def _is_shipped(name: str) -> bool:
    return (PACKAGE / "share" / name).is_dir()


def _folder(name: str) -> Path:
    """The wheel's copy first: a wheel unpacked into another project's tree must not pick up that project's folders."""
    shipped = PACKAGE / "share" / name
    if shipped.is_dir():
        return shipped
    checked_out = CHECKOUT / name
    if checked_out.is_dir() and (CHECKOUT / "pyproject.toml").is_file():
        return checked_out
    raise SettingsError(
        f"The folder {name}/ is missing: looked in {shipped} and {checked_out}.", "Install ogpqa again."
    )
