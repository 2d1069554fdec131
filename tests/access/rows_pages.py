"""The rows of the pages: a line for each address of the URL map, naming the kind of record, nothing per role."""

from dataclasses import dataclass, field

from tests.access.rows import May, Runs
from tests.access.rows_api import ROWS as OPERATIONS
from tests.access.sight import MINE


@dataclass(frozen=True, slots=True)
class Public:
    """For anybody: it tells nothing of anybody's."""


@dataclass(frozen=True, slots=True)
class Open:
    """For everybody signed in who is no program; it shows what is in their sight.

    Args:
        right: what it asks for besides.
        field: it is there for those who work in the field alone.
    """

    query: str = ""
    htmx: bool = False
    parts: dict[str, str] = field(default_factory=dict)
    right: str = ""
    field: bool = False


@dataclass(frozen=True, slots=True)
class OfficePage(Open):
    """The same, for the office."""


@dataclass(frozen=True, slots=True)
class Page:
    """About one of a kind, named in the address or in the query.

    Args:
        by: the line of the table of sight, where it is not the kind's.
        right: what it asks for besides seeing the row.
        office: it is the office's.
    """

    kind: str
    query: str = ""
    htmx: bool = False
    parts: dict[str, str] = field(default_factory=dict)
    by: str = ""
    right: str = ""
    office: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """Buttons: each verb of the address sends a command about one of a kind. Loading the address does nothing.

    Args:
        office: they are the office's.
    """

    kind: str
    verbs: dict[str, str] = field(default_factory=dict)
    command: str = ""
    by: str = ""
    office: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """All pages of a kind in the office: list, adding, a page, history and verbs per row."""

    kind: str


@dataclass(frozen=True, slots=True)
class Administrators:
    """All pages of a kind in the office, for administrators alone."""


PageRow = Public | Open | OfficePage | Page | Acts

VISIT_VERBS = {verb: f"visit.{verb}" for verb in ("depart", "start", "pause", "resume", "complete")}
EVIDENCE_VERBS = {"note": "note.add", "signature": "signature.take"}  # one door for all forms; more would ask the same
ITEM_VERBS = {verb: f"proposal.{verb}" for verb in ("approve", "reject", "undo", "answer")}
DECISIONS = {verb: f"proposal.{verb}" for verb in ("approve", "reject")}
TAPS = {verb: f"attendance.{verb}" for verb in ("check_in", "start_break", "end_break", "check_out")}

# The office's kinds, by app and model.
OFFICE: dict[str, Office | Administrators] = {
    "agent.agentevaluation": Administrators(),
    "agent.agentrun": Office("agentrun"),
    "agent.breaker": Office("breaker"),
    "agent.commandpolicy": Office("commandpolicy"),
    "agent.conversation": Office("conversation"),
    "agent.message": Office("message"),
    "core.auditentry": Office("auditentry"),
    "core.deadletter": Office("deadletter"),
    "core.delivery": Office("delivery"),
    "core.proposalitem": Office("proposalitem"),
    "core.scheduledslot": Office("scheduledslot"),
    "crews.absence": Office("absence"),
    "crews.attendance": Office("attendance"),
    "crews.certificate": Office("certificate"),
    "crews.crew": Office("crew"),
    "crews.crewmembership": Office("crewmembership"),
    "crews.member": Office("member"),
    "crews.shiftexception": Office("shiftexception"),
    "crews.skill": Office("skill"),
    "crews.staffrequest": Office("staffrequest"),
    "crews.substitution": Office("substitution"),
    "crews.user": Office("user"),
    "crews.workpattern": Office("workpattern"),
    "jobs.asset": Office("asset"),
    "jobs.checklist": Office("checklist"),
    "jobs.contact": Office("contact"),
    "jobs.customer": Office("customer"),
    "jobs.incident": Office("incident"),
    "jobs.job": Office("job"),
    "jobs.jobtemplate": Office("jobtemplate"),
    "jobs.manual": Office("manual"),
    "jobs.maintenanceplan": Office("maintenanceplan"),
    "jobs.occurrence": Office("occurrence"),
    "jobs.part": Office("part"),
    "jobs.photo": Office("photo"),
    "jobs.signature": Office("signature"),
    "jobs.servicerequest": Office("servicerequest"),
    "jobs.site": Office("site"),
    "jobs.timeentry": Office("timeentry"),
    "jobs.visit": Office("visit"),
    "jobs.visitnote": Office("visitnote"),
    "notifications.notification": Office("notification"),
    "django_celery_beat.periodictask": Administrators(),
}

