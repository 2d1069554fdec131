"""Incidents: said, seen, dealt with, closed, or taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.numbers import next_number
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refer_to, save
from apps.crews.models import User
from apps.crews.states import Role, roles_with
from apps.jobs.events import (
    INCIDENT_ACKNOWLEDGED,
    INCIDENT_ASSIGNED,
    INCIDENT_CLOSED,
    INCIDENT_REPORTED,
    INCIDENT_RESOLVED,
    INCIDENT_SEVERITY_CHANGED,
    INCIDENT_WITHDRAWN,
)
from apps.jobs.models import Incident
from apps.jobs.selectors import assets_visible_to, incidents_visible_to, sites_visible_to, visits_visible_to
from apps.jobs.states import INCIDENT, IncidentStatus, ResolutionKind, Severity


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
    asset_id: UUID | None = None,
) -> Incident:
    """Open an incident. With a visit the site is the visit's, with an asset the asset's; without any of them it stands
    alone until somebody asks.

    Raises:
        NotHere: no such visit, site or asset within sight; NotAllowed; BadInput: the asset stands at another site.
    """
    visit = refer_to(visits_visible_to(actor), visit_id) if visit_id else None
    site = visit.job.site if visit else refer_to(sites_visible_to(actor), site_id) if site_id else None
    asset = refer_to(assets_visible_to(actor), asset_id) if asset_id else None
    actor.require("incident.report")
    if asset is not None and site is not None and asset.site_id != site.pk:
        sentence = _("This asset stands at another site. Choose one of %(site)s.") % {"site": site.name}
        raise BadInput(sentence, code="asset_elsewhere", fields={"asset_id": sentence})
    incident = create(
        Incident,
        now=now,
        severity=severity,
        title=title.strip()[:200],
        description=description,
        site=asset.site if asset else site,
        visit=visit,
        asset=asset,
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


@command("incident.assign", title="Assign an incident", risk=Risk.REVERSIBLE)
def assign_incident(*, actor: Actor, now: datetime, incident_id: UUID, user_id: UUID | None = None) -> Incident:
    """Say who takes care of an incident; without anybody it is nobody's again.

    Raises:
        NotHere: no such incident within sight, or no such person who could; NotAllowed; IllegalTransition: it is over.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.assign")
    _refuse_over(incident)
    before = incident.assignee
    incident.assignee = _who_can_care(user_id) if user_id else None
    save(incident, now=now, fields=["assignee"])
    emit(
        INCIDENT_ASSIGNED,
        actor=actor,
        subject=incident,
        now=now,
        before=str(before.public_id) if before else None,
        after=str(user_id) if user_id else None,
    )
    return incident


@command("incident.change_severity", title="Change how severe it is", risk=Risk.REVERSIBLE)
def change_severity(*, actor: Actor, now: datetime, incident_id: UUID, severity: Severity, reason: str) -> Incident:
    """Say that an incident is worse, or less bad, than it was reported, and why.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is over; BadInput: the reason is missing, or it is that severe now.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.change_severity")
    _refuse_over(incident)
    why, before = require_reason(reason), incident.severity
    if severity == before:
        sentence = _("It is %(severity)s already. Choose another one.") % {"severity": severity.label.lower()}
        raise BadInput(sentence, code="same_severity", fields={"severity": sentence})
    incident.severity = severity
    save(incident, now=now, fields=["severity"])
    emit(
        INCIDENT_SEVERITY_CHANGED,
        actor=actor,
        subject=incident,
        now=now,
        before=before,
        after=severity,
        reason=why,
    )
    return incident


@command("incident.resolve", title="Resolve an incident", risk=Risk.APPROVE)
def resolve_incident(
    *,
    actor: Actor,
    now: datetime,
    incident_id: UUID,
    resolution: str,
    kind: ResolutionKind = ResolutionKind.FIXED,
) -> Incident:
    """Say that the danger or damage is dealt with, how, and what became of it.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: it is not said how.
    """
    incident = lock(incidents_visible_to(actor), incident_id)
    actor.require("incident.resolve")
    incident.resolved_at, incident.resolution = (
        now,
        require_reason(resolution, argument="resolution", ask=_("Say in a few words what was done about it.")),
    )
    incident.resolution_kind = kind
    fields = ["resolved_at", "resolution", "resolution_kind"]
    return _move(incident, IncidentStatus.RESOLVED, INCIDENT_RESOLVED, fields, actor, now)


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


def _refuse_over(incident: Incident) -> None:
    if incident.status not in (IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED):
        raise IllegalTransition(_("This incident is over. Report a new one if it is back."), status=incident.status)


def _who_can_care(user_id: UUID) -> User:
    """Somebody who reports incidents can be asked to care for one; who only looks, and programs, cannot."""
    roles = [role for role in roles_with("incident.report") if role != Role.API_CLIENT]
    user = User.objects.filter(public_id=user_id, is_active=True, role__in=roles).first()
    if user is None:
        raise NotHere
    return user
