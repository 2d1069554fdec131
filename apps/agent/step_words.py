"""A run's step as a sentence, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.agent.brains.hazards import Hazard
from apps.agent.models import AgentStep
from apps.agent.states import StepKind
from apps.core.models import ItemStatus

Words = str | Promise

HAZARDS: dict[str, Words] = {
    Hazard.GAS: gettext_lazy("gas"),
    Hazard.FIRE: gettext_lazy("fire"),
    Hazard.ELECTRIC: gettext_lazy("electricity"),
    Hazard.CARBON_MONOXIDE: gettext_lazy("carbon monoxide"),
    Hazard.COLLAPSE: gettext_lazy("something may collapse"),
    Hazard.TRAPPED: gettext_lazy("somebody is trapped"),
    Hazard.INJURY: gettext_lazy("somebody is hurt"),
    Hazard.BREATHING: gettext_lazy("somebody cannot breathe"),
    Hazard.FLOOD: gettext_lazy("flood"),
    Hazard.EXPLOSION: gettext_lazy("explosion"),
    Hazard.CHEMICAL: gettext_lazy("chemicals"),
    Hazard.VIOLENCE: gettext_lazy("violence"),
    Hazard.FALL: gettext_lazy("somebody fell"),
    Hazard.UNNAMED: gettext_lazy("a danger to life"),
}
UNDERSTOOD: dict[tuple[str, str], Words] = {
    ("job_update", "en_route"): gettext_lazy("on the way"),
    ("job_update", "start"): gettext_lazy("work has started"),
    ("job_update", "progress"): gettext_lazy("how the work goes"),
    ("job_update", "complete"): gettext_lazy("work is finished"),
    ("job_update", "delay"): gettext_lazy("a delay"),
    ("job_update", "blocked"): gettext_lazy("work cannot go on"),
    ("incident", "critical"): gettext_lazy("a danger to life"),
    ("incident", "high"): gettext_lazy("a serious hazard"),
    ("incident", "medium"): gettext_lazy("something is broken or missing"),
    ("incident", "low"): gettext_lazy("something small to report"),
    ("request", "overtime"): gettext_lazy("a request for overtime"),
    ("request", "time_off"): gettext_lazy("a request for time off"),
    ("request", "sick_leave"): gettext_lazy("sick"),
    ("request", "access"): gettext_lazy("a request for access"),
    ("request", "purchase"): gettext_lazy("a request to buy something"),
    ("request", "other"): gettext_lazy("a request"),
    ("attendance", "check_in"): gettext_lazy("the working day begins"),
    ("attendance", "check_out"): gettext_lazy("the working day ends"),
    ("attendance", "break_start"): gettext_lazy("a break begins"),
    ("attendance", "break_end"): gettext_lazy("a break ends"),
    ("question", ""): gettext_lazy("a question"),
    ("general", ""): pgettext_lazy("what a message is about", "nothing to write down"),
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A step for one reader: `own` is the person the run serves."""

    step: AgentStep
    own: bool

    def fact(self, name: str, default: Any = "") -> Any:
        """What the step says, where it says so."""
        return self.step.facts.get(name, default)

    def items(self, name: str) -> str:
        """The suggestions that it is about, in their own words; those words stand nowhere but with them."""
        wanted = self.fact(name, [])
        proposal = self.step.run.proposal if wanted else None
        found = {str(item.public_id): item.summary for item in proposal.items.all()} if proposal else {}
        return _listed(found[public_id] for public_id in wanted if public_id in found)


def sentence(step: AgentStep, *, own: bool) -> str:
    """What happened, for the person the run serves (`own`) or for somebody who looks on."""
    words = _WORDS.get(step.kind)
    return words(_Told(step, own)) if words else str(StepKind(step.kind).label)


def _danger(told: _Told) -> str:
    hazard = told.fact("hazard")
    return _("Danger found: %(what)s. The office is being told.") % {"what": HAZARDS.get(hazard, hazard)}


def _understood(told: _Told) -> str:
    safety_first = sorted(told.fact("what", []), key=lambda label: label.get("intent") != "incident")
    found = _listed(_label(label) for label in safety_first)
    return _("Understood: %(what)s") % {"what": found} if found else _("Nothing understood that can be written down")


def _label(label: dict[str, str]) -> Words:
    intent = label.get("intent", "")
    detail = label.get("action") or label.get("severity") or label.get("kind") or ""
    return UNDERSTOOD.get((intent, detail), intent.replace("_", " "))


def _planned(told: _Told) -> str:
    what = told.items("items")
    return _("Planned: %(what)s") % {"what": what} if what else _("Nothing to change in the records")


def _waiting(told: _Told) -> str:
    if not told.fact("theirs", default=False):
        return _("Waiting for the office to decide")
    return (
        _("Waiting for your decision") if told.own else _("Waiting for %(who)s to decide") % {"who": told.fact("who")}
    )


def _decided(told: _Told) -> str:
    how: dict[str, str] = {
        ItemStatus.REJECTED: _("%(who)s turned down: %(what)s"),
        ItemStatus.UNDONE: _("%(who)s took back: %(what)s"),
    }
    words = how.get(told.fact("how"), _("%(who)s approved: %(what)s"))
    return words % {"who": told.fact("by") or _("Somebody"), "what": told.items("items")}


def _listed(parts: Iterable[Words]) -> str:
    return " · ".join(dict.fromkeys(str(part) for part in parts))


_WORDS: dict[str, Callable[[_Told], str]] = {
    StepKind.SENT: lambda told: _("Received"),
    StepKind.READ: lambda told: _("Reading your message") if told.own else _("Reading the message"),
    StepKind.DANGER: _danger,
    StepKind.NO_DANGER: lambda told: _("Looked for danger: none"),
    StepKind.UNDERSTOOD: _understood,
    StepKind.PLANNED: _planned,
    StepKind.WAITING: _waiting,
    StepKind.RESUMED: lambda told: _("Going on"),
    StepKind.DECIDED: _decided,
    StepKind.DID: lambda told: _("Done: %(what)s") % {"what": told.items("items")},
    StepKind.NOT_DONE: lambda told: _("Not done: %(what)s") % {"what": told.items("items")},
    StepKind.PASSED_ON: lambda told: _("Passed on: the office reads it"),
    StepKind.ANSWERED: lambda told: _("Answered"),
    StepKind.FINISHED: lambda told: _("Finished"),
    StepKind.FAILED: lambda told: _("Given up: people of the office go on with it"),
}
