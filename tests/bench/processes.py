"""The processes: how soon they are ready, how they end, and how much memory they take."""

import re
import signal
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from tests.bench import goals
from tests.bench.family import family, pss
from tests.bench.messages import tell_one_after_another, visits
from tests.bench.registry import Figures, Measured, Topic, measure
from tests.bench.stage import Stage, sign_in
from tests.e2e.processes import Product

SETTLE = 15.0  # seconds after start until everything that is loaded ahead of need is loaded
STOPPED = re.compile(r"stopped: (\S+) \((.+)\)")


@dataclass(frozen=True)
class Life:
    """One start and stop: seconds until ready, seconds until all are gone, and how many had to be killed."""

    start: float
    stop: float
    killed: int


@measure(
    "Start: `manage.py up` → ready",
    topic=Topic.PROCESSES,
    how="From starting the command until `/readyz` says ok and the worker is there, looking every 0.2 s. Cold: in an "
    "empty home, so that the database is made and migrated. Warm: the mean of two more starts in the same home.",
    units={"cold_s": "s", "warm_s": "s"},
)
def start(stage: Stage) -> Figures:
    cold, *warm = _lives(stage)
    return {"cold_s": round(cold.start, 2), "warm_s": round(sum(life.start for life in warm) / len(warm), 2)}


@measure(
    "Stop: SIGTERM to `manage.py up` → all gone",
    topic=Topic.PROCESSES,
    how="From the signal until no process of the home is left, PostgreSQL and Redis included; three times, 10 s after "
    "each start, with the settings that keep Redis quiet (the worker waits up to 60 s for a bell). Killed: how many "
    "processes did not end by themselves, by supervisord's log.",
    units={"median_s": "s", "max_s": "s", "killed": ""},
    goals=(goals.CLEAN_STOP,),
)
def stop(stage: Stage) -> Figures:
    lives = _lives(stage)
    stops = sorted(life.stop for life in lives)
    killed = sum(life.killed for life in lives)
    return {"median_s": round(stops[1], 2), "max_s": round(stops[-1], 2), "killed": killed}


@cache
def _lives(stage: Stage) -> list[Life]:
    return [_life(stage) for _ in range(3)]


def _life(stage: Stage) -> Life:
    begun = time.monotonic()
    with stage.fresh("lives") as running:
        ready = time.monotonic()
        time.sleep(10)
        log = running.home / "log" / "supervisor.log"
        said = len(log.read_text())
        members = list(family(running))
        asked = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(timeout=60)
        while any(Path(f"/proc/{pid}/exe").exists() for pid in members):
            time.sleep(0.01)
        gone = time.monotonic()
        ends = dict(STOPPED.findall(log.read_text()[said:]))
    killed = [name for name in ("web", "worker", "beat", "relay") if "SIGKILL" in ends.get(name, "SIGKILL")]
    return Life(ready - begun, gone - asked, len(killed))


@measure(
    "Memory of all processes",
    topic=Topic.PROCESSES,
    how="The sum of the proportional set sizes (`Pss` of /proc/…/smaps_rollup) of `manage.py up` and all below it, "
    "PostgreSQL and Redis included, with the demo company: 15 s after the start, and after five pages of the office "
    "and the portal, 20 story messages and their emails.",
    units={"after_start_mb": "MB", "after_story_mb": "MB"},
    goals=(goals.MEMORY,),
)
def memory(stage: Stage) -> Measured:
    with stage.fresh("memory", "--demo") as running:
        time.sleep(SETTLE)
        at_start = _sizes(running)
        _story(running)
        after = _sizes(running)
    figures = {"after_start_mb": _total(at_start), "after_story_mb": _total(after)}
    return Measured(figures, {"MB after start": at_start, "MB after the story": after})


def _story(running: Product) -> None:
    """People look at their pages and write messages."""
    dana, ana = sign_in(running, "dana@example.com", "ana@example.com")
    for cookie, pages in ((dana, ("/admin/", "/admin/jobs/job/", "/admin/jobs/visit/")), (ana, ("/portal/",) * 2)):
        with httpx.Client(base_url=running.address, cookies={"sessionid": cookie}) as browser:
            assert {browser.get(page).status_code for page in pages} == {200}
    tell_one_after_another(running, visits(running, "memory", 20), pause=0.1)
    time.sleep(2)


def _total(sizes: Figures) -> float:
    return round(sum(sizes.values()), 1)


def _sizes(running: Product) -> Figures:
    """Megabytes by kind of process, the largest first."""
    sizes: Figures = {}
    for pid, kind in family(running).items():
        sizes[kind] = sizes.get(kind, 0) + pss(pid)
    return {kind: round(size, 1) for kind, size in sorted(sizes.items(), key=lambda entry: -entry[1])}
