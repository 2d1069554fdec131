"""Working times are corrected: by who is in charge, or as the member asks for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core.actions import Suggestion, propose
from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, Clash, NotAllowed
from apps.core.markup import zone_of
from apps.core.models import BY_PERSON, ItemStatus, Policy, Proposal, ProposalItem
from apps.core.moments import clock
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, note, refuse_stale, save
from apps.core.years import refuse_no_moments
from apps.crews.actions.attendance import close_break, is_own, lock_with_member, write_mark
from apps.crews.events import ATTENDANCE_CORRECTED
from apps.crews.models import Attendance, AttendanceBreak
from apps.crews.states import AttendanceStatus, Mark

LONGEST = timedelta(hours=24)  # of one working time; more is a slip in a date
Break = tuple[datetime, datetime]
Breaks = Sequence[Break]


@command("attendance.correct", title="Correct a working time", risk=Risk.APPROVE)
def correct_attendance(
    *,
    actor: Actor,
    now: datetime,
    attendance_id: UUID,
    reason: str,
    checked_in_at: datetime | None = None,
    checked_out_at: datetime | None = None,
    breaks: list[tuple[datetime, datetime]] | None = None,
    version: int | None = None,
) -> Attendance:
    """Write other times for somebody's working time, with the reason. What was tapped stays written down.

    Args:
        checked_in_at, checked_out_at: the right times; left out, they stay. A check-out ends one that is still open.
        breaks: all breaks, each from and until; left out, they stay, and so does one that goes on. Give an empty list
            when there was none.

    Raises:
        NotHere, StaleVersion; NotAllowed: also for one's own times, which somebody else corrects.
        BadInput: no reason, nothing to change, times that cannot be; Clash: it overlaps another working time.
    """
    attendance = lock_with_member(actor, attendance_id)
    actor.require("attendance.correct")
    if is_own(actor, attendance):
        raise NotAllowed(_("Somebody else corrects your own times. Ask for a correction."))
    refuse_stale(attendance, version)
    reason = require_reason(reason)
    _refuse_unfit(attendance, checked_in_at, checked_out_at, breaks, now)
    _write(attendance, checked_in_at, checked_out_at, breaks, now)
    write_mark(attendance, Mark.CORRECTION, now, actor=actor, now=now, reason=reason)
    emit(ATTENDANCE_CORRECTED, actor=actor, subject=attendance, now=now)
    return attendance


@command("attendance.ask_correction", title="Ask for a correction", risk=Risk.REVERSIBLE)
def ask_correction(
    *,
    actor: Actor,
    now: datetime,
    attendance_id: UUID,
    reason: str,
    checked_in_at: datetime | None = None,
    checked_out_at: datetime | None = None,
    breaks: list[tuple[datetime, datetime]] | None = None,
) -> Proposal:
    """Ask that one's own working time be corrected; who is in charge decides.

    Args:
        checked_in_at, checked_out_at, breaks: as for `attendance.correct`.

    Raises:
        NotHere; NotAllowed: somebody else's; BadInput and Clash: as for `attendance.correct`, and asked already.
    """
    attendance = lock_with_member(actor, attendance_id)
    actor.require("attendance.ask_correction")
    if actor.user is None or not is_own(actor, attendance):
        raise NotAllowed(_("Only the member asks for this. You can correct the times yourself."))
    reason = require_reason(reason)
    _refuse_unfit(attendance, checked_in_at, checked_out_at, breaks, now)
    if asked_already(attendance, now):
        raise Clash(_("You have asked for a correction of this already. Wait for the decision."), code="asked_already")
    times = {"checked_in_at": checked_in_at, "checked_out_at": checked_out_at, "breaks": breaks}
    return propose(
        actor=actor,
        now=now,
        title=_("Correction: %(what)s") % {"what": day_in_words(attendance)},
        source=BY_PERSON,
        source_id=None,
        served=actor.user,
        suggestions=[correction_of(attendance, reason, times, summary=reason, brain="person", confidence=1.0)],
    )


def correction_of(
    attendance: Attendance,
    reason: str,
    times: dict[str, Any],
    *,
    summary: str,
    brain: str,
    confidence: float,
    evidence: list[dict[str, Any]] | None = None,
) -> Suggestion:
    """A correction to be decided by somebody in charge, resting on the times as they are."""
    return Suggestion(
        command="attendance.correct",
        arguments={"attendance_id": attendance.public_id, "reason": reason, **times},
        summary=summary,
        confidence=confidence,
        brain=brain,
        policy=Policy.ASK,
        policy_reason="Somebody in charge decides about working times.",
        evidence=evidence or [],
        base=attendance,
    )


def asked_already(attendance: Attendance, now: datetime) -> bool:
    """Whether the member's own request about it still waits."""
    return ProposalItem.objects.filter(
        command="attendance.correct",
        base_id=attendance.public_id,
        status=ItemStatus.PENDING,
        proposal__source=BY_PERSON,
        proposal__expires_at__gt=now,
    ).exists()


