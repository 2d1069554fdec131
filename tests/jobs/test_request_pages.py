"""The office's pages of service requests."""

from django.test import Client

from apps.jobs.actions import add_service_request, convert_service_request
from apps.jobs.models import Job, Site
from tests.conftest import NOW, Cast


def test_the_office_finds_a_request_decides_it_and_finds_it_again_at_the_job(cast: Cast, site: Site) -> None:
    asked = add_service_request(actor=cast.office(), now=NOW, title="The boiler leaks", site_id=site.public_id)
    office = Client()
    office.force_login(cast.dana)
    listed = office.get("/admin/jobs/servicerequest/?show=new").content.decode()
    assert asked.code in listed
    page = office.get(f"/admin/jobs/servicerequest/{asked.pk}/change/").content.decode()
    assert "Make a job" in page
    done = convert_service_request(actor=cast.office(), now=NOW, service_request_id=asked.public_id)
    assert done.job is not None
    assert asked.code in office.get(f"/admin/jobs/job/{done.job.pk}/change/").content.decode()


def test_who_is_second_to_make_a_job_is_led_to_the_one_that_was_made(cast: Cast, site: Site) -> None:
    asked = add_service_request(actor=cast.office(), now=NOW, title="The boiler leaks", site_id=site.public_id)
    office = Client()
    office.force_login(cast.dana)
    address = f"/admin/jobs/servicerequest/{asked.pk}/command/service_request.convert/"
    tabs = [office.get(address).context["form"].initial for _tab in range(2)]
    sent = [{"command_id": tab["command_id"], "version": tab["version"], "title": "Leak"} for tab in tabs]
    assert office.post(address, sent[0]).status_code == 302
    job = Job.objects.get(requests=asked)
    late = office.post(address, sent[1]).content.decode()
    assert f"{asked.code} became {job.code} already. Go on there." in late
    assert f'href="/admin/jobs/job/{job.pk}/change/"' in late
    assert Job.objects.count() == 1
