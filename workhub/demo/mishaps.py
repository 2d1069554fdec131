"""Incidents: what technicians run into, and what the office does about it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from apps.core.actor import Actor, Via
from apps.jobs.actions import (
    acknowledge_incident,
    close_incident,
    report_incident,
    resolve_incident,
    withdraw_incident,
)
from apps.jobs.models import Incident
from apps.jobs.states import Outcome, Severity
from workhub.demo.catalogue import ANYWHERE, BIG, LIVING, PUBLIC
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.timeline import Timeline
from workhub.demo.trips import Trip


class Mishap(NamedTuple):
    """Something found on a trip `day` days from today; `ends` is what became of it by now."""

    day: int
    trade: str
    severity: Severity
    title: str
    text: str
    ends: str
    words: str = ""
    where: frozenset[str] = ANYWHERE


CLOSED, RESOLVED, SEEN, OPEN, WITHDRAWN = "closed", "resolved", "acknowledged", "open", "withdrawn"

MISHAPS = (
    Mishap(-7, "plumbing", Severity.LOW, "Van 4: rear door lock sticks",
           "Side door works. Tools are safe overnight, but it needs a locksmith.",
           CLOSED, "Lock cylinder replaced at the yard, two new keys cut."),
    Mishap(-6, "heating", Severity.CRITICAL, "CO reading 110 ppm in the boiler room",
           "Monitor went off at the door. Boiler shut down, windows open, everybody is outside. Flue joint is open.",
           CLOSED, "Flue resealed, room at 0 ppm for an hour, gas utility re-lit the boiler.", BIG | LIVING),
    Mishap(-5, "electrical", Severity.HIGH, "Live conductor behind removed panel cover",
           "Previous contractor left a hot 240 V lead without a cap. Taped and locked out at the main.",
           CLOSED, "Lead capped and circuit removed, owner has photos."),
    Mishap(-4, "plumbing", Severity.MEDIUM, "Cracked a floor tile in the bathroom",
           "Wrench slipped. One 12 in. tile by the vanity. Told the owner, who wants it replaced.",
           RESOLVED, "Tile setter booked and paid by us, customer agreed.", LIVING),
    Mishap(-3, "cooling", Severity.HIGH, "Refrigerant leak on the roof unit",
           "About 4 lb lost from the suction line. Valves closed, unit tagged off.",
           RESOLVED, "Leak brazed, nitrogen test held overnight, recharged and logged.", PUBLIC),
    Mishap(-2, "heating", Severity.CRITICAL, "CO alarm in the hallway",
           "Alarm beeps every minute, family is on the porch.",
           WITHDRAWN, "End-of-life chirp of an old detector: 0 ppm measured in every room, detector replaced.", LIVING),
    Mishap(-2, "plumbing", Severity.LOW, "Customer's railing loose at the cellar steps",
           "Not ours, but somebody will fall. Told the people in the house.",
           SEEN, "", LIVING),
    Mishap(-1, "electrical", Severity.HIGH, "Burn marks inside the main panel",
           "Bus is discolored at two breakers, smells burnt. Both are off, told everybody not to reset them.",
           SEEN, ""),
    Mishap(-1, "cooling", Severity.LOW, "Roof hatch does not latch",
           "Held it with a strap. Building manager should get a locksmith.",
           OPEN, "", PUBLIC),
)  # fmt: skip
WET_CEILING = Mishap(
    0, "plumbing", Severity.MEDIUM, "Ceiling soaked in unit 2, plaster may come down",
    "Riser is shut. About 6 by 4 ft of plaster is soft. Put a tarp down and kept the tenant out of the kitchen.", OPEN,
)  # fmt: skip


def tell_of_mishaps(company: Company, clock: Clock, timeline: Timeline, trips: list[Trip]) -> None:
    """Hang each incident on a trip of its day and trade, and let the office deal with it."""
    used: set[int] = set()
    for mishap in MISHAPS:
        trip = _trip_for(mishap, trips, clock, used)
        if trip is not None and trip.arrived is not None:
            used.add(id(trip))
            _tell(company, clock, timeline, mishap, trip, trip.arrived + 12 * MINUTE)
    for trip in trips:
        if trip.pinned and trip.work.kind.title == "Water coming through the ceiling":
            _tell(company, clock, timeline, WET_CEILING, trip, clock.now - 34 * MINUTE)


def _trip_for(mishap: Mishap, trips: list[Trip], clock: Clock, used: set[int]) -> Trip | None:
    """A finished trip of some hours ago: in the trade and kind of place if there is one, nearest to the day."""
    latest = clock.now - 10 * HOUR
    made = [t for t in trips if t.arrived and t.ended and t.ended < latest and not t.off and id(t) not in used]
    made = [t for t in made if t.outcome == Outcome.COMPLETED and t.ends_with is None]
    wanted = clock.at(mishap.day, 10)

    def fit(trip: Trip) -> tuple[bool, bool, timedelta, datetime]:
        work = trip.work
        other = work.kind.trade != mishap.trade
        return other, work.spot.kind not in mishap.where, abs(trip.start - wanted), trip.start

    return min(made, key=fit, default=None)


def _tell(company: Company, clock: Clock, timeline: Timeline, mishap: Mishap, trip: Trip, moment: datetime) -> None:
    kept: list[Incident] = []

    def reported(now: datetime) -> None:
        kept.append(
            report_incident(
                actor=Actor(trip.people[0].user, Via.PORTAL),
                now=now,
                severity=mishap.severity,
                title=mishap.title,
                description=mishap.text,
                visit_id=trip.visit_id,
            )
        )

    timeline.add(moment, reported)
    _follow(timeline, mishap, company.dana, kept, moment)


def _follow(timeline: Timeline, mishap: Mishap, office: Actor, kept: list[Incident], moment: datetime) -> None:
    """Seen within minutes when it is grave, within hours when it is not; dealt with the same day or the next."""
    grave = mishap.severity in (Severity.CRITICAL, Severity.HIGH)
    seen = moment + (4 * MINUTE if grave else 95 * MINUTE)
    over = seen + (2 * HOUR if grave else timedelta(hours=7))
    if mishap.ends != OPEN:
        timeline.add(seen, lambda now: acknowledge_incident(actor=office, now=now, incident_id=kept[0].public_id))
    if mishap.ends == WITHDRAWN:
        timeline.add(
            over,
            lambda now: withdraw_incident(actor=office, now=now, incident_id=kept[0].public_id, reason=mishap.words),
        )
    if mishap.ends in (RESOLVED, CLOSED):
        timeline.add(
            over,
            lambda now: resolve_incident(actor=office, now=now, incident_id=kept[0].public_id, resolution=mishap.words),
        )
    if mishap.ends == CLOSED:
        timeline.add(
            over + 20 * HOUR,
            lambda now: close_incident(actor=office, now=now, incident_id=kept[0].public_id),
        )
