"""Whether rows are what a question asks for: the thing behind "which", the verb behind "who" and "what does".

A row tells that somebody promised something in a year. It does not tell who wrote it, which foods it is about, when the
work ended or how it goes, though its title may hold every other word. What rows tell are the words of the relations
that ask for them, and the few of told.toml. English alone; a question of another form is let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from ogpqa.answers.asked import function_words
from ogpqa.answers.synonyms import Words, words_of
from ogpqa.answers.tables import load_table
from ogpqa.answers.topics import same_stem
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations, wordings_in
from ogpqa.questions.text import Token, fold, tokenise
from ogpqa.types import Answer

_MEMBERS_OWN = frozenset({"Commitment", "Resource", "ActionPlan"})  # rows that name nobody but the member
_CHOOSING = frozenset({"which", "what", "whose"})
_ASKING = frozenset({*_CHOOSING, "who", "whom", "when", "where", "why", "how"})
_BEING = frozenset({"is", "are", "was", "were"})
_DOING = frozenset({"do", "does", "did", "has", "have", "had", "will", "would", "can", "could", "may", "might"})
_ABOUT = frozenset({"about", "on", "regarding", "concerning"})
_SPEAKERS = frozenset({"page", "pages", "site", "website", "you", "they", "it", "we", "i", "one"})
_ENDS = frozenset(  # words with which what is chosen or counted ends
    """of in on at for from by with to about as into within between under since during that which who whom whose there
    i you we they he she it its their his her my our your and or than not s the a an been be should shall must if
    """.split()
)  # fmt: skip
_UNITS = ("unit_year", "unit_area", "unit_type", "unit_member", "unit_plan")
_PLACED = frozenset({"Member", "Commitment", "Contact"})  # rows by which cities and countries are asked for
_PAST = frozenset(  # of verbs whose past does not end in -ed
    """wrote drew made took gave led won ran spoke built paid chose said told sent met began found brought taught saw
    got sat put set""".split()
)
_LONG = 6  # letters from which a word may be misspelt


@dataclass(frozen=True, slots=True)
class _Telling:
    """The words, as stems, by which questions ask for what rows of some types tell."""

    words: frozenset[str]  # the relations' own
    does: frozenset[str]
    beside: frozenset[str]
    loose: frozenset[str]
    where: frozenset[str]
    how: frozenset[str]
    marks: frozenset[str]  # targets of wordings: "relation.contact", "aggregate.starred"


@dataclass(frozen=True, slots=True)
class _Light:
    """Words that ask for nothing particular, and verbs of texts."""

    nouns: frozenset[str]
    speech: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asks:
    """A question from its asking word on."""

    word: str
    behind: tuple[Token, ...]
    reading: Reading
    telling: _Telling
    answer: Answer

    def is_name(self, token: Token, *kinds: str) -> bool:
        """Whether the word is part of a name that the pages hold, of any kind or of these."""
        named = (m for m in self.reading.mentions if not kinds or m.kind in kinds)
        return any(m.start <= token.start and token.end <= m.end for m in named)

    def tells(self, token: Token) -> bool:
        """Whether such rows are asked for by this word."""
        worded = any(
            c.start <= token.start and token.end <= c.end and c.target in self.telling.marks for c in self.reading.cues
        )
        return worded or _is_one_of(token, self.telling.words)

    def does(self) -> bool:
        """Whether a verb of what such rows tell stands behind."""
        return any(not self.is_name(t) and _is_one_of(t, self.telling.does) for t in self.behind)

    def content(self) -> list[Token]:
        """The words behind that are neither small, nor names, nor what the question says that it is about."""
        small, about = function_words(), self.reading.subject
        return [
            t
            for t in self.behind
            if len(t.fold) > 1 and t.stem not in small and t.text not in about and not self.is_name(t)
        ]

    def accounts_for_all(self) -> bool:
        """Whether every word behind is small, a name, what it is about, a word for such rows, or stands in the rows."""
        known = self.telling.does | self.telling.beside | _light().nouns
        left = [t for t in self.content() if not (self.tells(t) or _is_one_of(t, known))]
        return not left or self.stand_in_rows(left)

    def stand_in_rows(self, tokens: Iterable[Token]) -> bool:
        """Whether the rows, or what is said of them, hold all of these words."""
        values = " ".join(str(value) for row in self.answer.rows for value in row.values())
        rows: Words = words_of(f"{values} {self.answer.text}")
        return all(map(rows.meeting, tokens))


def is_told(answer: Answer, reading: Reading) -> bool:
    """Whether rows of the answer's types tell what an English question asks for; True where that cannot be seen."""
    kinds = frozenset(str(row["type"]) for row in answer.rows)
    if not kinds or not kinds <= set(_tables()):
        return True
    asks = _read(reading, answer, _telling(kinds))
    return asks is None or _is_told(asks, kinds)


