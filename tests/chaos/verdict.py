"""What became of the messages, read from the database once all is quiet: lost, doubled, invented, and how quick."""

from collections import Counter
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from tests.chaos.cast import OFFICE
from tests.e2e.processes import Product

# Each count is what there should be once per message of the story.
ONCE_PER_MESSAGE = {
    "messages": "SELECT count(*) FROM agent_message WHERE author = 'person'",
    "runs done": "SELECT count(*) FROM agent_agentrun WHERE status = 'done'",
    "answers": "SELECT count(*) FROM agent_message WHERE author = 'agent'",
    "visits completed": "SELECT count(*) FROM jobs_visit WHERE status = 'completed'",
    "completions": "SELECT count(*) FROM core_event WHERE name = 'visit.completed'",
    "visits with an incident": "SELECT count(DISTINCT visit_id) FROM jobs_incident",
    "incidents": "SELECT count(*) FROM jobs_incident",
    "reports": "SELECT count(*) FROM core_event WHERE name = 'incident.reported'",
    "events told to the office's feed": "SELECT count(*) FROM core_feedentry f JOIN core_event e ON e.id = f.event_id"
    " WHERE f.audience = 'office' AND e.name = 'incident.reported'",
}
ONCE_PER_MESSAGE_AND_OFFICE = {
    "notifications": "SELECT count(*) FROM notifications_notification WHERE kind = 'incident.reported'",
    "people told of an incident": "SELECT count(*) FROM (SELECT DISTINCT recipient_id, event_id"
    " FROM notifications_notification WHERE kind = 'incident.reported') AS told",
    "emails sent": "SELECT count(*) FROM notifications_email WHERE state = 'sent'",
}
NEVER = {
    "runs not done": "SELECT count(*) FROM agent_agentrun WHERE status <> 'done'",
    "deliveries still due": "SELECT count(*) FROM core_delivery WHERE state = 'due'",
    "deliveries given up": "SELECT count(*) FROM core_delivery WHERE state = 'dead'",
    "notifications of nothing": "SELECT count(*) FROM notifications_notification n"
    " WHERE NOT EXISTS (SELECT FROM core_event e WHERE e.public_id = n.event_id)",
    "incidents without a message": "SELECT count(*) FROM jobs_incident i WHERE NOT EXISTS ("
    " SELECT FROM agent_message m JOIN jobs_visit v ON v.public_id = m.visit_id WHERE v.id = i.visit_id)",
    "audited twice": "SELECT count(*) FROM (SELECT subject_id FROM core_auditentry WHERE command = 'visit.complete'"
    " AND outcome = 'done' GROUP BY subject_id HAVING count(*) > 1) AS twice",
}
# Both need track_commit_timestamp: from the commit of the message to that of the office's row, and of the answer.
ROWS = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(m.xmin)), extract(epoch FROM pg_xact_commit_timestamp(n.xmin))
FROM notifications_notification n
JOIN core_event e ON e.public_id = n.event_id
JOIN jobs_incident i ON i.public_id = e.subject_id
JOIN jobs_visit v ON v.id = i.visit_id
JOIN agent_message m ON m.visit_id = v.public_id AND m.author = 'person'
WHERE n.kind = 'incident.reported'
"""
ANSWERS = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(m.xmin)), extract(epoch FROM pg_xact_commit_timestamp(a.xmin))
FROM agent_message a JOIN agent_message m ON m.id = a.answers_id
"""
Spans = list[tuple[float, float]]  # unix times of two commits


@dataclass(frozen=True, slots=True)
class Verdict:
    """Empty dictionaries are what everybody hopes for."""

    lost: dict[str, int]
    doubled: dict[str, int]
    phantoms: dict[str, int]
    emails_sent_twice: int
    rows: Spans  # from a message to the office's notification
    answers: Spans  # from a message to its answer

    @property
    def faultless(self) -> bool:
        """Nothing lost, nothing doubled, nothing invented."""
        return not (self.lost or self.doubled or self.phantoms)


def judge(product: Product, messages: int) -> Verdict:
    """Compare what is there with what was sent."""
    lost, doubled = {}, {}
    with product.database() as database:
        for wanted, questions in ((messages, ONCE_PER_MESSAGE), (messages * OFFICE, ONCE_PER_MESSAGE_AND_OFFICE)):
            for name, sql in questions.items():
                found = _one(database, sql)
                if found < wanted:
                    lost[name] = wanted - found
                elif found > wanted:
                    doubled[name] = found - wanted
        phantoms = {name: found for name, sql in NEVER.items() if (found := _one(database, sql))}
        rows, answers = (_spans(database, sql) for sql in (ROWS, ANSWERS))
    ids = Counter(mail["Message-ID"] for mail in product.sink.mails)
    return Verdict(lost, doubled, phantoms, sum(n - 1 for n in ids.values()), rows, answers)


def open_work(product: Product) -> int:
    """How much is still to be done: runs and deliveries."""
    with product.database() as database:
        return _one(database, NEVER["runs not done"]) + _one(database, NEVER["deliveries still due"])


def seconds_outside(spans: Spans, outages: Spans) -> list[float]:
    """How long each took, without those that overlap a time in which something they need was away."""
    return [told - said for said, told in spans if not any(start <= told and said <= end for start, end in outages)]


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies; 0 without any."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=1000, method="inclusive")[min(round(share * 1000), 999) - 1]


def _spans(database: Any, sql: str) -> Spans:
    return [(float(a), float(b)) for a, b in database.execute(sql).fetchall()]


def _one(database: Any, sql: str) -> int:
    return int(database.execute(sql).fetchone()[0])
