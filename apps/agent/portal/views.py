"""The message box's pages and buttons: translate in, one call, translate out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import retarget

from apps.agent.portal.addresses import id_in, visit_named, visit_or_404, whole_number
from apps.agent.portal.exchanges import log_for, news_for
from apps.agent.portal.items import ItemRefusal
from apps.core import feed
from apps.core.errors import DomainError
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.jobs.models import Visit

NO_MORE = 2**62  # above every step: of a talk only what was decided this moment, and what is being read
REFUSED = 422  # htmx shows the answer, and what was typed is in it
VERBS = {
    "approve": "note",
    "reject": "note",
    "undo": "reason",
    "answer": "text",
}  # and the argument that takes the person's words


@portal_page
def talk(request: PortalRequest) -> HttpResponse:
    """The whole conversation, newest at the bottom."""
    cursor = feed.now_cursor()  # before anything is read: what changes after it comes live
    about = visit_or_404(actor_of(request), request.GET.get("visit"))
    context = _context(request, about=about, before=id_in(request.GET.get("before")))
    return render(request, "portal/agent/messages.html", {**context, "feed_cursor": cursor})


@portal_page
def box(request: PortalRequest) -> HttpResponse:
    """The box on the page of a visit: what was written there, and the form."""
    visit = visit_or_404(actor_of(request), request.GET.get("visit"))
    if not request.htmx:
        return redirect(_talk_url(visit))
    return render(request, "portal/agent/_chat.html", _context(request, boxed=visit))


@portal_page
def log(request: PortalRequest) -> HttpResponse:
    """The log alone, for the page that is open already; `before`: what was said earlier."""
    visit = visit_or_404(actor_of(request), request.GET.get("visit"))
    if not request.htmx:
        return redirect(_talk_url(visit))
    before = id_in(request.GET.get("before"))
    if before is None:
        return _log(request, visit)
    return render(request, "portal/agent/_older.html", _context(request, about=visit, before=before))


@portal_page
def news(request: PortalRequest) -> HttpResponse:
    """What has changed above the step that a page has: asked after each hint, and whenever the line comes back."""
    visit = visit_or_404(actor_of(request), request.GET.get("visit"))
    if not request.htmx:
        return redirect(_talk_url(visit))
    after = whole_number(request.GET.get("after"))
    told = news_for(actor_of(request), timezone.now(), after=after, visit_id=visit.public_id if visit else None)
    return render(request, "portal/agent/_news.html", {"log": told, "boxed": visit})


@portal_page
def send(request: PortalRequest) -> HttpResponse:
    """Say something. The same client id twice says it once."""
    if request.method != "POST":
        return redirect("portal:messages")
    text, about = request.POST.get("text", ""), visit_named(actor_of(request), request.POST.get("visit"))
    # As the form says it: a message counts even when its visit has been given to somebody else meanwhile.
    named = id_in(request.POST.get("visit"))
    arguments = {"text": text, "visit_id": str(named) if named else None}
    try:
        run_form(request, "message.send", arguments, now=timezone.now())
    except DomainError as error:
        return _refuse_message(request, about, {"refused": error.message, "text": text})
    boxed = about if _is_boxed(request) else None
    if request.htmx:
        return _log(request, boxed)
    return redirect("portal:visit", boxed.public_id) if boxed else redirect("portal:messages")


@portal_page
def decide(request: PortalRequest, item_id: UUID, verb: str) -> HttpResponse:
    """Approve, reject or undo one suggested change, or answer what was asked about it."""
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":
        return redirect("portal:messages")
    words, refusal = request.POST.get("words", ""), None
    try:
        run_form(request, f"proposal.{verb}", {"item_id": str(item_id), VERBS[verb]: words}, now=timezone.now())
    except DomainError as error:
        refusal = ItemRefusal(item_id, error.message, words)
    if request.htmx:
        told = news_for(actor_of(request), timezone.now(), after=NO_MORE, item_id=item_id, refusal=refusal)
        context = {"log": told, "boxed": visit_named(actor_of(request), request.POST.get("boxed"))}
        return render(request, "portal/agent/_news.html", context, status=REFUSED if refusal else 200)
    if refusal is None:
        return redirect(f"{_talk_url(None)}#item-{item_id}")
    return render(request, "portal/agent/messages.html", _context(request, refusal=refusal), status=REFUSED)


def _log(request: PortalRequest, boxed: Visit | None) -> HttpResponse:
    return render(request, "portal/agent/_log.html", _context(request, boxed=boxed))


def _refuse_message(request: PortalRequest, about: Visit | None, said: dict[str, str]) -> HttpResponse:
    """The form again, with the reason and the text; the log stays as it is."""
    if not request.htmx:
        return render(request, "portal/agent/messages.html", _context(request, about=about) | said, status=REFUSED)
    context = {"about": about, "boxed": about if _is_boxed(request) else None, **said}
    response = render(request, "portal/agent/_form.html", context, status=REFUSED)
    response["HX-Reswap"] = "morph:outerHTML"
    return retarget(response, "#chat-form")


def _context(
    request: PortalRequest,
    *,
    boxed: Visit | None = None,
    about: Visit | None = None,
    before: UUID | None = None,
    refusal: ItemRefusal | None = None,
) -> dict[str, Any]:
    """The log and what the form needs. `boxed`: the visit in whose box this is; `about`: what the text is about."""
    visit_id = boxed.public_id if boxed else None
    return {
        "nav": "messages",
        "log": log_for(actor_of(request), timezone.now(), visit_id=visit_id, before=before, refusal=refusal),
        "boxed": boxed,
        "about": boxed or about,
        "is_latest": before is None,
    }


def _is_boxed(request: PortalRequest) -> bool:
    """Whether the form stands in the box of its visit rather than on the page of the whole talk."""
    return bool(request.POST.get("boxed"))


def _talk_url(visit: Visit | None) -> str:
    return reverse("portal:messages") + (f"?visit={visit.public_id}" if visit else "")
