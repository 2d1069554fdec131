"""A run's step as a sentence, in the reader's language."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.agent.brains.hazards import Hazard
from apps.agent.models import AgentStep
from apps.agent.states import StepKind
from apps.core.models import ItemStatus

Facts = dict[str, Any]
Told = str | Promise

HAZARDS: dict[str, Told] = {
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
}
UNDERSTOOD: dict[tuple[str, str], Told] = {
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


def sentence(step: AgentStep, *, own: bool) -> str:
    """What happened, for the person the run serves (`own`) or for somebody who looks on."""
    words = _WORDS.get(step.kind)
    return words(step.facts | {"own": own}) if words else str(StepKind(step.kind).label)


def _danger(facts: Facts) -> str:
    hazard = facts.get("hazard", "")
    return _("Danger found: %(what)s. The office is being told.") % {"what": HAZARDS.get(hazard, hazard)}


def _understood(facts: Facts) -> str:
    safety_first = sorted(facts.get("what", []), key=lambda label: label.get("intent") != "incident")
    found = [_label(label) for label in safety_first]
    return (
        _("Understood: %(what)s") % {"what": _listed(found)}
        if found
        else _("Nothing understood that can be written down")
    )


def _label(label: dict[str, str]) -> Told:
    intent = label.get("intent", "")
    detail = label.get("action") or label.get("severity") or label.get("kind") or ""
    return UNDERSTOOD.get((intent, detail), intent.replace("_", " "))


def _planned(facts: Facts) -> str:
    what = facts.get("what", [])
    return _("Planned: %(what)s") % {"what": _listed(what)} if what else _("Nothing to change in the records")


def _waiting(facts: Facts) -> str:
    if not facts.get("theirs"):
        return _("Waiting for the office to decide")
    return (
        _("Waiting for your decision")
        if facts["own"]
        else _("Waiting for %(who)s to decide") % {"who": facts.get("who", "")}
    )


def _decided(facts: Facts) -> str:
    how: dict[str, str] = {
        ItemStatus.REJECTED: _("%(who)s turned down: %(what)s"),
        ItemStatus.UNDONE: _("%(who)s took back: %(what)s"),
    }
    told = {"who": facts.get("by") or _("Somebody"), "what": facts.get("what", "")}
    return how.get(facts.get("how", ""), _("%(who)s approved: %(what)s")) % told


def _not_done(facts: Facts) -> str:
    return _("Not done: %(what)s. %(why)s") % {"what": facts.get("what", ""), "why": facts.get("why", "")}


def _listed(parts: Iterable[Told]) -> str:
    return " · ".join(dict.fromkeys(str(part) for part in parts))


_WORDS: dict[str, Callable[[Facts], str]] = {
    StepKind.SENT: lambda facts: _("Received"),
    StepKind.READ: lambda facts: _("Reading your message…") if facts["own"] else _("Reading the message…"),
    StepKind.DANGER: _danger,
    StepKind.NO_DANGER: lambda facts: _("Looked for danger: none"),
    StepKind.UNDERSTOOD: _understood,
    StepKind.PLANNED: _planned,
    StepKind.WAITING: _waiting,
    StepKind.RESUMED: lambda facts: _("Going on"),
    StepKind.DECIDED: _decided,
    StepKind.DID: lambda facts: _("Done: %(what)s") % {"what": facts.get("what", "")},
    StepKind.NOT_DONE: _not_done,
    StepKind.PASSED_ON: lambda facts: _("Passed on: the office reads it"),
    StepKind.ANSWERED: lambda facts: _("Answered"),
    StepKind.FINISHED: lambda facts: _("Finished"),
    StepKind.FAILED: lambda facts: _("Given up: people of the office go on with it"),
}
