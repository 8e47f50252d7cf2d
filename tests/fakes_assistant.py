"""A fake assistant over three small pages: it answers from a table, with every status, kind and record type.

The server and the CLI are tested against it, so that their tests need no model and no index.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ogpqa.errors import QuestionError
from ogpqa.exclusions import NOTHING, Exclusions
from ogpqa.types import (
    ActionPlan,
    Answer,
    Citation,
    Commitment,
    Contact,
    Definition,
    Filters,
    Hit,
    Member,
    Page,
    Passage,
    Post,
    Query,
    Question,
    Reason,
    Record,
    Resource,
    Span,
    Status,
)

SEOUL = """Seoul, South Korea

  • Member Since 2016

Contacts

Jihyun Kim External Relations Officer, Seoul Metropolitan Government kimjihyun@seoul.go.kr

Resources

  1. Seoul Action Plan 2018-2020

    2018, Action Plan, Web page

Current Data

Collaborate: Iterative dialogue and public helped set agenda
"""

KOREA = """South Korea

  • Member Since 2011
  • Number of Commitments: 13

South Korea is currently implementing 16 commitments from their 2018-2020 action plan.

Contact

Yujin Lee Deputy Director, Ministry of the Interior and Safety yujinflee@korea.kr
Jihye Park Assistant Deputy Director, Ministry of the Interior and Safety parkjihye66@korea.kr

Commitments

  1. Public-Private Anti-Corruption System

    KR0036, 2018, Anti-Corruption

  2. Open Data

    Starred commitment

    KR0044, 2018, Open Data

  3. Refine the Portal to Be More User Friendly

    KR0008, 2012,

Recent Posts

Seoul and the OGP Ten

A few things to expect.
"""

HOSTILE = """Evil <script>alert(1)</script> City, "Nowhere" & Co

  • Member Since 1999

Contacts

"><img src=x onerror=alert(1)> {{7*7}} Officer, <b>Ministry</b> javascript:alert(1)@evil.example

Commitments

  1. שלום עולם </mark><script>alert(2)</script> \U0001f600 \u202e reversed

    EV0001, 2020, Civic <i>Space</i>
"""


def make_page(page_id: str, text: str, **fields: Any) -> Page:
    """A page whose title is its first line, with the digest of its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    url = f"https://www.opengovpartnership.org/members/{page_id}/"
    page = Page(page_id, text.partition("\n")[0], url, text, digest, (), saved_on="2021-03-04")
    return page if not fields else Page(*(fields.get(n, getattr(page, n)) for n in page.__dataclass_fields__))


def span_of(page: Page, quote: str) -> Span:
    """Where `quote` stands in the page, white space alike; ValueError when it does not."""
    match = re.search(r"\s+".join(map(re.escape, quote.split())), page.text)
    if match is None:
        raise ValueError(f"{quote!r} does not stand in {page.page_id}")
    return Span(*match.span())


def make_pages() -> dict[str, Page]:
    """The fake's three pages by id."""
    texts = {"seoul-south-korea": SEOUL, "south-korea": KOREA, "evil-city": HOSTILE}
    return {page_id: make_page(page_id, text) for page_id, text in texts.items()}


