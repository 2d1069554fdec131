"""What is the same in every row of the office's lists is made once, and looks as it did."""

import re
from collections.abc import Callable

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from unfold.admin import checkbox

from apps.core.admin.changelist import tick_for
from apps.crews.models import User
from apps.jobs.actions import add_job
from apps.jobs.models import Site, Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit
from workhub.office import navigation, tabs


def test_a_tick_box_is_the_one_unfold_draws() -> None:
    assert tick_for(4711) == checkbox.render(ACTION_CHECKBOX_NAME, "4711")


def test_the_headers_stand_once_above_all_rows(
    cast: Cast, plan: PlanVisit, signed_in: Callable[[User], Client]
) -> None:
    for n in range(3):
        plan(start=NOW + n * 24 * HOUR)
    page = signed_in(cast.dana).get("/admin/jobs/visit/").content.decode()
    assert page.count('id="action-toggle"') == 1
    ticked = re.findall(r'name="_selected_action" value="(\d+)"', page)
    assert sorted(map(int, ticked)) == sorted(Visit.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("path", "here", "tabbed"),
    [
        ("/admin/", ["Today"], 0),
        ("/admin/jobs/visit/", ["Visits"], 1),
        ("/admin/jobs/visit/7/change/", ["Visits"], 1),
        ("/admin/jobs/job/", ["Jobs"], 1),
        ("/admin/jobs/jobtemplate/", ["Job templates"], 1),
        ("/admin/crews/staffrequest/inbox/", ["Approvals"], 1),
    ],
)
def test_the_sidebar_marks_where_one_is_and_only_that_lists_tabs_are_made(
    cast: Cast, path: str, here: list[str], tabbed: int
) -> None:
    request = RequestFactory().get(path)
    request.user = cast.dana
    marked = [str(item["title"]) for group in navigation(request) for item in group["items"] if item["active"]]
    assert marked == here
    assert len(tabs(request)) == tabbed


def test_a_search_asks_the_words_once_and_what_it_finds_is_in_the_lists_order(
    cast: Cast, site: Site, signed_in: Callable[[User], Client]
) -> None:
    office = cast.office()
    jobs = [add_job(actor=office, now=NOW, site_id=site.public_id, title=f"Boiler {n}") for n in range(3)]
    client = signed_in(cast.dana)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/admin/jobs/job/", {"q": "boiler"}).content.decode()
    asked = [query["sql"] for query in queries if 'FROM "jobs_job"' in query["sql"] and "tsquery" in query["sql"]]
    assert len(asked) == 1
    places = [page.index(f">{job.code}<") for job in reversed(jobs)]
    assert places == sorted(places)
