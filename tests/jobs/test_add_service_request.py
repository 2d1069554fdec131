"""`service_request.add`: what somebody asks for is written down."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.core.files import files_visible_to
from apps.jobs.actions import add_asset, add_customer, add_service_request, convert_service_request
from apps.jobs.models import ServiceRequest, Site, Visit
from apps.jobs.searching import requests_found
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.jobs.states import Channel
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.requesting import ASKED, BY_FORM, asked_by_phone, photo, says_where


def test_the_asset_says_the_site_and_the_site_the_customer(cast: Cast, site: Site) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    boiler = add_asset(**who, site_id=site.public_id, name="Boiler 2")
    asked = add_service_request(**who, **ASKED, asset_id=boiler.public_id)
    assert (asked.code, asked.title, asked.channel) == (f"WH-R-{asked.number}", "The boiler leaks", Channel.OFFICE)
    assert (asked.site, asked.customer) == (site, site.customer)
    assert len(events("service_request.added")) == 1
    assert [entry.user for entry in audited("service_request.add")] == [cast.dana]
    other = add_customer(**who, name="Mill Lane Dental")
    with pytest.raises(BadInput, match="Oak St is not a site of Mill Lane Dental"):
        add_service_request(**who, **ASKED, site_id=site.public_id, customer_id=other.public_id)


def test_photos_do_not_say_where_they_were_taken_and_go_where_the_job_goes(cast: Cast, visit: Visit) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    brought = keep_file(**who, name="leak.jpg", content=ContentFile(photo()))
    asked = asked_by_phone(cast, site_id=visit.job.site.public_id, file_ids=(brought.public_id,))
    kept = asked.files.get().file
    with kept.content.open() as content:
        assert not says_where(content.read())
    assert kept in files_visible_to(cast.admin())
    convert_service_request(**who, service_request_id=asked.public_id)
    ServiceRequest.objects.update(job=visit.job)
    assert kept in files_visible_to(cast.field())
    assert kept not in files_visible_to(cast.outsider())


def test_it_is_found_by_number_name_phone_and_place(cast: Cast, site: Site) -> None:
    asked = asked_by_phone(cast, site_id=site.public_id)
    asked_by_phone(cast, title="Lift stuck", text="", contact_name="Tim", contact_phone="", contact_email="")
    for typed in (asked.code, "rosa", "5550107", "boiler valve", site.name):
        assert list(requests_found(ServiceRequest.objects.all(), typed)) == [asked], typed


def test_field_staff_and_strangers_neither_add_nor_see_them(cast: Cast) -> None:
    asked_by_phone(cast)
    for actor in (cast.field(), BY_FORM):
        with pytest.raises(NotAllowed):
            add_service_request(actor=actor, now=NOW, title="X")
        assert not service_requests_visible_to(actor).exists()
    foreign = keep_file(actor=cast.admin(), now=NOW, name="leak.jpg", content=ContentFile(photo()))
    with pytest.raises(NotHere):
        asked_by_phone(cast, file_ids=(foreign.public_id,))
    assert ServiceRequest.objects.count() == 1
