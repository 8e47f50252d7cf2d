"""A relation's share of a question: the filters it takes, how it is asked, and the words that it leaves over."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple, cast

from ogpqa.questions.against import NOT_TAKEN
from ogpqa.questions.denials import find_denials
from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.language import POSTPOSITIONAL
from ogpqa.questions.mentions import SOFT, Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, Relation, load_relations, wordings_in
from ogpqa.questions.text import is_unspaced, key
from ogpqa.questions.times import ends_of_range, joined_beside, plan_years_meant, takes_time, time_meant, years_meant
from ogpqa.types import NONE, Aggregate, Filters

PLAN = "action plan"  # as documents of that type are called
_NEAR = 6  # characters between "after" and its year ("after the 2014 …")
CUE_SHARE, _CUE_CAP, _NO_WORD = 0.22, 2.5, 0.15
_ON_SUBJECTS = tuple(name for name, relation in load_relations().items() if relation.by_subject)
_UNITS = {"since": "year", "resource_type": "type"}


def take_filters(reading: Reading, relation: Relation, names: Gazetteer) -> tuple[Filters, list[Mention]]:
    """The filters that the relation takes from the question, and the mentions they come from."""
    taken = [m for m in reading.mentions if m.kind in relation.accepts or (m.kind not in SOFT)]
    taken = [m for m in taken if m.kind not in SOFT or not _inside_longer(m, taken)]
    denied = find_denials(reading).names if "denied" in relation.accepts else ()
    by_kind: dict[str, tuple[str, ...]] = {}
    for m in (m for m in taken if m not in denied):
        by_kind[m.kind] = tuple(dict.fromkeys((*by_kind.get(m.kind, ()), *m.values)))
    amounts = {m.kind: m.values for m in taken if m.kind in ("amount", "ordinal") and m.kind in relation.accepts}
    marks = reading.aggregates
    levels = [level for level in ("local", "national") if level in marks]
    level = levels[0] if len(levels) == 1 else None  # "the national or local plan" is either
    accepts = relation.accepts
    if "country" in accepts and level == "local" and not any(m in names.local for m in by_kind.get("members", ())):
        # "local members of Kenya": the country is not the member asked about, but where they are.
        by_kind["countries"] = by_kind.get("countries", ()) or by_kind.pop("members", ())
    ends = ends_of_range(reading)
    plan = "unit_plan" in marks or not relation.year
    if ends and plan and "periods" in accepts:  # "the plan from 2019 to 2021"
        by_kind["periods"] = (*by_kind.get("periods", ()), "-".join(ends))
    if ends and plan and (relation.years == "copy" or "periods" in accepts):
        by_kind.pop("years", ())
    if span := plan_years_meant(reading, relation, by_kind.get("years", ())):
        by_kind["periods"] = span
        by_kind.pop("years")
    newest_plan = "latest" in marks and "unit_plan" in marks
    if newest_plan and "resource_types" in accepts and "resource_types" not in by_kind:
        # "The most recent plan published" is a plan, not whatever is the newest document.
        named = names.by_key.get(key(PLAN), ())
        by_kind["resource_types"] = next((n.values for n in named if n.kind == "resource_types"), ())
    time = time_meant(reading, relation, by_kind.get("years", ()))
    years = () if time else years_meant(reading, by_kind.get("years", ()), relation, names)
    # A country that is no member is where its local members are; but "is Mexico a member?" asks for itself.
    home = level == "local" or ("exists" not in marks and relation.record == "Member")
    homes = by_kind.get("countries", ()) if "country" in accepts and home else ()
    fellows = by_kind.pop("members", ()) if "same_year" in marks and "same_year_as" in accepts else ()
    side = joined_beside(reading) if len(by_kind.get("members", ())) == 1 else None
    beside = {side: by_kind.pop("members")} if side in accepts else {}
    unknown = (*by_kind.get("places", ()), *(() if homes else by_kind.get("countries", ())))
    unstarred = "unstarred" in marks and "unit_member" not in marks and {"starred", "lacking"} <= {*accepts}
    lacking = "lacking" in accepts and _is_lacking(reading, relation)
    filters = Filters(
        members=by_kind.get("members", ()), codes=by_kind.get("codes", ()), persons=by_kind.get("persons", ()),
        emails=by_kind.get("emails", ()), years=years,
        periods=by_kind.get("periods", ()), areas=by_kind.get("areas", ()),
        resource_types=by_kind.get("resource_types", ()), titles=by_kind.get("titles", ()),
        terms=by_kind.get("terms", ()),
        level=level if "level" in accepts and not by_kind.get("members") else None,
        starred="starred" in accepts and "starred" in marks and not unstarred,
        current="current" in accepts and "current" in marks,
        unknown=unknown, country=next(iter(homes), None),
        organisations=by_kind.get("organisations", ()), roles=by_kind.get("roles", ()), as_of=time,
        amount=_amount(reading, relation, amounts.get("amount")),
        ordinal=int(amounts["ordinal"][0]) if "ordinal" in amounts else None, same_year_as=fellows,
        joined_before=beside.get("joined_before", ()), joined_after=beside.get("joined_after", ()),
        title_starts=next(iter(by_kind.get("title_starts", ())), None),
        title_holds=next(iter(by_kind.get("title_holds", ())), None),
        lacking="starred" if unstarred else relation.value if lacking else None,
        denied=tuple(dict.fromkeys(value for m in denied for value in m.values)),
        shared=by_kind.get("members", ()) if "shared" in accepts and "shared" in marks else (),
    )  # fmt: skip
    return filters, taken


def _amount(reading: Reading, relation: Relation, bounds: Sequence[str] | None) -> tuple[int | None, int | None] | None:
    """The least and the most number of rows that is asked for; NONE for "which members have no contact"."""
    if bounds:
        least, most = (int(bound) if bound else None for bound in bounds)
        return least, most
    marks = reading.aggregates
    if (
        "amount" not in relation.accepts
        or relation.value
        or any(m.kind in {"members", "places"} for m in reading.mentions)
    ):
        return None
    without = "unit_member" in marks and _is_lacking(reading, relation)
    return NONE if without or ("each_member" in marks and asks_whether(reading)) else None


def _is_lacking(reading: Reading, relation: Relation) -> bool:
    """Whether "without" stands beside what the relation gives ("no policy area", "연락처가 없는")."""
    without = reading.by_target.get("aggregate.lacking", ())
    if not without:
        return False
    said = {f"relation.{relation.name}", f"aggregate.unit_{relation.value}"}
    said |= {"aggregate.starred"} if "starred" in relation.accepts else set()
    given = [c for c in reading.cues if c.target in said]
    if reading.lang in POSTPOSITIONAL:
        return any(0 <= no.start - c.end <= _NEAR for no in without for c in given)
    return any(0 < c.start - no.end <= _NEAR for no in without for c in given)


def own_words(reading: Reading, relation: Relation) -> list[CueHit]:
    """The relation's wordings in the question, but for a part of a name that it does not take ("natural resources")."""
    cues = reading.of_relations.get(relation.name, ())
    if relation.reason and cues:
        cues = [c for c in cues if not _is_subject(reading, c)]
    names = [m for m in reading.mentions if m.kind in SOFT and m.kind not in relation.accepts] if cues else []
    return [
        c
        for c in cues
        if not any(m.start <= c.start and c.end <= m.end and m.end - m.start > c.end - c.start for m in names)
    ]


