"""What the technicians can do, by trade: skills, certificates with dates around today, and what work asks for."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count

from apps.crews.actions import add_certificate, add_skill, change_certificate
from apps.crews.models import Member
from apps.jobs.actions import require_skills
from apps.jobs.models import Visit
from apps.jobs.needs import needs_on, visit_day
from apps.jobs.states import WAITING
from workhub.demo.clock import DAY, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import TRADE
from workhub.demo.timeline import Step
from workhub.demo.trips import Work

GAS, OIL, BACKFLOW, PLUMBER = "Gas fitting", "Oil burners", "Backflow testing", "Plumbing licence"
COOLANT, HEIGHTS, POWER, FIRST_AID = "Refrigerants", "Work at heights", "Electrical licence", "First aid"
SKILLS = {
    GAS: "Gas lines and appliances; from level 3 on boiler plants",
    OIL: "Burners, tanks and lines for heating oil",
    BACKFLOW: "Testing and tagging of backflow preventers",
    PLUMBER: "Level 1 apprentice, 2 journeyman, 3 master",
    COOLANT: "Handling of refrigerants; level 2 for all sizes of systems",
    HEIGHTS: "Ladders, roofs, harness and lifts",
    POWER: "Level 1 apprentice, 2 journeyman, 3 master",
    FIRST_AID: "Two-day course, renewed every two years",
}
HELD = {  # by trade, each at level 2; who is called a master has level 3
    "heating": (GAS, OIL),
    "plumbing": (PLUMBER, BACKFLOW),
    "cooling": (COOLANT, HEIGHTS),
    "electrical": (POWER, HEIGHTS),
}
NEEDED: dict[str, dict[str, int]] = {  # by the job's title; everybody of the trade comes up to it
    "Boiler service and gas line check": {GAS: 2},
    "Annual boiler service": {GAS: 1},
    "Gas line pressure test": {GAS: 2},
    "Tankless heater descaling": {GAS: 1},
    "Boiler replacement, two-family": {GAS: 2},
    "Oil burner tune-up": {OIL: 1},
    "Backflow preventer test": {BACKFLOW: 1},
    "Water heater swap, 50 gal": {PLUMBER: 2},
    "Walk-in cooler not holding temperature": {COOLANT: 1},
    "Rooftop unit maintenance": {COOLANT: 1, HEIGHTS: 1},
    "Mini-split installation, two heads": {COOLANT: 2},
    "Exhaust fan curb repair": {HEIGHTS: 1},
    "Dead outlets in two rooms": {POWER: 1},
    "Parking lot light out": {POWER: 1, HEIGHTS: 1},
    "Panel upgrade to 200 A": {POWER: 2},
    "Generator transfer switch": {POWER: 2},
}


class Ending(NamedTuple):
    """A certificate that ends so many days from today."""

    name: str
    skill: str
    days: int


ENDING = {
    (name, skill): days
    for name, skill, days in (
        Ending("Luis Peña", BACKFLOW, 55),
        Ending("Steve Kowalczyk", HEIGHTS, 27),
        Ending("Vinh Tran", COOLANT, 43),
        Ending("Patrick Doyle", FIRST_AID, -12),
        Ending("Ana Silva", FIRST_AID, 24),
        Ending("Grace Nakamura", FIRST_AID, 6),
    )
}
WRONGLY_READ = 2  # certificates; visits planned after their real end show up as lacking them
NO_END = frozenset({PLUMBER, POWER})  # licences that last


def found_skills(company: Company, clock: Clock, start: datetime) -> dict[str, UUID]:
    """Write down the skills and who holds them, from a moment on; the skills' ids by name."""
    moments, skills = _minutes_after(start), {}
    for name, description in SKILLS.items():
        skill = add_skill(actor=company.admin, now=next(moments), name=name, description=description)
        skills[name] = skill.public_id
    for place, member in enumerate(member for squad in company.squads for member in squad.members):
        trained = bool(place % 3) or (member.user.name, FIRST_AID) in ENDING
        for name in (*HELD[TRADE[member.user.name]], *((FIRST_AID,) if trained else ())):
            until = _last_day(clock, member.user.name, name, place)
            add_certificate(
                actor=company.dana,
                now=next(moments),
                member_id=member.public_id,
                skill_id=skills[name],
                level=_level(member, name),
                number=f"RI-{name[0]}-{20400 + 7 * place}",
                valid_from=clock.day(-415 + 3 * place),
                valid_until=until,
            )
    return skills


def _minutes_after(start: datetime) -> Iterator[datetime]:
    while True:
        start += 5 * MINUTE
        yield start


def _level(member: Member, skill: str) -> int:
    if skill == FIRST_AID:
        return 1
    return 3 if "Master" in member.title else 2


def _last_day(clock: Clock, name: str, skill: str, place: int) -> date | None:
    if (name, skill) in ENDING:
        return clock.day(ENDING[name, skill])
    return None if skill in NO_END else clock.day(100 + 37 * place % 620)


def asks(work: Work, skills: dict[str, UUID]) -> Step | None:
    """The step that says what a job asks for, after it was written down; None when its kind asks for nothing."""
    asked: Any = [{"skill_id": skills[name], "level": level} for name, level in NEEDED.get(work.kind.title, {}).items()]
    if not asked:
        return None
    return lambda now: require_skills(actor=work.by, now=now, job_id=work.job_id, skills=asked)


def put_right(company: Company, clock: Clock) -> None:
    """Shorten two certificates to what the papers say: people were sent on the strength of them, in good faith."""
    coming = Visit.objects.filter(status__in=WAITING, planned_start__gte=clock.at(2, 0), job__skills__isnull=False)
    alone = coming.distinct().annotate(people=Count("members", distinct=True)).filter(people=1)
    visits = list(alone.order_by("planned_start", "pk"))
    needs, shortened = needs_on(visits), set[int]()
    for visit in visits:
        held = next((n.certificate for n in needs[visit.pk] if n.certificate and n.certificate.valid_until), None)
        if held is None or held.member_id in shortened or len(shortened) == WRONGLY_READ:
            continue
        shortened.add(held.member_id)
        change_certificate(
            actor=company.dana,
            now=clock.now,
            certificate_id=held.public_id,
            level=held.level,
            number=held.number,
            valid_from=held.valid_from,
            valid_until=visit_day(visit.planned_start) - DAY,
        )
