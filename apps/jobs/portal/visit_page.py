"""What the page of one visit shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import Http404

from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.looks import Look
from apps.core.models import StoredFile
from apps.core.moments import stamp
from apps.jobs.models import Assignment, Incident, ServiceRequestFile, Visit
from apps.jobs.portal.cards import VisitCard
from apps.jobs.portal.checklists import Typed, checklists_context
from apps.jobs.portal.dialling import dialable
from apps.jobs.portal.evidence import evidence_context
from apps.jobs.portal.evidence_forms import EvidenceForm
from apps.jobs.portal.places import about_place
from apps.jobs.selectors import incidents_visible_to, visits_visible_to
from apps.jobs.states import IncidentStatus, Outcome, OutcomeReason, Severity

STANDING = [IncidentStatus.OPEN, IncidentStatus.ACKNOWLEDGED]
GRAVEST_FIRST = Case(
    *[When(severity=severity, then=Value(place)) for place, severity in enumerate(Severity)],
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Ending:
    """What was filled in to end a visit; kept and shown again when it is refused."""

    outcome: str = Outcome.COMPLETED
    note: str = ""
    reason: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the last tap did nothing, in a sentence."""

    sentence: str
    ending: Ending

    @classmethod
    def of(cls, error: DomainError, ending: Ending) -> "Refusal":
        """The refusal a command answered with."""
        return cls(error.message, ending)


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in a list."""

    incident: Incident
    reported: str

    @property
    def is_pressing(self) -> bool:
        """Whether it must be read before anything else."""
        return self.incident.severity == Severity.CRITICAL and self.incident.status in STANDING

    @property
    def looks(self) -> tuple[Look, Look]:
        """How grave it is, and where it stands."""
        return self.incident.severity_look, self.incident.look


@dataclass(frozen=True, slots=True)
class OtherEnding:
    """A way to end a visit that asks for a reason."""

    outcome: str
    icon: str
    typed: str
    why: str
    refused: str


def visit_context(
    visit_id: UUID,
    actor: Actor,
    now: datetime,
    refusal: Refusal | None = None,
    typed: Typed | None = None,
    *,
    proof: EvidenceForm | None = None,
    said: str = "",
) -> dict[str, Any]:
    """Everything the page needs. `typed` and `proof`: a refused answer and a refused form of the evidence.

    Raises:
        Http404: there is no such visit, or it is not this person's to see.
    """
    visit = visit_in_sight(actor, visit_id)
    card = VisitCard(visit, actor, now)
    checklists = checklists_context(visit, actor, typed)
    sheets = [one.sheet for one in checklists["sheets"]]
    incidents = [IncidentLine(i, stamp(i.reported_at, now)) for i in _incidents(actor, visit)]
    user = actor.user
    return {
        "nav": "today",
        "card": card,
        **about_place(visit.job.site, visit.job.asset, now, visit),
        **checklists,
        **evidence_context(visit, actor, now, card.zone, sheets, proof, said),
        "asked_with": _asked_with(visit),
        "customer_phone": dialable(visit.job.site.customer.phone),
        "colleagues": [
            (a.member, dialable(a.member.phone))
            for a in visit.assignments.all()
            if user is None or a.member.user_id != user.pk
        ],
        "incidents": incidents,
        "pressing": [line for line in incidents if line.is_pressing],
        "refusal": refusal,
        "note": refusal.ending.note if refusal else "",
        "outcome_reasons": OutcomeReason.choices,
        "other_endings": [_other_ending(o, i, refusal) for o, i in OTHER_ENDINGS],
    }


OTHER_ENDINGS = ((Outcome.PARTIAL, "redo"), (Outcome.UNABLE, "block"))


def _other_ending(outcome: Outcome, icon: str, refusal: Refusal | None) -> OtherEnding:
    mine = refusal is not None and refusal.ending.outcome == outcome
    return OtherEnding(
        outcome=outcome,
        icon=icon,
        typed=refusal.ending.reason if refusal and mine else "",
        why=refusal.ending.why if refusal and mine else "",
        refused=refusal.sentence if refusal and mine else "",
    )


def visit_in_sight(actor: Actor, visit_id: UUID) -> Visit:
    """The visit, with its people and its place.

    Raises:
        Http404: there is no such visit, or it is not this person's to see.
    """
    people = Assignment.objects.select_related("member__user").order_by("member__user__name")
    found = (
        visits_visible_to(actor)
        .select_related("job__site__customer", "job__asset")
        .prefetch_related(Prefetch("assignments", queryset=people))
        .filter(public_id=visit_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _asked_with(visit: Visit) -> list[StoredFile]:
    """The photos and papers that came with the customer's request."""
    kept = ServiceRequestFile.objects.filter(request__job=visit.job_id).select_related("file")
    return [one.file for one in kept]


def _incidents(actor: Actor, visit: Visit) -> QuerySet[Incident]:
    """Those of this visit, and what still stands at its site; the gravest first."""
    here = Q(visit=visit) | Q(site=visit.job.site_id, status__in=STANDING)
    return incidents_visible_to(actor).filter(here).order_by(GRAVEST_FIRST, "-number")
