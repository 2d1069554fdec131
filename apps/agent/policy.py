"""What the agent may do by itself: decided here, in code, never by a model.

The code is the ceiling. A row of `CommandPolicy` can only take away: a higher threshold, asking every time, trying it
out, or not at all.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agent.models import CommandPolicy
from apps.agent.states import Brain, PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.agent.understanding import ASK_BELOW
from apps.core.actor import Actor
from apps.core.commands import Risk, find
from apps.core.gates import gate_of
from apps.core.models import BY_AGENT, Policy, ProposalItem

SURE = ASK_BELOW  # below this a reversible command is asked about, as the question in the answer says
SOURCE = BY_AGENT
NOT_ANY_MORE = gettext_lazy("An administrator has decided that the agent does not do this.")


class Rule(NamedTuple):
    """What administrators say about one command."""

    mode: PolicyMode = PolicyMode.AUTO
    threshold: float = 0.0


def decide(command: str, *, confidence: float, brain: Brain, actor: Actor) -> tuple[Policy, str]:
    """Auto, ask, try or forbid for one suggested command, and the reason in a sentence."""
    if command not in PROPOSABLE:
        return Policy.FORBID, _("The agent may not suggest this.")
    if not actor.may(command):
        return Policy.FORBID, _("The person it serves may not do this.")
    verb = find(command)
    undone = verb.inverse is not None
    return weigh(verb.risk, confidence=confidence, brain=brain, rule=rule_for(command), can_be_undone=undone)


def weigh(risk: Risk, *, confidence: float, brain: Brain, rule: Rule, can_be_undone: bool = True) -> tuple[Policy, str]:
    """What is decided about a command that the agent may suggest and the person may do.

    Args:
        confidence: 0 to 1.
        can_be_undone: by the command's declared inverse; for the sentence only.
    """
    if risk in (Risk.NEVER, Risk.TWO_PERSON):
        return Policy.FORBID, _("The agent never does this.")
    if brain == Brain.SAFETY_NET and risk != Risk.APPROVE:
        return Policy.AUTO, _("A danger to life is always reported.")
    if rule.mode == PolicyMode.NEVER:
        return Policy.FORBID, str(NOT_ANY_MORE)
    if rule.mode == PolicyMode.SHADOW:
        return Policy.SHADOW, _("This is being tried: somebody decides every time.")
    if risk == Risk.APPROVE:
        return Policy.ASK, _("Somebody decides this every time.")
    if rule.mode == PolicyMode.ASK:
        return Policy.ASK, _("An administrator wants somebody to decide this every time.")
    needed = max(SURE, rule.threshold)
    if confidence < needed:
        return Policy.ASK, _("Only %(sure)s sure; %(needed)s is needed.") % {
            "sure": _share(confidence),
            "needed": _share(needed),
        }
    words = _("It can be undone, and %(sure)s sure.") if can_be_undone else _("It is %(sure)s sure.")
    return Policy.AUTO, words % {"sure": _share(confidence)}


def _share(confidence: float) -> str:
    """A share rounded down: what is less than needed never reads as much."""
    return f"{int(confidence * 1000 + 1e-6) / 10:g}%"


def rule_for(command: str) -> Rule:
    """What administrators say about a command; where they have said nothing, the code's rule holds alone."""
    row = CommandPolicy.objects.filter(command=command).values_list("mode", "threshold").first()
    return Rule(PolicyMode(row[0]), row[1]) if row else Rule()


@gate_of(SOURCE)
def barred(item: ProposalItem) -> str:
    """What was suggested before an administrator ruled it out, and waits. Dangers to life stay what they are."""
    if item.brain == Brain.SAFETY_NET:
        return ""
    return str(NOT_ANY_MORE) if rule_for(item.command).mode == PolicyMode.NEVER else ""
