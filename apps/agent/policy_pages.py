"""What the agent may do, command by command: the rule now, what became of its suggestions, and the form for another."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agent import policy
from apps.agent.models import CommandPolicy
from apps.agent.selectors import policies_visible_to
from apps.agent.states import Brain, PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.admin import ActionModelAdmin, Facts, Verb, actor_of, words
from apps.core.admin.forms import ArgumentsForm
from apps.core.admin.naming import page_of, speak_of
from apps.core.admin.outcome_filters import PERIODS, rows_behind
from apps.core.commands import Risk, find
from apps.core.markup import NOTHING, badge, decided_badge, link, moment
from apps.core.outcomes import OUTCOMES, Tally, of_all, tallies

OVERVIEW = "admin:agent_commandpolicy_overview"
RISKS = {
    Risk.READ: gettext_lazy("Only looks"),
    Risk.REVERSIBLE: gettext_lazy("Can be undone"),
    Risk.APPROVE: gettext_lazy("Somebody decides every time"),
    Risk.TWO_PERSON: gettext_lazy("Two people decide"),
    Risk.NEVER: gettext_lazy("Never by the agent"),
}
speak_of(CommandPolicy, lambda row: words.title(row.command))
words.tell({("policy.set", "policy.changed"): gettext_lazy("%(who)s said what the agent may do: %(it)s")})


class Counted(NamedTuple):
    """What became of one brain's suggestions of one command: each number with its rows, in the order of `OUTCOMES`."""

    brain: SafeString
    suggested: SafeString
    cells: list[SafeString]
    rate: str


@dataclass(frozen=True, slots=True)
class Line:
    """One command the agent may suggest, as the page shows it."""

    row: CommandPolicy
    title: str
    does: str
    risk: str
    rule: SafeString
    page: str
    change: str
    counted: list[Counted]


class PolicyForm(ArgumentsForm):
    """What it does, above what the agent may do with it; a new reason each time."""

    @property
    def about(self) -> Facts:
        """The command, and what the code says of it."""
        return [(_("Command"), words.title(self.row.command)), *_by_code(self.row)]

    def add_fields(self) -> None:
        """The number as people write it, and no old reason."""
        super().add_fields()
        self.initial["reason"] = ""
        self.fields["threshold"].widget.attrs.update({"step": "0.01", "min": policy.SURE, "max": 1})


