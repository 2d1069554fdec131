"""Programs that are forked from a process that has loaded them: which they are, and how they end."""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workhub.supervisor.procfile import script
from workhub.supervisor.warm import _run, _words

COMMANDS = {
    "celery -A workhub worker -c ${NOBODY_SETS_THIS:-4}": ["celery", "-A", "workhub", "worker", "-c", "4"],
    "python manage.py relay": ["python", "manage.py", "relay"],
    "gunicorn 'a b' workhub.asgi": ["gunicorn", "a b", "workhub.asgi"],
    "python -m http.server": [],
    "sleep 1": [],
    "celery worker; true": [],
    "LEVEL=1 celery worker": [],
    "celery 'not closed": [],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_our_own_programs_are_known_by_their_first_words(tmp_path: Path, command: str) -> None:
    file = tmp_path / "name.sh"
    file.write_text(script(command))
    assert _words(file) == COMMANDS[command]


def end_of(program: Callable[[], object]) -> int:
    """The exit code of a child that becomes this program."""
    child = os.fork()
    if child == 0:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the child's last words
        atexit._clear()
        _run(program)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stop(code: Any) -> Callable[[], object]:
    return lambda: sys.exit(code)


@pytest.mark.parametrize(
    ("program", "code"),
    [(lambda: None, 0), (stop(0), 0), (stop(None), 0), (stop(3), 3), (stop("No."), 1), (lambda: 1 / 0, 1)],
)
def test_it_ends_as_a_program_of_its_own_would(program: Callable[[], object], code: int) -> None:
    assert end_of(program) == code


def test_what_it_left_for_its_end_is_done(tmp_path: Path) -> None:
    done = tmp_path / "done"
    assert end_of(lambda: (atexit.register(done.touch), None)[1]) == 0
    assert done.exists()


def test_what_cannot_be_loaded_is_started_as_ever(tmp_path: Path) -> None:
    (tmp_path / "relay.sh").write_text(script("python manage.py relay"))
    ask = "import pathlib, sys; from workhub.supervisor.warm import Warm; print(Warm(pathlib.Path(sys.argv[1])).words)"
    wrong = {**os.environ, "DJANGO_SETTINGS_MODULE": "nowhere.settings"}
    said = subprocess.run([sys.executable, "-c", ask, str(tmp_path)], env=wrong, capture_output=True, check=True)
    assert said.stdout.strip() == b"{}"
    assert b"nowhere" in said.stderr
