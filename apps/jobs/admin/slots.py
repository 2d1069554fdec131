"""What ran on schedule: which planned moments were seen to, how late, for whom, and how it went."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from apps.core.admin import ActionModelAdmin, Facts, actor_of
from apps.core.admin.deliveries import LOOKS as DELIVERY_LOOKS
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.timeline import Told
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, moment
from apps.core.models import Delivery, Event, ScheduledSlot
from apps.core.moments import clock, span
from apps.core.schedules import SCHEDULES
from apps.core.selectors import deliveries_visible_to, slots_visible_to
from apps.crews.models import User
from apps.crews.selectors import users_visible_to
from apps.notifications.models import Email
from apps.notifications.selectors import letters_of

LOOKS = {
    ScheduledSlot.State.FILLED: Look(_("Started"), "check_circle", "emerald"),
    ScheduledSlot.State.MISSED: Look(_("Missed"), "block", "rose"),
}
EMAIL_LOOKS = {
    Email.State.QUEUED: Look(_("On its way"), "schedule", "amber"),
    Email.State.SENT: Look(_("Sent"), "check_circle", "emerald"),
    Email.State.WITHHELD: Look(_("Not sent: no longer theirs to read"), "block", "zinc"),
}


def title_of(slot: ScheduledSlot) -> str:
    """What people call the schedule."""
    return str(SCHEDULES[slot.schedule].title) if slot.schedule in SCHEDULES else slot.schedule


def spoken(slot: ScheduledSlot) -> str:
    """Summary of the day, Mon 2 Mar 2026 07:00."""
    return f"{title_of(slot)}, {date_format(localtime(slot.planned_at), 'D j M Y')} {clock(slot.planned_at)}"


speak_of(ScheduledSlot, spoken)


class SendForm(ArgumentsForm):
    """Nothing to fill in: it says what will be sent, and where to."""

    @property
    def about(self) -> Facts:
        """What, to whom."""
        person = User.objects.filter(pk=self.actor.user.pk).first() if self.actor.user else None
        return [
            (_("What"), _("The summary of the day as things stand now, to nobody but you")),
            (_("To"), person.email if person else NOTHING),
        ]


@admin.register(ScheduledSlot)
class ScheduledSlotAdmin(ActionModelAdmin):
    """One planned moment of a schedule."""

    rows = staticmethod(slots_visible_to)
    add_command = "report.send"
    add_label = _("Send it now to me")
    add_form = SendForm
    list_before_template = "admin/office/_slots_before.html"
    list_display = ("what", "planned", "state_now", "started", "late_by")
    ordering = ("-planned_at", "-id")
    shows = (Show("missed", _("Missed"), lambda rows, now: rows.filter(state=ScheduledSlot.State.MISSED)),)
    detail_template = "admin/office/slot.html"
    empty = _("Nothing has run yet. What WorkHub does by itself at set times, such as the summary by email, is here.")

    @admin.display(description=_("what"), ordering="schedule")
    def what(self, slot: ScheduledSlot) -> str:
        """The schedule."""
        return title_of(slot)

    @admin.display(description=_("planned for"), ordering="planned_at")
    def planned(self, slot: ScheduledSlot) -> SafeString:
        """When it was meant to be."""
        return moment(slot.planned_at)

    @admin.display(description=_("state"), ordering="state")
    def state_now(self, slot: ScheduledSlot) -> SafeString:
        """Started or missed."""
        return badge(LOOKS[ScheduledSlot.State(slot.state)])

    @admin.display(description=_("started"), ordering="created_at")
    def started(self, slot: ScheduledSlot) -> SafeString:
        """When it was."""
        return moment(slot.created_at) if slot.state == ScheduledSlot.State.FILLED else NOTHING

    @admin.display(description=_("late by"))
    def late_by(self, slot: ScheduledSlot) -> Any:
        """How much later, when that says something."""
        late = slot.created_at - slot.planned_at
        return span(late) if slot.state == ScheduledSlot.State.FILLED and late.total_seconds() >= 60 else NOTHING

    def head(self, row: ScheduledSlot) -> list[Any]:
        """Its state."""
        return [self.state_now(row)]

    def facts(self, row: ScheduledSlot) -> Facts:
        """When, why then, how late, by whom."""
        return [
            (_("What"), title_of(row)),
            (_("Planned for"), self.planned(row)),
            (_("Times that planned it"), row.plan),
            (_("Started"), self.started(row)),
            (_("Late by"), self.late_by(row)),
            (_("Noticed"), row.get_by_display()),
        ]

    def detail(self, request: HttpRequest, row: ScheduledSlot) -> dict[str, Any]:
        """The page, with what came of it: deliveries, and who got an email."""
        event = Event.objects.filter(subject_type=row.type_name(), subject_id=row.public_id).first()
        actor = actor_of(request)
        written = letters_of(event.public_id).filter(recipient__in=users_visible_to(actor)) if event else []
        letters = list(written)
        deliveries = _deliveries(event, letters) & deliveries_visible_to(actor) if event else Delivery.objects.none()
        return {
            **super().detail(request, row),
            "letters": [(named(e.recipient) if e.recipient else e.address, e, _email_badge(e)) for e in letters],
            "deliveries": [(named(d), badge(DELIVERY_LOOKS[Delivery.State(d.state)]), d) for d in deliveries],
        }

    def timeline(self, row: ScheduledSlot) -> list[Told]:
        """None worth telling."""
        return []


def _email_badge(email: Email) -> SafeString:
    return badge(EMAIL_LOOKS[Email.State(email.state)])


def _deliveries(event: Event, letters: list[Email]) -> "QuerySet[Delivery]":
    """Of the slot's own event, and of the emails that came of it."""
    found = Delivery.objects.select_related("event").order_by("pk")
    own = found.filter(event=event)
    sent = found.filter(event__subject_type="email", event__subject_id__in=[email.public_id for email in letters])
    return own | sent
