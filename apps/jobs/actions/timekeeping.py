"""Members' times on visits: noted from taps, added by hand, corrected with a reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.core.models import Event
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.core.years import refuse_no_moments
from apps.crews.models import Member
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import TIME_ADDED, TIME_CORRECTED
from apps.jobs.evidence.reading import OTHERS, may_correct_times_of, times_visible_to
from apps.jobs.evidence.timing import BEGINS, TAKEN_BACK, Stretch, Tap, stretches
from apps.jobs.models import TimeCorrection, TimeEntry, Visit
from apps.jobs.states import TimeKind


def note_times(visit: Visit) -> None:
    """Write the times that the taps on a visit tell of, for each member who was on it then; the same taps again change
    nothing, also when somebody notes them at the same moment and has read fewer.

    What somebody corrected stays as it was corrected.
    """
    names = [*BEGINS, TAKEN_BACK]
    rows = Event.objects.filter(subject_type=visit.type_name(), subject_id=visit.public_id, name__in=names)
    happened = list(rows.order_by("id"))
    told = {(s.kind, s.start): s for s in stretches(Tap(e.name, e.at) for e in happened)}
    people = list(visit.assignments.values_list("member", "created_at"))
    entries = [_tapped(visit, one, pk) for one in told.values() for pk, since in people if since <= one.start]
    TimeEntry.objects.bulk_create(entries, ignore_conflicts=True)
    tapped = visit.times.filter(corrected=False, tapped_at__isnull=False)
    undone = any(e.name == TAKEN_BACK for e in happened)
    if undone:
        tapped.exclude(tapped_at__in=[one.start for one in told.values()]).delete()
    for entry in (
        (tapped if undone else tapped.filter(ended_at=None)).select_for_update(of=("self",), no_key=True).order_by("pk")
    ):
        one = told.get((TimeKind(entry.kind), entry.started_at))  # not corrected: it began with its tap
        if one is not None and entry.ended_at != one.end:
            entry.ended_at = one.end
            save(entry, now=one.end or one.start, fields=["ended_at"])


def _tapped(visit: Visit, one: Stretch, member: int) -> TimeEntry:
    return TimeEntry(
        visit=visit,
        member_id=member,
        kind=one.kind,
        tapped_at=one.start,
        started_at=one.start,
        ended_at=one.end,
        created_at=one.start,
        updated_at=one.start,
    )


@command("time.add", title="Add a time", risk=Risk.APPROVE)
def add_time(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    member_id: UUID,
    kind: TimeKind,
    started_at: datetime,
    ended_at: datetime,
    reason: str,
) -> TimeEntry:
    """Note a time that nobody tapped: one's own, or of somebody on the visit for who may correct others' times.

    Raises:
        NotHere: no such visit within sight; NotAllowed; IllegalTransition: in review.
        BadInput: it ends before it begins or lies ahead, the reason is missing, or nobody of that id is on the visit.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("time.add")
    member = Member.objects.filter(public_id=member_id, assignments__visit=visit).first()
    if member is None:
        sentence = _("This person is not on the visit. Choose somebody who is.")
        raise BadInput(sentence, code="member_elsewhere", fields={"member_id": sentence})
    _require(actor, "time.add", member)
    refuse_locked(job)
    _refuse_disorder(started_at, ended_at, now)
    why = require_reason(reason)
    entry = create(
        TimeEntry,
        now=now,
        visit=visit,
        member=member,
        kind=kind,
        started_at=started_at,
        ended_at=ended_at,
        corrected=True,
    )
    _write_down(entry, before={}, reason=why, actor=actor, now=now)
    emit(TIME_ADDED, actor=actor, subject=entry, now=now)
    return entry


@command("time.correct", title="Correct a time", risk=Risk.APPROVE)
def correct_time(
    *,
    actor: Actor,
    now: datetime,
    time_id: UUID,
    started_at: datetime,
    ended_at: datetime,
    reason: str,
    version: int | None = None,
) -> TimeEntry:
    """Correct when a time began and ended. What it was before stays to be read, with the reason.

    Raises:
        NotHere, NotAllowed, StaleVersion; IllegalTransition: the job is in review.
        BadInput: it ends before it begins or lies ahead, or the reason is missing.
    """
    seen = times_visible_to(actor)
    visit_id = seen.filter(public_id=time_id).values_list("visit__public_id", flat=True).first()
    if visit_id is None:
        raise NotHere
    _visit, job = take_visit(actor, visit_id)
    entry = lock(seen.select_related("member"), time_id)
    _require(actor, "time.correct", entry.member)
    refuse_stale(entry, version)
    refuse_locked(job)
    _refuse_disorder(started_at, ended_at, now)
    why, before = require_reason(reason), _told(entry)
    entry.started_at, entry.ended_at, entry.corrected = started_at, ended_at, True
    save(entry, now=now, fields=["started_at", "ended_at", "corrected"])
    _write_down(entry, before=before, reason=why, actor=actor, now=now)
    emit(TIME_CORRECTED, actor=actor, subject=entry, now=now)
    return entry


def _require(actor: Actor, right: str, member: Member) -> None:
    actor.require(right)
    if not may_correct_times_of(actor, member):
        raise NotAllowed(_("These are somebody else's times. Ask your crew lead or a dispatcher."), right=OTHERS)


def _refuse_disorder(start: datetime, end: datetime, now: datetime) -> None:
    refuse_no_moments(started_at=start, ended_at=end)
    if end <= start:
        sentence = _("The end must be after the start.")
        raise BadInput(sentence, code="times_out_of_order", fields={"ended_at": sentence})
    if end > now:
        sentence = _("This time is still to come. Note it when it is over.")
        raise BadInput(sentence, code="time_ahead", fields={"ended_at": sentence})


def _told(entry: TimeEntry) -> dict[str, str | None]:
    return {
        "started_at": entry.started_at.isoformat(),
        "ended_at": entry.ended_at.isoformat() if entry.ended_at else None,
    }


def _write_down(entry: TimeEntry, *, before: dict[str, str | None], reason: str, actor: Actor, now: datetime) -> None:
    create(
        TimeCorrection,
        now=now,
        entry=entry,
        before=before,
        after=_told(entry),
        reason=reason,
        by_id=actor.user.pk if actor.user else None,
        at=now,
    )
