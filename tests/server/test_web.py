"""The page's HTML: headers, languages, escaping, and what is asked is carried along."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from ogpqa.questions.relations import load_relations
from ogpqa.server.answer_view import arrange_turn, without_listing
from ogpqa.server.catalogue import arrange
from ogpqa.server.conversation import carried
from ogpqa.types import Question
from tests.fakes_assistant import ANSWERS, FakeAssistant

HTML = {"Accept": "text/html"}
READING = ("/about", "/limits", "/privacy", "/accessibility", "/api")
PAGES = ("/", "/members", "/members/south-korea", "/pages/south-korea", *READING)


def get(client: FlaskClient, address: str, status: int = 200, languages: str = "") -> str:
    """A page's HTML."""
    response = client.get(quote(address, safe="/?&=#'"), headers={**HTML, "Accept-Language": languages})
    assert response.status_code == status, response.text
    return response.text


@pytest.mark.parametrize("address", [*PAGES, "/nothing", "/api/v1/index", "/static/site.css", "/healthz"])
def test_every_response_is_locked_down(client: FlaskClient, address: str) -> None:
    """No response may load from elsewhere, be framed, set a cookie or leak the address."""
    with client.get(address, headers=HTML) as response:
        headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", [*PAGES, *(f"/?q={question}" for question in ANSWERS)])
def test_no_inline_style_or_script(client: FlaskClient, address: str) -> None:
    """The policy would block them; nothing relies on them, and nothing comes from another host."""
    html = get(client, address)
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=\"(https?:)?//", html)


@pytest.mark.parametrize(
    "address",
    [
        "/?q=evil",
        "/?q=hostile list",
        "/?q=hostile list&sources=1",
        "/?q=weather&h=evil&h=hostile list",
        "/members/evil-city",
        "/pages/evil-city",
        "/members",
    ],
)
def test_hostile_text_is_escaped(client: FlaskClient, address: str) -> None:
    """Markup of a page reaches the reader as letters."""
    html = get(client, address)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;" in html
    assert "49" not in re.findall(r"\b49\b", html), "a template in a page was run"
    assert 'href="mailto:javascript' not in html


def test_what_is_typed_is_escaped(client: FlaskClient) -> None:
    """A question and its history are shown as letters."""
    html = get(client, '/?q=<b>x</b>&h=<i>y</i>&lang="><script>')
    assert "<b>x" not in html
    assert "<i>y" not in html
    assert "<script>" not in html


def test_answers_are_not_for_search_engines(client: FlaskClient) -> None:
    """noindex in the page and in the header; the home page may be found."""
    assert 'content="noindex"' in get(client, "/?q=x")
    assert client.get("/?q=x").headers["X-Robots-Tag"] == "noindex"
    assert "noindex" not in get(client, "/")


@pytest.mark.parametrize(("question", "status"), [("!!!", 422), ("x" * 301, 422), ("   ", 200)])
def test_what_is_no_question_comes_back_with_a_hint(client: FlaskClient, question: str, status: int) -> None:
    """The box says what is wrong, tied to it for screen readers."""
    html = get(client, f"/?q={question}", status)
    assert ('aria-invalid="true"' in html) == (status == 422)


def test_history_is_bounded(client: FlaskClient) -> None:
    """The last five questions travel, fewer when they are long: an address must fit."""
    assert carried(["a", "b", "c", "d", "e", "f"]) == ["b", "c", "d", "e", "f"]
    assert len(carried(["담" * 300] * 5)) < 5
    assert carried(["x" * 301, " "]) == []
    html = get(client, "/?q=x&" + "&".join(f"h=question {i}" for i in range(9)))
    assert html.count('name="h"') == 5 * 2, "the next question and the changed one"


def test_the_link_to_a_passage_names_the_page_s_version(client: FlaskClient) -> None:
    """A link made for another version of the page marks nothing and says so."""
    html = get(client, "/?q=Who is Seoul's contact?")
    found = re.search(r'href="(/pages/[^"]+)#mark"', html)
    assert found
    good = found[1].replace("&amp;", "&")
    assert '<mark id="mark"' in get(client, good)
    old = get(client, re.sub("v=[0-9a-f]+", "v=000000000000", good))
    assert "<mark" not in old
    assert 'role="alert"' in old
    assert 'role="alert"' in get(client, "/pages/south-korea?s=5-999999")


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [("", "", "en"), ("", "ko-KR,ko;q=0.9", "ko"), ("", "de,es;q=0.5", "es"), ("fr", "ko", "fr"), ("xx", "ko", "ko")],
)
def test_the_language_is_chosen(client: FlaskClient, asked: str, accepted: str, lang: str) -> None:
    """The address first, then the browser, then English."""
    html = get(client, f"/?lang={asked}", languages=accepted)
    assert f'<html lang="{lang}"' in html


