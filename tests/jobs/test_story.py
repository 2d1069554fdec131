"""Everything that happened to a job: complete, in words, and at the same price however long."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.errors import NotAllowed
from apps.crews.models import User
from apps.jobs.actions import change_job, report_incident, resolve_incident
from apps.jobs.models import Incident, Job
from apps.jobs.states import Severity
from apps.jobs.story import story_of
from tests.conftest import NOW, Cast, PlanVisit

SignIn = Callable[[User], Client]


def _change(cast: Cast, job: Job, times: int) -> None:
    for n in range(times):
        change_job(actor=cast.office(), now=NOW, job_id=job.public_id, title=f"Boiler service {n}")


def test_it_tells_of_the_job_its_visits_and_their_incidents_newest_first(cast: Cast, finished: Job) -> None:
    incident = report_incident(
        actor=cast.field(), now=NOW, severity=Severity.LOW, title="Loose", visit_id=finished.visits.get().public_id
    )
    resolve_incident(actor=cast.office(), now=NOW, incident_id=incident.public_id, resolution="Tightened")
    with pytest.raises(NotAllowed):
        change_job(actor=cast.field(), now=NOW, job_id=finished.public_id, title="Mine")
    told = [entry.command for entry in story_of(finished, cast.office())]
    assert told == ["incident.resolve", "incident.report", "visit.complete", "visit.plan", "job.add"]
    assert story_of(finished, cast.office(), refused=True)[0].command == "job.change"
    assert Incident.objects.count() == 1


def test_another_jobs_story_is_not_told(cast: Cast, finished: Job, plan: PlanVisit) -> None:
    before = story_of(finished, cast.office()).count()
    other = Job.objects.get(pk=finished.pk)
    other.pk, other.number, other.public_id = None, 77, cast.ana.public_id
    other._state.adding = True
    other.save()
    _change(cast, other, 2)
    assert story_of(finished, cast.office()).count() == before


def test_the_page_asks_the_same_number_of_questions_however_long(cast: Cast, finished: Job, signed_in: SignIn) -> None:
    client, url = signed_in(cast.dana), f"/admin/jobs/job/{finished.public_id}/timeline/"
    client.get(url)
    counts = []
    _change(cast, Job.objects.get(pk=finished.pk), 2)
    for times in (0, 30):
        _change(cast, finished, times)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(url).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "finished visit" in page
    assert signed_in(cast.ana).get(url).status_code in (302, 403)


def test_a_page_ends_and_the_next_goes_on(
    cast: Cast, finished: Job, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.jobs.admin.review.AT_ONCE", 2)
    _change(cast, finished, 3)
    client, url = signed_in(cast.dana), f"/admin/jobs/job/{finished.public_id}/timeline/"
    first = client.get(url)
    second = client.get(url, {"cursor": first.context["older"]})
    keys = [[told.pk for told in page.context["timeline"]] for page in (first, second)]
    assert min(keys[0]) > max(keys[1])
    assert client.get(url, {"cursor": "made up"}).status_code == 200


def test_the_api_tells_it_and_hands_the_report_out_to_the_office(cast: Cast, finished: Job, signed_in: SignIn) -> None:
    root = f"/api/v1/jobs/{finished.public_id}"
    office = signed_in(cast.dana)
    assert office.get(f"{root}/timeline").json()["items"][0]["command"] == "visit.complete"
    assert office.get(f"{root}/report.pdf").content.startswith(b"%PDF-")
    for part in ("timeline", "report.pdf"):
        assert signed_in(cast.ana).get(f"{root}/{part}").status_code == 403
        assert signed_in(cast.charlie).get(f"{root}/{part}").status_code == 404


def test_the_review_page_shows_what_was_done_and_what_is_odd(cast: Cast, finished: Job, signed_in: SignIn) -> None:
    page = signed_in(cast.ada).get(f"/admin/jobs/job/{finished.public_id}/review/").content.decode()
    where = finished.site.customer.name
    for told in ("New valve", "nobody noted when the work began", "job.approve", where):
        assert told in page
    pdf = signed_in(cast.ada).get(f"/admin/jobs/job/{finished.public_id}/report/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    listed = signed_in(cast.ada).get("/admin/jobs/job/?show=review").content.decode()
    assert finished.code in listed
