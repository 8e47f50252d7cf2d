"""What was understood is remembered while a request lasts, and no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ogpqa.questions.followups import understand_in_context
from ogpqa.questions.remembering import RememberingParser, remembering
from tests.records_made import SharedWords, world_names


class Counting(SharedWords):
    """Counts how often a question is compared with the examples."""

    n = 0

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """As ever, counted."""
        self.n += 1
        return super().relations(forms, lang)


BARE = "Latvia?"  # no word tells what is asked
QUESTIONS = ("Who is the contact for Latvia?", "their e-mail?", "and Estonia?", "when did they join?")


def ask_all(parser: RememberingParser) -> list[object]:
    """Each question after those before it, as a page of a conversation asks them."""
    return [understand_in_context(parser, text, QUESTIONS[:n])[0] for n, text in enumerate(QUESTIONS)]


def test_a_conversation_is_understood_once() -> None:
    """Each question is compared once, and what is understood is the same."""
    parser = RememberingParser(world_names(), counting := Counting())
    without = ask_all(parser)
    counting.n = 0
    with remembering():
        assert ask_all(parser) == without
    assert counting.n <= len(QUESTIONS) + 1, "once for each, and once for names known from before"


def test_nothing_is_remembered_beyond() -> None:
    """The next request starts anew, and another parser has its own memory."""
    parser = RememberingParser(world_names(), counting := Counting())
    other = RememberingParser(world_names(), counting)
    for _ in range(2):
        with remembering():
            parser.understand(BARE)
            parser.understand(BARE)
    with remembering():
        parser.understand(BARE)
        other.understand(BARE)
    assert counting.n == 4


def test_what_is_remembered_inside_lasts_as_long_as_the_outer() -> None:
    """An answer in parts remembers for all of them, and a page for all its answers."""
    parser = RememberingParser(world_names(), counting := Counting())
    with remembering():
        for _ in range(2):
            with remembering():
                parser.understand(BARE)
    assert counting.n == 1
