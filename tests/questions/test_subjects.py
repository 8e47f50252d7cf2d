"""The words beside "about", with and without spaces between words."""

from __future__ import annotations

import pytest

from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names

READER = QuestionReader(world_names())


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Latvia有哪些关于太空旅行的承诺？", "太空旅行"),
        ("Latvia有太空旅行方面的承诺吗？", "太空旅行"),
        ("Latviaの宇宙旅行に関するコミットメントは？", "宇宙旅行"),
        ("พันธสัญญาของ Latvia เกี่ยวกับการเดินทางในอวกาศ", "การเดินทางในอวกาศ"),
        ("Latvia의 우주 여행 관련 공약은 뭐가 있나요?", "우주 여행"),
        ("Latvia'nın uzay yolculuğu konusundaki taahhütleri neler?", "uzay yolculuğu"),
        ("Które zobowiązania Latvia dotyczą lotów kosmicznych?", "lotów kosmicznych"),
    ],
)
def test_a_topic_stands_beside_the_word_for_about(text: str, subject: str) -> None:
    """Before it where the language sets it behind, after it elsewhere; particles and function words go."""
    assert READER.read(text).subject == subject


@pytest.mark.parametrize(
    "text",
    [
        "Latvia的联系人是谁？",
        "关于Latvia的信息",
        "Latviaの行動計画について教えてください",
        "Latvia에 대해 알려줘",
        "Who is the contact for Latvia?",
    ],
)
def test_names_and_wordings_are_no_topic(text: str) -> None:
    """What is explained already is not asked for once more."""
    assert READER.read(text).subject == ""


def test_a_korean_word_before_the_commitments_is_their_subject() -> None:
    """Nothing says "about" in "고래잡이 공약" (whaling commitments); "발표한" (announced) is a verb."""
    assert READER.read("Latvia에 고래잡이 공약이 있어?").subject == "고래잡이"
    assert READER.read("Latvia가 발표한 공약이 있어?").subject == ""


def test_after_ends_a_topic_only_before_a_year() -> None:
    """ "Después de 2014" is a time, "tras los ciclones" is part of what it is about."""
    assert READER.read("¿Latvia hizo algo sobre refugios tras los ciclones?").subject == "refugios tras los ciclones"
    assert READER.read("compromisos de Latvia sobre refugios después de 2014").subject == "refugios"
