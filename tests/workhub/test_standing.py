"""Whether an open page is still its reader's, forms of another session, addresses nobody can have typed."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.crews.models import User
from tests.conftest import Cast

SignedIn = Callable[[User], Client]


def test_a_page_learns_who_is_signed_in_now_and_nothing_is_cached(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ana).get("/accounts/standing/")
    assert answer.json()["user"] == str(cast.ana.public_id)
    assert answer.json()["csrf"]
    assert "no-store" in answer["Cache-Control"]


def test_nobody_is_nobody(db: None) -> None:
    assert Client().get("/accounts/standing/").json()["user"] == ""


def test_whoever_lost_their_access_is_nobody(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert client.get("/accounts/standing/").json()["user"] == ""


def test_other_sites_do_not_learn_it(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ana).get("/accounts/standing/", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("path", ["/admin/jobs/customer/add/", "/portal/messages/send/"])
def test_a_form_of_another_session_gets_a_page_that_leads_back(cast: Cast, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ada)
    before = f"http://testserver{path}?next=/"
    answer = strict.post(path, {"name": "Typed", "text": "Typed"}, headers={"Referer": before})
    assert answer.status_code == 403
    assert answer["X-Page-Out-Of-Date"] == "1"
    shown = answer.content.decode()
    assert "Nothing was sent." in shown
    assert f'href="{before}"' in shown


def test_it_leads_to_no_other_site(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", headers={"Referer": "https://elsewhere.example/"})
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/admin/jobs/job/?q=%00", "/admin/jobs/job/%00/change/", "/portal/messages/?visit=%00"]
)
def test_an_address_with_nul_in_it_is_answered_with_a_page(cast: Cast, signed_in: SignedIn, address: str) -> None:
    answer = signed_in(cast.ada).get(address)
    assert answer.status_code == 400
    assert "That request could not be read" in answer.content.decode()


def test_each_page_says_to_its_scripts_whose_it_is(cast: Cast, signed_in: SignedIn) -> None:
    for client, path in ((signed_in(cast.ana), "/portal/"), (signed_in(cast.ada), "/admin/jobs/job/")):
        assert 'id="workhub-kept"' in client.get(path).content.decode()
    assert f'data-user="{cast.ana.public_id}"' in signed_in(cast.ana).get("/portal/").content.decode()
