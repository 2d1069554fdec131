"""The questions that the office asks in plain words, and who answers each: only to who works in the office."""

import re
from collections.abc import Callable

from apps.agent.answers import free, office_people, office_work
from apps.agent.answers.question import Question
from apps.agent.answers.told import Told
from apps.core.selectors import is_of_the_office

Reader = Callable[[Question], Told | None]


def _for_office(reader: Reader) -> Reader:
    """To others it answers nothing: people read what they asked."""
    return lambda question: reader(question) if is_of_the_office(question.actor) else None


READERS: tuple[tuple["re.Pattern[str]", Reader], ...] = tuple(
    (pattern, _for_office(reader))
    for pattern, reader in (
        (office_work.NOBODY, office_work.nobody),
        (free.FREE, free.who_is_free),
        (office_people.OFF, office_people.away),
        (office_work.OVERDUE, office_work.overdue_jobs),
        (office_work.LATE, office_work.late_visits),
        (office_work.FOLLOW_UPS, office_work.follow_ups),
        (office_work.REVIEWS, office_work.reviews),
        (office_work.INCIDENTS, office_work.incidents),
        (office_people.WHERE, office_people.where),
        (office_people.DAY_OF, office_people.day_of),
        (office_work.PLANNED, office_work.planned),
    )
)
