"""Finds a Chromium for the browser tests: one that is there, else Playwright's own, else (root on Debian) apt's.

`python -m tests.e2e.find_browser` looks and, where there is none, tries to get one; `find` only looks.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
)
DOWNLOAD_SECONDS = 240
INSTALL_SECONDS = 900


@cache
def find() -> Path | None:
    """A Chromium that runs, or None."""
    return next((path for path in _candidates() if _runs(path)), None)


def why_not() -> str:
    """For people: why there is no browser, and what to do."""
    return (
        "There is no Chromium for the browser tests: none is installed, Playwright's own could not be downloaded, and "
        "apt-get could not install one (or this is not root on Debian). Install Chromium, or set WORKHUB_CHROMIUM to "
        "the path of one."
    )


def obtain() -> Path | None:
    """Like `find`, but gets a Chromium where there is none. May take minutes; prints what it does."""
    for bring in (None, _download, _install):
        if bring is not None and not bring():
            continue
        find.cache_clear()
        if found := find():
            return found
    return None


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("WORKHUB_CHROMIUM"):
        yield Path(chosen)
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    for pattern in PLAYWRIGHT:
        yield from sorted(_playwright_folder().glob(pattern), reverse=True)


def _playwright_folder() -> Path:
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(chosen)
    caches = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return caches / "ms-playwright"


def _runs(path: Path) -> bool:
    """Some systems have a `chromium-browser` that only says how to install one: ask it for its version."""
    try:
        done = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def _download() -> bool:
    print("No Chromium found; trying Playwright's own.", flush=True)
    return _done([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS)


def _install() -> bool:
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists() or not shutil.which("apt-get"):
        return False
    print("Trying apt-get install chromium.", flush=True)
    _done(["apt-get", "update", "-qq"], INSTALL_SECONDS)
    return _done(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], INSTALL_SECONDS)


def _done(command: list[str], seconds: int) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> None:
    """Print the path of the browser, or the reason there is none; the tests decide what that means."""
    found = obtain()
    print(f"Browser tests use {found}." if found else why_not(), flush=True)


if __name__ == "__main__":
    main()
