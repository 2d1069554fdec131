"""Who asked by the form or by email, and gave an address, hears that it arrived."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from apps.jobs.models import ServiceRequest
from apps.jobs.states import Channel
from apps.notifications.actions import answer_stranger
from apps.notifications.models import Email

FROM_OUTSIDE = (Channel.FORM, Channel.EMAIL)


def acknowledge_request(request: ServiceRequest, event_id: UUID, *, now: datetime) -> Email | None:
    """Write the email, once per event; None when it was written before or nobody outside waits for it."""
    if request.channel not in FROM_OUTSIDE or not request.contact_email:
        return None
    told = {"code": request.code, "company": settings.COMPANY_NAME, "title": request.title}
    text = _(
        "Thank you, your request “%(title)s” has arrived. Its number is %(code)s; please name it when you call."
        "\n\n%(company)s"
    )
    subject = _("Your request %(code)s has arrived") % told
    return answer_stranger(request.contact_email, subject, text % told, event_id=event_id, now=now)
