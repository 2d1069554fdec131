"""Small pieces of markup used on every office page (classes of admin.css): badges, moments, links."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.looks import Look
from apps.core.models import ItemStatus
from apps.core.moments import clock, day_name, relative, stamp

NEAR = timedelta(hours=24)  # what is further away is not told in hours and minutes
NOTHING = mark_safe('<span class="wh-meta">–</span>')

ITEM_LOOKS = {
    ItemStatus.PENDING: Look(gettext_lazy("Waiting for a decision"), "pause_circle", "amber"),
    ItemStatus.APPROVED: Look(gettext_lazy("Approved"), "check_circle", "sky"),
    ItemStatus.APPLIED: Look(gettext_lazy("Done"), "check_circle", "emerald"),
    ItemStatus.REJECTED: Look(gettext_lazy("Rejected"), "block", "zinc"),
    ItemStatus.EXPIRED: Look(gettext_lazy("Expired"), "schedule", "zinc"),
    ItemStatus.CONFLICTED: Look(gettext_lazy("Overtaken by another change"), "warning", "orange"),
    ItemStatus.UNDONE: Look(gettext_lazy("Undone"), "undo", "zinc", struck=True),
}
BEING_TRIED = Look(gettext_lazy("Being tried"), "visibility", "sky")
DECIDED_BY = {
    "safety_net": Look(gettext_lazy("By safety rules"), "rule", "slate"),
    "rules": Look(gettext_lazy("By rules"), "rule", "slate"),
    "groq": Look(gettext_lazy("By AI"), "auto_awesome", "slate"),
    "person": Look(gettext_lazy("By a person"), "person", "slate"),
}


def icon(name: str) -> SafeString:
    """A Material Symbol that says nothing to a screen reader; the word beside it does."""
    return format_html('<span class="material-symbols-outlined" aria-hidden="true">{}</span>', name)


def badge(look: Look) -> SafeString:
    """A status: word, icon and colour."""
    struck = mark_safe(" data-struck") if look.struck else ""
    return format_html(
        '<span class="wh-badge" data-tone="{}"{}>{}<span>{}</span></span>',
        look.tone,
        struck,
        icon(look.icon),
        look.label,
    )


def decided_badge(brain: str) -> SafeString:
    """Who decided: rules, a model, a person."""
    look = DECIDED_BY.get(brain, Look(brain, "rule", "slate"))
    return format_html('<span class="wh-badge wh-badge-outline">{}<span>{}</span></span>', icon(look.icon), look.label)


def link(url: str, text: object) -> SafeString:
    """A link in running text."""
    return format_html('<a class="wh-link" href="{}">{}</a>', url, text)


def never_broken(text: str) -> SafeString:
    """A number people say, on one line."""
    return format_html('<span class="wh-when">{}</span>', text)


def moment(at: datetime | None, zone: tzinfo | None = None) -> SafeString:
    """A moment, absolute and, while it is near, relative."""
    if at is None:
        return NOTHING
    now = timezone.now()
    return format_html('<time datetime="{}">{}{}</time>', at.isoformat(), stamp(at, now, zone), _near(at, now))


def zone_of(name: str) -> tzinfo:
    """The zone of that IANA name; the company's when it is empty."""
    return ZoneInfo(name) if name else timezone.get_default_timezone()


def span(start: datetime, end: datetime, zone_name: str = "") -> SafeString:
    """A stretch of time in a site's zone; when the company's differs, both are said."""
    zone, own, now = zone_of(zone_name), timezone.get_default_timezone(), timezone.now()
    last = clock(end, zone) if _day(start, zone) == _day(end, zone) else stamp(end, now, zone)
    text = f"{day_name(_day(start, zone), _day(now, zone))} {clock(start, zone)}–{last}"
    near = _near(start, now)
    if timezone.localtime(start, zone).utcoffset() == timezone.localtime(start, own).utcoffset():
        return format_html('<time datetime="{}">{}{}</time>', start.isoformat(), text, near)
    here = _("here %(from)s–%(to)s") % {"from": clock(start, own), "to": clock(end, own)}
    return format_html('<time datetime="{}">{} ({}; {}){}</time>', start.isoformat(), text, zone, here, near)


def _near(at: datetime, now: datetime) -> SafeString:
    """How far away, while that says something."""
    if abs(at - now) >= NEAR:
        return mark_safe("")
    return format_html(' <span class="wh-near">· {}</span>', relative(at, now))


def _day(at: datetime, zone: tzinfo) -> date:
    return timezone.localtime(at, zone).date()
