"""What to say and offer when nothing is answered: the reason, the nearest members, things to try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from rapidfuzz import process

from ogpqa.answers.abstain import abstain
from ogpqa.answers.examples import examples, questions_about
from ogpqa.answers.facts import Facts
from ogpqa.answers.wording import load_wording
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Query, Reason

_MOST = 3  # suggestions


def explain_refusal(text: str, query: Query, facts: Facts, found: Answer | None = None) -> Answer:
    """The refusal with suggestions; without `found` the reason is read off what was understood."""
    refusal = found or abstain(text, query, _reason(query), names=", ".join(query.filters.unknown))
    nearest = _nearest(query, facts) if refusal.reason == "member_not_in_corpus" else []
    if nearest and found:
        wording = load_wording(query.lang)
        offer = f" {wording.refusal('nearest', names=wording.joined(nearest))}"
        refusal = abstain(text, query, "member_not_in_corpus", names=", ".join(query.filters.unknown), nearest=offer)
    named = {m.name: m.member_id for m in facts.members.values()} if nearest else {}
    members = query.filters.members or tuple(named[name] for name in nearest)
    return replace(refusal, suggestions=refusal.suggestions or _suggestions(members, query.lang, facts))


def _reason(query: Query) -> Reason:
    if query.filters.unknown:
        return "member_not_in_corpus"
    relation = load_relations().get(query.relation or "")
    if relation and relation.needs and not any(getattr(query.filters, n, None) for n in relation.needs):
        return "too_vague"
    return "no_evidence"


def _nearest(query: Query, facts: Facts) -> list[str]:
    """Members with names like the unknown one, best first."""
    known = {m.name: m for m in facts.members.values()}
    found = [
        name
        for unknown in query.filters.unknown
        for name, _, _ in process.extract(unknown, list(known), limit=3, score_cutoff=72)
    ]
    return list(dict.fromkeys(found))


def _suggestions(members: Sequence[str], lang: str, facts: Facts) -> tuple[str, ...]:
    """Questions that have an answer: about these members, else about any. Patterns in general when there is none."""
    if members:
        about = zip_longest(*(questions_about(m, lang, facts) for m in members))
        offered = [question for turn in about for question in turn if question]
    else:
        firsts = (next(choice, None) for _, choice in examples(lang, facts))
        offered = list(islice((question for question in firsts if question), _MOST))
    names = [facts.member_name(m) for m in members or list(facts.members)[:2]]
    patterns = load_wording(lang).suggestions() if names and not offered else ()
    return tuple(offered[:_MOST]) or tuple(p.format(names[i % len(names)]) for i, p in enumerate(patterns))
