"""`make bench`: measures on real services, prints a table, writes bench/results.json."""

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import psycopg

import tests.services  # noqa: F401  (starts PostgreSQL and Redis before Django reads its settings)

ROOT = Path(__file__).resolve().parents[2]
Figures = dict[str, float]


def main() -> None:
    """Run every measurement once, in one process, on an empty database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
    django.setup()
    from django.core.management import call_command

    call_command("prepare", verbosity=0)
    from tests.bench import measures

    figures = {name: measure() for name, measure in measures.ALL.items()}
    _print(figures)
    _write(figures)


def _print(figures: dict[str, Figures]) -> None:
    width = max(map(len, figures))
    print(f"{'what':{width}}  {'n':>6} {'median ms':>10} {'p95 ms':>10} {'max ms':>10}")
    for name, f in figures.items():
        print(f"{name:{width}}  {f['n']:>6.0f} {f['median_ms']:>10.2f} {f['p95_ms']:>10.2f} {f['max_ms']:>10.2f}")


def _write(figures: dict[str, Figures]) -> None:
    target = ROOT / "bench" / "results.json"
    target.parent.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "system": platform.system(), "processor": platform.machine()}
    versions = {"python": sys.version.split()[0], "django": django.__version__, "psycopg": psycopg.__version__}
    target.write_text(json.dumps({"machine": machine, "versions": versions, "figures": figures}, indent=2) + "\n")


def timed(times: int, do: Callable[[int], Any]) -> Figures:
    """Median, 95th percentile and maximum, in milliseconds, of doing something a number of times."""
    taken: list[float] = []
    for n in range(times):
        started = time.perf_counter()
        do(n)
        taken.append((time.perf_counter() - started) * 1000)
    return {
        "n": times,
        "median_ms": round(statistics.median(taken), 3),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 3),
        "max_ms": round(max(taken), 3),
    }


if __name__ == "__main__":
    main()
