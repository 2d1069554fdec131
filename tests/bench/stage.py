"""Where measurements take place: WorkHub in this process, or as the real processes of the Procfile."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

import redis
from django.core.management import call_command

from tests.e2e.processes import ROOT, Product, product

JOBS = 10_000
# As people run it: durable, no debugging aids.
AS_IN_REAL_LIFE = {"WORKHUB_DEBUG": "0", "WORKHUB_EMBEDDED_FSYNC": "1", "LOG_LEVEL": "WARNING"}
SIGN_IN = """
from django.test import Client
from apps.crews.models import User
for email in {emails!r}:
    client = Client()
    client.force_login(User.objects.get(email=email))
    print(client.cookies["sessionid"].value)
"""


class Stage:
    """Holds what measurements share for as long as the bench runs."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="workhub-bench-")))

    def close(self) -> None:
        """Stop everything that was started."""
        self._open.close()

    @cached_property
    def prepared(self) -> bool:
        """The database of this process is migrated."""
        call_command("prepare", verbosity=0)
        return True

    @cached_property
    def company(self) -> Product:
        """The demo company with 10,000 jobs, every process of the Procfile up; shared, so leave nothing broken."""
        running = self._open.enter_context(self.fresh("company"))
        command = [sys.executable, "manage.py", "demo_data", "--jobs", str(JOBS)]
        subprocess.run(command, cwd=ROOT, env=running.environment, check=True, capture_output=True, timeout=300)
        with running.database() as connection:
            connection.execute("ANALYZE")
        return running

    @contextmanager
    def fresh(self, name: str, *arguments: str) -> Iterator[Product]:
        """An own WorkHub in a home of this name, for measurements that stop, kill or fill it. Twice: a warm start."""
        home = self.folder / name / "home"
        home.parent.mkdir(exist_ok=True)
        with product(home, *arguments, environment=AS_IN_REAL_LIFE) as running:
            yield running


def sign_in(running: Product, *emails: str) -> list[str]:
    """A session cookie for each of these people, in their order."""
    return running.run("shell", "-v0", code=SIGN_IN.format(emails=emails)).split()


def redis_of(running: Product) -> redis.Redis:
    """A client of a running WorkHub's Redis."""
    return redis.Redis.from_url(json.loads((running.home / "services.json").read_text())["redis_url"])
