"""Small pieces of markup used on every office page: badges, moments, links."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.looks import Look
from apps.core.models import ItemStatus

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
        '<span class="wh-badge" data-tone="{}"{}>{}<span>{}</span></span>', look.tone, struck, icon(look.icon), look.label
    )


def decided_badge(brain: str) -> SafeString:
    """Who decided: rules, a model, a person."""
    look = DECIDED_BY.get(brain, Look(brain, "rule", "slate"))
    return format_html('<span class="wh-badge wh-badge-outline">{}<span>{}</span></span>', icon(look.icon), look.label)


def link(url: str, text: object) -> SafeString:
    """A link in running text."""
    return format_html('<a class="wh-link" href="{}">{}</a>', url, text)


def relative(at: datetime, now: datetime) -> str:
    """How far away a moment is: "in 25 minutes", "2 hours ago"."""
    if abs(at - now) < timedelta(minutes=1):
        return _("now")
    span = timesince(min(at, now), max(at, now), depth=1)
    return (_("in %(span)s") if at > now else _("%(span)s ago")) % {"span": span}


def clock(at: datetime, zone: tzinfo | None = None) -> str:
    """The time of day, as 14:30."""
    return date_format(timezone.localtime(at, zone), "H:i")


def day(at: datetime, zone: tzinfo | None = None) -> str:
    """The day, as Mon 2 Mar; with the year when it is another one."""
    local = timezone.localtime(at, zone)
    return date_format(local, "D j M" if local.year == timezone.localtime().year else "D j M Y")


def moment(at: datetime | None, zone: tzinfo | None = None) -> SafeString:
    """A moment, absolute and, while it is near, relative."""
    if at is None:
        return NOTHING
    now = timezone.now()
    near = abs(at - now) < NEAR
    today = timezone.localtime(at, zone).date() == timezone.localtime(now, zone).date()
    words = clock(at, zone) if near and today else f"{day(at, zone)} {clock(at, zone)}"
    text = f"{words} · {relative(at, now)}" if near else words
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)


def zone_of(name: str) -> tzinfo:
    """The zone of that IANA name; the company's when it is empty."""
    return ZoneInfo(name) if name else timezone.get_default_timezone()


def span(start: datetime, end: datetime, zone_name: str = "") -> SafeString:
    """A stretch of time in a site's zone; when the company's differs, both are said."""
    zone, own = zone_of(zone_name), timezone.get_default_timezone()
    text = f"{day(start, zone)} {_stretch(start, end, zone)}"
    near = f" · {relative(start, timezone.now())}" if abs(start - timezone.now()) < NEAR else ""
    if zone.utcoffset(start.replace(tzinfo=None)) == own.utcoffset(start.replace(tzinfo=None)):
        return format_html('<time datetime="{}">{}{}</time>', start.isoformat(), text, near)
    here = _("here %(from)s–%(to)s") % {"from": clock(start), "to": clock(end)}
    return format_html('<time datetime="{}">{} {} ({}){}</time>', start.isoformat(), text, zone, here, near)


def _stretch(start: datetime, end: datetime, zone: tzinfo) -> str:
    same_day = timezone.localtime(start, zone).date() == timezone.localtime(end, zone).date()
    return f"{clock(start, zone)}–{'' if same_day else day(end, zone) + ' '}{clock(end, zone)}"
