"""Backup and restore, for real: a cluster of their own, whole commands, killed ones too."""

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.conftest import NOW
from tests.workhub.backup_scripts import FILL, LOOK
from workhub.backup import archive, naming, programs, server
from workhub.backup.errors import BackupError
from workhub.backup.figures import Figure, figures
from workhub.backup.manifest import Manifest
from workhub.backup.restore import require_not_newer
from workhub.backup.take import take
from workhub.embedded import running
from workhub.embedded.environment import ROOT
from workhub.embedded.postgres import installation

pytestmark = pytest.mark.timeout(400)  # whole commands, many of them; a loaded machine takes its time


@dataclass
class Installation:
    """A WorkHub with a home and a database of its own, driven by its commands."""

    home: Path
    database_url: str
    redis_url: str

    @property
    def environment(self) -> dict[str, str]:
        ours = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url, "WORKHUB_HOME": str(self.home)}
        return os.environ | ours | {"DJANGO_SETTINGS_MODULE": "workhub.settings", "WORKHUB_DEBUG": "0"}

    def begin(self, *words: str, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*before, sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, before: tuple[str, ...] = ()) -> str:
        """A command that must work; what it said."""
        process = self.begin(*words, before=before)
        said, trouble = process.communicate(timeout=200)
        assert process.returncode == 0, trouble
        return said

    def manage(self, *words: str) -> str:
        return self.run("manage.py", *words)

    def refused(self, *words: str, before: tuple[str, ...] = ()) -> str:
        """A command that must be refused in a sentence; the sentence."""
        process = self.begin("manage.py", *words, before=before)
        _, trouble = process.communicate(timeout=200)
        assert process.returncode != 0
        assert trouble.startswith("CommandError: ")
        return trouble

    def connect(self, database: str = "workhub") -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(self.database_url.replace("/workhub?", f"/{database}?"), autocommit=True)

    def execute(self, query: str) -> None:
        with self.connect() as connection:
            connection.execute(query)

    def state(self) -> tuple[dict[str, Figure], dict[str, bytes], list[str]]:
        """Everything that a failed restore must leave alone."""
        with self.connect() as connection:
            for name, value in server.SESSION.items():
                connection.execute("SELECT set_config(%s, %s, false)", [name, value])
            found = figures(connection)
            names = connection.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()
        return found, self.files(), [name for (name,) in names]

    def files(self) -> dict[str, bytes]:
        folder = self.home / "files"
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def folders(self) -> list[str]:
        return sorted(path.name for path in self.home.glob("files*"))


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKHUB_EMBEDDED_FSYNC", "0")
        yield


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, _quick: None) -> Iterator[Installation]:
    """The demo company, with files, feed entries, an email that waits and a message nobody has worked on."""
    home = tmp_path_factory.mktemp("shop")
    with running(home) as services:
        shop = Installation(home, services.database_url, services.redis_url)
        shop.run("-c", FILL)
        (home / "files" / "photos").mkdir(parents=True)
        (home / "files" / "photos" / "meter, é.jpg").write_bytes(b"\xff\xd8" + os.urandom(3000))
        (home / "files" / "empty").touch()
        yield shop


@pytest.fixture(scope="module")
def backup(shop: Installation) -> Path:
    """One backup of it, made by the command."""
    said = shop.manage("backup", str(shop.home / "first.tar"))
    assert "read back and found whole" in said
    assert "Not in it: the environment and SECRET_KEY" in said
    return shop.home / "first.tar"


def manifest_of(file: Path) -> Manifest:
    with archive.opened(file) as opened:
        return opened.manifest


def test_a_dropped_table_changed_rows_and_a_lost_file_come_back(shop: Installation, backup: Path) -> None:
    before, files, databases = shop.state()
    assert manifest_of(backup).tables == before
    shop.execute("DROP TABLE jobs_visit CASCADE")
    shop.execute("UPDATE crews_user SET name = 'Somebody Else'")
    (shop.home / "files" / "photos" / "meter, é.jpg").unlink()
    (shop.home / "files" / "later").write_text("not in the backup")
    said = shop.manage("restore", str(backup), "--replace", "--yes-really")
    assert "Counts and checksums of every table are those of the backup." in said
    after, files_after, databases_after = shop.state()
    changed = {name for name, figure in before.items() if after.get(name) != figure}
    # New transaction ids, the feed's epoch, held deliveries, what making up for the fast lane wrote, and where the
    # schedules begin again. Nothing else.
    outbox = {"core_event", "core_feedentry", "core_delivery", "core_deadletter"}
    assert changed <= {f"public.{name}" for name in outbox | {"core_counter", "django_celery_beat_periodictask"}}
    assert {t: figure.rows for t, figure in after.items() if "core_" not in t} == {
        t: figure.rows for t, figure in before.items() if "core_" not in t
    }
    assert files_after == files
    assert databases_after == databases
    assert shop.folders() == ["files"]


