"""Relations and wordings as data: read, checked, weighed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogpqa.errors import SettingsError
from ogpqa.questions import exemplars as by_space
from ogpqa.questions import relations
from ogpqa.questions.language import LANGUAGES
from ogpqa.questions.relations import MASKS, exemplars, filled, load_relations, wording_languages, wordings_in
from ogpqa.questions.text import tokenise
from ogpqa.types import RECORD_TYPES, Filters


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data folder that the program reads instead, and nothing remembered of the other."""
    folder = tmp_path / "data"
    shutil.copytree(relations.DATA, folder)
    monkeypatch.setattr(relations, "DATA", folder)
    forget()
    yield folder
    forget()


def forget() -> None:
    """Read the files anew."""
    for remembered in (load_relations, wordings_in, exemplars):
        remembered.cache_clear()


def test_every_field_that_a_relation_names_is_one_of_its_record() -> None:
    """What is shown, matched, grouped and asked for exists in the record type."""
    wrong = {}
    for relation in load_relations().values():
        fields = set(RECORD_TYPES[relation.record].__dataclass_fields__) if relation.record else set()
        named = {relation.value, relation.year, relation.distinct, *relation.show, *relation.match, *relation.groups}
        if lost := named - fields - {None, "member"}:
            wrong[relation.name] = lost
    assert wrong == {}


def test_every_filter_that_a_relation_names_exists() -> None:
    """What is accepted and needed are filters, and what is needed is accepted."""
    filters = set(Filters.__dataclass_fields__)
    for relation in load_relations().values():
        assert set(relation.accepts) <= filters, relation.name
        assert set(relation.needs) <= set(relation.accepts), relation.name


def test_a_relation_answers_or_says_why_not() -> None:
    """Each has either a record type with aggregates, or a reason."""
    assert [r.name for r in load_relations().values() if bool(r.record) == bool(r.reason)] == []
    assert [r.name for r in load_relations().values() if bool(r.record) != bool(r.aggregates)] == []


def test_relations_name_others_that_exist() -> None:
    """ "otherwise" leads somewhere."""
    others = {r.otherwise for r in load_relations().values() if r.otherwise}
    assert others <= set(load_relations())


@pytest.mark.parametrize(
    ("line", "said"),
    [('colour = "red"', "unknown key 'colour'"), ('record = "Contract"', "unknown record type 'Contract'")],
)
def test_a_wrong_relation_is_named_with_its_table(data: Path, line: str, said: str) -> None:
    """A key or record type that nothing knows is an error that names file, table and key."""
    path = data / "relations.toml"
    path.write_text(path.read_text("utf-8") + f'\n[tides]\nasks = "tides"\n{line}\n', "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_relations()
    assert "relations.toml" in caught.value.message
    assert "[tides]" in caught.value.message
    assert said in caught.value.message
    assert "accepts" in caught.value.hint


def test_a_new_relation_is_a_table(data: Path) -> None:
    """No code knows the relations by name: one more table is one more relation."""
    path = data / "relations.toml"
    path.write_text(path.read_text("utf-8") + '\n[tides]\nasks = "tides"\nrecord = "Post"\nshow = ["title"]\n', "utf-8")
    assert load_relations()["tides"].show == ("title",)


def test_wordings_of_an_unknown_relation_are_named(data: Path) -> None:
    """A wording without its relation is an error that names the file and the table."""
    path = data / "wordings" / "en.toml"
    path.write_text(path.read_text("utf-8") + '\n[relations.tides]\nwords = ["tide"]\n', "utf-8")
    with pytest.raises(SettingsError, match=r"en\.toml.*\[relations\.tides\]"):
        wordings_in("en")


def test_the_languages_are_the_files() -> None:
    """In order of their codes."""
    assert wording_languages() == tuple(sorted(LANGUAGES))


def test_examples_are_filled_with_plain_names() -> None:
    """No mask reaches an encoder."""
    assert filled("Who is the contact for MEMBER in YEAR?") == "Who is the contact for Finland in 2015?"
    assert not any(mask in text.split() for _, text in exemplars() for mask in MASKS)


def test_exemplars_by_space_are_unique() -> None:
    """Each text is encoded once; English ones are in both spaces."""
    spaces = by_space()
    assert all(len(texts) == len(set(texts)) for texts in spaces.values())
    assert set(spaces["en"]) < set(spaces["crosslingual"])


def test_cues_are_found_with_their_place() -> None:
    """A cue explains the characters on which it stands."""
    text = "How many commitments are there?"
    hits = wordings_in("en").find(text, tokenise(text))
    assert {text[h.start : h.end] for h in hits if h.target == "aggregate.count"} == {"How many"}
    assert "commitments" in {text[h.start : h.end] for h in hits if h.target == "relation.commitments"}


def test_cues_of_one_target_do_not_overlap() -> None:
    """The longer wording explains the words; a shorter one inside it adds nothing."""
    text = "Who is the contact person to contact?"
    hits = [h for h in wordings_in("en").find(text, tokenise(text)) if h.target == "relation.contact"]
    assert all(a.end <= b.start or b.end <= a.start for a in hits for b in hits if a is not b)


def test_cues_are_found_inside_unspaced_text() -> None:
    """Korean wordings stand inside words with their particles."""
    text = "라트비아담당자는누구인가요"
    targets = {h.target for h in wordings_in("ko").find(text, tokenise(text))}
    assert "relation.contact" in targets


def test_a_wording_that_fewer_relations_share_says_more() -> None:
    """Weights fall with the number of relations and rise with the number of words."""
    cues = [c for cues in wordings_in("en").by_word.values() for c in cues if c.target.startswith("relation.")]
    shared: dict[tuple[str, ...], int] = {}
    for cue in cues:
        shared[cue.words] = shared.get(cue.words, 0) + 1
    alone = [c.weight for c in cues if shared[c.words] == 1 and len(c.words) == 1]
    many = [c.weight for c in cues if shared[c.words] > 2 and len(c.words) == 1]
    assert max(many) < max(alone) <= 1.0 + 1e-9
    assert max(c.weight for c in cues if len(c.words) == 3) > 1


def test_no_text_has_no_cue() -> None:
    """Nothing is found in nothing."""
    assert wordings_in("en").find("", ()) == ()