def _is_subject(reading: Reading, cue: CueHit) -> bool:
    """Whether a wording stands behind "about" where rows are asked for: "something about medicine stocks"."""
    abouts = [c for c in reading.by_target.get("aggregate.about", ()) if c.end < cue.start]
    rows = (c for name in _ON_SUBJECTS for c in reading.of_relations.get(name, ()))
    return any(about.start < cue.start for about in abouts) and any(c.end < cue.start for c in rows)


def names_not_taken(reading: Reading, relation: Relation) -> Set[str]:
    """Kinds of names in the question that the relation has no use for."""
    kinds = reading.kinds - {"places", "countries"}
    if not kinds or not (relation.record or relation.reason == "not_stated"):
        return frozenset()
    accepted = {*relation.accepts, *(["years"] if takes_time(reading, relation) else [])}
    return kinds - accepted


def choose_aggregate(reading: Reading, relation: Relation, filters: Filters) -> tuple[Aggregate, str | None, bool]:
    """How it is asked, the field to count by, and whether the relation can be asked so."""
    marks = reading.aggregates
    can = cast(tuple[Aggregate, ...], relation.aggregates)  # checked when relations.toml was read
    if not can:
        return "value", None, True
    if _is_asked_otherwise(relation, filters, set(marks)):
        return can[0], None, False
    if grouped := _by_group(reading, relation, filters):
        return grouped
    if "compare" in can and _compares(filters, relation, set(marks)):
        return "compare", None, True
    group = next((g for g in relation.groups if f"unit_{_UNITS.get(g, g)}" in marks), None)
    for name in ("most", "count", "latest", "first"):
        if name in marks:
            if name == "most" and name in can:
                # "Which member has the most contacts" is not about the year of most members.
                fits = bool(group) or not any(m.startswith("unit_") for m in marks)
                return "least" if "least" in marks else "most", group or next(iter(relation.groups), None), fits
            if name in can:
                whole = "member" if _counts_members(reading) and relation.record != "Member" else None
                return name, whole, True
            if name == "latest" and relation.single or relation.card:
                return can[0], None, True  # the latest plan is the current one, and that is what is stated
            if name != "latest" or "current" not in marks:
                return can[0], None, False
    if "unit_member" in marks and relation.record != "Member" and not filters.members and "list" in can:
        return can[0], "member", True
    return ("exists" if "exists" in can and asks_whether(reading) else can[0]), None, True


