"""bench/results.json: the machine, the versions, and every figure with its goal and how it was measured."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import connection

from tests.bench.registry import Goal, Measured, Measurement

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "bench" / "results.json"
PACKAGES = (
    "django",
    "django-ninja",
    "channels",
    "channels-redis",
    "celery",
    "kombu",
    "django-celery-beat",
    "psycopg",
    "redis",
    "gunicorn",
    "uvicorn",
    "langgraph",
    "django-unfold",
)
Results = dict[str, Any]


def read() -> Results:
    """What was measured before; empty when nothing was."""
    return dict(json.loads(FILE.read_text())) if FILE.exists() else {}


def write(results: Results) -> None:
    """Keep it, readable for people and for `git diff`."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")


def merged(old: Results, new: dict[str, Results], order: list[str]) -> Results:
    """The old figures with the new ones in their place, in the order of the registry; names it forgot are dropped."""
    figures = old.get("figures", {}) | new
    return {
        "date": _now(),
        "machine": machine(),
        "versions": versions(),
        "figures": {name: figures[name] for name in order if name in figures},
    }


def entry(measurement: Measurement, measured: Measured, *, load: float, seconds: float) -> Results:
    """One measurement as it is kept. `load`: the load average before it began; `seconds`: how long it took."""
    return {
        "topic": measurement.topic.value,
        "how": measurement.how,
        "units": dict(measurement.units),
        "figures": {name: measured.figures[name] for name in measurement.units},
        "parts": measured.parts,
        "goals": [_judged(goal, measured) for goal in measurement.goals],
        "measured": {"at": _now(), "commit": commit(), "load_average": round(load, 2), "seconds": round(seconds, 1)},
    }


def _judged(goal: Goal, measured: Measured) -> Results:
    met = all(measured.figures[figure] <= most for figure, most in goal.at_most.items())
    return {"goal": goal.words, "means": goal.means, "at_most": dict(goal.at_most), "met": met}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def commit() -> str:
    """The state of the code, or "unknown" outside a repository."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def machine() -> Results:
    """What it ran on, and how busy that was at the end."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "processor": _processor(),
        "system": f"{_system()}, Linux {platform.release()}",
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def versions() -> dict[str, str]:
    """Of Python, the services, and the packages that the figures depend on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = str(cursor.fetchone()[0])
    client = redis.Redis.from_url(settings.ENV.REDIS_URL)
    return {
        "python": platform.python_version(),
        "postgresql": postgresql,
        "redis-server": str(client.info("server")["redis_version"]),
        **{name: version(name) for name in PACKAGES},
    }
