"""Puts the rules together: a message in, an Understanding out."""

from collections import defaultdict
from enum import Enum

from apps.agent.brains.rules.answers import language_of, question_about, summary_of
from apps.agent.brains.rules.clauses import Clause, split
from apps.agent.brains.rules.hits import SPELLER, Hit, hits_of, honest
from apps.agent.brains.rules.places import job_number_of, place_of
from apps.agent.brains.rules.quotes import own_words, without_quoted_orders
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


class _Reach(Enum):
    """How near two phrases must stand for one to overrule the other."""

    CLAUSE = "same clause, and not less sure"
    SENTENCE = "same sentence"
    MESSAGE = "anywhere in the message"


_OVERRULED = {
    ("sick_leave", "time_off"): _Reach.MESSAGE,
    ("sick_leave", "other"): _Reach.MESSAGE,
    ("sick_leave", "delay"): _Reach.MESSAGE,
    ("sick_leave", "blocked"): _Reach.MESSAGE,
    ("overtime", "blocked"): _Reach.MESSAGE,
    ("progress", "start"): _Reach.MESSAGE,
    ("check_out", "en_route"): _Reach.SENTENCE,
    ("check_out", "complete"): _Reach.CLAUSE,
    ("check_in", "start"): _Reach.CLAUSE,
    ("break_end", "start"): _Reach.CLAUSE,
    ("delay", "overtime"): _Reach.CLAUSE,
    ("blocked", "start"): _Reach.CLAUSE,
    ("blocked", "purchase"): _Reach.CLAUSE,
    ("blocked", "progress"): _Reach.CLAUSE,
    ("blocked", "access"): _Reach.CLAUSE,
    ("en_route", "start"): _Reach.CLAUSE,
    ("purchase", "other"): _Reach.CLAUSE,
    ("access", "other"): _Reach.CLAUSE,
    ("overtime", "other"): _Reach.CLAUSE,
}
"""(what overrules, what gives way): how near. "Need a valve to go on" is blocked, not a purchase."""
_SEVERITIES = ("critical", "high", "medium", "low")


MOST_HITS = 300
"""Nobody says more in a message; each is weighed against every other. (Danger to life is looked for elsewhere.)"""


def understand(text: str) -> Understanding:
    """What `text` says, in English or Spanish. Never raises; without anything to do it is one `general` action.

    It does not look for danger to life: that is `safety_net.find_danger`, which the caller merges.
    """
    return understand_clauses(text, own_clauses(text))


def own_clauses(text: str) -> list[Clause]:
    """The clauses the writer says: without instructions aimed at the agent, and orders quoted from others."""
    return without_quoted_orders(text, honest(split(text, SPELLER.correct)))


def understand_clauses(text: str, clauses: list[Clause]) -> Understanding:
    """As `understand`, of a text that is cut already."""
    lang = language_of(text)
    hits = _settled(hits_of(clauses)[:MOST_HITS])
    actions = tuple(_understood(text, group) for group in _grouped(hits)) or (_nothing(),)
    own = own_words(text)
    place = place_of(own)
    return Understanding(
        actions=actions,
        lang=lang,
        job_number=job_number_of(own),
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
    if Intent.JOB_UPDATE is other.intent is hit.intent and "complete" in (other.label, hit.label):
        return _settles_completion(other, hit)
    reach = _OVERRULED.get((other.label, hit.label))
    if reach is None or (reach is _Reach.CLAUSE and other.number != hit.number):
        return False
    if reach is _Reach.SENTENCE:
        return other.clause.sentence == hit.clause.sentence
    return reach is _Reach.MESSAGE or hit.confidence <= other.confidence


def _settles_completion(other: Hit, hit: Hit) -> bool:
    """Whether the work is not finished after all, or finished after what `hit` says of it."""
    match (other.label, hit.label):
        case ("progress", "complete"):
            near = other.clause.sentence == hit.clause.sentence and not _of_different_jobs(other, hit)
            return other.confidence >= SURE and (near or hit.confidence < SURE)
        case ("complete", "progress"):
            return other.number != hit.number and hit.confidence < SURE <= other.confidence
    return (other.label, hit.label) == ("complete", "start") and hit.place < other.place


def _of_different_jobs(one: Hit, other: Hit) -> bool:
    """Whether each stands in a clause that names a job of its own by number."""
    named = [{t.norm for t in hit.clause.tokens if t.norm.isdigit() and len(t.norm) > 2} for hit in (one, other)]
    return all(named) and named[0].isdisjoint(named[1])


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
