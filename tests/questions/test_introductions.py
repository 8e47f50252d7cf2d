"""What people say before they ask."""

from __future__ import annotations

import pytest

from ogpqa.questions.introductions import behind_introduction
from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names

READER = QuestionReader(world_names())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hi! I run a bakery in Ruritania, who can I talk to at the Freedonia government?",
         "who can I talk to at the Freedonia government?"),
        ("We are a small choir; what is the e-mail of Latvia's contact?", "what is the e-mail of Latvia's contact?"),
        ("Ich singe in einem Chor. Wer ist der Ansprechpartner für Lettland?",
         "Wer ist der Ansprechpartner für Lettland?"),
        ("I am a nurse from Gotham. What did Freedonia promise on health in 2018?",
         "What did Freedonia promise on health in 2018?"),
        ("I hear Freedonia got two but I cannot find them - show me the starred commitments of Freedonia",
         "show me the starred commitments of Freedonia"),
        ("my cousin in Gotham says Freedonia made nine promises, right?", "Freedonia made nine promises, right?"),
        ("A friend told me that Freedonia has two contacts, right?", "Freedonia has two contacts, right?"),
        ("Mein Vetter sagt, dass Lettland zwei Verpflichtungen hat, stimmt das?",
         "Lettland zwei Verpflichtungen hat, stimmt das?"),
        ("My friend in Freedonia says there are two contacts, is that so?", ""),
        ("My cousin says there is no contact for Freedonia, right?", "there is no contact for Freedonia, right?"),
        ("I was told that two commitments of Freedonia are starred", "two commitments of Freedonia are starred"),
        ("What is said of the contacts of Freedonia?", ""),
        ("Who told me about the contacts of Freedonia?", ""),
        ("I sell fish in Gotham. What did Freedonia promise?", ""),
        ("I live in Freedonia. Who can I write to?", ""),
        ("I care about rivers, which commitments of Latvia fit?", ""),
        ("In the health sector, who is the contact for Latvia?", ""),
        ("Who is the contact for Latvia, my neighbour?", ""),
    ],
)  # fmt: skip
def test_only_what_is_asked(text: str, asked: str) -> None:
    """Clauses about oneself and about who told it go; a member named there, a topic, and other clauses stay."""
    assert behind_introduction(READER.read(text)) == asked
