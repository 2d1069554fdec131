"""What speaks for when somebody stopped working who did not check out. Found in the records, never invented."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from apps.core.markup import zone_of
from apps.core.moments import clock
from apps.crews.models import Attendance
from apps.crews.selectors import still_in
from apps.crews.working import DAY, windows_near

TOO_LONG = timedelta(hours=14)  # after the check-in: longer than any shift with its overtime
AFTER_SHIFT = timedelta(hours=2)  # after the end of the shift, where one is planned


@dataclass(frozen=True, slots=True)
class Sign:
    """The last moment for which something speaks, and what it is, in words."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A working time that nobody ended, with the sign of its end; None when nothing speaks for any."""

    attendance: Attendance
    sign: Sign | None


Finder = Callable[[list[Attendance]], dict[int, Sign]]
_finders: list[Finder] = []


def signs_of(finder: Finder) -> Finder:
    """Register signs of work that an app above knows: open working times → by primary key the last sign of each."""
    _finders.append(finder)
    return finder


def forgotten(now: datetime) -> list[Forgotten]:
    """The open working times that have gone on for too long, those of longest ago first.

    A fixed number of queries, however many members.
    """
    opened = list(still_in(Attendance.objects.select_related("member__user").order_by("checked_in_at")))
    ends = shift_ends(opened)
    late = [one for one in opened if _is_late(one, ends.get(one.pk), now)]
    signs = _last_signs(late, ends, now)
    return [Forgotten(one, signs.get(one.pk)) for one in late]


def _is_late(attendance: Attendance, shift_end: datetime | None, now: datetime) -> bool:
    if now - attendance.checked_in_at > TOO_LONG:
        return True
    return shift_end is not None and shift_end > attendance.checked_in_at and now - shift_end > AFTER_SHIFT


def _last_signs(late: list[Attendance], ends: dict[int, datetime], now: datetime) -> dict[int, Sign]:
    found = _taps(late)
    for attendance in late:
        if (end := ends.get(attendance.pk)) is not None:
            words = _("the shift ended at %(time)s") % {"time": clock(end, zone_of(attendance.member.timezone))}
            found[attendance.pk].append(Sign(end, words))
    for finder in _finders:
        for pk, sign in finder(late).items():
            found[pk].append(sign)
    began = {one.pk: one.checked_in_at for one in late}
    fitting = {
        pk: [sign for sign in signs if began[pk] < sign.at <= min(now, began[pk] + TOO_LONG)]
        for pk, signs in found.items()
    }
    return {pk: max(signs, key=lambda sign: sign.at) for pk, signs in fitting.items() if signs}


def _taps(late: list[Attendance]) -> dict[int, list[Sign]]:
    """The last break that was begun or ended: whoever taps is there."""
    found: dict[int, list[Sign]] = defaultdict(list)
    last = Attendance.objects.filter(pk__in=[one.pk for one in late])
    rows = last.annotate(begun=Max("breaks__start"), over=Max("breaks__end")).values_list("pk", "begun", "over")
    zones = {one.pk: zone_of(one.member.timezone) for one in late}
    for pk, begun, over in rows:
        if begun is not None:
            at = max(moment for moment in (begun, over) if moment is not None)
            found[pk].append(Sign(at, _("the last tap was at %(time)s") % {"time": clock(at, zones[pk])}))
    return found


def shift_ends(attendances: Iterable[Attendance]) -> dict[int, datetime]:
    """When the shift ends in which each began, or else the last one of that day, by its primary key; nothing for whom
    none is planned. On call one is not at work.
    """
    opened = list(attendances)
    near = windows_near({one.member: one.checked_in_at for one in opened}, DAY)
    found = {}
    for one in opened:
        shifts = [w for w in near[one.member_id] if not w.any_time and not w.on_call]
        own_day = one.checked_in_at.astimezone(zone_of(one.member.timezone)).date()
        day = next((w.day for w in shifts if w.start <= one.checked_in_at < w.end), own_day)
        ends = [w.end for w in shifts if w.day == day]
        if ends:
            found[one.pk] = max(ends)
    return found
