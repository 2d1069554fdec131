"""What the database says afterwards."""

from tests.e2e.processes import Product
from tests.storm.writers import Answers

OVERLAPS = """
SELECT count(*) FROM jobs_assignment a JOIN jobs_assignment b
  ON a.member_id = b.member_id AND a.id < b.id AND a.during && b.during
WHERE a.live AND b.live AND a.override_reason = '' AND b.override_reason = ''
"""
HALF_DONE = """
SELECT count(*) FROM jobs_visit v JOIN jobs_job j ON j.id = v.job_id JOIN jobs_site s ON s.id = j.site_id
WHERE s.name = 'Windy Hill' AND NOT EXISTS (SELECT 1 FROM jobs_assignment a WHERE a.visit_id = v.id)
"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def deadlocks(running: Product) -> int:
    """How often PostgreSQL had to end one of two that waited for each other, since it was made."""
    return int(running.one(DEADLOCKS))


def judged(running: Product, answers: Answers, deadlocks_before: int) -> dict[str, int]:
    """Overlaps, deadlocks, answers that say that something broke, and how the rest ended."""
    return {
        "attempts": len(answers.endings),
        "booked": answers.count(200),
        "refused": answers.count(409, "double_booking"),
        "overlaps": int(running.one(OVERLAPS)),
        "deadlocks": deadlocks(running) - deadlocks_before,
        "broken": sum(1 for status, _code in answers.endings if status >= 500),
    }
