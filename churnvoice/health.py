"""Is it alive, is it ready: two answers for whoever watches the machines."""

from collections.abc import Callable

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu import Connection

from churnvoice.celery import app


class HealthMiddleware:
    """Answers /healthz before hosts, sessions and the database are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        return self.get_response(request)


def check_database() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise RuntimeError(f"{len(waiting)} migrations have not run")


def check_broker() -> None:
    with Connection(app.conf.broker_url, transport_options=app.conf.broker_transport_options) as broker:
        broker.ensure_connection(max_retries=1, timeout=3)


def check_cache() -> None:
    cache.get("readyz")


CHECKS = {"database": check_database, "broker": check_broker, "cache": check_cache}


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, broker and cache answer; else 503. Causes go to the log, not to a stranger."""
    answers = {name: answers_well(check) for name, check in CHECKS.items()}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def answers_well(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        structlog.get_logger(__name__).exception("readiness check failed", check=check.__name__)
        return False
    return True
