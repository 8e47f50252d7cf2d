"""The citizen's page: server-rendered, complete without script, its whole state in the address."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, g, make_response, render_template, request, send_from_directory

from ogpqa.config import Settings
from ogpqa.errors import QuestionError
from ogpqa.resources import web_folder
from ogpqa.server.answer_view import arrange_turn, carried
from ogpqa.server.bounds import MAX_QUESTION
from ogpqa.server.charts import bar_chart
from ogpqa.server.copies import read_lines, read_span, tight
from ogpqa.server.endpoints import ENDPOINTS
from ogpqa.server.feedback import Feedback, FeedbackStore
from ogpqa.server.i18n import page_lang, register_i18n
from ogpqa.server.live import in_service
from ogpqa.server.observe import Counters
from ogpqa.server.problems import ProblemError
from ogpqa.server.schemas import FeedbackRequest
from ogpqa.types import RECORD_TYPES, Commitment, Question

READING = ("about", "accessibility", "privacy", "limits")
NEAREST = 3


def register_web(app: Flask, settings: Settings, counters: Counters) -> None:
    """Add the pages to the app."""
    register_i18n(app)
    web = Blueprint("web", __name__)
    _register_asking(web, counters)
    _register_browsing(web)
    _register_feedback(web, FeedbackStore(settings.feedback))
    _register_reading(web)
    app.register_blueprint(web)
    app.jinja_env.globals.update(max_question=MAX_QUESTION)
    app.jinja_env.filters["tight"] = tight

    @app.after_request
    def say_language(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = page_lang()
            response.vary.add("Accept-Language")
        response.vary.add("Accept")
        return response

    @app.get("/favicon.ico", endpoint="favicon")
    def favicon() -> Response:
        return send_from_directory(web_folder() / "static", "icon.svg")

    @app.get("/robots.txt", endpoint="robots")
    def robots() -> Response:
        # Answers are made on demand and saved copies belong to opengovpartnership.org: neither is for search engines.
        return Response("User-agent: *\nDisallow: /?\nDisallow: /pages/\nDisallow: /api/\n", mimetype="text/plain")


def _register_asking(web: Blueprint, counters: Counters) -> None:
    @web.get("/")
    def home() -> Response:
        text = request.args.get("q", "").strip()
        history = carried(request.args.getlist("h"))
        service = in_service()
        if not text:
            return _home(text, None)
        if len(text) > MAX_QUESTION:
            return _home(text[:MAX_QUESTION], "long")
        try:
            answer = service.assistant.answer(Question(text, tuple(history), request.args.get("member")))
        except QuestionError:
            return _home(text, "unreadable")
        counters.count_answer(answer)
        g.answer_status = answer.status
        turn = arrange_turn(answer, service.catalogue)
        nearest = [] if turn.answered else service.assistant.search(answer.query.text, NEAREST)
        members = [service.catalogue.members[m] for m in answer.query.filters.members if m in service.catalogue.members]
        page = render_template(
            "answer.html", turn=turn, history=history, next_history=carried([*history, text]), nearest=nearest,
            members=members, pages=service.catalogue.pages,
        )  # fmt: skip
        response = make_response(page)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _home(text: str, error: str | None) -> Response:
    service = in_service()
    page = render_template(
        "home.html", question=text, error=error, examples=service.assistant.example_questions()[:6],
        catalogue=service.catalogue, index=service.assistant.index,
    )  # fmt: skip
    return make_response(page, 422 if error else 200)


def _register_browsing(web: Blueprint) -> None:
    @web.get("/members")
    def members() -> str:
        words, level = request.args.get("q", "").strip()[:100], request.args.get("level", "")
        found = [
            m for m in in_service().catalogue.members.values()
            if words.casefold() in m.name.casefold() and level in ("", m.level)
        ]  # fmt: skip
        return render_template("members.html", members=found, words=words, level=level)

    @web.get("/members/<member_id>")
    def member(member_id: str) -> str:
        catalogue = in_service().catalogue
        if member_id not in catalogue.members:
            raise ProblemError(404, "There is no member of this name here.", "Look in the list of members.")
        records = {name: catalogue.of_member(member_id, name) for name in RECORD_TYPES}
        commitments = [r for r in records["Commitment"] if isinstance(r, Commitment)]
        return render_template(
            "member.html", member=catalogue.members[member_id], records=records,
            pages=catalogue.member_pages[member_id], page_of=catalogue.pages,
            by_year=bar_chart((str(c.year) for c in commitments if c.year), by_label=True),
            by_area=bar_chart(c.area for c in commitments if c.area),
        )  # fmt: skip

    @web.get("/pages/<page_id>")
    def page(page_id: str) -> Response:
        saved = in_service().catalogue.pages.get(page_id)
        if saved is None:
            raise ProblemError(404, "There is no saved page of this name.", "Look in the list of members.")
        wanted = request.args.get("s")
        # A link to a passage of another version of the page would mark the wrong words.
        same = saved.sha256.startswith(request.args.get("v", "")[:64])
        mark = read_span(wanted, saved) if same else None
        html = render_template(
            "page.html",
            page=saved,
            lines=read_lines(saved, mark),
            marked=mark is not None,
            lost=bool(wanted) and not mark,
        )
        response = make_response(html)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _register_feedback(web: Blueprint, store: FeedbackStore) -> None:
    @web.post("/feedback")
    def feedback() -> str:
        form = {k: v for k, v in request.form.items() if k in FeedbackRequest.model_fields and v}
        sent = FeedbackRequest.model_validate_strings(form)
        store.add(
            Feedback(
                helpful=sent.helpful, comment=sent.comment, question=sent.question if sent.consent else None,
                status=sent.status, reason=sent.reason, lang=sent.lang, generation=in_service().assistant.index.name,
            )
        )  # fmt: skip
        return render_template("thanks.html")


def _register_reading(web: Blueprint) -> None:
    def reading(name: str) -> str:
        return render_template(f"{name}.html")

    for name in READING:
        web.add_url_rule(f"/{name}", name, reading, defaults={"name": name})

    @web.get("/api")
    def api() -> str:
        return render_template("api.html", endpoints=ENDPOINTS)
