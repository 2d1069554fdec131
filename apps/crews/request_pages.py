"""The portal's pages about requests: mine with where they stand, a form for each kind, one with what was said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from apps.core import feed
from apps.core.actor import Actor
from apps.core.errors import DomainError
from apps.core.looks import Look
from apps.core.moments import relative, stamp
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.crews.kind_looks import KIND_LOOKS
from apps.crews.models import RequestFile, RequestNote, StaffRequest, User
from apps.crews.request_forms import FORMS, AskForm
from apps.crews.request_rules import LEAVE
from apps.crews.request_words import figures
from apps.crews.selectors import requests_visible_to
from apps.crews.states import RequestKind, RequestStatus

SHOWN = 30
REFUSED = 422  # htmx shows the answer, and what was typed is in it
S = RequestStatus
# What a person does with a request of their own, and the argument that takes their words.
VERBS = {"answer": "text", "withdraw": "reason"}


@dataclass(frozen=True, slots=True)
class Card:
    """A request as its page shows it, at one moment."""

    request: StaffRequest
    now: datetime
    mine: bool

    @property
    def title(self) -> str:
        """Its figures, or the first words of what it is for."""
        return figures(self.request) or " ".join(self.request.text.split())[:80] or str(self.kind.label)

    @property
    def kind(self) -> Look:
        """Word and icon of its kind."""
        return KIND_LOOKS[RequestKind(self.request.kind)]

    @property
    def asked(self) -> str:
        """When it was asked, in words."""
        at = self.request.created_at
        return f"{stamp(at, self.now)} · {relative(at, self.now)}"

    @property
    def waits_for_me(self) -> bool:
        """Whether a question waits for my answer."""
        return self.mine and self.request.asked_back and self.request.status == S.PENDING

    @property
    def may_withdraw(self) -> bool:
        """Whether it can be taken back."""
        end = self.request.end
        ahead = self.request.kind in LEAVE and end is not None and end > self.now
        return self.mine and (self.request.status == S.PENDING or (self.request.status == S.APPROVED and ahead))

    @property
    def in_force(self) -> bool:
        """Whether it holds although nobody has decided: sick leave does."""
        return self.request.status == S.PENDING and self.request.kind == RequestKind.SICK_LEAVE


@portal_page
def requests(request: PortalRequest) -> HttpResponse:
    """What I asked for, and what can be asked for."""
    cursor = feed.now_cursor()
    context = {**_mine(actor_of(request)), "kinds": [(k, KIND_LOOKS[RequestKind(k)]) for k in FORMS]}
    return render(request, "portal/crews/requests.html", {**context, "feed_cursor": cursor})


@portal_page
def request_list(request: PortalRequest) -> HttpResponse:
    """The list alone, for the page that is open already."""
    if not request.htmx:
        return redirect("portal:requests")
    return render(request, "portal/crews/_requests.html", _mine(actor_of(request)))


@portal_page
def ask(request: PortalRequest, kind: str) -> HttpResponse:
    """The form for one kind, and what is sent with it."""
    if kind not in FORMS:
        raise Http404
    actor, requester = actor_of(request), _user(request)
    if request.method != "POST":
        return _form(request, FORMS[kind](actor=actor, requester=requester))
    form = FORMS[kind](request.POST, request.FILES, actor=actor, requester=requester)
    if not form.is_valid():
        return _form(request, form, _("Something is missing or does not fit. See below."))
    try:
        receipt = run_form(request, "request.add", form.arguments(), now=timezone.now())
    except DomainError as error:
        form.refuse(error)
        return _form(request, form, error.message)
    return _go_to(request, receipt.id)


@portal_page
def one_request(request: PortalRequest, request_id: UUID) -> HttpResponse:
    """One request, with what was said about it."""
    cursor = feed.now_cursor()
    context = _one(actor_of(request), request_id)
    template = "_request.html" if request.htmx and request.htmx.target == "request" else "request.html"
    return render(request, f"portal/crews/{template}", {**context, "feed_cursor": cursor})


@portal_page
def act_on_request(request: PortalRequest, request_id: UUID, verb: str) -> HttpResponse:
    """Answer a question, or withdraw."""
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":
        return redirect("portal:request", request_id)
    words = request.POST.get("words", "")
    try:
        run_form(request, f"request.{verb}", {"request_id": str(request_id), VERBS[verb]: words}, now=timezone.now())
    except DomainError as error:
        refused = {"refused": verb, "sentence": error.message, "typed": words}
        context = {**_one(actor_of(request), request_id), **refused}
        template = "_request.html" if request.htmx else "request.html"
        return render(request, f"portal/crews/{template}", context, status=REFUSED)
    if request.htmx:
        return render(request, "portal/crews/_request.html", _one(actor_of(request), request_id))
    return redirect("portal:request", request_id)


def _user(request: PortalRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the page is for people who are signed in)
    return request.user


def _mine(actor: Actor) -> dict[str, Any]:
    now, user = timezone.now(), actor.user
    rows = _rows(actor).filter(requester_id=user.pk if user else None).order_by("-number")[:SHOWN]
    cards = [Card(row, now, mine=True) for row in rows]
    waiting = [card for card in cards if card.request.status == S.PENDING]
    return {"waiting": waiting, "decided": [card for card in cards if card.request.status != S.PENDING]}


def _rows(actor: Actor) -> "QuerySet[StaffRequest]":
    return requests_visible_to(actor).select_related("requester__member", "decided_by")


def _one(actor: Actor, request_id: UUID) -> dict[str, Any]:
    notes = RequestNote.objects.select_related("author").order_by("id")
    files = RequestFile.objects.select_related("file").order_by("id")
    rows = _rows(actor).prefetch_related(Prefetch("notes", notes), Prefetch("files", files))
    found = rows.filter(public_id=request_id).first()
    if found is None:
        raise Http404
    now = timezone.now()
    mine = actor.user is not None and found.requester_id == actor.user.pk
    told = [(note, stamp(note.created_at, now)) for note in found.notes.all()]
    return {"nav": "requests", "card": Card(found, now, mine), "notes": told, "now": now}


def _form(request: PortalRequest, form: AskForm, sentence: str = "") -> HttpResponse:
    template = "portal/crews/_ask.html" if request.htmx else "portal/crews/ask.html"
    context = {"nav": "requests", "form": form, "kind": KIND_LOOKS[form.kind], "sentence": sentence}
    return render(request, template, context, status=REFUSED if sentence else 200)


def _go_to(request: PortalRequest, request_id: UUID) -> HttpResponse:
    there = redirect("portal:request", request_id)
    return HttpResponseClientRedirect(there["Location"]) if request.htmx else there
