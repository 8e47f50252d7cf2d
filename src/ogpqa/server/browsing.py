"""Looking around without a question: the members, one member, and the saved copies of pages."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from ogpqa.questions.text import fold
from ogpqa.server.catalogue import Catalogue
from ogpqa.server.charts import bar_chart
from ogpqa.server.copies import headings_of, in_parts, read_lines, read_span
from ogpqa.server.i18n import page_lang
from ogpqa.server.live import in_service
from ogpqa.server.paging import paged, read_number
from ogpqa.server.problems import ProblemError
from ogpqa.types import RECORD_TYPES, Commitment, Member, Resource

MEMBERS, COMMITMENTS, DOCUMENTS = 100, 30, 15  # so many on a page


def register_browsing(web: Blueprint) -> None:
    """Add the pages."""
    web.add_url_rule("/members", "members", _members)
    web.add_url_rule("/members/<member_id>", "member", _member)
    web.add_url_rule("/pages/<page_id>", "page", _page)


def _members() -> str:
    words, level = request.args.get("q", "").strip()[:100], request.args.get("level", "")
    found = [m for m in in_service().catalogue.members.values() if _fits(m, words) and level in ("", m.level)]
    found.sort(key=lambda m: m.level == "local")  # countries first, each by name
    page = paged(found, read_number(request.args.get("page")), MEMBERS)
    return render_template("members.html", members=page, words=words, level=level)


def _fits(member: Member, words: str) -> bool:
    """Whether a member's name or country holds the letters, accents and case apart."""
    return any(fold(words) in fold(text) for text in (member.name, member.country or ""))


def _member(member_id: str) -> str:
    service = in_service()
    catalogue = service.catalogue
    if member_id not in catalogue.members:
        raise ProblemError(404, "There is no member of this name here.", "Look in the list of members.")
    records = {name: catalogue.of_member(member_id, name) for name in RECORD_TYPES}
    commitments = [r for r in records["Commitment"] if isinstance(r, Commitment)]
    commitments.sort(key=lambda c: -(c.year or 0))
    documents = [r for r in records["Resource"] if isinstance(r, Resource)]
    member = catalogue.members[member_id]
    return render_template(
        "member.html", member=member, records=records,
        pages=catalogue.member_pages[member_id], page_of=catalogue.pages,
        by_year=bar_chart((str(c.year) for c in commitments if c.year), by_label=True),
        by_area=bar_chart(c.area for c in commitments if c.area),
        commitments=paged(commitments, read_number(request.args.get("page")), COMMITMENTS),
        documents=paged(documents, read_number(request.args.get("documents")), DOCUMENTS),
        neighbours=_neighbours(member, catalogue),
        questions=service.assistant.questions_about(member_id, page_lang()),
    )  # fmt: skip


def _neighbours(member: Member, catalogue: Catalogue) -> list[Member]:
    """The country of a local member, and the other local members of that country."""
    country = member.country or member.name
    return [m for m in catalogue.members.values() if m is not member and country in (m.name, m.country)]


def _page(page_id: str) -> Response:
    service = in_service()
    catalogue = service.catalogue
    saved = catalogue.pages.get(page_id)
    if saved is None:
        raise ProblemError(404, "There is no saved page of this name.", "Look in the list of members.")
    wanted = request.args.get("s")
    # A link to a passage of another version of the page would mark the wrong words.
    same = saved.sha256.startswith(request.args.get("v", "")[:64])
    mark = read_span(wanted, saved) if same else None
    headings = headings_of(saved, (r for r in service.assistant.index.store.records if r.page_id == page_id))
    parts = in_parts(read_lines(saved, mark, headings))
    marked = next((n for n, part in enumerate(parts, 1) if any(line.first for line in part)), 1)
    html = render_template(
        "page.html",
        page=saved,
        part=paged(parts, read_number(request.args.get("part")) if "part" in request.args else marked, 1),
        marked=marked if mark else None,
        lost=bool(wanted) and not mark,
        members=catalogue.members_on(page_id),
        newer=catalogue.newer(page_id),
    )
    response = make_response(html)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
