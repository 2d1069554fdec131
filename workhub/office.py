"""What the admin's frame shows: navigation, tabs, styles, scripts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.admin import OfficeAdmin, actor_of
from apps.core.admin.addresses import address
from apps.core.selectors import sees_all
from apps.crews.decisions import number_waiting_for
from apps.jobs.service_requests.reading import service_requests_visible_to, waiting_for_office


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The sidebar, the likeliest first, with the place one is at marked."""
    groups = _groups(request)
    items = [item for group in groups for item in group["items"]]
    above = [path for item in items if request.path.startswith(path := item["link"].partition("?")[0])]
    here = max(above, key=len, default="")
    for item in items:
        path = item["link"].partition("?")[0]
        item["active"] = path == here and (path != address("index") or request.path == path)
    return groups


def _groups(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        _group(
            None,
            [
                _item(_("Today"), "today", "index"),
                _item(_("Visits"), "event", "jobs_visit_changelist", "?show=today"),
                _item(_("Jobs"), "construction", "jobs_job_changelist"),
                _item(
                    _("Service requests"), "inbox", "jobs_servicerequest_changelist", "?show=new", badge=_asked(request)
                ),
                _item(_("Incidents"), "emergency", "jobs_incident_changelist", "?show=open"),
                _item(_("Approvals"), "rule", "crews_staffrequest_inbox", badge=_approvals(request)),
                _item(_("Told to me"), "notifications", "notifications_notification_changelist"),
            ],
        ),
        _group(
            _("Customers"),
            [
                _item(_("Customers"), "storefront", "jobs_customer_changelist"),
                _item(_("Sites"), "location_on", "jobs_site_changelist"),
                _item(_("Job templates"), "content_copy", "jobs_jobtemplate_changelist", "?show=used"),
                _item(_("Assets"), "category", "jobs_asset_changelist"),
                _item(_("Documents"), "menu_book", "jobs_manual_changelist", "?show=used"),
                _item(_("Checklists"), "checklist", "jobs_checklist_changelist"),
                _item(_("Contacts"), "contact_phone", "jobs_contact_changelist"),
                _item(_("Maintenance plans"), "event_repeat", "jobs_maintenanceplan_changelist", "?show=active"),
                _item(_("Dates of plans"), "event_upcoming", "jobs_occurrence_changelist", "?show=coming"),
            ],
        ),
        _group(
            _("People"),
            [
                _item(_("People"), "person", "crews_user_changelist"),
                _item(_("Members"), "engineering", "crews_member_changelist"),
                _item(_("Crews"), "groups", "crews_crew_changelist"),
                _item(_("Who works when"), "calendar_month", "crews_week"),
                _item(_("Absences"), "event_busy", "crews_absence_changelist", "?show=now"),
                _item(_("Certificates"), "verified", "crews_certificate_changelist"),
                _item(_("Skills"), "school", "crews_skill_changelist"),
                _item(_("Attendance"), "punch_clock", "crews_attendance_changelist", "?show=in"),
                _item(_("Requests"), "list_alt", "crews_staffrequest_changelist"),
            ],
        ),
        _group(
            _("Agent"),
            [
                _item(_("Talks"), "chat", "agent_conversation_changelist"),
                _item(_("Messages"), "forum", "agent_message_changelist"),
                _item(_("What it did"), "auto_awesome", "agent_agentrun_changelist"),
                *_models(request),
                _item(_("What it may do"), "tune", "agent_commandpolicy_overview"),
                *_evaluations(request),
            ],
        ),
        _group(
            _("Behind the scenes"),
            [
                _item(_("Audit log"), "history", "core_auditentry_changelist"),
                *_outbox(request),
                _item(_("Ran on schedule"), "event_available", "core_scheduledslot_changelist"),
                *_schedules(request),
            ],
        ),
    ]


def _group(title: Any, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "items": items}


def _item(title: Any, icon: str, name: str, query: str = "", badge: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": f"{address(name)}{query}",
        "badge": badge,
    }


def _approvals(request: HttpRequest) -> str:
    """How many decisions wait for this person; nothing when none do."""
    waiting = number_waiting_for(actor_of(request), timezone.now())
    return str(waiting) if waiting else ""


def _asked(request: HttpRequest) -> str:
    """How many service requests nobody has answered or decided; nothing when there are none."""
    new = waiting_for_office(service_requests_visible_to(actor_of(request))).count()
    return str(new) if new else ""


def _outbox(request: HttpRequest) -> list[dict[str, Any]]:
    """For those who see all: it tells of everybody."""
    if not sees_all(actor_of(request)):
        return []
    return [
        _item(_("Undelivered"), "block", "core_deadletter_changelist", "?show=waiting"),
        _item(_("Deliveries"), "outbox", "core_delivery_changelist"),
    ]


def _models(request: HttpRequest) -> list[dict[str, Any]]:
    """For those who see all: what is paused concerns everybody."""
    return [_item(_("AI models"), "memory", "agent_breaker_changelist")] if sees_all(actor_of(request)) else []


def _evaluations(request: HttpRequest) -> list[dict[str, Any]]:
    if not actor_of(request).may("evaluation.read"):
        return []
    return [_item(_("How well it understands"), "school", "agent_agentevaluation_changelist")]


def _schedules(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_superuser:
        return []
    return [_item(_("Schedules"), "schedule", "django_celery_beat_periodictask_changelist")]


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The questions people ask of the list one is at, as tabs above it."""
    lists = (one for one in admin.site._registry.values() if isinstance(one, OfficeAdmin) and one.shows)
    return [_tabs(request, one) for one in lists if request.path.startswith(one.list_url())]


def _tabs(request: HttpRequest, model_admin: OfficeAdmin) -> dict[str, Any]:
    url, here = model_admin.list_url(), request.GET.get("show", "")
    known = {show.name for show in model_admin.shows if show.tab}
    items = [{"title": _("All"), "link": url, "active": here not in known}]
    items += [
        {"title": show.label, "link": model_admin.list_url(f"show={show.name}"), "active": here == show.name}
        for show in model_admin.shows
        if show.tab
    ]
    return {"models": [str(model_admin.opts)], "items": items}


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """What a person does with their own account."""
    return [
        {"title": _("Change password"), "link": reverse("account_change_password")},
        {"title": _("Two-step sign-in"), "link": reverse("mfa_index")},
        {"title": _("Signed-in devices"), "link": reverse("usersessions_list")},
    ]


def favicon(request: HttpRequest) -> str:
    """The portal's own."""
    return static("workhub/favicon.svg")


def stylesheet(request: HttpRequest) -> str:
    """The components shared with the portal's look."""
    return static("workhub/admin.css")


def pages_stylesheet(request: HttpRequest) -> str:
    """What only office pages have: forms, tables, the alarm."""
    return static("workhub/office.css")


def live_script(request: HttpRequest) -> str:
    """The feed, as events of the page."""
    return static("workhub/live.js")


def pages_script(request: HttpRequest) -> str:
    """What the office's pages do with those events."""
    return static("workhub/admin.js")
