"""Leave that was asked for, as an absence: nobody is planned while it holds."""

from datetime import datetime

from apps.core.actor import Actor
from apps.core.rows import lock
from apps.crews.actions.absences import begin_absence, call_off_absence
from apps.crews.models import Absence, Member, StaffRequest
from apps.crews.states import AbsenceKind, RequestKind

KINDS = {RequestKind.TIME_OFF: AbsenceKind.TIME_OFF, RequestKind.SICK_LEAVE: AbsenceKind.SICK}


def be_away(request: StaffRequest, *, actor: Actor, now: datetime) -> None:
    """Write down the absence of a request for leave, once. Who is no member is not planned: there is none."""
    kind = KINDS.get(RequestKind(request.kind))
    member = getattr(request.requester, "member", None)
    if kind is None or member is None or request.start is None or request.end is None:
        return
    if not Absence.objects.filter(request=request).exists():
        # As planning does: a visit that is being planned is seen when it is looked at what this leave hits.
        member = lock(Member.objects.all(), member.public_id)
        begin_absence(
            actor=actor, now=now, member=member, kind=kind, start=request.start, end=request.end, request=request
        )


def be_back(request: StaffRequest, *, actor: Actor, now: datetime, reason: str) -> None:
    """Cancel the absence of a request that does not hold any more, if it has one."""
    standing = Absence.objects.filter(request=request, cancelled_at=None).first()
    if standing is None:
        return
    absence = lock(Absence.objects.select_related("member"), standing.public_id)
    call_off_absence(actor=actor, now=now, absence=absence, reason=reason[:500])