def make_records(pages: Mapping[str, Page]) -> tuple[Record, ...]:
    """At least one record of every type."""
    seoul, korea, evil = pages["seoul-south-korea"], pages["south-korea"], pages["evil-city"]
    counts: dict[str, int] = {}

    def record(cls: type[Record], page: Page, quote: str, section: str = "", **fields: Any) -> Record:
        key = f"{page.page_id}:{cls.__name__.lower()}"
        counts[key] = counts.get(key, 0) + 1
        return cls(
            record_id=f"{key}:{counts[key]}",
            page_id=page.page_id,
            member_id=page.page_id,
            span=span_of(page, quote),
            section=(section,) if section else (),
            **fields,
        )

    return (
        record(
            Member,
            seoul,
            "Seoul, South Korea",
            name="Seoul, South Korea",
            short_name="Seoul",
            level="local",
            country="South Korea",
            since=2016,
        ),
        record(
            Contact,
            seoul,
            "Jihyun Kim External Relations Officer, Seoul Metropolitan Government kimjihyun@seoul.go.kr",
            "Contacts",
            name="Jihyun Kim",
            role="External Relations Officer",
            organisation="Seoul Metropolitan Government",
            email="kimjihyun@seoul.go.kr",
        ),
        record(
            Resource,
            seoul,
            "Seoul Action Plan 2018-2020 2018, Action Plan, Web page",
            "Resources",
            title="Seoul Action Plan 2018-2020",
            year=2018,
            resource_type="Action Plan",
            format="Web page",
        ),
        record(
            Definition,
            seoul,
            "Collaborate: Iterative dialogue and public helped set agenda",
            "Current Data",
            term="Collaborate",
            text="Iterative dialogue and public helped set agenda",
        ),
        record(
            Member, korea, "South Korea", name="South Korea", short_name="South Korea", level="national", since=2011
        ),
        record(ActionPlan, korea, "Number of Commitments: 13", n_commitments=13),
        record(
            ActionPlan,
            korea,
            "South Korea is currently implementing 16 commitments from their 2018-2020 action plan.",
            n_commitments=16,
            period="2018-2020",
        ),
        record(
            Contact,
            korea,
            "Yujin Lee Deputy Director, Ministry of the Interior and Safety yujinflee@korea.kr",
            "Contact",
            name="Yujin Lee",
            role="Deputy Director",
            organisation="Ministry of the Interior and Safety",
            email="yujinflee@korea.kr",
        ),
        record(
            Contact,
            korea,
            "Jihye Park Assistant Deputy Director, Ministry of the Interior and Safety parkjihye66@korea.kr",
            "Contact",
            name="Jihye Park",
            role="Assistant Deputy Director",
            organisation="Ministry of the Interior and Safety",
            email="parkjihye66@korea.kr",
        ),
        record(
            Commitment,
            korea,
            "Public-Private Anti-Corruption System KR0036, 2018, Anti-Corruption",
            "Commitments",
            code="KR0036",
            title="Public-Private Anti-Corruption System",
            year=2018,
            area="Anti-Corruption",
        ),
        record(
            Commitment,
            korea,
            "Open Data Starred commitment KR0044, 2018, Open Data",
            "Commitments",
            code="KR0044",
            title="Open Data",
            year=2018,
            area="Open Data",
            starred=True,
        ),
        record(
            Commitment,
            korea,
            "Refine the Portal to Be More User Friendly KR0008, 2012,",
            "Commitments",
            code="KR0008",
            title="Refine the Portal to Be More User Friendly",
            year=2012,
        ),
        record(
            Post,
            korea,
            "Seoul and the OGP Ten A few things to expect.",
            "Recent Posts",
            title="Seoul and the OGP Ten",
            summary="A few things to expect.",
        ),
        record(
            Member,
            evil,
            'Evil <script>alert(1)</script> City, "Nowhere" & Co',
            name='Evil <script>alert(1)</script> City, "Nowhere" & Co',
            short_name="Evil <script>alert(1)</script> City",
            level="local",
            country='"Nowhere" & Co',
            since=1999,
        ),
        record(
            Contact,
            evil,
            '"><img src=x onerror=alert(1)> {{7*7}} Officer, <b>Ministry</b> javascript:alert(1)@evil.example',
            "Contacts",
            name='"><img src=x onerror=alert(1)>',
            role="{{7*7}} Officer",
            organisation="<b>Ministry</b>",
            email="javascript:alert(1)@evil.example",
        ),
        record(
            Commitment,
            evil,
            "שלום עולם </mark><script>alert(2)</script> \U0001f600 \u202e reversed EV0001, 2020, Civic <i>Space</i>",
            "Commitments",
            code="EV0001",
            title="שלום עולם </mark><script>alert(2)</script> \U0001f600 \u202e reversed",
            year=2020,
            area="Civic <i>Space</i>",
        ),
    )


def as_row(record: Record, citation: int) -> dict[str, Any]:
    """A record as one row of an answer: its own fields, its type and the number of its citation."""
    common = Record.__dataclass_fields__
    fields = {name: getattr(record, name) for name in record.__dataclass_fields__ if name not in common}
    place = {"member_id": record.member_id, "page_id": record.page_id, "citation": citation}
    return {"type": type(record).__name__, **fields, **place}


