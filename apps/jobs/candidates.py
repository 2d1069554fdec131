"""Who could go on a visit: who can, the best first and why; who cannot, and why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Max
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.actor import Actor
from apps.core.moments import clock, span
from apps.crews.availability import Obstacle, Why
from apps.crews.models import Crew, Member
from apps.crews.qualifying import Levels, held_on, lacks, unheld
from apps.crews.selectors import crews_visible_to, members_visible_to, present
from apps.jobs.availability import Answers, available
from apps.jobs.models import Assignment, Job, JobSkill, Site, Visit
from apps.jobs.needs import visit_day
from apps.jobs.selectors import day_range
from apps.jobs.states import ENDED_ON_SITE, VisitStatus
from apps.jobs.travel import kilometres

# What each thing is worth when candidates are ranked, in minutes of somebody's day.
MINUTES_PER_KILOMETRE = 2.2  # in a city, streets being longer than lines: 35 km/h over 1.3 times the distance
SHARE_OF_THE_DAY = 0.1  # of what is planned for them that day: work is spread
KNOWS_THE_SITE = 15
SAME_CREW = 10
NEXT_DOOR = 0.1  # kilometres


OF_MEMBERS = ("public_id", "title", "timezone", "user__name", "user__is_active")


class Because(StrEnum):
    """What speaks for a candidate, by code."""

    SKILL = "skill"
    KNOWS_SITE = "knows_site"
    SAME_CREW = "same_crew"
    NEAR = "near"
    FREE = "free"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a candidate, or is good to know; `text` is a few words for a dispatcher."""

    why: Because
    text: str


@dataclass(slots=True)
class Candidate:
    """A member, and what is for and against sending them."""

    member: Member
    crew: Crew | None
    reasons: list[Reason] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    planned_minutes: int = 0
    kilometres: float | None = None
    cost: float = 0.0

    @property
    def can(self) -> bool:
        """Nothing is in the way."""
        return not self.obstacles

    @property
    def can_help(self) -> bool:
        """They can go along with somebody who holds what they lack."""
        return bool(self.obstacles) and all(obstacle.why == Why.CERTIFICATE for obstacle in self.obstacles)


@dataclass(frozen=True, slots=True)
class CrewCandidate:
    """A crew as it is on that day: whether all of it can go, and if not, who keeps it."""

    crew: Crew
    members: tuple[Member, ...]
    can: bool
    text: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Members and crews: those who can go first, the best of them at the top."""

    members: list[Candidate]
    crews: list[CrewCandidate]
    needs: list[JobSkill]


@dataclass(frozen=True, slots=True)
class Planned:
    """Something a member has to do that day, and where."""

    start: datetime
    end: datetime
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of everybody at once."""

    answers: Answers
    crews: dict[int, Crew]
    held: dict[int, Levels]
    lacks: dict[int, list[str]]
    been_here: dict[int, tuple[int, datetime]]
    that_day: dict[int, list[Planned]]
    crews_on_it: frozenset[int]


def candidates(actor: Actor, job: Job, start: datetime, end: datetime, *, besides: Visit | None = None) -> Candidates:
    """Everybody in the actor's sight, for a visit of a job (`site` loaded) between two moments.

    Args:
        start, end: aware moments, any zone.
        besides: the visit that is planned anew; its own people count as free of it.

    A fixed number of queries, however many members, crews and visits there are.
    """
    found, needs, known = _ranked(actor, job, start, end, besides)
    return Candidates(found, _crews(actor, found, needs, known, visit_day(start)), needs)


def members_ranked(
    actor: Actor, job: Job, start: datetime, end: datetime, *, besides: Visit | None = None
) -> list[Candidate]:
    """The members among `candidates`, for who asks nothing about crews."""
    return _ranked(actor, job, start, end, besides)[0]


