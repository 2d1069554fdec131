"""The day's summary: its numbers are the rows behind their links, for whoever reads it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, join_crew, manage_crew
from apps.crews.models import Crew, User
from apps.crews.states import Role
from apps.jobs.actions import acknowledge_incident, cancel_visit, complete_visit, report_incident, start_visit
from apps.jobs.models import Assignment, Visit
from apps.jobs.reports.letter import summary_letter
from apps.jobs.reports.summary import Number, Summary, summary
from apps.jobs.states import Outcome, Severity
from tests.conftest import HOUR, NOW, Cast, PlanVisit, person
from tests.core.conftest import proposal_of, suggestion

SignedIn = Callable[[User], Client]
DAY = timedelta(days=1)
SEVEN = NOW - 2 * HOUR


@pytest.fixture(autouse=True)
def _that_monday_at_seven() -> Iterator[None]:
    with time_machine.travel(SEVEN, tick=False):
        yield


@pytest.fixture
def reader(cast: Cast) -> User:
    """Somebody who reads reports and sees all."""
    return cast.ada


@pytest.fixture
def marcus(cast: Cast, heating: Crew) -> User:
    """The manager of Ana's crew."""
    marcus = person("Marcus Bell", Role.MANAGER)
    manage_crew(actor=cast.admin(), now=NOW, crew_id=heating.public_id, user_id=marcus.public_id)
    return marcus


@pytest.fixture
def heating(cast: Cast) -> Crew:
    """Ana's crew."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="Heating")
    ana = cast.ana.member.public_id
    join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=ana, since=NOW.date() - 30 * DAY)
    return crew


@pytest.fixture
def busy(cast: Cast, plan: PlanVisit, heating: Crew) -> None:
    """A Sunday and a Monday with something of everything."""
    add_crew(actor=cast.admin(), now=NOW, name="Roofing")
    ends = ((Outcome.COMPLETED, ""), (Outcome.PARTIAL, "Part missing"), (Outcome.UNABLE, "Nobody home"))
    for n, (outcome, reason) in enumerate(ends):
        visit = plan(cast.ben.member, start=NOW - DAY + 2 * n * HOUR)
        start_visit(actor=cast.office(), now=NOW - DAY, visit_id=visit.public_id)
        told = {"outcome": outcome, "reason": reason} if reason else {"outcome": outcome}
        complete_visit(actor=cast.office(), now=NOW - DAY + HOUR, visit_id=visit.public_id, **told)
    plan(cast.charlie.member, start=NOW - DAY)  # nobody ended it
    plan(cast.ana.member, start=NOW)
    plan(cast.ana.member, start=NOW - 3 * HOUR)  # at six: late at seven
    plan(cast.ben.member, start=NOW)
    Assignment.objects.filter(visit=plan(cast.charlie.member, start=NOW + 5 * HOUR, draft=True)).delete()
    cancelled = plan(cast.charlie.member, start=NOW)
    cancel_visit(actor=cast.office(), now=NOW, visit_id=cancelled.public_id, reason="Rain")
    for severity, title in ((Severity.LOW, "Squeaky door"), (Severity.CRITICAL, "Gas by the meter")):
        report_incident(actor=cast.field(), now=SEVEN, severity=severity, title=title)
    acknowledged = report_incident(actor=cast.field(), now=SEVEN, severity=Severity.HIGH, title="Open trench")
    acknowledge_incident(actor=cast.office(), now=SEVEN, incident_id=acknowledged.public_id)


@pytest.fixture
def waiting(cast: Cast, visit: Visit) -> None:
    """A suggestion to finish a visit of Ana's at ten."""
    proposal_of(cast, suggestion("visit.complete", {"visit_id": str(visit.public_id)}))


def told(reader: User) -> Summary:
    return summary(Actor(reader, Via.SCHEDULE), SEVEN)


def counts(numbers: list[Number]) -> dict[str, int]:
    return {number.name: number.count for number in numbers}


def test_what_is_counted(busy: None, waiting: None, reader: User) -> None:
    found = told(reader)
    assert counts(found.today) == {"planned": 5, "nobody": 1, "late": 2}  # one of yesterday's, one at six
    assert counts(found.yesterday) == {"completed": 1, "partial": 1, "unable": 1, "open": 1}
    assert counts(found.waiting) == {"incidents": 3, "decisions": 1}
    assert [(crew.name, crew.visits.count, crew.late.count) for crew in found.crews] == [
        ("Heating", 3, 1),
        ("Members of no crew", 1, 0),
    ]
    assert found.idle == ["Roofing"]
    assert [line.text for line in found.worst] == ["Gas by the meter", "Open trench", "Squeaky door"]
    assert [line.meta for line in found.reasons] == ["Oak St: Part missing", "Oak St: Nobody home"]
    assert not found.is_quiet


def test_every_number_opens_as_many_rows(busy: None, waiting: None, reader: User, signed_in: SignedIn) -> None:
    found, office = told(reader), signed_in(reader)
    of_crews = [number for crew in found.crews for number in (crew.visits, crew.late)]
    for number in (*found.today, *found.yesterday, *found.waiting, *of_crews):
        assert office.get(number.url).context["cl"].result_count == number.count, number.url
    for line in (*found.worst, *found.reasons):
        assert office.get(line.url).status_code == 200
    done = next(figure for figure in found.week if figure.name == "incidents")
    assert office.get(done.url).context["cl"].result_count == int(done.value) == 3


