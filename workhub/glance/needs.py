"""What needs somebody of the office now. Each number opens its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin.letters import lane_name, waiting_since
from apps.core.looks import Look
from apps.core.selectors import (
    LATE,
    letters_visible_to,
    letters_waiting,
    not_taken,
    oldest_due,
    sees_all,
)
from apps.crews.decisions import number_waiting_for
from apps.jobs.models import Incident, ServiceRequest, Visit
from apps.jobs.needs import lacking
from apps.jobs.questions import unacknowledged, worst_first
from apps.jobs.selectors import incidents_visible_to, late, planned_on, to_replan, visits_visible_to, with_nobody
from apps.jobs.service_requests.reading import service_requests_visible_to, waiting_for_office

MOST = 4  # rows shown under a card; the number opens all


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a card."""

    text: str
    meta: str
    url: str
    look: Look | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A card: how many, of what, where they are, and the first of them."""

    name: str
    count: int
    text: str | Promise
    none: str | Promise
    icon: str
    tone: str
    url: str
    rows: list[Row]


def section(actor: Actor, now: datetime) -> dict[str, Any]:
    """The four questions, the gravest first; behind them, only when there are any: visits on which a certificate is
    missing, and word that does not get around."""
    cards = [_incidents(actor), _decisions(actor, now), _nobody(actor, now), _late(actor, now)]
    seldom = (_asked(actor), _replan(actor), _lacking(actor, now), _given_up(actor), _not_taken(actor, now))
    return {"cards": [*cards, *(card for card in seldom if card.count)]}


def _list(model: str, query: str) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{query}"


def _first(found: "QuerySet[Any]") -> tuple[list[Any], int]:
    """The first rows and how many there are, in one query."""
    first = list(found.annotate(all_of_them=Window(Count("pk")))[:MOST])
    return first, first[0].all_of_them if first else 0


def _incidents(actor: Actor) -> Need:
    found = worst_first(unacknowledged(incidents_visible_to(actor))).select_related("site")
    first, count = _first(found)
    tone = "red" if first and first[0].severity == "critical" else "orange"
    return Need(
        "incidents",
        count,
        _("Incidents nobody has acknowledged"),
        _("Every incident is acknowledged"),
        "emergency",
        tone,
        _list("jobs_incident", "show=unacknowledged"),
        [_incident_row(incident) for incident in first],
    )


def _incident_row(incident: Incident) -> Row:
    url = reverse("admin:jobs_incident_change", args=[incident.pk])
    where = str(incident.site) if incident.site else ""
    meta = " · ".join(filter(None, [incident.code, where]))
    return Row(incident.title, meta, url, incident.severity_look, incident.reported_at)


def _asked(actor: Actor) -> Need:
    """What customers ask for, the oldest first."""
    first, count = _first(waiting_for_office(service_requests_visible_to(actor)).order_by("number"))
    return Need(
        "asked",
        count,
        _("New service requests"),
        "",
        "inbox",
        "sky",
        _list("jobs_servicerequest", "show=new"),
        [_asked_row(asked) for asked in first],
    )


def _asked_row(asked: ServiceRequest) -> Row:
    url = reverse("admin:jobs_servicerequest_change", args=[asked.pk])
    meta = " · ".join(filter(None, [asked.code, asked.contact_name]))
    return Row(asked.title, meta, url, asked.look, asked.created_at)


def _given_up(actor: Actor) -> Need:
    """What was tried for the last time."""
    return Need(
        "given_up",
        letters_waiting(letters_visible_to(actor)).count(),
        _("Messages and emails that could not be delivered"),
        "",
        "block",
        "rose",
        _list("core_deadletter", "show=waiting"),
        [],
    )


def _not_taken(actor: Actor, now: datetime) -> Need:
    """Lanes in which nobody takes what is due: a process is missing, or cannot keep up."""
    waits = {lane: age for lane, age in oldest_due(now).items() if age >= LATE} if sees_all(actor) else {}
    return Need(
        "not_taken",
        not_taken(now - LATE).count() if waits else 0,
        _("Messages and emails that nobody takes on their way"),
        "",
        "outbox",
        "orange",
        _list("core_delivery", "show=late"),
        [_lane_row(lane, age) for lane, age in waits.items()],
    )


def _lane_row(lane: str, age: timedelta) -> Row:
    meta = _("the oldest has waited for %(age)s") % {"age": waiting_since(age)}
    return Row(lane_name(lane), meta, _list("core_delivery", f"show=late&lane={lane}"))


def _decisions(actor: Actor, now: datetime) -> Need:
    return Need(
        "decisions",
        number_waiting_for(actor, now),
        _("Requests and suggested changes wait for you"),
        _("Nothing waits for your decision"),
        "rule",
        "amber",
        reverse("admin:crews_staffrequest_inbox"),
        [],
    )


def _nobody(actor: Actor, now: datetime) -> Need:
    found = with_nobody(planned_on(visits_visible_to(actor), timezone.localdate(now)))
    return _visits(
        "nobody",
        found,
        _("Visits today with nobody assigned"),
        _("Every visit today has somebody"),
        "person_off",
        _list("jobs_visit", "show=unassigned&day=today"),
    )


def _late(actor: Actor, now: datetime) -> Need:
    return _visits(
        "late",
        late(visits_visible_to(actor), now),
        _("Visits late to start"),
        _("Nobody is late"),
        "schedule",
        _list("jobs_visit", "show=overdue"),
    )


def _replan(actor: Actor) -> Need:
    """Plans that leave, a lost access or a certificate broke; nothing is said while there are none."""
    return _visits(
        "replan",
        to_replan(visits_visible_to(actor)),
        _("Visits to be planned again"),
        "",
        "event_busy",
        _list("jobs_visit", "show=replan"),
    )


def _lacking(actor: Actor, now: datetime) -> Need:
    """Visits to come on which nobody will hold what their job requires."""
    return _visits(
        "certificates",
        lacking(visits_visible_to(actor), now),
        _("Visits to come on which a certificate is missing"),
        "",
        "verified",
        _list("jobs_visit", "show=certificates"),
    )


def _visits(name: str, found: "QuerySet[Visit]", text: str | Promise, none: str | Promise, icon: str, url: str) -> Need:
    first, count = _first(found.select_related("job__site").order_by("planned_start", "pk"))
    return Need(name, count, text, none, icon, "orange", url, [_visit_row(visit) for visit in first])


def _visit_row(visit: Visit) -> Row:
    url = reverse("admin:jobs_visit_change", args=[visit.pk])
    return Row(f"{visit.code} {visit.job.title}", str(visit.job.site), url, None, visit.planned_start)
