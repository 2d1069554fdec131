"""A few lines under the bell, as if they had been told at the time. Rows only: nothing is sent."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from apps.core.models import Event
from apps.core.rows import create
from apps.crews.models import User
from apps.jobs.events import INCIDENT_REPORTED, VISIT_DISPATCHED
from apps.jobs.models import Incident, Visit
from apps.jobs.states import IncidentStatus, Severity
from apps.notifications.models import Notification
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON


def fill_inboxes(company: Company, clock: Clock) -> None:
    """Incidents for the office, read ones among them, and Ana's next visits for Ana."""
    for incident in Incident.objects.select_related("site", "reported_by").order_by("reported_at", "id"):
        for user in company.office.values():
            _tell_of_incident(user, incident)
    _tell_of_visits(company.member(HANDS_ON).user, clock)


def _event(name: str, subject: UUID) -> Event | None:
    return Event.objects.filter(name=name, subject_id=subject).order_by("-id").first()


def _tell_of_incident(user: User, incident: Incident) -> None:
    event = _event(INCIDENT_REPORTED, incident.public_id)
    if event is None:
        return
    where = f"{incident.site.name}, {incident.site.address}" if incident.site else ""
    seen = incident.acknowledged_at or (incident.reported_at + HOUR if incident.status != IncidentStatus.OPEN else None)
    _write(
        user,
        event,
        "incident.reported",
        f"{incident.get_severity_display()}: {incident.title} ({incident.code})",
        "\n".join([where, f"Reported by {incident.reported_by}.", incident.description]),
        f"/admin/jobs/incident/{incident.pk}/change/",
        urgent=incident.severity in (Severity.CRITICAL, Severity.HIGH),
        read_at=seen,
    )


def _tell_of_visits(user: User, clock: Clock) -> None:
    mine = Visit.objects.filter(assignments__member__user=user, planned_start__gte=clock.now - HOUR)
    for visit in mine.select_related("job__site").order_by("planned_start")[:2]:
        event = _event(VISIT_DISPATCHED, visit.public_id)
        if event is None:
            continue
        start = timezone.localtime(visit.planned_start)
        _write(
            user,
            event,
            "visit.dispatched",
            f"New visit: {visit.job.title}",
            f"{visit.code} · {visit.job.site.name}, {visit.job.site.address} · {start:%a %d %b %H:%M}",
            f"/portal/visits/{visit.public_id}/",
        )


def _write(
    user: User,
    event: Event,
    kind: str,
    title: str,
    body: str,
    url: str,
    *,
    urgent: bool = False,
    read_at: datetime | None = None,
) -> None:
    create(
        Notification,
        now=event.at + MINUTE / 60,
        recipient=user,
        event_id=event.public_id,
        kind=kind,
        title=title,
        body=body,
        url=url,
        urgent=urgent,
        read_at=read_at,
    )
