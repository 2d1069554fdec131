"""What the agent may do by itself: decided here, in code, never by a model."""

from apps.agent.states import Brain
from apps.agent.tools import PROPOSABLE
from apps.core.actor import Actor
from apps.core.commands import Risk, find
from apps.core.models import Policy

SURE = 0.8  # below this a reversible command is asked about


def decide(command: str, *, confidence: float, brain: Brain, actor: Actor) -> tuple[Policy, str]:
    """Auto, ask or forbid for one suggested command, and the reason in a sentence."""
    risk = find(command).risk
    if command not in PROPOSABLE:
        return Policy.FORBID, "The agent may not suggest this."
    if not actor.may(command):
        return Policy.FORBID, "The person it serves may not do this."
    if risk in (Risk.NEVER, Risk.TWO_PERSON):
        return Policy.FORBID, "The agent never does this."
    if risk == Risk.APPROVE:
        return Policy.ASK, "Somebody decides this every time."
    if brain == Brain.SAFETY_NET:
        return Policy.AUTO, "A danger to life is always reported."
    if confidence < SURE:
        return Policy.ASK, f"Only {confidence:.0%} sure; {SURE:.0%} is needed."
    return Policy.AUTO, f"It can be undone, and {confidence:.0%} sure."
