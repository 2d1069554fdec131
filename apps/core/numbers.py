"""Human numbers: WH-1042, WH-I-27."""

from django.db import connection

START = {"job": 1000}


def next_number(name: str) -> int:
    """The next number of a kind. Call it last in a transaction: its row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_counter (name, value) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET value = core_counter.value + 1 RETURNING value",
            [name, START.get(name, 0) + 1],
        )
        return int(cursor.fetchone()[0])
