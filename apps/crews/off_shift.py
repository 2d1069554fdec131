"""Who does not work at a time, in sentences for a dispatcher."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, tzinfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core.markup import zone_of
from apps.crews.models import Member
from apps.crews.spans import hours_told
from apps.crews.working import DAY, Window, first_gap, moment_of, windows


def off_shift(members: Iterable[Member], start: datetime, end: datetime) -> dict[int, str]:
    """The members, by primary key, whose shifts do not hold the whole range, and what they work instead.

    On call counts as working; breaks do not get in the way. Three queries.
    """
    everybody = list(members)
    found = windows(everybody, start - DAY, end + DAY)  # wider, to tell the shifts of the day
    told = {}
    for member in everybody:
        gap = first_gap(found[member.pk], start, end)
        if gap is not None:
            told[member.pk] = _sentence(member, found[member.pk], gap)
    return told


def _sentence(member: Member, found: Sequence[Window], gap: datetime) -> str:
    zone = zone_of(member.timezone)
    day = gap.astimezone(zone).date()
    begin, next_one = moment_of(day, time.min, zone), moment_of(day + DAY, time.min, zone)
    that_day = [w for w in found if w.start < next_one and w.end > begin]
    name = member.user.name
    if not that_day:
        return _("%(name)s does not work on %(day)s.") % {"name": name, "day": formats.date_format(day, "l j F")}
    facts = {"name": name, "times": ", ".join(_hours(w, zone) for w in that_day), "zone": str(zone)}
    if begin.astimezone(zone).utcoffset() == timezone.localtime(begin, timezone.get_default_timezone()).utcoffset():
        return _("%(name)s works %(times)s that day.") % facts
    return _("%(name)s works %(times)s that day (%(zone)s).") % facts


def _hours(window: Window, zone: tzinfo) -> str:
    hours = hours_told(window.start, window.end, zone)
    return _("%(hours)s on call") % {"hours": hours} if window.on_call else hours
