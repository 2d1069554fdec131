"""Roles and what each may do: one table, asked by every surface through `User.may`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    DISPATCHER = "dispatcher", _("Dispatcher")
    TECHNICIAN = "technician", _("Technician")


OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.DISPATCHER})

# What a technician may do, on the visits that are theirs (row scope is the selectors' business).
FIELD_WORK = frozenset(
    {
        "visit.depart",
        "visit.start",
        "visit.pause",
        "visit.resume",
        "visit.complete",
        "incident.report",
        "message.send",
        "message.forward",
        "notification.read",
        "proposal.approve",
        "proposal.reject",
        "proposal.undo",
    }
)
DISPATCH = FIELD_WORK | {
    "customer.add",
    "customer.change",
    "site.add",
    "site.change",
    "job.add",
    "job.change",
    "job.hold",
    "job.release",
    "job.cancel",
    "visit.plan",
    "visit.dispatch",
    "visit.reschedule",
    "visit.reopen",
    "visit.cancel",
    "visit.override_booking",
    "incident.acknowledge",
    "incident.resolve",
    "incident.close",
    "incident.withdraw",
    "proposal.decide",
    "delivery.retry",
    "delivery.dismiss",
}
# How the company does: the summary by email, and asking for it now.
OVERSIGHT = DISPATCH | {"report.read", "report.send"}
ADMINISTRATION = OVERSIGHT | {
    "user.add",
    "user.change",
    "user.deactivate",
    "user.reactivate",
    "crew.add",
    "crew.change",
    "crew.join",
    "crew.leave",
}

RIGHTS: dict[str, frozenset[str]] = {
    Role.TECHNICIAN: FIELD_WORK,
    Role.DISPATCHER: frozenset(DISPATCH),
    Role.MANAGER: frozenset(OVERSIGHT),
    Role.ADMINISTRATOR: frozenset(ADMINISTRATION),
}
