"""Who is told what of service requests; a part of `subscribers.py`."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, Actor, Via, user_audience
from apps.core.events import Envelope, subscribe
from apps.crews.models import User
from apps.crews.selectors import office
from apps.crews.states import Role
from apps.jobs.actions import acknowledge_request, email_question
from apps.jobs.events import (
    SERVICE_REQUEST_ADDED,
    SERVICE_REQUEST_ANSWERED,
    SERVICE_REQUEST_ASKED,
    SERVICE_REQUEST_EVENTS,
    SERVICE_REQUEST_RECEIVED,
)
from apps.jobs.models import ServiceRequest
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.notifications.actions import Text, notify


@subscribe(*SERVICE_REQUEST_EVENTS)
def feed_service_request(envelope: Envelope) -> None:
    """The office: those who see all, and the managers in whose sight it is."""
    feed.publish(envelope, [OFFICE, *(user_audience(one.pk) for one in _managers(envelope.subject_id))])


@subscribe(SERVICE_REQUEST_ADDED, SERVICE_REQUEST_RECEIVED, SERVICE_REQUEST_ANSWERED)
def tell_office_of_service_request(envelope: Envelope) -> None:
    """Dispatchers and administrators, but for who wrote it down; and whoever asked, that it arrived."""
    asked = ServiceRequest.objects.select_related("site").filter(public_id=envelope.subject_id).first()
    if asked is None:
        return
    answer = asked.answers.last() if envelope.name == SERVICE_REQUEST_ANSWERED else None
    title = _("Answer about %(code)s: %(title)s") if answer else "%(code)s: %(title)s"
    where = asked.site.whole if asked.site else asked.address
    text = Text(
        kind=envelope.name,
        title=title % {"code": asked.code, "title": asked.title},
        body="\n".join(line for line in (asked.contact_name, where, answer.text if answer else asked.text) if line),
        url=f"/admin/jobs/servicerequest/{asked.pk}/change/",
    )
    now = timezone.now()
    notify(envelope, office().exclude(pk=envelope.user_id or 0), text, now=now)
    if answer is None:
        acknowledge_request(asked, envelope.id, now=now)


@subscribe(SERVICE_REQUEST_ASKED)
def ask_whoever_asked(envelope: Envelope) -> None:
    """By email, where they gave an address."""
    if (asked := ServiceRequest.objects.filter(public_id=envelope.subject_id).first()) is not None:
        email_question(asked, envelope.id, now=timezone.now())


def _managers(request_id: UUID) -> list[User]:
    managers = User.objects.filter(role=Role.MANAGER, is_active=True)
    return [
        one
        for one in managers
        if service_requests_visible_to(Actor(one, Via.ADMIN)).filter(public_id=request_id).exists()
    ]
