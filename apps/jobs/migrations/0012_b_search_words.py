"""The words each row is found by, kept true by the database itself on every write, bulk loads included.

The column is no field of the models: nobody reads it, and a generated column would rewrite the table under a lock. The
next migration fills it beside whoever works.
"""

from typing import Any

from django.db import migrations

# table → what its number begins with, and the columns whose words count; those that a version lacks are left out.
SEARCHED = {
    'jobs_customer': ('', ['name', 'phone', 'email', 'external_id']),
    'jobs_contact': ('', ['name', 'phone', 'email']),
    'jobs_site': ('', ['name', 'address', 'external_id']),
    'jobs_asset': ('', ['name', 'serial', 'kind', 'manufacturer', 'model', 'external_id']),
    'jobs_job': ('wh', ['number', 'title', 'external_id']),
    'jobs_incident': ('whi', ['number', 'title', 'description']),
}

# Everything that parts words, in ASCII and beyond; letters of every script are left.
PARTS = r'[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+'

WORDS = rf"""
CREATE FUNCTION workhub_words(told text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
    WITH folded AS (
        SELECT replace(replace(replace(translate(
            lower(regexp_replace(normalize(coalesce(told, ''), NFKD), '[\u0300-\u036f]', '', 'g')),
            'øłđı', 'oldi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe') AS it
    ), typed AS (
        SELECT regexp_split_to_table(it, '\s+') AS it FROM folded
    ), numbers AS (
        SELECT regexp_split_to_array(found[1], '[^0-9]+') AS parts
        FROM folded, regexp_matches(it, '([0-9][0-9 ()./-]{{5,}}[0-9])', 'g') AS found
    ), tokens AS (
        SELECT regexp_split_to_table(it, '{PARTS}') AS it FROM typed
        UNION SELECT regexp_replace(it, '{PARTS}', '', 'g') FROM typed
        UNION SELECT array_to_string(parts[n:], '') FROM numbers, generate_subscripts(parts, 1) AS n
    )
    SELECT coalesce(array_to_tsvector(array_agg(left(it, 60))), ''::tsvector) FROM tokens WHERE it <> ''
$words$
"""
KEEP = """
CREATE FUNCTION workhub_keep_words() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
    told jsonb := to_jsonb(NEW);
    prefix text := TG_ARGV[0];
BEGIN
    NEW.words := workhub_words((SELECT string_agg(told ->> name, ' ') FROM unnest(TG_ARGV[1:]) AS name));
    IF prefix <> '' THEN
        NEW.words := NEW.words || array_to_tsvector(ARRAY[prefix || (told ->> 'number')]);
    END IF;
    RETURN NEW;
END
$keep$
"""


def begin(apps: Any, schema_editor: Any) -> None:
    """Functions, columns, triggers: none of it takes longer on a large table."""
    for function in (WORDS, KEEP):
        schema_editor.execute(function, params=None)
    with schema_editor.connection.cursor() as cursor:
        for table, (prefix, asked) in SEARCHED.items():
            there = {c.name for c in schema_editor.connection.introspection.get_table_description(cursor, table)}
            columns = [column for column in asked if column in there]
            told = ', '.join(f"'{word}'" for word in [prefix, *columns])
            cursor.execute(f'ALTER TABLE {table} ADD COLUMN words tsvector')
            cursor.execute(
                f'CREATE TRIGGER keep_words BEFORE INSERT OR UPDATE OF {", ".join(columns)} ON {table} '
                f'FOR EACH ROW EXECUTE FUNCTION workhub_keep_words({told})'
            )


def end(apps: Any, schema_editor: Any) -> None:
    """As it was."""
    for table in SEARCHED:
        schema_editor.execute(f'DROP TRIGGER keep_words ON {table}')
        schema_editor.execute(f'ALTER TABLE {table} DROP COLUMN words')
    schema_editor.execute('DROP FUNCTION workhub_keep_words()')
    schema_editor.execute('DROP FUNCTION workhub_words(text)')


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0012_external_ids'),
    ]

    operations = [
        migrations.RunPython(begin, end),
    ]