# Every other address. Several rows: the address is about several things.
PAGES: dict[str, list[PageRow]] = {
    "admin/": [OfficePage()],
    "admin/live/<slug:section>/": [
        OfficePage(parts={"section": section}) for section in ("alarm", "needs", "strip", "happenings", "week")
    ],
    "admin/assistant/": [OfficePage(), OfficePage(htmx=True), Page("visit", "?visit={id}", office=True)],
    "admin/assistant/news/": [OfficePage(htmx=True)],
    "admin/assistant/send/": [Acts("", command="message.send", office=True)],
    "admin/assistant/items/<uuid:item_id>/<slug:verb>/": [Acts("proposalitem", DECISIONS, office=True)],
    "admin/search/": [OfficePage("?s=tell&extended_search=1"), OfficePage("?s=boiler")],
    "admin/autocomplete/": [
        OfficePage("?app_label=jobs&model_name=job&field_name=site&term="),
        OfficePage("?app_label=jobs&model_name=site&field_name=customer&term="),
    ],
    "admin/jsi18n/": [OfficePage()],
    "admin/password_change/": [OfficePage()],
    "admin/password_change/done/": [OfficePage()],
    "admin/login/": [Public()],
    "admin/logout/": [Public()],
    "admin/r/<path:content_type_id>/<path:object_id>/": [Public()],
    "admin/^(?P<app_label>core|django_celery_beat|agent|jobs|crews|notifications)/$": [
        OfficePage(parts={"app_label": app}) for app in ("core", "agent", "jobs", "crews", "notifications")
    ],
    "admin/(?P<url>.*)$": [Public()],
    "": [Public()],
    "portal/": [Open()],
    "portal/today/": [Open(), Open(htmx=True)],
    "portal/visits/<uuid:visit_id>/": [Page("visit")],
    "portal/visits/<uuid:visit_id>/parts/": [Page("visit", htmx=True)],
    "portal/visits/<uuid:visit_id>/<slug:verb>/": [Acts("visit", VISIT_VERBS)],
    "portal/visits/<uuid:visit_id>/answer/": [Acts("visit", command="checklist.answer")],
    "portal/visits/<uuid:visit_id>/evidence/<slug:verb>/": [Acts("visit", EVIDENCE_VERBS)],
    "portal/checklists/<uuid:checklist_id>/": [Page("checklist")],
    "portal/assets/<uuid:asset_id>/": [Page("asset")],
    "a/<uuid:asset_id>/": [Page("asset")],
    "portal/messages/": [Open(), Page("visit", "?visit={id}")],
    "portal/messages/box/": [Page("visit", "?visit={id}", htmx=True)],
    "portal/messages/log/": [Open(htmx=True), Page("visit", "?visit={id}", htmx=True)],
    "portal/messages/news/": [Open(htmx=True), Page("visit", "?visit={id}", htmx=True)],
    "portal/messages/send/": [Acts("", command="message.send")],
    "portal/messages/corrections/": [Open()],
    "portal/items/<uuid:item_id>/correct/": [Page("proposalitem", by=MINE)],
    "portal/items/<uuid:item_id>/<slug:verb>/": [Acts("proposalitem", ITEM_VERBS)],
    "portal/requests/": [Open()],
    "portal/me/": [Open()],
    "portal/notifications/": [Open(htmx=True)],
    "portal/notifications/<uuid:notification_id>/read/": [Acts("notification", command="notification.read")],
    "files/<uuid:file_id>/": [Page("storedfile")],
    "files/<uuid:file_id>/small/": [Page("storedfile")],
    "admin/who-sees/<slug:kind>/<uuid:public_id>/": [
        Page(kind, parts={"kind": kind}, right="access.read", office=True)
        for kind in ("visit", "job", "incident", "user", "member", "crew")
    ],
    "admin/agent/agentrun/<uuid:run_id>/export/": [Page("agentrun", office=True)],
    "admin/crews/workpattern/week/": [OfficePage()],
    "admin/crews/attendance/export/": [OfficePage(right="attendance.export")],
    "admin/jobs/customer/import/": [OfficePage(right="customer.add")],
    "admin/jobs/site/import/": [OfficePage(right="site.add")],
    "admin/jobs/asset/import/": [OfficePage(right="asset.add")],
    "admin/jobs/job/import/": [OfficePage(right="job.add")],
    "admin/jobs/job/<uuid:job_id>/review/": [Page("job", office=True)],
    "admin/jobs/job/<uuid:job_id>/report/": [Page("job", office=True)],
    "admin/jobs/job/<uuid:job_id>/timeline/": [Page("job", office=True)],
    "admin/crews/staffrequest/inbox/": [OfficePage()],
    "admin/agent/commandpolicy/overview/": [OfficePage()],
    "portal/crew/": [Open()],
    "portal/crew/list/": [Open(), Open(htmx=True)],
    "portal/requests/list/": [Open(htmx=True)],
    "portal/requests/new/<slug:kind>/": [Open(parts={"kind": "overtime"}), Open(parts={"kind": "purchase"})],
    "portal/requests/<uuid:request_id>/": [Page("staffrequest")],
    "portal/requests/<uuid:request_id>/<slug:verb>/": [
        Acts("staffrequest", {"answer": "request.answer", "withdraw": "request.withdraw"})
    ],
    "portal/attendance/": [Open(htmx=True)],
    "portal/attendance/<slug:verb>/": [Acts("", TAPS)],
    "portal/attendance/<uuid:attendance_id>/take-back/": [Acts("attendance", command="attendance.take_back")],
    "portal/me/hours/": [Open(field=True)],
    "portal/me/hours/<uuid:attendance_id>/": [Page("attendance", by=MINE)],
    "portal/me/positions/": [Open(field=True)],
    "accounts/demo/<str:token>/": [Public()],
    "accounts/standing/": [Public()],
    "accounts/login/": [Public()],
    "accounts/logout/": [Public()],
    "accounts/inactive/": [Public()],
    "accounts/signup/": [Public()],
    "accounts/reauthenticate/": [Public()],
    "accounts/email/": [Public()],
    "accounts/confirm-email/": [Public()],
    "accounts/password/change/": [Public()],
    "accounts/password/set/": [Public()],
    "accounts/password/reset/": [Public()],
    "accounts/login/code/confirm/": [Public()],
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": [Public()],
    "accounts/password/reset/key/done/": [Public()],
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": [Public()],
    "accounts/password/reset/done/": [Public()],
    "accounts/invitation/<str:secret>/": [Public()],
    "request/": [Public()],
    "request/thanks/<str:signed>/": [Public()],
    "accounts/sessions/": [Public()],
    "accounts/sessions/end/": [Public()],
    "accounts/oidc/<str:provider_id>/login/": [Public()],
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": [Public()],
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": [Public()],
    "accounts/2fa/": [Public()],
    "accounts/2fa/authenticate/": [Public()],
    "accounts/2fa/reauthenticate/": [Public()],
    "accounts/2fa/totp/activate/": [Public()],
    "accounts/2fa/totp/deactivate/": [Public()],
    "accounts/2fa/recovery-codes/": [Public()],
    "accounts/2fa/recovery-codes/generate/": [Public()],
    "accounts/2fa/recovery-codes/download/": [Public()],
    "accounts/2fa/webauthn/": [Public()],
    "accounts/2fa/webauthn/add/": [Public()],
    "accounts/2fa/webauthn/reauthenticate/": [Public()],
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": [Public()],
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": [Public()],
    "accounts/2fa/webauthn/login/": [Public()],
    "accounts/3rdparty/login/cancelled/": [Public()],
    "accounts/3rdparty/login/error/": [Public()],
    "accounts/3rdparty/signup/": [Public()],
    "accounts/3rdparty/": [Public()],
    "accounts/social/login/cancelled/": [Public()],
    "accounts/social/login/error/": [Public()],
    "accounts/social/signup/": [Public()],
    "accounts/social/connections/": [Public()],
    "_allauth/app/v1/auth/login": [Public()],
    "_allauth/app/v1/auth/2fa/authenticate": [Public()],
    "_allauth/app/v1/auth/session": [Public()],
    "_allauth/app/v1/auth/password/request": [Public()],
    "_allauth/app/v1/auth/password/reset": [Public()],
    "_allauth/app/v1/account/password/change": [Public()],
    "_allauth/app/v1/tokens/refresh": [Public()],
    "i18n/setlang/": [Public()],
    "api/v1/": [Public()],
    "api/v1/docs": [Public()],
    "api/v1/openapi.json": [Public()],
    "api/v1/commands/<name>": [Public()],
    "readyz": [Public()],
}


def rule_of(command: str) -> May:
    """Who may, as the API's row of the command says it; else whoever has the right of its name."""
    row = OPERATIONS.get(f"POST /commands/{command}")
    said = row.may if isinstance(row, Runs) else None
    return said or (lambda who, _whose: who.may(command))
