"""Fixtures of every run: the empty test database is migrated once and kept as a dump; a run that finds it restores it.

Migrating takes some fifteen seconds of each run's processes, restoring one. What changes the migrated database changes
the dump's name; `WORKHUB_TEST_CACHE=` (empty) does without.
"""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from workhub.backup import programs

ROOT = Path(__file__).parents[1]
CACHE = os.environ.get("WORKHUB_TEST_CACHE", str(Path.home() / ".cache" / "workhub-tests"))
MADE_BY = ("apps/*/migrations/*", "apps/*/migrations/*/*", "apps/*/apps.py", "workhub/apps.py", "workhub/settings.py")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> bool:
    """Whether the database of this run is the kept one."""
    if not CACHE or not (dump := _dump()).exists():
        return False
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()  # noqa: SLF001 - Django has no other way to say it
        with connection.creation._nodb_cursor() as cursor:  # noqa: SLF001
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        _run("psql", name, "--quiet", "--set=ON_ERROR_STOP=1", f"--file={dump}")
    return True


@pytest.fixture(scope="session", autouse=True)
def kept_database(django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    if CACHE and not django_db_keepdb:
        with django_db_blocker.unblock():
            _save(str(connection.settings_dict["NAME"]))
    yield


def _save(name: str) -> None:
    """Written beside and moved there: another process may do the same at this moment."""
    dump = _dump()
    dump.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=dump.parent, suffix=".part", delete=False) as part:
        _run("pg_dump", name, "--no-owner", f"--file={part.name}")
    Path(part.name).replace(dump)


def _dump() -> Path:
    told = hashlib.sha256()
    files = sorted(path for pattern in MADE_BY for path in ROOT.glob(pattern) if path.is_file())
    for path in (*files, ROOT / "requirements-dev.txt"):
        if "__pycache__" not in path.parts:
            told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return Path(CACHE) / f"{told.hexdigest()[:32]}.sql"


def _run(program: str, database: str, *arguments: str) -> None:
    told = connection.get_connection_params()
    address = {"PGHOST": told.get("host"), "PGPORT": told.get("port"), "PGUSER": told.get("user")}
    secret = {"PGPASSWORD": told.get("password"), "PGDATABASE": database}
    environment = {key: str(value) for key, value in (address | secret).items() if value}
    found = programs.program(program, at_least=connection.pg_version // 10_000)
    subprocess.run([str(found), *arguments], env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