def _ranked(
    actor: Actor, job: Job, start: datetime, end: datetime, besides: Visit | None
) -> tuple[list[Candidate], list[JobSkill], _Known]:
    seen = members_visible_to(actor).filter(user__is_active=True).select_related("user").only(*OF_MEMBERS)
    members = list(seen.order_by("user__name"))
    needs = list(job.skills.select_related("skill").order_by("skill__name"))
    known = _known(members, job.site, needs, start, end, visit_day(start), besides)
    found = [_candidate(member, job.site, needs, known, start, end) for member in members]
    found.sort(key=lambda one: (not one.can, not one.can_help, one.cost if one.can else 0, one.member.user.name))
    return found, needs, known


def _known(
    members: list[Member],
    site: Site,
    needs: list[JobSkill],
    start: datetime,
    end: datetime,
    day: date,
    besides: Visit | None,
) -> _Known:
    crews = {one.member_id: one.crew for one in present(day).filter(member__in=members).select_related("crew")}
    on_it = besides.assignments.values_list("member", flat=True) if besides is not None else ()
    return _Known(
        answers=available(members, start, end, besides=besides),
        crews=crews,
        held={pk: levels for (pk, _day), levels in held_on((m.pk for m in members), [day]).items()} if needs else {},
        lacks=lacks(members, day, _levels(needs)),
        been_here=_been_here(members, site),
        that_day=_that_day(members, day, besides),
        crews_on_it=frozenset(crews[member].pk for member in on_it if member in crews),
    )


def _been_here(members: Iterable[Member], site: Site) -> dict[int, tuple[int, datetime]]:
    """How often each worked at the site, and when last."""
    done = Assignment.objects.filter(member__in=list(members), visit__job__site=site, visit__status__in=ENDED_ON_SITE)
    told = done.values("member").annotate(times=Count("pk"), last=Max("visit__planned_start")).order_by()
    return {row["member"]: (row["times"], row["last"]) for row in told}


def _that_day(members: Iterable[Member], day: date, besides: Visit | None) -> dict[int, list[Planned]]:
    """What each has planned on the company's day, in its order; what is over counts as well."""
    planned = Assignment.objects.filter(member__in=list(members), during__overlap=day_range(day))
    planned = planned.exclude(visit__status=VisitStatus.CANCELLED).order_by("during")
    planned = planned.exclude(visit=besides) if besides is not None else planned
    found: dict[int, list[Planned]] = defaultdict(list)
    where = ("visit__job__site__latitude", "visit__job__site__longitude")
    for member, during, latitude, longitude in planned.values_list("member", "during", *where):
        found[member].append(Planned(during.lower, during.upper, latitude, longitude))
    return found


def _candidate(
    member: Member, site: Site, needs: list[JobSkill], known: _Known, start: datetime, end: datetime
) -> Candidate:
    that_day, crew = known.that_day.get(member.pk, []), known.crews.get(member.pk)
    one = Candidate(member, crew, obstacles=list(known.answers[member.pk].obstacles))
    one.obstacles += [Obstacle(Why.CERTIFICATE, text) for text in known.lacks[member.pk]]
    levels = known.held.get(member.pk, {})
    own = [need for need in needs if levels.get(need.skill_id, 0) >= need.level]
    one.reasons += [Reason(Because.SKILL, _holds(need, levels[need.skill_id])) for need in own]
    one.planned_minutes = sum(round((each.end - each.start).total_seconds() / 60) for each in that_day)
    one.cost = one.planned_minutes * SHARE_OF_THE_DAY
    _tell_history(one, known)
    _tell_neighbours(one, site, that_day, start, end)
    return one


def _tell_history(one: Candidate, known: _Known) -> None:
    """Whether they know the site, and go with those who are on it."""
    if one.member.pk in known.been_here:
        times, last = known.been_here[one.member.pk]
        text = ngettext("Was here once, on %(day)s", "Was here %(n)d times, last on %(day)s", times)
        day = formats.date_format(timezone.localdate(last), "j M Y")
        one.reasons.append(Reason(Because.KNOWS_SITE, text % {"n": times, "day": day}))
        one.cost -= KNOWS_THE_SITE
    if one.crew is not None and one.crew.pk in known.crews_on_it:
        one.reasons.append(Reason(Because.SAME_CREW, _("Same crew as those who go")))
        one.cost -= SAME_CREW


