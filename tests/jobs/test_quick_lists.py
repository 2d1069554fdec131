"""The office's long lists: as many questions for five rows as for two, and each row knows where one came from."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.crews.models import User
from apps.jobs.actions import add_job
from apps.jobs.models import Site
from tests.conftest import HOUR, NOW, Cast, PlanVisit

VISITS, JOBS = "/admin/jobs/visit/", "/admin/jobs/job/"


@pytest.fixture
def office(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.dana)


def asked(office: Client, path: str) -> int:
    office.get(path)  # what is kept after a first page is not asked again
    with CaptureQueriesContext(connection) as queries:
        assert office.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", [VISITS, f"{VISITS}?show=open", f"{VISITS}?q=boiler", JOBS, f"{JOBS}?q=boiler"])
def test_a_list_asks_as_often_for_five_rows_as_for_two(
    cast: Cast, office: Client, site: Site, plan: PlanVisit, path: str
) -> None:
    def another(n: int) -> None:
        job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=f"Boiler {n}")
        plan(job=job, start=NOW + (2 + 2 * n) * HOUR)

    for n in range(2):
        another(n)
    few = asked(office, path)
    for n in range(2, 5):
        another(n)
    assert asked(office, path) == few


def test_a_row_leads_to_its_page_and_takes_along_the_question(
    office: Client, site: Site, plan: PlanVisit, cast: Cast
) -> None:
    job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Boiler")
    plan(job=job)
    listed = office.get(f"{JOBS}?q=boiler&priority__exact=normal").content.decode()
    way = f"{JOBS}{job.pk}/change/?_changelist_filters=q%3Dboiler%26priority__exact%3Dnormal"
    assert f'href="{way}"' in listed
