"""A request in a few words, as emails, pages and the agent say it."""

import re
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from apps.crews.models import StaffRequest
from apps.crews.request_rules import own_zone
from apps.crews.spans import days_told
from apps.crews.states import RequestKind

CODE = re.compile(r"\bSR-(\d+)", re.IGNORECASE)


def bare_numbers(typed: str) -> str:
    """What was typed into a search, with codes as the numbers in them."""
    return CODE.sub(r"\1", typed)


def headline(request: StaffRequest) -> str:
    """Time off: 4–6 Dec; Purchase: 40.00; with the first words of the text where it has no figures."""
    told = figures(request) or " ".join(request.text.split())[:80]
    return f"{request.get_kind_display()}: {told}" if told else str(request.get_kind_display())


def figures(request: StaffRequest) -> str:
    """The time, the hours and the amount, as far as there are any."""
    hours, amount = request.hours, request.amount
    parts = [
        period(request),
        "" if hours is None else _("%(hours)s h") % {"hours": hours_told(hours)},
        "" if amount is None else money(amount),
    ]
    return ", ".join(filter(None, parts))


def hours_told(hours: Decimal) -> str:
    """3 or 1.5: without zeros that say nothing."""
    return number_format(f"{hours.normalize():f}")


def money(amount: Decimal) -> str:
    """An amount with its cents, in the company's currency, which nobody needs to be told."""
    return number_format(amount, decimal_pos=2, force_grouping=True)


def period(request: StaffRequest) -> str:
    """The day, the days, or the hours of one; on the requester's own clock."""
    if request.start is None:
        return ""
    zone = own_zone(request.requester)
    if request.end is not None:
        return days_told(request.start, request.end, zone)
    day = date_format(request.start.astimezone(zone), "j M")
    return day if request.kind == RequestKind.OVERTIME else _("from %(day)s") % {"day": day}