@admin.register(CommandPolicy)
class CommandPolicyAdmin(ActionModelAdmin):
    """The rule for one command."""

    list_display = ("what", "does", "risk", "rule", "threshold_shown", "why")
    ordering = ("command",)
    search_fields = ("command",)
    verbs = (Verb("policy.set", gettext_lazy("Change"), "edit", argument="policy_id", form=PolicyForm),)
    detail_template = "admin/office/policy.html"
    live_on = "commandpolicy"
    empty = gettext_lazy("Nothing yet: “manage.py prepare” writes a rule for each command that the agent may suggest.")

    @staticmethod
    def rows(actor: Actor) -> "QuerySet[CommandPolicy]":
        """Those of commands that are on the list."""
        return policies_visible_to(actor)

    def get_urls(self) -> list[URLPattern]:
        """The page of all of them, beside the list."""
        view = self.admin_site.admin_view(self.overview)
        return [path("overview/", view, name="agent_commandpolicy_overview"), *super().get_urls()]

    def overview(self, request: HttpRequest) -> HttpResponse:
        """Every command the agent may suggest, with what became of its suggestions in 30 or 90 days."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        days = 90 if request.GET.get("days") == "90" else 30
        context = {
            "lines": lines(actor_of(request), days),
            "outcomes": [outcome.label for outcome in OUTCOMES.values()],
            "days": days,
            "periods": [(n, label, f"{reverse(OVERVIEW)}?days={n}") for n, label in PERIODS.items()],
        }
        return self.page(request, "admin/office/policies.html", None, title=_("What the agent may do"), **context)

    @admin.display(description=gettext_lazy("command"), ordering="command")
    def what(self, row: CommandPolicy) -> str:
        """What people call it."""
        return words.title(row.command)

    @admin.display(description=gettext_lazy("what it does"))
    def does(self, row: CommandPolicy) -> str:
        """In a sentence."""
        return _in_words(row.command)

    @admin.display(description=gettext_lazy("risk"))
    def risk(self, row: CommandPolicy) -> str:
        """What the code says of it."""
        return str(RISKS[find(row.command).risk])

    @admin.display(description=gettext_lazy("rule"), ordering="mode")
    def rule(self, row: CommandPolicy) -> SafeString:
        """What administrators say of it."""
        return badge(row.look)

    @admin.display(description=gettext_lazy("how sure it must be"), ordering="threshold")
    def threshold_shown(self, row: CommandPolicy) -> str:
        """The share."""
        return _needed(row)

    @admin.display(description=gettext_lazy("why"))
    def why(self, row: CommandPolicy) -> str:
        """The last reason."""
        return row.reason or "–"

    def head(self, row: CommandPolicy) -> list[Any]:
        """The rule."""
        return [self.rule(row)]

    def facts(self, row: CommandPolicy) -> Facts:
        """What it does, its risk, the rule and why."""
        return [
            *_by_code(row),
            (_("What the agent may do"), row.get_mode_display()),
            (_("How sure it must be"), _needed(row)),
            (_("Why"), row.reason or NOTHING),
            (_("Since"), moment(row.updated_at)),
        ]

    def detail(self, request: HttpRequest, row: CommandPolicy) -> dict[str, Any]:
        """The page, with the numbers of both periods."""
        actor = actor_of(request)
        tables = [(label, _counted(row.command, days, _tallied(actor, days))) for days, label in PERIODS.items()]
        labels = [outcome.label for outcome in OUTCOMES.values()]
        return {**super().detail(request, row), "tables": tables, "outcomes": labels, "overview": reverse(OVERVIEW)}


def lines(actor: Actor, days: int) -> list[Line]:
    """The page's rows, in the order of the agent's list. Two queries."""
    tallied = _tallied(actor, days)
    known = {row.command: row for row in policies_visible_to(actor)}
    may = actor.may("policy.set")
    return [_line(known[name], days, tallied, may=may) for name in PROPOSABLE if name in known]


def _line(row: CommandPolicy, days: int, tallied: dict[str, dict[str, Tally]], *, may: bool) -> Line:
    change = reverse("admin:agent_commandpolicy_command", args=[row.pk, "policy.set"]) if may else ""
    return Line(
        row=row,
        title=words.title(row.command),
        does=_in_words(row.command),
        risk=str(RISKS[find(row.command).risk]),
        rule=_rule(row),
        page=page_of(row),
        change=f"{change}?next={reverse(OVERVIEW)}" if change else "",
        counted=_counted(row.command, days, tallied),
    )


def _tallied(actor: Actor, days: int) -> dict[str, dict[str, Tally]]:
    return tallies(actor, source=policy.SOURCE, since=timezone.now() - timedelta(days=days))


def _counted(command: str, days: int, tallied: dict[str, dict[str, Tally]]) -> list[Counted]:
    """A line per brain, and one for all where there are several."""
    by_brain = tallied.get(command, {})
    told = [_numbers(command, days, brain, by_brain[brain]) for brain in Brain if brain in by_brain]
    return [*told, *([_numbers(command, days, "", of_all(by_brain))] if len(told) > 1 else [])]


def _numbers(command: str, days: int, brain: str, tally: Tally) -> Counted:
    def cell(number: int, outcome: str = "") -> SafeString:
        if not number:
            return format_html('<span class="wh-meta">{}</span>', 0)
        url = rows_behind(source=policy.SOURCE, days=days, command=command, brain=brain, outcome=outcome)
        return link(url, number)

    return Counted(
        brain=decided_badge(brain) if brain else format_html("{}", _("All together")),
        suggested=cell(tally.suggested),
        cells=[cell(tally.numbers.get(name, 0), name) for name in OUTCOMES],
        rate="–" if tally.rate is None else f"{round(tally.rate * 100)} %",
    )


def _by_code(row: CommandPolicy) -> Facts:
    told: Facts = [(_("What it does"), _in_words(row.command)), (_("Risk"), RISKS[find(row.command).risk])]
    if row.command == "incident.report":
        told.append((_("Dangers to life"), _("What the safety rules find is always reported, whatever is set here.")))
    return told


def _rule(row: CommandPolicy) -> SafeString:
    if row.mode != PolicyMode.AUTO or find(row.command).risk == Risk.APPROVE:
        return badge(row.look)
    needed = _("from %(share)s on") % {"share": _needed(row)}
    return format_html('{} <span class="wh-meta">{}</span>', badge(row.look), needed)


def _needed(row: CommandPolicy) -> str:
    return f"{round(max(policy.SURE, row.threshold) * 100, 1):g} %"


def _in_words(command: str) -> str:
    return " ".join(find(command).description.split("\n\n")[0].split())
