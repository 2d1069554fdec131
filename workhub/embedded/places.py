"""The folders and files of the embedded services, each readable by their owner only."""

import hashlib
import os
import re
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workhub.embedded.errors import EmbeddedError, disk_full

# A Unix socket's path ends at 107 bytes; this is the longer of the two names that go behind the folder.
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")
# libpq splits hosts at commas, PostgreSQL splits folders there too, and a URL has its own special characters.
SIMPLE_PATH = re.compile(r"[\w./@+-]+", re.ASCII)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Places:
    """Where everything of one WORKHUB_HOME is."""

    home: Path

    @property
    def private(self) -> Path:
        """Data, logs and recorded process ids."""
        return self.home / "embedded"

    @property
    def lock(self) -> Path:
        """Locked by the owner for as long as it runs."""
        return self.home / "embedded.lock"

    @property
    def services(self) -> Path:
        """The addresses, for tools beside WorkHub."""
        return self.home / "services.json"

    def sockets(self, base: Path, uid: int) -> Path:
        """The folder for one user's Unix sockets; a short one elsewhere where the path in `base` is too long."""
        folder = base / "run"
        if len(os.fsencode(folder)) > LONGEST_SOCKET or not SIMPLE_PATH.fullmatch(str(folder)):
            folder = _short_base() / f"workhub-{uid}-{self.key}"
        return folder

    @property
    def key(self) -> str:
        """A short name of this home, the same at each start."""
        return hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]


def _short_base() -> Path:
    common = Path("/tmp")  # noqa: S108 - the folder made in it is private and its owner is checked
    return common if common.is_dir() else Path(tempfile.gettempdir())


def private_folder(folder: Path, uid: int | None = None) -> Path:
    """Make a folder that only we (or the user `uid`, if given) can enter, or take the one of the last time.

    Raises:
        EmbeddedError: `folder_not_ours`, when the name is taken by a link or by somebody else's folder.
    """
    owner = os.geteuid() if uid is None else uid
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
        if owner != os.geteuid():
            os.chown(folder, owner, -1)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise EmbeddedError(
                "folder_not_ours",
                f"{folder} belongs to somebody else (user number {found.st_uid}), so WorkHub keeps nothing in it. "
                "Set WORKHUB_HOME to a folder of your own.",
            ) from None
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)
    return folder


def write_private(file: Path, text: str) -> None:
    """Write a file that only we can read, in one step: a reader sees the old text or the new, never half."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(text)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def require_space(folder: Path, megabytes: int) -> None:
    """Refuse early, in a sentence, rather than late, in the middle of a write.

    Raises:
        EmbeddedError: `disk_full`.
    """
    if shutil.disk_usage(folder).free < megabytes * MEGABYTE:
        raise disk_full(folder)
