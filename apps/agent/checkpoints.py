"""The graph's checkpoints, in PostgreSQL, in a schema of their own."""

from typing import Any

from django.db import connection
from langgraph.checkpoint.postgres import PostgresSaver
from psycopg import Connection, sql
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

SCHEMA = "agent_checkpoints"
_pool: "ConnectionPool[Connection[dict[str, Any]]] | None" = None


def saver() -> PostgresSaver:
    """A saver on this process's own small pool; the tables are made when they are missing."""
    set_up()
    return PostgresSaver(_connections())


def set_up() -> None:
    """Make the schema and its tables, once however many processes start together."""
    with Connection.connect(**_parameters(), autocommit=True, row_factory=dict_row) as raw:
        raw.execute("SELECT pg_advisory_lock(hashtext('workhub.agent_checkpoints'))")
        try:
            raw.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
            PostgresSaver(raw).setup()
        finally:
            raw.execute("SELECT pg_advisory_unlock(hashtext('workhub.agent_checkpoints'))")


def close() -> None:
    """Give the pool's connections back, at the end of a process or a test run."""
    global _pool
    if _pool is not None:
        _pool.close()
        _pool = None


def _connections() -> "ConnectionPool[Connection[dict[str, Any]]]":
    """Opened lazily and after any fork; idle connections are few."""
    global _pool
    if _pool is None:
        _pool = ConnectionPool(
            kwargs={**_parameters(), "autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
            open=True,
            min_size=1,
            max_size=6,
            check=ConnectionPool.check_connection,
            name="checkpoints",
        )
    return _pool


def _parameters() -> dict[str, Any]:
    """Django's connection parameters, in the checkpoints' schema."""
    parameters = connection.get_connection_params()
    for django_only in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(django_only, None)
    return {**parameters, "options": f"-c search_path={SCHEMA}"}
