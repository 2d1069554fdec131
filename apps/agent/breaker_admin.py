"""The AI models in the office: which are asked, which are paused and why, and what today's budget still has."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.agent.models import Breaker
from apps.agent.selectors import breakers_visible_to, spent_on_day
from apps.agent.states import BreakerState, why_rules
from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of, words
from apps.core.admin.naming import speak_of
from apps.core.markup import NOTHING, badge, moment
from apps.core.selectors import sees_all

speak_of(Breaker, lambda breaker: breaker.model)
words.tell(
    {
        ("breaker.opened",): _("%(it)s is paused: the rules decide"),
        ("breaker.alarmed",): _("The administrators were told about %(it)s"),
        ("breaker.close", "breaker.closed"): _("%(it)s is asked again"),
    }
)


def _is_as_ever(row: Breaker, _actor: Actor) -> str:
    waits = row.not_before is not None and row.not_before > timezone.now()
    return "" if row.state == BreakerState.OPEN or waits else str(_("It is asked already."))


class BreakerAdmin(ActionModelAdmin):
    """The models: which are asked, which are paused and why; and what today's budget still has."""

    rows = staticmethod(breakers_visible_to)
    list_display = ("model", "provider", "state_now", "why", "tried_next", "not_before_shown")
    list_before_template = "admin/office/_breakers_before.html"
    live_on = "breaker"
    empty = _("Every model that is set is asked. What is kept from being asked, and why, will be here.")
    verbs = (Verb("breaker.close", _("Ask it again now"), "refresh", _is_as_ever, asks=False),)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with today's budget for those who see it."""
        seen = sees_all(actor_of(request))
        told = {"is_on": bool(settings.GROQ_API_KEY), "budget": _budget(timezone.now()) if seen else []}
        return super().changelist_view(request, {**told, **(extra_context or {})})

    @admin.display(description=_("state"), ordering="state")
    def state_now(self, breaker: Breaker) -> SafeString:
        """Asked or paused."""
        return badge(breaker.look)

    @admin.display(description=_("last failure"))
    def why(self, breaker: Breaker) -> Any:
        """In words."""
        return why_rules(breaker.reason) if breaker.reason else NOTHING

    @admin.display(description=_("tried again"), ordering="probe_at")
    def tried_next(self, breaker: Breaker) -> SafeString:
        """When it is tried, with the next message."""
        return moment(breaker.probe_at)

    @admin.display(description=_("not before"), ordering="not_before")
    def not_before_shown(self, breaker: Breaker) -> SafeString:
        """The provider's own limit, while it lasts."""
        return moment(breaker.not_before) if breaker.not_before and breaker.not_before > timezone.now() else NOTHING

    def head(self, row: Breaker) -> list[Any]:
        """Its state."""
        return [self.state_now(row)]

    def facts(self, row: Breaker) -> Facts:
        """Which, since when, why, until when."""
        return [
            (_("Model"), row.model),
            (_("Provider"), row.provider),
            (_("Last failure"), _coded(row.reason)),
            (_("Failures since it last answered"), row.in_a_row),
            (_("Paused since"), moment(row.opened_at)),
            (_("Tried again with the first message after"), moment(row.probe_at)),
            (_("Limited by the provider until"), self.not_before_shown(row)),
        ]


def _budget(now: datetime) -> Facts:
    """Today's tokens and what they cost."""
    spent, most = spent_on_day(now), settings.AGENT_TOKENS_PER_DAY
    tokens = formats.number_format(spent.tokens, force_grouping=True)
    told = {"spent": tokens, "most": formats.number_format(most, force_grouping=True)}
    return [
        (_("Tokens today"), _("%(spent)s of %(most)s") % told if most else tokens),
        (_("Requests today"), formats.number_format(spent.calls, force_grouping=True)),
        (_("Cost today"), f"$ {formats.number_format(spent.cost_micro / 1_000_000, 4)}"),
    ]


def _coded(code: str) -> SafeString:
    """The sentence, and the code to look up."""
    return format_html('{} <code class="wh-meta">{}</code>', why_rules(code), code) if code else NOTHING
