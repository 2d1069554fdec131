"""The front door, and the one-click sign-in for trying the product."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from apps.crews.actions import deactivate_user
from apps.crews.models import User
from tests.conftest import NOW, Cast
from workhub.demo_sign_in import sign_in_link

SignedIn = Callable[[User], Client]


@pytest.fixture
def trying(settings: Any) -> None:
    settings.DEBUG = True


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


# --- the front door ---


def test_strangers_are_led_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/accounts/login/"


def test_each_is_led_to_where_they_live(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ana).get("/")["Location"] == "/portal/"
    for office in (cast.dana, cast.ada):
        assert signed_in(office).get("/")["Location"] == "/admin/"


# --- trying it ---


@pytest.mark.usefixtures("trying")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_link_signs_in_from_this_machine(cast: Cast, client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(sign_in_link(cast.ana), REMOTE_ADDR=address)
    assert response["Location"] == "/"
    assert who(client) == str(cast.ana.pk)


@pytest.mark.usefixtures("trying")
@pytest.mark.parametrize("elsewhere", [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}])
def test_from_elsewhere_it_does_not_exist(cast: Cast, client: Client, elsewhere: dict[str, Any]) -> None:
    assert client.get(sign_in_link(cast.ana), **elsewhere).status_code == 404
    assert who(client) is None


def test_without_debug_it_does_not_exist(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEBUG = False
    assert client.get(sign_in_link(cast.ana)).status_code == 404
    assert who(client) is None


@pytest.mark.usefixtures("trying")
def test_a_link_runs_out_after_a_week(cast: Cast, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        link = sign_in_link(cast.ana)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert client.get(link)["Location"] == "/accounts/login/"
    assert who(client) is None


@pytest.mark.usefixtures("trying")
@pytest.mark.parametrize("token", ["nonsense", "ImEi:1abc:forged"])
def test_a_forged_link_signs_nobody_in(client: Client, db: None, token: str) -> None:
    assert client.get(f"/accounts/demo/{token}/")["Location"] == "/accounts/login/"
    assert who(client) is None


@pytest.mark.usefixtures("trying")
def test_somebody_deactivated_is_not_signed_in(cast: Cast, client: Client) -> None:
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    assert client.get(sign_in_link(cast.ben)).status_code == 404


@pytest.mark.usefixtures("trying")
@pytest.mark.parametrize(("wanted", "where"), [("/portal/me/", "/portal/me/"), ("https://evil.example/", "/")])
def test_it_leads_to_where_one_wanted_to_go_within_workhub(cast: Cast, client: Client, wanted: str, where: str) -> None:
    assert client.get(sign_in_link(cast.ana), {"next": wanted})["Location"] == where


@pytest.fixture
def login_page(client: Client, db: None) -> Callable[..., str]:
    call_command("createcachetable", verbosity=0)
    return lambda **extra: client.get("/accounts/login/", **extra).content.decode()


@pytest.mark.usefixtures("trying")
def test_the_sign_in_page_offers_people_of_each_role(cast: Cast, login_page: Callable[..., str]) -> None:
    shown = login_page()
    for person in (cast.dana, cast.ana, cast.ada):
        assert person.email in shown
    assert shown.count("/accounts/demo/") <= 6


def test_and_nobody_when_it_is_no_place_for_trying(cast: Cast, login_page: Callable[..., str], settings: Any) -> None:
    settings.DEBUG = False
    assert "/accounts/demo/" not in login_page()
    settings.DEBUG = True
    assert "/accounts/demo/" not in login_page(REMOTE_ADDR="10.0.0.7")
