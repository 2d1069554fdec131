"""How many rows each table has, and a checksum of their content."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from psycopg import sql

from workhub.backup.server import Connection

SCHEMAS = ("public", "agent_checkpoints")
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY(%s) AND NOT EXISTS (
  SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2"""
STRANGERS = """
SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname <> ALL(%s) AND n.nspname !~ '^pg_'
AND n.nspname <> 'information_schema' ORDER BY 1"""
# A sum does not depend on the order of rows, so nothing is sorted; the alias is one that no column has.
FIGURE = """
SELECT count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(whole_row_::text, 'UTF8')) for 8), 'hex'))
::bit(64)::bigint::numeric), 0)::text FROM ONLY {} AS whole_row_"""


class Figure(NamedTuple):
    """One table's content in two figures."""

    rows: int
    checksum: str


@contextmanager
def snapshot(connection: Connection) -> Iterator[str]:
    """A moment of the database that others can look at too; its id, for as long as the block lasts."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None  # noqa: S101 - a function's result
        yield str(row[0])
    finally:
        if not connection.closed:
            connection.execute("ROLLBACK")


def schemas(connection: Connection) -> list[str]:
    """The schemas that hold what is WorkHub's."""
    rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s) ORDER BY 1", [list(SCHEMAS)])
    return [name for (name,) in rows]


def strangers(connection: Connection) -> list[str]:
    """Schemas with somebody else's tables, which no backup of WorkHub holds."""
    return [name for (name,) in connection.execute(STRANGERS, [list(SCHEMAS)])]


def tables(connection: Connection) -> list[tuple[str, str]]:
    """Schema and name of every table, those of extensions left out: they come with the extension."""
    return [(schema, name) for schema, name in connection.execute(TABLES, [list(SCHEMAS)])]


def figures(connection: Connection) -> dict[str, Figure]:
    """Every table's figures, by `schema.name`. Each table is read once from end to end."""
    found = {}
    for schema, name in tables(connection):
        row = connection.execute(sql.SQL(FIGURE).format(sql.Identifier(schema, name))).fetchone()
        assert row is not None  # noqa: S101 - an aggregate's result
        found[f"{schema}.{name}"] = Figure(*row)
    return found
