"""What to say and offer when nothing is answered: the reason, the nearest members, things to try."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import process

from ogpqa.answers.abstain import abstain
from ogpqa.answers.facts import Facts
from ogpqa.answers.wording import load_wording
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Query, Reason


def explain_refusal(text: str, query: Query, facts: Facts, found: Answer | None = None) -> Answer:
    """The refusal with suggestions; without `found` the reason is read off what was understood."""
    refusal = found or abstain(text, query, _reason(query))
    nearest = _nearest(query, facts) if refusal.reason == "member_not_in_corpus" else []
    if nearest and found:
        wording = load_wording(query.lang)
        offer = f" {wording.refusal('nearest', names=wording.joined(nearest))}"
        refusal = abstain(text, query, "member_not_in_corpus", names=", ".join(query.filters.unknown), nearest=offer)
    members = (
        [facts.member_name(m) for m in query.filters.members]
        or nearest
        or [m.short_name for m in list(facts.members.values())[:2]]
    )
    return replace(refusal, suggestions=refusal.suggestions or _suggestions(members, query.lang))


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


def _suggestions(members: list[str], lang: str) -> tuple[str, ...]:
    patterns = load_wording(lang).suggestions()
    return tuple(pattern.format(members[i % len(members)]) for i, pattern in enumerate(patterns)) if members else ()
