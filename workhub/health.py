"""/readyz: what the process depends on, and how far behind the outbox is. (/healthz: middleware.Alive.)"""

from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from apps.agent.selectors import models_paused
from apps.core.selectors import LATE, delivery_health


def readyz(request: HttpRequest) -> JsonResponse:
    """200 ok or degraded (Redis away, deliveries late or given up); 503 without a database, or with an old one.

    A paused AI is told and changes nothing: the rules do its work.
    """
    try:
        answer = _database()
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "not reachable"}, status=503)
    if answer["database"] != "ok":
        return JsonResponse({"status": "down", **answer}, status=503)
    answer["redis"] = _redis()
    deliveries = answer["deliveries"]
    in_time = deliveries["oldest_due_seconds"] < LATE.total_seconds()
    well = answer["redis"] == "ok" and in_time and not deliveries["dead"]
    return JsonResponse({"status": "ok" if well else "degraded", **answer})


def _database() -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return {"database": "not migrated"}
    return {"database": "ok", "deliveries": delivery_health(timezone.now()), "ai": _ai()}


def _ai() -> str:
    if not settings.GROQ_API_KEY:
        return "off"
    return "paused" if models_paused() else "ok"


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5, retry=None)
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return "not reachable"
    finally:
        client.close()
    return "ok"
