"""Two weeks of days, filled the way a dispatcher fills them: crews split into pairs and singles, visit after visit."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apps.core.actor import Actor
from apps.crews.models import Member
from apps.jobs.states import Outcome, Priority
from workhub.demo import endings
from workhub.demo.catalogue import KINDS, Kind
from workhub.demo.clock import DAY, HOUR, MINUTE, Clock
from workhub.demo.company import Company, Spot, Squad
from workhub.demo.customers import OAK_ST
from workhub.demo.people import HANDS_ON, ON_CALL
from workhub.demo.trips import Trip, Work

BUSY = ((2, 1, 1), (1, 1, 1), (2, 2), (2, 1))
NORMAL = ((2, 1), (1, 1), (2,), (1,), (1,))
LIGHT = ((1,), (2,), ())
WEEKEND = ((1, 1), (1,))
LOADS = {0: BUSY, 1: BUSY, 4: LIGHT, 5: LIGHT, 6: LIGHT, 7: LIGHT}
MOST = {0: (2, 3, 3), 1: (2, 2, 3), 4: (1, 2), 5: (1, 2), 6: (1, 2), 7: (1, 2)}  # visits a day and unit
Window = tuple[datetime, datetime]


@dataclass(slots=True)
class Planner:
    """Fills days, remembering which sites were just visited and which jobs still want a second trip."""

    company: Company
    clock: Clock
    rng: random.Random
    trips: list[Trip] = field(default_factory=list)
    _seen: set[tuple[int, str]] = field(default_factory=set)
    _used: Counter[str] = field(default_factory=Counter)
    _last_at: dict[int, datetime] = field(default_factory=dict)
    _unfinished: list[Trip] = field(default_factory=list)
    _fates: list[str] = field(default_factory=list)

    def fill(self, taken: dict[int, list[Window]]) -> None:
        """Plan every day of the two weeks around the hours of today that are taken already, by member."""
        for offset in range(-7, 8):
            for squad in self.company.squads:
                for people in self._units(squad, offset):
                    self._fill_day(squad, people, offset, taken)

    def _units(self, squad: Squad, offset: int) -> Iterator[tuple[Member, ...]]:
        """Who goes together that day. Whoever is in no unit is free."""
        others = list(squad.members)
        self.rng.shuffle(others)
        weekend = offset != 0 and self.clock.day(offset).weekday() >= 5
        if weekend and squad.team.name != ON_CALL:
            return
        if offset == 0 and squad.team.name == ON_CALL:
            # Each of them has something under way just now; at night that is their working day.
            yield from ((m,) for m in others if self.clock.now > self.clock.at(0, 6, 30))
            return
        if not weekend:
            first = [m for m in others if m.user.name == HANDS_ON]
            others = [m for m in others if m.user.name != HANDS_ON]
            yield from ((m,) for m in first)
        yield from self._split(others, WEEKEND if weekend else LOADS.get(offset, NORMAL))

    def _split(self, others: list[Member], patterns: tuple[tuple[int, ...], ...]) -> Iterator[tuple[Member, ...]]:
        if len(others) == 4 and patterns is not WEEKEND and self.rng.random() < 0.08:
            yield tuple(others)
            return
        fitting = [p for p in patterns if sum(p) <= len(others)]
        for size in self.rng.choice(fitting):
            yield tuple(others[:size])
            del others[:size]

    def _fill_day(self, squad: Squad, people: tuple[Member, ...], offset: int, taken: dict[int, list[Window]]) -> None:
        windows = [(self.clock.at(offset, 7, self.rng.choice([30, 45])), self.clock.at(offset, 16, 45))]
        if offset == 0:
            windows = _without(windows[0], [w for m in people for w in taken.get(m.pk, [])])
        most = 1 if len(people) == 4 else self.rng.choice(MOST.get(offset, (1, 2, 2, 3)))
        free_at: datetime | None = None
        for opens, closes in windows:
            cursor = opens
            while most and (trip := self._next_trip(squad, people, cursor, closes)):
                punctual = offset == 0 and any(taken.get(m.pk) for m in people)
                free_at = self._live(trip, free_at, punctual=punctual)
                self.trips.append(trip)
                most -= 1
                cursor = self._after(trip)

    def _after(self, trip: Trip) -> datetime:
        """When the next visit can begin: a drive later, and half an hour more around noon."""
        noon = self.clock.at(self.clock.offset_of(trip.end), 12)
        lunch = 30 if noon - 45 * MINUTE <= trip.end <= noon + 75 * MINUTE else 0
        return trip.end + (self.rng.choice([15, 15, 30, 45]) + lunch) * MINUTE

    def _next_trip(self, squad: Squad, people: tuple[Member, ...], start: datetime, closes: datetime) -> Trip | None:
        again = self._second_trip(squad, people, start, closes)
        if again is not None:
            return again
        work = self._new_work(squad, len(people), start, closes)
        if work is None:
            return None
        planned = min(work.created + self.rng.randint(4, 90) * MINUTE, start - 20 * MINUTE)
        end = start + _rounded(work.kind.minutes)
        crew = squad.crew if len(people) == 4 else None
        return Trip(work, people, start, end, planned, crew=crew)

    def _second_trip(self, squad: Squad, people: tuple[Member, ...], start: datetime, closes: datetime) -> Trip | None:
        for first in self._unfinished:
            length = _rounded(max(45, first.work.kind.minutes // 2))
            known = (first.ended or first.end) + self.rng.randint(40, 120) * MINUTE
            fits = first.work.kind.trade in squad.team.trades and len(first.people) == len(people)
            if fits and known < start - HOUR and start + length <= closes:
                self._unfinished.remove(first)
                return Trip(first.work, people, start, start + length, known)
        return None

    def _new_work(self, squad: Squad, size: int, start: datetime, closes: datetime) -> Work | None:
        month = self.clock.day(self.clock.offset_of(start)).month
        kinds = [
            k
            for k in KINDS
            if k.trade in squad.team.trades
            and k.people == size
            and month in k.months
            and start + _rounded(k.minutes) <= closes
        ]
        self.rng.shuffle(kinds)
        kinds.sort(key=lambda k: self._used[k.title])
        for kind in kinds:
            spot = self._spot_for(kind, start)
            if spot is not None:
                self._used[kind.title] += 1
                return self._work(kind, spot, start)
        return None

    def _spot_for(self, kind: Kind, start: datetime) -> Spot | None:
        fitting = [
            s
            for s in self.company.spots
            if s.kind in kind.where
            and s.site.name != OAK_ST
            and (s.site.pk, kind.title) not in self._seen
            and abs(start - self._last_at.get(s.site.pk, start - 9 * DAY)) > 20 * HOUR
        ]
        if not fitting:
            return None
        spot = self.rng.choice(fitting)
        self._seen.add((spot.site.pk, kind.title))
        self._last_at[spot.site.pk] = start
        return spot

    def _work(self, kind: Kind, spot: Spot, start: datetime) -> Work:
        offset = self.clock.offset_of(start)
        if kind.urgent and start <= self.clock.now and self.rng.random() < 0.6:
            created = start - self.rng.randint(45, 100) * MINUTE
        else:
            created = self.clock.in_office_hours(self.rng, min(offset - self.rng.randint(1, 6), 0))
        chances = [Priority.URGENT, Priority.HIGH] if kind.urgent else [Priority.NORMAL] * 4 + [Priority.LOW]
        return Work(spot, kind, created, self.dispatcher(), self.rng.choice(chances))

    def dispatcher(self) -> Actor:
        """Whoever took the call."""
        return self.rng.choice([self.company.dana, self.company.dana, self.company.marcus])

    def _live(self, trip: Trip, free_at: datetime | None, *, punctual: bool) -> datetime | None:
        """Decide how a trip goes; answers when its people are free again."""
        fate = self._fate()
        if fate == "cancelled" and not trip.pinned and trip.end < self.clock.now:
            trip.off = max(trip.planned + 10 * MINUTE, trip.start - self.rng.randint(60, 150) * MINUTE)
            trip.reason = self.rng.choice(endings.CANCELLED)
            return free_at
        travel = self.rng.randint(9, 28) * MINUTE
        leaves = max(trip.start - travel + self.rng.randint(-4, 8) * MINUTE, trip.planned + 3 * MINUTE)
        trip.departed = max(leaves, free_at + 4 * MINUTE) if free_at else leaves
        trip.arrived = trip.departed + travel
        length = (trip.end - trip.start) * self.rng.uniform(0.7, 1.18)
        trip.ended = trip.arrived + timedelta(minutes=length // MINUTE)
        if punctual:
            trip.ended = min(trip.ended, trip.end)
        self._finish(trip, fate)
        return trip.ended

    def _fate(self) -> str:
        """Of two dozen trips two end half done, one cannot be done, and one or two are called off."""
        if not self._fates:
            self._fates = ["partial", "partial", "unable", "cancelled", "message", "untapped", "pause"]
            self._fates += ["done"] * 16
            self.rng.shuffle(self._fates)
        return self._fates.pop()

    def _finish(self, trip: Trip, fate: str) -> None:
        if trip.arrived is None or trip.ended is None:
            return
        trip.note = trip.work.kind.done
        if fate == "partial":
            trip.outcome, trip.reason = Outcome.PARTIAL, self.rng.choice(endings.PARTIAL[trip.work.kind.trade])
            trip.note = ""
            if self.rng.random() < 0.6:
                self._unfinished.append(trip)
        elif fate == "unable":
            trip.outcome, trip.reason, trip.note = Outcome.UNABLE, self.rng.choice(endings.UNABLE), ""
            trip.ended = trip.arrived + self.rng.randint(10, 20) * MINUTE
        elif fate == "message" or (trip.people[0].user.name == HANDS_ON and self.rng.random() < 0.4):
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

    def trim(self, most: int) -> None:
        """Keep at most so many jobs, those nearest to today; what is pinned stays."""
        works = {id(t.work): t.work for t in self.trips}
        if len(works) <= most:
            return
        kept = {id(t.work) for t in self.trips if t.pinned}
        for trip in sorted(self.trips, key=lambda t: (abs(t.start - self.clock.now), t.start)):
            if len(kept) >= most:
                break
            kept.add(id(trip.work))
        self.trips = [t for t in self.trips if id(t.work) in kept]


def _rounded(minutes: int) -> timedelta:
    return -(-minutes // 15) * 15 * MINUTE


def _without(window: Window, taken: list[Window]) -> list[Window]:
    """What is left of a window around the times that are taken."""
    left, opens = [], window[0]
    for begins, ends in sorted(taken):
        if begins > opens:
            left.append((opens, min(begins, window[1])))
        opens = max(opens, ends)
    return [*left, (opens, window[1])] if opens < window[1] else left
