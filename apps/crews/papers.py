"""Where certificates stand: how many days each has left, how that looks, and which of them need a renewal."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.looks import Look
from apps.crews.models import Certificate

STEPS = (60, 30, 7)  # days before the last one when somebody is reminded
SOON = timedelta(days=STEPS[0])
A_DAY = timedelta(days=1)

VALID = Look(_("Valid"), "check_circle", "emerald")
LATER = Look(_("Begins later"), "event", "sky")
EXPIRED = Look(_("Expired"), "block", "rose")
WITHDRAWN = Look(_("Withdrawn"), "undo", "zinc", struck=True)


class Paper(NamedTuple):
    """A certificate on a page, and how it stands today."""

    certificate: Certificate
    look: Look


def told(certificates: "QuerySet[Certificate]") -> list[Paper]:
    """Certificates for a page."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return [Paper(one, look_of(one, today)) for one in certificates.select_related("skill", "document")]


def days_left(certificate: Certificate, today: date) -> int | None:
    """Days until the last one: 0 on it, below 0 afterwards; None when it does not expire."""
    return None if certificate.valid_until is None else (certificate.valid_until - today).days


def look_of(certificate: Certificate, today: date) -> Look:
    """How a certificate stands on a day: valid, how long it still is, expired, withdrawn."""
    if certificate.withdrawn_at is not None:
        return WITHDRAWN
    if certificate.valid_from > today:
        return LATER
    left = days_left(certificate, today)
    if left is None or left > SOON.days:
        return VALID
    if left < 0:
        return EXPIRED
    return Look(expires_in(left), "warning", "orange" if left <= STEPS[-1] else "amber")


def expires_in(left: int) -> str:
    """Expires today, in 1 day, in 12 days."""
    if left == 0:
        return str(_("Expires today"))
    return ngettext("Expires in %(n)d day", "Expires in %(n)d days", left) % {"n": left}


def step_due(left: int, reminded: int | None) -> int | None:
    """Which of the reminders is due with so many days left, when the last one sent was `reminded`; None: none."""
    if left < 0:
        return None
    step = min((step for step in STEPS if left <= step), default=None)
    return step if step is not None and (reminded is None or reminded > step) else None


# --- the questions of the list ---


def standing(certificates: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """Those that were not withdrawn."""
    return certificates.filter(withdrawn_at=None)


def valid_on(certificates: "QuerySet[Certificate]", day: date) -> "QuerySet[Certificate]":
    """Those that hold on that day."""
    return standing(certificates).filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def expired(certificates: "QuerySet[Certificate]", today: date) -> "QuerySet[Certificate]":
    """Those that were let run out, and that no newer one goes on for."""
    return not_renewed(standing(certificates).filter(valid_until__lt=today))


def expiring(certificates: "QuerySet[Certificate]", today: date) -> "QuerySet[Certificate]":
    """Those that end within 60 days, and that no newer one goes on for."""
    return not_renewed(standing(certificates).filter(valid_until__gte=today, valid_until__lte=today + SOON))


def not_renewed(certificates: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """Those without another of the same member and skill, as high or higher, that takes over without a gap."""
    others = Certificate.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")),
        member=OuterRef("member"),
        skill=OuterRef("skill"),
        level__gte=OuterRef("level"),
        valid_from__lte=OuterRef("valid_until") + A_DAY,
        withdrawn_at=None,
    )
    return certificates.filter(~Exists(others.exclude(pk=OuterRef("pk"))))


def soonest_first(certificates: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """By their last day; those without one last."""
    return certificates.order_by(F("valid_until").asc(nulls_last=True), "pk")
