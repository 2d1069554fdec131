"""Finds what each clause says, and drops what is only supposed, denied, asked or said better by a longer phrase."""

from dataclasses import dataclass, replace

from apps.agent.brains.rules import attendance, incidents, job_moves, job_updates, questions, requests
from apps.agent.brains.rules.clauses import Clause
from apps.agent.brains.rules.lexicon import CLASSES
from apps.agent.brains.rules.mood import VOCABULARY, Mood, mood_of
from apps.agent.brains.rules.patterns import PhraseSet, words_of
from apps.agent.brains.rules.spelling import Speller
from apps.agent.understanding import Intent

_TABLES = (
    (Intent.JOB_UPDATE, (*job_moves.TABLE, *job_updates.TABLE)),
    (Intent.INCIDENT, incidents.TABLE),
    (Intent.REQUEST, requests.TABLE),
    (Intent.ATTENDANCE, attendance.TABLE),
    (Intent.QUESTION, questions.TABLE[:1]),
    (Intent.GENERAL, questions.TABLE[1:]),
)
RULES = tuple((i, label, sure, PhraseSet(lines, CLASSES)) for i, table in _TABLES for label, sure, lines in table)
_the_job = PhraseSet(incidents.THE_JOB)
_aimed = PhraseSet(questions.AIMED_AT_THE_AGENT)

SPELLER = Speller.with_ordinary_words(
    {
        *words_of(lines for _, table in _TABLES for _, _, lines in table),
        *words_of([*CLASSES.values(), incidents.THE_JOB, questions.AIMED_AT_THE_AGENT]),
        *VOCABULARY,
        *questions.ORDERS,
    }
)

_DENIABLE_AS_PROGRESS = {Mood.DENIED: 0.9, Mood.AHEAD: 0.82}


@dataclass(frozen=True)
class Hit:
    """A phrase of a rule found in a clause; `start` and `end` count characters of the clause's `norm`."""

    intent: Intent
    label: str
    confidence: float
    clause: Clause
    number: int
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Orders hits as they stand in the message."""
        return (self.number, self.start)

    def covers(self, other: "Hit") -> bool:
        """Whether it is the longer phrase around `other`, in the same clause."""
        if self.number != other.number or self.start > other.start or self.end < other.end:
            return False
        return (self.end - self.start) > (other.end - other.start)

    def overlaps(self, other: "Hit") -> bool:
        """Whether they share words."""
        return self.number == other.number and self.start < other.end and other.start < self.end


def honest(clauses: list[Clause]) -> list[Clause]:
    """The clauses without instructions aimed at the agent, and without the orders that follow them."""
    kept, poisoned = [], -1
    for clause in clauses:
        if clause.norm in _aimed:
            poisoned = clause.sentence
        elif clause.sentence != poisoned or clause.tokens[0].norm not in questions.ORDERS:
            kept.append(clause)
    return kept


def hits_of(clauses: list[Clause]) -> list[Hit]:
    """Everything the clauses say, as it is meant."""
    found: list[Hit] = []
    for number, clause in enumerate(clauses):
        found += _meant(_longest(_found(clause, number)), clause)
    return found


def _found(clause: Clause, number: int) -> list[Hit]:
    return [
        Hit(intent, label, sure, clause, number, start, end)
        for intent, label, sure, phrases in RULES
        for start, end in phrases.find(clause.norm)
    ]


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drops what stands inside a longer phrase, and of overlapping phrases of one intent the less sure."""
    acting = [hit for hit in hits if hit.intent not in (Intent.QUESTION, Intent.GENERAL)]
    kept = [hit for hit in hits if not any(other.covers(hit) for other in acting)]
    return [hit for hit in kept if not any(_beats(other, hit) for other in kept)]


def _beats(other: Hit, hit: Hit) -> bool:
    if other.intent is not hit.intent or other.label == hit.label or not other.overlaps(hit):
        return False
    mine, yours = (hit.confidence, hit.end - hit.start), (other.confidence, other.end - other.start)
    return yours > mine


def _meant(hits: list[Hit], clause: Clause) -> list[Hit]:
    asks = "?" in clause.ending or any(hit.intent is Intent.QUESTION for hit in hits)
    meant = [said for hit in hits if (said := _as_meant(hit, asks=asks))]
    acts = any(hit.intent not in (Intent.QUESTION, Intent.GENERAL) for hit in meant)
    if acts:
        return [hit for hit in meant if hit.intent not in (Intent.QUESTION, Intent.GENERAL)]
    if asks:
        number = hits[0].number if hits else -1
        return [_question(clause, number, meant)]
    return meant


def _question(clause: Clause, number: int, hits: list[Hit]) -> Hit:
    known = [hit for hit in hits if hit.intent is Intent.QUESTION]
    sure = 0.95 if known and "?" in clause.ending else 0.88
    return Hit(Intent.QUESTION, "question", sure, clause, number, 0, len(clause.norm) - 1)


def _as_meant(hit: Hit, *, asks: bool) -> Hit | None:
    if hit.intent in (Intent.QUESTION, Intent.GENERAL):
        return hit
    mood = mood_of(hit.clause, hit.start)
    if hit.intent is Intent.REQUEST:
        return None if mood is Mood.DENIED else hit
    if hit.intent is Intent.INCIDENT:
        return _incident_as_meant(hit, mood, asks=asks)
    if asks or mood in (Mood.SUPPOSED, Mood.WANTED):
        return None
    if hit.label == "complete":
        return _completion_as_meant(hit, mood)
    return None if mood in (Mood.DENIED, Mood.AHEAD) and hit.label not in ("delay", "en_route") else hit


def _completion_as_meant(hit: Hit, mood: Mood) -> Hit | None:
    if mood in _DENIABLE_AS_PROGRESS and hit.confidence >= 0.7:
        return replace(hit, label="progress", confidence=_DENIABLE_AS_PROGRESS[mood])
    return hit if mood is Mood.SAID else None


def _incident_as_meant(hit: Hit, mood: Mood, *, asks: bool) -> Hit | None:
    before = hit.clause.norm[: hit.start + 1]
    if mood in (Mood.DENIED, Mood.SUPPOSED) or _the_job.find(before):
        return None
    return replace(hit, confidence=0.7) if asks else hit
