"""What is made anew for test after test, kept as rows: put into a test's transaction instead of being made by verbs.

Hiring the cast takes forty statements; putting it in takes one. A test of its own transactions does without, as it
commits what it begins with.
"""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

Row = tuple[str, str]  # the table, and the row as JSON
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
MADE_BY_DATABASE = {"xid"}  # the number of the transaction that writes


def rows_made_by(make: Callable[[], object]) -> str:
    """SQL that makes the rows which this makes. Nothing is kept in the database."""
    with transaction.atomic():
        before = _rows()
        make()
        made = sorted(_rows() - before)
        transaction.set_rollback(True)
    tables = dict.fromkeys(table for table, _row in made)
    return "; ".join(_insert(table, [json.loads(row) for of, row in made if of == table]) for table in tables)


def put_in(rows: str) -> None:
    """Make such rows here."""
    with connection.cursor() as cursor:
        cursor.execute(rows)


def _rows() -> set[Row]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', to_jsonb(t)::text FROM {name} t" for name in tables))
        return set(cursor.fetchall())


def _insert(table: str, rows: list[dict[str, Any]]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name not in MADE_BY_DATABASE)
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, column_name), column_name FROM information_schema.columns"
            " WHERE table_name = %s AND is_identity = 'YES'",
            [table, table],
        )
        counters = cursor.fetchall()
    told = f"SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s)"
    ops: Any = connection.ops  # PostgreSQL's
    made = str(ops.compose_sql(f"INSERT INTO {table} ({names}) {told}", [json.dumps(rows)]))
    return "; ".join([made, *(_count_on(name, max(row[column] for row in rows)) for name, column in counters)])


def _count_on(sequence: str, last: int) -> str:
    """Whoever empties the tables may have the counting begin anew."""
    return f"SELECT setval('{sequence}', GREATEST({last}, (SELECT last_value FROM {sequence})))"
