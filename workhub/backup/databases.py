"""The restore's databases: made beside the one in use, and put in its place by name in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection as django_connection
from django.db import connections
from psycopg import sql

from workhub.backup import server
from workhub.backup.errors import BackupError
from workhub.backup.figures import strangers, tables

# Rows in these are no reason to be careful: `prepare` makes them.
BOOKKEEPING = {"django_migrations", "django_content_type", "auth_permission", "checkpoint_migrations"}
LONGEST_NAME = 63 - len("_before_20260302140000")


class Databases:
    """The database in use (it may be missing), the one being restored, and the one that was replaced."""

    def __init__(self, raw: server.Connection) -> None:
        self.raw = raw
        self.name = server.database_name()
        self.fresh = f"{self.name[:LONGEST_NAME]}_restoring"
        self.old = f"{self.name[:LONGEST_NAME]}_before_restore"

    def exists(self, name: str) -> bool:
        """Whether the server has a database of this name."""
        return self._one("SELECT 1 FROM pg_database WHERE datname = %s", name) is not None

    def require_unused(self) -> None:
        """Refuse while anybody is connected to the database in use.

        Raises:
            BackupError: `in_use`.
        """
        others = self._one(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", self.name
        )
        if others:
            raise BackupError(
                "in_use",
                f"{others} connections to the database {self.name} are open. Stop WorkHub (`manage.py up`, or web, "
                "worker, beat and relay) and everything else that uses it, then try again. Nothing was changed.",
            )

    def require_own(self) -> None:
        """Refuse when the database in use also holds what is not ours: it would be gone afterwards.

        Raises:
            BackupError: `not_alone`.
        """
        if self.exists(self.name):
            with server.connect(self.name) as raw:
                if found := strangers(raw):
                    raise BackupError(
                        "not_alone",
                        f"The database {self.name} also holds tables in {', '.join(found)}, which are not WorkHub's "
                        "and would be lost. Give WorkHub a database of its own. Nothing was changed.",
                    )

    def holds_data(self) -> bool:
        """Whether the database in use has rows that would be lost."""
        if not self.exists(self.name):
            return False
        with server.connect(self.name) as raw:
            return any(
                raw.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(*table))).fetchone()
                for table in tables(raw)
                if table[1] not in BOOKKEEPING
            )

    def create_fresh(self) -> None:
        """An empty database with the locale of the one in use; what a killed restore left behind goes.

        Raises:
            BackupError: `may_not_create`.
        """
        self.drop(self.fresh)
        try:
            self.raw.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(self.fresh), self._like_current()))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                "may_not_create",
                "A restore makes a new database and then puts it in the place of the old one, and this database user "
                "may not make any. Have it allowed (ALTER ROLE … CREATEDB), or restore as a user who may. "
                "Nothing was changed.",
            ) from error
        with server.connect(self.fresh) as raw:
            raw.execute("DROP SCHEMA public")  # the dump brings its own

    def swap(self) -> None:
        """Give the restored database the name of the one in use, and that one another: both or neither.

        Raises:
            BackupError: `in_use`, when somebody connected in the meantime.
        """
        with self.raw.transaction():
            if self.exists(self.name):
                self._rename(self.name, self.old)
            self._rename(self.fresh, self.name)

    def keep(self, stamp: str) -> str:
        """Give the replaced database a name that no later restore removes; empty when there was none."""
        if not self.exists(self.old):
            return ""
        kept = f"{self.name[:LONGEST_NAME]}_before_{stamp}"
        self._rename(self.old, kept)
        return kept

    def drop(self, name: str) -> None:
        """Remove one of our own databases, with whoever is still connected to it."""
        self.raw.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _rename(self, name: str, to: str) -> None:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        self.raw.execute(rename.format(sql.Identifier(name), sql.Identifier(to)))

    def _like_current(self) -> sql.Composable:
        """Encoding and locale as they are; PostgreSQL 14 knows no providers, so columns are asked for by name."""
        found = self._one("SELECT to_jsonb(d) FROM pg_database d WHERE datname = %s", self.name) or {}
        words: list[sql.Composable] = [sql.SQL("TEMPLATE template0")]
        for option, value in _locale(found).items():
            words += [sql.SQL(option), sql.Literal(value)]
        return sql.SQL(" ").join(words)

    def _one(self, query: str, *values: Any) -> Any:
        row = self.raw.execute(query, values).fetchone()
        return row[0] if row else None


def _locale(found: dict[str, Any]) -> dict[str, str]:
    """The options of CREATE DATABASE for one row of pg_database."""
    if not found:
        return {"ENCODING": "UTF8"}
    options = {"ENCODING": "UTF8", "LC_COLLATE": found["datcollate"], "LC_CTYPE": found["datctype"]}
    locale = found.get("datlocale") or found.get("daticulocale")  # before PostgreSQL 17 only ICU had one
    match found.get("datlocprovider", "c"):
        case "i":
            options |= {"LOCALE_PROVIDER": "icu", "ICU_LOCALE": locale}
        case "b":
            options |= {"LOCALE_PROVIDER": "builtin", "BUILTIN_LOCALE": locale}
    return options


@contextmanager
def administered() -> Iterator[Databases]:
    """The server's databases, for one restore at a time.

    Raises:
        BackupError: `restore_running`.
    """
    connections.close_all()  # ours would count as somebody's
    with server.connect("postgres") as raw:
        found = Databases(raw)
        row = raw.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"restore of {found.name}"]).fetchone()
        if not (row and row[0]):
            raise BackupError("restore_running", f"Another restore of {found.name} is under way.")
        yield found


@contextmanager
def django_on(name: str) -> Iterator[None]:
    """Django works with another database of the server, for as long as the block lasts."""
    usual = django_connection.settings_dict["NAME"]
    django_connection.close()
    django_connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        django_connection.close()
        django_connection.settings_dict["NAME"] = usual
