"""What a message means, by rules and trained weights together: the rules brain's reading."""

import logging

from apps.agent.brains.rules import understand as rules_alone
from apps.agent.brains.rules.answers import question_about, summary_of
from apps.agent.brains.trained.signals import Signals
from apps.agent.brains.trained.verdict import Verdict, verdict_of
from apps.agent.brains.trained.weights import weights
from apps.agent.labels import detail_of, label_of
from apps.agent.understanding import (
    ASK_BELOW,
    AttendanceAction,
    Intent,
    JobAction,
    RequestKind,
    Severity,
    Span,
    Understanding,
    Understood,
)

logger = logging.getLogger(__name__)

SHORT, SURE = 2, 0.9


def understand(text: str) -> Understanding:
    """What `text` says. Never raises. Numbers, places and language are the rules'; what they read alike keeps their
    words as its evidence, anything else has the clause that says it.
    """
    try:
        verdict = verdict_of(text)
    except Exception:
        # Whatever is wrong with the weights must not keep a message from being read.
        logger.exception("the weights failed; the rules alone read")
        return rules_alone(text)
    rules = verdict.signals.rules
    if not verdict.signals.parts or _speaks_for_itself(verdict.signals):
        return rules
    actions = sorted([_action(verdict, name) for name in verdict.chosen], key=_place)
    return rules.model_copy(update={"actions": tuple(actions), "whole": verdict.right, "ask": _ask(actions, rules)})


def _speaks_for_itself(signals: Signals) -> bool:
    """Whether it is a word or two that the rules know: there is little to weigh in it."""
    known = [action for action in signals.rules.actions if action.evidence]
    return bool(known) and len(signals.whole.read) <= SHORT and all(action.confidence >= SURE for action in known)


def _action(verdict: Verdict, name: str) -> Understood:
    alike = next((a for a in verdict.signals.rules.actions if a.label == label_of(name) and a.evidence), None)
    confidence = round(verdict.probabilities[name], 3)
    if alike:
        return alike.model_copy(update={"confidence": confidence})
    label, evidence = label_of(name), said_in(verdict, name)
    intent, detail = Intent(label["intent"]), detail_of(name)
    return Understood(
        intent=intent,
        action=_move(intent, detail),
        severity=Severity(detail) if intent is Intent.INCIDENT else None,
        kind=RequestKind(detail) if intent is Intent.REQUEST else None,
        confidence=confidence,
        evidence=(evidence,),
        decided_by="rules",
        summary=summary_of(detail, evidence.text) if intent is not Intent.GENERAL else "Nothing to do",
    )


def _move(intent: Intent, detail: str) -> JobAction | AttendanceAction | None:
    if intent is Intent.JOB_UPDATE:
        return JobAction(detail)
    return AttendanceAction(detail) if intent is Intent.ATTENDANCE else None


def said_in(verdict: Verdict, name: str) -> Span:
    """The clause that says it most."""
    column = weights().head.labels.index(name)
    best = max(range(len(verdict.parts)), key=lambda n: verdict.parts[n][column])
    return clause_span(verdict.signals, best)


def clause_span(signals: Signals, number: int) -> Span:
    """The words of a clause, as they stand in the message."""
    tokens = signals.clauses[number].tokens
    return Span.of(signals.text, tokens[0].start, tokens[-1].end)


def _place(action: Understood) -> int:
    return min(span.start for span in action.evidence)


def _ask(actions: list[Understood], rules: Understanding) -> str | None:
    unsure = [action for action in actions if action.is_consequential and action.confidence < ASK_BELOW]
    if not unsure:
        return None
    least = min(unsure, key=lambda action: action.confidence)
    return question_about(list(least.label.values())[-1], rules.lang)
