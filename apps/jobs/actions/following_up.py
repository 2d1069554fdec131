"""After a visit that did not finish the work: the next one, suggested to whoever plans."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions import Suggestion, propose
from apps.core.actor import Actor
from apps.core.models import Policy, Proposal
from apps.crews.models import Member, User
from apps.jobs.alternatives import Wish, other_times
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.evidence.reading import carried_parts
from apps.jobs.models import Visit
from apps.jobs.states import PLANNABLE, VisitStatus

SURE = 0.7  # the same people know the work; whether the time suits is for whoever plans to say
SOURCE = "planner"


def left_undone(visit: Visit) -> list[str]:
    """What a follow-up of this visit takes along, as lines of text: what was not checked, and the parts used so far."""
    unchecked = [line.item.text for sheet in sheets_of(visit) for line in sheet.lines if not line.is_answered]
    parts = [str(part) for part in carried_parts(visit)]
    told = ((_("To check"), unchecked), (_("Parts used so far"), parts))
    return [f"{word}: {', '.join(found)}" for word, found in told if found]


def suggest_follow_up(*, actor: Actor, now: datetime, visit: Visit, served: User, source_id: UUID) -> Proposal | None:
    """Suggest the next visit of a job: the same people, as long again, at the next time all of them are free.

    Nothing is suggested when its job needs none, when nobody was on it, or when they are not free within a week. The
    same `source_id` suggests once.
    """
    job = visit.job
    members = tuple(Member.objects.filter(assignments__visit=visit, user__is_active=True).select_related("user"))
    if not (members and job.needs_follow_up and job.status in PLANNABLE):
        return None
    length = timedelta(minutes=job.duration_minutes)
    wish = Wish(actor, job, members, visit.planned_start, visit.planned_start + length, besides=visit)
    found = next((time for time in other_times(wish, now) if time.start > now), None)
    if found is None:
        return None
    arguments = {
        "job_id": str(job.public_id),
        "planned_start": found.start.isoformat(),
        "planned_end": found.end.isoformat(),
        "member_ids": [str(member.public_id) for member in members],
    }
    suggestion = Suggestion("visit.plan", arguments, why(visit), SURE, "rules", Policy.ASK, base=job)
    title = _("Follow-up for %(visit)s") % {"visit": visit.code}
    return propose(
        actor=actor, now=now, title=title, source=SOURCE, source_id=source_id, served=served, suggestions=[suggestion]
    )


def why(visit: Visit) -> str:
    """Why there is a next visit, and what it takes along."""
    ended = _("Not possible") if visit.status == VisitStatus.UNABLE else _("Partly done")
    return " · ".join([f"{ended}: {visit.status_reason}", *left_undone(visit)])[:300]