def test_in_a_fresh_postgresql_everything_works_and_nothing_is_sent_twice(backup: Path, tmp_path: Path) -> None:
    with running(tmp_path / "fresh") as services:
        fresh = Installation(tmp_path / "fresh", services.database_url, services.redis_url)
        assert "deliveries were waiting to be sent" in fresh.manage("restore", str(backup))
        found = json.loads(fresh.run("-c", LOOK).splitlines()[-1])
        assert fresh.files().keys() == manifest_of(backup).files.keys()
    assert found["pages"] == [200, 200, 200]
    assert found["feed_kept"][0] == found["feed_kept"][1] > 0
    assert found["feed_new"].count(True) == 1
    assert found["old_cursor"] == "cursor_from_before_restore"
    assert found["number_goes_on"]
    assert [(state, why[:22]) for state, why in found["slow"]] == [("dead", "Restored from a backup")]
    assert found["agent"] == ["due"]


# --- What is refused, and leaves everything as it was -------------------------------------------------------


def test_data_that_is_there_is_replaced_only_when_that_is_asked_for_and_confirmed(
    shop: Installation, backup: Path
) -> None:
    before = shop.state()
    assert "There is data in the database workhub" in shop.refused("restore", str(backup))
    assert "Nothing was changed" in shop.refused("restore", str(backup), "--replace")
    assert shop.state() == before


def test_nothing_is_restored_under_a_running_workhub(shop: Installation, backup: Path) -> None:
    before = shop.state()
    with shop.connect():
        assert "1 connections to the database workhub are open. Stop WorkHub" in shop.refused(
            "restore", str(backup), "--replace", "--yes-really"
        )
    assert shop.state() == before


def test_somebody_elses_tables_in_the_database_are_not_lost(shop: Installation, backup: Path) -> None:
    shop.execute("CREATE SCHEMA theirs CREATE TABLE precious (id int)")
    try:
        said = shop.refused("restore", str(backup), "--replace", "--yes-really")
        assert "also holds tables in theirs" in said
    finally:
        shop.execute("DROP SCHEMA theirs CASCADE")


Spoil = Callable[[Path, Path], object]


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {m.name: f.read() for m in tar.getmembers() if (f := tar.extractfile(m)) is not None}


