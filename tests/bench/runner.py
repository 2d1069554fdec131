"""Runs measurements one after another; each is kept as soon as it is done."""

import logging
import os
import sys
import time
from contextlib import closing

from tests.bench import page, registry, results, table
from tests.bench.registry import Measurement, NotHere
from tests.bench.stage import Stage


def run(words: list[str]) -> int:
    """Measure what has all these words in its name or topic; without words, all that runs by default.

    Returns the exit code: 1 when nothing has these words. A missed goal is no failure: figures are for people.
    """
    known = registry.load()
    chosen = [m for m in known.values() if (_is_meant(m, words) if words else m.by_default)]
    if not chosen:
        sys.stderr.write("\n  ".join(["Nothing has these words in its name. There is:", *known]) + "\n")
        return 1
    logging.getLogger().setLevel(logging.ERROR)
    with closing(Stage()) as stage:
        for measurement in chosen:
            _measure(measurement, stage, list(known))
    return 0


def _is_meant(measurement: Measurement, words: list[str]) -> bool:
    return all(word.lower() in f"{measurement.name} {measurement.topic}".lower() for word in words)


def _measure(measurement: Measurement, stage: Stage, order: list[str]) -> None:
    load, started = os.getloadavg()[0], time.monotonic()
    try:
        measured = measurement.run(stage)
    except NotHere as missing:
        print(f"{measurement.name}\n    not measured: {missing}", flush=True)
        return
    entry = results.entry(measurement, measured, load=load, seconds=time.monotonic() - started)
    print(table.line(measurement.name, entry), flush=True)
    kept = results.merged(results.read(), {measurement.name: entry}, order)
    results.write(kept)
    page.write(kept)
