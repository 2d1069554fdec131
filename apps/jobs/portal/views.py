"""The pages and buttons: translate in, one call, translate out."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from apps.core import feed
from apps.core.errors import DomainError
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.crews.attendance.clock_page import clock_context
from apps.jobs.portal.agenda import agenda_for
from apps.jobs.portal.checklists import answer_form, shows
from apps.jobs.portal.steps import FINISH, MEND, VERBS
from apps.jobs.portal.visit_page import Ending, Refusal, visit_context
from apps.jobs.states import Outcome

REFUSED = 422  # htmx shows the answer, and what was typed is in it
LIST_ID = "today"  # the element on the page Today that its buttons ask to have replaced


@portal_page
def today(request: PortalRequest) -> HttpResponse:
    """My day."""
    cursor = feed.now_cursor()  # before anything is read: what changes after it comes live
    actor, now = actor_of(request), timezone.now()
    context = {"agenda": agenda_for(actor, now), "leads": actor.may("crew.lead"), **clock_context(actor, now)}
    return render(request, "portal/jobs/today.html", {**context, "feed_cursor": cursor})


@portal_page
def today_list(request: PortalRequest) -> HttpResponse:
    """The visits alone, for the page that is open already."""
    return _today_list(request) if request.htmx else redirect("portal:today")


@portal_page
def visit(request: PortalRequest, visit_id: UUID) -> HttpResponse:
    """One visit."""
    cursor = feed.now_cursor()
    context = visit_context(visit_id, actor_of(request), timezone.now())
    return render(request, "portal/jobs/visit.html", {**context, "feed_cursor": cursor})


@portal_page
def visit_parts(request: PortalRequest, visit_id: UUID) -> HttpResponse:
    """What changes on the page of a visit, for the page that is open already."""
    if not request.htmx:
        return redirect("portal:visit", visit_id)
    try:
        context = visit_context(visit_id, actor_of(request), timezone.now())
    except Http404:  # taken off this person's day while they looked at it: the page says so
        gone = HttpResponseClientRefresh()
        gone.status_code = 404
        return gone
    return render(request, "portal/jobs/_parts.html", context)


@portal_page
def act(request: PortalRequest, visit_id: UUID, verb: str) -> HttpResponse:
    """A button of a visit: on my way, start, pause, go on, finish."""
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":  # the address of a form that was loaded again
        return redirect("portal:visit", visit_id)
    now, ending = timezone.now(), _ending(request)
    arguments = {"visit_id": str(visit_id)}
    if verb == FINISH.verb:
        arguments |= {"outcome": ending.outcome, "note": ending.note, "reason": ending.reason}
        arguments |= {"why": ending.why} if ending.why else {}
    elif verb == MEND.verb:
        arguments |= {"reason": str(_("Asked in the review"))}
    try:
        run_form(request, f"visit.{verb}", arguments, now=now)
    except DomainError as error:
        return _answer(request, visit_id, now, Refusal.of(error, ending))
    return _answer(request, visit_id, now)


@portal_page
def answer(request: PortalRequest, visit_id: UUID) -> HttpResponse:
    """An item of a checklist, answered on the page of the visit."""
    if request.method != "POST":
        return redirect("portal:visit", visit_id)
    now, typed = timezone.now(), answer_form(request, visit_id)
    if not request.htmx and typed is None:
        return redirect("portal:visit", visit_id)
    context = visit_context(visit_id, actor_of(request), now, typed=typed)
    page_refusal = Refusal(typed.sentence, Ending()) if typed and not shows(context, typed) else None
    template = "_parts.html" if request.htmx else "visit.html"
    status = REFUSED if typed else 200
    return render(request, f"portal/jobs/{template}", {**context, "refusal": page_refusal}, status=status)


def _ending(request: PortalRequest) -> Ending:
    return Ending(
        outcome=request.POST.get("outcome", Outcome.COMPLETED),
        note=request.POST.get("note", ""),
        reason=request.POST.get("reason", ""),
        why=request.POST.get("why", ""),
    )


def _answer(request: PortalRequest, visit_id: UUID, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    """How things stand now: on the page Today, on the visit's page, or as a page of its own without JavaScript."""
    status = REFUSED if refusal else 200
    if request.htmx and request.htmx.target == LIST_ID:
        return _today_list(request, refusal, status, acted=True)
    if not request.htmx and refusal is None:
        return redirect("portal:visit", visit_id)
    context = visit_context(visit_id, actor_of(request), now, refusal) | {"acted": bool(request.htmx)}
    template = "_parts.html" if request.htmx else "visit.html"
    return render(request, f"portal/jobs/{template}", context, status=status)


def _today_list(
    request: PortalRequest, refusal: Refusal | None = None, status: int = 200, *, acted: bool = False
) -> HttpResponse:
    agenda = agenda_for(actor_of(request), timezone.now())
    context = {"agenda": agenda, "refusal": refusal, "acted": acted}
    return render(request, "portal/jobs/_today.html", context, status=status)
