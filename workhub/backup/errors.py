"""What can go wrong with a backup or a restore, as one error with a stable code and a sentence for people."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupError(Exception):
    """It cannot be done; `code` is stable, the text says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@contextmanager
def readable(place: Path) -> Iterator[None]:
    """Turn the operating system's refusals at `place` into sentences.

    Raises:
        BackupError: `disk_full`, `folder_refused`, `file_missing` or `folder_unusable`.
    """
    try:
        yield
    except OSError as error:
        raise _translated(error, place) from error


def _translated(error: OSError, place: Path) -> BackupError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BackupError("disk_full", f"There is not enough free disk space for {place}. Free some, or name another.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BackupError("folder_refused", f"{place} may not be read or written by this user. Name another place.")
    if isinstance(error, FileNotFoundError):
        return BackupError("file_missing", f"There is no {place}.")
    return BackupError("folder_unusable", f"{place} cannot be used: {error.strerror or error}.")
