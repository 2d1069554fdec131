"""How a trip goes: on time or late, finished or not, called off, paused, reported with taps or with words."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apps.jobs.states import Outcome
from workhub.demo import endings
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.people import HANDS_ON
from workhub.demo.trips import Trip

TWO_DOZEN = ("partial", "partial", "unable", "cancelled", "message", "untapped", "pause", *["done"] * 17)


@dataclass(slots=True)
class Fates:
    """Decides how trips go, by seeded chance."""

    clock: Clock
    rng: random.Random
    _drawn: list[str] = field(default_factory=list)

    def befall(self, trip: Trip, free_at: datetime | None, *, punctual: bool) -> datetime | None:
        """Decide how a trip goes; answers when its people are free again.

        Args:
            free_at: when they came out of the trip before.
            punctual: they have to be out by the planned end.
        """
        fate = self._draw()
        if fate == "cancelled" and trip.end < self.clock.now:
            trip.off = max(trip.planned + 10 * MINUTE, trip.start - self.rng.randint(60, 150) * MINUTE)
            trip.reason = self.rng.choice(endings.CANCELLED)
            return free_at
        self._travel(trip, free_at)
        if punctual and trip.ended is not None:
            trip.ended = min(trip.ended, trip.end)
        self._end(trip, fate)
        return trip.ended

    def _draw(self) -> str:
        """Of two dozen trips two end half done, one cannot be done, and one is called off."""
        if not self._drawn:
            self._drawn = list(TWO_DOZEN)
            self.rng.shuffle(self._drawn)
        return self._drawn.pop()

    def _travel(self, trip: Trip, free_at: datetime | None) -> None:
        drive = self.rng.randint(9, 28) * MINUTE
        leaves = max(trip.start - drive + self.rng.randint(-4, 8) * MINUTE, trip.planned + 3 * MINUTE)
        trip.departed = max(leaves, free_at + 4 * MINUTE) if free_at else leaves
        trip.arrived = trip.departed + drive
        length = (trip.end - trip.start) * self.rng.uniform(0.7, 1.18)
        trip.ended = trip.arrived + timedelta(minutes=length // MINUTE)

    def _end(self, trip: Trip, fate: str) -> None:
        if trip.arrived is None or trip.ended is None:
            return
        kind = trip.work.kind
        if fate == "partial":
            trip.outcome, trip.reason = Outcome.PARTIAL, self.rng.choice(endings.PARTIAL[kind.trade])
            return
        if fate == "unable":
            trip.outcome = Outcome.UNABLE
            trip.reason = self.rng.choice(endings.UNABLE.get(trip.work.spot.kind, endings.UNABLE["other"]))
            trip.ended = min(trip.ended, trip.arrived + self.rng.randint(10, 20) * MINUTE)
            return
        trip.note = kind.done
        if fate == "message" or (trip.people[0].user.name == HANDS_ON and self.rng.random() < 0.4):
            trip.said = self._words(trip)
        elif fate == "untapped":
            trip.departed = trip.arrived = None
        elif fate == "pause" and trip.ended - trip.arrived > HOUR:
            trip.paused = trip.arrived + 25 * MINUTE
            trip.resumed = trip.paused + self.rng.randint(12, 30) * MINUTE

    def _words(self, trip: Trip) -> str:
        spanish = trip.people[0].user.name in endings.SPEAK_SPANISH
        text = self.rng.choice(endings.SPANISH if spanish else endings.ENGLISH)
        return text.format(site=trip.work.spot.site.name, note=trip.work.kind.done)