def _tell_neighbours(one: Candidate, site: Site, that_day: list[Planned], start: datetime, end: datetime) -> None:
    """How far the visits before and after are, from when to when they are free, and how full their day is."""
    before = next((each for each in reversed(that_day) if each.end <= start), None)
    after = next((each for each in that_day if each.start >= end), None)
    one.reasons += _near(one, site, before, after)
    if that_day:
        if free := _free(before, after):
            one.reasons.append(Reason(Because.FREE, free))
        minutes = span(timedelta(minutes=one.planned_minutes))
        one.reasons.append(Reason(Because.DAY, _("%(time)s planned that day") % {"time": minutes}))
    else:
        one.reasons.append(Reason(Because.FREE, _("Nothing else that day")))


def _near(one: Candidate, site: Site, before: Planned | None, after: Planned | None) -> list[Reason]:
    told = []
    for neighbour, words, beside in (
        (before, _("%(far)s from the visit before"), _("Next door to the visit before")),
        (after, _("%(far)s from the visit after"), _("Next door to the visit after")),
    ):
        far = kilometres(neighbour, site) if neighbour else None
        if far is not None:
            one.kilometres = far if one.kilometres is None else min(far, one.kilometres)
            one.cost += far * MINUTES_PER_KILOMETRE
            told.append(Reason(Because.NEAR, beside if far < NEXT_DOOR else words % {"far": _distance(far)}))
    return told


def _distance(far: float) -> str:
    return _("%(km)s km") % {"km": formats.number_format(far, 1 if far < 10 else 0)}


def _free(before: Planned | None, after: Planned | None) -> str:
    since, until = before and clock(before.end), after and clock(after.start)
    if since and until:
        return _("Free %(from)s–%(to)s") % {"from": since, "to": until}
    if since:
        return _("Free from %(from)s on") % {"from": since}
    return _("Free until %(to)s") % {"to": until} if until else ""


def _levels(needs: list[JobSkill]) -> Levels:
    return {need.skill_id: need.level for need in needs}


def _holds(need: JobSkill, level: int) -> str:
    if need.level > 1:
        return _("%(skill)s, level %(level)d") % {"skill": need.skill.name, "level": level}
    return need.skill.name


def _crews(
    actor: Actor, found: list[Candidate], needs: list[JobSkill], known: _Known, day: date
) -> list[CrewCandidate]:
    """The crews in sight that have somebody on that day; those that can go first."""
    by_crew: dict[int, list[Candidate]] = defaultdict(list)
    for one in found:
        if one.crew is not None:
            by_crew[one.crew.pk].append(one)
    seen = crews_visible_to(actor).filter(pk__in=by_crew).order_by("name")
    told = [_crew(crew, by_crew[crew.pk], needs, known) for crew in seen]
    return sorted(told, key=lambda one: not one.can)


def _crew(crew: Crew, people: list[Candidate], needs: list[JobSkill], known: _Known) -> CrewCandidate:
    kept = [one for one in people if not one.can and not one.can_help]
    missing = unheld(_levels(needs), (known.held.get(one.member.pk, {}) for one in people))
    members = tuple(one.member for one in people)
    if kept:
        names = ", ".join(one.member.user.name for one in kept)
        return CrewCandidate(crew, members, can=False, text=_("Not free: %(names)s") % {"names": names})
    if missing:
        names = ", ".join(need.skill.name for need in needs if need.skill_id in missing)
        return CrewCandidate(crew, members, can=False, text=_("Nobody in it holds %(skills)s") % {"skills": names})
    text = ngettext("%(n)d member, free", "All %(n)d free", len(people)) % {"n": len(people)}
    return CrewCandidate(crew, members, can=True, text=text)
