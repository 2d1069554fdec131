"""Many durations as a few figures."""

import statistics
import time
from collections.abc import Callable
from typing import Any

TIMES = {"n": "times", "median_ms": "ms", "p95_ms": "ms", "p99_ms": "ms", "max_ms": "ms"}


TIMES_AND_CPU = {**TIMES, "cpu_ms": "ms"}


def summary(seconds: list[float]) -> dict[str, float]:
    """Number, median, 95th and 99th percentile and maximum, in milliseconds."""
    taken = [1000 * s for s in seconds]
    hundredths = statistics.quantiles(taken, n=100, method="inclusive")
    return {
        "n": len(taken),
        "median_ms": round(statistics.median(taken), 2),
        "p95_ms": round(hundredths[94], 2),
        "p99_ms": round(hundredths[98], 2),
        "max_ms": round(max(taken), 2),
    }


def timed(times: int, do: Callable[[int], Any]) -> dict[str, float]:
    """The summary of doing something a number of times."""
    taken: list[float] = []
    for n in range(times):
        started = time.perf_counter()
        do(n)
        taken.append(time.perf_counter() - started)
    return summary(taken)
