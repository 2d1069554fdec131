"""The embedded database when the wheel brings another PostgreSQL: with the wheel's own two versions, for real."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from workhub.embedded import EmbeddedError, running
from workhub.embedded.identity import Identity, shared_bases
from workhub.embedded.places import Places, private_folder
from workhub.embedded.postgres import Postgres, installation

OLD = installation().with_name("pginstall")  # the wheel's PostgreSQL 16
HOW_TO = ("git checkout", "manage.py backup workhub.tar", "Move ", "manage.py restore workhub.tar", "left as it is")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKHUB_EMBEDDED_FSYNC", "0")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    for folder in shared_bases(Places(tmp_path / "home")):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def made(home: Path) -> Path:
    """The data folder of an earlier run."""
    with running(home):
        pass
    return postgres_of(home).data


def postgres_of(home: Path) -> Postgres:
    private_folder(Places(home).private)
    return Postgres(Places(home))


def as_made_by(data: Path, version: str) -> dict[Path, bytes]:
    """Pretend that another version made it; what every file holds then."""
    (data / "PG_VERSION").write_text(f"{version}\n")
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def refused(home: Path) -> EmbeddedError:
    with pytest.raises(EmbeddedError) as caught, running(home):
        pass
    return caught.value


def test_data_of_an_older_version_is_left_alone_and_the_way_is_told(home: Path, made: Path) -> None:
    before = as_made_by(made, "17")
    error = refused(home)
    assert error.code == "database_older"
    assert "was made by PostgreSQL 17; this version of WorkHub brings 18" in str(error)
    assert all(words in str(error) for words in HOW_TO)
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_data_of_a_newer_version_is_left_alone(home: Path, made: Path) -> None:
    before = as_made_by(made, "19")
    error = refused(home)
    assert (error.code, "cannot read it" in str(error)) == ("database_newer", True)
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("version", "code"), [("17", "database_older"), ("19", "database_newer")])
def test_no_empty_database_is_made_beside_data_of_another_version(
    home: Path, made: Path, version: str, code: str
) -> None:
    other = made.rename(made.with_name(f"postgres-{version}"))
    as_made_by(other, version)
    assert refused(home).code == code
    assert not made.exists()
    assert other.exists()


def test_after_moving_the_old_data_away_a_new_database_is_made(home: Path, made: Path) -> None:
    other = made.rename(made.with_name("postgres-17.old"))
    as_made_by(other, "17")
    with running(home) as services, psycopg.connect(services.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.fixture
def sixteen(home: Path) -> Path:
    """A home whose database was made by PostgreSQL 16: with a row, and the row's transaction id."""
    if not (OLD / "bin" / "postgres").exists():
        pytest.skip("this wheel has no second PostgreSQL to upgrade from")
    new = postgres_of(home)
    if new.identity.user is not None:
        pytest.skip("root without a user namespace: the old programs cannot be run here")
    data = new.data.with_name("postgres-16")
    run = runner(new.identity, new.sockets)
    new.identity.folder(data)
    run(OLD, "initdb", "-D", data, "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8", "-U", "postgres", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{new.sockets}' -c fsync=off"
    run(OLD, "pg_ctl", "-D", data, "-w", "-o", options, "-l", new.sockets / "log", "start")
    with psycopg.connect(f"postgresql://postgres@/postgres?host={new.sockets}", autocommit=True) as connection:
        connection.execute("CREATE DATABASE workhub")
    with psycopg.connect(new.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1042 AS number, pg_current_xact_id() AS xid")
    run(OLD, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")  # as after a crash
    return data


def runner(identity: Identity, folder: Path) -> Callable[..., Any]:
    def run(install: Path, program: str, *words: object) -> None:
        command = [*identity.prefix, str(install / "bin" / program), *map(str, words)]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)

    return run


def test_data_of_an_older_version_whose_programs_are_there_is_brought_along(home: Path, sixteen: Path) -> None:
    with running(home) as services, psycopg.connect(services.database_url) as connection:
        query = (
            "SELECT number, current_setting('server_version_num')::int / 10000,"
            " xid < pg_snapshot_xmin(pg_current_snapshot()) FROM kept"
        )
        assert connection.execute(query).fetchone() == (1042, 18, True)
    assert not sixteen.exists()
    assert (sixteen.with_name("postgres-16.before-18") / "PG_VERSION").read_text() == "16\n"
    with running(home) as services, psycopg.connect(services.database_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1042,)
    assert not list(sixteen.parent.rglob("delete_old_cluster.sh"))


def test_an_upgrade_that_fails_leaves_the_old_data_in_its_place(home: Path, sixteen: Path) -> None:
    broken = next(path for path in (sixteen / "base").rglob("PG_VERSION"))
    broken.write_text("12\n")
    error = refused(home)
    assert error.code == "upgrade_failed"
    assert "left as it is" in str(error)
    assert (sixteen / "PG_VERSION").read_text() == "16\n"
    assert not list(sixteen.parent.glob("postgres-18*"))
