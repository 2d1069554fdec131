"""The embedded services, for real: processes, sockets, signals."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from workhub.embedded import Embedded, EmbeddedError, Services, running
from workhub.embedded.environment import ROOT
from workhub.embedded.identity import shared_bases
from workhub.embedded.places import Places
from workhub.embedded.postgres import installation
from workhub.embedded.processes import alive, command_of, recorded, wait_gone

OWNER = """
import sys, threading, time
from pathlib import Path
from workhub.embedded import Embedded
owner = Embedded(Path(sys.argv[1]))
if sys.argv[2] == "thread":  # what a thread starts is not bound to the life of this process
    thread = threading.Thread(target=owner.start)
    thread.start()
    thread.join()
else:
    owner.start()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKHUB_EMBEDDED_FSYNC", "0")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    for folder in shared_bases(Places(tmp_path / "home")):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a database that has a row in it."""
    return filled(tmp_path_factory.mktemp("earlier"))


@pytest.fixture
def used(home: Path, earlier: Path) -> Path:
    """A home whose database was made by an earlier run. (Where possible a copy: that is quicker.)"""
    if not cluster(earlier).is_relative_to(earlier):
        return filled(home)
    shutil.copytree(earlier, home)
    return home


def filled(home: Path) -> Path:
    with running(home) as services, psycopg.connect(services.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1042 AS number")
    return home


def cluster(home: Path) -> Path:
    """PostgreSQL's data: in the home, or where `nobody` may go."""
    folders = [home / "embedded", *shared_bases(Places(home))]
    return next(folder / "postgres-18" for folder in folders if (folder / "postgres-18").exists())


@pytest.fixture
def killed_owner(used: Path) -> Iterator[tuple[Path, list[int]]]:
    """A home whose owner was killed, and the processes it left behind."""
    owner = start_owner(used, "thread")
    left = pids(used)
    owner.kill()
    owner.wait()
    yield used, left
    for pid in left:
        if alive(pid) and str(used) in command_of(pid):
            os.kill(pid, signal.SIGKILL)


def start_owner(home: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWNER, str(home), how]
    owner = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert owner.stdout.readline() == "ready\n"
    return owner


def pids(home: Path) -> list[int]:
    found = [recorded(home / "embedded" / f"{name}.pid") for name in ("postgres", "redis")]
    return [pid for pid in found if pid is not None]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def kept(services: Services) -> int:
    with psycopg.connect(services.database_url) as connection:
        row = connection.execute("SELECT number FROM kept").fetchone()
    assert row is not None
    number: int = row[0]
    return number


def test_it_starts_a_real_postgres_and_a_real_redis(home: Path) -> None:
    with running(home) as services:
        with psycopg.connect(services.database_url) as connection:
            row = connection.execute(
                "SELECT current_database(), current_setting('server_version_num')::int / 10000,"
                " current_setting('timezone'), current_setting('idle_in_transaction_session_timeout'),"
                " current_setting('fsync'), current_setting('listen_addresses')"
            ).fetchone()
        assert row == ("workhub", 18, "UTC", "10s", "off", "")
        assert services.redis_url.startswith("unix:///")
        assert services.redis_url.endswith("?db=1")
        assert redis.Redis.from_url(services.redis_url).ping()


def test_services_json_holds_the_addresses_for_the_owner_only(used: Path) -> None:
    with running(used) as services:
        file = used / "services.json"
        assert json.loads(file.read_text()) == {
            "database_url": services.database_url,
            "redis_url": services.redis_url,
        }
        assert mode(file) == 0o600
        assert mode(used / "embedded") == mode(used / "embedded" / "run") == 0o700
    assert not file.exists()
    assert not list(used.glob(".services*"))


def test_they_stop_quickly_and_leave_nothing_running(used: Path) -> None:
    with running(used) as services:
        held = psycopg.connect(services.database_url)
        left, before = pids(used), time.monotonic()
    assert time.monotonic() - before < 3
    assert not any(map(alive, left))
    assert not pids(used)
    held.close()


def test_starting_twice_attaches_and_only_the_owner_stops(used: Path) -> None:
    with running(used) as services:
        with running(used) as again:
            assert again == services
        other = Embedded(used)
        assert other.start() == services
        assert not other.owner
        other.stop()
        assert redis.Redis.from_url(services.redis_url).ping()


def test_two_that_start_at_the_same_moment_share_one_set(used: Path) -> None:
    both = [Embedded(used), Embedded(used)]
    found: list[Services] = []
    threads = [threading.Thread(target=lambda one=one: found.append(one.start())) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        assert found[0] == found[1]
        assert [one.owner for one in both].count(True) == 1
    finally:
        for one in both:
            one.stop()


def test_data_is_still_there_the_next_time(used: Path) -> None:
    with running(used) as services:
        assert kept(services) == 1042


def test_what_a_killed_owner_left_behind_is_ended(killed_owner: tuple[Path, list[int]]) -> None:
    home, left = killed_owner
    assert [alive(pid) for pid in left] == [True, True]
    with running(home) as services:
        assert not any(map(alive, left))
        assert kept(services) == 1042


def test_a_killed_postmaster_with_children_still_alive_is_no_obstacle(killed_owner: tuple[Path, list[int]]) -> None:
    home, left = killed_owner
    os.kill(left[0], signal.SIGKILL)
    with running(home) as services:
        assert kept(services) == 1042


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv (util-linux) is not here")
def test_a_killed_owner_takes_its_services_with_it(used: Path) -> None:
    owner = start_owner(used, "main")
    left = pids(used)
    owner.kill()
    owner.wait()
    assert all(wait_gone(pid, 3) for pid in left)


def test_a_stale_lock_file_with_a_strangers_number_is_no_obstacle(used: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        spoil(used, stranger.pid)
        with running(used) as services:
            assert kept(services) == 1042
        assert stranger.poll() is None
        stranger.kill()


def test_a_zombie_counts_as_dead(used: Path) -> None:
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    assert not alive(zombie.pid)
    spoil(used, zombie.pid)
    with running(used) as services:
        assert kept(services) == 1042
    zombie.wait()


def spoil(home: Path, pid: int) -> None:
    """Leave the files of a crashed run whose process number now belongs to somebody else."""
    private = home / "embedded"
    (private / "postgres.pid").write_text(f"{pid}\n")
    (private / "redis.pid").write_text(f"{pid}\n")
    lines = [str(pid), str(cluster(home)), "1", "5432", str(private / "run"), "", "1 1", "ready"]
    overwrite(cluster(home) / "postmaster.pid", "\n".join(lines) + "\n")
    overwrite(cluster(home).with_name("run") / ".s.PGSQL.5432.lock", "\n".join(lines[:5]) + "\n")
    (home / "services.json").write_text('{"database_url": "postgresql://nobody@/gone", "redis_url": "unix:///gone"}')
    (home / "embedded.lock").write_text(f"{pid} 1")


def overwrite(file: Path, text: str) -> None:
    """As PostgreSQL's own user."""
    file.write_text(text)
    file.chmod(0o600)
    shutil.chown(file, file.parent.stat().st_uid)


def test_a_path_too_long_for_a_socket_falls_back_to_a_short_private_folder(tmp_path: Path) -> None:
    home = tmp_path / ("deep" * 20) / ("er" * 30)
    with running(home) as services:
        folder = Path(redis.Redis.from_url(services.redis_url).connection_pool.connection_kwargs["path"]).parent
        assert not folder.is_relative_to(tmp_path)
        assert mode(folder) == 0o700
        assert folder.stat().st_uid == os.geteuid()
        with psycopg.connect(services.database_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not folder.exists()


def test_a_short_folder_made_by_somebody_else_is_refused(tmp_path: Path) -> None:
    home = tmp_path / ("deep" * 30)
    places = Places(home)
    trap = places.sockets(places.private, os.geteuid())
    trap.symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedError, match="belongs to somebody else") as caught, running(home):
            pass
    finally:
        trap.unlink()
    assert caught.value.code == "folder_not_ours"
    assert not (home / "services.json").exists()


def test_a_home_with_a_space_and_a_comma_works(tmp_path: Path) -> None:
    with running(tmp_path / "my work, at home") as services, psycopg.connect(services.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_dies_at_start_shows_its_last_words(used: Path) -> None:
    overwrite(cluster(used) / "postgresql.conf", "no_such_setting = 1\n")
    with pytest.raises(EmbeddedError, match="no_such_setting") as caught, running(used):
        pass
    assert caught.value.code == "died_at_start"
    assert not pids(used)


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    program = (
        "import sys; from pathlib import Path; from workhub.embedded import EmbeddedError, running\n"
        "try:\n"
        "    with running(Path(sys.argv[1])): pass\n"
        "except EmbeddedError as error: print(error.code, error)"
    )
    mount = 'mount -t tmpfs -o size=20m none "$1" && exec "$2" -c "$3" "$1/home"'
    command = ["unshare", "-Urm", "sh", "-c", mount, "sh", str(disk), sys.executable, program]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not here, so no small disk can be made")
    if not done.stdout and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"no small disk can be made here: {done.stderr}")
    assert done.stdout.startswith("disk_full There is not enough free disk space"), done.stderr


def test_a_home_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedError) as caught, running(tmp_path / "file" / "home"):
        pass
    assert caught.value.code == "folder_unusable"


def test_a_service_that_dies_is_started_again(used: Path) -> None:
    embedded = Embedded(used)
    services = embedded.start()
    try:
        assert not embedded.tend()
        for pid in pids(used):
            os.kill(pid, signal.SIGKILL)
            wait_gone(pid, 3)
        assert embedded.tend()
        assert kept(services) == 1042
        assert redis.Redis.from_url(services.redis_url).ping()
    finally:
        embedded.stop()


def test_who_was_attached_takes_over_when_the_owner_goes(used: Path) -> None:
    owner, other = Embedded(used), Embedded(used)
    services = owner.start()
    assert other.start() == services
    assert not other.tend()
    owner.stop()
    try:
        assert other.tend()
        assert other.owner
        assert kept(services) == 1042
    finally:
        other.stop()


def test_an_address_that_is_given_is_not_started(home: Path) -> None:
    with running(home, database_url="postgresql://elsewhere/db") as services:
        assert services.database_url == "postgresql://elsewhere/db"
        assert redis.Redis.from_url(services.redis_url).ping()
        assert len(pids(home)) == 1


def test_a_forked_child_does_not_stop_its_parents_services(used: Path) -> None:
    embedded = Embedded(used)
    services = embedded.start()
    try:
        child = os.fork()
        if child == 0:
            embedded.stop()
            os._exit(0)
        os.waitpid(child, 0)
        assert redis.Redis.from_url(services.redis_url).ping()
    finally:
        embedded.stop()


def test_nobody_elses_permissions_are_touched(home: Path) -> None:
    home.mkdir(mode=0o755)
    programs = installation() / "bin"
    watched = [home, *home.parents, programs / "postgres", programs, *programs.parents]
    before = [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in watched]
    with running(home):
        pass
    assert [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in watched] == before


PROVIDE = "import os; from workhub import embedded; embedded.provide(); print(os.environ.get('DATABASE_URL'))"


def provided(home: Path, **environment: str) -> str:
    plain = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "-c", PROVIDE],
        cwd=ROOT,
        env=plain | {"WORKHUB_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_provide_starts_what_is_missing_and_stops_it_at_the_end(used: Path) -> None:
    assert provided(used).startswith("postgresql://postgres@/workhub?host=")
    assert not (used / "services.json").exists()
    assert not pids(used)


def test_provide_leaves_configured_services_and_production_alone(home: Path) -> None:
    assert provided(home, DATABASE_URL="postgresql://a/b", REDIS_URL="redis://a") == "postgresql://a/b"
    assert provided(home, WORKHUB_ENV="production") == "None"
    assert not home.exists()
