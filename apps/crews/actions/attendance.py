"""The working day as members tap it: in, breaks, out, and taking the last tap back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.audit import snapshot
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import Clash, IllegalTransition, NotAllowed
from apps.core.moments import stamp
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, note, save
from apps.core.years import refuse_no_moments
from apps.crews.attendance.reading import standing, zone_of
from apps.crews.attendance.taps import Position, counted
from apps.crews.events import BREAK_ENDED, BREAK_STARTED, CHECKED_IN, CHECKED_OUT, TAP_TAKEN_BACK
from apps.crews.models import Attendance, AttendanceBreak, AttendanceMark, Member
from apps.crews.selectors import attendances_visible_to, still_in
from apps.crews.states import ATTENDANCE, AttendanceStatus, Mark

A = AttendanceStatus
UNDO = Inverse("attendance.take_back", "attendance_id", at_version=True)
TAKE_BACK = timedelta(hours=1)  # later than that somebody in charge looks at it: it is a correction
NOT_FROM: Mapping[str, str | Promise] = {
    Mark.BREAK_START: gettext_lazy("You are on a break already."),
    Mark.BREAK_END: gettext_lazy("You are not on a break."),
}

refuse_as("attendance_one_open", lambda: Clash(_("This member is checked in already."), code="checked_in_already"))


@command("attendance.check_in", title="Check in", risk=Risk.REVERSIBLE, inverse=UNDO)
def check_in(
    *, actor: Actor, now: datetime, device_at: datetime | None = None, position: Position | None = None
) -> Attendance:
    """Begin one's own working time.

    Args:
        device_at: when it was tapped, by the device's clock. It counts unless it cannot be right: in the future,
            older than 72 hours, or before the last check-out.
        position: where, if the person allows it. Deleted after the configured days.

    Raises:
        NotAllowed: not somebody who works in the field; IllegalTransition: checked in already; BadInput.
    """
    member = _oneself(actor, "attendance.check_in")
    refuse_no_moments(device_at=device_at)
    if (now_open := still_in(member.attendances.all()).first()) is not None:
        raise _in_already(now_open, now)
    at = counted(device_at, now=now, after=_last_end(member))
    attendance = create(Attendance, now=now, member=member, status=A.CHECKED_IN, checked_in_at=at)
    _tell(attendance, Mark.CHECK_IN, CHECKED_IN, at, actor=actor, now=now, device_at=device_at, position=position)
    return attendance


@command("attendance.start_break", title="Start a break", risk=Risk.REVERSIBLE, inverse=UNDO)
def start_break(
    *, actor: Actor, now: datetime, device_at: datetime | None = None, position: Position | None = None
) -> Attendance:
    """Begin a break in one's own working time.

    Args:
        device_at, position: as for `attendance.check_in`.

    Raises:
        NotAllowed; IllegalTransition: not checked in, or on a break already; BadInput.
    """
    attendance = _moving(actor, "attendance.start_break", Mark.BREAK_START, A.ON_BREAK, device_at)
    at = counted(device_at, now=now, after=_last_tap(attendance))
    create(AttendanceBreak, now=now, attendance=attendance, start=at)
    attendance.status = A.ON_BREAK
    save(attendance, now=now, fields=["status"])
    _tell(attendance, Mark.BREAK_START, BREAK_STARTED, at, actor=actor, now=now, device_at=device_at, position=position)
    return attendance


@command("attendance.end_break", title="End the break", risk=Risk.REVERSIBLE, inverse=UNDO)
def end_break(
    *, actor: Actor, now: datetime, device_at: datetime | None = None, position: Position | None = None
) -> Attendance:
    """End the break and go on working.

    Args:
        device_at, position: as for `attendance.check_in`.

    Raises:
        NotAllowed; IllegalTransition: not on a break; BadInput.
    """
    attendance = _moving(actor, "attendance.end_break", Mark.BREAK_END, A.CHECKED_IN, device_at)
    at = counted(device_at, now=now, after=_last_tap(attendance))
    close_break(attendance, at, now=now)
    attendance.status = A.CHECKED_IN
    save(attendance, now=now, fields=["status"])
    _tell(attendance, Mark.BREAK_END, BREAK_ENDED, at, actor=actor, now=now, device_at=device_at, position=position)
    return attendance


@command("attendance.check_out", title="Check out", risk=Risk.REVERSIBLE, inverse=UNDO)
def check_out(
    *, actor: Actor, now: datetime, device_at: datetime | None = None, position: Position | None = None
) -> Attendance:
    """End one's own working time; a break that is still open ends with it.

    Args:
        device_at, position: as for `attendance.check_in`.

    Raises:
        NotAllowed; IllegalTransition: not checked in; BadInput.
    """
    attendance = _moving(actor, "attendance.check_out", Mark.CHECK_OUT, A.CHECKED_OUT, device_at)
    at = counted(device_at, now=now, after=_last_tap(attendance))
    close_break(attendance, at, now=now)
    attendance.status, attendance.checked_out_at = A.CHECKED_OUT, at
    save(attendance, now=now, fields=["status", "checked_out_at"])
    _tell(attendance, Mark.CHECK_OUT, CHECKED_OUT, at, actor=actor, now=now, device_at=device_at, position=position)
    return attendance


@command("attendance.take_back", title="Take the last tap back", risk=Risk.REVERSIBLE)
def take_back(
    *, actor: Actor, now: datetime, attendance_id: UUID, reason: str, version: int | None = None
) -> Attendance:
    """Take the last tap back, as if it had not been made; both stay written down. A check-in that is taken back
    leaves a working time without any length.

    Members take their own back within an hour; who is in charge, at any time.

    Raises:
        NotHere, NotAllowed, StaleVersion; BadInput: no reason.
        IllegalTransition: too long ago, or corrected since; Clash: checked in anew since.
    """
    attendance = lock_with_member(actor, attendance_id, version=version)
    actor.require("attendance.take_back")
    own = is_own(actor, attendance)
    if not own:
        actor.require("attendance.correct")
    taps = list(attendance.marks.all())
    last = taps[-1] if taps else None
    if last is None or last.action == Mark.CORRECTION:
        raise IllegalTransition(_("The last change here was no tap. Ask for a correction instead."))
    if own and now - last.created_at > TAKE_BACK:
        raise IllegalTransition(_("That was more than an hour ago. Ask for a correction instead."))
    if last.action == Mark.CHECK_OUT:
        _refuse_what_came_since(attendance)
    reason = require_reason(reason)
    _restore(attendance, Mark(last.action), was_resting=len(taps) > 1 and taps[-2].action == Mark.BREAK_START, now=now)
    save(attendance, now=now, fields=["status", "checked_out_at"])
    write_mark(attendance, Mark.CORRECTION, now, actor=actor, now=now, reason=reason)
    emit(TAP_TAKEN_BACK, actor=actor, subject=attendance, now=now, tap=last.action)
    return attendance


def _refuse_what_came_since(attendance: Attendance) -> None:
    """A working time that goes on again would run over those that came and went since: paid twice."""
    others = attendance.member.attendances.filter(checked_in_at__gte=attendance.checked_out_at)
    if standing(others).filter(status=A.CHECKED_OUT).exists():
        sentence = _("Another working time has come and gone since. Ask for a correction instead.")
        raise Clash(sentence, code="checked_in_since")


def _restore(attendance: Attendance, last: Mark, *, was_resting: bool, now: datetime) -> None:
    if last == Mark.CHECK_IN:
        attendance.status, attendance.checked_out_at = A.CHECKED_OUT, attendance.checked_in_at
        return
    attendance.checked_out_at = None
    reopens = last == Mark.BREAK_END or (last == Mark.CHECK_OUT and was_resting)
    attendance.status = A.ON_BREAK if reopens else A.CHECKED_IN
    latest = attendance.breaks.last()
    if latest is not None and (reopens or last == Mark.BREAK_START):
        note(latest, before=snapshot(latest))
        latest.end = None if reopens else latest.start
        save(latest, now=now, fields=["end"])


# --- what the verbs share with corrections -----------------------------------------------------------------------


def lock_with_member(actor: Actor, attendance_id: UUID, *, version: int | None = None) -> Attendance:
    """A working time within sight, locked together with its member, the member first: times of one member are
    changed one after the other.

    Raises:
        NotHere, StaleVersion.
    """
    rows = attendances_visible_to(actor)
    member = rows.filter(public_id=attendance_id).values("member")
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=member).values_list("pk"))
    return lock(rows, attendance_id, version=version)


def is_own(actor: Actor, attendance: Attendance) -> bool:
    """Whether it is the actor's own working time."""
    return actor.user is not None and attendance.member.user_id == actor.user.pk


