"""A question as text: normalised, cut into words, folded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.errors import QuestionError
from ogpqa.questions.text import MAX_CHARACTERS, fold, is_unspaced, key, normalise, stem, stem_key, tokenise

READABLE = st.text(min_size=1, max_size=60).filter(lambda text: any(ch.isalnum() for ch in clean(text)))


def clean(text: str) -> str:
    """The text as NFKC writes it."""
    return unicodedata.normalize("NFKC", text)


@given(READABLE)
def test_normalise_is_idempotent(text: str) -> None:
    """A normalised question stays as it is."""
    try:
        once = normalise(text)
    except QuestionError:
        return  # one sign may become eighteen letters
    assert normalise(once) == once


@given(READABLE)
def test_a_normalised_question_has_no_control_characters(text: str) -> None:
    """One line; nothing invisible that turns or hides text is left."""
    try:
        once = normalise(text)
    except QuestionError:
        return
    assert "\n" not in once
    assert not any(unicodedata.category(ch)[0] == "C" for ch in once)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Who\u202e is\u2066 Freedonia's\u200b contact\x00?", "Who is Freedonia's contact?"),
        ("\ufeffFreedonia\t\ncontact", "Freedonia contact"),
        ("Ｆｒｅｅｄｏｎｉａ　２０１４", "Freedonia 2014"),
        ("Free\U000e0064\U000e0065donia", "Freedonia"),
        ("  a   b  ", "a b"),
        ("Cafe\u200b\u0301", "Café"),
    ],
)
def test_invisible_and_wide_characters_go(typed: str, read: str) -> None:
    """Control, bidi and tag characters vanish, wide letters become plain, white space folds."""
    assert normalise(typed) == normalise(read) == read


@pytest.mark.parametrize("typed", ["", "   ", "?!…", "\u202e\u200b", "🙂🙂", "-_-", "\x00\x1b"])
def test_a_text_without_letter_or_digit_is_no_question(typed: str) -> None:
    """Nothing, signs alone and control characters alone are refused, with a hint."""
    with pytest.raises(QuestionError) as caught:
        normalise(typed)
    assert caught.value.hint


def test_a_question_may_have_300_characters_and_no_more() -> None:
    """The limit is inclusive, and the message names the length."""
    assert len(normalise("a" * MAX_CHARACTERS)) == 300
    with pytest.raises(QuestionError, match="301"):
        normalise("a" * 301)


def test_length_counts_what_is_read() -> None:
    """White space and invisible characters that are dropped do not make a question too long."""
    assert normalise("a" * 299 + "\u200b" * 50 + " " * 50) == "a" * 299


@given(st.text(max_size=80))
def test_spans_of_tokens_cut_their_text(text: str) -> None:
    """A token's offsets give its text, tokens are in order and do not overlap."""
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert end <= token.start < token.end
        end = token.end


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "Z", "P")), max_size=40))
def test_fold_is_idempotent(text: str) -> None:
    """What is folded is in the form for comparison."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Freedonia's e-mail", ["Freedonia", "s", "e", "mail"]),
        ("OGP에서 Freedonia를", ["OGP", "에서", "Freedonia", "를"]),
        ("snake_case", ["snake", "case"]),
        ("Латвия, 2014?", ["Латвия", "2014"]),
        ("拉脱维亚LV0021", ["拉脱维亚", "LV0021"]),
    ],
)
def test_words_end_at_signs_and_where_scripts_change(text: str, words: list[str]) -> None:
    """Apostrophes, hyphens and low lines part words, and so does the border of two scripts."""
    assert [token.text for token in tokenise(text)] == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("São Tomé", "sao tome"), ("Łódź", "lodz"), ("ÅLAND", "aland"), ("Straße", "strasse"), ("เม็ก", "เม็ก")],
)
def test_latin_accents_go_and_other_marks_stay(text: str, folded: str) -> None:
    """Accents of Latin letters are no difference; vowel signs of Thai are letters."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("commitments", "commitment"), ("policies", "policy"), ("addresses", "address"), ("status", "status"),
     ("news", "news"), ("joined", "join"), ("listing", "list"), ("need", "need"), ("agreed", "agreed")],
)  # fmt: skip
def test_stems_lose_english_endings_only(word: str, stemmed: str) -> None:
    """Plural, -ing and -ed go where a word is left; short words stay whole."""
    assert stem(word) == stemmed


def test_keys_ignore_spacing_case_and_accents() -> None:
    """One name has one key however it is written; the stem key takes the plural too."""
    assert key("E-Government") == key("e government") == key("Egovernment")
    assert key("Côte d'Ivoire") == key("Cote d Ivoire")
    assert stem_key("Open Portals") == stem_key("open portal")
    assert key("?!") == ""


@pytest.mark.parametrize(
    ("text", "unspaced"), [("담당자", True), ("東京", True), ("ติดต่อ", True), ("kontakt", False), ("Контакт", False)]
)
def test_scripts_that_are_searched_inside(text: str, unspaced: bool) -> None:
    """Korean, Chinese, Japanese and Thai are looked up inside the run of characters."""
    assert is_unspaced(text) is unspaced


def test_a_year_on_a_name_is_set_apart() -> None:
    """Chinese and Japanese write "Ombara2014年" without a space; a code stays whole."""
    assert normalise("Ombara2014年") == "Ombara 2014年"
    assert normalise("XM0001 2014年") == "XM0001 2014年"


def test_the_arabic_stroke_is_no_letter() -> None:
    """It only stretches what is written onto a name."""
    assert fold("بـأيرلندا") == fold("بأيرلندا")
