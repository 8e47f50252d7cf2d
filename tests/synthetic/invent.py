"""Invent members from a seed: the same seed gives the same members, each with odd edges of real pages."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.synthetic.facts import (
    SyntheticCommitment,
    SyntheticContact,
    SyntheticMember,
    SyntheticPlan,
    SyntheticResource,
    fold_ascii,
    slug,
)

HERE = Path(__file__).parent
ENOUGH_TRIES = 2000
STARTS = (2012, 2014, 2016, 2018, 2020, 2022)


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def invent_members(seed: int, n: int) -> tuple[SyntheticMember, ...]:
    """n members: two in five real countries, the others invented countries and real or invented places."""
    rng = random.Random(f"members-{seed}")
    chosen = choose_places(rng, n)
    definitions = data("titles")["definitions"][seed % 2]
    members = []
    used: set[str] = set()
    for i, (name, country, prefix, invented) in enumerate(chosen):
        member = invent_member(rng, (name, country, prefix, invented), used, i)
        kind = "html" if i % 10 == 4 else "md" if i % 10 == 7 else "txt"
        members.append(with_definitions(member, definitions if rng.random() < 0.8 else None, kind))
    return tuple(members)


def choose_places(rng: random.Random, n: int) -> list[tuple[str, str | None, str, bool]]:
    """Places with their prefixes, in random order; countries are never in twice."""
    places = data("places")
    shares = (("real_national", 0.42), ("invented_national", 0.16), ("real_local", 0.26), ("invented_local", 0.16))
    out: list[tuple[str, str | None, str, bool]] = []
    for key, share in shares:
        rows = rng.sample(places[key], min(len(places[key]), max(1, round(n * share))))
        out += [(row[0], row[1] if len(row) == 3 else None, row[-1], key.startswith("invented")) for row in rows]
    rng.shuffle(out)
    n_known = sum(len(places[key]) for key, _ in shares)
    return out[:n] + (made_up_places(rng, n - n_known) if n > n_known else [])


def made_up_places(rng: random.Random, n: int) -> list[tuple[str, str | None, str, bool]]:
    """n more places, their names put together from syllables, for corpora larger than the lists of places."""
    syllables = data("places")["syllables"]
    homes = [row[0] for row in data("places")["real_national"]]
    names: dict[str, None] = {}
    while len(names) < n:
        names["".join(rng.choice(syllables[part]) for part in ("start", "middle", "end"))] = None
    known = {row[-1] for rows in data("places").values() if isinstance(rows, list) for row in rows}
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    codes = [code for a in letters for b in letters for c in letters if (code := a + b + c) not in known]
    return [
        (name, rng.choice(homes) if rng.random() < 0.4 else None, prefix, True)
        for name, prefix in zip(names, rng.sample(codes, n), strict=True)
    ]


def invent_member(
    rng: random.Random, place: tuple[str, str | None, str, bool], used: set[str], i: int
) -> SyntheticMember:
    """The i-th member: its number decides on odd edges, so that each occurs. `used` keeps people's names unique."""
    short, country, prefix, invented = place
    name = f"{short}, {country}" if country else short
    starts = plan_starts(rng, country is not None)
    since = max(2011, starts[0] - rng.choice((0, 1, 1)))
    commitments = () if i % 7 == 5 else invent_commitments(rng, prefix, starts)
    plan = invent_plan(rng, starts, sum(c.year == starts[-1] for c in commitments), i)
    return SyntheticMember(
        name=name,
        short_name=short,
        country=country,
        since=since,
        plan=plan,
        contacts=tuple(
            invent_contact(rng, place, used) for _ in range(0 if i % 8 == 3 else rng.choice((1, 1, 1, 2, 2, 2, 3)))
        ),
        website=f"{rng.choice(('www.', 'opengov.', ''))}{slug(short)}.example/" if rng.random() < 0.6 else None,
        commitments=commitments,
        resources=invent_resources(rng, name if rng.random() < 0.5 else short, starts, plan.period),
        posts=tuple(tuple(p) for p in rng.sample(data("titles")["posts"], rng.choice((0, 1, 1, 2, 3)))),
        guide=tuple(rng.choice(data("titles")["guides"])) if rng.random() < 0.25 else None,
        terms=(),
        codes=(),
        aliases=tuple(data("places")["aliases"].get(name, ())),
        invented=invented,
        format="txt",
    )


