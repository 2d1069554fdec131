"""The assistant of the office: one's own talk with the agent, beside whatever page one is at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.agent.answers.linking import office_links, want_sources
from apps.agent.portal.addresses import id_in, visit_named, visit_or_404, whole_number
from apps.agent.portal.exchanges import Exchange, Log, log_for, news_for
from apps.agent.portal.items import ItemRefusal
from apps.core.admin import actor_of
from apps.core.admin.naming import Names
from apps.core.admin.why import ItemTold, tell_item
from apps.core.commands import run
from apps.core.errors import DomainError, NotHere
from apps.core.portal import client_id
from apps.crews.models import Member
from apps.crews.selectors import members_visible_to
from apps.jobs.models import Job
from apps.jobs.selectors import jobs_visible_to

REFUSED = 422
VERBS = {"approve": "note", "reject": "note"}  # taking back asks for a reason, on a page of its own


@dataclass(frozen=True, slots=True)
class Said:
    """An exchange with what came of it, as the office's pages tell such things."""

    exchange: Exchange
    items: list[ItemTold]
    sources: SafeString


def urls() -> list[URLPattern]:
    """The panel and its page, what is new, and its forms."""
    return [
        path("assistant/", admin.site.admin_view(talk), name="assistant"),
        path("assistant/news/", admin.site.admin_view(news), name="assistant_news"),
        path("assistant/send/", admin.site.admin_view(send), name="assistant_send"),
        path("assistant/items/<uuid:item_id>/<slug:verb>/", admin.site.admin_view(decide), name="assistant_decide"),
    ]


def talk(request: HttpRequest) -> HttpResponse:
    """The talk: alone for the panel of a page that is open already, else as a page; `before`: earlier messages."""
    visit = visit_or_404(actor_of(request), request.GET.get("visit"))
    page, before = _about(request, request.GET.get("page")), id_in(request.GET.get("before"))
    context = _told(request, log_for(actor_of(request), timezone.now(), before=before)) | {
        "visit": visit,
        "page": page,
        "before": before,
    }
    if _by_script(request):
        return render(request, "admin/office/assistant/_older.html" if before else _PANEL, context)
    return render(request, "admin/office/assistant/page.html", _page(request, context))


_PANEL = "admin/office/assistant/_talk.html"


def news(request: HttpRequest) -> HttpResponse:
    """What has changed above the step that a page has."""
    if not _by_script(request):
        return redirect("admin:assistant")
    return _news(request, after=whole_number(request.GET.get("after")))


def send(request: HttpRequest) -> HttpResponse:
    """Say something; the visit, job or member on whose page one is goes with it."""
    if request.method != "POST":
        return redirect("admin:assistant")
    visit, page, text = id_in(request.POST.get("visit")), id_in(request.POST.get("page")), request.POST.get("text", "")
    about = {"visit_id": str(visit) if visit else None, "page_id": str(page) if page else None}
    try:
        _run(request, "message.send", {"text": text, **about})
    except DomainError as error:
        return _refuse(request, error, text)
    return _news(request) if _by_script(request) else redirect("admin:assistant")


def decide(request: HttpRequest, item_id: UUID, verb: str) -> HttpResponse:
    """Approve or reject one suggested change."""
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":
        return redirect("admin:assistant")
    refusal = None
    try:
        _run(request, f"proposal.{verb}", {"item_id": str(item_id), VERBS[verb]: ""})
    except DomainError as error:
        refusal = ItemRefusal(item_id, error.message, "")
    if _by_script(request):
        return _news(request, item_id=item_id, refusal=refusal)
    if refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{reverse('admin:assistant')}#item-{item_id}")


def _run(request: HttpRequest, name: str, arguments: dict[str, Any]) -> None:
    try:
        run(name, arguments, actor=actor_of(request), now=timezone.now(), command_id=client_id(request))
    except NotHere as error:
        raise Http404(error.message) from None


def _refuse(request: HttpRequest, error: DomainError, text: str) -> HttpResponse:
    if _by_script(request):
        return render(request, "admin/office/assistant/_refused.html", {"sentence": error.message}, status=REFUSED)
    told = _told(request, log_for(actor_of(request), timezone.now()))
    context = told | {
        "text": text,
        "refused": error.message,
        "visit": visit_named(actor_of(request), request.POST.get("visit")),
    }
    return render(request, "admin/office/assistant/page.html", _page(request, context), status=REFUSED)


def _news(
    request: HttpRequest, *, after: int | None = None, item_id: UUID | None = None, refusal: ItemRefusal | None = None
) -> HttpResponse:
    known = whole_number(request.POST.get("after")) if after is None else after
    told = news_for(actor_of(request), timezone.now(), after=known, item_id=item_id, refusal=refusal)
    context = _told(request, told) | {"refusal": refusal}
    return render(request, "admin/office/assistant/_news.html", context, status=REFUSED if refusal else 200)


def _told(request: HttpRequest, log: Log) -> dict[str, Any]:
    return {"log": log, "said": _said(request, log.exchanges)}


def _said(request: HttpRequest, exchanges: Iterable[Exchange]) -> list[Said]:
    """The exchanges, each result and source named with one query per kind."""
    actor, names, known = actor_of(request), Names(), list(exchanges)
    items = [view.item for exchange in known for view in exchange.items]
    for item in items:
        names.want(item.result_type, item.result_id)
    for exchange in known:
        if exchange.answer:
            want_sources(names, exchange.answer)
    return [
        Said(
            exchange,
            [tell_item(actor, view.item, names, about_this=False, back="") for view in exchange.items],
            office_links(exchange.answer, names) if exchange.answer else SafeString(),
        )
        for exchange in known
    ]


def _page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": _("Assistant"), "without_panel": True, **context}


def _about(request: HttpRequest, given: str | None) -> Job | Member | None:
    """The job or member that an address names; none when it names none.

    Raises:
        Http404: it does not exist, or is not this person's to see.
    """
    page_id, actor = id_in(given), actor_of(request)
    found = (
        jobs_visible_to(actor).select_related("site").filter(public_id=page_id).first()
        or members_visible_to(actor).select_related("user").filter(public_id=page_id).first()
        if page_id
        else None
    )
    if given and found is None:
        raise Http404
    return found


def _by_script(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))
