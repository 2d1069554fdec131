"""People with weeks, leave and papers, for tests of who can go."""

from datetime import date, datetime, time
from typing import Any

from apps.crews.actions import add_absence, set_pattern
from apps.crews.actions.shifts import WeekShift
from apps.crews.models import Certificate, Member, Skill
from apps.crews.states import AbsenceKind
from apps.jobs.models import Job, JobSkill
from tests.conftest import NOW, Cast


def works(cast: Cast, member: Member, start: int, end: int) -> None:
    """Every day from one full hour to another, in the company's zone."""
    week = [WeekShift(weekday=day, start=time(start), end=time(end)) for day in range(7)]
    set_pattern(actor=cast.office(), now=NOW, member_id=member.public_id, since=date(2026, 1, 5), week=week)


def is_away(cast: Cast, member: Member, start: datetime, end: datetime) -> None:
    """Away."""
    leave: Any = {"kind": AbsenceKind.SICK, "start": start, "end": end}
    add_absence(actor=cast.office(), now=NOW, member_id=member.public_id, **leave)


def skill(name: str = "Gas") -> Skill:
    found = Skill.objects.filter(name=name).first()
    return found or Skill.objects.create(name=name, created_at=NOW, updated_at=NOW)


def asks_for(job: Job, name: str = "Gas", level: int = 1) -> None:
    """Somebody on each visit of the job must hold it."""
    JobSkill.objects.create(job=job, skill=skill(name), level=level, created_at=NOW, updated_at=NOW)


def needs_of(job: Job) -> dict[int, int]:
    """What a job asks for: the lowest level that will do, by the skill's primary key."""
    return dict(job.skills.values_list("skill", "level"))


def holds(member: Member, name: str = "Gas", level: int = 1, until: date | None = None) -> Certificate:
    """A paper that counts from January on."""
    return Certificate.objects.create(
        member=member,
        skill=skill(name),
        level=level,
        valid_from=date(2026, 1, 1),
        valid_until=until,
        created_at=NOW,
        updated_at=NOW,
    )
