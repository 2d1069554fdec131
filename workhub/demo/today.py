"""What is going on just now, whatever the hour: work under way, somebody late, Ana's visit at Oak St, a draft."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.crews.models import Member
from apps.jobs.actions import cancel_job, hold_job
from apps.jobs.states import Priority
from workhub.demo.catalogue import ALWAYS, ANYWHERE, KINDS, Kind
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON, ON_CALL
from workhub.demo.schedule import Window
from workhub.demo.timeline import Timeline
from workhub.demo.trips import Trip, Work

STORY = Kind(
    "heating",
    "Boiler service and gas line check",
    "Yearly service of the hot-water boiler in the back room. Check the gas pressure at the meter, the flue and the CO "
    "reading. Lucia wants to know whether the boiler carries a second proofer.",
    75,
    "",
    ANYWHERE,
)
RUSH = Kind(
    "plumbing",
    "Water coming through the ceiling",
    "Tenant in 2 reports water through the kitchen ceiling from unit 3. Main shut off for the riser.",
    90,
    "",
    ANYWHERE,
    urgent=True,
    months=ALWAYS,
)


NOBODYS = (  # site, what, hour of the next workday
    ("Riverside Care Home", "No hot water", 8),
    ("Thayer St apartments", "Dead outlets in two rooms", 9),
    ("Trattoria Lucca", "Tankless heater descaling", 9),
    ("Café Madeira", "Ice machine cleaning", 10),
    ("Elm Grove Pharmacy", "Toilet runs constantly", 11),
    ("Hope Charter, gym", "Emergency lighting test", 14),
)


def kind(title: str) -> Kind:
    """The kind of work with that title."""
    return next(k for k in KINDS if k.title == title)


@dataclass(frozen=True, slots=True)
class Now:
    """Writes the pinned trips of this hour."""

    company: Company
    clock: Clock

    def trips(self) -> list[Trip]:
        """Oak St, four people of the on-call crew in the middle of things, and drafts for nobody."""
        now = [self.oak_st(), *self.overrun(), self.on_the_way(), self.waiting(), self.at_work(), self.open_draft()]
        return [*now, *self.next_workday()]

    def taken(self, trips: list[Trip]) -> dict[int, list[Window]]:
        """The hours these trips keep free in their people's day, with the drive there and back."""
        found: dict[int, list[Window]] = {}
        for trip in trips:
            for member in trip.people:
                found.setdefault(member.pk, []).append((trip.start - 30 * MINUTE, trip.end + 30 * MINUTE))
        return found

    def oak_st(self) -> Trip:
        """The story: Ana is due at the bakery within the quarter of an hour."""
        start = min(self.clock.quarter() + 15 * MINUTE, self.clock.at(0, 22, 30))
        work = Work(self.company.oak_st, STORY, self._days_ago(3), self.company.dana, Priority.HIGH)
        return self._trip(work, self.company.member(HANDS_ON), start, 75, self._days_ago(2))

    def overrun(self) -> list[Trip]:
        """A visit that takes longer than planned, and the next one that is late because of it."""
        quarter, bill = self.clock.quarter(), self._on_call(0)
        first = self._work("Atwells building", RUSH, quarter - 3 * HOUR, Priority.URGENT)
        long = self._trip(first, bill, quarter - 105 * MINUTE, 75, quarter - 170 * MINUTE)
        long.departed, long.arrived = quarter - 125 * MINUTE, quarter - 103 * MINUTE
        second = self._work("Elm Grove Pharmacy", kind("Toilet runs constantly"), self._days_ago(2))
        return [long, self._trip(second, bill, quarter - 15 * MINUTE, 45, self._days_ago(1))]

    def on_the_way(self) -> Trip:
        """Somebody in the van."""
        quarter = self.clock.quarter()
        work = self._work("Riverside Care Home", kind("No hot water"), quarter - 70 * MINUTE, Priority.URGENT)
        trip = self._trip(work, self._on_call(1), quarter + 15 * MINUTE, 75, quarter - 55 * MINUTE)
        trip.departed = quarter - 2 * MINUTE
        return trip

    def waiting(self) -> Trip:
        """Somebody at the supply house: the visit is paused."""
        quarter = self.clock.quarter()
        work = self._work("Thayer St apartments", kind("Dead outlets in two rooms"), self._days_ago(1), Priority.HIGH)
        trip = self._trip(work, self._on_call(2), quarter - HOUR, 105, quarter - 3 * HOUR)
        trip.departed, trip.arrived = quarter - 78 * MINUTE, quarter - 57 * MINUTE
        trip.paused = quarter - 14 * MINUTE
        return trip

    def at_work(self) -> Trip:
        """Somebody who just began."""
        quarter = self.clock.quarter()
        work = self._work("Trattoria Lucca", kind("Tankless heater descaling"), self._days_ago(4))
        trip = self._trip(work, self._on_call(3), quarter - 30 * MINUTE, 75, self._days_ago(3))
        trip.departed, trip.arrived = quarter - 46 * MINUTE, quarter - 24 * MINUTE
        return trip

    def open_draft(self) -> Trip:
        """A visit today that somebody still has to be found for."""
        start = min(self.clock.quarter() + 2 * HOUR, self.clock.at(0, 22, 30))
        work = self._work("Elmwood House", kind("Sump pump replacement"), self.clock.now - 40 * MINUTE, Priority.HIGH)
        return Trip(work, (), start, start + 90 * MINUTE, self.clock.now - 31 * MINUTE, draft=True, pinned=True)

    def next_workday(self) -> list[Trip]:
        """What came in by phone and was put on the next workday's list, for somebody to be found."""
        ahead = next(n for n in (1, 2, 3) if self.clock.day(n).weekday() < 5)
        found = []
        for n, (site, title, hour) in enumerate(NOBODYS):
            work = self._work(site, kind(title), self.clock.now - (80 - 9 * n) * MINUTE)
            start = self.clock.at(ahead, hour)
            end = start + timedelta(minutes=work.kind.minutes)
            found.append(Trip(work, (), start, end, work.created + 5 * MINUTE, draft=True, pinned=True))
        return found

    def _on_call(self, place: int) -> Member:
        return self.company.squad(ON_CALL).members[place]

    def _days_ago(self, days: int) -> datetime:
        return self.clock.at(self.clock.workday(-days), 14, 50 - 7 * days)

    def _work(self, site: str, what: Kind, created: datetime, priority: Priority = Priority.NORMAL) -> Work:
        return Work(self.company.spot(site), what, created, self.company.dana, priority)

    def _trip(self, work: Work, member: Member, start: datetime, minutes: int, planned: datetime) -> Trip:
        end = start + timedelta(minutes=minutes)
        return Trip(work, (member,), start, end, planned, pinned=True)


