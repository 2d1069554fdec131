"""Two weeks of days, filled the way a dispatcher fills them: crews split into pairs and singles, visit after visit."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from apps.crews.models import Member
from apps.jobs.states import Outcome
from workhub.demo.catalogue import rounded
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company, Squad
from workhub.demo.fates import Fates
from workhub.demo.people import HANDS_ON, ON_CALL, TRADE
from workhub.demo.picking import Picker
from workhub.demo.trips import Trip

Pattern = tuple[int, ...]
BUSY: tuple[Pattern, ...] = ((2, 1, 1), (1, 1, 1), (2, 2), (2, 1))
NORMAL: tuple[Pattern, ...] = ((2, 1), (1, 1), (2,), (1,), (1,))
LIGHT: tuple[Pattern, ...] = ((1,), (2,), ())
PATTERNS = {0: BUSY, 1: BUSY, 4: LIGHT, 5: LIGHT, 6: LIGHT, 7: LIGHT}
ON_CALL_PATTERNS: tuple[Pattern, ...] = ((1, 1), (1,))  # each of them has another trade: nobody is paired
MOST = {0: (2, 2, 3), 1: (2, 2, 3), 4: (1, 2), 5: (1, 2), 6: (1, 2), 7: (1, 2)}  # visits a day and unit
Window = tuple[datetime, datetime]


@dataclass(slots=True)
class Planner:
    """Fills days. Jobs that ended half done get a second trip when their trade has time."""

    company: Company
    clock: Clock
    rng: random.Random
    picker: Picker
    fates: Fates
    trips: list[Trip] = field(default_factory=list)
    _unfinished: list[Trip] = field(default_factory=list)

    def fill(self, taken: dict[int, list[Window]]) -> None:
        """Plan every day of the two weeks around the hours of today that are taken already, by member."""
        for offset in range(-7, 8):
            for squad in self.company.squads:
                for people in self._units(squad, offset):
                    self._fill_day(squad, people, offset, taken)

    def _units(self, squad: Squad, offset: int) -> Iterator[tuple[Member, ...]]:
        """Who goes together that day. Whoever is in no unit is free."""
        members = list(squad.members)
        self.rng.shuffle(members)
        weekend = offset != 0 and self.clock.day(offset).weekday() >= 5
        if squad.team.name == ON_CALL:
            yield from self._on_call(members, offset)
        elif not weekend:
            yield from ((m,) for m in members if m.user.name == HANDS_ON)
            yield from self._split([m for m in members if m.user.name != HANDS_ON], PATTERNS.get(offset, NORMAL))

    def _on_call(self, members: list[Member], offset: int) -> Iterator[tuple[Member, ...]]:
        """Today each of them has something under way just now; at night that is their working day."""
        if offset != 0:
            yield from self._split(members, ON_CALL_PATTERNS)
        elif self.clock.now > self.clock.at(0, 6, 30):
            yield from ((m,) for m in members)

    def _split(self, members: list[Member], patterns: tuple[Pattern, ...]) -> Iterator[tuple[Member, ...]]:
        if len(members) == 4 and patterns is not ON_CALL_PATTERNS and self.rng.random() < 0.08:
            yield tuple(members)
            return
        for size in self.rng.choice([p for p in patterns if sum(p) <= len(members)]):
            yield tuple(members[:size])
            del members[:size]

    def _fill_day(self, squad: Squad, people: tuple[Member, ...], offset: int, taken: dict[int, list[Window]]) -> None:
        most = 1 if len(people) == 4 else self.rng.choice(MOST.get(offset, (1, 2, 2, 3)))
        busy = [w for m in people for w in taken.get(m.pk, [])] if offset == 0 else []
        free_at: datetime | None = None
        for opens, closes in _without(self._hours(offset, late=most < 3 and len(people) < 4), busy):
            cursor = opens
            while most and (trip := self._next_trip(squad, people, cursor, closes)):
                free_at = self.fates.befall(trip, free_at, punctual=bool(busy))
                if trip.outcome == Outcome.PARTIAL and self.rng.random() < 0.6:
                    self._unfinished.append(trip)
                self.trips.append(trip)
                most -= 1
                cursor = self._after(trip)

    def _hours(self, offset: int, *, late: bool) -> Window:
        """From the first visit to the last; a day with few visits may begin late, but not today."""
        begins = self.clock.at(offset, 7, self.rng.choice([30, 45]))
        if late and offset != 0:
            begins += self.rng.choice([0, 0, 1, 2, 4]) * HOUR
        return begins, self.clock.at(offset, 16, 45)

    def _after(self, trip: Trip) -> datetime:
        """When the next visit can begin: a drive later, and half an hour more around noon."""
        noon = self.clock.at(self.clock.offset_of(trip.end), 12)
        lunch = 30 if noon - 45 * MINUTE <= trip.end <= noon + 75 * MINUTE else 0
        return trip.end + (self.rng.choice([15, 15, 30, 45]) + lunch) * MINUTE

    def _next_trip(self, squad: Squad, people: tuple[Member, ...], start: datetime, closes: datetime) -> Trip | None:
        trade = TRADE[people[0].user.name]
        again = self._second_trip(trade, people, start, closes)
        if again is not None:
            return again
        work = self.picker.pick(trade, len(people), start, closes)
        if work is None:
            return None
        planned = min(work.created + self.rng.randint(4, 90) * MINUTE, start - 20 * MINUTE)
        crew = squad.crew if len(people) == 4 else None
        return Trip(work, people, start, start + work.kind.length, planned, crew=crew)

    def _second_trip(self, trade: str, people: tuple[Member, ...], start: datetime, closes: datetime) -> Trip | None:
        for first in self._unfinished:
            length = rounded(max(45, first.work.kind.minutes // 2))
            known = (first.ended or first.end) + self.rng.randint(40, 120) * MINUTE
            fits = first.work.kind.trade == trade and len(first.people) == len(people)
            if fits and known < start - HOUR and start + length <= closes:
                self._unfinished.remove(first)
                return Trip(first.work, people, start, start + length, known)
        return None

    def trim(self, most: int) -> None:
        """Keep at most so many jobs, those nearest to today; what is pinned stays."""
        kept = {id(t.work) for t in self.trips if t.pinned}
        for trip in sorted(self.trips, key=lambda t: (abs(t.start - self.clock.now), t.start)):
            if len(kept) >= most:
                break
            kept.add(id(trip.work))
        self.trips = [t for t in self.trips if id(t.work) in kept]


def _without(window: Window, taken: list[Window]) -> list[Window]:
    """What is left of a window around the times that are taken."""
    left, opens = [], window[0]
    for begins, ends in sorted(taken):
        if begins > opens:
            left.append((opens, min(begins, window[1])))
        opens = max(opens, ends)
    return [*left, (opens, window[1])] if opens < window[1] else left
