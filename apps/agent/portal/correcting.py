"""Not this visit: which one was meant; and whether one's corrections are kept as examples."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.agent.corrections.finding import correctable
from apps.agent.facts import gather
from apps.agent.models import Conversation
from apps.core.errors import DomainError
from apps.core.models import ProposalItem
from apps.core.moments import stamp
from apps.core.portal import PortalRequest, actor_of, portal_page, run_form
from apps.core.selectors import items_visible_to
from apps.jobs.models import Visit

REFUSED = 422
REASON = _("Not this visit")


class MeantForm(forms.Form):
    """The visit that was meant, and what to write down about it."""

    visit_id = forms.ChoiceField(label=_("Which visit was it"), required=False)
    reason = forms.CharField(label=_("What was wrong"), required=False, max_length=300)

    def __init__(self, *args: Any, visits: list[tuple[str, str]], **more: Any) -> None:
        """With the person's other visits to choose from."""
        super().__init__(*args, **more)
        visit: Any = self.fields["visit_id"]
        visit.choices = [*visits, ("", _("None of these: only take it back"))]


@portal_page
def correct(request: PortalRequest, item_id: UUID) -> HttpResponse:
    """Say which visit was meant instead, or that nothing was."""
    item = _own_item(request, item_id)
    form = MeantForm(request.POST or None, visits=_others(request, item), initial={"reason": REASON})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        given = {"item_id": str(item_id), "visit_id": form.cleaned_data["visit_id"] or None}
        reason = form.cleaned_data["reason"] or str(REASON)
        try:
            run_form(request, "message.correct", {**given, "reason": reason}, now=timezone.now())
        except DomainError as error:
            refusal = error.message
        else:
            return redirect(f"{reverse('portal:messages')}#item-{item_id}")
    context = {"item": item, "form": form, "refusal": refusal}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "portal/agent/correct.html", context, status=status)


def _own_item(request: PortalRequest, item_id: UUID) -> ProposalItem:
    actor = actor_of(request)
    item = items_visible_to(actor).select_related("proposal").filter(public_id=item_id).first()
    if item is None or actor.user is None or item.proposal.served_id != actor.user.pk:
        raise Http404
    return item


def _others(request: PortalRequest, item: ProposalItem) -> list[tuple[str, str]]:
    now, about = timezone.now(), str(item.arguments.get("visit_id", ""))
    visits: tuple[Visit, ...] = gather(actor_of(request), now).visits if correctable(item) else ()
    return [
        (str(one.public_id), f"{one.job.site.name} ({one.code}), {stamp(one.planned_start, now)}")
        for one in visits
        if str(one.public_id) != about
    ]


@portal_page
def kept_corrections(request: PortalRequest) -> HttpResponse:
    """Whether my corrections are kept as examples; off unless I switch it on."""
    actor, refusal = actor_of(request), ""
    if (keep := request.POST.get("keep")) in ("true", "false"):
        try:
            run_form(request, "message.keep_corrections", {"keep": keep == "true"}, now=timezone.now())
        except DomainError as error:
            refusal = error.message
        else:
            return redirect("portal:kept_corrections")
    own = Conversation.objects.filter(keeps_corrections=True)
    keeps = actor.user is not None and own.filter(user_id=actor.user.pk).exists()
    context = {"keeps": keeps, "refusal": refusal}
    return render(request, "portal/agent/kept_corrections.html", context, status=REFUSED if refusal else 200)
