"""Taking the last step on a visit back: it was a slip, or a misunderstanding."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition, StaleVersion
from apps.core.models import AuditEntry
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import save
from apps.core.selectors import history_of
from apps.jobs.actions.ending import hold_time_again
from apps.jobs.actions.jobs import follow_visits
from apps.jobs.actions.taking import refuse_locked, refuse_over, take_visit
from apps.jobs.events import VISIT_STEP_TAKEN_BACK
from apps.jobs.models import Visit
from apps.jobs.states import ENDED

TAKEN_BACK = "visit.take_back"
STEPS = frozenset({"visit.depart", "visit.start", "visit.pause", "visit.resume", "visit.complete"})
OF_STEPS = (
    *("status", "status_reason", "outcome_reason", "outcome_note", "replan_because"),
    *("en_route_at", "on_site_at", "ended_at"),
)
COLUMNS = {column.name: column for column in Visit._meta.concrete_fields}
WITHIN = timedelta(hours=12)  # later than that the office looks at it


class _Step(NamedTuple):
    entry: AuditEntry
    before: dict[str, Any]
    version: int


@command("visit.take_back", title="Take the last step back", risk=Risk.REVERSIBLE)
def take_back_step(*, actor: Actor, now: datetime, visit_id: UUID, reason: str, version: int | None = None) -> Visit:
    """Take the last tap on a visit back, finishing included: it stands as it stood before. Both stay written down.

    Who made the step takes it back within 12 hours; who may reopen visits takes anybody's back, at any time.

    Args:
        version: the visit's after the step that is meant, when the surface knows it.

    Raises:
        NotHere, NotAllowed; BadInput: the reason is missing; StaleVersion: another step is the last one now.
        IllegalTransition: the visit was changed otherwise since, it is too long ago, or the job is in review or over.
        Clash: the members' time was given to another visit.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require(TAKEN_BACK)
    step = _last_step(visit)
    if step is None:
        raise IllegalTransition(_("This visit was changed since, or never begun. Ask the office to put it right."))
    _refuse_others(actor, step, now)
    if version is not None and version != step.version:
        raise StaleVersion(current_version=visit.version)
    refuse_locked(job)
    refuse_over(job)
    why = require_reason(reason)
    if visit.status in ENDED:
        hold_time_again(visit)
    for name in OF_STEPS:
        if name in step.before:
            setattr(visit, name, COLUMNS[name].to_python(step.before[name]))
    save(visit, now=now, fields=list(OF_STEPS))
    emit(VISIT_STEP_TAKEN_BACK, actor=actor, subject=visit, now=now, step=step.entry.command, reason=why)
    follow_visits(job, actor=actor, now=now)
    return visit


def _last_step(visit: Visit) -> _Step | None:
    """The last step that was not taken back since; None when anything else changed the visit after it."""
    taken_back = 0
    for entry in history_of(visit.type_name(), visit.public_id).filter(outcome=AuditEntry.Outcome.DONE)[:50]:
        change = next((c for c in entry.changes if c["id"] == str(visit.public_id)), None)
        if change is None:
            continue
        if entry.command == TAKEN_BACK:
            taken_back += 1
        elif entry.command not in STEPS or change["before"] is None:
            return None
        elif not taken_back:
            return _Step(entry, change["before"], change["after"]["version"])
        else:
            taken_back -= 1
    return None


def _refuse_others(actor: Actor, step: _Step, now: datetime) -> None:
    own = actor.user is not None and step.entry.user_id == actor.user.pk
    if not own:
        actor.require("visit.reopen")
    elif now - step.entry.at > WITHIN and not actor.may("visit.reopen"):
        raise IllegalTransition(_("That was more than 12 hours ago. Ask the office to put it right."))
