"""The few settings that are needed before Django's: from the environment, else from the .env file."""

import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def env_file() -> Path:
    """The file that settings are read from besides the environment: WORKHUB_ENV_FILE, else `.env`."""
    return Path(os.environ.get("WORKHUB_ENV_FILE") or ROOT / ".env")


@cache
def _dotenv() -> dict[str, str | None]:
    file = env_file()
    if not file.exists():
        return {}
    # Only when it is needed: embedded must stay importable with nothing but the standard library.
    from dotenv import dotenv_values  # noqa: PLC0415

    return dotenv_values(file)


def setting(name: str, default: str = "") -> str:
    """The value of one variable, or `default` where it is missing or empty."""
    return os.environ.get(name) or from_file(name) or _dotenv().get(name) or default


def from_file(name: str) -> str:
    """The value that a mounted secret holds: NAME_FILE names the file. Empty where NAME itself is set, or neither.

    Raises:
        OSError: the file cannot be read.
    """
    if os.environ.get(name):
        return ""
    file = os.environ.get(f"{name}_FILE") or _dotenv().get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else ""


def home() -> Path:
    """Where local state lives: WORKHUB_HOME, else `.workhub` in the project's folder. Always absolute."""
    named = setting("WORKHUB_HOME")
    return (Path(named).expanduser() if named else ROOT / ".workhub").resolve()


def durable() -> bool:
    """Whether PostgreSQL waits for the disk. WORKHUB_EMBEDDED_FSYNC=0 turns that off, for tests only."""
    return setting("WORKHUB_EMBEDDED_FSYNC", "1") != "0"
