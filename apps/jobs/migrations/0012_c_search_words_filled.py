"""Fills the words of rows that were there before, a few thousand at a time, and indexes them; nobody waits."""

from typing import Any

from django.db import migrations

TABLES = {
    'jobs_customer': 'name',
    'jobs_contact': 'name',
    'jobs_site': 'name',
    'jobs_asset': 'name',
    'jobs_job': 'title',
    'jobs_incident': 'title',
}
AT_ONCE = 2_000


def fill(apps: Any, schema_editor: Any) -> None:
    """Writing a column over itself rings the trigger. Can be begun again: what is filled is left alone."""
    with schema_editor.connection.cursor() as cursor:
        for table, column in TABLES.items():
            cursor.execute(f'SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM {table} WHERE words IS NULL')
            first, last = cursor.fetchone()
            for start in range(first, last + 1, AT_ONCE):
                cursor.execute(
                    f'UPDATE {table} SET {column} = {column} WHERE id >= %s AND id < %s AND words IS NULL',
                    [start, start + AT_ONCE],
                )


def index(table: str) -> migrations.RunSQL:
    """Made beside whoever writes. What an interrupted run left half-made is made again."""
    return migrations.RunSQL(
        [
            f'DROP INDEX CONCURRENTLY IF EXISTS {table}_words',
            # Without the list of what is still to be merged: it would be read at every search.
            f'CREATE INDEX CONCURRENTLY {table}_words ON {table} USING gin (words) WITH (fastupdate = off)',
        ],
        [f'DROP INDEX CONCURRENTLY IF EXISTS {table}_words'],
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('jobs', '0012_b_search_words'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(index(table) for table in TABLES),
    ]