def _read(reading: Reading, answer: Answer, telling: _Telling) -> _Asks | None:
    """The asking word with what stands behind it; None where other words than small ones and names stand before it."""
    small, before = function_words(), ""
    for i, token in enumerate(reading.tokens):
        if token.fold in _ASKING:
            behind = reading.tokens[i + 1 :]
            # "I care about how fish are caught" asks for no way, and "how about Ghana?" for what was asked before.
            spoken = before != "about" and behind and behind[0].fold not in _ABOUT
            return _Asks(token.fold, behind, reading, telling, answer) if spoken else None
        named = any(m.start <= token.start and token.end <= m.end for m in reading.mentions)
        if not named and token.stem not in small and len(token.fold) > 1:
            return None
        before = token.fold
    return None


def _is_told(asks: _Asks, kinds: Set[str]) -> bool:
    first = asks.behind[0].fold
    if asks.word == "how" and first in {"many", "much"}:
        return _names_rows(asks, asks.behind[1:], counted=True)
    if asks.word == "whose" and first in _SPEAKERS:
        return asks.accounts_for_all()  # "whose page lists a commitment on mines"
    if asks.word in _CHOOSING and first not in _BEING | _DOING:
        return _names_rows(asks, asks.behind)
    if asks.word in _CHOOSING and first in _BEING:
        return _names_rows(asks, asks.behind[1:], in_rows=True)
    if asks.word in _CHOOSING:
        return asks.word != "what" or _is_done(asks)
    if asks.word in {"who", "whom"}:
        return _is_doer(asks, kinds)
    return _is_placed(asks, kinds)


def _is_doer(asks: _Asks, kinds: Set[str]) -> bool:
    """Whether who did something is told: by rows of a member, what members do; by contacts, what they are there for."""
    first = asks.behind[0]
    if first.fold in _BEING | _DOING:
        return True
    if kinds == {"Contact"}:  # whoever one writes to wrote nothing
        verb = fold(first.text)  # as typed: "wrote" is no typo of "write"
        did = verb in _PAST or (verb.endswith("ed") and not asks.tells(first) and verb != "used")
        return asks.is_name(first) or not did
    return not kinds <= _MEMBERS_OWN or asks.does()


def _names_rows(asks: _Asks, behind: Sequence[Token], *, in_rows: bool = False, counted: bool = False) -> bool:
    """Whether what is chosen, counted or asked for is such a row or a part of one."""
    nouns = _nouns(behind, asks.telling.does if counted else frozenset(), articles=in_rows)
    if counted and nouns and all(asks.is_name(t, "titles") and not asks.tells(t) for t in nouns):
        return False  # "how many youth workshops": the row is called so, and is no number of them
    free = [t for t in nouns if not asks.is_name(t) and t.stem not in _light().nouns]
    if not free or (in_rows and asks.stand_in_rows(free)):
        return True
    named = [t for t in free if asks.tells(t)]
    if any(t.stem not in asks.telling.loose for t in named):
        return True
    return bool(named) and (asks.does() or (not counted and asks.accounts_for_all()))