def with_definitions(member: SyntheticMember, definitions: Any, kind: str) -> SyntheticMember:
    """The member with the corpus's definitions (None: its page has none) and the format of its page."""
    fields = {f: getattr(member, f) for f in member.__dataclass_fields__}
    fields["format"] = kind
    if definitions:
        fields["terms"] = tuple(tuple(t) for t in definitions["terms"])
        fields["codes"] = tuple(tuple(c) for c in definitions["codes"])
    return SyntheticMember(**fields)


def plan_starts(rng: random.Random, local: bool) -> list[int]:
    """The years in which its plans start, oldest first."""
    shift = rng.choice((0, 0, 1))
    last = rng.randrange(2 if local else 1, len(STARTS))
    n_plans = rng.choice((1, 2, 2)) if local else min(last + 1, rng.choice((1, 2, 3, 4, 5)))
    return [s + shift for s in STARTS[last - n_plans + 1 : last + 1]]


def invent_plan(rng: random.Random, starts: list[int], n_listed: int, i: int) -> SyntheticPlan:
    """The current plan of the i-th member. One in nine contradicts its number, one in nine its period."""
    start = starts[-1]
    period = f"{start}-{start + rng.choice((2, 2, 2, 3, 4))}"
    n = n_listed or rng.randint(2, 19)
    other_period = f"{start - 2}-{start}" if i % 9 == 6 else period
    other_n = n + rng.choice((1, 2, -1)) if i % 9 == 1 else n
    titles = data("titles")
    return SyntheticPlan(
        number=len(starts),
        period=period,
        sentence_period=other_period,
        n_commitments=n,
        sentence_n_commitments=max(1, other_n) if other_n != 0 else n + 1,
        focus=tuple(rng.sample(titles["focus"], 3)) if rng.random() < 0.6 else (),
        themes=tuple(rng.sample(titles["themes"], rng.choice((2, 3, 4)))) if rng.random() < 0.85 else (),
    )


def invent_commitments(rng: random.Random, prefix: str, starts: list[int]) -> tuple[SyntheticCommitment, ...]:
    """0 to 60 commitments, newest plan first, codes counted up from the oldest."""
    sizes = [rng.randint(3, 16) for _ in starts]
    while sum(sizes) > 60:
        sizes[rng.randrange(len(sizes))] -= 1
    rows = rng.sample(data("titles")["commitments"], sum(sizes))
    starry = rng.random() < 0.6
    number = rng.choice((1, 1, 1, 3))
    out: list[list[SyntheticCommitment]] = []
    for start, size in zip(starts, sizes, strict=True):
        plan = []
        for title, area, topic, paraphrase in rows[:size]:
            shown: str | None = area if rng.random() < 0.8 else rng.choice(rows)[1]
            if rng.random() < 0.06:
                shown = None
            starred = starry and rng.random() < 0.1
            plan.append(SyntheticCommitment(f"{prefix}{number:04d}", title, start, shown, starred, topic, paraphrase))
            number += 1
        rows = rows[size:]
        out.insert(0, plan)
    return tuple(c for plan in out for c in plan)


