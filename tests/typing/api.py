"""Never run: code that must type-check, the contract of what other programs import from ogpqa."""

from __future__ import annotations

from pathlib import Path

from ogpqa.assistant import Assistant, exemplars, open_assistant
from ogpqa.config import Settings
from ogpqa.index import BuildReport, build_index
from ogpqa.types import Answer, Citation, Hit, Page, Question


def build(corpus: Path, index: Path) -> BuildReport:
    """An index is built from a folder of pages."""
    return build_index(corpus, index, settings=Settings(index=index), exemplars=exemplars())


def ask(index: Path, text: str, earlier: tuple[str, ...] = ()) -> str:
    """A question is asked, with what was asked before it."""
    assistant: Assistant = open_assistant(Settings(index=index))
    answer: Answer = assistant.answer(Question(text, history=earlier, lang="en"))
    return answer.text or answer.message or ""


def checks(page: Page, citation: Citation) -> bool:
    """A citation is checked against its page."""
    return page.text[citation.start : citation.end] == citation.snippet


def search(assistant: Assistant, text: str) -> list[str]:
    """Passages are found."""
    hits: list[Hit] = assistant.search(text, 5)
    return [hit.passage.text for hit in hits]