def _is_asked_otherwise(relation: Relation, filters: Filters, marks: Set[str]) -> bool:
    """Whether a relation that only counts is asked for no number, or members are listed where two are compared."""
    if relation.aggregates[0] == "count":
        return not {"count", "most", "compare"} & marks
    several = relation.record == "Member" and not relation.single and len(filters.members) > 1
    return several and bool({"first", "latest"} & marks)


def _by_group(reading: Reading, relation: Relation, filters: Filters) -> tuple[Aggregate, str | None, bool] | None:
    """Members with so many rows, or how many rows a year, an area, a type or a member has; else None.

    A list that is asked for by year is a list.
    """
    can = cast(tuple[Aggregate, ...], relation.aggregates)
    if (filters.amount or filters.ordinal) and not filters.members:
        return ("count" if "count" in reading.aggregates else can[0]), "member", True
    if "each" not in can:
        return None
    each = [c for c in reading.cues if c.target.startswith("aggregate.each_")]
    lists = reading.by_target.get("aggregate.list", ())
    if not each or any(not any(e.start <= c.start and c.end <= e.end for e in each) for c in lists):
        return None
    group = next((g for g in relation.groups if f"each_{_UNITS.get(g, g)}" in reading.aggregates), None)
    return ("each", group, True) if group else None


def asks_whether(reading: Reading) -> bool:
    """Whether the question wants a yes or a no: it opens so, or says so and asks neither what nor how many."""
    opening, marks = reading.tokens[0].end if reading.tokens else 0, reading.aggregates
    if "exists" not in marks:
        return False
    asks_what = any(m.startswith("unit_") or m in {"list", "count"} for m in marks)
    unspaced = is_unspaced(reading.text)
    whether = any(
        c.start <= opening or (c.n_words > 1 and not asks_what) or unspaced
        for c in reading.by_target["aggregate.exists"]
    )
    # "Has it no commitments?" would be a no that says yes.
    return whether and "lacking" not in marks and not (unspaced and {"list", "unit_year"} & set(marks))


def _compares(filters: Filters, relation: Relation, marks: Set[str]) -> bool:
    """Whether two members stand against each other, or two years ("more in 2012 than in 2014")."""
    if len(filters.members) + len(filters.unknown) > 1:
        return bool({"compare", "first", "latest", "most"} & marks)
    return "contrast" in marks and len(filters.years) == 2 and bool(relation.year)


class Left(NamedTuple):
    """A word that is left over, as typed; `stem` is "" for a subject of which no word stands apart."""

    text: str
    stem: str


def words_left_over(reading: Reading, taken: Sequence[Mention], own: Sequence[CueHit]) -> tuple[Left, ...]:
    """The content words that neither names nor a relation's own words explain, in order."""
    explained = [(m.start, m.end) for m in taken] + [(c.start, c.end) for c in own]
    if reading.lang != "en" and is_unspaced(reading.text):
        areas = [m for m in reading.mentions if m.kind == "areas"]
        told = [m for m in areas if not any(s <= m.start and m.end <= e for s, e in explained)]
        left = (reading.subject, *(reading.text[m.start : m.end] for m in told if m not in taken))
        return tuple(Left(text, "") for text in dict.fromkeys(left) if text)
    return tuple(
        Left(t.text, t.stem) for t in reading.content if not any(s <= t.start and t.end <= e for s, e in explained)
    )


def _counts_members(reading: Reading) -> bool:
    """Whether members are what "how many" or "the latest" is about ("how many governments have …")."""
    members = reading.by_target.get("aggregate.unit_member", ())
    counts = reading.by_target.get("aggregate.count", ())
    return any(m.start < c.end and c.start < m.end for m in members for c in counts)


def _inside_longer(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(
        o is not mention
        and o.start <= mention.start
        and mention.end <= o.end
        and (o.end - o.start) > (mention.end - mention.start)
        for o in others
    )


def said_for(reading: Reading, relation: Relation, own: Sequence[CueHit]) -> float:
    """What a relation's own words and the names in the question say for it, or against it: no more can be for it."""
    against = NOT_TAKEN * len(names_not_taken(reading, relation))
    if (relation.reason or relation.worded) and not own:
        against += _NO_WORD  # what the pages never give is recognised by its words, not by likeness alone
    return CUE_SHARE * says(own) - against


def says(own: Sequence[CueHit]) -> float:
    """How much a relation's own words say."""
    return min(sum(c.weight for c in own), _CUE_CAP)


def unexplained(words: Sequence[Left], stems: Set[str], topical: Set[str]) -> tuple[str, ...]:
    """The words as typed, without those of these stems; what is part of a subject stays ("land titles")."""
    return tuple(word for word, stem in words if stem not in stems or word in topical)


@cache
def explained_stems(name: str, lang: str) -> frozenset[str]:
    """Stems that say nothing more once the relation is chosen: the words of all relations of its record type."""
    wordings, relation = wordings_in(lang), load_relations()[name]
    kin = [n for n, r in load_relations().items() if r.record == relation.record and (r.record or n == relation.name)]
    return frozenset().union(*(wordings.vocabulary.get(name, frozenset()) for name in kin))