def close_break(attendance: Attendance, at: datetime, *, now: datetime) -> None:
    """End the break that is open, if one is."""
    for one in attendance.breaks.filter(end=None):
        note(one, before=snapshot(one))
        one.end = max(at, one.start)
        save(one, now=now, fields=["end"])


def write_mark(
    attendance: Attendance,
    action: Mark,
    at: datetime,
    *,
    actor: Actor,
    now: datetime,
    device_at: datetime | None = None,
    position: Position | None = None,
    reason: str = "",
) -> AttendanceMark:
    """Write a tap down. The position is written beside it, past the audit log, which never forgets."""
    mark = create(
        AttendanceMark,
        now=now,
        attendance=attendance,
        action=action,
        at=at,
        device_at=device_at,
        by_id=actor.user.pk if actor.user else None,
        via=actor.via,
        reason=reason,
    )
    if position is not None and settings.POSITION_DAYS:
        AttendanceMark.objects.filter(pk=mark.pk).update(**position.model_dump())
    return mark


def _tell(
    attendance: Attendance,
    action: Mark,
    event: str,
    at: datetime,
    *,
    actor: Actor,
    now: datetime,
    device_at: datetime | None,
    position: Position | None,
) -> None:
    write_mark(attendance, action, at, actor=actor, now=now, device_at=device_at, position=position)
    emit(event, actor=actor, subject=attendance, now=now, at=at.isoformat())


