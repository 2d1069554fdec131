"""How to reach PostgreSQL: Django's own parameters, for psycopg and for PostgreSQL's programs."""

import os
from typing import Any

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from workhub.backup.errors import BackupError

Connection = psycopg.Connection[tuple[Any, ...]]
DJANGO_ONLY = ("cursor_factory", "context", "prepare_threshold")
# Nothing here may be cut short, and rows must read the same on every server.
SESSION = {
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "timezone": "UTC",
    "datestyle": "ISO, MDY",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


def database_name() -> str:
    """The name of WorkHub's database."""
    return str(connection.settings_dict["NAME"])


def _parameters(database: str) -> dict[str, Any]:
    parameters = {k: v for k, v in connection.get_connection_params().items() if k not in DJANGO_ONLY}
    return parameters | {"dbname": database}


def connect(database: str) -> Connection:
    """A connection of our own to one database of the server, outside any transaction.

    Raises:
        BackupError: `database_away`.
    """
    try:
        raw = psycopg.connect(**_parameters(database), autocommit=True)
        for name, value in SESSION.items():
            raw.execute("SELECT set_config(%s, %s, false)", [name, value])
    except psycopg.Error as error:
        raise BackupError("database_away", f"The database {database} cannot be reached: {error}") from error
    return raw


def address(database: str) -> str:
    """The address for PostgreSQL's programs. The password is not in it: a command line is seen by everybody."""
    return make_conninfo(**{k: v for k, v in _parameters(database).items() if k != "password"})


def environment() -> dict[str, str]:
    """The environment for PostgreSQL's programs, with the password."""
    password = _parameters("")["password"] if connection.settings_dict["PASSWORD"] else ""
    return os.environ | ({"PGPASSWORD": password} if password else {})


def major(connection: Connection) -> int:
    """The server's major version: 18."""
    return connection.info.server_version // 10_000
