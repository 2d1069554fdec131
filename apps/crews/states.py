"""Roles and what each may do: one table, asked by every surface through `User.may`."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look


class Role(models.TextChoices):
    """What a person is here."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    DISPATCHER = "dispatcher", _("Dispatcher")
    CREW_LEAD = "crew_lead", _("Crew lead")
    TECHNICIAN = "technician", _("Technician")
    READ_ONLY = "read_only", _("Read-only")
    API_CLIENT = "api_client", _("API client")


# Where each lives: the office's pages, the portal. An API client lives in neither.
OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.DISPATCHER, Role.READ_ONLY})
FIELD_ROLES = frozenset({Role.TECHNICIAN, Role.CREW_LEAD})
# Whose sight has no bounds. Managers see the crews they manage, crew leads theirs, technicians what is their own.
SEES_ALL = frozenset({Role.ADMINISTRATOR, Role.DISPATCHER, Role.READ_ONLY, Role.API_CLIENT})


class AbsenceKind(models.TextChoices):
    """Why somebody is away."""

    TIME_OFF = "time_off", _("Time off")
    SICK = "sick", _("Sick")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class RequestKind(models.TextChoices):
    """What staff ask for."""

    OVERTIME = "overtime", _("Overtime")
    TIME_OFF = "time_off", _("Time off")
    SICK_LEAVE = "sick_leave", _("Sick leave")
    ACCESS = "access", _("Access")
    PURCHASE = "purchase", _("Purchase")
    OTHER = "other", _("Other")


class RequestStatus(models.TextChoices):
    """Where a request stands."""

    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


S = RequestStatus
STAFF_REQUEST = Lifecycle(
    thing=_("request"),
    moves={
        S.PENDING: frozenset({S.APPROVED, S.REJECTED, S.WITHDRAWN, S.EXPIRED}),
        S.APPROVED: frozenset({S.WITHDRAWN}),  # leave that is not taken after all
        S.REJECTED: frozenset(),
        S.WITHDRAWN: frozenset(),
        S.EXPIRED: frozenset(),
    },
    looks={
        S.PENDING: Look(S.PENDING.label, "hourglass_top", "amber"),
        S.APPROVED: Look(S.APPROVED.label, "check_circle", "emerald"),
        S.REJECTED: Look(S.REJECTED.label, "block", "rose"),
        S.WITHDRAWN: Look(S.WITHDRAWN.label, "undo", "zinc"),
        S.EXPIRED: Look(S.EXPIRED.label, "timer_off", "zinc"),
    },
)


class AttendanceStatus(models.TextChoices):
    """Where a working day stands."""

    CHECKED_IN = "checked_in", _("Checked in")
    ON_BREAK = "on_break", _("On a break")
    CHECKED_OUT = "checked_out", _("Checked out")


class Mark(models.TextChoices):
    """What a person taps."""

    CHECK_IN = "check_in", _("Check in")
    BREAK_START = "break_start", _("Start a break")
    BREAK_END = "break_end", _("End the break")
    CHECK_OUT = "check_out", _("Check out")
    CORRECTION = "correction", _("Correction")


A = AttendanceStatus
ATTENDANCE = Lifecycle(
    thing=_("working day"),
    moves={
        A.CHECKED_IN: frozenset({A.ON_BREAK, A.CHECKED_OUT}),
        A.ON_BREAK: frozenset({A.CHECKED_IN, A.CHECKED_OUT}),
        A.CHECKED_OUT: frozenset(),
    },
    looks={
        A.CHECKED_IN: Look(A.CHECKED_IN.label, "login", "emerald"),
        A.ON_BREAK: Look(A.ON_BREAK.label, "coffee", "amber"),
        A.CHECKED_OUT: Look(A.CHECKED_OUT.label, "logout", "zinc"),
    },
)