def _oneself(actor: Actor, right: str) -> Member:
    """The actor as a member, locked: their taps come one after the other."""
    actor.require(right)
    rows = Member.objects.select_for_update(of=("self",), no_key=True)
    member = rows.filter(user_id=actor.user.pk).first() if actor.user else None
    if member is None:
        raise NotAllowed(_("Only people who work in the field check in and out."))
    return member


def _moving(actor: Actor, right: str, action: Mark, to: AttendanceStatus, device_at: datetime | None) -> Attendance:
    """One's own open working time, locked, that may go to that status."""
    member = _oneself(actor, right)
    refuse_no_moments(device_at=device_at)
    found = still_in(member.attendances.all()).first()
    if found is None:
        raise IllegalTransition(_("You are not checked in. Check in first."))
    attendance = lock(member.attendances.all(), found.public_id)
    if not ATTENDANCE.allows(attendance.status, to):
        raise IllegalTransition(str(NOT_FROM[action]), status=attendance.status)
    return attendance


def _in_already(attendance: Attendance, now: datetime) -> IllegalTransition:
    since = stamp(attendance.checked_in_at, now, zone_of(attendance.member))
    sentence = _("You are checked in already, since %(time)s. Check out first.") % {"time": since}
    return IllegalTransition(sentence, status=attendance.status)


def _last_end(member: Member) -> datetime | None:
    last: datetime | None = member.attendances.aggregate(last=Max("checked_out_at"))["last"]
    return last


def _last_tap(attendance: Attendance) -> datetime:
    """What no later tap may precede: the check-in, and where the last break begins or ends."""
    ends = [moment for one in attendance.breaks.all() for moment in (one.start, one.end) if moment is not None]
    return max([attendance.checked_in_at, *ends])
