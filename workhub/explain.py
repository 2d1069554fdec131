"""Who can see this, and why: a page for administrators, told by the rules that the selectors apply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agent.selectors import conversations_visible_to
from apps.core.actor import Actor, Via
from apps.core.admin import actor_of
from apps.core.admin.naming import page_of, spoken
from apps.core.selectors import audit_visible_to, items_visible_to, slots_visible_to
from apps.crews.models import Crew, Member, User
from apps.crews.reach import Reach, reach_of
from apps.crews.selectors import (
    absences_visible_to,
    attendances_visible_to,
    certificates_visible_to,
    crews_visible_to,
    members_in_charge,
    members_visible_to,
    requests_visible_to,
    users_visible_to,
)
from apps.crews.sight import Sight, who_sees_crew, who_sees_member, who_sees_user
from apps.jobs.models import Incident, Job, Visit
from apps.jobs.selectors import (
    customers_visible_to,
    incidents_visible_to,
    jobs_visible_to,
    sites_visible_to,
    visits_visible_to,
)
from apps.jobs.sight import who_sees_incident, who_sees_job, who_sees_visit

Selector = Callable[[Actor], "QuerySet[Any]"]
RIGHT = "access.read"

WHO_SEES: dict[type[Any], Callable[[Any], list[Sight]]] = {
    Visit: who_sees_visit,
    Job: who_sees_job,
    Incident: who_sees_incident,
    Member: who_sees_member,
    Crew: who_sees_crew,
    User: who_sees_user,
}
# What there is to see, in the order of the office's navigation.
KINDS: tuple[tuple[str | Promise, Selector], ...] = (
    (gettext_lazy("Visits"), visits_visible_to),
    (gettext_lazy("Jobs"), jobs_visible_to),
    (gettext_lazy("Incidents"), incidents_visible_to),
    (gettext_lazy("Decisions"), items_visible_to),
    (gettext_lazy("Customers"), customers_visible_to),
    (gettext_lazy("Sites"), sites_visible_to),
    (gettext_lazy("People"), users_visible_to),
    (gettext_lazy("Members"), members_visible_to),
    (gettext_lazy("Crews"), crews_visible_to),
    (gettext_lazy("Absences"), absences_visible_to),
    (gettext_lazy("Certificates"), certificates_visible_to),
    (gettext_lazy("Attendance"), attendances_visible_to),
    (gettext_lazy("Requests"), requests_visible_to),
    (gettext_lazy("Talks"), conversations_visible_to),
    (gettext_lazy("Audit log"), audit_visible_to),
    (gettext_lazy("Ran on schedule"), slots_visible_to),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row, how many of them somebody sees, and how many there are."""

    name: str | Promise
    seen: int
    all: int


def page(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Everybody who can see a row with the rules that let them; for a person also what they see themselves.

    Raises:
        PermissionDenied: this is for administrators. Http404: there is no such row.
    """
    actor = actor_of(request)
    if not actor.may(RIGHT):
        raise PermissionDenied
    model = next((model for model in WHO_SEES if model.type_name() == kind), None)
    row = model._default_manager.filter(public_id=public_id).first() if model else None
    if row is None or model is None:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("Who can see this, and why"),
        "row": row,
        "name": spoken(row),
        "back": page_of(row),
        "sights": [(sight, page_of(sight.user), _reach_url(sight.user)) for sight in WHO_SEES[model](row)],
        "reach": told(row) if isinstance(row, User) else None,
    }
    return render(request, "admin/office/access.html", context)


def told(user: User) -> dict[str, Any]:
    """What a person sees: the rules that hold for them, and how much of each kind that is. Counted by the selectors."""
    actor = Actor(user, Via.ADMIN)
    everything = Actor.clock()
    reach: Reach = reach_of(user)
    kinds = [Kind(name, selector(actor).count(), selector(everything).count()) for name, selector in KINDS]
    return {
        "rules": reach.rules,
        "kinds": kinds,
        "private": members_in_charge(actor).count() if actor.may("member.read_private") else 0,
        "costs": members_in_charge(actor).count() if actor.may("member.read_costs") else 0,
    }


def _reach_url(user: User) -> str:
    return reverse("admin:access", args=[user.type_name(), user.public_id])
