"""Certificates that run out: who holds them and who is in charge are reminded, once per certificate and step."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.outbox import emit
from apps.crews.events import CERTIFICATE_EXPIRING
from apps.crews.models import Certificate
from apps.crews.papers import days_left, expiring, step_due

CLOCK = Actor.clock()


def remind_of_certificates(*, now: datetime) -> int:
    """Tell of each certificate that is 60, 30 or 7 days from its last one, unless that was told; how many now.

    Days are the company's. One whose day was missed is told of late, with the days that are left; none is told of
    twice, however often this runs: the mark on it and its event are one transaction. Those that were withdrawn, that a
    newer one goes on for, or whose member has no access any more are left in peace.
    """
    today = timezone.localdate(now, timezone.get_default_timezone())
    ending = expiring(Certificate.objects.filter(member__user__is_active=True), today)
    told = 0
    for certificate in ending.order_by("valid_until", "pk"):
        left = days_left(certificate, today)
        step = None if left is None else step_due(left, certificate.reminded_days)
        if step is not None:
            told += _tell(certificate, step, now)
    return told


def _tell(certificate: Certificate, step: int, now: datetime) -> bool:
    """Mark it and say so; False when somebody was faster, or it was changed meanwhile."""
    unmarked = Q(reminded_days=None) | Q(reminded_days__gt=step)
    still = Certificate.objects.filter(unmarked, pk=certificate.pk, version=certificate.version)
    with transaction.atomic():
        if not still.update(reminded_days=step):
            return False
        emit(CERTIFICATE_EXPIRING, actor=CLOCK, subject=certificate, now=now, days=step)
    return True
