"""`job.require`: what a job asks of the people on its visits."""

from typing import Any
from uuid import uuid4

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import add_skill
from apps.crews.models import Skill
from apps.jobs.actions import cancel_job, require_skills
from apps.jobs.models import Job, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.staffing import needs_of


@pytest.fixture
def gas(cast: Cast) -> Skill:
    return add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")


@pytest.fixture
def heights(cast: Cast) -> Skill:
    return add_skill(actor=cast.admin(), now=NOW, name="Work at heights")


def require(cast: Cast, job: Job, *asked: tuple[Skill, int], **more: Any) -> Job:
    skills: list[Any] = [{"skill_id": skill.public_id, "level": level} for skill, level in asked]
    return require_skills(**{"actor": cast.office(), "now": NOW, "job_id": job.public_id, "skills": skills, **more})


def test_what_is_said_takes_the_place_of_what_was_said_before(cast: Cast, job: Job, gas: Skill, heights: Skill) -> None:
    require(cast, job, (gas, 2), (heights, 1))
    assert needs_of(job) == {gas.pk: 2, heights.pk: 1}
    require(cast, job, (gas, 3))
    assert needs_of(job) == {gas.pk: 3}
    require(cast, job)
    assert needs_of(job) == {}


def test_it_is_a_change_of_the_job(cast: Cast, job: Job, gas: Skill) -> None:
    before = job.version
    assert require(cast, job, (gas, 2)).version == before + 1
    with pytest.raises(StaleVersion):
        require(cast, job, (gas, 1), version=before)
    assert [e.subject_id for e in events("job.changed")] == [job.public_id]


def test_an_outsider_is_told_there_is_no_such_job(cast: Cast, visit: Visit, gas: Skill) -> None:
    with pytest.raises(NotHere):
        require(cast, visit.job, (gas, 1), actor=cast.outsider())
    assert [e.code for e in audited("job.require", "refused")] == ["not_found"]


def test_whose_work_it_is_may_not(cast: Cast, visit: Visit, gas: Skill) -> None:
    with pytest.raises(NotAllowed):
        require(cast, visit.job, (gas, 1), actor=cast.field())


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_that_does_not_exist(cast: Cast, job: Job, gas: Skill, level: int) -> None:
    with pytest.raises(BadInput):
        require(cast, job, (gas, level))


def test_a_skill_named_twice(cast: Cast, job: Job, gas: Skill) -> None:
    with pytest.raises(BadInput):
        require(cast, job, (gas, 1), (gas, 2))


def test_a_skill_that_does_not_exist(cast: Cast, job: Job) -> None:
    with pytest.raises(NotHere):
        require(cast, job, skills=[{"skill_id": uuid4(), "level": 1}])


def test_what_is_over_asks_for_nothing_more(cast: Cast, job: Job, gas: Skill) -> None:
    cancel_job(actor=cast.office(), now=NOW, job_id=job.public_id, reason="Sold")
    with pytest.raises(IllegalTransition):
        require(cast, job, (gas, 1))
