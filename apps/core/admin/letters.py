"""What could not be delivered: why, since when, and the way to try it again."""

from datetime import timedelta
from inspect import getdoc
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.commanding import ActionModelAdmin
from apps.core.admin.lists import Show
from apps.core.admin.naming import Names, named, page_of, speak_of
from apps.core.admin.pages import Facts
from apps.core.admin.verbs import Verb, moves
from apps.core.events import SUBSCRIBERS
from apps.core.markup import NOTHING, badge, link, moment
from apps.core.models import DeadLetter, Delivery, Lane, LetterStatus
from apps.core.models.letters import LETTER
from apps.core.moments import span
from apps.core.selectors import letters_visible_to, letters_waiting

LANES = {
    Lane.ALARM: gettext_lazy("Alarms"),
    Lane.URGENT: gettext_lazy("Notifications and answers"),
    Lane.FAST: gettext_lazy("News on pages"),
    Lane.SLOW: gettext_lazy("Emails and other things sent out"),
    Lane.AGENT: gettext_lazy("Messages for the agent"),
}
words.tell(
    {
        ("delivery.retry", "delivery.retried"): gettext_lazy("%(who)s tried %(it)s again"),
        ("delivery.dismiss", "delivery.dismissed"): gettext_lazy("%(who)s left %(it)s undone"),
        ("delivery.given_up",): gettext_lazy("%(it)s was given up after its last try"),
    }
)
speak_of(DeadLetter, lambda letter: f"#{letter.delivery_id} {purpose(letter.delivery)}")

RETRY = Verb(
    "delivery.retry",
    gettext_lazy("Try again"),
    "redo",
    moves(LETTER, LetterStatus.RETRIED),
    argument="letter_id",
    asks=False,
)
DISMISS = Verb(
    "delivery.dismiss",
    gettext_lazy("Leave it at that"),
    "cancel",
    moves(LETTER, LetterStatus.DISMISSED),
    argument="letter_id",
    dangerous=True,
)


def purpose(delivery: Delivery) -> str:
    """What the delivery was to bring about, as its subscriber says it."""
    subscriber = SUBSCRIBERS.get(delivery.subscriber)
    said = getdoc(subscriber.handle) if subscriber else None
    return said.split(".")[0] if said else delivery.subscriber


def lane_name(lane: str) -> str:
    """What travels in a lane, in words."""
    return str(LANES[Lane(lane)])


def waiting_since(age: timedelta) -> str:
    """How long something waits, by the second at first: 40 s, 12 min, 3 h."""
    seconds = int(age.total_seconds())
    return _("%(n)d s") % {"n": seconds} if seconds < 120 else span(age)


@admin.register(DeadLetter)
class DeadLetterAdmin(ActionModelAdmin):
    """A delivery that was given up."""

    list_display = ("what", "about", "state_now", "error", "given_up")
    search_fields = ("delivery__subscriber", "delivery__event__name", "error")
    ordering = ("-id",)
    verbs = (RETRY, DISMISS)
    bulk = (RETRY,)
    shows = (
        Show("waiting", gettext_lazy("Given up"), lambda rows, now: letters_waiting(rows)),
        Show("retried", gettext_lazy("Tried again"), lambda rows, now: rows.filter(status=LetterStatus.RETRIED)),
    )
    live_on = "deadletter"
    empty = gettext_lazy(
        "Nothing was given up. When an email or a message for the agent fails twelve times, it is kept here, with a "
        "button to try it again."
    )

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[DeadLetter]":
        """All of them, for the office."""
        return letters_visible_to(actor).select_related("delivery__event", "decided_by")

    @admin.display(description=gettext_lazy("what was to be done"))
    def what(self, letter: DeadLetter) -> str:
        """Its purpose, in words."""
        return purpose(letter.delivery)

    @admin.display(description=gettext_lazy("about"))
    def about(self, letter: DeadLetter) -> SafeString:
        """What it is about."""
        event = letter.delivery.event
        names = getattr(letter, "names", None) or Names()
        return names.name(event.subject_type, event.subject_id)

    def prepare(self, request: HttpRequest, rows: Any) -> None:
        """What they are about is fetched at once."""
        names = Names()
        for letter in rows:
            letter.names = names
            names.want(letter.delivery.event.subject_type, letter.delivery.event.subject_id)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_now(self, letter: DeadLetter) -> SafeString:
        """Given up, tried again, left at that."""
        return badge(letter.look)

    @admin.display(description=gettext_lazy("given up"), ordering="given_up_at")
    def given_up(self, letter: DeadLetter) -> SafeString:
        """Since when."""
        return moment(letter.given_up_at)

    def head(self, row: DeadLetter) -> list[Any]:
        """Its status, and how the delivery stands now."""
        return [self.state_now(row), row.delivery.get_state_display()]

    def facts(self, row: DeadLetter) -> Facts:
        """What, about what, why it failed, who decided."""
        delivery = row.delivery
        return [
            (_("What was to be done"), purpose(delivery)),
            (_("About"), self.about(row)),
            (_("Why it failed"), format_html('<span class="wh-pre">{}</span>', row.error)),
            (_("Given up"), moment(row.given_up_at)),
            (_("Tries since"), delivery.attempts),
            (_("Decided by"), named(row.decided_by) if row.decided_by else NOTHING),
            (_("Decided"), moment(row.decided_at)),
            (_("Why"), row.note or NOTHING),
            (_("Delivery"), link(page_of(delivery), f"#{delivery.pk}")),
        ]
