"""Starts WorkHub's own programs from a process that has loaded them already, instead of loading them each time.

Our processes load nearly the same code. Loaded once in supervisord and forked, a killed one is back sooner and for
less, and shares memory with the others (docs/adr/0022). What is not one of our programs, or cannot be loaded, is
started as ever.
"""

import atexit
import ctypes
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import setproctitle

# By name: the supervisor knows nothing of Django, and runs without it where this cannot be loaded.
PROGRAMS = {
    ("celery",): "celery.__main__:main",
    ("gunicorn",): "gunicorn.app.wsgiapp:run",
    ("python", "manage.py"): "manage:main",
}
SHARED = ("workhub.asgi", "workhub.celery", "workhub.web_worker", "workhub.urls", "apps.agent.driver")
PR_SET_PDEATHSIG = 1


class Warm:
    """The programs among supervisord's scripts that its children can become, by the script's name."""

    def __init__(self, folder: Path) -> None:
        self.pid = os.getpid()
        self.words = {script.name: words for script in folder.glob("*.sh") if (words := _words(script))}
        self.environment: dict[str, str] = {}
        before = dict(os.environ)
        if self.words and not self._load():
            self.words = {}
        self._take_back(before)

    def _take_back(self, before: dict[str, str]) -> None:
        """What loading set, such as Django the time zone, is for the children; supervisord goes on as it was."""
        self.environment = {name: value for name, value in os.environ.items() if before.get(name) != value}
        for name in self.environment:
            del os.environ[name]
        os.environ.update(before)
        time.tzset()

    def _load(self) -> bool:
        try:
            for module in (*SHARED, *(name.partition(":")[0] for name in PROGRAMS.values())):
                import_module(module)
        except Exception:  # noqa: BLE001 - whatever it is, the programs say it when they are started as ever
            traceback.print_exc()
            return False
        gc.collect()
        gc.freeze()  # or each collection would write to every page, and none would stay shared
        return threading.active_count() == 1  # what another thread holds would never be let go in a child

    def become(self, argv: list[str], environment: dict[str, str]) -> None:
        """In a child of supervisord: run the program and end, when it is one of ours; else come back."""
        words = self.words.get(Path(argv[-1]).name)
        if words is None:
            return
        _end_with(self.pid)
        _usual_signals()
        os.environ.update(environment | self.environment)
        time.tzset()
        program = _program(words)
        setproctitle.setproctitle(" ".join(words))
        sys.argv = words[len(program) - 1 :]  # `python` is no argument of its program
        module, _, function = PROGRAMS[program].partition(":")
        _run(getattr(import_module(module), function))


def _words(script: Path) -> list[str]:
    """A script's command as the shell makes words of it; [] when it is not one of our programs."""
    exec_, _, command = script.read_text().strip().partition(" ")
    if exec_ != "exec" or not _program(command.split()):  # a compound one needs its shell
        return []
    show = ["sh", "-c", f'set -- {command}; printf "%s\\0" "$@"']
    told = subprocess.run(show, capture_output=True, check=False)
    return told.stdout.decode().split("\0")[:-1] if told.returncode == 0 else []


def _program(words: list[str]) -> tuple[str, ...]:
    return next((name for name in PROGRAMS if tuple(words[: len(name)]) == name), ())


def _end_with(parent: int) -> None:
    """Be told to end when supervisord is killed, as every child of ours is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it was killed before we could ask
            os._exit(1)


def _usual_signals() -> None:
    """As a new program finds them: supervisord's own answers are not ours."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())


def _run(program: Callable[[], object]) -> NoReturn:
    """Run it, and end this process as the interpreter would: never back into supervisord, whose child we are."""
    code: object = 1
    try:
        code = program()
    except SystemExit as stop:
        code = stop.code
    except BaseException:  # noqa: BLE001 - the last line of defence of a process
        traceback.print_exc()
    finally:
        if isinstance(code, str):
            sys.stderr.write(f"{code}\n")
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1 if code else 0)