def invent_contact(rng: random.Random, place: tuple[str, str | None, str, bool], used: set[str]) -> SyntheticContact:
    """A person whose given and family names are new to the corpus; one in six has no e-mail."""
    people = data("people")
    for tries in count():
        culture = rng.choice(people["culture"])
        given, family = rng.choice(culture["given"]), rng.choice(culture["family"])
        name = f"{given} {family}"
        if tries > ENOUGH_TRIES:  # a corpus larger than the list of names: people with two given names
            given = f"{given} {rng.choice(culture['given'])}"
            name = f"{given} {family}"
            if name not in used:
                break
        if name not in used and (not {given, family} & used or rng.random() < 0.01):
            break
    used |= {given, family, name}
    roles = people["roles"]
    role = rng.choice(roles["plain"])
    if rng.random() < 0.5:
        role = rng.choice(roles["of"]).format(unit=rng.choice(roles["units"]))
    organisation = rng.choice(people["organisations"]["local" if place[1] else "national"]).format(place=place[0])
    if "the" not in role and rng.random() < 0.25:
        organisation = f"{rng.choice(roles['units'])}, {organisation}"
    user = rng.choice(("{g}.{f}", "{i}{f}", "{f}", "{g}_{f}", "{i}.{f}"))
    g, f = (slug(x).replace("-", "") for x in (given, family))
    domain = f"{rng.choice(('gov', 'opengov', 'gob', 'mail'))}.{fold_ascii(place[2]).lower()}.example"
    email = f"{user.format(g=g, f=f, i=g[0])}@{domain}" if rng.random() < 5 / 6 else None
    honorific = rng.choice(people["honorifics"]) if rng.random() < 0.25 else ""
    return SyntheticContact(name, role, organisation, email, honorific)


def invent_resources(rng: random.Random, name: str, starts: list[int], period: str) -> tuple[SyntheticResource, ...]:
    """The documents of its plans, newest first or by title; now and then a row is twice in the list or has no type."""
    if rng.random() < 0.08:
        return ()
    rows = [row for start in starts for row in plan_documents(rng, name, start, period if start == starts[-1] else "")]
    rows += other_documents(rng, name, starts)
    if rng.random() < 0.15:
        twice = rng.choice(rows)
        rows.append(SyntheticResource(twice.title, twice.year, twice.resource_type, "", "Web Page"))
    rows = [summarised(row) if row.resource_type == "IRM Report" and rng.random() < 0.3 else row for row in rows]
    by_title = rng.random() < 0.5
    return tuple(sorted(rows, key=lambda r: (r.title, 0) if by_title else ("", -r.year)))


def plan_documents(rng: random.Random, name: str, start: int, period: str) -> list[SyntheticResource]:
    """An action plan and a share of the papers that follow one."""
    span = period or f"{start}-{start + 2}"
    possible = (
        (1.0, f"{name} Action Plan {span}", 0, "Action Plan"),
        (0.6, f"{name} Design Report {span}", 1, "IRM Report"),
        (0.4, f"{name} Design Report {span} – For Public Comment", 1, "Report Comments"),
        (0.5, f"{name} End-of-Term Self-Assessment {span}", 2, "Self Assessment"),
        (0.5, f"{name} Results Report {span}", 3, "IRM Report"),
        (0.3, f"{name} – Late Action Plan Letter – March {start + 1}", 1, "Letter"),
    )
    return [
        SyntheticResource(title, start + later, kind) for share, title, later, kind in possible if rng.random() < share
    ]


def other_documents(rng: random.Random, name: str, starts: list[int]) -> list[SyntheticResource]:
    """Letters, a case study, a paper without a type."""
    rows = []
    if rng.random() < 0.5:
        rows.append(SyntheticResource(f"{name} Letter of Intent to Join OGP", max(2011, starts[0] - 1), "Letter"))
    groups = ("Transparency Watch", "Civic Lab", "Budget Friends", "Women's Forum")
    for group in rng.sample(groups, rng.choice((0, 0, 1, 2))):
        rows.append(SyntheticResource(f"{group} Letter of Endorsement", starts[0], "Letter"))
    if rng.random() < 0.2:
        rows.append(SyntheticResource(f"Case Study: Mapping Clinics in {name}", starts[-1], "Research Product"))
    if rng.random() < 0.15:
        rows.append(SyntheticResource(f"{name} Co-Creation Timeline", starts[-1], None))
    return rows


def summarised(row: SyntheticResource) -> SyntheticResource:
    """The row with a summary under its title."""
    summary = "The reviewer describes how the plan was written and what changed in its first year."
    return SyntheticResource(row.title, row.year, row.resource_type, summary, row.format)
