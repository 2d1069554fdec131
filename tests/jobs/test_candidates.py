"""Who can go, the best first and why; who cannot, and why not."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.crews.actions import add_crew, deactivate_user, join_crew
from apps.crews.availability import Why
from apps.crews.models import Crew
from apps.crews.states import Role
from apps.jobs.actions import add_job, add_site, complete_visit
from apps.jobs.candidates import Because, Candidate, Candidates, candidates
from apps.jobs.models import Job, Site, Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit, person
from tests.jobs.staffing import asks_for, holds, is_away


def found_for(cast: Cast, job: Job, **more: Any) -> Candidates:
    return candidates(more.pop("actor", cast.office()), job, NOW + HOUR, NOW + 2 * HOUR, **more)


def names(found: Candidates) -> list[str]:
    return [one.member.user.name.split()[0] for one in found.members if one.can]


def of(found: Candidates, first: str) -> Candidate:
    return next(one for one in found.members if one.member.user.name.startswith(first))


def reasons(one: Candidate) -> dict[str, str]:
    return {str(reason.why): reason.text for reason in one.reasons}


@pytest.fixture
def placed(site: Site) -> Site:
    """The site of the job, in the middle of things."""
    Site.objects.filter(pk=site.pk).update(latitude=41.82, longitude=-71.41)
    site.refresh_from_db()
    return site


def job_at(cast: Cast, site: Site, name: str, latitude: float) -> Job:
    away = add_site(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        name=name,
        address=f"1 {name}",
        latitude=latitude,
        longitude=-71.41,
    )
    return add_job(actor=cast.office(), now=NOW, site_id=away.public_id, title="Pump")


def test_who_is_booked_cannot_and_everybody_else_can(cast: Cast, job: Job, visit: Visit) -> None:
    found = found_for(cast, job)
    assert names(found) == ["Ben", "Charlie"]
    ana = of(found, "Ana")
    assert [obstacle.why for obstacle in ana.obstacles] == [Why.OTHER_VISIT]
    assert visit.code in ana.obstacles[0].text


def test_the_visit_itself_keeps_nobody_from_it(cast: Cast, job: Job, visit: Visit) -> None:
    assert "Ana" in names(found_for(cast, job, besides=visit))


def test_who_was_there_before_comes_first_and_it_says_so(cast: Cast, job: Job, plan: PlanVisit) -> None:
    trip = plan(cast.charlie.member, start=NOW - 48 * HOUR)
    complete_visit(actor=cast.office(), now=NOW - 47 * HOUR, visit_id=trip.public_id)
    found = found_for(cast, job)
    assert names(found)[0] == "Charlie"
    assert reasons(of(found, "Charlie"))[Because.KNOWS_SITE] == "Was here once, on 28 Feb 2026"


def test_who_is_nearer_comes_before_who_is_far_away(cast: Cast, placed: Site, job: Job, plan: PlanVisit) -> None:
    near, far = job_at(cast, placed, "Near Rd", 41.825), job_at(cast, placed, "Far Rd", 42.0)
    plan(cast.ana.member, start=NOW, job=far)
    plan(cast.ben.member, start=NOW, job=near)
    found = found_for(cast, Job.objects.select_related("site").get(pk=job.pk))
    assert names(found).index("Ben") < names(found).index("Ana")
    told = reasons(of(found, "Ana"))
    assert told[Because.NEAR] == "20 km from the visit before"
    assert told[Because.FREE] == "Free from 10:00 on"
    assert told[Because.DAY] == "1 h planned that day"


def test_who_is_there_already_is_said_to_be_next_door(cast: Cast, placed: Site, job: Job, plan: PlanVisit) -> None:
    plan(cast.ana.member, start=NOW, job=job_at(cast, placed, "Same St", 41.82))
    ana = of(found_for(cast, Job.objects.select_related("site").get(pk=job.pk)), "Ana")
    assert reasons(ana)[Because.NEAR] == "Next door to the visit before"


def test_who_has_less_to_do_that_day_comes_first(cast: Cast, job: Job, plan: PlanVisit) -> None:
    plan(cast.ana.member, start=NOW + 4 * HOUR, hours=4)
    plan(cast.ben.member, start=NOW + 4 * HOUR, hours=2)
    assert names(found_for(cast, job)) == ["Charlie", "Ben", "Ana"]


def test_who_lacks_a_paper_can_only_go_along(cast: Cast, job: Job) -> None:
    asks_for(job, level=2)
    holds(cast.ben.member, level=3)
    found = found_for(cast, job)
    assert names(found) == ["Ben"]
    assert reasons(of(found, "Ben"))[Because.SKILL] == "Gas, level 3"
    assert of(found, "Ana").can_help
    assert "Gas" in of(found, "Ana").obstacles[0].text


def test_who_has_no_access_any_more_is_not_there_at_all(cast: Cast, job: Job) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    assert "Ben" not in names(found_for(cast, job))


@pytest.fixture
def crew(cast: Cast) -> Crew:
    """Ana and Ben go together."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    for user in (cast.ana, cast.ben):
        member = user.member.public_id
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member, since=date(2026, 3, 1))
    return crew


def test_a_crew_can_go_when_all_of_it_can(cast: Cast, job: Job, crew: Crew) -> None:
    [found] = found_for(cast, job).crews
    assert (found.crew, found.can, found.text) == (crew, True, "All 2 free")
    is_away(cast, cast.ben.member, NOW, NOW + 4 * HOUR)
    [found] = found_for(cast, job).crews
    assert (found.can, found.text) == (False, "Not free: Ben Okafor")


def test_one_paper_is_enough_for_a_crew_and_none_is_too_little(cast: Cast, job: Job, crew: Crew) -> None:
    asks_for(job)
    [found] = found_for(cast, job).crews
    assert (found.can, found.text) == (False, "Nobody in it holds Gas")
    holds(cast.ana.member)
    assert found_for(cast, job).crews[0].can


def test_colleagues_of_those_who_go_already_are_told_so(cast: Cast, job: Job, visit: Visit, crew: Crew) -> None:
    found = found_for(cast, job, besides=visit)
    assert Because.SAME_CREW in reasons(of(found, "Ben"))
    assert Because.SAME_CREW not in reasons(of(found, "Charlie"))


def test_an_outsider_is_shown_nobody_but_themselves(cast: Cast, job: Job, crew: Crew) -> None:
    found = found_for(cast, job, actor=cast.outsider())
    assert [one.member for one in found.members] == [cast.charlie.member]
    assert found.crews == []


def test_it_asks_as_many_questions_for_few_as_for_many(cast: Cast, job: Job, plan: PlanVisit) -> None:
    asks_for(job)
    holds(cast.ana.member)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found_for(cast, Job.objects.select_related("site").get(pk=job.pk))
        return len(queries)

    plan(start=NOW + 8 * HOUR)
    before = asked()
    for n, name in enumerate(("Ida", "Jon", "Kim", "Leo", "Max")):
        newcomer = person(f"{name} Moss", Role.TECHNICIAN).member
        holds(newcomer)
        plan(newcomer, start=NOW + (4 + n) * HOUR)
    assert asked() == before
    assert before < 20
