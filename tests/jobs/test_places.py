"""What is known of a place, on the pages: whom to ask, when it is open, what was done there, what stands there."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from apps.jobs.actions import add_asset, add_contact, add_job, change_site, complete_visit, plan_visit, report_incident
from apps.jobs.models import Asset, Job, Site, Visit
from apps.jobs.selectors import done_at
from apps.jobs.states import Severity
from tests.conftest import HOUR, NOW, Cast


@pytest.fixture
def boiler(cast: Cast, site: Site) -> Asset:
    return add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2", serial="AC-99")


@pytest.fixture
def done(cast: Cast, site: Site, boiler: Asset) -> Visit:
    """Ben's visit to the boiler, ended."""
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    job = add_job(**office, site_id=site.public_id, title="Descaling", asset_id=boiler.public_id)
    times: dict[str, Any] = {"planned_start": NOW - 3 * HOUR, "planned_end": NOW - 2 * HOUR}
    visit = plan_visit(**office, job_id=job.public_id, **times, member_ids=[cast.ben.member.public_id])
    return complete_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, note="Two kilos of scale")


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_who_goes_there_reads_it_all_on_the_visits_page(cast: Cast, visit: Visit, done: Visit) -> None:
    site = visit.job.site
    add_contact(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        site_id=site.public_id,
        name="Rosa",
        phone="555 0107",
    )
    change_site(
        actor=cast.office(),
        now=NOW,
        site_id=site.public_id,
        name="Oak St",
        address="12 Oak St",
        opening_hours="Sun 8-9",
    )
    page = signed_in(cast.ana).get(reverse("portal:visit", args=[visit.public_id])).content.decode()
    for told in ("Rosa", "tel:5550107", "Sun 8:00–9:00", "when it is closed", "Descaling", "Two kilos of scale", "Ben"):
        assert told in page, told


def test_history_is_the_places_and_the_assets_with_its_parts(
    cast: Cast, site: Site, boiler: Asset, done: Visit
) -> None:
    part = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Burner", parent_id=boiler.public_id)
    assert list(done_at(site)) == list(done_at(boiler)) == [done]
    assert list(done_at(part)) == []


def test_a_sticker_leads_who_may_see_it_to_the_page(cast: Cast, visit: Visit, boiler: Asset) -> None:
    sticker = reverse("asset_sticker", args=[boiler.public_id])
    office, field, other = (signed_in(user).get(sticker) for user in (cast.dana, cast.ana, cast.charlie))
    assert reverse("admin:jobs_asset_change", args=[boiler.pk]) in office.content.decode()
    assert "AC-99" in field.content.decode()
    assert "/admin/" not in field.content.decode()
    assert other.status_code == 404
    assert Client().get(sticker).headers["Location"] == f"/accounts/login/?next={sticker}"


def test_the_office_prints_the_sticker_and_sees_what_was_done(cast: Cast, boiler: Asset, done: Visit) -> None:
    page = signed_in(cast.dana).get(reverse("admin:jobs_asset_change", args=[boiler.pk])).content.decode()
    assert re.search(r'<svg[^>]* class="wh-qr"', page)
    assert f"/a/{boiler.public_id}/" in page
    assert "Two kilos of scale" in page
    place = signed_in(cast.dana).get(reverse("admin:jobs_site_change", args=[done.job.site.pk])).content.decode()
    assert "Boiler 2" in place
    assert "Two kilos of scale" in place


def test_a_position_is_pasted_and_what_is_no_position_comes_back_as_typed(cast: Cast, site: Site) -> None:
    dana, url = signed_in(cast.dana), reverse("admin:jobs_site_command", args=[site.pk, "site.change"])
    form = dana.get(url).context["form"]
    sent = {name: form.get_initial_for_field(f, name) or "" for name, f in form.fields.items()}
    wrong = dana.post(url, {**sent, "position": "behind the church"})
    assert "behind the church" in wrong.content.decode()
    assert "Write latitude and longitude" in wrong.content.decode()
    right = dana.post(
        url, {**sent, "position": "https://maps.google.com/?q=41.8781,-87.6298", "geofence_metres": "150"}
    )
    assert right.status_code == 302, [str(m) for m in get_messages(right.wsgi_request)]
    site.refresh_from_db()
    assert (site.latitude, site.longitude, site.geofence_metres) == (41.8781, -87.6298, 150)
    far = dana.post(
        url, {**sent, "command_id": str(uuid4()), "version": "2", "geofence_metres": "5", "position": "41.9, -87.6"}
    )
    assert "The radius is from 20 to 20000 metres" in far.content.decode(), far.context["form"].errors


def test_a_job_for_the_asset_is_what_one_does_most_there(cast: Cast, boiler: Asset) -> None:
    dana, url = signed_in(cast.dana), reverse("admin:jobs_asset_command", args=[boiler.pk, "job.add"])
    page = dana.get(reverse("admin:jobs_asset_change", args=[boiler.pk]))
    assert [b.verb.command for b in page.context["buttons"] if b.primary] == ["job.add"]
    asked = dana.get(url).context["form"]
    assert not {"site_id", "asset_id", "external_id"} & set(asked.fields)
    dana.post(url, {"command_id": str(uuid4()), "title": "Descaling"})
    assert Job.objects.values_list("title", "asset", "site").get() == ("Descaling", boiler.pk, boiler.site.pk)


def test_what_was_unsafe_there_is_told_besides_what_was_done(cast: Cast, boiler: Asset, done: Visit) -> None:
    report_incident(
        actor=cast.office(), now=NOW, severity=Severity.HIGH, title="Scalding water", visit_id=done.public_id
    )
    for place in (boiler, done.job.site):
        url = reverse(f"admin:jobs_{place.type_name()}_change", args=[place.pk])
        assert "Scalding water" in signed_in(cast.dana).get(url).content.decode()


def test_work_that_is_open_there_already_is_told_before_a_job_is_saved(
    cast: Cast, site: Site, boiler: Asset, job: Job
) -> None:
    dana, add = signed_in(cast.dana), reverse("admin:jobs_job_add")
    here = reverse("admin:jobs_site_command", args=[site.pk, "job.add"])
    assert job.code in dana.get(here).content.decode()
    assert job.code not in dana.get(add).content.decode()
    assert job.code in dana.get(add, {"part": "alike", "site_id": str(site.pk)}).content.decode()
    about = {"part": "alike", "site_id": str(site.pk), "asset_id": str(boiler.pk)}
    assert job.code not in dana.get(add, about).content.decode()
    for odd in ("x", "99999999999999999999", ""):
        assert job.code not in dana.get(add, {"part": "alike", "site_id": odd}).content.decode()
