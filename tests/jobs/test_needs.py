"""Visits on which a certificate is missing: the list in SQL and the rule in Python say the same, with the reason."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.crews.actions import add_certificate, add_skill, withdraw_certificate
from apps.crews.models import Certificate, Member, Skill
from apps.jobs.actions import add_job, cancel_visit, require_skills, start_visit
from apps.jobs.models import Job, Site, Visit
from apps.jobs.needs import lacking, needs_on, unmet_needs, visit_day
from tests.conftest import HOUR, NOW, Cast, PlanVisit

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(plan: PlanVisit) -> PlanVisit:
    """Whatever is missing: what became of it is looked at here."""
    return lambda *who, **more: plan(*who, **{"override_reason": "The customer insists"} | more)


@pytest.fixture
def gas(cast: Cast) -> Skill:
    return add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")


def certify(cast: Cast, member: Member, skill: Skill, until: date | None, level: int = 2) -> Certificate:
    return add_certificate(
        actor=cast.office(),
        now=NOW,
        member_id=member.public_id,
        skill_id=skill.public_id,
        valid_from=TODAY - 30 * DAY,
        valid_until=until,
        level=level,
    )


def require(cast: Cast, job: Job, skill: Skill, level: int = 2) -> None:
    asked: Any = [{"skill_id": skill.public_id, "level": level}]
    require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=asked)


def listed() -> list[Visit]:
    return list(lacking(Visit.objects.all(), NOW))


def test_a_visit_after_the_last_day_is_listed_with_who_and_what(
    cast: Cast, job: Job, gas: Skill, plan: PlanVisit
) -> None:
    require(cast, job, gas)
    held = certify(cast, cast.ana.member, gas, until=TODAY + 2 * DAY)
    on_it = plan(start=NOW + 2 * DAY)
    after = plan(start=NOW + 3 * DAY)
    assert listed() == [after]
    (need,) = needs_on([after])[after.pk]
    assert (need.certificate, need.held_today) == (held, True)
    assert need.missing == "Gas fitting (level 2): the certificate of Ana Silva ends on 4 Mar 2026."
    (fine,) = needs_on([on_it])[on_it.pk]
    assert (fine.certificate, fine.missing) == (held, "")


def test_the_day_is_the_companys(cast: Cast, job: Job, gas: Skill, plan: PlanVisit) -> None:
    """23:30 in New York on the last day: already the next day in UTC."""
    require(cast, job, gas)
    certify(cast, cast.ana.member, gas, until=TODAY)
    late = plan(start=NOW.replace(hour=4, minute=30) + DAY, hours=0.25)
    assert visit_day(late.planned_start) == TODAY
    assert listed() == []
    plan(start=NOW.replace(hour=5, minute=0) + DAY)
    assert len(listed()) == 1


def test_one_of_them_is_enough_and_each_skill_may_be_anothers(
    cast: Cast, job: Job, gas: Skill, plan: PlanVisit
) -> None:
    heights = add_skill(actor=cast.admin(), now=NOW, name="Work at heights")
    asked: Any = [{"skill_id": gas.public_id, "level": 2}, {"skill_id": heights.public_id, "level": 1}]
    require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=asked)
    certify(cast, cast.ana.member, gas, until=None)
    certify(cast, cast.ben.member, heights, until=None, level=1)
    together = plan(cast.ana.member, cast.ben.member)
    assert listed() == []
    alone = plan(start=NOW + DAY)
    assert listed() == [alone]
    assert [n.skill for n in unmet_needs([cast.ana.member], job, TODAY)] == [heights]
    assert unmet_needs([a.member for a in together.assignments.all()], job, TODAY) == []


@pytest.mark.parametrize("gone", ["withdrawn", "too low", "none"])
def test_what_is_not_met_today_either_is_listed_too(
    cast: Cast, job: Job, gas: Skill, plan: PlanVisit, gone: str
) -> None:
    require(cast, job, gas)
    if gone != "none":
        held = certify(cast, cast.ana.member, gas, until=None, level=1 if gone == "too low" else 2)
    if gone == "withdrawn":
        withdraw_certificate(actor=cast.office(), now=NOW, certificate_id=held.public_id, reason="Taken back")
    visit = plan()
    assert listed() == [visit]
    (need,) = needs_on([visit])[visit.pk]
    assert not need.held_today
    words = {"withdrawn": "was withdrawn.", "too low": "is of level 1 only.", "none": "Nobody on it holds"}
    assert words[gone] in need.missing


def test_what_has_begun_is_over_has_nobody_or_lies_behind_is_not_listed(
    cast: Cast, job: Job, gas: Skill, plan: PlanVisit
) -> None:
    require(cast, job, gas)
    begun, off = plan(), plan(start=NOW + DAY)
    start_visit(actor=cast.field(), now=NOW, visit_id=begun.public_id)
    cancel_visit(actor=cast.office(), now=NOW, visit_id=off.public_id, reason="Off")
    plan(start=NOW - 2 * DAY)
    nobody = plan(start=NOW + 2 * DAY, draft=True)
    nobody.assignments.all().delete()
    assert listed() == []


def test_sql_and_python_agree(cast: Cast, site: Site, plan: PlanVisit) -> None:
    """A company thrown together by dice: each visit is in the list exactly when the rule says so."""
    dice = random.Random(4)
    skills = [add_skill(actor=cast.admin(), now=NOW, name=f"Skill {n}") for n in range(3)]
    people = [cast.ana.member, cast.ben.member, cast.charlie.member]
    for member in people * 3:
        until = dice.choice([None, TODAY + dice.randint(0, 12) * DAY])
        one = certify(cast, member, dice.choice(skills), until, level=dice.randint(1, 3))
        Certificate.objects.filter(pk=one.pk).update(
            valid_from=TODAY - dice.randint(-6, 6) * DAY if until is None else TODAY,
            withdrawn_at=dice.choice([None, None, None, NOW]),
        )
    visits = []
    for n in range(30):
        job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=f"Job {n}")
        asked: Any = [
            {"skill_id": skill.public_id, "level": dice.randint(1, 3)}
            for skill in dice.sample(skills, dice.randint(0, 2))
        ]
        require_skills(actor=cast.office(), now=NOW, job_id=job.public_id, skills=asked)
        going = dice.sample(people, dice.randint(1, 3))
        visits.append(plan(*going, job=job, start=NOW + n * 11 * HOUR, hours=0.5))
    by_rule = {v for v in visits if unmet_needs(v.members.all(), v.job, visit_day(v.planned_start))}
    assert set(listed()) == by_rule
    assert {v for v in visits if any(n.missing for n in needs_on(visits)[v.pk])} == by_rule
    assert 5 < len(by_rule) < 29


def test_many_visits_ask_the_database_no_more(cast: Cast, job: Job, gas: Skill, plan: PlanVisit) -> None:
    require(cast, job, gas)
    certify(cast, cast.ana.member, gas, until=None)
    visits, counts = [plan()], []
    for n in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            needs_on(visits)
        counts.append(len(queries))
        visits.append(plan(start=NOW + n * DAY))
    assert counts == [3, 3, 3]
