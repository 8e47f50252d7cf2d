"""`ogpqa ask`, `search` and `relations`: what a person types first."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from ogpqa.cli.options import IndexOption, JsonOption, print_json, readable, settings_with


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say also what was understood, found and scored.")] = False,
    history: Annotated[list[str] | None, typer.Option(help="An earlier question, oldest first; repeat it.")] = None,
    member: Annotated[str | None, typer.Option(help="Member id to answer about when the question names none.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the question (default: found out).")] = None,
) -> None:
    """Answer a question with citations, or say why the pages do not."""
    from ogpqa.assistant import open_assistant
    from ogpqa.server.payload import ask_payload
    from ogpqa.types import Question

    assistant = open_assistant(settings_with(index=index))
    started = time.perf_counter()
    earlier = tuple(readable(h) for h in history or ())
    answer = assistant.answer(Question(readable(question), earlier, member, lang), explain=explain)
    elapsed = (time.perf_counter() - started) * 1000
    if as_json:
        print_json(ask_payload(assistant, answer, elapsed, explain=explain))
        return
    from ogpqa.cli.show import show_answer

    show_answer(answer, explain=explain)


def search(
    words: Annotated[str, typer.Argument(help="Words to look for.")],
    index: IndexOption = None,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Passages at most.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to some words."""
    from ogpqa.assistant import open_assistant
    from ogpqa.server.payload import search_payload

    assistant = open_assistant(settings_with(index=index))
    started = time.perf_counter()
    hits = assistant.search(readable(words), k)
    if as_json:
        print_json(search_payload(assistant, words, hits, (time.perf_counter() - started) * 1000))
        return
    from ogpqa.cli.show import show_hits

    show_hits(hits, {page.page_id: page for page in assistant.index.store.pages})


def relations(as_json: JsonOption = False) -> None:
    """List what can be asked."""
    from ogpqa.questions.relations import exemplars, load_relations

    examples: dict[str, list[str]] = {}
    for name, example in exemplars("en"):
        examples.setdefault(name, []).append(example)
    rows = [
        {"relation": name, "asks": relation.asks, "examples": examples.get(name, [])[:3]}
        for name, relation in load_relations().items()
    ]
    if as_json:
        print_json(rows)
        return
    from ogpqa.cli.show import show_table

    show_table(("relation", "asks for", "for example"), [(r["relation"], r["asks"], r["examples"][:1]) for r in rows])
