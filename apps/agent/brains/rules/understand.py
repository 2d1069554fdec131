"""Puts the rules together: a message in, an Understanding out."""

from collections import defaultdict

from apps.agent.brains.rules.answers import language_of, question_about, summary_of
from apps.agent.brains.rules.clauses import split
from apps.agent.brains.rules.hits import SPELLER, Hit, hits_of, honest
from apps.agent.brains.rules.places import job_number_of, place_of
from apps.agent.understanding import (
    ASK_BELOW,
    AttendanceAction,
    Intent,
    JobAction,
    Language,
    RequestKind,
    Severity,
    Understanding,
    Understood,
)

SURE = 0.9
"""Confidence from which a phrase overrules a weaker one that says otherwise."""
WEAK = 0.7
"""Confidence below which a phrase counts only when nothing of its intent is said better."""
_SEVERITIES = ("critical", "high", "medium", "low")


def understand(text: str) -> Understanding:
    """What `text` says, in English or Spanish. Never raises; without anything to do it is one `general` action.

    It does not look for danger to life: that is `safety_net.find_danger`, which the caller merges.
    """
    clauses = honest(split(text, SPELLER.correct))
    lang = language_of(text)
    hits = _settled(hits_of(clauses))
    actions = tuple(_understood(text, group) for group in _grouped(hits)) or (_nothing(),)
    place = place_of(text)
    return Understanding(
        actions=actions,
        lang=lang,
        job_number=job_number_of(text),
        place=place.text if place else None,
        place_span=place,
        ask=_ask(actions, lang),
    )


def _settled(hits: list[Hit]) -> list[Hit]:
    """Without the phrases that others in the message overrule."""
    kept = [hit for hit in hits if not any(_overrules(other, hit) for other in hits)]
    acting = [hit for hit in kept if hit.intent is not Intent.GENERAL]
    return acting or kept[:1]


def _overrules(other: Hit, hit: Hit) -> bool:
    if hit.confidence < WEAK <= other.confidence and (other.intent is hit.intent or hit.label != "complete"):
        return other.intent not in (Intent.QUESTION, Intent.GENERAL)
    if other.intent is hit.intent is Intent.INCIDENT:
        return _SEVERITIES.index(other.label) < _SEVERITIES.index(hit.label) and other.label != "low"
    same_clause = other.number == hit.number
    same_sentence = other.clause.sentence == hit.clause.sentence
    match (other.label, hit.label):
        case ("progress", "complete"):
            return other.confidence >= SURE and (same_sentence or hit.confidence < SURE)
        case ("progress", "start"):
            return other.confidence >= SURE
        case ("complete", "progress"):
            return not same_clause and hit.confidence < SURE <= other.confidence
        case ("complete", "start"):
            return hit.place < other.place
        case ("sick_leave", "time_off" | "other" | "delay" | "blocked") | ("overtime", "blocked"):
            return True
        case ("check_in" | "break_end" | "delay", "start" | "overtime") | ("check_out", "complete"):
            return same_clause and hit.confidence <= other.confidence
        case ("blocked", "start" | "purchase" | "progress" | "access") | ("en_route", "start"):
            return same_clause and hit.confidence < other.confidence
        case ("check_out", "en_route"):
            return same_sentence
        case ("purchase" | "access" | "overtime", "other"):
            return same_clause
    return False


def _grouped(hits: list[Hit]) -> list[list[Hit]]:
    """Hits that say the same, together, in the order of the message."""
    groups: dict[tuple[Intent, str], list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.place):
        groups[hit.intent, hit.label].append(hit)
    return list(groups.values())


def _understood(text: str, group: list[Hit]) -> Understood:
    best = max(group, key=lambda hit: hit.confidence)
    evidence = sorted({hit.clause.span(text, hit.start, hit.end) for hit in group}, key=lambda span: span.start)
    sure = best.confidence + (0.02 if len(group) > 1 else 0)
    intent, label = best.intent, best.label
    return Understood(
        intent=intent,
        action=_action(intent, label),
        severity=Severity(label) if intent is Intent.INCIDENT else None,
        kind=RequestKind(label) if intent is Intent.REQUEST else None,
        confidence=round(min(sure, 0.98), 2),
        evidence=tuple(evidence),
        decided_by="rules",
        summary=summary_of(label, evidence[0].text),
    )


def _action(intent: Intent, label: str) -> JobAction | AttendanceAction | None:
    if intent is Intent.JOB_UPDATE:
        return JobAction(label)
    return AttendanceAction(label) if intent is Intent.ATTENDANCE else None


def _nothing() -> Understood:
    return Understood(intent=Intent.GENERAL, confidence=0.6, decided_by="rules", summary="Nothing to do")


def _ask(actions: tuple[Understood, ...], lang: Language) -> str | None:
    unsure = [action for action in actions if action.is_consequential and action.confidence < ASK_BELOW]
    if not unsure:
        return None
    detail = next(value for key, value in min(unsure, key=lambda a: a.confidence).label.items() if key != "intent")
    return question_about(detail, lang)
