"""The program knows no member: what it says of one comes from a page, its aliases from one file of data."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogpqa.corpus import load_corpus
from ogpqa.records import read_records
from ogpqa.resources import corpus_folder
from ogpqa.types import Commitment, Contact, Member

ROOT = Path(__file__).resolve().parent.parent
# Aliases of places are data about the world. Texts on which a compiled encoder is compared with its source may hold
# any words, and the examples of the API show a question about the packaged pages.
ALLOWED = {
    "src/ogpqa/questions/data/aliases.toml",
    "src/ogpqa/encoder/compile.py",
    "src/ogpqa/encoder/snapshot.py",
    "src/ogpqa/server/schemas.py",
    "web/templates/api.html",
}
FILES = sorted(
    path
    for folder in ("src", "web")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".toml", ".html", ".js", ".css", ".po", ".sql"}
    and path.relative_to(ROOT).as_posix() not in ALLOWED
)


def names() -> Iterator[str]:
    """Members, people, mail hosts and code prefixes of the packaged pages."""
    for page in load_corpus(corpus_folder()).pages:
        for record in read_records(page):
            match record:
                case Member():
                    yield from (record.short_name, record.name)
                case Contact():
                    yield from (record.name, *record.name.split())
                    yield (record.email or "@").partition("@")[2]
                case Commitment():
                    yield record.code[:4]


# Names of up to three letters are words of some language ("Lee" is "read" in Spanish).
PATTERN = re.compile("|".join(rf"\b{re.escape(n)}" for n in sorted(set(names())) if len(n) > 3))


def said(path: Path) -> str:
    """The text of a file; of Python without comments and docstrings, which may give examples."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return re.sub(r"(?m)^\s*#.*$", "", text)
    tree = ast.parse(text)
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = [
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, kinds) and ast.get_docstring(node) is not None
    ]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(t.string for t in tokens if t.type != tokenize.COMMENT and t.start[0] not in docs)


def test_the_names_are_those_of_the_packaged_pages() -> None:
    """The pattern would find a member, a person, a host and a code."""
    for text in ("Seoul", "South Korea", "x@korea.kr", "Jihyun", "KR0045"):
        assert PATTERN.search(text), text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_of_a_packaged_page_is_in_the_program(path: Path) -> None:
    """No code, template or wording knows a member, so that every other member is answered as well."""
    assert PATTERN.findall(said(path)) == []
