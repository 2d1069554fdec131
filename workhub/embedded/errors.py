"""What can go wrong with the embedded services, as one error with a stable code and a sentence for people."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmbeddedError(Exception):
    """A service cannot be started or reached; `code` is stable, the text is for a person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def disk_full(folder: Path) -> EmbeddedError:
    """The error for a disk that has no room left."""
    return EmbeddedError(
        "disk_full",
        f"There is not enough free disk space in {folder}. Free some space, "
        "or set WORKHUB_HOME to a folder on another disk.",
    )


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals below `folder` into sentences.

    Raises:
        EmbeddedError: `disk_full`, `path_too_long`, `folder_refused` or `folder_unusable`.
    """
    try:
        yield
    except OSError as error:
        raise _translated(error, folder) from error


def _translated(error: OSError, folder: Path) -> EmbeddedError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(folder)
    if error.errno == errno.ENAMETOOLONG:
        return EmbeddedError(
            "path_too_long",
            f"The path {folder} is too long for this system. Set WORKHUB_HOME to a shorter one.",
        )
    where = error.filename or folder
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return EmbeddedError(
            "folder_refused",
            f"User number {os.geteuid()} may not write {where}. It may belong to somebody else, "
            "for example because WorkHub was last run as root. Set WORKHUB_HOME "
            "to a folder of your own, or remove the old one.",
        )
    return EmbeddedError("folder_unusable", f"The folder {folder} cannot be used: {error.strerror or error}.")
