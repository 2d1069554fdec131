"""Logs of every process: one line per event on standard error, as text or JSON, in UTC, without secrets."""

import logging
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from workhub.env import Env
from workhub.redaction import Redaction, secrets_of

FIELDS = ["levelname", "name", "message"]
NAMES = {"levelname": "level", "name": "logger", "exc_info": "error", "stack_info": "stack"}
UNWANTED = ("request", "color_message", "data", "server_time")  # what Django, uvicorn and Celery add for themselves
TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Json(JsonFormatter):
    """One JSON object a line: time, level, logger, message, process, request_id, error and what a call adds."""

    def __init__(self, *, redaction: Redaction, process: str = "") -> None:
        super().__init__(
            FIELDS,
            rename_fields=NAMES,
            reserved_attrs=[*RESERVED_ATTRS, *UNWANTED],
            timestamp="time",
            json_ensure_ascii=False,
        )
        self.redaction, self.process = redaction, process

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Call the request's id by its name, leave it out where there is none, and hide what is secret."""
        request_id = log_data.pop("correlation_id", None)
        # Asked anew each time: a process may be forked from another that has set all of this up.
        log_data |= {"process": self.process or process_name()} | ({"request_id": request_id} if request_id else {})
        cleaned: dict[str, Any] = self.redaction.deep(log_data)
        return cleaned


class Text(logging.Formatter):
    """One line for people (and a traceback below it)."""

    def __init__(self, *, redaction: Redaction) -> None:
        super().__init__(TEXT)
        self.redaction = redaction

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """UTC, ISO 8601."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message, with the request's id where there is one."""
        request_id = getattr(record, "correlation_id", None)
        return super().formatMessage(record) + (f" [{request_id}]" if request_id else "")

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        return self.redaction(super().format(record))


def configuration(env: Env, *more_secrets: str) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes; the same for Django, Celery and gunicorn."""
    redaction = Redaction([*secrets_of(env), *more_secrets])
    formatter = partial(Json, redaction=redaction) if is_json(env) else partial(Text, redaction=redaction)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "django_guid.log_filters.CorrelationId"}},
        "formatters": {"line": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
        "root": {"handlers": ["console"], "level": env.LOG_LEVEL},
        "loggers": {
            # Django's own handlers would write a second line, and email administrators.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "django.db.backends": {"level": "INFO"},  # below are queries with their values
            "django_guid": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
        },
    }


def is_json(env: Env) -> bool:
    """Whether lines are for machines: said outright, else in production."""
    return (env.LOG_FORMAT or ("json" if env.WORKHUB_ENV == "production" else "text")) == "json"


def process_name(arguments: list[str] | None = None) -> str:
    """`web`, `worker`, `beat`, `relay`, or the management command's name."""
    program, *words = arguments if arguments is not None else sys.argv
    known = {"gunicorn": "web", "celery": next((word for word in words if word in ("worker", "beat")), "celery")}
    name = Path(program).name
    return known.get(name) or (words[0] if name == "manage.py" and words else name)
