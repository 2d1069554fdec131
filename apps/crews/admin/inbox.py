"""The approvals inbox: what waits for this person, asked for by staff or suggested by the agent, oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.actions.asking import nobody_to_ask
from apps.core.actor import Actor
from apps.core.admin import OfficeAdmin, actor_of, words
from apps.core.admin.naming import named, page_of
from apps.core.admin.proposals import before_and_after
from apps.core.admin.why import quotes
from apps.core.looks import Look
from apps.core.markup import BEING_TRIED, badge, decided_badge
from apps.core.models import ItemNote, Policy, ProposalItem
from apps.core.stakes import affected, cost
from apps.crews.admin.inbox_requests import HitShown, costs, files_of_request, hits_of_request, load_talk, said
from apps.crews.approvers import Approver, waiting_for
from apps.crews.decisions import items_waiting_for
from apps.crews.kind_looks import KIND_LOOKS
from apps.crews.models import RequestNote, StaffRequest
from apps.crews.request_rules import LEAVE
from apps.crews.request_words import figures
from apps.crews.states import RequestKind

MOST = 60  # shown at once; the oldest come first, so the rest moves up
INBOX = "admin:crews_staffrequest_inbox"


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision to take: what is asked, by whom, why it is this person's, and where each answer is sent.

    `reject_as` is the argument that takes the words of a rejection; `must_say_why` when it cannot do without.
    """

    key: str
    code: str
    title: str
    who: SafeString
    since: datetime
    why: str
    page: str
    approve: str
    reject: str
    look: Look | None = None
    figures: str = ""
    said: SafeString = field(default_factory=lambda: format_html("{}", ""))
    cost: str = ""
    files: SafeString = field(default_factory=lambda: format_html("{}", ""))
    hits: list[HitShown] = field(default_factory=list)
    is_leave: bool = False
    notes: Sequence[RequestNote | ItemNote] = field(default_factory=list)
    asked_back: bool = False
    until: datetime | None = None
    ask_back: str = ""
    reject_as: str = "reason"
    must_say_why: bool = True
    changes: list[tuple[str, SafeString, SafeString]] = field(default_factory=list)
    evidence: SafeString = field(default_factory=lambda: format_html("{}", ""))
    decided: SafeString = field(default_factory=lambda: format_html("{}", ""))
    sure: str = ""
    policy: str = ""
    tried: SafeString = field(default_factory=lambda: format_html("{}", ""))
    affected: str = ""
    edit: str = ""


def inbox_view(model_admin: OfficeAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The page, in the frame of the requests' own pages."""

    def inbox(request: HttpRequest) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        found = entries(actor_of(request), timezone.now())
        context = {"entries": found.mine, "others": found.others, "more": found.more}
        return model_admin.page(request, "admin/office/inbox.html", None, title=_("Approvals"), **context)

    return inbox


class Shown(NamedTuple):
    """What waits for a person, the oldest first; what they may decide although it waits for others to act; and how
    much more there is for them.
    """

    mine: list[Entry]
    others: list[Entry]
    more: int


Waiting = ProposalItem | tuple[StaffRequest, Approver]


def entries(actor: Actor, now: datetime) -> Shown:
    """What the inbox shows this person; only of that is everything read."""
    items = items_waiting_for(actor, now)
    mine: list[Waiting] = [item for item in items if not item.asked_back]
    others: list[Waiting] = [item for item in items if item.asked_back]
    for request, approver in waiting_for(actor, now):
        theirs = mine if approver.in_turn and not request.asked_back else others
        theirs.append((request, approver))
    mine.sort(key=lambda one: (one[0] if isinstance(one, tuple) else one).created_at)
    return Shown(_told(actor, mine[:MOST]), _told(actor, others[:MOST]), max(0, len(mine) - MOST))


def _told(actor: Actor, waiting: list[Waiting]) -> list[Entry]:
    load_talk([one[0] for one in waiting if isinstance(one, tuple)])
    touched = affected(one for one in waiting if not isinstance(one, tuple))
    return [
        _of_request(actor, *one) if isinstance(one, tuple) else _of_item(actor, one, touched.get(one.pk, []))
        for one in waiting
    ]


def _of_request(actor: Actor, request: StaffRequest, approver: Approver) -> Entry:
    return Entry(
        key=f"request-{request.public_id}",
        code=request.code,
        title=str(request.get_kind_display()),
        look=KIND_LOOKS[RequestKind(request.kind)],
        who=named(request.requester),
        since=request.created_at,
        why=approver.why,
        page=page_of(request),
        figures=figures(request),
        said=said(request),
        cost=costs(actor, request),
        files=files_of_request(request),
        hits=hits_of_request(actor, request),
        is_leave=request.kind in LEAVE,
        notes=list(request.notes.all()),
        asked_back=request.asked_back,
        until=request.expires_at,
        approve=_verb("crews_staffrequest", request.pk, "request.approve"),
        ask_back="" if request.asked_back else _verb("crews_staffrequest", request.pk, "request.ask_back"),
        reject=_verb("crews_staffrequest", request.pk, "request.reject"),
    )


def _of_item(actor: Actor, item: ProposalItem, touched: list[str]) -> Entry:
    may_ask = actor.may("proposal.ask") and not item.asked_back and not nobody_to_ask(actor, item)
    return Entry(
        key=f"item-{item.public_id}",
        code="",
        title=words.title(item.command),
        who=named(item.proposal.served),
        since=item.created_at,
        why=_("Suggested, not done yet: somebody of the office decides."),
        page=page_of(item),
        said=format_html("{}", "" if item.summary.lower() == words.title(item.command).lower() else item.summary),
        until=item.proposal.expires_at,
        changes=before_and_after(item),
        evidence=quotes(item.evidence),
        decided=decided_badge(item.brain),
        sure=f"{round(item.confidence * 100)} %",
        policy=item.policy_reason,
        tried=badge(BEING_TRIED) if item.policy == Policy.SHADOW else format_html("{}", ""),
        affected=", ".join(touched),
        cost=cost(actor, item),
        notes=list(item.notes.all()),
        asked_back=item.asked_back,
        edit=_verb("core_proposalitem", item.pk, "proposal.edit"),
        ask_back=_verb("core_proposalitem", item.pk, "proposal.ask") if may_ask else "",
        approve=_verb("core_proposalitem", item.pk, "proposal.approve"),
        reject=_verb("core_proposalitem", item.pk, "proposal.reject"),
        reject_as="note",
        must_say_why=False,
    )


def _verb(page: str, pk: int, command: str) -> str:
    """Where an answer is sent; afterwards one is here again."""
    return f"{reverse(f'admin:{page}_command', args=[pk, command])}?next={reverse(INBOX)}"
