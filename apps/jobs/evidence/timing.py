"""A member's times from what was tapped. A tap that was skipped leaves a gap: unknown, not invented."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from apps.jobs.states import TimeKind

# What begins with each event on a visit; None: nothing does, what ran is over.
BEGINS: dict[str, TimeKind | None] = {
    "visit.departed": TimeKind.TRAVEL,
    "visit.started": TimeKind.WORK,
    "visit.paused": TimeKind.BREAK,
    "visit.resumed": TimeKind.WORK,
    "visit.completed": None,
    "visit.cancelled": None,
}
TAKEN_BACK = "visit.step_taken_back"  # the tap before it does not count


class Tap(NamedTuple):
    """One status change: the event's name, and when."""

    event: str
    at: datetime


class Stretch(NamedTuple):
    """A time between two taps; without an end it still runs."""

    kind: TimeKind
    start: datetime
    end: datetime | None


def stretches(taps: Iterable[Tap]) -> list[Stretch]:
    """The times that taps, in their order, tell of. Clocks that ran backwards make a time of no length, never less."""
    told: list[Stretch] = []
    running: Tap | None = None
    for tap in _standing(taps):
        kind = BEGINS[running.event] if running else None
        if running is not None and kind is not None:
            told.append(Stretch(kind, running.at, max(running.at, tap.at)))
        running = tap
    kind = BEGINS[running.event] if running else None
    if running is not None and kind is not None:
        told.append(Stretch(kind, running.at, None))
    return told


def _standing(taps: Iterable[Tap]) -> list[Tap]:
    """The taps that begin or end something, without those that were taken back."""
    left: list[Tap] = []
    for tap in taps:
        if tap.event in BEGINS:
            left.append(tap)
        elif tap.event == TAKEN_BACK and left:
            left.pop()
    return left


def overlap(one: Stretch, other: Stretch, now: datetime) -> bool:
    """Whether two times of one person lie on each other. What still runs goes on until now."""
    one_end, other_end = (max(s.start, s.end or now) for s in (one, other))
    return one.start < other_end and other.start < one_end
