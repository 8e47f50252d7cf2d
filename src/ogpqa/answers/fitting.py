"""Whether what records answer is of the sort that the question asks for, in English.

A relation is found by likeness and by its own words; what a question asks of the thing that these name ("who wrote the
report", "which cities are among the 56") can be left over. A list of titles tells nobody's name, no number and no
reason, so such an answer makes way for a passage or a refusal. The words are in reader.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ogpqa.answers.asked import Asked, function_words
from ogpqa.answers.evidence import holds
from ogpqa.answers.facts import Facts
from ogpqa.answers.synonyms import words_of
from ogpqa.answers.tables import load_table
from ogpqa.answers.told import is_told
from ogpqa.answers.weighing import Evidence
from ogpqa.questions.against import SPECIFIC
from ogpqa.questions.amounts import asked_plan
from ogpqa.questions.candidates import Candidate
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations
from ogpqa.questions.text import fold, tokenise
from ogpqa.types import ActionPlan, Answer, Query

ROWS_ALONE = frozenset({"Contact", "Commitment", "Resource"})  # records answer from these
_TITLES = frozenset({"Resource", "ActionPlan"})  # rows that are titles with a year and no more
_LISTED = _TITLES | {"Commitment"}
_HALF, _MOST, _MORE = 0.5, 0.55, 0.3  # of the words left out; of all words; beyond those that rows hold
_RARE = 0.6  # rarities together that say what a passage is about
_NUMBERS = frozenset({"share", "money", "duration", "number", "frequency"})


@dataclass(frozen=True, slots=True)
class Misfits:
    """Patterns over folded questions that rows of titles do not answer."""

    doers: re.Pattern[str]  # "who wrote …", but not "who has …"
    advice: re.Pattern[str]  # "should …"
    rules: re.Pattern[str]  # "can a star be …", but not "can you list …"
    ways: re.Pattern[str]  # "how do I …"
    plans: re.Pattern[str]  # "the previous plan"
    past: re.Pattern[str]  # "who was … before": pages name those of today
    content: re.Pattern[str]  # "what does the letter say"


@cache
def load_misfits() -> Misfits:
    """The patterns in reader.toml."""
    table = load_table("reader")
    return Misfits(**{name: re.compile(pattern) for name, pattern in table["misfits"].items()})


def fits(answer: Answer, asked: Asked, reading: Reading, best: Candidate, *, of_a_copy: bool = False) -> bool:
    """Whether rows can be an answer to the question. What is refused, or asked in another language, always fits.

    With `of_a_copy` they were read from an older copy, which tells of its time.
    """
    if answer.reason or not answer.rows or answer.kind == "passage" or reading.lang != "en":
        return True
    misfits, text = load_misfits(), fold(reading.text)
    kinds = {str(row["type"]) for row in answer.rows}
    return not (
        misfits.advice.match(text)
        or _is_of_another_kind(kinds, asked)
        or _is_of_another_term(answer, kinds, asked, best)
        or _leaves_out(answer, best)
        or not (_goes_on(answer, reading, best) or is_told(answer, reading))
        or (asked.polar and kinds <= _LISTED and not (_is_named(reading) or _goes_on(answer, reading, best)))
        or (kinds <= _LISTED and not answer.query.filters.members and misfits.rules.match(text))
        or (kinds == {"Post"} and not _says(answer, asked))
        or (kinds == {"Member"} and misfits.ways.match(text))
        or (not of_a_copy and kinds == {"Contact"} and _is_of_the_past(answer, text))
        or (kinds <= _TITLES and (_asks_for_a_doer(answer, text, kinds) or _tells_no_content(answer, text, asked)))
    )


def is_doubtful(best: Candidate, refusal: Answer) -> bool:
    """Whether a refusal rests on likeness or on one word, while words are left that rows may hold."""
    if refusal.reason not in {"not_stated", "section_empty", "too_vague"}:
        return False
    return best.relation.reason == "not_stated" or bool(set(best.leftover) - set(best.idle))


def is_of_another_plan(answer: Answer, reading: Reading, facts: Facts) -> bool:
    """Whether rows tell the current plan of a member and the question names another: by its number, in any language;
    as the previous or the next one, in English.

    Older copies tell of the plans of their time.
    """
    f, numbered = answer.query.filters, answer.query.relation == "plan_number" and answer.query.aggregate != "count"
    if all(row["type"] != "ActionPlan" for row in answer.rows) or (not f.as_of and is_of_a_copy(answer, facts)):
        return False
    if reading.lang == "en" and not f.as_of and load_misfits().plans.search(fold(reading.text)):
        return True
    asked = asked_plan(reading.text, reading.lang, reading.tokens, reading.cues)
    if asked is None or numbered:
        return False
    then = facts.at(f.as_of, f.members) if f.as_of else None
    plans = (then or facts).rows("ActionPlan", f.members) if f.members else ()
    numbers = {(plan.member_id, plan.number) for plan in plans if isinstance(plan, ActionPlan) and plan.number}
    return any((member, asked) not in numbers for member in {member for member, _ in numbers})


def is_of_a_copy(answer: Answer, facts: Facts) -> bool:
    """Whether the answer was read from an older copy of a page."""
    return any(citation.page_id in facts.versions.superseded for citation in answer.citations)


def is_told_elsewhere(answer: Answer, asked: Asked, best: Candidate, weigh: Callable[[], Sequence[Evidence]]) -> bool:
    """Whether words that rows leave out stand together in a passage, which then is what the question is about.

    `weigh` finds the passages, and is called only where words are left out.
    """
    kinds = {str(row["type"]) for row in answer.rows}
    if answer.reason or not kinds or not kinds <= _LISTED | {"Member"} or not best.leftover:
        return False
    if best.relation.by_subject and best.words and kinds == {best.relation.record}:
        return False  # "commitments on rulings" are asked for by name, whatever a post says of rulings
    rows = words_of(" ".join(str(value) for row in answer.rows for value in row.values()))
    busy = [word for word in best.leftover if word not in best.idle]
    left = [t for word in busy for t in tokenise(word) if not rows.meeting(t)]
    total = sum(w.rarity for w in asked.words)
    if not left or not total:
        return False
    by_rows = sum(w.rarity * rows.meeting(w.token) for w in asked.words) / total
    for found in weigh():
        passage = words_of("\n".join((found.hit.passage.text, *found.hit.passage.section)))
        met = [w.rarity * passage.meeting(w.token) for w in asked.words]
        share, held = sum(met) / total, sum(passage.meeting(t) > 0 for t in left) / len(left)
        several = sum(value > 0 for value in met) > 1 and sum(met) >= _RARE
        if several and held >= _HALF and share >= _MOST and share - by_rows >= _MORE:
            return True
    return False


def _says(answer: Answer, asked: Asked) -> bool:
    """Whether posts hold the name, the day or the number that is asked for."""
    return any(holds(asked, str(row.get("summary") or "")) for row in answer.rows)


def _goes_on(answer: Answer, reading: Reading, best: Candidate) -> bool:
    """Whether the question before says what is asked for: "Which is the newest of them?"."""
    said = best.words and answer.query.relation == best.relation.name
    return bool(answer.query.filters.members) and not reading.of_kind("members") and not said


def asks_for_rows(query: Query, reading: Reading) -> bool:
    """Whether another language asks for commitments or documents on a subject: a passage near in meaning is none."""
    relation = load_relations().get(query.relation or "")
    if query.lang == "en" or relation is None or relation.record not in ROWS_ALONE:
        return False
    return bool(reading.subject or query.filters.topic or query.filters.areas)


def is_refused_by_name(query: Query, best: Candidate) -> bool:
    """Whether another language asks, in a word of its own and no more, for what the pages never give."""
    return query.lang != "en" and best.relation.reason is not None and best.words >= SPECIFIC and not best.leftover


def is_bare(reading: Reading) -> bool:
    """Whether nothing is asked of a subject that is only named ("bus timetables in rural Latvia"): it wants rows."""
    worded = any(c.target.startswith(("relation.", "aggregate.")) for c in reading.cues)
    return not worded and not reading.text.endswith("?")


def _is_named(reading: Reading) -> bool:
    """Whether a word of the question, or a name that it holds, says of which rows it asks."""
    named = any(c.target.startswith("relation.") for c in reading.cues)
    return named or any(m.kind != "members" for m in reading.mentions)


def _is_of_another_kind(kinds: set[str], asked: Asked) -> bool:
    """Whether a post is asked for and rows of something else were found."""
    return asked.kinds[:1] == ("Post",) and kinds <= _LISTED


def _is_of_another_term(answer: Answer, kinds: set[str], asked: Asked, best: Candidate) -> bool:
    """Whether a term's meaning is asked, and definitions of others were found: "Pending Review" is not "Review"."""
    if not asked.strict or asked.term is None or kinds != {"Definition"}:
        return False
    there, left = words_of(str(answer.rows)), {fold(word) for word in best.leftover if word not in best.idle}
    named = [token for token in tokenise(asked.term) if token.stem not in function_words()]
    lacking = [token for token in named if not there.meeting(token)]
    return bool(named) and (len(lacking) == len(named) or any(token.fold in left for token in lacking))


def _leaves_out(answer: Answer, best: Candidate) -> bool:
    """Whether a number that the question names is left over and stands nowhere."""
    numbers = [word for word in best.leftover if word.isdigit()]
    told = {token.fold for token in tokenise(f"{answer.text} {answer.rows}")} if numbers else set()
    return any(number not in told for number in numbers)


def _asks_for_a_doer(answer: Answer, text: str, kinds: set[str]) -> bool:
    """Whether it is asked who did something; whose plan it is, of all members, the rows do tell."""
    whose = kinds == {"ActionPlan"} and not answer.query.filters.members
    return load_misfits().doers.match(text) is not None and not whose


def _is_of_the_past(answer: Answer, text: str) -> bool:
    """Whether it is asked who it was before, and not at a time; a row may say "former", too."""
    found = load_misfits().past.search(text)
    return found is not None and not answer.query.filters.as_of and found.group() not in fold(str(answer.rows))


def _tells_no_content(answer: Answer, text: str, asked: Asked) -> bool:
    """Whether the content of a document is asked, or a number, and titles are listed."""
    if answer.kind != "list":
        return False
    return asked.attribute in _NUMBERS or (load_misfits().content.match(text) is not None)
