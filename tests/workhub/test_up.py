"""`up`, for real: supervisord, processes, ports, signals."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from workhub.embedded.environment import ROOT
from workhub.embedded.processes import alive, wait_gone
from workhub.supervisor import UpError, procfile
from workhub.supervisor.family import members
from workhub.supervisor.output import Tail

Start = Callable[..., subprocess.Popen[str]]
ELSEWHERE = {"DATABASE_URL": "postgresql://elsewhere/db", "REDIS_URL": "redis://elsewhere"}
WEB = "web: python -m http.server --bind ${HOST} ${PORT}"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def start(tmp_path: Path, home: Path, port: int) -> Iterator[Start]:
    """Starts `up` with a Procfile of its own, its output in a file."""
    started: list[subprocess.Popen[str]] = []

    def begin(*lines: str, arguments: Sequence[str] = (), **environment: str) -> subprocess.Popen[str]:
        file = tmp_path / f"Procfile{len(started)}"
        file.write_text("\n".join(lines) + "\n")
        settings = {"WORKHUB_HOME": str(home), "PORT": str(port), "WORKHUB_EMBEDDED_FSYNC": "0"}
        with (tmp_path / "output").open("a") as output:
            up = subprocess.Popen(
                [sys.executable, "-m", "workhub.supervisor", "--no-prepare", "--procfile", str(file), *arguments],
                cwd=ROOT,
                env=os.environ | settings | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        started.append(up)
        return up

    yield begin
    for up in started:
        up.kill()
        up.wait()
    for pid in members(home):
        os.kill(pid, signal.SIGKILL)


def said(tmp_path: Path) -> str:
    return (tmp_path / "output").read_text()


def eventually(question: Callable[[], object], seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def web_pid(home: Path) -> int:
    """The child of supervisord that serves, or 0."""
    for pid in members(home):
        if b"http.server" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    return 0


def serves(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/manage.py", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def embedded_pids(home: Path) -> list[int]:
    return [int(file.read_text()) for file in (home / "embedded").glob("*.pid")]


def test_the_whole_life(tmp_path: Path, home: Path, port: int, start: Start) -> None:
    """Starts with real services, restarts what is killed, says so, and one Ctrl-C ends all within five seconds."""
    up = start(WEB, "env: echo $WORKHUB_HOME $DATABASE_URL $REDIS_URL; sleep 60", DATABASE_URL="", REDIS_URL="")
    eventually(lambda: serves(port) and f"WorkHub runs at http://127.0.0.1:{port}" in said(tmp_path))
    assert f"env        | {home} postgresql://postgres@/workhub?host=" in said(tmp_path)

    first = web_pid(home)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: web_pid(home) not in (0, first) and serves(port))
    eventually(lambda: "exited: web (terminated by SIGKILL; not expected)" in said(tmp_path))

    running = members(home) + embedded_pids(home)
    assert len(running) >= 5
    before = time.monotonic()
    up.send_signal(signal.SIGINT)
    assert up.wait(timeout=6) == 0
    assert time.monotonic() - before <= 5
    assert not any(map(alive, running))
    assert not (home / "services.json").exists()
    assert not serves(port)


def test_a_process_that_will_not_end_is_killed_in_time(home: Path, start: Start) -> None:
    up = start("stubborn: trap '' TERM INT; while true; do sleep 1; done", **ELSEWHERE)
    eventually(lambda: len(members(home)) >= 3)
    running, before = members(home), time.monotonic()
    # As `make` does it: the terminal signals the whole group, and make passes the signal on.
    up.send_signal(signal.SIGTERM)
    up.send_signal(signal.SIGTERM)
    assert up.wait(timeout=6) == 0
    assert 2 < time.monotonic() - before <= 5
    assert not any(map(alive, running))


def test_a_second_ctrl_c_ends_at_once(home: Path, start: Start) -> None:
    up = start("stubborn: trap '' TERM INT; while true; do sleep 1; done", **ELSEWHERE)
    eventually(lambda: len(members(home)) >= 3)
    before = time.monotonic()
    up.send_signal(signal.SIGINT)
    time.sleep(0.8)
    up.send_signal(signal.SIGINT)
    assert up.wait(timeout=6) == 0
    assert time.monotonic() - before < 2


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="orphans are found through /proc")
def test_after_a_kill_the_next_start_ends_what_was_left(tmp_path: Path, home: Path, port: int, start: Start) -> None:
    # This child notices neither the end of its parents nor a polite signal, and it holds the port.
    stubborn = "import http.server as h, signal; signal.signal(15, signal.SIG_IGN); "
    serve = f"h.HTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()"
    up = start(f'web: python -c "{stubborn}{serve}"', **ELSEWHERE)
    eventually(lambda: serves(port))
    supervisord = int((home / "supervisor" / "supervisord.pid").read_text())
    os.kill(up.pid, signal.SIGKILL)
    os.kill(supervisord, signal.SIGKILL)
    assert wait_gone(supervisord, 3)
    socket.create_connection(("127.0.0.1", port), timeout=2).close()

    start(WEB, **ELSEWHERE)
    eventually(lambda: "Ended 1 process that the last run left behind." in said(tmp_path))
    eventually(lambda: web_pid(home) and serves(port))


def test_a_killed_supervisor_is_started_again(tmp_path: Path, home: Path, port: int, start: Start) -> None:
    start(WEB, **ELSEWHERE)
    eventually(lambda: serves(port))
    os.kill(int((home / "supervisor" / "supervisord.pid").read_text()), signal.SIGKILL)
    eventually(lambda: "is started again" in said(tmp_path))
    eventually(lambda: serves(port))


def test_a_second_up_for_the_same_home_is_refused(tmp_path: Path, home: Path, start: Start) -> None:
    first = start("sleeper: sleep 60", **ELSEWHERE)
    eventually(lambda: members(home))
    assert start("sleeper: sleep 60", **ELSEWHERE).wait(timeout=5) == 1
    assert f"WorkHub already runs from {home} as process {first.pid}" in said(tmp_path)
    assert first.poll() is None


def test_a_taken_port_is_named_with_its_holder(tmp_path: Path, home: Path, port: int, start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert start(WEB).wait(timeout=5) == 1
    assert f"Port {port} is already in use by process {os.getpid()} (" in said(tmp_path)
    assert f"for example: PORT={port + 1} make run" in said(tmp_path)
    assert not (home / "embedded").exists()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT must be a number from 1 to 65535, not 'eighty'."),
        ({"HOST": "192.0.2.1"}, "The address 192.0.2.1:"),
        ({"WORKHUB_ENV": "production", "DATABASE_URL": ""}, "In production DATABASE_URL and REDIS_URL must be set"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, start: Start, environment: dict[str, str], sentence: str) -> None:
    assert start(WEB, **ELSEWHERE | environment).wait(timeout=5) == 1
    assert sentence in said(tmp_path)
    assert "Traceback" not in said(tmp_path)


def test_a_procfile_is_read_and_a_wrong_line_named(tmp_path: Path) -> None:
    file = tmp_path / "Procfile"
    file.write_text("# comment\n\nweb: serve --port ${PORT:-8000}\nrelay: A=1 python relay.py\n")
    found = procfile.read(file)
    assert found == {"web": "serve --port ${PORT:-8000}", "relay": "A=1 python relay.py"}
    assert procfile.script(found["web"]) == "exec serve --port ${PORT:-8000}\n"
    assert procfile.script(found["relay"]) == "A=1 python relay.py\n"
    file.write_text("web serve\n")
    with pytest.raises(UpError, match="web serve"):
        procfile.read(file)


def test_a_json_line_stays_one_and_others_get_their_process_s_name(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("")
    tail = Tail("web", tmp_path / "log", 6)
    (tmp_path / "log").write_text('{"level": "INFO"}\nplain\n')
    assert tail.lines() == [b'{"level": "INFO"}\n', b"web    | plain\n"]


def test_only_some_processes_need_no_port(tmp_path: Path, home: Path, port: int, start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        start(WEB, "sleeper: echo $((40 + 2)) is said; sleep 60", arguments=["--only", "sleeper"], **ELSEWHERE)
        eventually(lambda: "42 is said" in said(tmp_path))
        assert web_pid(home) == 0


def test_the_real_procfile_has_the_four_processes() -> None:
    assert list(procfile.read(ROOT / "Procfile")) == ["web", "worker", "beat", "relay"]
