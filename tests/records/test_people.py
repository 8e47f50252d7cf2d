"""Where a name ends, and a role and an organisation begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.records.people import Person, read_person

LINES = (Path(__file__).parent / "people.psv").read_text(encoding="utf-8").splitlines()
PEOPLE = [tuple(part.strip() for part in line.split("|")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("name", "role", "organisation", "email"), PEOPLE, ids=[person[0] for person in PEOPLE])
def test_name_role_and_organisation(name: str, role: str, organisation: str, email: str) -> None:
    """A person's line is read the same with and without an e-mail address, and whatever sets name and role apart."""
    person = Person(name, role, organisation)
    assert read_person(f"{name} {role}, {organisation}", email) == person
    assert read_person(f"{name} {role}, {organisation}") == person
    assert read_person(f"{name}, {role}, {organisation}", email) == person
    assert read_person(f"{name} – {role}, {organisation}") == person
    assert read_person(f"{name} | {role} | {organisation}") == person
    assert read_person(f"{name}\t{role}\t{organisation}", email) == person
    alone = read_person(name, email)
    assert alone == Person(name)


@pytest.mark.parametrize(
    "role", sorted({person[1] for person in PEOPLE if person[1][:1].isupper() and person[1].isascii()})
)
def test_each_role_behind_names_of_many_shapes(role: str) -> None:
    """Any role may follow any name: two to five words, particles, initials, one word, surnames that are roles too."""
    names = [
        "Ana Ruiz",
        "Juan Carlos Pérez López",
        "Maria da Silva",
        "J. K. Rao",
        "Sarah Young",
        "Kim Min-jun",
        "Dr Eva Holm",
    ]
    for name in names:
        person = read_person(f"{name} {role}, Ministry of Works")
        assert person is not None
        assert (person.name, person.role) == (name, role)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        (
            "Ana Ruiz Director of State Chancellery",
            Person("Ana Ruiz", "Director of State Chancellery", "State Chancellery"),
        ),
        ("Ana Ruiz Director Ministry of Works", Person("Ana Ruiz", "Director", "Ministry of Works")),
        ("Ana Ruiz Ministry of Works", Person("Ana Ruiz", None, "Ministry of Works")),
        ("Ana Ruiz, Ministry of Works", Person("Ana Ruiz", None, "Ministry of Works")),
        ("Ana Ruiz (Director)", Person("Ana Ruiz", "Director")),
        ("Ana Ruiz, PhD, Director, City Hall", Person("Ana Ruiz, PhD", "Director", "City Hall")),
        ("Name: Ana Ruiz", Person("Ana Ruiz")),
        ("Director: Ana Ruiz", Person("Ana Ruiz", "Director")),
        ("Deputy Director Ana Ruiz, City Hall", Person("Ana Ruiz", "Deputy Director", "City Hall")),
        ("Ambassador Ana Ruiz Director, City Hall", Person("Ambassador Ana Ruiz", "Director", "City Hall")),
        ("Open Government Team, City Hall", Person("Open Government Team", None, "City Hall")),
        ("Ministry of Works", Person("Ministry of Works")),
        ("Ana Ruiz Wizard of Data, City Hall", Person("Ana Ruiz", "Wizard of Data", "City Hall")),
        ("Suharto", Person("Suharto")),
        ("ana ruiz director", Person("ana ruiz", "director")),
    ],
)
def test_lines_of_other_shapes(line: str, person: Person) -> None:
    """Roles before names, organisations without a comma, teams instead of people."""
    assert read_person(line) == person


def test_the_address_tells_a_surname_from_a_role() -> None:
    """A word that the e-mail address repeats belongs to the name."""
    assert read_person("Mary Ann Law Director, City Hall", "mary.law@gov.example") == Person(
        "Mary Ann Law", "Director", "City Hall"
    )


@pytest.mark.parametrize("line", ["", " ", ",", " - ", "\t"])
def test_nobody(line: str) -> None:
    """Nothing but punctuation is no person."""
    assert read_person(line) is None
