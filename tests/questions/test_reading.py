"""What stands in a question before a relation is chosen."""

from __future__ import annotations

import pytest

from ogpqa.errors import QuestionError
from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names

READER = QuestionReader(world_names())


def test_names_are_masked_as_in_the_examples() -> None:
    """What is encoded has plain names in the places of names."""
    masked = READER.read("Who is the contact for Port Sylvan?").masked
    assert masked == ("Who is the contact for Finland?",)


def test_soft_names_are_masked_in_a_second_form() -> None:
    """A document type may be a name or a common word: both forms are compared."""
    masked = READER.read("Which IRM reports does Freedonia list?").masked
    assert len(masked) == 2
    assert masked[0] == "Which IRM reports does Finland list?"


@pytest.mark.parametrize(
    ("typed", "target"),
    [("commitmnets of Freedonia", "relation.commitments"), ("Freedonia contcat", "relation.contact"),
     ("Is the plan currenly in force?", "aggregate.current"),
     ("how mnay commitments", "relation.commitments"), ("Freedonia emial adress", "relation.contact_email")],
)  # fmt: skip
def test_typos_in_wordings_are_mended(typed: str, target: str) -> None:
    """A slip in a word of the question does not hide what it asks."""
    assert target in {c.target for c in READER.read(typed).cues}


def test_a_function_word_is_mended_where_nothing_is_spelt_so() -> None:
    """ "Thare" is no word of English and so "there"; "whale" is one, and not "whole"."""

    def folds(text: str) -> list[str]:
        reader = QuestionReader(world_names(), lambda word: word != "thare")
        return [t.fold for t in reader.read(text).tokens]

    assert folds("is thare one on Freedonia?")[1] == "there"
    assert folds("is there a whale in Freedonia?")[3] == "whale"


def test_what_is_encoded_is_mended() -> None:
    """A typo does not keep a question from its examples."""
    assert READER.read("commitmnets of Freedonia").masked == ("commitments of Finland",)


@pytest.mark.parametrize(
    ("text", "counts"),
    [("anything on how much fish may be caught", False), ("I ask about how many commitments there are", True),
     ("about how many commitments does Freedonia have", True)],
)  # fmt: skip
def test_how_much_behind_about_counts_nothing(text: str, counts: bool) -> None:
    """It opens what the question is about, unless rows are named behind it."""
    assert ("count" in READER.read(text).aggregates) == counts


def test_what_stands_on_a_page_is_no_typo() -> None:
    """A forum is no form where a page speaks of one."""
    reader = QuestionReader(world_names(), stands=lambda word, lang: word in {"contcat", "danse"})
    tokens = reader.read("Freedonia contcat commitmnets").tokens
    assert [t.fold for t in tokens] == ["freedonia", "contcat", "commitments"]
    assert reader.read("engagements sur la danse").tokens[-1].fold == "danse"


def test_names_are_not_mended_into_wordings() -> None:
    """A person's name stays what it is, however like a wording it looks."""
    reading = READER.read("Firefly of Freedonia")
    assert [m.kind for m in reading.mentions] == ["persons", "members"]


@pytest.mark.parametrize(
    ("typed", "marks"),
    [("What is the most recent document of Latvia?", "latest"), ("How many documents has Latvia?", "count"),
     ("Which year has the most commitments?", "most"), ("What was the first commitment?", "first")],
)  # fmt: skip
def test_aggregates_compete_for_words(typed: str, marks: str) -> None:
    """ "Most recent" is latest and not most."""
    contested = {"latest", "count", "most", "first"} & set(READER.read(typed).aggregates)
    assert contested == {marks}


def test_words_written_like_names_that_nothing_knows_are_places() -> None:
    """Better to refuse by name than to answer for somebody else; neighbours are one name."""
    reading = READER.read("Who is the contact for Grand Zubrowka?")
    assert reading.of_kind("places")[0].endswith("Zubrowka")
    assert reading.of_kind("members") == ()


def test_german_nouns_are_no_names() -> None:
    """In German every noun is written like a name."""
    reading = READER.read("Welche Verpflichtungen und Versprechungen hat Lettland?")
    assert reading.lang == "de"
    assert reading.of_kind("places") == ()


