"""Finding passages: order, bounds, filters, equal texts, languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.config import Settings
from ogpqa.index import Encoders, Index, build_index, open_index
from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents
from ogpqa.retriever import MAX_K, Retriever, Weights, fuse
from ogpqa.retriever.words import telling_words
from ogpqa.types import Page, Passage, Span
from tests.fakes import HashEncoder

SAME = "A commitment is a promise that a government makes."
ROWS = (
    # member, record type, year, text
    ("alba", "Commitment", 2018, "Publish the budget of every ministry as open data"),
    ("alba", "Commitment", 2020, "Let citizens comment on draft laws"),
    ("alba", "Contact", None, "Maria Rossi, Ministry of Justice"),
    ("alba", "Definition", None, SAME),
    ("borea", "Commitment", 2018, "Publish contracts of public works"),
    ("borea", "Contact", None, "Jon Aas, Ministry of Justice"),
    ("borea", "Definition", None, SAME.upper()),
    ("borea", None, None, "The budget was discussed in parliament with citizens."),
    ("corva", "Contact", None, "Maria Rossi, Ministry of Justice"),
    ("corva", None, None, "政府公开预算报告"),
)


def read(_: Path) -> Reading:
    """A page a member; each row a passage."""
    members = sorted({member for member, *_ in ROWS})
    pages = tuple(Page(member, member.title(), None, "", "0" * 64, ()) for member in members)
    passages = tuple(
        Passage(number, member, member, Span(0, len(text)), (), text, member.title(), year, record_type)
        for number, (member, record_type, year, text) in enumerate(ROWS)
    )
    return Reading(Contents(pages, (), passages))


def build(folder: Path, *, crosslingual: bool = True) -> Index:
    """An index of ROWS."""
    encoders = Encoders(HashEncoder(), HashEncoder("other", 32) if crosslingual else None)
    build_index(folder, folder / "index", settings=Settings(), encoders=encoders, read=read)
    return open_index(folder / "index", threads=1, encoders=encoders)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """ROWS, indexed."""
    index = build(tmp_path_factory.mktemp("retriever"))
    yield index
    index.close()


def test_the_passage_with_the_questions_words_is_first(index: Index) -> None:
    """Words and meaning agree on it, and its hit tells both."""
    hit = Retriever(index).retrieve("publish the budget as open data")[0]
    assert hit.passage.number == 0
    assert hit.dense is not None
    assert hit.lexical is not None


@given(text=st.text(max_size=60), k=st.integers(-3, 12))
def test_hits_are_sorted_bounded_and_distinct(index: Index, text: str, k: int) -> None:
    """Ranks count from 1, scores fall, k is respected, no passage comes twice."""
    hits = Retriever(index).retrieve(text, k)
    assert len(hits) <= max(k, 0)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(a.score >= b.score for a, b in pairwise(hits))
    assert len({hit.passage.number for hit in hits}) == len(hits)


def test_k_has_a_bound(index: Index) -> None:
    """Nobody gets the whole index by asking for it."""
    assert len(Retriever(index).retrieve("ministry", 10 * MAX_K)) <= MAX_K


@given(
    members=st.sets(st.sampled_from(["alba", "borea", "nowhere"])),
    types=st.sets(st.sampled_from(["Commitment", "Contact"])),
    years=st.sets(st.sampled_from([2018, 2020])),
)
def test_filters_hold(index: Index, members: set[str], types: set[str], years: set[int]) -> None:
    """Every hit is of the members, types and years asked for; empty filters let all pass."""
    hits = Retriever(index).retrieve(
        "publish budget ministry", 20, members=sorted(members), record_types=sorted(types), years=sorted(years)
    )
    passages = [hit.passage for hit in hits]
    assert all(p.member_id in members for p in passages) or not members
    assert all(p.record_type in types for p in passages) or not types
    assert all(p.year in years for p in passages) or not years
    # A filtered search sees all that fits, also what shares no word.
    fitting = [r for r in ROWS if (not members or r[0] in members) and (not types or r[1] in types)]
    fitting = [r for r in fitting if not years or r[2] in years]
    assert len(hits) == len({(r[0] if r[1] in ("Contact", "Commitment") else None, r[3].upper()) for r in fitting})


def test_equal_definitions_are_one_hit(index: Index) -> None:
    """What every page repeats is found once."""
    texts = [hit.passage.text.upper() for hit in Retriever(index).retrieve("a commitment is a promise", 20)]
    assert texts.count(SAME.upper()) == 1


def test_a_hit_names_those_it_stands_for(index: Index) -> None:
    """The numbers of equal passages, each of which says what the hit says; no passage is in two hits."""
    hits = Retriever(index).retrieve("a commitment is a promise", 20)
    same = next(hit for hit in hits if hit.passage.text.upper() == SAME.upper())
    assert same.duplicates
    assert all(index.store.passage(n).text.upper() == SAME.upper() for n in same.duplicates)
    named = [n for hit in hits for n in (hit.passage.number, *hit.duplicates)]
    assert len(named) == len(set(named))


def test_equal_rows_of_two_members_are_two_facts(index: Index) -> None:
    """One person may be the contact of two members."""
    members = {h.passage.member_id for h in Retriever(index).retrieve("Maria Rossi", 20) if "Maria" in h.passage.text}
    assert members == {"alba", "corva"}


def test_order_is_the_same_every_time(index: Index) -> None:
    """Ties do not change places."""
    assert Retriever(index).retrieve("ministry", 20) == Retriever(index).retrieve("ministry", 20)


def test_chinese_is_found_by_pairs_of_letters(index: Index) -> None:
    """Scripts without spaces have words too."""
    assert Retriever(index).retrieve("公开预算", 1)[0].passage.text == "政府公开预算报告"


def test_other_languages_are_compared_in_their_space(index: Index) -> None:
    """The second encoder reads the question, the first does not."""
    assert index.crosslingual is not None
    dense, other = index.encoder, index.crosslingual.encoder
    assert isinstance(dense, HashEncoder)
    assert isinstance(other, HashEncoder)
    Retriever(index).retrieve("¿quién es el contacto?", lang="es")
    assert "¿quién es el contacto?" in other.encoded
    assert "¿quién es el contacto?" not in dense.encoded


def test_without_the_second_space_questions_are_still_answered(tmp_path: Path) -> None:
    """An index built without it says what is missing and uses the first space."""
    plain = build(tmp_path, crosslingual=False)
    retriever = Retriever(plain)
    assert retriever.missing is not None
    assert retriever.retrieve("presupuesto", 3, lang="es")
    plain.close()


def test_an_index_with_both_spaces_lacks_nothing(index: Index) -> None:
    """Nothing to say then."""
    assert Retriever(index).missing is None


def test_letters_alone_and_meaning_alone_are_weights(index: Index) -> None:
    """With all weight on one side the other does not count."""
    letters = Retriever(index, weights=Weights(dense=0.0, feedback=0.0)).rank("publish budget")
    meaning = Retriever(index, weights=Weights(dense=1.0, feedback=0.0)).rank("publish budget")
    assert all(c.score == 0 for c in letters if c.lexical is None)
    assert all(c.score == c.dense for c in meaning)


@given(
    dense=st.dictionaries(st.integers(0, 50), st.floats(-1, 1), max_size=20),
    lexical=st.dictionaries(st.integers(0, 50), st.floats(0, 20), max_size=20),
    weight=st.floats(0, 1),
)
def test_fusion_is_a_convex_combination(dense: dict[int, float], lexical: dict[int, float], weight: float) -> None:
    """Every passage of `dense` once, best first, ties by number, no score above the better of its two parts."""
    fused = fuse(dense, lexical, 20.0, weight)
    assert sorted(c.number for c in fused) == sorted(dense)
    assert fused == sorted(fused, key=lambda c: (-c.score, c.number))
    for c in fused:
        share = lexical.get(c.number, 0.0) / 20
        assert min(c.dense, share) - 1e-9 <= c.score <= max(c.dense, share) + 1e-9


def test_no_word_in_the_index_leaves_meaning_to_decide() -> None:
    """A greatest score of 0 is no division by zero."""
    assert [c.number for c in fuse({1: 0.2, 2: 0.4}, {}, 0.0)] == [2, 1]


def test_a_passage_with_all_rare_words_beats_a_closer_meaning() -> None:
    """Letters decide where they account for most of the question, and hardly count where they do not."""
    assert fuse({1: 0.5, 2: 0.7}, {1: 16.0}, 20.0)[0].number == 1
    assert fuse({1: 0.5, 2: 0.7}, {1: 1.0}, 20.0)[0].number == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("What is the contact for Seoul?", "contact Seoul"), ("who is it", "who is it"), ("", ""), ("KR-11", "KR 11")],
)
def test_words_that_build_questions_are_left_out(text: str, words: str) -> None:
    """Unless nothing else is left."""
    assert telling_words(text) == words
