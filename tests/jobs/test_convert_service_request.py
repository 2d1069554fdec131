"""`service_request.convert`: it becomes a job, with everything that was told."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.crews.models import User
from apps.jobs.actions import add_asset, add_template, convert_service_request
from apps.jobs.models import Contact, Customer, Job, Site
from apps.jobs.states import Priority
from apps.jobs.story import story_of
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import ASKED, asked_by_phone


def test_everything_that_was_told_is_carried_over(cast: Cast, site: Site) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    boiler = add_asset(**who, site_id=site.public_id, name="Boiler 2")
    asked = asked_by_phone(cast, asset_id=boiler.public_id)
    with pytest.raises(NotHere):
        convert_service_request(actor=cast.field(), now=NOW, service_request_id=asked.public_id)
    done = convert_service_request(**who, service_request_id=asked.public_id, duration_minutes=90)
    job = Job.objects.get(requests=asked)
    assert done.job == job
    assert (job.title, job.description, job.priority) == ("The boiler leaks", ASKED["text"], Priority.HIGH)
    assert (job.site, job.asset, job.duration_minutes) == (site, boiler, 90)
    assert Contact.objects.get(site=site).email == ASKED["contact_email"]
    assert len(events("service_request.converted")) == len(events("job.added")) == 1
    assert [entry.user for entry in audited("service_request.convert")] == [cast.dana]
    told = {entry.command for entry in story_of(job, cast.office())}
    assert {"service_request.add", "service_request.convert", "job.add"} <= told
    with pytest.raises(IllegalTransition):
        convert_service_request(**who, service_request_id=asked.public_id)
    assert Job.objects.count() == 1


def test_the_customer_and_the_site_are_made_on_the_way(cast: Cast) -> None:
    asked = asked_by_phone(cast)
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": asked.public_id}
    with pytest.raises(BadInput, match="Choose the site"):
        convert_service_request(**who)
    with pytest.raises(BadInput, match="address of the new site"):
        convert_service_request(**who, customer_name="Harbor Bakery")
    assert not Customer.objects.exists()  # nothing half-done
    done = convert_service_request(**who, customer_name="Harbor Bakery", site_address="12 Oak St")
    assert done.site is not None
    assert (done.site.name, done.site.customer.email) == ("12 Oak St", ASKED["contact_email"])


def test_an_address_of_a_new_site_is_not_dropped_in_silence(cast: Cast, site: Site) -> None:
    asked = asked_by_phone(cast, site_id=site.public_id)
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": asked.public_id}
    with pytest.raises(BadInput, match="is at Oak St already") as refused:
        convert_service_request(**who, site_address="7 Pier Rd")
    assert list(refused.value.details["fields"]) == ["site_address"]
    with pytest.raises(BadInput, match="not both"):
        convert_service_request(**who, site_id=site.public_id, site_address="7 Pier Rd")
    done = convert_service_request(**who, site_name="Pier", site_address="7 Pier Rd")
    assert done.site is not None
    assert (done.site.name, done.site.address) == ("Pier", "7 Pier Rd")


def test_the_template_says_what_nobody_said(cast: Cast, site: Site) -> None:
    template = add_template(actor=cast.admin(), now=NOW, name="Repair", duration_minutes=45)
    asked = asked_by_phone(cast, site_id=site.public_id)
    done = convert_service_request(
        actor=cast.office(), now=NOW, service_request_id=asked.public_id, template_id=template.public_id
    )
    assert done.job is not None
    assert (done.job.title, done.job.duration_minutes) == ("The boiler leaks", 45)


def test_in_the_office_a_site_is_chosen_over_the_address_that_was_told(
    cast: Cast, site: Site, signed_in: Callable[[User], Client]
) -> None:
    asked = asked_by_phone(cast, address="7 Pier Rd")
    page = reverse("admin:jobs_servicerequest_command", args=[asked.pk, "service_request.convert"])
    told = {"title": "Leak", "priority": "high", "site_id": site.pk, "command_id": str(uuid4()), "version": 1}
    office = signed_in(cast.dana)
    other = office.post(page, {**told, "site_address": "9 Oak St"}).content.decode()
    assert "not both" in other
    office.post(page, {**told, "site_address": "7 Pier Rd"})
    asked.refresh_from_db()
    assert asked.site == site