def test_areas_are_found_in_other_languages() -> None:
    """A synonym of the language leads to the area as pages write it."""
    reading = READER.read("¿Qué compromisos tiene Letonia sobre datos abiertos?")
    assert "Open Data" in reading.of_kind("areas")


@pytest.mark.parametrize("typed", ["", "???", "x" * 301, "\u202e\u2066\x07"])
def test_what_is_no_question_is_not_read(typed: str) -> None:
    """Empty, too long, only signs or only invisible characters."""
    with pytest.raises(QuestionError):
        READER.read(typed)


def test_one_letter_is_read() -> None:
    """The shortest question names nothing and breaks nothing."""
    reading = READER.read("x")
    assert (reading.text, reading.mentions) == ("x", ())


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("w sprawie przystąpieniem Latvia", "relation.member_since"),
        ("Welche Ansprechpartnerinnen hat Latvia?", "relation.contact"),
    ],
)
def test_another_ending_does_not_hide_a_wording(typed: str, target: str) -> None:
    """Languages that inflect have more forms than a file lists."""
    assert target in {c.target for c in READER.read(typed).cues}


def test_synonyms_may_take_any_ending() -> None:
    """ "korupcj*" is found in every case."""
    assert READER.read("zobowiązania Latvia w sprawie korupcji").of_kind("areas") == ("Anti-Corruption",)


def test_the_thai_word_for_about_holds_no_how_many() -> None:
    """What stands inside a longer wording is not read again."""
    assert "count" not in READER.read("พันธสัญญาของ Latvia เกี่ยวกับสุขภาพมีอะไรบ้าง").aggregates


@pytest.mark.parametrize("typed", ["rok przystąpienia Latvia", "jaki rok"])
def test_an_alias_in_capitals_is_no_everyday_word(typed: str) -> None:
    """Polish "rok" is a year, "ROK" is the Republic of Korea."""
    assert READER.read(typed, "pl").of_kind("places") == ()
    assert READER.read("contact ROK").of_kind("places") == ("South Korea",)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("почта Руфуса Файрфлая (Rufus Firefly)", []),
        ("Ministerio de Espejos (Ministry of Mirrors) teatro", ["teatro"]),
        ("harbour audit (Freedonia)", ["harbour", "audit"]),
    ],
)
def test_a_name_said_again_in_brackets_is_one_name(text: str, content: list[str]) -> None:
    """The words before the brackets, written large, in whatever language; small ones are no name."""
    reading = QuestionReader(world_names()).read(text)
    left = [t.text for t in reading.content if not any(m.start <= t.start < m.end for m in reading.mentions)]
    assert [word for word in left if word not in {"Ministerio", "почта"}] == content


def test_words_of_the_pages_are_no_guess_at_a_place() -> None:
    """ "Palace" is Palau with typos only where no page speaks of a palace; the same for names that nothing knows."""
    text = "What meets in the Palace of Mirrors?"
    guessed, known = QuestionReader(world_names()), QuestionReader(world_names(), stands=lambda word, lang: True)
    assert guessed.read(text).of_kind("places") != ()
    assert known.read(text).of_kind("places") == ()


def test_what_resembles_a_place_beside_a_member_is_a_word() -> None:
    """In small letters; a name in capitals may be a misspelt place."""
    assert not READER.read("freedonia commitments on canaada").of_kind("places")
    assert READER.read("contacts of Freedonia and Canaada").of_kind("places")


def test_a_longer_wording_outweighs_one_inside_it_where_no_space_parts_words() -> None:
    """The address of a contact is asked for, and no contact."""
    assert set(READER.read("弗里多尼亚的联系人邮箱是什么?").of_relations) == {"contact_email"}
    assert "contact" in READER.read("弗里多尼亚的联系人是谁?").of_relations


def test_a_guess_at_a_second_member_behind_about_is_a_subject() -> None:
    """However like a name it is; named as it is written it is a member."""
    assert READER.read("commitments of Latvia about Freedonai").of_kind("members") == ("latvia",)
    assert READER.read("commitments about Freedonai").of_kind("members") == ("freedonia",)
    assert READER.read("commitments of Latvia about Freedonia").of_kind("members") == ("latvia", "freedonia")
