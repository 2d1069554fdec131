"""The outbox: what still has to be told to whom, and what was given up."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.core.admin.lists import Show
from apps.core.admin.naming import Names, speak_of
from apps.core.admin.pages import Facts, ReadOnlyAdmin
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, moment
from apps.core.models import Delivery
from apps.core.selectors import LATE, deliveries_visible_to, not_taken

speak_of(Delivery, lambda delivery: f"#{delivery.pk} {delivery.event.name}")
LOOKS = {
    Delivery.State.DUE: Look(_("Due"), "schedule", "amber"),
    Delivery.State.DONE: Look(_("Done"), "check_circle", "emerald"),
    Delivery.State.DEAD: Look(_("Given up"), "block", "rose"),
}


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """One subscriber's share of an event."""

    list_display = ("number", "what", "subscriber", "state_now", "attempts", "due")
    list_filter = ("lane",)
    list_select_related = ("event",)
    search_fields = ("subscriber", "event__name", "last_error")
    ordering = ("-id",)
    shows = (
        Show("dead", _("Given up"), lambda rows, now: rows.filter(state=Delivery.State.DEAD)),
        Show("due", _("Due"), lambda rows, now: rows.filter(state=Delivery.State.DUE)),
        Show("late", _("Late"), lambda rows, now: rows.filter(pk__in=not_taken(now - LATE)), tab=False),
    )
    empty = _("Nothing waits here. What happens is told within a second or two, and shows up while it is on its way.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Delivery]":
        """All of them, for those who see all."""
        return deliveries_visible_to(actor).select_related("event")

    @admin.display(description=_("number"), ordering="id")
    def number(self, delivery: Delivery) -> str:
        """Something to name it by."""
        return f"#{delivery.pk}"

    @admin.display(description=_("event"))
    def what(self, delivery: Delivery) -> str:
        """What happened."""
        return delivery.event.name

    @admin.display(description=_("state"), ordering="state")
    def state_now(self, delivery: Delivery) -> SafeString:
        """Due, done, given up."""
        return badge(LOOKS[Delivery.State(delivery.state)])

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, delivery: Delivery) -> SafeString:
        """When it is tried next."""
        return moment(delivery.due_at) if delivery.state == Delivery.State.DUE else NOTHING

    def head(self, row: Delivery) -> list[Any]:
        """Its state."""
        return [self.state_now(row)]

    def facts(self, row: Delivery) -> Facts:
        """What, to whom, how often tried, what went wrong."""
        event = row.event
        leased = row.lease_until is not None and row.lease_until > timezone.now()
        return [
            (_("Event"), event.name),
            (_("About"), Names().name(event.subject_type, event.subject_id)),
            (_("Happened"), moment(event.at)),
            (_("Subscriber"), row.subscriber),
            (_("Lane"), row.get_lane_display()),
            (_("Tries"), row.attempts),
            (_("Next try"), self.due(row)),
            (_("Being done now"), _("yes") if leased else _("no")),
            (_("Done"), moment(row.done_at)),
            (_("Last error"), format_html('<span class="wh-pre">{}</span>', row.last_error) or NOTHING),
        ]