def test_a_links_day_stays_that_day(busy: None, reader: User, signed_in: SignedIn) -> None:
    found = told(reader)
    with time_machine.travel(NOW + 3 * DAY):
        for number in (found.today[0], *found.yesterday):
            assert signed_in(reader).get(number.url).context["cl"].result_count == number.count


@pytest.mark.parametrize("query", ["day=2026-99-99", "day=x", "day=0001-01-01", "crew=x", "crew=999999999999", "crew="])
def test_a_strange_question_gets_an_answer(reader: User, signed_in: SignedIn, query: str) -> None:
    assert signed_in(reader).get(f"/admin/jobs/visit/?{query}").status_code == 200


def test_who_is_sent_with_a_crew_counts_there_whatever_crew_they_belong_to(
    cast: Cast, plan: PlanVisit, heating: Crew, reader: User
) -> None:
    visit = plan(cast.ben.member, start=NOW)
    Assignment.objects.filter(visit=visit).update(via_crew=heating)
    assert [(crew.name, crew.visits.count) for crew in told(reader).crews] == [("Heating", 1)]


def test_a_manager_is_told_of_their_crews_and_of_what_nobody_has(
    busy: None, waiting: None, marcus: User, signed_in: SignedIn
) -> None:
    found = told(marcus)
    assert counts(found.today) == {"planned": 4, "nobody": 1, "late": 1}  # Ana's three; Ben's and Charlie's are not
    assert counts(found.yesterday) == {"completed": 0, "partial": 0, "unable": 0, "open": 0}
    assert counts(found.waiting) == {"incidents": 3, "decisions": 1}
    assert [(crew.name, crew.visits.count) for crew in found.crews] == [("Heating", 3)]
    assert found.idle == []
    for number in (*found.today, *found.yesterday, *found.waiting, *(crew.visits for crew in found.crews)):
        assert signed_in(marcus).get(number.url).context["cl"].result_count == number.count, number.url


def test_a_technician_would_be_told_of_their_own_only(busy: None, cast: Cast) -> None:
    found = told(cast.charlie)
    assert counts(found.today) == {"planned": 0, "nobody": 0, "late": 1}
    assert counts(found.yesterday)["completed"] == 0
    assert found.worst == []


class TestTheLetter:
    def test_it_says_the_day_in_words_and_every_number_is_a_link(self, busy: None, reader: User) -> None:
        letter = summary_letter(reader, at=SEVEN, now=SEVEN)
        assert letter.subject == "Summary for Monday, March 2"
        assert "As of 07:00." in letter.text
        found = told(reader)
        for number in (*found.today, *found.yesterday, *found.waiting, *(crew.visits for crew in found.crews)):
            assert f'href="http://127.0.0.1:8000{number.url}"' in unescape(letter.html)
            assert f"http://127.0.0.1:8000{number.url}\n" in letter.text
        for words in ("Gas by the meter", "Nobody home", "Without visits: Roofing", "1 late", "Visits done"):
            assert words in unescape(re.sub(r"\s+", " ", letter.html))
            assert words in letter.text

    def test_a_quiet_day_says_so_in_a_sentence(self, reader: User) -> None:
        letter = summary_letter(reader, at=SEVEN, now=SEVEN)
        for text in (letter.text, letter.html):
            assert "A quiet day: no visit is planned" in text
            assert "Visits planned" not in text

    def test_sent_late_it_says_so(self, reader: User) -> None:
        assert "comes late" not in summary_letter(reader, at=SEVEN, now=SEVEN + timedelta(minutes=5)).html
        late = summary_letter(reader, at=SEVEN, now=SEVEN + 2 * HOUR)
        assert "As of 07:00. It was meant to reach you then and comes late." in late.text

    def test_it_is_in_the_readers_language_and_the_companys_time(self, busy: None, reader: User) -> None:
        reader.language = "es"
        letter = summary_letter(reader, at=SEVEN, now=SEVEN)
        assert "lunes, 2 de marzo" in letter.subject
        assert '<html lang="es"' in letter.html
        assert "07:00" in letter.text

    def test_what_people_wrote_is_text(self, cast: Cast, reader: User) -> None:
        title = "<script>alert(1)</script> & more"
        report_incident(actor=cast.field(), now=SEVEN, severity=Severity.LOW, title=title)
        letter = summary_letter(reader, at=SEVEN, now=SEVEN)
        assert "<script" not in letter.html
        assert title in letter.text

    def test_it_takes_as_many_queries_for_many_visits(
        self, busy: None, reader: User, plan: PlanVisit, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(40):
            summary_letter(reader, at=SEVEN, now=SEVEN)
        job = Visit.objects.first()
        assert job is not None
        Visit.objects.bulk_create(
            Visit(
                job=job.job,
                sequence=100 + n,
                planned_start=NOW,
                planned_end=NOW + HOUR,
                status="dispatched",
                created_at=NOW,
                updated_at=NOW,
            )
            for n in range(100)
        )
        with django_assert_max_num_queries(40):
            summary_letter(reader, at=SEVEN, now=SEVEN)
