"""How a visit ends, and how it is taken up again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import IllegalTransition
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import save
from apps.crews.models import Member
from apps.jobs.actions.answering import refuse_incomplete
from apps.jobs.actions.clashes import lock_members, refuse_clashes
from apps.jobs.actions.jobs import call_off, follow_visits
from apps.jobs.actions.replanning import why_not_as_planned
from apps.jobs.actions.taking import refuse_locked, refuse_over, take_visit
from apps.jobs.events import VISIT_COMPLETED, VISIT_REOPENED
from apps.jobs.models import Visit
from apps.jobs.states import ENDED, ENDED_ON_SITE, VISIT, Outcome, OutcomeReason, StopReason, VisitStatus

REOPEN = Inverse("visit.reopen", "visit_id", own=Inverse("visit.take_back", "visit_id", at_version=True))

ENDING_FIELDS = ["status", "status_reason", "outcome_reason", "outcome_note", "ended_at", "replan_because"]

REOPENING_FIELDS = ["status", "status_reason", "outcome_reason", "stop_reason", "ended_at", "replan_because"]


@command("visit.complete", title="Finish a visit", risk=Risk.REVERSIBLE, inverse=REOPEN)
def complete_visit(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    outcome: Outcome = Outcome.COMPLETED,
    note: str = "",
    reason: str = "",
    why: OutcomeReason | None = None,
) -> Visit:
    """End a visit on site: done, partly done, or not possible. The last two need a reason and a follow-up.

    Args:
        why: the same reason as a word that can be counted; `other` where nobody says.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was never sent, or is over; BadInput: the reason is missing.
        NotComplete: it cannot be done while its checklists ask for more; the other two outcomes always can.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.complete")
    VISIT.check(visit.status, outcome)
    done = outcome == Outcome.COMPLETED
    if done:
        refuse_incomplete(visit)
    visit.status_reason = "" if done else require_reason(reason)
    visit.outcome_reason = "" if done else why or OutcomeReason.OTHER
    visit.status, visit.outcome_note, visit.ended_at = VisitStatus(outcome), note, now
    visit.replan_because = ""
    save(visit, now=now, fields=ENDING_FIELDS)
    visit.assignments.update(live=False)
    emit(VISIT_COMPLETED, actor=actor, subject=visit, now=now, outcome=outcome)
    follow_visits(job, actor=actor, now=now)
    return visit


@command("visit.cancel", title="Cancel a visit", risk=Risk.APPROVE, inverse=Inverse("visit.reopen", "visit_id"))
def cancel_visit(*, actor: Actor, now: datetime, visit_id: UUID, reason: str, why: StopReason | None = None) -> Visit:
    """Call a visit off for a reason; its members' time is free again.

    Args:
        why: the same reason as a word that can be counted; `other` where nobody says.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is over; BadInput: the reason is missing.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("visit.cancel")
    VISIT.check(visit.status, VisitStatus.CANCELLED)
    call_off(visit, actor=actor, now=now, reason=require_reason(reason), why=why)
    follow_visits(job, actor=actor, now=now)
    return visit


@command("visit.reopen", title="Reopen a visit", risk=Risk.APPROVE)
def reopen_visit(*, actor: Actor, now: datetime, visit_id: UUID, reason: str) -> Visit:
    """Take back that a visit ended or was cancelled. It stands again where the work was: on site, or sent, or a draft
    where nobody is on it; what came up for its members meanwhile marks it to be planned again.

    Raises:
        NotHere, NotAllowed; BadInput: the reason is missing.
        IllegalTransition: it has not ended, or its job is in review or over.
        Clash: the members' time was given to another visit.
    """
    visit, job = take_visit(actor, visit_id)
    # Who is asked something in a review may mend what they wrote down.
    asked = job.review_question and visit.status in ENDED_ON_SITE
    actor.require("visit.mend" if asked else "visit.reopen")
    refuse_locked(job)
    if visit.status not in ENDED:
        raise IllegalTransition(_("This visit has not ended."), status=visit.status)
    refuse_over(job)
    why = require_reason(reason)
    hold_time_again(visit)
    was_on_site = visit.on_site_at is not None and visit.status != VisitStatus.CANCELLED
    sent = VisitStatus.DISPATCHED if visit.assignments.exists() else VisitStatus.DRAFT
    visit.status = VisitStatus.ON_SITE if was_on_site else sent
    visit.status_reason = visit.outcome_reason = visit.stop_reason = ""
    visit.ended_at = None
    visit.replan_because = why_not_as_planned(visit)
    save(visit, now=now, fields=REOPENING_FIELDS)
    emit(VISIT_REOPENED, actor=actor, subject=visit, now=now, reason=why)
    follow_visits(job, actor=actor, now=now)
    return visit


def hold_time_again(visit: Visit) -> None:
    """The members' time is the visit's again; refused where it was given away."""
    lock_members(visit.assignments.values_list("member", flat=True))
    plain = Member.objects.filter(assignments__in=visit.assignments.filter(override_reason=""))
    refuse_clashes(plain, visit.planned_start, visit.planned_end, besides=visit)
    visit.assignments.update(live=True)
