"""Where backups go, what they are called, and which of them are old."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

NAME = re.compile(r"workhub-\d{4}-\d\d-\d\dT\d{6}Z\.tar")
ABANDONED_SECONDS = 24 * 3600


def destination(wanted: str, *, default: Path, now: datetime) -> Path:
    """The backup's file: as named, or with a name that says the moment (UTC) where a folder is named.

    Raises:
        OSError: the folder cannot be made.
    """
    place = Path(wanted).expanduser() if wanted else default
    if not wanted or wanted.endswith("/") or place.is_dir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place / f"workhub-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar"
    return place


def unfinished(target: Path, token: str) -> Path:
    """The name of a backup while it is being written."""
    return target.with_name(f".{target.name}.{token}.part")


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups with names of our own, and what a crash left behind a day ago."""
    ours = sorted((file for file in folder.iterdir() if NAME.fullmatch(file.name)), reverse=True)
    left = [part for part in folder.glob(".workhub-*.part") if _age(part) > ABANDONED_SECONDS]
    for old in [*ours[keep:], *left]:
        old.unlink(missing_ok=True)
    return ours[keep:]


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return 0.0
