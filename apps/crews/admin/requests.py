"""What staff ask for: what it is, what was said about it, whose turn it is, and the ways to decide."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.verbs import both, moves, only_when
from apps.core.admin.why import explain
from apps.core.markup import NOTHING, badge, moment, never_broken
from apps.crews.admin.inbox import inbox_view
from apps.crews.admin.inbox_requests import costs, files_of_request, hits_of_request, load_talk
from apps.crews.admin.request_forms import RequestForm
from apps.crews.approvers import approvers_of, not_theirs
from apps.crews.models import StaffRequest
from apps.crews.request_rules import LEAVE
from apps.crews.request_words import bare_numbers, figures, headline
from apps.crews.selectors import REQUEST_WORDS, requests_visible_to
from apps.crews.states import STAFF_REQUEST, RequestStatus

S = RequestStatus
speak_of(StaffRequest, lambda request: f"{request.code} {headline(request)}")


def not_for(request: StaffRequest, actor: Actor) -> str:
    """What keeps this person from deciding it."""
    return not_theirs(actor, request, timezone.now())


def not_own(request: StaffRequest, actor: Actor) -> str:
    """What keeps this person from answering or withdrawing it."""
    own = actor.user is not None and actor.user.pk == request.requester_id
    return "" if own else _("Only who made this request can do that.")


OPEN = only_when(lambda request: request.status == S.PENDING, gettext_lazy("This is decided already."))
NOT_ASKED = only_when(lambda request: not request.asked_back, gettext_lazy("A question waits for its answer already."))
ASKED = only_when(lambda request: request.asked_back, gettext_lazy("No question waits for an answer here."))
NOT_GRANTED = only_when(
    lambda request: request.status != S.APPROVED or request.kind in LEAVE,
    gettext_lazy("This is approved already. Write to whoever approved it if it has changed."),
)
ROW = "request_id"
APPROVE = Verb(
    "request.approve",
    gettext_lazy("Approve"),
    "check_circle",
    both(OPEN, not_for),
    argument=ROW,
    asks=False,
)
ASK_BACK = Verb("request.ask_back", gettext_lazy("Ask back"), "chat", both(OPEN, NOT_ASKED, not_for), argument=ROW)
REJECT = Verb("request.reject", gettext_lazy("Reject"), "block", both(OPEN, not_for), argument=ROW, dangerous=True)


@admin.register(StaffRequest)
class StaffRequestAdmin(ActionModelAdmin):
    """What somebody of the staff asks for."""

    add_command = "request.add"
    add_label = gettext_lazy("Ask for something")
    add_form = RequestForm
    list_display = ("code_shown", "what", "who", "state_now", "asked", "decided")
    list_filter = ("kind", "status")
    search_fields = REQUEST_WORDS
    search_help_text = gettext_lazy("A number, a name, words of the request")
    ordering = ("-number",)
    verbs = (
        APPROVE,
        ASK_BACK,
        Verb("request.answer", gettext_lazy("Answer"), "chat", both(ASKED, not_own), argument=ROW),
        REJECT,
        Verb(
            "request.withdraw",
            gettext_lazy("Withdraw"),
            "undo",
            both(moves(STAFF_REQUEST, S.WITHDRAWN), NOT_GRANTED, not_own),
            argument=ROW,
            dangerous=True,
        ),
    )
    shows = (
        Show("waiting", gettext_lazy("Waiting"), lambda rows, now: rows.filter(status=S.PENDING)),
        Show("approved", gettext_lazy("Approved"), lambda rows, now: rows.filter(status=S.APPROVED)),
        Show("rejected", gettext_lazy("Rejected"), lambda rows, now: rows.filter(status=S.REJECTED)),
        Show("expired", gettext_lazy("Expired"), lambda rows, now: rows.filter(status=S.EXPIRED)),
    )
    detail_template = "admin/office/request.html"
    live_on = "staffrequest"
    empty = gettext_lazy("Nobody has asked for anything. Time off, overtime or a purchase is asked for on the portal.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[StaffRequest]":
        """The requests in sight, with what their names need."""
        return requests_visible_to(actor).select_related("requester__member", "decided_by")

    def get_urls(self) -> list[URLPattern]:
        """The inbox, beside the list."""
        view = self.admin_site.admin_view(inbox_view(self))
        return [path("inbox/", view, name="crews_staffrequest_inbox"), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[StaffRequest]", search_term: str
    ) -> tuple["QuerySet[StaffRequest]", bool]:
        """Look for the number in the code."""
        found: tuple[QuerySet[StaffRequest], bool] = super().get_search_results(
            request, queryset, bare_numbers(search_term)
        )
        return found

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def code_shown(self, request: StaffRequest) -> SafeString:
        """The number people say."""
        return never_broken(request.code)

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, request: StaffRequest) -> str:
        """The kind, with its figures."""
        return headline(request)

    @admin.display(description=gettext_lazy("asked by"), ordering="requester__name")
    def who(self, request: StaffRequest) -> SafeString:
        """Who asks."""
        return named(request.requester)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_now(self, request: StaffRequest) -> SafeString:
        """Where it stands."""
        return badge(request.look)

    @admin.display(description=gettext_lazy("asked"), ordering="created_at")
    def asked(self, request: StaffRequest) -> SafeString:
        """When."""
        return moment(request.created_at)

    @admin.display(description=gettext_lazy("decided by"), ordering="decided_by__name")
    def decided(self, request: StaffRequest) -> SafeString:
        """By whom."""
        return named(request.decided_by) if request.decided_by else NOTHING

    def head(self, row: StaffRequest) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: StaffRequest) -> Facts:
        """Who asks for what, and what became of it."""
        facts: Facts = [
            (_("Asked by"), named(row.requester)),
            (_("What"), row.get_kind_display()),
            *([(_("When and how much"), told)] if (told := figures(row)) else []),
            (_("What for"), format_html('<span class="wh-pre">{}</span>', row.text) if row.text else NOTHING),
            *([(_("Files"), files)] if (files := files_of_request(row)) else []),
            (_("Asked"), self.asked(row)),
        ]
        if row.status == S.PENDING:
            return [*facts, (_("Waits for"), _waits_for(row)), (_("Decide until"), moment(row.expires_at))]
        decided: Facts = [(_("Decided by"), self.decided(row)), (_("Decided"), moment(row.decided_at))]
        return [*facts, *decided, (_("Why"), row.decision_reason or NOTHING)]

    def detail(self, request: HttpRequest, row: StaffRequest) -> dict[str, Any]:
        """The page, with what was said, what it hits, and the message that led to it."""
        actor = actor_of(request)
        load_talk([row])
        return {
            **super().detail(request, row),
            "talk": row.notes.all(),
            "hits": hits_of_request(actor, row),
            "cost": costs(actor, row),
            "explanations": explain(actor, "staffrequest", row.public_id),
        }

    def subjects(self, row: StaffRequest) -> list[tuple[str, UUID]]:
        """The request's history, and its absence's."""
        absence = getattr(row, "absence", None)
        return [("staffrequest", row.public_id), *([("absence", absence.public_id)] if absence else [])]


def _waits_for(request: StaffRequest) -> SafeString:
    turn = [a for a in approvers_of(request, timezone.now()) if a.in_turn]
    if request.asked_back:
        return format_html(_("{} to answer"), named(request.requester))
    if not turn:
        return format_html("{}", _("Nobody may decide this. Another administrator is needed."))
    told = '{} <span class="wh-meta">{}</span>'
    return format_html_join(", ", told, ((named(a.user), a.why) for a in turn))
