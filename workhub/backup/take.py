"""Taking a backup: one snapshot of the database, the files, a manifest; read back before it gets its name."""

import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.conf import settings

from workhub.backup import archive, naming, programs, server
from workhub.backup.errors import BackupError, readable
from workhub.backup.figures import figures, schemas, snapshot
from workhub.backup.manifest import Entry, Manifest


def take(target: Path, *, now: datetime) -> Manifest:
    """Write a backup to `target`, which must not exist. It is there whole or not at all.

    Raises:
        BackupError: with a code and a sentence that says what is wrong.
    """
    part = naming.unfinished(target, secrets.token_hex(4))
    if not target.parent.is_dir():
        raise BackupError("folder_missing", f"There is no folder {target.parent}. Make it, or name another.")
    if target.exists():
        raise BackupError("file_exists", f"{target} exists already and is left alone. Name another file, or a folder.")
    with readable(target):
        try:
            _write(part, now)
            manifest = verify(part)
            part.rename(target)
            _sync_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def _write(part: Path, now: datetime) -> None:
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as stream:
        writer = archive.Writer(stream, modified_at=now.timestamp())
        manifest = _database(writer, now)
        manifest.files = dict(_files(writer, Path(settings.MEDIA_ROOT)))
        writer.seal(manifest)
        stream.flush()
        os.fsync(stream.fileno())


def _database(writer: archive.Writer, now: datetime) -> Manifest:
    """The dump, and figures of the very snapshot that it is made of."""
    name = server.database_name()
    with server.connect(name) as connection, snapshot(connection) as moment:
        version, found = server.major(connection), schemas(connection)
        dump = programs.program("pg_dump", at_least=version, tls=connection.pgconn.ssl_in_use)
        command = [str(dump), f"--dbname={server.address(name)}", "--format=custom", f"--snapshot={moment}"]
        command += ["--no-owner", "--no-privileges", *(f"--schema={schema}" for schema in found)]
        try:
            entry = writer.add(archive.DATABASE, programs.output_of(command))
            return Manifest(
                made_at=now,
                workhub=_version(),
                migrations=_migrations(connection),
                postgresql=version,
                pg_dump=programs.version_of(dump),
                schemas=found,
                tables=figures(connection),
                database=entry,
                files={},
            )
        except psycopg.Error as error:
            raise BackupError("database_failed", f"The database could not be read: {error}") from error


def _migrations(connection: server.Connection) -> list[str]:
    known = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if known is None or known[0] is None:
        raise BackupError("nothing_there", "This database holds no WorkHub yet: there is nothing to back up.")
    return [row[0] for row in connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")]


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


def _files(writer: archive.Writer, folder: Path) -> Iterator[tuple[str, Entry]]:
    """After the database: a file is written before the row that names it, so none of the snapshot's is missing."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        with suppress(FileNotFoundError), path.open("rb") as stream:  # removed just now: so were its rows
            name = path.relative_to(folder).as_posix()
            yield name, writer.add(archive.FILES + name, _pieces(stream))


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(archive.CHUNK):
        yield piece


def verify(file: Path) -> Manifest:
    """Read a backup from end to end: every checksum, and every row of the dump through pg_restore.

    Raises:
        BackupError: it is none, or damaged, or made by a newer PostgreSQL than there are programs for.
    """
    with archive.opened(file) as backup:
        backup.check()
        reader = programs.program("pg_restore", at_least=backup.manifest.pg_dump)
        programs.feed([str(reader), f"--file={os.devnull}"], backup.pieces(archive.DATABASE))
        return backup.manifest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
