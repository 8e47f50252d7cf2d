"""Cases on contacts: people, roles, organisations and e-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.cases import NOT_FOUND, Case, World, case, gold, intent
from tests.synthetic.facts import SyntheticContact, SyntheticMember, fold_ascii


def everybody(world: World) -> Iterator[tuple[SyntheticMember, SyntheticContact]]:
    """Each contact with its member."""
    for member in world.members:
        for contact in member.contacts:
            yield member, contact


def spoken(contact: SyntheticContact, world: World) -> str:
    """A person's name as people type it: mostly as it stands, now and then without marks or in lower case."""
    return world.rng.choice(
        (contact.name, contact.name, contact.name, fold_ascii(contact.name), fold_ascii(contact.name).lower())
    )


def others_emails(member: SyntheticMember, contact: SyntheticContact) -> tuple[str, ...]:
    """The addresses that an answer on this person must not give; one inside the other cannot be told apart."""
    mails = (c.email for c in member.contacts if c is not contact and c.email)
    return tuple(m for m in mails if m not in (contact.email or ""))


@intent("contact")
def contact(world: World) -> Iterator[Case]:
    """All people of a member, and nobody of its country's other members."""
    for m in world.members:
        if m.contacts:
            names = tuple(c.name for c in m.contacts)
            others = tuple(c.name for other in world.same_country(m) for c in other.contacts)
            yield case(gold(m, contains=names, excludes=others), member=m)


@intent("contact_email")
def contact_email(world: World) -> Iterator[Case]:
    """Every address that the contacts of a member have."""
    for m in world.members:
        if mails := tuple(c.email for c in m.contacts if c.email):
            yield case(gold(m, contains=mails), member=m)


@intent("contact_none")
def contact_none(world: World) -> Iterator[Case]:
    """A member whose section is empty."""
    for m in world.members:
        if not m.contacts:
            yield case(NOT_FOUND, member=m)


@intent("person_email")
def person_email(world: World) -> Iterator[Case]:
    """The address of one person."""
    for m, c in everybody(world):
        if c.email:
            yield case(gold(m, contains=(c.email,), excludes=others_emails(m, c)), person=spoken(c, world))


@intent("person_email_missing")
def person_email_missing(world: World) -> Iterator[Case]:
    """A person without an address."""
    for _, c in everybody(world):
        if not c.email:
            yield case(NOT_FOUND, person=spoken(c, world))


@intent("person_role", "person_who")
def person_role(world: World) -> Iterator[Case]:
    """The role of one person."""
    for m, c in everybody(world):
        yield case(gold(m, contains=(c.role,)), person=spoken(c, world))


@intent("person_organisation")
def person_organisation(world: World) -> Iterator[Case]:
    """The organisation of one person."""
    for m, c in everybody(world):
        yield case(gold(m, contains=(c.organisation,)), person=spoken(c, world))


@intent("person_member")
def person_member(world: World) -> Iterator[Case]:
    """The member of one person."""
    for m, c in everybody(world):
        yield case(gold(m, contains=(m.short_name,)), person=spoken(c, world))


@intent("role_holder")
def role_holder(world: World) -> Iterator[Case]:
    """Who holds a role that only one person of the member holds."""
    for m, c in everybody(world):
        if sum(c.role.casefold() in other.role.casefold() for other in m.contacts) == 1:
            yield case(gold(m, contains=(c.name,)), member=m, role=c.role)


@intent("org_people")
def org_people(world: World) -> Iterator[Case]:
    """Who works at an organisation of a member."""
    for m, c in everybody(world):
        org = next((part for part in (c.organisation, c.organisation.split(", ")[-1]) if part.count(",") == 0), "")
        if org and m.short_name not in org:
            there = tuple(o.name for o in m.contacts if org in o.organisation)
            elsewhere = tuple(o.name for o in m.contacts if org not in o.organisation)
            yield case(gold(m, contains=there, excludes=elsewhere), member=m, org=org)


@intent("email_owner")
def email_owner(world: World) -> Iterator[Case]:
    """Whose address it is."""
    for m, c in everybody(world):
        if c.email:
            yield case(gold(m, contains=(c.name,)), email=c.email)


@intent("absent_email")
def absent_email(world: World) -> Iterator[Case]:
    """An address on no page."""
    for user in ("p.unknown", "info", "registry.office", "a.nobody"):
        yield case(NOT_FOUND, email=f"{user}@nowhere.zz.example")


@intent("absent_person")
def absent_person(world: World) -> Iterator[Case]:
    """A person on no page."""
    for name in (
        "Rosalind Featherstone",
        "Umberto Castellani",
        "Klára Vaňková",
        "Desmond Achterberg",
        "Yuki Tanizaki",
        "Bola Adesuwa",
    ):
        yield case(NOT_FOUND, person=name)


@intent("not_stated_person")
def not_stated_person(world: World) -> Iterator[Case]:
    """What no page says about a person."""
    for _, c in everybody(world):
        yield case(NOT_FOUND, person=c.name)


@intent("local_contacts")
def local_contacts(world: World) -> Iterator[Case]:
    """The people of all local members."""
    rows = [(m, c) for m, c in everybody(world) if m.local]
    if 0 < len(rows) <= 25:
        yield case(gold([m for m, _ in rows], contains=tuple(c.name for _, c in rows)))
