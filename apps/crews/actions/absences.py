"""Members are away, and come back."""

from datetime import datetime

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.rows import create
from apps.core.years import refuse_other_years
from apps.crews.events import ABSENCE_ADDED
from apps.crews.models import Absence, Member, StaffRequest
from apps.crews.states import AbsenceKind


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
        BadInput: times in the wrong order or of an impossible year.
    """
    refuse_other_years(start=start, end=end)
    if end <= start:
        raise BadInput(_("This ends before it begins."), code="times_out_of_order")
    absence = create(Absence, now=now, member=member, kind=kind, start=start, end=end, note=note, request=request)
    emit(
        ABSENCE_ADDED,
        actor=actor,
        subject=absence,
        now=now,
        member=str(member.public_id),
        start=start.isoformat(),
        end=end.isoformat(),
    )
    return absence
