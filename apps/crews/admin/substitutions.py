"""Who decides in whose place, from when until when."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb
from apps.core.admin.lists import Show
from apps.core.admin.naming import named, speak_of
from apps.core.admin.verbs import only_when
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, moment
from apps.crews.admin.request_forms import SubstitutionForm
from apps.crews.models import Substitution
from apps.crews.selectors import substitutions_visible_to

NOW = Look(gettext_lazy("Holds"), "check_circle", "emerald")
LATER = Look(gettext_lazy("Begins later"), "schedule", "sky")
OVER = Look(gettext_lazy("Over"), "event_available", "zinc")
speak_of(Substitution, lambda one: _("%(who)s for %(whom)s") % {"who": one.substitute, "whom": one.user})


def look_of(substitution: Substitution) -> Look:
    """Where it stands today."""
    today = timezone.localdate()
    if substitution.ended_at is not None or substitution.until < today:
        return OVER
    return LATER if substitution.since > today else NOW


@admin.register(Substitution)
class SubstitutionAdmin(ActionModelAdmin):
    """Somebody decides what staff ask for in another's place."""

    add_command = "substitution.add"
    add_label = gettext_lazy("Let somebody stand in")
    add_form = SubstitutionForm
    list_display = ("pair", "state_now", "since", "until")
    ordering = ("-since", "-id")
    search_fields = ("user__name", "substitute__name")
    verbs = (
        Verb(
            "substitution.end",
            gettext_lazy("End it now"),
            "event_available",
            only_when(lambda one: look_of(one) != OVER, gettext_lazy("This substitution is over already.")),
            asks=False,
        ),
    )
    shows = (
        Show(
            "standing",
            gettext_lazy("Now and later"),
            lambda rows, now: rows.filter(until__gte=timezone.localdate(now), ended_at=None),
        ),
    )
    live_on = "substitution"
    empty = gettext_lazy(
        "Nobody stands in for anybody. Name a substitute before you go away; else the administrators decide meanwhile."
    )

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[Substitution]":
        """Those in sight."""
        return substitutions_visible_to(actor).select_related("user", "substitute")

    @admin.display(description=gettext_lazy("who for whom"), ordering="user__name")
    def pair(self, one: Substitution) -> str:
        """Who stands in for whom."""
        return _("%(who)s for %(whom)s") % {"who": one.substitute, "whom": one.user}

    @admin.display(description=gettext_lazy("state"))
    def state_now(self, one: Substitution) -> SafeString:
        """Whether it holds."""
        return badge(look_of(one))

    def head(self, row: Substitution) -> list[Any]:
        """Whether it holds."""
        return [self.state_now(row)]

    def facts(self, row: Substitution) -> Facts:
        """Who, for whom, when."""
        return [
            (_("Away"), named(row.user)),
            (_("Stands in"), named(row.substitute)),
            (_("Since"), row.since),
            (_("Until"), row.until),
            (_("Ended"), moment(row.ended_at) if row.ended_at else NOTHING),
        ]
