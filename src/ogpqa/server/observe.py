"""What the server tells its operators: an access log without questions, and counters for Prometheus."""

from __future__ import annotations

import logging
import time

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ogpqa.server.live import Live
from ogpqa.types import Answer

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Counters:
    """One process's counters. Their labels are few and fixed: no label holds anything that a client wrote."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("ogpqa_requests", "Requests", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram(
            "ogpqa_request_seconds", "Time to a response", ["route"], buckets=BUCKETS, registry=self.registry
        )
        self.answers = Counter("ogpqa_answers", "Answers", ["status", "reason"], registry=self.registry)
        self.generation = Gauge("ogpqa_generation", "The generation in service (1)", ["name"], registry=self.registry)
        self.behind = Gauge(
            "ogpqa_generation_behind", "Whether a newer generation could not be opened", registry=self.registry
        )
        self.swaps = Counter(
            "ogpqa_swaps", "Newly published generations, by whether they took over", ["outcome"], registry=self.registry
        )

    def count_answer(self, answer: Answer) -> None:
        """Count an answer by its status and reason."""
        self.answers.labels(answer.status, answer.reason or "").inc()


def register_observation(app: Flask, live: Live) -> Counters:
    """Log and count every response, and serve the counters at /metrics."""
    counters, log = Counters(), structlog.get_logger("ogpqa.access")
    live.count_swap = lambda outcome: counters.swaps.labels(outcome).inc()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        # The route's pattern, never the address: addresses hold questions.
        route = request.url_rule.rule if request.url_rule else "(none)"
        method = request.method if request.method in ("GET", "POST", "HEAD", "OPTIONS") else "other"
        counters.requests.labels(method, route, response.status_code).inc()
        counters.seconds.labels(route).observe(seconds)
        log.info(
            "request", method=method, route=route, status=response.status_code, ms=round(seconds * 1000, 1),
            answer=g.get("answer_status"),
        )  # fmt: skip
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        counters.generation.clear()
        if live.generation:
            counters.generation.labels(live.generation).set(1)
        counters.behind.set(live.failure is not None)
        return Response(generate_latest(counters.registry), content_type=CONTENT_TYPE_LATEST)

    return counters


def configure_log(*, access: bool = True) -> None:
    """One JSON line per event on standard output; without `access`, warnings and errors only."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if access else logging.WARNING),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(),  # a line at once: workers share the output
        cache_logger_on_first_use=True,
    )
