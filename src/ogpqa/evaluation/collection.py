"""Judged collections in BEIR's form: a folder with corpus.jsonl, queries.jsonl and qrels.tsv (or qrels/test.tsv).

corpus.jsonl and queries.jsonl hold one JSON object a line with `_id` and `text` (documents may have a `title`);
qrels.tsv has a header line and then query id, document id and grade, parted by tabs. Other keys are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ogpqa.errors import OgpqaError


class CollectionError(OgpqaError):
    """A collection's file is missing or a line of it cannot be read."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document to find. `title` is empty when the collection gives none."""

    document_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions by id, and grades by question id and document id. Only judged questions are kept."""

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def load_collection(folder: Path, queries: Path | None = None) -> Collection:
    """The collection in `folder`, asked with its own questions or with those of another folder, `queries`.

    The other folder's questions are judged by its own qrels.tsv if it has one, else by those of `folder`.
    Raises CollectionError naming file, line and key.
    """
    documents = tuple(load_documents(folder / "corpus.jsonl"))
    asked = queries or folder
    texts = load_queries(asked / "queries.jsonl")
    places = [place / name for place in (asked, folder) for name in ("qrels.tsv", "qrels/test.tsv")]
    judgements = next((path for path in places if path.is_file()), places[0])
    qrels = load_qrels(judgements)
    kept = {query: grades for query, grades in qrels.items() if query in texts and any(g > 0 for g in grades.values())}
    if not kept:
        raise CollectionError(
            f"No question of {asked / 'queries.jsonl'} is judged in {judgements}.",
            "Its first column must hold the _id of questions.",
        )
    if not documents:
        raise CollectionError(f"{folder / 'corpus.jsonl'} holds no document.", "One JSON object a line is expected.")
    known = {document.document_id for document in documents}
    if not any(known.intersection(grades) for grades in kept.values()):
        raise CollectionError(
            f"{folder / 'corpus.jsonl'} holds no document that {judgements} judges.",
            "Use the judgements that belong to the corpus.",
        )
    name = _name(folder) if queries is None else f"{_name(queries)} on {_name(folder)}"
    return Collection(name, documents, {query: texts[query] for query in kept}, kept)


def load_documents(path: Path) -> Iterator[Document]:
    """The documents in file order; ids are unique, titles may be missing or null."""
    for place, row in _rows(path):
        title = row.get("title")
        yield Document(
            _text(row, "_id", place), title.strip() if isinstance(title, str) else "", _text(row, "text", place)
        )


def load_queries(path: Path) -> dict[str, str]:
    """Questions by id, in file order."""
    return {_text(row, "_id", place): _text(row, "text", place) for place, row in _rows(path)}


def load_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Grades by question and document. The header line is skipped; a pair judged twice is an error."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), 1):
        cells = line.split("\t")
        if number == 1 and not cells[-1].strip().lstrip("-").isdigit():
            continue
        if not line.strip():
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise CollectionError(
                f"{path}, line {number}: {line!r} is not three cells parted by tabs.",
                "Expected query-id, corpus-id and a whole number as score.",
            )
        query, document, grade = (cell.strip() for cell in cells)
        if document in qrels.setdefault(query, {}):
            raise CollectionError(f"{path}, line {number}: {query} and {document} are judged twice.", "Keep one line.")
        qrels[query][document] = int(grade)
    return qrels


def _rows(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    seen: dict[object, int] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise CollectionError(f"{place}: not JSON ({error}).", "Each line must be one JSON object.") from error
        if not isinstance(row, dict):
            raise CollectionError(f"{place}: not a JSON object.", "Each line must be one JSON object.")
        key = _text(row, "_id", place)
        if key in seen:
            raise CollectionError(f"{place}: _id {key!r} is also on line {seen[key]}.", "Ids must be unique.")
        seen[key] = number
        yield place, row


def _text(row: Mapping[str, object], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or (key == "_id" and not value):
        found = "is missing" if key not in row else f"is {value!r}"
        raise CollectionError(f"{place}: key {key!r} {found}.", f"{key!r} must be a text.")
    return value


def _lines(path: Path) -> list[str]:
    try:
        # split on "\n" only: str.splitlines would also cut at U+2028, which JSON allows inside a string
        return path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise CollectionError(
            f"{path} is missing.", "A collection is a folder with corpus.jsonl, queries.jsonl and qrels.tsv."
        ) from error
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path} is not UTF-8 ({error}).", "Save it as UTF-8.") from error


def _name(folder: Path) -> str:
    """The folder's name, with its parent's when the name is only a language: xquad/en."""
    path = folder.resolve()
    return f"{path.parent.name}/{path.name}" if len(path.name) == 2 else path.name
