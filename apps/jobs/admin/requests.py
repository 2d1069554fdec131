"""What customers ask for, on its way to being work."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, page_of
from apps.core.admin.verbs import moves
from apps.core.markup import NOTHING, badge, link, moment, never_broken
from apps.jobs.admin.customers import mail_link, paragraph, phone_link
from apps.jobs.admin.finding import ByWords
from apps.jobs.admin.request_forms import ConvertForm, DuplicateForm
from apps.jobs.models import ServiceRequest
from apps.jobs.searching import requests_found
from apps.jobs.service_requests.reading import service_requests_visible_to, waiting_for_office
from apps.jobs.states import SERVICE_REQUEST, ServiceRequestStatus

S = ServiceRequestStatus
ROW = "service_request_id"


def files_that_came(request: ServiceRequest) -> SafeString:
    """Links to the photos and papers."""
    link = '<a class="wh-link link" href="/files/{}/" target="_blank">{}</a>'
    kept = request.files.select_related("file")
    return format_html_join(", ", link, ((one.file.public_id, one.file.name) for one in kept))


def asked_for(request: ServiceRequest) -> Facts:
    """For the page of the job made of it: the request, who asked, and the files."""
    files = files_that_came(request)
    asker = " ".join(part for part in (request.contact_name, request.contact_phone, request.contact_email) if part)
    return [
        (_("Made of"), named(request)),
        *([(_("Asked by"), asker)] if asker else []),
        *([(_("Files"), files)] if files else []),
    ]


@admin.register(ServiceRequest)
class ServiceRequestAdmin(ByWords, ActionModelAdmin):
    """Somebody asks for work."""

    add_command = "service_request.add"
    change_command = "service_request.change"
    add_label = _("Add a service request")
    list_display = ("code_shown", "title", "state_now", "urgency", "contact_name", "site_link", "channel", "asked")
    list_filter = ("status", "channel", "urgency")
    autocomplete_fields = ("customer", "site", "asset", "duplicate_of")
    found = staticmethod(requests_found)
    search_help_text = _("A number, words of it, a name, email, phone, address")
    ordering = ("-number",)
    verbs = (
        Verb(
            "service_request.convert",
            _("Make a job"),
            "construction",
            moves(SERVICE_REQUEST, S.CONVERTED),
            argument=ROW,
            form=ConvertForm,
        ),
        Verb("service_request.ask", _("Ask back"), "chat", moves(SERVICE_REQUEST, S.NEEDS_INFO), argument=ROW),
        Verb(
            "service_request.duplicate",
            _("Asked before"),
            "content_copy",
            moves(SERVICE_REQUEST, S.DUPLICATE),
            argument=ROW,
            form=DuplicateForm,
        ),
        Verb(
            "service_request.decline",
            _("Decline"),
            "block",
            moves(SERVICE_REQUEST, S.DECLINED),
            argument=ROW,
            dangerous=True,
        ),
    )
    shows = (
        Show("new", _("New"), lambda rows, _now: waiting_for_office(rows)),
        Show("waiting", _("Waiting for an answer"), lambda rows, _now: rows.filter(status=S.NEEDS_INFO)),
    )
    live_on = "servicerequest"
    empty = _("Service requests will be here: what customers ask for by the public form, by email or by phone.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[ServiceRequest]":
        """The requests in sight, with what their names need."""
        found = service_requests_visible_to(actor)
        return found.select_related("customer", "site__customer", "asset", "job", "duplicate_of", "suggested_skill")

    @staticmethod
    def change_why_not(row: ServiceRequest, actor: Actor) -> str:
        """What is decided stays as it was."""
        decided = not SERVICE_REQUEST.moves[row.status]
        return str(_("This request is decided; it cannot be changed any more.")) if decided else ""

    def all_verbs(self) -> tuple[Verb, ...]:
        """Their argument is the service request, not the table's word for it."""
        *others, change = super().all_verbs()
        return (*others, Verb(change.command, change.label, change.icon, change.why_not, ROW, change.form))

    @admin.display(description=_("number"), ordering="number")
    def code_shown(self, request: ServiceRequest) -> SafeString:
        """The number people say."""
        return never_broken(request.code)

    @admin.display(description=_("status"), ordering="status")
    def state_now(self, request: ServiceRequest) -> SafeString:
        """Where it stands."""
        return badge(request.look)

    @admin.display(description=_("site"), ordering="site__name")
    def site_link(self, request: ServiceRequest) -> SafeString:
        """Where, as far as it is known."""
        if request.site is not None:
            return named(request.site)
        return format_html("{}", request.address) if request.address else NOTHING

    @admin.display(description=_("asked"), ordering="created_at")
    def asked(self, request: ServiceRequest) -> SafeString:
        """When."""
        return moment(request.created_at)

    def head(self, row: ServiceRequest) -> list[Any]:
        """Status."""
        return [self.state_now(row)]

    def facts(self, row: ServiceRequest) -> Facts:
        """What is wanted, by whom, where, and what became of it."""
        files = files_that_came(row)
        return [
            (_("What is wanted"), paragraph(row.text)),
            *([(_("Files"), files)] if files else []),
            (_("Urgency"), row.get_urgency_display()),
            (_("Name"), row.contact_name or NOTHING),
            (_("Phone"), phone_link(row.contact_phone)),
            (_("Email"), mail_link(row.contact_email)),
            (_("Address as told"), row.address or NOTHING),
            (_("Customer"), named(row.customer) if row.customer else NOTHING),
            (_("Site"), named(row.site) if row.site else NOTHING),
            (_("Asset"), named(row.asset) if row.asset else NOTHING),
            (_("Came by"), row.get_channel_display()),
            (_("Asked"), moment(row.created_at)),
            *self._outcome(row),
        ]

    def _outcome(self, row: ServiceRequest) -> Facts:
        return [
            *([(_("Suggested"), row.suggested_summary)] if row.suggested_summary else []),
            *([(_("Question"), paragraph(row.question))] if row.question else []),
            *(
                (_("Answer"), format_html("{} {}{}", moment(one.created_at), one.address, paragraph(one.text)))
                for one in row.answers.all()
            ),
            *([(_("Job"), named(row.job))] if row.job else []),
            *([(_("Same as"), link(page_of(row.duplicate_of), row.duplicate_of.code))] if row.duplicate_of else []),
            *([(_("Reason"), row.status_reason)] if row.status_reason else []),
        ]

    def subjects(self, row: ServiceRequest) -> list[tuple[str, UUID]]:
        """The request's history."""
        return [("servicerequest", row.public_id)]
