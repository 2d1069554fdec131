"""Finds an nginx for the production test: one that is there, else (on Debian) the program out of apt's package.

The package is only unpacked, never installed: that would start a web server on port 80. `python -m
tests.e2e.find_nginx` looks and, where there is none, tries to get one; `find` only looks.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNPACKED = ROOT / ".workhub" / "tools" / "nginx"
SECONDS = 300


@cache
def find() -> Path | None:
    """An nginx that runs, or None."""
    return next((path for path in _candidates() if _runs(path)), None)


def why_not() -> str:
    """For people: why there is no nginx, and what to do."""
    return (
        "There is no nginx for the production test: none is installed, and apt-get could not download its package (or "
        "this is not Debian). Install nginx (on Debian: apt-get install nginx-light), or set WORKHUB_NGINX to the path "
        "of one."
    )


def obtain() -> Path | None:
    """Like `find`, but gets an nginx where there is none. May take a minute; prints what it does."""
    if found := find():
        return found
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        print("No nginx found; trying the program out of Debian's package.", flush=True)
        _unpack() or (os.geteuid() == 0 and _done(["apt-get", "update", "-qq"]) and _unpack())
        find.cache_clear()
    return find()


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("WORKHUB_NGINX"):
        yield Path(chosen)
    if found := shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"):
        yield Path(found)
    yield UNPACKED / "usr" / "sbin" / "nginx"


def _runs(path: Path) -> bool:
    return path.exists() and _done([str(path), "-v"])


def _unpack() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # apt downloads as a user of its own
        if not _done(["apt-get", "download", "-qq", "nginx"], folder):
            return False
        UNPACKED.mkdir(parents=True, exist_ok=True)
        packages = [str(file) for file in Path(folder).glob("*.deb")]
        return bool(packages) and _done(["dpkg-deb", "-x", packages[0], str(UNPACKED)])


def _done(command: list[str], folder: str | None = None) -> bool:
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> None:
    """Print the path of nginx, or the reason there is none; the tests decide what that means."""
    found = obtain()
    print(f"The production test uses {found}." if found else why_not(), flush=True)


if __name__ == "__main__":
    main()
