"""What people outside are told of their request by email: that it arrived, and what is asked back."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from apps.jobs.models import ServiceRequest
from apps.jobs.service_requests.answering import answer_address
from apps.jobs.states import Channel
from apps.notifications.actions import answer_stranger
from apps.notifications.models import Email

FROM_OUTSIDE = (Channel.FORM, Channel.EMAIL)


def acknowledge_request(request: ServiceRequest, event_id: UUID, *, now: datetime) -> Email | None:
    """Say that it arrived, once per event; None when it was said before or nobody outside waits for it.

    In our words alone: the address is whatever a stranger typed, and theirs would make us somebody's spammer.
    """
    if request.channel not in FROM_OUTSIDE:
        return None
    text = _(
        "Thank you, your request has arrived. Its number is %(code)s; please name it when you call.\n\n%(company)s"
    )
    return _write(request, event_id, now, _("Your request %(code)s has arrived"), text)


def email_question(request: ServiceRequest, event_id: UUID, *, now: datetime) -> Email | None:
    """Put the question to whoever asked, once per event; None when it was put before or there is no address."""
    text = _(
        "About your request “%(title)s”, %(code)s:\n\n%(question)s\n\nPlease answer this email and leave its subject "
        "as it is.\n\n%(company)s"
    )
    return _write(request, event_id, now, _("A question about your request %(code)s"), text)


def _write(request: ServiceRequest, event_id: UUID, now: datetime, subject: str, text: str) -> Email | None:
    if not request.contact_email:
        return None
    told = {
        "code": request.code,
        "company": settings.COMPANY_NAME,
        "title": request.title,
        "question": request.question,
    }
    return answer_stranger(
        request.contact_email,
        subject % told,
        text % told,
        reply_to=answer_address(request),
        event_id=event_id,
        now=now,
    )
