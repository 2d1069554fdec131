"""Which work comes in: the kind, the site, who took the call and when."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from apps.jobs.states import Priority
from workhub.demo.catalogue import KINDS, Kind
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company, Spot
from workhub.demo.customers import OAK_ST
from workhub.demo.trips import Trip, Work

SET_ASIDE = frozenset({OAK_ST, "913 Hope St"})  # their stories are written by hand


@dataclass(slots=True)
class Picker:
    """Picks work so that no site is visited every day and no kind comes up all the time."""

    company: Company
    clock: Clock
    rng: random.Random
    _seen: set[tuple[int, str]] = field(default_factory=set)
    _used: Counter[str] = field(default_factory=Counter)
    _at: dict[int, list[datetime]] = field(default_factory=dict)

    def know(self, trips: list[Trip]) -> None:
        """Keep clear of the sites of these trips on their day."""
        for trip in trips:
            self._note(trip.work.spot, trip.work.kind, trip.start)

    def pick(self, trade: str, people: int, start: datetime, closes: datetime) -> Work | None:
        """A job of that trade for so many people that fits in before closing; None when there is none."""
        kinds = [k for k in KINDS if k.trade == trade and k.people == people and self._fits(k, start, closes)]
        self.rng.shuffle(kinds)
        kinds.sort(key=lambda k: self._used[k.title])
        for kind in kinds:
            spot = self._spot_for(kind, start)
            if spot is not None:
                self._note(spot, kind, start)
                return self._work(kind, spot, start)
        return None

    def _fits(self, kind: Kind, start: datetime, closes: datetime) -> bool:
        offset = self.clock.offset_of(start)
        waits = not kind.urgent or offset <= 1  # nobody waits for days with a flooded cellar
        return waits and self.clock.day(offset).month in kind.months and start + kind.length <= closes

    def _spot_for(self, kind: Kind, start: datetime) -> Spot | None:
        fitting = [s for s in self.company.spots if s.kind in kind.where and self._is_free(s, kind, start)]
        return self.rng.choice(fitting) if fitting else None

    def _is_free(self, spot: Spot, kind: Kind, start: datetime) -> bool:
        if spot.site.name in SET_ASIDE or (spot.site.pk, kind.title) in self._seen:
            return False
        return all(abs(start - other) > 20 * HOUR for other in self._at.get(spot.site.pk, []))

    def _note(self, spot: Spot, kind: Kind, start: datetime) -> None:
        self._seen.add((spot.site.pk, kind.title))
        self._used[kind.title] += 1
        self._at.setdefault(spot.site.pk, []).append(start)

    def _work(self, kind: Kind, spot: Spot, start: datetime) -> Work:
        offset = self.clock.offset_of(start)
        if not kind.urgent:
            created = self.clock.in_office_hours(self.rng, min(offset - self.rng.randint(1, 6), 0))
        elif start <= self.clock.now and self.rng.random() < 0.6:
            created = start - self.rng.randint(45, 100) * MINUTE
        else:
            created = self.clock.in_office_hours(self.rng, offset - 1)
        chances = [Priority.URGENT, Priority.HIGH] if kind.urgent else [Priority.NORMAL] * 5 + [Priority.LOW]
        return Work(spot, kind, created, self.company.dana, self.rng.choice(chances))
