"""How well the brains understand, for administrators: each kept evaluation with the goals beside its figures."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.agent.goals import GOALS, Goal
from apps.agent.models import AgentEvaluation
from apps.agent.selectors import evaluations_visible_to
from apps.agent.states import BRAIN_LOOKS, Brain
from apps.core.admin import Facts, ReadOnlyAdmin, actor_of
from apps.core.admin.naming import speak_of
from apps.core.admin.timeline import Told
from apps.core.looks import Look
from apps.core.markup import NOTHING, badge, decided_badge, moment

speak_of(AgentEvaluation, lambda row: f"{BRAIN_LOOKS[Brain(row.brain)].label} {row.version}")
MET = Look(_("met"), "check_circle", "emerald")
MISSED = Look(_("missed"), "block", "rose")


class Line(NamedTuple):
    """One goal: what it is about, what was measured, what it should be, and whether it is."""

    words: Any
    value: str
    goal: str
    met: SafeString


class EvaluationAdmin(ReadOnlyAdmin):
    """What `evaluate_agent --keep` kept, the latest first."""

    rows = staticmethod(evaluations_visible_to)
    list_display = ("when", "decided", "version", "file", "messages", "exact", "critical", "goals_met")
    list_filter = ("brain",)
    detail_template = "admin/office/evaluation.html"
    empty = _("Nothing was kept yet. “manage.py evaluate_agent FILE.jsonl --keep” puts the figures of a file here.")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators."""
        return super().has_view_permission(request, obj) and actor_of(request).may("evaluation.read")

    @admin.display(description=_("when"), ordering="at")
    def when(self, row: AgentEvaluation) -> SafeString:
        """When it was measured."""
        return moment(row.at)

    @admin.display(description=_("brain"), ordering="brain")
    def decided(self, row: AgentEvaluation) -> SafeString:
        """Rules or a model."""
        return decided_badge(row.brain)

    @admin.display(description=_("exactly right"))
    def exact(self, row: AgentEvaluation) -> str:
        """The share of messages."""
        return _shown(EXACT, EXACT.value(row.figures))

    @admin.display(description=_("dangers found"))
    def critical(self, row: AgentEvaluation) -> str:
        """The share of them."""
        return _shown(CRITICAL, CRITICAL.value(row.figures))

    @admin.display(description=_("goals"))
    def goals_met(self, row: AgentEvaluation) -> SafeString:
        """All of them, or how many are missed."""
        missed = sum(goal.met(goal.value(row.figures)) is False for goal in GOALS)
        return badge(MISSED) if missed else badge(MET)

    def head(self, row: AgentEvaluation) -> list[Any]:
        """Whether the goals are met."""
        return [self.goals_met(row)]

    def facts(self, row: AgentEvaluation) -> Facts:
        """What was read by what, when."""
        return [
            (_("Brain"), self.decided(row)),
            (_("Version"), row.version),
            (_("File"), row.file),
            (_("Messages"), row.messages),
            (_("Measured"), moment(row.at)),
        ]

    def detail(self, request: HttpRequest, row: AgentEvaluation) -> dict[str, Any]:
        """The goals, and every class of message."""
        overall = row.figures.get("overall", {})
        return {
            **super().detail(request, row),
            "lines": [_line(goal, row.figures) for goal in GOALS],
            "classes": [_class(name, score) for name, score in overall.get("classes", {}).items()],
            "live_on": "",
        }

    def timeline(self, row: AgentEvaluation) -> list[Told]:
        """A measurement has no history."""
        return []


EXACT = next(goal for goal in GOALS if goal.path[-1] == "exact_match")
CRITICAL = next(goal for goal in GOALS if goal.path[-1] == "recall")


def _line(goal: Goal, figures: dict[str, Any]) -> Line:
    value = goal.value(figures)
    bound = f"≥ {_number(goal, goal.least)}" if goal.least is not None else f"≤ {_number(goal, goal.most)}"
    met = goal.met(value)
    return Line(goal.words, _shown(goal, value), bound, NOTHING if met is None else badge(MET if met else MISSED))


def _class(name: str, score: dict[str, Any]) -> tuple[str, Any, str, str]:
    """One class: its name, how many messages, precision, recall."""
    precision, recall = _percent(score.get("precision")), _percent(score.get("recall"))
    return name.replace(":", " · ").replace("_", " "), score.get("messages", ""), precision, recall


def _shown(goal: Goal, value: float | None) -> str:
    return "–" if value is None else _number(goal, value)


def _number(goal: Goal, value: float | None) -> str:
    return formats.number_format(value or 0.0, 1) if goal.path[-1].endswith("_ms") else _percent(value)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{formats.number_format(100 * value, 1)} %"