@dataclass(frozen=True)
class FakeStore:
    """The pages and records of the fake index."""

    by_id: Mapping[str, Page]
    records: tuple[Record, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, sorted by page id."""
        return tuple(self.by_id[page_id] for page_id in sorted(self.by_id))

    def page(self, page_id: str) -> Page:
        """One page; KeyError when there is none."""
        return self.by_id[page_id]


@dataclass(frozen=True)
class FakeIndex:
    """A generation that exists in memory only."""

    store: FakeStore
    name: str = "20210304T000000-fake"
    built_at: str = "2021-03-04T00:00:00Z"
    exclusions: Exclusions = NOTHING
    listed: Exclusions = NOTHING

    def close(self) -> None:
        """Nothing is open."""


def make_index() -> FakeIndex:
    """The index of the fake's three pages."""
    pages = make_pages()
    return FakeIndex(FakeStore(pages, make_records(pages)))


@dataclass(frozen=True)
class FakeAssistant:
    """Answers the questions in `ANSWERS`, and says that it found nothing for all others."""

    index: FakeIndex = field(default_factory=make_index)

    def answer(self, question: Question, *, explain: bool = False) -> Answer:
        """The answer that the table gives to the first key that stands in the question."""
        if not re.search(r"\w", question.text):
            raise QuestionError("The question holds no letter or digit.", "Ask in words.")
        if "explode" in question.text:
            raise RuntimeError("the fake was told to explode")
        for key, reply in ANSWERS.items():
            if key in question.text.casefold():
                return reply(self, question)
        return self.nothing(question, "not_found", "no_evidence")

    def search(self, text: str, k: int = 10, *, members: Sequence[str] = (), lang: str = "en") -> list[Hit]:
        """The lines of all pages (of these members') that share a word with the text, at most k."""
        words = set(re.findall(r"\w+", text.casefold()))
        hits: list[Hit] = []
        for page in self.index.store.pages:
            for match in re.finditer(r"\S[^\n]*", page.text):
                shared = words & set(re.findall(r"\w+", match[0].casefold()))
                if shared and len(hits) < k and page.page_id in (members or (page.page_id,)):
                    span = Span(*match.span())
                    passage = Passage(len(hits), page.page_id, page.page_id, span, (), span.of(page.text), page.title)
                    hits.append(Hit(passage, 1.0 / (len(hits) + 1), len(hits) + 1, lexical=float(len(shared))))
        return hits

    def example_questions(self, lang: str = "en") -> tuple[str, ...]:
        """Questions that the table answers."""
        if lang == "ko":
            return ("서울의 담당자는 누구인가요?",)
        return (
            "Who is Seoul's contact?",
            "List the commitments of South Korea",
            "How many commitments does South Korea have?",
        )

    def questions_about(self, member_id: str, lang: str = "en") -> tuple[str, ...]:
        """A question that bears the member's name."""
        names = [r.name for r in self.index.store.records if isinstance(r, Member) and r.member_id == member_id]
        return tuple(f"Who is {name}'s contact?" for name in names)

    def other_readings(self, question: Question) -> tuple[str, ...]:
        """Two others, whatever was asked."""
        return ("List the commitments of South Korea", "Which joined earlier?")

    def of_type(self, cls: type[Record], page_id: str) -> list[Record]:
        """The records of one type on one page."""
        return [r for r in self.index.store.records if isinstance(r, cls) and r.page_id == page_id]

    def cite(self, number: int, record: Record) -> Citation:
        """The record's span as a citation."""
        page = self.index.store.page(record.page_id)
        return Citation(
            number,
            page.page_id,
            page.title,
            record.section,
            record.span.of(page.text),
            *record.span,
            page.sha256,
            page.url,
            f"{page.url}#:~:text=x",
            page.saved_on,
        )

    def reply(self, question: Question, text: str, records: list[Record], **fields: Any) -> Answer:
        """An answer whose rows and citations are the records."""
        query = Query(
            fields.pop("understood", question.text),
            fields.pop("relation", "contact"),
            fields.pop("aggregate", "value"),
            Filters(members=(records[0].member_id,)),
            lang=question.lang or "en",
            confidence=0.9,
        )
        return Answer(
            question.text,
            fields.pop("status", "answered"),
            query,
            text=text,
            kind=fields.pop("kind", "value"),
            rows=tuple(as_row(r, n) for n, r in enumerate(records, 1)),
            citations=tuple(self.cite(n, r) for n, r in enumerate(records, 1)),
            explanation={"relation": "contact", "score": 0.9},
            **fields,
        )

    def nothing(self, question: Question, status: Status, reason: Reason) -> Answer:
        """Nothing answered, for this reason."""
        query = Query(question.text, None, "value", Filters(members=("south-korea",)), lang=question.lang or "en")
        return Answer(
            question.text,
            status,
            query,
            reason=reason,
            suggestions=self.example_questions()[:2],
            message="The pages do not say this.",
        )


def _of(cls: type[Record], page_id: str, text: str, **fields: Any) -> Callable[[FakeAssistant, Question], Answer]:
    return lambda fake, question: fake.reply(question, text, fake.of_type(cls, page_id), **fields)


def _no(status: Status, reason: Reason) -> Callable[[FakeAssistant, Question], Answer]:
    return lambda fake, question: fake.nothing(question, status, reason)


def _follow_up(fake: FakeAssistant, question: Question) -> Answer:
    if not question.history:
        return fake.nothing(question, "clarify", "too_vague")
    records = fake.of_type(Contact, "seoul-south-korea")
    return fake.reply(
        question,
        "kimjihyun@seoul.go.kr",
        records,
        understood="What is the e-mail of Seoul's contact?",
        relation="contact_email",
    )


def _compare(fake: FakeAssistant, question: Question) -> Answer:
    records = fake.of_type(Member, "south-korea") + fake.of_type(Member, "seoul-south-korea")
    return fake.reply(
        question,
        "South Korea joined in 2011, Seoul in 2016.",
        records,
        kind="comparison",
        aggregate="compare",
        relation="member_since",
    )


def _long(fake: FakeAssistant, question: Question) -> Answer:
    records = fake.of_type(Commitment, "south-korea") * 40
    text = f"South Korea lists {len(records)} commitments:"
    return fake.reply(question, text, records, kind="list", aggregate="list", relation="commitments")


ANSWERS: Mapping[str, Callable[[FakeAssistant, Question], Answer]] = {
    "and the e-mail": _follow_up,
    "every commitment": _long,
    "seoul's contact": _of(
        Contact, "seoul-south-korea", "Jihyun Kim, External Relations Officer, is the contact of Seoul."
    ),
    "담당자": _of(Contact, "seoul-south-korea", "서울의 담당자는 Jihyun Kim입니다."),
    "evil": _of(Contact, "evil-city", '<script>alert(3)</script> "quoted" & \u202eback', relation="contact"),
    "hostile list": _of(
        Commitment, "evil-city", "One <b>commitment</b>.", kind="list", aggregate="list", relation="commitments"
    ),
    "list the commitments": _of(
        Commitment,
        "south-korea",
        "South Korea lists 3 commitments.",
        kind="list",
        aggregate="list",
        relation="commitments",
    ),
    "how many commitments": _of(
        ActionPlan,
        "south-korea",
        "South Korea's page says 13 in one place and 16 in another.",
        kind="value",
        aggregate="count",
        relation="plan_commitments",
    ),
    "which joined": _compare,
    "collaborate": _of(
        Definition, "seoul-south-korea", "Iterative dialogue and public helped set agenda", relation="definition"
    ),
    "documents": _of(
        Resource, "seoul-south-korea", "Seoul lists 1 document.", kind="list", aggregate="list", relation="resources"
    ),
    "posts": _of(Post, "south-korea", "A few things to expect.", kind="passage", relation=None),
    "commitments of seoul": _of(
        Member, "seoul-south-korea", "Seoul's page lists none.", kind="list", status="partial", reason="section_empty"
    ),
    "atlantis": _no("not_found", "member_not_in_corpus"),
    "zz9999": _no("not_found", "code_not_in_corpus"),
    "salary": _no("not_found", "not_stated"),
    "weather": _no("out_of_scope", "out_of_scope"),
    "georgia": _no("clarify", "ambiguous"),
    "tell me": _no("clarify", "too_vague"),
}