UNPLANNED = (  # site, what, days since it was written down, hour of that day, priority
    ("Hope Charter, gym", "Emergency lighting test", 1, 14, Priority.NORMAL),
    ("Café Madeira", "Ice machine cleaning", 2, 9, Priority.LOW),
    ("351 Blackstone Blvd", "EV charger circuit", 2, 11, Priority.NORMAL),
    ("Charles St three-decker", "Smoke and CO detector replacement", 1, 16, Priority.HIGH),
    ("N Main offices", "Rooftop unit maintenance", 3, 10, Priority.NORMAL),
)
DRAFTS = (
    ("Main St lofts", "Lighting retrofit, corridors", 1, 11, Priority.NORMAL),
    ("St. Brendan", "Boiler room repiping", 2, 15, Priority.NORMAL),
)
COLD_SHOWER = ("188 Public St", "No hot water", Priority.URGENT)  # came in an hour ago
HELD = ("Plating shop", "Motor starter replacement", 4, 13, Priority.NORMAL)
HELD_BECAUSE = "Waiting for the purchase order from the plant manager"
DROPPED = ("913 Hope St", "Shower valve rebuild", 5, 10, Priority.NORMAL)
DROPPED_BECAUSE = "Customer sold the house; the buyer will call"


def tell_of_other_jobs(company: Company, clock: Clock, timeline: Timeline) -> int:
    """Jobs without a visit: ready ones, drafts, one on hold, and one called off together with its visit.

    Returns how many there are.
    """
    for row in (*UNPLANNED, *DRAFTS):
        work = _job(company, clock, *row)
        work.draft = row in DRAFTS
        timeline.add(work.created, work.write)
    site, title, priority = COLD_SHOWER
    created = clock.now - timedelta(minutes=68)
    timeline.add(created, Work(company.spot(site), kind(title), created, company.dana, priority).write)
    _tell_of_hold(company, clock, timeline)
    _tell_of_cancelled(company, clock, timeline)
    return len(UNPLANNED) + len(DRAFTS) + 3


def _tell_of_hold(company: Company, clock: Clock, timeline: Timeline) -> None:
    work = _job(company, clock, *HELD)
    timeline.add(work.created, work.write)
    timeline.add(
        work.created + 3 * HOUR,
        lambda now: hold_job(actor=work.by, now=now, job_id=work.job_id, reason=HELD_BECAUSE),
    )


def _tell_of_cancelled(company: Company, clock: Clock, timeline: Timeline) -> None:
    """The visit was kept as a draft for tomorrow, with nobody on it."""
    work = _job(company, clock, *DROPPED)
    start = clock.at(1, 10)
    trip = Trip(work, (), start, start + 2 * HOUR, work.created + HOUR, draft=True, pinned=True)
    timeline.add(work.created, work.write)
    timeline.add(trip.planned, trip.plan)
    timeline.add(
        clock.at(clock.workday(-1), 15, 5),
        lambda now: cancel_job(actor=work.by, now=now, job_id=work.job_id, reason=DROPPED_BECAUSE),
    )


def _job(company: Company, clock: Clock, site: str, title: str, days: int, hour: int, priority: Priority) -> Work:
    created = clock.at(clock.workday(-days), hour, 17 + 3 * days)
    return Work(company.spot(site), kind(title), created, company.dana, priority)
