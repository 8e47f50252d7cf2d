"""The wordings of questions: every language's file is whole, spelled right, and names only what there is."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from ogpqa.questions.language import ANSWER_LANGUAGES, LANGUAGES
from ogpqa.questions.relations import DATA, MASKS, load_relations, load_wordings
from ogpqa.questions.text import is_unspaced, tokenise

# Capitals that are no mask.
_ABBREVIATIONS = {"OGP", "IRM", "NATO", "URL", "GDP", "BIP", "PIB", "PIL", "PKB"}
# Policy areas as OGP's pages write them; a synonym for another one would never meet a commitment.
_AREAS = {
    "Access to Information", "Agriculture", "Aid", "Anti-Corruption", "Asset Disclosure", "Audits and Controls",
    "Beneficial Ownership", "Capacity Building", "Citizenship & Immigration", "Civic Space",
    "Conflict Resolution & Peacebuilding", "Data Stewardship & Privacy", "Digital Governance", "Digital Transformation",
    "E-Government", "Education", "Elections", "Environment & Climate", "Extractive Industries", "Fiscal Openness",
    "Gender", "Health", "Human Rights", "Infrastructure & Transport", "Judiciary", "Justice",
    "Land Rights and Spatial Planning", "Law Enforcement", "Legal Empowerment", "Legislation & Regulation", "Lobbying",
    "Marginalized Communities", "Media & Telecommunications", "Money in Politics", "Natural Resources", "Open Data",
    "Open Contracting and Procurement", "Open Parliaments", "Private Sector", "Public Participation",
    "Public Service Delivery", "Records Management", "Right to Information", "Safety & Security",
    "Science & Technology", "Sustainable Development Goals", "Water & Sanitation", "Water, Sanitation & Hygiene",
    "Whistleblower Protections", "Youth",
}  # fmt: skip
_RESOURCE_TYPES = {"Action Plan", "IRM Report", "Letter", "Report Comments", "Self Assessment", "Research Product"}


def tables(lang: str) -> dict[str, Any]:
    """The wordings file of a language, as it stands."""
    return tomllib.loads((DATA / "wordings" / f"{lang}.toml").read_text(encoding="utf-8"))


def test_every_language_has_a_file() -> None:
    """The languages that are told apart are those that have wordings."""
    assert set(load_wordings()) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_relation_is_worded(lang: str) -> None:
    """Each relation has words and examples in every language, and no other relation is worded."""
    worded = tables(lang)["relations"]
    assert set(worded) == set(load_relations())
    assert [name for name, table in worded.items() if not table["words"] or not table["examples"]] == []


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_languages_of_answers_have_several_examples(lang: str) -> None:
    """Where answers are given in the language too, each relation has at least five example questions."""
    few = {
        name: len(table["examples"]) for name, table in tables(lang)["relations"].items() if len(table["examples"]) < 5
    }
    assert few == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_aggregates_are_those_of_english(lang: str) -> None:
    """How something can be asked is worded in every language, ahead of what it is said of or behind it."""
    worded, english = ({name.removesuffix("_behind") for name in tables(code)["aggregates"]} for code in (lang, "en"))
    assert worded == english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_masks_are_spelled_right(lang: str) -> None:
    """Words in capitals are masks or abbreviations: a misspelt mask would be read as a word."""
    runs = {
        run
        for table in tables(lang)["relations"].values()
        for example in table["examples"]
        for run in re.findall(r"[A-Z]{3,}", example)
    }
    assert runs - set(MASKS) <= _ABBREVIATIONS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_stand_in_a_relation_once(lang: str) -> None:
    """A wording that is there twice was meant to be another one."""
    twice = {
        name: sorted({w for w in table["words"] if table["words"].count(w) > 1})
        for name, table in tables(lang)["relations"].items()
    }
    assert {name: words for name, words in twice.items() if words} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_wording_can_be_found(lang: str) -> None:
    """A wording is met in its own text: none is lost between marks, stars and letters."""
    wordings = load_wordings()[lang]
    lost = []
    for name, table in tables(lang)["relations"].items():
        for word in table["words"]:
            text = word.replace("*", "")
            hits = wordings.find(text, tokenise(text))
            if not any(hit.target == f"relation.{name}" for hit in hits):
                lost.append((name, word))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_star_in_scripts_that_are_searched_inside(lang: str) -> None:
    """Korean, Chinese, Japanese and Thai words are substrings anyway; only several words with spaces need the star."""
    words = [word for table in tables(lang)["relations"].values() for word in table["words"]]
    assert [word for word in words if "*" in word and " " not in word and is_unspaced(word)] == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_synonyms_name_areas_and_document_types_of_the_pages(lang: str) -> None:
    """Every synonym leads to a policy area or to a document type as OGP's pages write it."""
    synonyms = tables(lang)["synonyms"]
    assert set(synonyms) == {"areas", "resource_types"}
    assert set(synonyms["areas"].values()) <= _AREAS
    assert set(synonyms["resource_types"].values()) <= _RESOURCE_TYPES
