"""The backup's file: a plain tar of the dump, the files, the manifest, and the manifest's checksum as the last word."""

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pydantic import ValidationError

from workhub.backup.errors import BackupError, readable
from workhub.backup.manifest import Entry, Manifest

CHUNK = 1024 * 1024
DATABASE = "database.dump"
FILES = "files/"
MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
LONGEST_MANIFEST = 512 * CHUNK


class Writer:
    """Writes members whose size is known only when they have been written: nothing is held in memory."""

    def __init__(self, stream: BinaryIO, *, modified_at: float) -> None:
        self._stream = stream
        self._modified_at = int(modified_at)

    def add(self, name: str, pieces: Iterable[bytes]) -> Entry:
        """Write one member, and then its size into its header."""
        start = self._stream.tell()
        self._stream.write(self._header(name, 0))
        size, hashed = 0, hashlib.sha256()
        for piece in pieces:
            self._stream.write(piece)
            hashed.update(piece)
            size += len(piece)
        self._stream.write(b"\0" * (-size % tarfile.BLOCKSIZE))
        end = self._stream.tell()
        self._stream.seek(start)
        self._stream.write(self._header(name, size))
        self._stream.seek(end)
        return Entry(bytes=size, sha256=hashed.hexdigest())

    def seal(self, manifest: Manifest) -> None:
        """Write the manifest, its checksum, and the end of the archive."""
        entry = self.add(MANIFEST, [manifest.model_dump_json(indent=1).encode()])
        self.add(SEAL, [entry.sha256.encode()])
        self._stream.write(b"\0" * (2 * tarfile.BLOCKSIZE))

    def _header(self, name: str, size: int) -> bytes:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, self._modified_at
        return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


class Backup:
    """A backup that is open for reading. Its members are only those that the manifest knows."""

    def __init__(self, tar: tarfile.TarFile, file: Path) -> None:
        self._tar = tar
        self._members = {member.name: member for member in tar.getmembers()}
        self._file = file
        self.manifest = self._read_manifest()

    def check(self) -> None:
        """Read everything and compare every checksum.

        Raises:
            BackupError: `backup_damaged`.
        """
        wanted = {DATABASE: self.manifest.database}
        wanted |= {FILES + path: entry for path, entry in self.manifest.files.items()}
        if self._members.keys() != wanted.keys() | {MANIFEST, SEAL}:
            raise self._damaged("what it holds is not what its manifest names")
        for name, entry in wanted.items():
            if name.startswith(FILES):
                _require_below(name)
            hashed = hashlib.sha256()
            for piece in self.pieces(name):
                hashed.update(piece)
            if hashed.hexdigest() != entry.sha256:
                raise self._damaged(f"the checksum of {name} differs")

    def pieces(self, name: str) -> Iterator[bytes]:
        """One member's content."""
        member = self._members[name]
        stream = self._tar.extractfile(member) if member.isreg() else None
        if stream is None:
            raise self._damaged(f"{name} is no plain file")
        while piece := stream.read(CHUNK):
            yield piece

    def _read_manifest(self) -> Manifest:
        if not {MANIFEST, SEAL} <= self._members.keys() or self._members[MANIFEST].size > LONGEST_MANIFEST:
            raise _foreign(self._file)
        text = b"".join(self.pieces(MANIFEST))
        if hashlib.sha256(text).hexdigest().encode() != b"".join(self.pieces(SEAL)):
            raise self._damaged("the checksum of its manifest differs")
        try:
            return Manifest.model_validate_json(text)
        except ValidationError as error:
            raise BackupError(
                "backup_of_other_format",
                f"{self._file} is a backup in a form that this version of WorkHub does not know. Use the version "
                "that made it, or a newer one.",
            ) from error

    def _damaged(self, how: str) -> BackupError:
        return BackupError(
            "backup_damaged", f"{self._file} is damaged: {how}. Nothing was changed. Use another backup."
        )


def _require_below(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise BackupError("backup_damaged", f"The backup names a file outside its folder: {name}. Nothing was changed.")


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """A backup, for reading.

    Raises:
        BackupError: `not_a_backup`, `backup_damaged`, `backup_of_other_format`, and what `readable` raises.
    """
    with readable(file), file.open("rb") as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as tar:
                yield Backup(tar, file)
        except tarfile.TarError as error:
            raise _foreign(file) from error


def _foreign(file: Path) -> BackupError:
    return BackupError(
        "not_a_backup",
        f"{file} is not a whole backup made by `manage.py backup`: it may be cut short, encrypted, or something else. "
        "Nothing was changed.",
    )
