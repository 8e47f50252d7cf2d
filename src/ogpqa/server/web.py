"""The citizen's page: server-rendered, complete without script, its whole state in the address."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, g, make_response, render_template, request, send_from_directory

from ogpqa.config import Settings
from ogpqa.errors import QuestionError
from ogpqa.questions.remembering import remembering
from ogpqa.resources import web_folder
from ogpqa.server.answer_view import Wanted, arrange_turn
from ogpqa.server.bounds import MAX_QUESTION
from ogpqa.server.browsing import register_browsing
from ogpqa.server.conversation import carried, earlier_turns
from ogpqa.server.copies import tight
from ogpqa.server.endpoints import ENDPOINTS
from ogpqa.server.feedback import Feedback, FeedbackStore
from ogpqa.server.i18n import page_lang, register_i18n
from ogpqa.server.live import Service, in_service
from ogpqa.server.observe import Counters
from ogpqa.server.paging import read_number
from ogpqa.server.schemas import FeedbackRequest
from ogpqa.types import Answer, Hit, Question

READING = ("about", "accessibility", "privacy", "limits")
NEAREST = 3
EXAMPLES = 6


def register_web(app: Flask, settings: Settings, counters: Counters) -> None:
    """Add the pages to the app."""
    register_i18n(app)
    web = Blueprint("web", __name__)
    _register_asking(web, counters)
    register_browsing(web)
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
        with remembering():
            return asked()

    def asked() -> Response:
        text = request.args.get("q", "").strip()
        service = in_service()
        if not text:
            return _home(service, text, None)
        if len(text) > MAX_QUESTION:
            return _home(service, text[:MAX_QUESTION], "long")
        earlier = earlier_turns(carried(request.args.getlist("h")), service)
        history = tuple(turn.question for turn in earlier)
        question = Question(text, history, request.args.get("member"))
        try:
            answer = service.assistant.answer(question)
        except QuestionError:
            return _home(service, text, "unreadable")
        counters.count_answer(answer)
        g.answer_status = answer.status
        sources = read_number(request.args["sources"]) if "sources" in request.args else None
        wanted = Wanted(read_number(request.args.get("rows")), sources, bool(earlier))
        page = render_template(
            "sources.html" if sources else "answer.html",
            turn=arrange_turn(answer, service.catalogue, wanted),
            earlier=earlier, history=history, next_history=carried([*history, text]),
            nearest=[] if answer.text else _nearest(answer, service),
            readings=() if sources else service.assistant.other_readings(question),
            members=[m for i in answer.query.filters.members if (m := service.catalogue.members.get(i))],
            pages=service.catalogue.pages,
        )  # fmt: skip
        return _unlisted(page)


def _home(service: Service, text: str, error: str | None) -> Response:
    page = render_template(
        "home.html", question=text, error=error, examples=service.assistant.example_questions(page_lang())[:EXAMPLES],
        catalogue=service.catalogue, index=service.assistant.index,
    )  # fmt: skip
    return make_response(page, 422 if error else 200)


def _nearest(answer: Answer, service: Service) -> list[Hit]:
    """The passages nearest to a question that is not answered, of the members that it names when they have any."""
    query = answer.query
    found = service.assistant.search(query.text, NEAREST, members=query.filters.members, lang=query.lang)
    return found or service.assistant.search(query.text, NEAREST, lang=query.lang)


def _unlisted(page: str) -> Response:
    """A page that search engines must leave alone: answers hold what somebody asked."""
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _register_feedback(web: Blueprint, store: FeedbackStore) -> None:
    @web.post("/feedback")
    def feedback() -> str:
        """Yes or no; the page that thanks asks why, and sends the reason with the receipt."""
        form = {k: v for k, v in request.form.items() if k in FeedbackRequest.model_fields and v}
        sent = FeedbackRequest.model_validate_strings(form)
        receipt = store.add(
            Feedback(
                helpful=sent.helpful, comment=sent.comment, question=sent.question if sent.consent else None,
                status=sent.status, reason=sent.reason, lang=sent.lang, generation=in_service().assistant.index.name,
            )
        )  # fmt: skip
        return render_template("thanks.html", sent=sent, receipt=receipt if not sent.comment else None)

    @web.post("/feedback/why")
    def why() -> str:
        form = {k: v for k, v in request.form.items() if k in FeedbackRequest.model_fields and v}
        sent = FeedbackRequest.model_validate_strings(form)
        question = sent.question if sent.consent else None
        store.add_reason(request.form.get("receipt", "")[:64], sent.comment, question)
        return render_template("thanks.html", sent=sent, receipt=None)


def _register_reading(web: Blueprint) -> None:
    def reading(name: str) -> str:
        return render_template(f"{name}.html")

    for name in READING:
        web.add_url_rule(f"/{name}", name, reading, defaults={"name": name})

    @web.get("/api")
    def api() -> str:
        return render_template("api.html", endpoints=ENDPOINTS)
