"""`service_request.…`: what customers ask for, from the first word to the job."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.core.files import files_visible_to
from apps.jobs.actions import (
    add_asset,
    add_service_request,
    ask_about_service_request,
    change_service_request,
    convert_service_request,
    decline_service_request,
    mark_duplicate,
    receive_service_request,
)
from apps.jobs.models import Contact, Customer, Job, ServiceRequest, Site
from apps.jobs.selectors import service_requests_visible_to
from apps.jobs.states import Channel, Priority, ServiceRequestStatus
from tests.conftest import NOW, Cast, events

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
ASKED: dict[str, Any] = {
    "title": " The boiler leaks ",
    "text": "Since Monday, below the valve.",
    "contact_name": "Rosa Mendes",
    "contact_email": "rosa@harbor.example.com",
    "contact_phone": "555 0107",
}


@pytest.fixture
def request_(cast: Cast) -> ServiceRequest:
    return add_service_request(actor=cast.office(), now=NOW, urgency=Priority.HIGH, **ASKED)


def test_a_request_becomes_a_job_with_everything_that_was_told(cast: Cast, site: Site) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    boiler = add_asset(**who, site_id=site.public_id, name="Boiler 2")
    photo = keep_file(**who, name="leak.png", content=ContentFile(PNG))
    asked = add_service_request(
        **who, **ASKED, urgency=Priority.HIGH, asset_id=boiler.public_id, file_ids=(photo.public_id,)
    )
    assert (asked.code, asked.channel, asked.site, asked.customer) == (
        f"WH-R-{asked.number}",
        Channel.OFFICE,
        site,
        site.customer,
    )
    done = convert_service_request(**who, service_request_id=asked.public_id, duration_minutes=90)
    job = Job.objects.get(requests=asked)
    assert done.job == job
    assert (job.title, job.description, job.priority) == ("The boiler leaks", ASKED["text"], Priority.HIGH)
    assert (job.site, job.asset, job.duration_minutes) == (site, boiler, 90)
    assert Contact.objects.get(site=site).email == ASKED["contact_email"]
    assert len(events("service_request.converted")) == len(events("job.added")) == 1
    with pytest.raises(IllegalTransition):
        convert_service_request(**who, service_request_id=asked.public_id)
    assert Job.objects.count() == 1


def test_the_customer_and_the_site_are_made_on_the_way(cast: Cast, request_: ServiceRequest) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": request_.public_id}
    with pytest.raises(BadInput, match="Choose the site"):
        convert_service_request(**who)
    with pytest.raises(BadInput, match="address of the new site"):
        convert_service_request(**who, customer_name="Harbor Bakery")
    assert not Customer.objects.exists()  # nothing half-done
    done = convert_service_request(**who, customer_name="Harbor Bakery", site_address="12 Oak St")
    assert done.site is not None
    assert (done.site.name, done.site.customer.email) == ("12 Oak St", ASKED["contact_email"])


def test_it_is_asked_back_declined_or_found_to_be_asked_before(cast: Cast, request_: ServiceRequest) -> None:
    who: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    one: dict[str, Any] = {**who, "service_request_id": request_.public_id}
    with pytest.raises(BadInput, match="Write the question"):
        ask_about_service_request(**one, question=" ")
    assert ask_about_service_request(**one, question="Which boiler?").status == ServiceRequestStatus.NEEDS_INFO
    with pytest.raises(BadInput, match="there first"):
        mark_duplicate(**one, duplicate_of_id=request_.public_id)
    again = add_service_request(**who, **ASKED)
    assert (
        mark_duplicate(**who, service_request_id=again.public_id, duplicate_of_id=request_.public_id).duplicate_of
        == request_
    )
    with pytest.raises(BadInput, match="Say in a few words why"):
        decline_service_request(**one, reason="")
    declined = decline_service_request(**one, reason="Out of our area")
    assert (declined.status, declined.status_reason) == (ServiceRequestStatus.DECLINED, "Out of our area")
    with pytest.raises(IllegalTransition, match="decided"):
        change_service_request(**one, title="X")


def test_it_is_changed_while_it_is_not_decided(cast: Cast, request_: ServiceRequest, site: Site) -> None:
    one: dict[str, Any] = {"actor": cast.office(), "now": NOW, "service_request_id": request_.public_id}
    changed = change_service_request(**one, title="Leak", site_id=site.public_id, version=1)
    assert (changed.title, changed.customer, changed.version) == ("Leak", site.customer, 2)
    with pytest.raises(StaleVersion):
        change_service_request(**one, title="Leak", version=1)


def test_strangers_ask_by_form_and_email_and_see_nothing(cast: Cast) -> None:
    stranger = Actor(None, Via.CUSTOMER)
    asked = receive_service_request(actor=stranger, now=NOW, **ASKED)
    mail = receive_service_request(actor=Actor(None, Via.EMAIL), now=NOW, title="Lift stuck", message_id="<a@b>")
    assert (asked.channel, mail.channel) == (Channel.FORM, Channel.EMAIL)
    with pytest.raises(BadInput, match="already"):
        receive_service_request(actor=Actor(None, Via.EMAIL), now=NOW, title="Lift stuck", message_id="<a@b>")
    assert not service_requests_visible_to(stranger).exists()
    for actor in (cast.office(), cast.field(), Actor(None, Via.API)):
        with pytest.raises(NotAllowed):
            receive_service_request(actor=actor, now=NOW, title="X")
    with pytest.raises(NotAllowed):
        add_service_request(actor=stranger, now=NOW, title="X")


def test_field_staff_neither_see_nor_decide_them(cast: Cast, request_: ServiceRequest) -> None:
    with pytest.raises(NotAllowed):
        add_service_request(actor=cast.field(), now=NOW, title="X")
    for actor in (cast.field(), cast.outsider(), Actor(None, Via.CUSTOMER)):
        assert not service_requests_visible_to(actor).exists()
        with pytest.raises(NotHere):
            decline_service_request(actor=actor, now=NOW, service_request_id=request_.public_id, reason="no")


def test_who_does_the_job_sees_the_photos_of_the_request(cast: Cast, job: Job) -> None:
    photo = keep_file(actor=cast.office(), now=NOW, name="leak.png", content=ContentFile(PNG))
    asked = add_service_request(
        actor=cast.office(), now=NOW, **ASKED, site_id=job.site.public_id, file_ids=(photo.public_id,)
    )
    assert photo in files_visible_to(cast.admin())
    assert photo not in files_visible_to(cast.field())
    assert asked.files.get().file == photo