def _nouns(behind: Sequence[Token], verbs: Set[str], *, articles: bool) -> list[Token]:
    """The words up to the end of what is asked for: of "kind of reforms that …" all but "of" and the rest."""
    nouns: list[Token] = []
    for i, token in enumerate(behind):
        if token.fold == "of" and nouns and all(t.stem in _light().nouns for t in nouns):
            continue
        if articles and i == 0 and token.fold in {"the", "a", "an"}:
            continue
        if token.fold in _ENDS | _BEING | _DOING or (nouns and _opens_a_clause(behind[i:], verbs)):
            break
        nouns.append(token)
    return nouns


def _opens_a_clause(behind: Sequence[Token], verbs: Set[str]) -> bool:
    """Whether a verb with a small word behind it ends what is counted: "how many staff WORK IN the town hall"."""
    verb, after = behind[0], behind[1:]
    one = verb.fold == verb.stem and verb.stem in verbs  # "works" are counted
    return one and bool(after) and after[0].fold in _ENDS


def _is_done(asks: _Asks) -> bool:
    """Whether "what does …" asks for what such rows tell: something done, or what a page says on a subject."""
    speaks = next((i for i, t in enumerate(asks.behind) if t.stem in _light().speech), 0)
    speaker = asks.behind[speaks - 1]
    if speaks and not asks.is_name(speaker, "members") and speaker.fold not in _SPEAKERS:
        about = {t.fold for t in asks.behind[speaks + 1 :]} & _ABOUT
        return bool(about) and asks.accounts_for_all()
    return asks.does() or asks.accounts_for_all()


def _is_placed(asks: _Asks, kinds: Set[str]) -> bool:
    """Whether a time, a place or a way that is asked for is one that such rows tell. A reason never is."""
    if asks.word == "when":
        busy = [t for t in asks.behind if t.stem not in _light().nouns]
        said = asks.does() or any(asks.is_name(t, "codes", "titles") or asks.tells(t) for t in busy)
        return kinds != {"Contact"} and ("Commitment" not in kinds or said) and asks.accounts_for_all()
    if asks.word == "where":
        lies = asks.behind[0].fold in _BEING and all(asks.tells(t) or t.stem in _light().nouns for t in asks.content())
        return lies or any(_is_one_of(t, asks.telling.where) for t in asks.behind)
    if asks.word == "how":
        return any(_is_one_of(t, asks.telling.how) for t in asks.behind)
    return False


def _is_one_of(token: Token, stems: Set[str]) -> bool:
    """Whether the word has one of these stems, but for a typo or an ending."""
    if token.stem in stems:
        return True
    return len(token.stem) >= _LONG and any(same_stem(token.stem, other) for other in stems)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    """The tables of record types."""
    return {name: words for name, words in load_table("told").items() if name[0].isupper()}


@cache
def _light() -> _Light:
    table = load_table("told")["light"]
    return _Light(_stems(table["nouns"]), _stems(table["speech"]))


@cache
def _telling(kinds: frozenset[str]) -> _Telling:
    """The words of the relations on these rows, and those of told.toml."""
    relations = {name: r for name, r in load_relations().items() if r.record in kinds}
    vocabulary = wordings_in("en").vocabulary
    marks = {f"relation.{name}" for name in relations} | {f"aggregate.{name}" for name in _UNITS}
    marks |= {f"aggregate.{name}" for r in relations.values() for name in r.accepts}
    marks |= {"aggregate.local", "aggregate.national"} if kinds & _PLACED else set()
    words = frozenset[str]().union(*(vocabulary.get(name, frozenset()) for name in relations))

    def listed(name: str) -> frozenset[str]:
        return _stems(" ".join(_tables()[kind][name] for kind in kinds))

    return _Telling(
        words=words - function_words(), does=listed("does"), beside=listed("beside"),
        loose=listed("loose"), where=listed("where"), how=listed("how"), marks=frozenset(marks),
    )  # fmt: skip


def _stems(words: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokenise(words))
