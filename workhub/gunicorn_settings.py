"""gunicorn's settings: `gunicorn --config python:workhub.gunicorn_settings workhub.asgi:application`."""

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Any

from workhub import logs
from workhub.env import load, load_for_processes

_env, _processes = load(), load_for_processes()
_MEMORY = Path("/dev/shm")  # noqa: S108 - only gunicorn's own nameless files

bind = f"[{_processes.HOST}]:{_env.PORT}" if ":" in _processes.HOST else f"{_processes.HOST}:{_env.PORT}"
workers = _processes.WEB_CONCURRENCY
worker_class = "workhub.web_worker.WebWorker"
# Loading before the fork saves nothing after a while (performance.md §4), and connections must not be inherited.
preload_app = False
# What is under way may end; WebSockets are closed with "come again" (1012).
graceful_timeout = 3
# A worker that says nothing for so long hangs and is started again.
timeout = 60
# Longer than proxies keep theirs: the side that sends must be the one that closes, or requests are lost.
keepalive = 75
# A worker that is replaced after so many requests would close every WebSocket: leaks are found, not swept away.
max_requests = 0
# The heartbeat must not wait for a disk.
worker_tmp_dir = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
# X-Forwarded-… is read by Django alone, which counts our proxies (ALLAUTH_TRUSTED_PROXY_COUNT).
forwarded_allow_ips = ""
proxy_protocol = False
control_socket_disable = True
# Requests are logged by workhub.middleware: with the request's id and without queries.
accesslog = None
loglevel = _env.LOG_LEVEL.lower()


def _logging() -> dict[str, Any]:
    """The same lines as everywhere, for gunicorn and uvicorn too."""
    configuration = logs.configuration(_env)
    configuration["loggers"] = {
        "gunicorn.error": {"handlers": ["console"], "level": _env.LOG_LEVEL, "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},  # uvicorn takes this one for its own access log
    }
    return configuration


logconfig_dict = _logging()

_PR_SET_PDEATHSIG = 1


def post_fork(server: Any, worker: Any) -> None:
    """End with the master: one that was killed would leave its workers on the port, and the next could not begin."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
