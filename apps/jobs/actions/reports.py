"""Reports go out: to those they are for when a slot is due, and to whoever asks."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition
from apps.core.models import ScheduledSlot
from apps.crews.models import User
from apps.crews.selectors import managers, users_visible_to
from apps.jobs.reports.letter import RIGHT, summary_letter
from apps.notifications.actions import send_letter
from apps.notifications.models import Email
from apps.notifications.selectors import written_for


def write_summaries(slot: ScheduledSlot, event_id: UUID, *, now: datetime) -> int:
    """Write the day's summary to each manager who has not got it for this slot; how many were written now.

    Each is committed by itself, so that whoever goes on after a crash begins where it ended.
    """
    have = written_for(event_id)
    written = 0
    for person in managers().exclude(pk__in=have).order_by("pk"):
        if person.may(RIGHT):
            letter = summary_letter(person, at=slot.planned_at, now=now)
            written += send_letter(person, letter, now=now, event_id=event_id) is not None
    return written


@command("report.send", title="Send me the summary", risk=Risk.REVERSIBLE)
def send_report(*, actor: Actor, now: datetime) -> Email:
    """Email the day's summary, as of now, to oneself and nobody else.

    Raises:
        NotAllowed; IllegalTransition: nobody in particular asks.
    """
    actor.require("report.send")
    person: User | None = users_visible_to(actor).filter(pk=actor.user.pk).first() if actor.user else None
    if person is None:
        raise IllegalTransition(_("Sign in first: the summary goes to whoever asks for it."))
    email = send_letter(person, summary_letter(person, at=now, now=now), now=now)
    if email is None:
        raise AssertionError("a letter without an event is always written")
    return email
