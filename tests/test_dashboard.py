"""The office's start page: its numbers open their rows, and it costs the same for two visits as for two hundred."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.crews.actions import add_crew, join_crew
from apps.crews.models import User
from apps.jobs.actions import acknowledge_incident, complete_visit, report_incident, start_visit
from apps.jobs.models import Assignment, Incident, Job, Visit
from apps.jobs.states import Severity, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit
from workhub.glance import strip

SignedIn = Callable[[User], Client]
MOST_QUERIES = 27


@pytest.fixture(autouse=True)
def _that_monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.dana)


def glance(office: Client) -> Any:
    response = office.get("/admin/")
    assert response.status_code == 200
    return response.context


def gas(cast: Cast, severity: Severity = Severity.CRITICAL, title: str = "Gas by the meter") -> Incident:
    return report_incident(actor=cast.field(), now=NOW, severity=severity, title=title)


def test_empty_it_says_that_nothing_needs_anybody(office: Client) -> None:
    cards = glance(office)["needs"]["cards"]
    assert [card.count for card in cards] == [0, 0, 0, 0]
    shown = office.get("/admin/").content.decode()
    assert "Every incident is acknowledged" in shown
    assert "No visit today" in shown


def test_the_worst_incident_comes_first(cast: Cast, office: Client) -> None:
    gas(cast, Severity.LOW, "Squeaky door")
    gas(cast)
    (card, *_rest) = glance(office)["needs"]["cards"]
    assert (card.count, card.tone, [row.text for row in card.rows]) == (2, "red", ["Gas by the meter", "Squeaky door"])


def test_visits_nobody_is_on_and_visits_late_to_start(cast: Cast, office: Client, plan: PlanVisit) -> None:
    plan(cast.ana.member, start=NOW - HOUR)
    empty = plan(cast.ben.member, start=NOW + HOUR, draft=True)
    Assignment.objects.filter(visit=empty).delete()
    cards = {card.name: card for card in glance(office)["needs"]["cards"]}
    assert (cards["nobody"].count, cards["late"].count) == (1, 1)


def test_a_visit_is_late_only_after_a_quarter_of_an_hour(cast: Cast, office: Client, plan: PlanVisit) -> None:
    plan(cast.ana.member, start=NOW - timedelta(minutes=14))
    assert {card.name: card.count for card in glance(office)["needs"]["cards"]}["late"] == 0


def test_every_number_opens_as_many_rows(cast: Cast, office: Client, plan: PlanVisit) -> None:
    gas(cast)
    done = plan(cast.charlie.member, start=NOW - 2 * HOUR)
    plan(cast.ana.member, start=NOW - HOUR)
    Assignment.objects.filter(visit=plan(cast.ben.member, draft=True)).delete()
    start_visit(actor=cast.office(), now=NOW - HOUR, visit_id=done.public_id)
    complete_visit(actor=cast.office(), now=NOW, visit_id=done.public_id)
    context = glance(office)
    for card in context["needs"]["cards"]:
        opened = office.get(card.url).context
        rows = len(opened["entries"]) if card.name == "decisions" else opened["cl"].result_count
        assert rows == card.count, card.name
    figures = {figure.name: figure for figure in context["week"]["figures"]}
    assert {name: figure.value for name, figure in figures.items()} == {
        "done": "1",
        "first": "100 %",
        "incidents": "1",
        "minutes": "60",
    }
    for figure in figures.values():
        assert office.get(figure.url).context["cl"].result_count == 1, figure.name


def test_the_strip_has_a_lane_for_each_crew(cast: Cast, office: Client, plan: PlanVisit) -> None:
    crew = add_crew(actor=cast.admin(), now=NOW, name="Heating")
    join_crew(
        actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=cast.ana.member.public_id, since=NOW.date()
    )
    plan(cast.ana.member, start=NOW + HOUR)
    plan(cast.ben.member, start=NOW + HOUR)
    lanes = glance(office)["strip"]["lanes"]
    assert [(lane.name, [block.who for block in lane.blocks]) for lane in lanes] == [
        ("Heating", ["Ana Silva"]),
        ("Ben Okafor", ["Ben Okafor"]),
    ]


def test_a_visit_stands_at_its_hour(cast: Cast, plan: PlanVisit) -> None:
    plan(cast.ana.member, start=NOW, hours=1.5)  # 09:00 in the company's zone, 07:00 is the first hour
    (lane,) = strip.section(cast.office(), NOW)["lanes"]
    assert [(block.start, block.span) for block in lane.blocks] == [(8, 6)]


@pytest.mark.parametrize(("hour", "length"), [(9, 48), (5, 56), (22, 96)])
def test_the_strip_is_as_long_as_the_day(cast: Cast, plan: PlanVisit, hour: int, length: int) -> None:
    plan(cast.ana.member, start=NOW.replace(hour=14) + (hour - 9) * HOUR)
    found = strip.section(cast.office(), NOW)
    assert found["quarters"] == length
    (lane,) = found["lanes"]
    assert all(block.start >= 0 and block.start + block.span <= length for block in lane.blocks)


def test_what_just_happened_is_told_in_words(cast: Cast, office: Client, visit: Visit) -> None:
    gas(cast)
    told = [item.text for item in glance(office)["happenings"]["items"]]
    assert "reported incident" in told[0]
    assert "Ana Silva" in told[0]
    assert any("sent visit" in text for text in told)


def test_it_takes_as_many_queries_for_two_hundred_visits(
    cast: Cast, office: Client, job: Job, django_assert_max_num_queries: Any
) -> None:
    _many_visits(cast, job, 200)
    for _ in range(6):
        gas(cast)
    with django_assert_max_num_queries(MOST_QUERIES):
        context = glance(office)
    assert len(context["strip"]["visits"]) == 200


def _many_visits(cast: Cast, job: Job, count: int) -> None:
    start = NOW - 2 * HOUR
    visits = Visit.objects.bulk_create(
        Visit(
            job=job,
            sequence=n + 1,
            planned_start=start + timedelta(minutes=n),
            planned_end=start + timedelta(minutes=n + 1),
            status=VisitStatus.DISPATCHED,
            created_at=NOW,
            updated_at=NOW,
        )
        for n in range(count)
    )
    members = [cast.ana.member, cast.ben.member, cast.charlie.member]
    Assignment.objects.bulk_create(
        Assignment(
            visit=visit,
            member=members[n % 3],
            during=(visit.planned_start, visit.planned_end),
            created_at=NOW,
            updated_at=NOW,
        )
        for n, visit in enumerate(visits)
    )


@pytest.mark.parametrize("part", ["needs", "strip", "happenings", "week", "alarm"])
def test_each_part_is_read_again_by_itself(cast: Cast, office: Client, visit: Visit, part: str) -> None:
    response = office.get(reverse("admin:live", args=[part]))
    assert response.status_code == 200
    assert "<html" not in response.content.decode()


def test_there_is_no_other_part(office: Client) -> None:
    assert office.get(reverse("admin:live", args=["secrets"])).status_code == 404


class TestTheAlarm:
    def test_a_critical_incident_is_above_every_page_until_acknowledged(self, cast: Cast, office: Client) -> None:
        incident = gas(cast)
        assert 'class="wh-alarm"' in office.get(reverse("admin:jobs_customer_changelist")).content.decode()
        acknowledge_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id)
        assert 'class="wh-alarm"' not in office.get(reverse("admin:jobs_customer_changelist")).content.decode()

    def test_of_many_the_newest_two_are_told_and_the_way_to_the_others(self, cast: Cast, office: Client) -> None:
        first, *_others, newest = [gas(cast, title=f"Smell of gas {n}") for n in range(4)]
        page = office.get(reverse("admin:jobs_customer_changelist")).content.decode()
        assert (newest.title in page, first.title in page) == (True, False)
        assert page.count('class="wh-alarm"') == 3
        assert "More critical incidents that nobody has acknowledged" in page

    def test_a_lesser_one_is_not(self, cast: Cast, office: Client) -> None:
        gas(cast, Severity.HIGH)
        assert 'class="wh-alarm"' not in office.get("/admin/").content.decode()

    def test_what_came_after_the_page_lies_over_it(self, cast: Cast, office: Client) -> None:
        old = gas(cast)
        assert glance(office)["alarm_last"] == old.number
        new = gas(cast, title="Smoke in the cellar")
        url = reverse("admin:live", args=["alarm"])
        after = office.get(url, {"after": old.number}).content.decode()
        assert new.code in after
        assert old.code not in after
        upto = office.get(url, {"upto": old.number}).content.decode()
        assert old.code in upto
        assert new.code not in upto

    @pytest.mark.parametrize("asked", ["x", "-1", "99999999999999999999", "1;drop"])
    def test_a_strange_question_gets_an_answer(self, cast: Cast, office: Client, asked: str) -> None:
        assert office.get(reverse("admin:live", args=["alarm"]), {"after": asked}).status_code == 200


def test_times_are_the_companys_day(cast: Cast, office: Client, plan: PlanVisit) -> None:
    late_evening = datetime.fromisoformat("2026-03-03T03:30:00+00:00")  # 22:30 on that Monday in New York
    plan(cast.ana.member, start=late_evening)
    assert len(glance(office)["strip"]["visits"]) == 1
