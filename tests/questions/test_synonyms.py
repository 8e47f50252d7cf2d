"""Policy areas and document types as other languages call them."""

from __future__ import annotations

import pytest

from ogpqa.questions.relations import wordings_in
from ogpqa.questions.synonyms import find_synonyms


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("Quels sont les plans d'action du Chili ?", "fr", [("Action Plan",)]),
        ("Quel est le plan d'action du Chili ?", "fr", []),
        ("¿Qué planes de acción hay?", "es", [("Action Plan",)]),
    ],
)
def test_the_plural_names_documents_and_the_singular_the_plan(text: str, lang: str, values: list[object]) -> None:
    """A wording's word that ends in ! is taken in that form alone."""
    assert [m.values for m in find_synonyms(text, wordings_in(lang)) if m.kind == "resource_types"] == values
