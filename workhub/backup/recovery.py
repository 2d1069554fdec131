"""After a restore that was killed in its last moment, between the two renames or before the old was removed."""

from pathlib import Path

from django.conf import settings

from workhub.backup.databases import administered
from workhub.backup.filing import Files


def recover() -> None:
    """Bring files and database together again. Costs nothing when there is nothing to do.

    The files are renamed first. While the restored database still waits under its own name, the one in use is the old
    one, so the old files come back; otherwise the restore was done, and only the old was still to be removed.

    Raises:
        BackupError: the database cannot be reached.
    """
    files = Files(Path(settings.MEDIA_ROOT))
    if not files.old.exists():
        return
    with administered() as databases:
        if files.old.exists() and databases.exists(databases.fresh):
            files.swap_back()
        databases.drop(databases.fresh)
        databases.drop(databases.old)
        files.drop(files.fresh)
        files.drop(files.old)
