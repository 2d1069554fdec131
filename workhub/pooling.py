"""The web process shares its database connections among its threads (docs/adr/0019)."""

from django.db import connections

from workhub.env import load_for_processes

PATIENCE = 10.0  # seconds a request waits for a connection, as long as it would wait for a lock
IDLE = 60.0  # seconds after which a connection that nobody needs is closed


def pool_connections() -> None:
    """Let every thread take its connection from one pool of `WEB_CONNECTIONS`.

    For the web process alone, before its first request: Django under ASGI gives each request a thread of its own, and
    a hundred at once would be PostgreSQL's hundred connections. Whoever listens or holds locks of a session (relay,
    worker, commands) connects as before.
    """
    settings = connections.settings["default"]
    settings["CONN_HEALTH_CHECKS"] = True  # one that PostgreSQL has closed meanwhile is not handed out
    settings["OPTIONS"] = {
        **settings["OPTIONS"],
        "pool": {
            "min_size": 0,
            "max_size": load_for_processes().WEB_CONNECTIONS,
            "timeout": PATIENCE,
            "max_idle": IDLE,
            "name": "web",
        },
    }