def test_links_keep_the_language(client: FlaskClient) -> None:
    """Once chosen, every link of ours carries it."""
    html = get(client, "/?q=Who is Seoul's contact?&lang=fr")
    ours = [a for a in re.findall(r'href="(/[^"]*)"', html) if not a.startswith("/static") and "hreflang" not in a]
    assert all("lang=" in a for a in ours), ours


def test_members_are_filtered(client: FlaskClient) -> None:
    """By name and by level, national and local apart."""
    assert get(client, "/members?q=SEO").count('href="/members/') == 1
    assert get(client, "/members?q=séo").count('href="/members/') == 1
    assert get(client, "/members?level=national").count('href="/members/') == 1
    assert "No member matches" in get(client, "/members?q=zzz")


def test_earlier_questions_are_full_turns(client: FlaskClient) -> None:
    """Question, answer and sources of each earlier turn stand above the newest, in order, each with a heading."""
    html = get(client, "/?q=And the e-mail?&h=List the commitments of South Korea&h=Who is Seoul's contact?")
    headings = re.findall(r'<h2 class="asked" id="([\w-]+)"', html)
    assert headings == ["turn-1", "turn-2", "answer"]
    assert html.count("<h1") == 1
    assert html.index("South Korea lists 3 commitments.") < html.index("Jihyun Kim, External Relations Officer, is")
    assert "3 sources" in html
    assert html.index("Jihyun Kim, External") < html.index('id="answer"')


def test_what_cannot_be_read_is_left_out_of_a_conversation(client: FlaskClient) -> None:
    """An address that somebody changed by hand still answers."""
    html = get(client, "/?q=Who is Seoul's contact?&h=!!!")
    assert "turn-1" not in html
    assert 'value="!!!"' not in html


def test_what_was_understood_can_be_corrected(client: FlaskClient) -> None:
    """What was understood is named, other readings are offered, and the question stands ready to be changed."""
    html = get(client, "/?q=And the e-mail?&h=Who is Seoul's contact?")
    assert re.search(r"Understood as:\s*<strong>e-mail address · <bdi>Seoul, South Korea</bdi></strong>", html)
    assert "Perhaps you meant:" in html
    assert re.search(r'<textarea id="again"[^>]*>What is the e-mail of Seoul&#39;s contact\?</textarea>', html)


def test_examples_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    """Examples are wordings of the page's language, marked as such."""
    html = get(client, "/?lang=ko")
    assert '<ul class="examples" lang="ko">' in html
    assert "서울의 담당자는 누구인가요?" in html


def test_an_answer_in_another_language_is_worded_in_english(client: FlaskClient) -> None:
    """Sentences come in four languages; what they are in is said to screen readers."""
    question = Question("Who is Seoul's contact?", lang="de")
    fake = FakeAssistant()
    assert arrange_turn(fake.answer(question), arrange(fake.index)).lang == "en"


def test_what_is_left_out_is_said() -> None:
    """Rows of an area that was denied are not taken for those that were asked for."""
    fake = FakeAssistant()
    answer = fake.answer(Question("Who is Seoul's contact?"))
    query = replace(answer.query, filters=replace(answer.query.filters, denied=("Health", "2018")))
    understood = arrange_turn(replace(answer, query=query), arrange(fake.index)).understood
    assert understood.about[-2:] == ("≠ Health", "≠ 2018")


def test_every_relation_has_a_name_on_the_page(app: Flask) -> None:
    """What was understood can be said, whatever it is; asides are not understood as anything."""
    with app.test_request_context("/"):
        name_of = app.jinja_env.get_template("parts.html").make_module({"request": request}).__dict__["relation"]
        nameless = [name for name in load_relations() if not str(name_of(name)).strip()]
    assert nameless == ["out_of_scope"]


def test_a_listing_is_shown_once() -> None:
    """Numbered lines give way to a table of as many rows, with their headings; other lines stay."""
    text = "Two things:\n2018 (2)\n1. one [1]\n2. two [2]\nAlso 16 are stated. [3]"
    assert without_listing(text, 2) == "Two things:\nAlso 16 are stated. [3]"
    assert without_listing(text, 5) == text


def test_text_is_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    """gzip when accepted, plain otherwise, and caches are told."""
    plain = client.get("/", headers=HTML)
    packed = client.get("/", headers={**HTML, "Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    with client.get("/static/site.css", headers={"Accept-Encoding": "gzip"}) as style:
        assert b"--accent" in gzip.decompress(style.data)
    with client.get("/static/site.css", headers={"If-None-Match": style.headers["ETag"]}) as again:
        assert again.status_code == 304
