"""Members are away, and come back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.core.years import refuse_other_years
from apps.crews.events import ABSENCE_ADDED, ABSENCE_CANCELLED
from apps.crews.models import Absence, Member, StaffRequest
from apps.crews.selectors import absences_visible_to, members_in_charge
from apps.crews.states import AbsenceKind


@command("absence.add", title="Add an absence", risk=Risk.APPROVE, inverse=Inverse("absence.cancel", "absence_id"))
def add_absence(
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID,
    kind: AbsenceKind,
    start: datetime,
    end: datetime,
    note: str = "",
) -> Absence:
    """Write down that a member is away; visits planned with them in that time are marked to be planned again.

    Args:
        start, end: aware moments in any zone; whole days begin and end at midnight in the member's.

    Raises:
        NotHere, NotAllowed; BadInput: times in the wrong order, without a zone or of an impossible year.
    """
    member = lock(members_in_charge(actor), member_id)
    actor.require("absence.add")
    return begin_absence(actor=actor, now=now, member=member, kind=kind, start=start, end=end, note=note)


@command("absence.cancel", title="Cancel an absence", risk=Risk.APPROVE)
def cancel_absence(*, actor: Actor, now: datetime, absence_id: UUID, reason: str) -> Absence:
    """Say that a member is not away after all; it stays on record and no longer counts.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was cancelled before; BadInput: the reason is missing.
    """
    absence = lock(absences_visible_to(actor), absence_id)
    actor.require("absence.cancel")
    return call_off_absence(actor=actor, now=now, absence=absence, reason=reason)


def begin_absence(
    *,
    actor: Actor,
    now: datetime,
    member: Member,
    kind: AbsenceKind,
    start: datetime,
    end: datetime,
    note: str = "",
    request: StaffRequest | None = None,
) -> Absence:
    """Write down that a member is away; for `absence.add` and for leave that is approved. Rights are checked there.

    Raises:
        BadInput: times in the wrong order, without a zone or of an impossible year.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise BadInput(_("Times need a time zone, as 2026-01-31T14:00:00-05:00."), code="time_zone_missing")
    refuse_other_years(start=start, end=end)
    if end <= start:
        raise BadInput(_("This ends before it begins."), code="times_out_of_order")
    absence = create(Absence, now=now, member=member, kind=kind, start=start, end=end, note=note, request=request)
    emit(ABSENCE_ADDED, actor=actor, subject=absence, now=now, **_facts(absence))
    return absence


def call_off_absence(*, actor: Actor, now: datetime, absence: Absence, reason: str) -> Absence:
    """Take a locked absence back; for `absence.cancel` and for leave that is not taken. Rights are checked there.

    Raises:
        IllegalTransition: it was cancelled before; BadInput: the reason is missing.
    """
    if absence.cancelled_at is not None:
        raise IllegalTransition(_("This absence was cancelled already."))
    absence.cancelled_reason, absence.cancelled_at = require_reason(reason), now
    save(absence, now=now, fields=["cancelled_at", "cancelled_reason"])
    emit(ABSENCE_CANCELLED, actor=actor, subject=absence, now=now, **_facts(absence))
    return absence


def _facts(absence: Absence) -> dict[str, str]:
    return {
        "member": str(absence.member.public_id),
        "start": absence.start.isoformat(),
        "end": absence.end.isoformat(),
    }
