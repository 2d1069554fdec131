"""The day's summary: today's visits by crew, how yesterday went, what is open, what waits. Each number has its rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.models import ItemStatus
from apps.core.selectors import items_visible_to
from apps.crews.selectors import crews_visible_to
from apps.jobs.models import Incident, Visit
from apps.jobs.questions import unresolved, worst_first
from apps.jobs.reports.week import Figure, figures
from apps.jobs.selectors import (
    incidents_visible_to,
    late,
    of_crew,
    planned_on,
    standing,
    still_open,
    visits_visible_to,
    with_nobody,
)
from apps.jobs.states import VisitStatus

MOST = 10  # rows named under a number; the number opens all
V = VisitStatus


@dataclass(frozen=True, slots=True)
class Number:
    """How many, of what, and the path of the list that shows exactly those."""

    name: str
    label: str | Promise
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CrewDay:
    """A crew's visits today, and those of them that are late to start."""

    name: str
    visits: Number
    late: Number


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is named: what it is, what about it, the path of its page."""

    text: str
    meta: str
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The company as one person may see it, at one moment."""

    at: datetime
    day: date
    today: list[Number]
    crews: list[CrewDay]
    idle: list[str]
    yesterday: list[Number]
    reasons: list[Line]
    incidents: Number
    worst: list[Line]
    decisions: Number
    week: list[Figure]

    @property
    def waiting(self) -> list[Number]:
        """What needs somebody to act."""
        return [self.incidents, self.decisions]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is planned, nothing was, and nothing waits."""
        return not any(n.count for n in (*self.today, *self.yesterday, self.incidents, self.decisions))


def summary(actor: Actor, at: datetime) -> Summary:
    """Build it from the rows as they stand, with "today", "late" and "this week" as of that moment.

    Days are the company's. Call it in the language of whoever reads it.
    """
    day = timezone.localdate(at)
    visits, incidents = visits_visible_to(actor), unresolved(incidents_visible_to(actor))
    today = standing(planned_on(visits, day))
    before = planned_on(visits, day - timedelta(days=1))
    crews = _crews(actor, today, day, at)
    return Summary(
        at=at,
        day=day,
        today=_today(visits, today, day, at),
        crews=[crew for crew in crews if crew.visits.count],
        idle=[crew.name for crew in crews if not crew.visits.count],
        yesterday=_yesterday(before, day - timedelta(days=1)),
        reasons=_reasons(before),
        incidents=Number("incidents", _("Open incidents"), incidents.count(), _list("jobs_incident", show="open")),
        worst=[_incident(incident) for incident in worst_first(incidents).select_related("site")[:MOST]],
        decisions=_decisions(actor),
        week=figures(actor, at),
    )


def _list(model: str, **query: object) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(query)}"


def _today(visits: "QuerySet[Visit]", today: "QuerySet[Visit]", day: date, at: datetime) -> list[Number]:
    return [
        Number("planned", _("Visits planned"), today.count(), _list("jobs_visit", show="standing", day=day)),
        Number(
            "nobody",
            _("With nobody assigned"),
            with_nobody(today).count(),
            _list("jobs_visit", show="unassigned", day=day),
        ),
        Number("late", _("Late to start"), late(visits, at).count(), _list("jobs_visit", show="overdue")),
    ]


def _crews(actor: Actor, today: "QuerySet[Visit]", day: date, at: datetime) -> list[CrewDay]:
    rows: list[tuple[int | None, str]] = [
        *crews_visible_to(actor).order_by("name").values_list("pk", "name"),
        (None, _("Members of no crew")),
    ]
    told = []
    for pk, name in rows:
        theirs, key = of_crew(today, pk), "none" if pk is None else pk
        going = Number("visits", name, theirs.count(), _list("jobs_visit", show="standing", day=day, crew=key))
        behind = Number("late", name, late(theirs, at).count(), _list("jobs_visit", show="overdue", day=day, crew=key))
        if pk is not None or going.count:
            told.append(CrewDay(name, going, behind))
    return told


def _yesterday(before: "QuerySet[Visit]", day: date) -> list[Number]:
    ends = ((V.COMPLETED, _("Done")), (V.PARTIAL, _("Partly done")), (V.UNABLE, _("Not possible")))
    told = [
        Number(
            status.value,
            label,
            before.filter(status=status).count(),
            _list("jobs_visit", day=day, status__exact=status.value),
        )
        for status, label in ends
    ]
    left = Number("open", _("Not ended yet"), still_open(before).count(), _list("jobs_visit", show="open", day=day))
    return [*told, left]


def _reasons(before: "QuerySet[Visit]") -> list[Line]:
    fell_short = before.filter(status__in=[V.PARTIAL, V.UNABLE]).select_related("job__site")
    return [
        Line(
            f"{visit.code} {visit.job.title}",
            f"{visit.job.site.name}: {visit.status_reason}",
            reverse("admin:jobs_visit_change", args=[visit.pk]),
        )
        for visit in fell_short.order_by("planned_start", "pk")[:MOST]
    ]


def _incident(incident: Incident) -> Line:
    severity, status = incident.get_severity_display(), incident.get_status_display()
    meta = [severity, status, incident.code, str(incident.site) if incident.site else ""]
    url = reverse("admin:jobs_incident_change", args=[incident.pk])
    return Line(incident.title, " · ".join(filter(None, meta)), url, incident.severity_look.tone)


def _decisions(actor: Actor) -> Number:
    waiting = items_visible_to(actor).filter(status=ItemStatus.PENDING).count()
    return Number("decisions", _("Decisions waiting"), waiting, _list("core_proposalitem", show="waiting"))
