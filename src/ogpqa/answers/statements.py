"""Facts that pages state line by line ("Lead Institution: Ministry of Justice"), found by what stands before the colon.

Pages of commitments and documents put their facts so. A line answers when its words account for all that a question
asks beyond what the page's name says; so any fact is found that a page may state, without a relation of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ogpqa.answers.synonyms import Words, groups_of, words_of
from ogpqa.answers.topics import same_word
from ogpqa.passages import STATEMENT
from ogpqa.questions.text import Token, tokenise
from ogpqa.types import Page, Passage

MOST_STATED = 400  # characters of such a line
_COUNTING = frozenset({"number", "total"})  # "number of commitments", of which a question says "how many"
_WHETHER = frozenset({"yes", "no"})
_BEGINNING = 5  # letters that two forms of a word share
_FEWEST = 2  # words of a page's name that single it out where neither a member nor a code does


@dataclass(frozen=True, slots=True)
class Statement:
    """A line that states a fact. `asked` are the words before the colon, `told` those behind it."""

    passage: Passage
    asked: Words
    told: Words

    def accounts_for(self, words: Sequence[Token]) -> bool:
        """Whether every word stands in the line, and one of them before its colon."""
        return any(_holds(self.asked, w) for w in words) and all(
            _holds(self.asked, w) or _holds(self.told, w) for w in words
        )

    @property
    def whether(self) -> bool:
        """Whether the line says yes or no and nothing else."""
        return set(self.told.by_stem) <= _WHETHER

    def unasked(self, words: Sequence[Token]) -> int:
        """How many words before the colon the question does not hold."""
        there = words_of(" ".join(w.text for w in words))
        return sum(stem not in _COUNTING and not _holds(there, t) for stem, t in self.asked.by_stem.items())


@dataclass(frozen=True, slots=True)
class _Stating:
    """A page that states facts so, and the words of its name."""

    member_id: str | None
    name: Words
    lines: Sequence[Statement]


class Statements:
    """The lines of an index that state facts. Gathered when they are first asked for; threads may share it."""

    def __init__(self, pages: Iterable[Page], passages: Callable[[], Iterable[Passage]]) -> None:
        self._titles = {page.page_id: page.title for page in pages}
        self._passages = passages

    def __bool__(self) -> bool:
        return bool(self._stating)

    @cached_property
    def _stating(self) -> Mapping[str, _Stating]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self._passages():
            if STATEMENT.fullmatch(passage.text):
                found[passage.page_id].append(passage)
        return {
            page_id: _Stating(lines[0].member_id, words_of(self._titles[page_id]), [_statement(one) for one in lines])
            for page_id, lines in found.items()
        }

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        """The pages by the words of their names."""
        found: dict[str, list[str]] = defaultdict(list)
        for page_id, page in self._stating.items():
            for stem in page.name.by_stem:
                found[stem].append(page_id)
        return found

    def of(self, words: Sequence[Token], members: Sequence[str], codes: Sequence[str]) -> Statement | None:
        """The line that accounts for the words of a question, on pages of these members or named by these codes, else
        on a page whose name the question holds. None where there is none, or where pages state it alike."""
        chosen = [(self._stating[page_id], page_id) for page_id in self._pages(words, members, codes)]
        found: list[tuple[int, int, str, Statement]] = []
        for page, page_id in chosen:
            rest = [w for w in words if not page.name.meeting(w)]
            lines = (line for line in page.lines if rest and line.accounts_for(rest))
            found += [(len(rest), line.unasked(rest), page_id, line) for line in lines]
        if not found:
            return None
        found.sort(key=lambda one: one[:2])
        alike = [one for one in found if one[:2] == found[0][:2]]
        return found[0][3] if len({page_id for _, _, page_id, _ in alike}) == 1 else None

    def _pages(self, words: Sequence[Token], members: Sequence[str], codes: Sequence[str]) -> Iterable[str]:
        if not self._stating:
            return ()
        if codes:
            stems = [token.stem for code in codes for token in tokenise(code)]
            return dict.fromkeys(page_id for stem in stems for page_id in self._by_word.get(stem, ()))
        if members:
            return [page_id for page_id, page in self._stating.items() if page.member_id in members]
        counts: dict[str, int] = defaultdict(int)
        for stem in {word.stem for word in words}:
            for page_id in self._by_word.get(stem, ()):
                counts[page_id] += 1
        return [page_id for page_id, n in counts.items() if n >= _FEWEST]


def _holds(there: Words, word: Token) -> bool:
    """Whether a word stands there, in another ending or as one of its group, but in no other spelling: a plan that
    started is not starred."""
    if word.stem in there.by_stem or not there.groups.isdisjoint(groups_of(word.stem)):
        return True
    alike = (other for other in there.by_letter.get(word.stem[:1], ()) if same_word(word, other))
    return any(other.stem[:_BEGINNING] == word.stem[:_BEGINNING] for other in alike)


def _statement(passage: Passage) -> Statement:
    before, _, behind = passage.text.replace("\t", ":", 1).partition(":")
    return Statement(passage, words_of(before), words_of(behind))
