"""What one was told oneself."""

from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.core.admin import ActionModelAdmin, Facts, Verb, words
from apps.core.admin.lists import Show
from apps.core.admin.timeline import Told
from apps.core.admin.verbs import only_when
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, link, moment
from apps.notifications.models import Notification
from apps.notifications.selectors import notifications_visible_to

URGENT = Look(_("Urgent"), "emergency", "red")
UNREAD = Look(_("New"), "info", "sky")
READ = Look(_("Read"), "check_circle", "zinc")
words.tell({("notification.read",): _("%(who)s read “%(it)s”")})
MARK_READ = Verb(
    "notification.read",
    _("Mark as read"),
    "mark_email_read",
    only_when(lambda told: told.read_at is None, _("You have read this.")),
    asks=False,
)


@admin.register(Notification)
class NotificationAdmin(ActionModelAdmin):
    """One's own notifications, and nobody else's."""

    rows = staticmethod(notifications_visible_to)
    list_display = ("title", "state_now", "where", "when")
    search_fields = ("title", "body")
    ordering = ("-id",)
    verbs = (MARK_READ,)
    bulk = (MARK_READ,)
    shows = (Show("new", _("New"), lambda rows, now: rows.filter(read_at__isnull=True)),)
    live_on = "notification"
    empty = _("Nothing yet. What needs you is told here.")

    @admin.display(description=_("state"), ordering="read_at")
    def state_now(self, told: Notification) -> SafeString:
        """New, urgent, read."""
        if told.read_at is not None:
            return badge(READ)
        return badge(URGENT if told.urgent else UNREAD)

    @admin.display(description=_("about"))
    def where(self, told: Notification) -> SafeString:
        """Where it leads."""
        return link(told.url, _("Open")) if told.url else NOTHING

    @admin.display(description=_("when"), ordering="id")
    def when(self, told: Notification) -> SafeString:
        """When."""
        return moment(told.created_at)

    def head(self, row: Notification) -> list[Any]:
        """New or read."""
        return [self.state_now(row)]

    def facts(self, row: Notification) -> Facts:
        """What was told."""
        return [(_("Text"), row.body or NOTHING), (_("About"), self.where(row)), (_("When"), self.when(row))]

    def timeline(self, row: Notification) -> list[Told]:
        """None worth telling."""
        return []
