"""`job.add`: a piece of work at a site."""

from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.jobs.actions import add_job
from apps.jobs.models import Job, Site, Visit
from apps.jobs.states import JobStatus, Priority
from tests.conftest import NOW, Cast, audited, events


def add(cast: Cast, site: Site, **more: Any) -> Job:
    return add_job(**{"actor": cast.office(), "now": NOW, "site_id": site.public_id, "title": "Boiler service", **more})


def test_it_writes_a_job_down_ready_to_be_planned(cast: Cast, site: Site) -> None:
    job = Job.objects.get(pk=add(cast, site, priority=Priority.URGENT, duration_minutes=90).pk)
    assert (job.site, job.title, job.status) == (site, "Boiler service", JobStatus.READY)
    assert (job.priority, job.duration_minutes) == (Priority.URGENT, 90)


def test_it_can_be_kept_as_a_draft(cast: Cast, site: Site) -> None:
    assert add(cast, site, draft=True).status == JobStatus.DRAFT


def test_each_job_has_a_number_of_its_own_that_people_can_say(cast: Cast, site: Site) -> None:
    first, second = add(cast, site), add(cast, site)
    assert second.number == first.number + 1
    assert second.code == f"WH-{first.number + 1}"


def test_an_outsider_is_told_there_is_no_such_site(cast: Cast, site: Site) -> None:
    with pytest.raises(NotHere):
        add(cast, site, actor=cast.outsider())
    assert [e.code for e in audited("job.add", "refused")] == ["not_found"]


def test_a_member_who_works_there_may_not(cast: Cast, site: Site, visit: Visit) -> None:
    with pytest.raises(NotAllowed):
        add(cast, site, actor=cast.field())
    assert [e.code for e in audited("job.add", "refused")] == ["not_allowed"]


@pytest.mark.parametrize(
    "bad",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"duration_minutes": 4},
        {"duration_minutes": 20_161},
        {"duration_minutes": 10**12},
        {"priority": "whenever"},
        {"description": "x" * 10_001},
    ],
    ids=lambda bad: next(iter(bad)),
)
def test_what_cannot_be_right_is_refused(cast: Cast, site: Site, bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        add(cast, site, **bad)
    assert not Job.objects.exists()


def test_it_is_told_once(cast: Cast, site: Site) -> None:
    job = add(cast, site)
    assert [(e.subject_id, e.payload) for e in events("job.added")] == [(job.public_id, {"site": str(site.public_id)})]
