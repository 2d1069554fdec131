"""Times as people read them: absolute and relative, in the zone where the thing happens (ui.md)."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NEAR_DAYS = {-1: gettext_lazy("Yesterday"), 0: gettext_lazy("Today"), 1: gettext_lazy("Tomorrow")}


def clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """14:30, in that zone or the company's."""
    return f"{timezone.localtime(moment, zone):%H:%M}"


def day_name(day: date, today: date) -> str:
    """Today, Tomorrow, Yesterday, or Mon 23 Nov."""
    near = NEAR_DAYS.get((day - today).days)
    return str(near) if near else formats.date_format(day, "D j M")


def stamp(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """14:30 for today, else with its day: Yesterday 14:30, Mon 23 Nov 14:30."""
    day, today = (timezone.localtime(m, zone).date() for m in (moment, now))
    return clock(moment, zone) if day == today else f"{day_name(day, today)} {clock(moment, zone)}"


def span(length: timedelta) -> str:
    """25 min, 1 h 25 min, 5 h, 3 days."""
    minutes = round(abs(length).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return _("%(minutes)d min") % {"minutes": minutes}
    if hours < 3 and rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    if hours < 24:
        return _("%(hours)d h") % {"hours": hours}
    days = round(minutes / 1440)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def relative(moment: datetime, now: datetime) -> str:
    """Now, in 25 min, 2 h ago."""
    if abs(moment - now) < timedelta(minutes=1):
        return _("now")
    words = _("in %(span)s") if moment > now else _("%(span)s ago")
    return words % {"span": span(moment - now)}