def day_in_words(attendance: Attendance) -> str:
    """Whose working time of which day: Ana Silva, Mon 2 Mar."""
    day = timezone.localtime(attendance.checked_in_at, zone_of(attendance.member.timezone)).date()
    return f"{attendance.member.user.name}, {formats.date_format(day, 'D j M')}"


def _refuse_unfit(
    attendance: Attendance, start: datetime | None, end: datetime | None, breaks: Breaks | None, now: datetime
) -> None:
    """Refuse times that cannot be right, in words.

    Raises:
        BadInput; Clash: they overlap another working time of the member.
    """
    if start is None and end is None and breaks is None:
        raise BadInput(_("Give the time that is right: in, out, or the breaks."), code="nothing_to_correct")
    refuse_no_moments(checked_in_at=start, checked_out_at=end)
    for one in breaks or ():
        refuse_no_moments(breaks=one[0])
        refuse_no_moments(breaks=one[1])
    begin, over = start or attendance.checked_in_at, end or attendance.checked_out_at
    _refuse_order(begin, over, now)
    _refuse_breaks(_breaks_then(attendance, breaks, over), begin, over or now)
    _refuse_overlap(attendance, begin, over or now)


def _refuse_order(begin: datetime, over: datetime | None, now: datetime) -> None:
    last = over or begin
    if last > now or begin > now:
        raise BadInput(_("This is in the future. Give times that are over."), code="times_in_future")
    if last < begin:
        raise BadInput(_("The check-out is before the check-in."), code="times_out_of_order")
    if last - begin > LONGEST:
        raise BadInput(_("That is more than 24 hours. Check the days."), code="working_time_too_long")


def _refuse_breaks(breaks: Breaks, begin: datetime, over: datetime) -> None:
    reached = begin
    for start, end in sorted(breaks):
        if end < start or start < reached or end > over:
            sentence = _("The breaks must lie within the working time, one after the other.")
            raise BadInput(sentence, code="breaks_do_not_fit", fields={"breaks": sentence})
        reached = end


def _breaks_then(attendance: Attendance, breaks: Breaks | None, over: datetime | None) -> Breaks:
    """Those that will be there: the given ones, and what stays; one that goes on is at least where it begins."""
    stay = attendance.breaks.all() if breaks is None else _going_on(attendance) if over is None else ()
    return [*(breaks or ()), *((one.start, one.end or one.start) for one in stay)]


def _going_on(attendance: Attendance) -> QuerySet[AttendanceBreak]:
    return attendance.breaks.filter(end=None)


def _refuse_overlap(attendance: Attendance, begin: datetime, over: datetime) -> None:
    others = Attendance.objects.filter(member=attendance.member_id).exclude(pk=attendance.pk)
    standing = others.exclude(checked_out_at=F("checked_in_at"))
    hit = standing.filter(Q(checked_out_at=None) | Q(checked_out_at__gt=begin), checked_in_at__lt=over).first()
    if hit is not None:
        zone = zone_of(attendance.member.timezone)
        until = clock(hit.checked_out_at, zone) if hit.checked_out_at else _("now")
        raise Clash(
            _("This overlaps another working time: %(from)s–%(until)s.")
            % {"from": clock(hit.checked_in_at, zone), "until": until},
            code="working_times_overlap",
        )


def _write(
    attendance: Attendance, start: datetime | None, end: datetime | None, breaks: Breaks | None, now: datetime
) -> None:
    if breaks is not None:
        _replace_breaks(attendance, breaks, now, all_of_them=end is not None)
    if start is not None:
        attendance.checked_in_at = start
    if end is not None:
        close_break(attendance, end, now=now)
        attendance.checked_out_at, attendance.status = end, AttendanceStatus.CHECKED_OUT
    save(attendance, now=now, fields=["checked_in_at", "checked_out_at", "status"])


def _replace_breaks(attendance: Attendance, breaks: Breaks, now: datetime, *, all_of_them: bool) -> None:
    """Those that are there take the new times, in order; further ones are added, the rest goes.

    `all_of_them`: also the one that goes on; else it stays.
    """
    there = list(attendance.breaks.all() if all_of_them else attendance.breaks.exclude(end=None))
    wanted = sorted(breaks)
    for one, (start, end) in zip(there, wanted, strict=False):
        note(one, before=snapshot(one))
        one.start, one.end = start, end
        save(one, now=now, fields=["start", "end"])
    for start, end in wanted[len(there) :]:
        create(AttendanceBreak, now=now, attendance=attendance, start=start, end=end)
    for one in there[len(wanted) :]:
        one.delete()
