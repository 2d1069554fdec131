"""What visits need their people to hold, on the visit's day in the company's zone; and where somebody is missing.

The rule: each skill that a job asks for must be held, at that level or above, by at least one of the visit's members.
It is here twice: in Python for one visit's people (`unmet_needs`), in SQL for lists (`lacking`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.crews.models import Certificate, Member, Skill
from apps.crews.qualifying import levels_on, nearest, unheld, why_not
from apps.jobs.models import Assignment, Job, JobSkill, Visit
from apps.jobs.states import WAITING


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that a visit needs, whether somebody on it holds it that day, and through which certificate.

    Attributes:
        certificate: what counts; where nothing does, what comes nearest to it, if anything.
        missing: what is wrong, as a sentence for a dispatcher; empty when nothing is.
        held_today: somebody on the visit holds it now, though perhaps not then.
    """

    skill: Skill
    level: int
    certificate: Certificate | None
    missing: str
    held_today: bool


def visit_day(start: datetime) -> date:
    """The day on which certificates must hold: the one a visit begins on, in the company's zone."""
    return timezone.localdate(start, timezone.get_default_timezone())


def unmet_needs(members: Iterable[Member], job: Job, day: date) -> list[Need]:
    """What the job asks for and nobody of these people (with `user`) holds on that day. Two queries."""
    asked = list(job.skills.select_related("skill"))
    own = _certificates(members, [needed.skill_id for needed in asked])
    return [need for need in _needs(asked, own, day) if need.missing]


def needs_on(visits: Iterable[Visit]) -> dict[int, list[Need]]:
    """For each visit (by primary key): all it needs, held or missing. Three queries, however many visits."""
    everything = list(visits)
    asked: dict[int, list[JobSkill]] = defaultdict(list)
    for needed in JobSkill.objects.filter(job__in={v.job_id for v in everything}).select_related("skill"):
        asked[needed.job_id].append(needed)
    on: dict[int, list[Member]] = defaultdict(list)
    for assigned in Assignment.objects.filter(visit__in=everything).select_related("member__user"):
        on[assigned.visit_id].append(assigned.member)
    people = {member.pk: member for members in on.values() for member in members}
    own = _certificates(people.values(), {needed.skill_id for each in asked.values() for needed in each})
    return {
        visit.pk: _needs(asked[visit.job_id], {m.pk: own[m.pk] for m in on[visit.pk]}, visit_day(visit.planned_start))
        for visit in everything
    }


def _certificates(members: Iterable[Member], skills: Iterable[int]) -> dict[int, list[Certificate]]:
    """The certificates of each member for these skills, withdrawn ones too; [] where there is none."""
    own: dict[int, list[Certificate]] = {member.pk: [] for member in members}
    found = Certificate.objects.filter(member__in=own, skill__in=set(skills)).order_by("pk")
    for certificate in found.select_related("member__user", "skill") if own else ():
        own[certificate.member_id].append(certificate)
    return own


def _needs(asked: list[JobSkill], own: dict[int, list[Certificate]], day: date) -> list[Need]:
    needs = {needed.skill_id: needed.level for needed in asked}
    then, now = (unheld(needs, [levels_on(c, at) for c in own.values()]) for at in (day, visit_day(timezone.now())))
    told = []
    for needed in asked:
        fitting = [c for each in own.values() for c in each if c.skill_id == needed.skill_id]
        best = nearest((c for c in fitting if not why_not(c, needed.level, day)), needed.level, day)
        best = best or nearest(fitting, needed.level, day)
        missing = _sentence(needed, best, day) if needed.skill_id in then else ""
        told.append(Need(needed.skill, needed.level, best, missing, needed.skill_id not in now))
    return told


def nobody_holds(skill: Skill, level: int) -> str:
    """The sentence for a need that nobody comes near to."""
    return _("Nobody on it holds %(skill)s (level %(level)d).") % {"skill": skill, "level": level}


def _sentence(needed: JobSkill, best: Certificate | None, day: date) -> str:
    if best is None:
        return nobody_holds(needed.skill, needed.level)
    text = _("%(skill)s (level %(level)d): the certificate of %(name)s %(why)s.")
    told = {"skill": needed.skill, "level": needed.level, "name": best.member}
    return text % {**told, "why": why_not(best, needed.level, day)}


def lacking(visits: "QuerySet[Visit]", now: datetime) -> "QuerySet[Visit]":
    """Those still to begin, today or later, on which nobody will hold something that their job asks for.

    Those that nobody is assigned to are another question (`with_nobody`).
    """
    today = timezone.make_aware(datetime.combine(visit_day(now), datetime.min.time()), timezone.get_default_timezone())
    # Of the visits themselves: the day is worked out once, where their start is at hand.
    day = OuterRef(OuterRef("their_day"))
    held = Certificate.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day),
        skill=OuterRef("skill"),
        level__gte=OuterRef("level"),
        valid_from__lte=day,
        withdrawn_at=None,
        member__assignments__visit=OuterRef(OuterRef("pk")),
    )
    missing = JobSkill.objects.filter(~Exists(held), job=OuterRef("job"))
    somebody = Assignment.objects.filter(visit=OuterRef("pk"))
    start = TruncDate("planned_start", tzinfo=timezone.get_default_timezone(), output_field=DateField())
    waiting = visits.filter(status__in=WAITING, planned_start__gte=today).annotate(their_day=start)
    return waiting.filter(Exists(somebody), Exists(missing))
