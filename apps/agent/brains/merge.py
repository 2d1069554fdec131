"""Joins what the safety net found with what a brain understood: the danger is always there, and exactly once."""

from apps.agent.brains.danger import find_danger
from apps.agent.brains.hazards import Hazard
from apps.agent.brains.safety_net import Danger
from apps.agent.understanding import ASK_BELOW, Intent, Severity, Span, Understanding, Understood


def with_danger(text: str, understanding: Understanding) -> Understanding:
    """What a brain understood of `text`, with what the safety net finds in it: how every reading ends."""
    return merge(find_danger(text), understanding)


def merge(danger: Danger | None, understanding: Understanding) -> Understanding:
    """`understanding` with `danger` as its critical incident (decided by the safety net).

    Critical and high incidents of the brain, and whatever it made of the same words, give way to it; milder
    incidents in other words stay. Without a danger the understanding is returned as it is.
    """
    if danger is None:
        return understanding
    kept = [action for action in understanding.actions if _stays(action, danger)]
    actions = sorted([*kept, _incident(danger)], key=_position)
    unsure = any(action.is_consequential and action.confidence < ASK_BELOW for action in kept)
    ask = understanding.ask if unsure else None
    return understanding.model_copy(update={"actions": tuple(actions), "ask": ask})


def _incident(danger: Danger) -> Understood:
    words = "; ".join(span.text for span in danger.evidence)
    return Understood(
        intent=Intent.INCIDENT,
        severity=Severity.CRITICAL,
        confidence=danger.confidence,
        evidence=danger.evidence,
        decided_by="safety_net",
        summary=f"Danger to life ({_kind(danger)}): “{words[:200]}”",
    )


def _kind(danger: Danger) -> str:
    if danger.hazard is Hazard.UNNAMED:
        return f"by its wording, {danger.confidence:.0%}"
    return danger.hazard.value.replace("_", " ")


def _stays(action: Understood, danger: Danger) -> bool:
    if action.intent is Intent.GENERAL:
        return False
    if action.intent is Intent.JOB_UPDATE:
        return True
    if action.intent is Intent.INCIDENT and action.severity in (Severity.CRITICAL, Severity.HIGH):
        return False
    return not any(_overlap(mine, theirs) for mine in action.evidence for theirs in danger.evidence)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _position(action: Understood) -> int:
    return min((span.start for span in action.evidence), default=0)