def written(file: Path, held: dict[str, bytes]) -> None:
    with tarfile.open(file, "w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def resealed(file: Path, held: dict[str, bytes], **changed: Any) -> None:
    """As somebody would who wants to deceive: the manifest says something else, and its checksum is right."""
    manifest = json.loads(held["manifest.json"]) | changed
    held["manifest.json"] = json.dumps(manifest).encode()
    held["manifest.sha256"] = hashlib.sha256(held["manifest.json"]).hexdigest().encode()
    written(file, held)


def flipped(source: Path, file: Path, name: str) -> None:
    held = members(source)
    middle = len(held[name]) // 2
    held[name] = held[name][:middle] + bytes([held[name][middle] ^ 1]) + held[name][middle + 1 :]
    written(file, held)


def climbing(source: Path, file: Path) -> None:
    held = members(source)
    content = b"* * * * * root true"
    entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    files = json.loads(held["manifest.json"])["files"] | {"../../cron": entry}
    held["files/../../cron"] = content
    resealed(file, held, files=files)


SPOILED: dict[str, tuple[Spoil, str]] = {
    "cut short": (lambda s, f: f.write_bytes(s.read_bytes()[:-20_000]), "not_a_backup"),
    "cut in its dump": (lambda s, f: f.write_bytes(s.read_bytes()[:9_000]), "not_a_backup"),
    "empty": (lambda s, f: f.write_bytes(b""), "not_a_backup"),
    "some text": (lambda s, f: f.write_text("SELECT 1;"), "not_a_backup"),
    "somebody else's archive": (lambda s, f: written(f, {"letter.txt": b"Dear"}), "not_a_backup"),
    "a bit of the dump": (lambda s, f: flipped(s, f, "database.dump"), "backup_damaged"),
    "a bit of a file": (lambda s, f: flipped(s, f, "files/photos/meter, é.jpg"), "backup_damaged"),
    "a bit of the manifest": (lambda s, f: flipped(s, f, "manifest.json"), "backup_damaged"),
    "one file too many": (lambda s, f: written(f, members(s) | {"files/more": b""}), "backup_damaged"),
    "a file outside the folder": (climbing, "backup_damaged"),
    "another form": (lambda s, f: resealed(f, members(s), format=2), "backup_of_other_format"),
    "not there": (lambda s, f: None, "file_missing"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_no_whole_backup_is_refused_when_it_is_opened(backup: Path, tmp_path: Path, how: str) -> None:
    spoil, code = SPOILED[how]
    spoil(backup, tmp_path / "spoiled.tar")
    with pytest.raises(BackupError) as caught, archive.opened(tmp_path / "spoiled.tar") as opened:
        opened.check()
    assert caught.value.code == code


def test_a_damaged_backup_changes_nothing(shop: Installation, backup: Path, tmp_path: Path) -> None:
    before = shop.state()
    flipped(backup, tmp_path / "spoiled.tar", "database.dump")
    said = shop.refused("restore", str(tmp_path / "spoiled.tar"), "--replace", "--yes-really")
    assert "is damaged: the checksum of database.dump differs. Nothing was changed." in said
    assert shop.state() == before


def test_a_backup_of_a_newer_workhub_is_refused(backup: Path) -> None:
    manifest = manifest_of(backup)
    require_not_newer(manifest)
    manifest.migrations.append("jobs.0999_hover_boards")
    with pytest.raises(BackupError, match=r"newer WorkHub.*jobs\.0999_hover_boards") as caught:
        require_not_newer(manifest)
    assert caught.value.code == "backup_is_newer"


def test_a_dump_that_does_not_hold_what_the_manifest_says_is_thrown_away(
    shop: Installation, backup: Path, tmp_path: Path
) -> None:
    before, held = shop.state(), members(backup)
    tables = json.loads(held["manifest.json"])["tables"]
    tables["public.jobs_job"][0] += 1
    resealed(tmp_path / "wrong.tar", held, tables=tables)
    said = shop.refused("restore", str(tmp_path / "wrong.tar"), "--replace", "--yes-really")
    assert "not what the backup's manifest says (public.jobs_job)" in said
    assert shop.state() == before
    assert shop.folders() == ["files"]


def wait_for(happened: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.005)


def has_database(shop: Installation, name: str) -> bool:
    with shop.connect("postgres") as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def test_a_backup_that_is_killed_leaves_no_file_under_its_name(shop: Installation, tmp_path: Path) -> None:
    with shop.connect() as blocking, blocking.transaction():
        blocking.execute("LOCK TABLE jobs_visit IN ACCESS EXCLUSIVE MODE")  # pg_dump waits here
        process = shop.begin("manage.py", "backup", str(tmp_path / "killed.tar"))
        wait_for(lambda: list(tmp_path.glob(".killed.tar.*.part")))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert not (tmp_path / "killed.tar").exists()


def test_a_restore_that_is_killed_leaves_the_old_data_and_the_next_one_works(shop: Installation, backup: Path) -> None:
    before = shop.state()
    process = shop.begin("manage.py", "restore", str(backup), "--replace", "--yes-really")
    wait_for(lambda: has_database(shop, "workhub_restoring"))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    found, files, databases = shop.state()
    assert (found, files) == before[:2]
    assert "workhub_restoring" in databases
    said = shop.manage("restore", str(backup), "--replace", "--yes-really", "--keep-old")
    kept = [name for name in shop.state()[2] if name.startswith("workhub_before_2")]
    assert len(kept) == 1
    assert f"is kept as {kept[0]} and {shop.home / 'files_before_2'}" in said
    assert not has_database(shop, "workhub_restoring")
    with shop.connect("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(kept[0])))


def test_killed_between_the_two_renames_the_old_files_come_back_at_the_next_start(shop: Installation) -> None:
    files = shop.files()
    (shop.home / "files").rename(shop.home / "files_before_restore")
    (shop.home / "files").mkdir()
    with shop.connect("postgres") as connection:
        connection.execute("CREATE DATABASE workhub_restoring")
    shop.manage("prepare", "-v0")
    assert shop.files() == files
    assert not (shop.home / "files_before_restore").exists()
    assert not has_database(shop, "workhub_restoring")


def test_a_backup_piped_out_while_others_write_is_one_moment_of_the_database(
    shop: Installation, tmp_path: Path
) -> None:
    shop.execute("CREATE TABLE pair_a (id int PRIMARY KEY); CREATE TABLE pair_b (id int REFERENCES pair_a)")
    stop, written_rows = threading.Event(), 0

    def write() -> None:
        nonlocal written_rows
        with shop.connect() as connection:
            while not stop.is_set():
                with connection.transaction():
                    connection.execute("INSERT INTO pair_b SELECT id FROM pair_a ORDER BY id DESC LIMIT 1")
                    connection.execute("INSERT INTO pair_a VALUES (%s)", [written_rows])
                written_rows += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        with (tmp_path / "busy.tar").open("wb") as stream:
            command = [sys.executable, "manage.py", "backup", "-"]
            subprocess.run(command, cwd=ROOT, env=shop.environment, stdout=stream, stderr=subprocess.PIPE, check=True)
    finally:
        stop.set()
        thread.join()
    tables = manifest_of(tmp_path / "busy.tar").tables
    assert 0 < tables["public.pair_a"].rows < written_rows
    assert tables["public.pair_a"].rows == tables["public.pair_b"].rows + 1
    said = shop.manage("restore", str(tmp_path / "busy.tar"), "--replace", "--yes-really", "--send-pending")
    assert "Counts and checksums of every table are those of the backup." in said
    shop.execute("DROP TABLE pair_b, pair_a")


def test_a_backup_to_standard_output_needs_no_home_to_be_there(shop: Installation, tmp_path: Path) -> None:
    """A web box in production has none until somebody adds a file."""
    home = tmp_path / "not" / "there"
    command = [sys.executable, "manage.py", "backup", "-"]
    production = {"WORKHUB_HOME": str(home), "SECRET_KEY": "not kept in the home"}
    with (tmp_path / "out.tar").open("wb") as stream:
        subprocess.run(command, cwd=ROOT, env=shop.environment | production, stdout=stream, check=True)
    assert manifest_of(tmp_path / "out.tar").rows > 0
    assert list(home.iterdir()) == []


def test_a_folder_gets_a_private_file_with_the_moment_in_its_name_and_old_ones_go(
    shop: Installation, tmp_path: Path
) -> None:
    old = [tmp_path / f"workhub-2026-03-0{day}T140000Z.tar" for day in (1, 2, 3)]
    mine = tmp_path / "workhub-notes.tar"
    for file in (*old, mine):
        file.touch()
    said = shop.manage("backup", str(tmp_path), "--keep", "2")
    made = next(f for f in tmp_path.iterdir() if naming.NAME.fullmatch(f.name) and f not in old)
    assert f"{made}: " in said
    assert made.stat().st_mode & 0o777 == 0o600
    assert set(tmp_path.iterdir()) == {made, old[2], mine}
    assert (shop.home / "secret_key").read_text().strip() not in manifest_of(made).model_dump_json()
    assert not any("secret" in name for name in members(made))


@pytest.mark.parametrize(("place", "code"), [("taken.tar", "file_exists"), ("nowhere/new.tar", "folder_missing")])
def test_places_that_cannot_take_it_are_named(tmp_path: Path, place: str, code: str) -> None:
    (tmp_path / "taken.tar").write_text("mine")
    with pytest.raises(BackupError) as caught:
        take(tmp_path / place, now=NOW)
    assert caught.value.code == code
    assert str((tmp_path / place).parent) in str(caught.value)
    assert (tmp_path / "taken.tar").read_text() == "mine"


def test_a_full_disk_is_named_and_gets_nothing(shop: Installation, tmp_path: Path) -> None:
    small = ("sh", "-c", 'ulimit -f 8; exec "$@"', "sh")  # no file may grow past a few kilobytes
    assert "not enough free disk space" in shop.refused("backup", str(tmp_path / "big.tar"), before=small)
    assert list(tmp_path.iterdir()) == []


def test_programs_that_are_too_old_are_named_with_what_to_install() -> None:
    with pytest.raises(BackupError, match=r"pg_dump of PostgreSQL 99 or newer, and here is only \d+.*client-99"):
        programs.program("pg_dump", at_least=99)
    with pytest.raises(BackupError, match="here is none") as caught:
        programs.program("pg_dumb", at_least=18)
    assert caught.value.code == "programs_missing"


def test_a_program_without_tls_is_never_used_where_tls_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = installation() / "bin"
    monkeypatch.setattr(programs, "DEBIAN", Path("/nowhere"))
    monkeypatch.setenv("PATH", str(ours))
    assert programs.program("pg_dump", at_least=18) == ours / "pg_dump"
    with pytest.raises(BackupError, match="that can speak TLS, and here is none"):
        programs.program("pg_dump", at_least=18, tls=True)


def test_the_password_is_in_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    for name, value in {"HOST": "db.example.com", "USER": "workhub", "PASSWORD": "hush hush"}.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "verify-full"})
    assert "hush" not in server.address("workhub")
    assert "sslmode=verify-full" in server.address("workhub")
    assert server.environment()["PGPASSWORD"] == "hush hush"
