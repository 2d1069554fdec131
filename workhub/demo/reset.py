"""Emptying WorkHub's tables."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction

from apps.core.models import StoredFile

AGENT_CHECKPOINTS = ("checkpoints", "checkpoint_blobs", "checkpoint_writes")


def empty_tables() -> None:
    """Empty every table of WorkHub's apps, the audit log and the agent's checkpoints included; ids start again at 1.

    What points at those rows (admin log, sign-in addresses) goes with them, and so do kept files once the caller's
    transaction is through.
    """
    kept = list(StoredFile.objects.values_list("content", flat=True))
    transaction.on_commit(lambda: _drop(kept))
    connection.check_constraints()  # TRUNCATE refuses while checks of this transaction are still waiting
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        names = [n for n in (*_own_tables(), *AGENT_CHECKPOINTS) if n in present]
        quoted = ", ".join(connection.ops.quote_name(n) for n in names)
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")


def _drop(places: list[str]) -> None:
    for place in places:
        default_storage.delete(place)


def _own_tables() -> list[str]:
    own = [config for config in apps.get_app_configs() if config.name.startswith("apps.")]
    return [m._meta.db_table for config in own for m in config.get_models(include_auto_created=True)]