# What a technician may do, on the visits that are theirs (row scope is the selectors' business).
FIELD_WORK = frozenset(
    {
        "visit.depart",
        "visit.start",
        "visit.pause",
        "visit.resume",
        "visit.complete",
        "visit.mend",
        "visit.take_back",
        "checklist.answer",
        "photo.add",
        "photo.take_back",
        "signature.take",
        "signature.refuse",
        "signature.take_back",
        "time.add",
        "time.correct",
        "part.add",
        "part.change",
        "part.take_back",
        "note.add",
        "incident.report",
        "message.send",
        "message.forward",
        "message.correct",
        "message.keep_corrections",
        "notification.read",
        "proposal.approve",
        "proposal.reject",
        "proposal.edit",
        "proposal.answer",
        "proposal.undo",
        "attendance.check_in",
        "attendance.start_break",
        "attendance.end_break",
        "attendance.check_out",
        "attendance.take_back",
        "attendance.ask_correction",
        "request.add",
        "request.answer",
        "request.withdraw",
    }
)
# What a crew lead may do besides, for the members of their crew.
LEADING = FIELD_WORK | {"crew.lead", "attendance.correct", "time.correct_others"}
DISPATCH = FIELD_WORK | {
    "customer.add",
    "customer.change",
    "site.add",
    "site.change",
    "contact.add",
    "contact.change",
    "contact.retire",
    "asset.add",
    "asset.change",
    "asset.move",
    "asset.stop",
    "asset.restart",
    "asset.renew_sticker",
    "asset.retire",
    "service_request.add",
    "service_request.change",
    "service_request.ask",
    "service_request.convert",
    "service_request.decline",
    "service_request.duplicate",
    "job.add",
    "job.change",
    "job.hold",
    "job.release",
    "job.cancel",
    "job.require",
    "checklist.put_on_job",
    "job.set_times",
    "plan.add",
    "plan.change",
    "plan.suspend",
    "plan.resume",
    "plan.end",
    "occurrence.move",
    "occurrence.skip",
    "occurrence.cancel",
    "job.submit_for_review",
    "job.send_back",
    "job.email_report",
    "visit.plan",
    "visit.dispatch",
    "visit.reschedule",
    "visit.reopen",
    "visit.cancel",
    "visit.override_booking",
    "time.correct_others",
    "incident.acknowledge",
    "incident.assign",
    "incident.change_severity",
    "incident.resolve",
    "incident.close",
    "incident.withdraw",
    "proposal.decide",
    "proposal.ask",
    "delivery.retry",
    "delivery.dismiss",
    "shift.set_pattern",
    "shift.end_pattern",
    "shift.set_exception",
    "shift.clear_exception",
    "absence.add",
    "absence.cancel",
    "certificate.add",
    "certificate.change",
    "certificate.withdraw",
    "attendance.correct",
    "member.read_private",
}
# How the company does: the summary by email, and asking for it now.
OVERSIGHT = DISPATCH | {
    "job.approve",
    "report.read",
    "document.add",
    "document.retire",
    "template.add",
    "template.change",
    "template.require",
    "template.retire",
    "report.send",
    "checklist.add",
    "checklist.change",
    "checklist.publish",
    "checklist.retire",
    "checklist.put_on_template",
    "crew.oversee",
    "request.approve",
    "request.reject",
    "request.ask_back",
    "substitution.add",
    "substitution.end",
    "member.read_costs",
    "attendance.export",
    "attendance.read_position",
}
ADMINISTRATION = OVERSIGHT | {
    "breaker.close",
    "job.reopen_review",
    "policy.set",
    "user.add",
    "user.change",
    "user.deactivate",
    "user.reactivate",
    "user.invite",
    "user.uninvite",
    "user.end_sign_ins",
    "user.reset_second_step",
    "member.change",
    "skill.add",
    "skill.change",
    "crew.manage",
    "crew.unmanage",
    "access.read",
    "evaluation.read",
    "crew.add",
    "crew.change",
    "crew.join",
    "crew.leave",
}

RIGHTS: dict[str, frozenset[str]] = {
    Role.TECHNICIAN: FIELD_WORK,
    Role.CREW_LEAD: frozenset(LEADING),
    Role.READ_ONLY: frozenset({"notification.read"}),
    Role.API_CLIENT: frozenset(DISPATCH),
    Role.DISPATCHER: frozenset(DISPATCH),
    Role.MANAGER: frozenset(OVERSIGHT),
    Role.ADMINISTRATOR: frozenset(ADMINISTRATION),
}


def roles_with(right: str) -> list[str]:
    """The roles that include a right."""
    return [role for role, rights in RIGHTS.items() if right in rights]


# Whom to ask for what one's own role does not include: the nearest desk whose role does.
NEAREST = (Role.DISPATCHER, Role.MANAGER, Role.ADMINISTRATOR)
NOT_YOURS: dict[str, Any] = {
    Role.DISPATCHER: _("Your role does not include this. Ask a dispatcher."),
    Role.MANAGER: _("Your role does not include this. Ask a manager."),
    Role.ADMINISTRATOR: _("Your role does not include this. Ask an administrator."),
    "": _("Your role does not include this."),
}


def whom_to_ask(right: str) -> str:
    """That a role does not include a right, and who to ask for it."""
    return str(NOT_YOURS[next((role for role in NEAREST if right in RIGHTS.get(role, ())), "")])
