"""Bringing a backup back: beside what is there, checked, and only then in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from apps.core import schedules
from apps.core.restored import Settled, settle
from workhub.backup import archive, programs, server
from workhub.backup.databases import Databases, administered, django_on
from workhub.backup.errors import BackupError, readable
from workhub.backup.figures import figures
from workhub.backup.filing import Files
from workhub.backup.manifest import Manifest
from workhub.backup.recovery import recover
from workhub.backup.take import verify


@dataclass(frozen=True)
class Wishes:
    """What may be done: replace data, send what was waiting, keep the replaced database and files."""

    replace: bool = False
    send_pending: bool = False
    keep_old: bool = False


@dataclass(frozen=True)
class Restored:
    """What came back, and under which names the old is kept."""

    manifest: Manifest
    settled: Settled
    kept: list[str]


def restore(file: Path, *, wishes: Wishes, now: datetime, say: Callable[[str], object]) -> Restored:
    """Bring the database and the files to what the backup holds.

    Everything happens beside what is in use; two renames at the end put it in place. Until then, and after any
    failure, a kill included, the old data is as it was.

    Raises:
        BackupError: with a code and a sentence that says what is wrong.
    """
    manifest = verify(file)
    require_not_newer(manifest)
    say(f"The backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC is whole. Restoring {manifest.rows:,} rows.")
    files = Files(Path(settings.MEDIA_ROOT))
    recover()
    with administered() as databases, _cleaned_up(databases, files), readable(files.folder):
        _require_ready(databases, manifest, wishes)
        with archive.opened(file) as backup:
            files.unpack(backup)
            databases.create_fresh()
            _load(backup, databases)
        _compare(databases.fresh, manifest)
        say("Counts and checksums of every table are those of the backup.")
        with django_on(databases.fresh):
            settled = _make_current(now, send_pending=wishes.send_pending)
        _put_in_place(databases, files)
        kept = _keep(databases, files, now) if wishes.keep_old else []
        databases.drop(databases.old)
        files.drop(files.old)
    return Restored(manifest, settled, kept)


def require_not_newer(manifest: Manifest) -> None:
    """Refuse a backup with migrations that this version does not have.

    Raises:
        BackupError: `backup_is_newer`.
    """
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    unknown = set(manifest.migrations) - known
    if unknown:
        raise BackupError(
            "backup_is_newer",
            f"This backup was made by a newer WorkHub ({manifest.workhub}): it has changes that this version does not "
            f"know ({', '.join(sorted(unknown)[:3])}). Install that version and restore with it. Nothing was changed.",
        )


def _require_ready(databases: Databases, manifest: Manifest, wishes: Wishes) -> None:
    version = server.major(databases.raw)
    if version < manifest.postgresql:
        raise BackupError(
            "postgresql_is_older",
            f"The backup comes from PostgreSQL {manifest.postgresql}, and this server is {version}. "
            f"Restore to {manifest.postgresql} or newer. Nothing was changed.",
        )
    databases.require_unused()
    databases.require_own()
    if not wishes.replace and databases.holds_data():
        raise BackupError(
            "not_empty",
            f"There is data in the database {databases.name}. Back it up if you may need it; --replace puts the "
            "backup in its place. Nothing was changed.",
        )


def _load(backup: archive.Backup, databases: Databases) -> None:
    needed = max(backup.manifest.pg_dump, backup.manifest.postgresql, server.major(databases.raw))
    reader = programs.program("pg_restore", at_least=needed, tls=databases.raw.pgconn.ssl_in_use)
    command = [str(reader), f"--dbname={server.address(databases.fresh)}"]
    command += ["--no-owner", "--no-privileges", "--exit-on-error"]
    programs.feed(command, backup.pieces(archive.DATABASE))


def _compare(name: str, manifest: Manifest) -> None:
    with server.connect(name) as raw:
        found = figures(raw)
    if found != manifest.tables:
        differ = sorted(t for t in found.keys() | manifest.tables.keys() if found.get(t) != manifest.tables.get(t))
        raise BackupError(
            "figures_differ",
            f"What came back is not what the backup's manifest says ({', '.join(differ[:5])}), so it was thrown away. "
            "Nothing was changed. Use another backup.",
        )


def _make_current(now: datetime, *, send_pending: bool) -> Settled:
    """This version's tables, and nothing that would happen or hold twice."""
    call_command("prepare", verbosity=0)
    settled = settle(now=now, send_pending=send_pending)
    Session.objects.all().delete()  # somebody may have been signed out since, and for a reason
    cache.clear()
    schedules.begin_afresh(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return settled


def _put_in_place(databases: Databases, files: Files) -> None:
    try:
        files.swap()
        databases.swap()
    except BaseException:
        files.swap_back()
        raise


def _keep(databases: Databases, files: Files, now: datetime) -> list[str]:
    stamp = f"{now:%Y%m%d%H%M%S}"
    return [kept for kept in (databases.keep(stamp), files.keep(stamp)) if kept]


@contextmanager
def _cleaned_up(databases: Databases, files: Files) -> Iterator[None]:
    """Whatever happens, nothing half restored stays; what PostgreSQL refuses becomes a sentence."""
    try:
        yield
    except psycopg.errors.ObjectInUse as error:
        raise BackupError(
            "in_use",
            f"Somebody uses the database {databases.name}: {error}. Stop WorkHub and try again. Nothing was changed.",
        ) from error
    except psycopg.errors.DiskFull as error:
        raise BackupError("disk_full", f"The database's disk is full: {error}. Nothing was changed.") from error
    except psycopg.Error as error:
        raise BackupError("database_failed", f"The restore was given up: {error}. Nothing was changed.") from error
    finally:
        files.drop(files.fresh)
        with suppress(psycopg.Error):  # on a full disk it cannot be dropped yet; the next restore does it
            databases.drop(databases.fresh)
