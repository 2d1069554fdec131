"""pytest plugin: a real PostgreSQL and a real Redis for the run, started before Django reads its settings.

With `-n`, each process of the run has its own: the feed's horizon is one per PostgreSQL, so that two that shared one
would see each other's transactions.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from workhub import embedded

os.environ["WORKHUB_ENV_FILE"] = os.devnull  # a developer's own keys and addresses are not for tests

OURS = "WORKHUB_TEST_SERVICES"  # set where the addresses in the environment are of services that this plugin started
if OURS in os.environ and "PYTEST_XDIST_WORKER" in os.environ:
    del os.environ["DATABASE_URL"], os.environ["REDIS_URL"]

if "DATABASE_URL" not in os.environ or "REDIS_URL" not in os.environ:
    # A home of its own per run: two runs side by side do not meet, and nothing of a person's data is touched.
    home = tempfile.mkdtemp(prefix="workhub-test-")
    os.environ["WORKHUB_HOME"] = home
    atexit.register(shutil.rmtree, home, ignore_errors=True)  # registered first, so that it runs after the stop
    os.environ.setdefault("WORKHUB_EMBEDDED_FSYNC", "0")
    os.environ[OURS] = "1"
    embedded.provide()

HOME = Path(os.environ.get("WORKHUB_HOME", ".workhub"))
