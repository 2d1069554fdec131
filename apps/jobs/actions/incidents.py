"""Incidents: said, seen, dealt with, closed, or taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.numbers import next_number
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.jobs.events import (
    INCIDENT_ACKNOWLEDGED,
    INCIDENT_CLOSED,
    INCIDENT_REPORTED,
    INCIDENT_RESOLVED,
    INCIDENT_WITHDRAWN,
)
from apps.jobs.models import Incident
from apps.jobs.selectors import incidents_visible_to, sites_visible_to, visits_visible_to
from apps.jobs.states import INCIDENT, IncidentStatus, Severity


@command(
    "incident.report",
    title="Report an incident",
    risk=Risk.REVERSIBLE,
    inverse=Inverse("incident.withdraw", "incident_id"),
)
def report_incident(
    *,
    actor: Actor,
    now: datetime,
    severity: Severity,
    title: str,
    description: str = "",
    visit_id: UUID | None = None,
    site_id: UUID | None = None,
) -> Incident:
    """Open an incident. With a visit the site is the visit's; without either it stands alone until somebody asks.

    Raises:
        NotHere: no such visit or site within sight; NotAllowed, BadInput.
    """
    actor.require("incident.report")
    visit = lock(visits_visible_to(actor), visit_id) if visit_id else None
    site = visit.job.site if visit else lock(sites_visible_to(actor), site_id) if site_id else None
    incident = create(
        Incident,
        now=now,
        severity=severity,
        title=title.strip()[:200],
        description=description,
        site=site,
        visit=visit,
        reported_by_id=actor.user.pk if actor.user else None,
        reported_at=now,
        number=next_number("incident"),
    )
    emit(INCIDENT_REPORTED, actor=actor, subject=incident, now=now, severity=severity)
    return incident


@command("incident.acknowledge", title="Acknowledge an incident", risk=Risk.REVERSIBLE)
def acknowledge_incident(*, actor: Actor, now: datetime, incident_id: UUID) -> Incident:
    """Say that somebody has seen an incident and takes care of it.

    Raises:
        NotHere, NotAllowed; IllegalTransition: somebody did before, or it is over.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.acknowledge")
    incident.acknowledged_at, incident.acknowledged_by_id = now, actor.user.pk if actor.user else None
    fields = ["acknowledged_at", "acknowledged_by"]
    return _move(incident, IncidentStatus.ACKNOWLEDGED, INCIDENT_ACKNOWLEDGED, fields, actor, now)


@command("incident.resolve", title="Resolve an incident", risk=Risk.APPROVE)
def resolve_incident(*, actor: Actor, now: datetime, incident_id: UUID, resolution: str) -> Incident:
    """Say that the danger or damage is dealt with, and how.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: it is not said how.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.resolve")
    incident.resolved_at, incident.resolution = (
        now,
        require_reason(resolution, argument="resolution", ask=_("Say in a few words what was done about it.")),
    )
    return _move(incident, IncidentStatus.RESOLVED, INCIDENT_RESOLVED, ["resolved_at", "resolution"], actor, now)


@command("incident.close", title="Close an incident", risk=Risk.APPROVE)
def close_incident(*, actor: Actor, now: datetime, incident_id: UUID) -> Incident:
    """File a resolved incident.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is not resolved.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.close")
    return _move(incident, IncidentStatus.CLOSED, INCIDENT_CLOSED, [], actor, now)


@command("incident.withdraw", title="Withdraw an incident", risk=Risk.APPROVE)
def withdraw_incident(*, actor: Actor, now: datetime, incident_id: UUID, reason: str) -> Incident:
    """Take an incident back that was none, with a reason.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is resolved already; BadInput: the reason is missing.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.withdraw")
    incident.withdrawn_reason = require_reason(reason)
    return _move(incident, IncidentStatus.WITHDRAWN, INCIDENT_WITHDRAWN, ["withdrawn_reason"], actor, now)


def _move(
    incident: Incident, status: IncidentStatus, event: str, fields: list[str], actor: Actor, now: datetime
) -> Incident:
    INCIDENT.check(incident.status, status)
    incident.status = status
    save(incident, now=now, fields=["status", *fields])
    emit(event, actor=actor, subject=incident, now=now)
    return incident
