"""Signing in with another service: allauth's own flow against a real one on this machine."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from apps.crews.actions import deactivate_user, invite_user
from apps.crews.models import Invitation, User
from tests.conftest import NOW, Cast
from tests.oidc.server import CLIENT_ID, CLIENT_SECRET, Service, service
from workhub.env import Env
from workhub.sign_in_services import configured

LOGIN = "/accounts/oidc/company/login/"
SignedIn = Callable[[User], Client]


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as running:
        yield running


@pytest.fixture
def other(running: Service, settings: Any, db: None) -> Service:
    cache.clear()
    running.refuses, running.asked = False, []
    env = Env(
        OIDC_SERVER_URL=running.address,
        OIDC_CLIENT_ID=CLIENT_ID,
        OIDC_CLIENT_SECRET=CLIENT_SECRET,
        OIDC_NAME="Acme ID",
    )
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": configured(env), "OAUTH_PKCE_ENABLED": True}}
    return running


def leave(client: Client, path: str = LOGIN) -> str:
    """Press the button; where the page leads."""
    page = client.post(path)
    assert page.status_code == 200
    found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return html.unescape(found[1])


def come_back(client: Client, address: str) -> Any:
    """What the other service answers, followed back to WorkHub."""
    answer = httpx.get(address)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def sign_in(client: Client | None = None, path: str = LOGIN) -> tuple[Client, Any]:
    client = client or Client()
    return client, come_back(client, leave(client, path))


def is_in(client: Client) -> bool:
    return bool(client.get("/api/v1/me").status_code == 200)


def is_refused(answer: Any) -> bool:
    return bool(answer.status_code == 403 and "This account opens nothing here" in answer.content.decode())


def test_a_person_of_the_house_comes_in_by_their_address(cast: Cast, other: Service) -> None:
    other.is_somebody("Ana@Example.com")
    client, answer = sign_in()
    assert answer["Location"] == "/"
    assert client.get("/api/v1/me").json()["email"] == "ana@example.com"


def test_it_asks_with_state_and_pkce_for_the_address_only(cast: Cast, other: Service) -> None:
    asked = parse_qs(urlsplit(leave(Client())).query)
    assert asked["client_id"] == [CLIENT_ID]
    assert asked["code_challenge_method"] == ["S256"]
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/company/login/callback/"]


def test_the_password_and_what_was_set_before_stay(cast: Cast, other: Service) -> None:
    other.is_somebody("ana@example.com")
    sign_in()
    cast.ana.refresh_from_db()
    assert cast.ana.check_password("ana")


def test_a_stranger_is_not_made_a_person(cast: Cast, other: Service) -> None:
    before = User.objects.count()
    other.is_somebody("mallory@example.com")
    client, answer = sign_in()
    assert is_refused(answer)
    assert not is_in(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert client.get("/accounts/3rdparty/signup/").status_code in (302, 200)
    client.post("/accounts/3rdparty/signup/", {"email": "mallory@example.com"})
    assert User.objects.count() == before


@pytest.mark.parametrize("verified", [False, "false", "true", None, 0])
def test_an_address_that_the_service_has_not_verified_opens_nothing(cast: Cast, other: Service, verified: Any) -> None:
    other.is_somebody("ana@example.com", verified=verified)
    client, answer = sign_in()
    assert is_refused(answer)
    assert not is_in(client)


def test_somebody_deactivated_is_refused_like_a_stranger(cast: Cast, other: Service) -> None:
    other.is_somebody("ben@example.com")
    sign_in()  # known from before
    deactivate_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id, reason="Left")
    client, answer = sign_in()
    assert is_refused(answer)
    assert not is_in(client)


def test_another_account_with_the_same_address_is_not_the_same_person(cast: Cast, other: Service) -> None:
    other.is_somebody("ana@example.com", sub="first")
    sign_in()
    other.is_somebody("ana@example.com", sub="second")
    assert is_refused(sign_in()[1])


def test_an_account_whose_address_has_become_another_is_refused(cast: Cast, other: Service) -> None:
    other.is_somebody("ana@example.com", sub="first")
    sign_in()
    other.is_somebody("charlie@example.com", sub="first")
    assert is_refused(sign_in()[1])


def test_somebody_signed_in_connects_their_own_address_only(cast: Cast, other: Service, signed_in: SignedIn) -> None:
    other.is_somebody("mallory@example.com")
    _client, answer = sign_in(signed_in(cast.ana), f"{LOGIN}?process=connect")
    assert is_refused(answer)
    assert not SocialAccount.objects.exists()


def test_it_does_not_spare_the_second_step(cast: Cast, other: Service) -> None:
    other.is_somebody("ada@example.com")
    client, answer = sign_in()
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_an_invited_person_joins_by_it(cast: Cast, other: Service) -> None:
    invite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    Invitation.objects.update(expires_at="2099-01-01T00:00Z")
    other.is_somebody("ben@example.com")
    client, _answer = sign_in()
    assert is_in(client)
    assert Invitation.objects.get().accepted_at is not None
    assert EmailAddress.objects.get(user=cast.ben).verified


@pytest.mark.parametrize(
    "wrong", [{"iss": "https://evil.example"}, {"aud": "somebody-else"}, {"exp": 1}], ids=lambda w: next(iter(w))
)
def test_a_token_that_is_not_for_us_opens_nothing(cast: Cast, other: Service, wrong: dict[str, Any]) -> None:
    other.is_somebody("ana@example.com", **wrong)
    client, answer = sign_in()
    assert "That did not work" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_without_our_question_opens_nothing(cast: Cast, other: Service) -> None:
    other.is_somebody("ana@example.com")
    address = leave(Client())  # the thief's browser asks, and has the victim's open the answer
    victim = Client()
    assert "That did not work" in come_back(victim, address).content.decode()
    assert not is_in(victim)


def test_turning_back_there_is_no_failure(cast: Cast, other: Service) -> None:
    other.refuses = True
    client, answer = sign_in()
    assert "You turned back" in client.get(answer["Location"]).content.decode()


def test_it_never_leads_out_of_workhub(cast: Cast, other: Service) -> None:
    other.is_somebody("ana@example.com")
    assert sign_in(path=f"{LOGIN}?next=https://evil.example/")[1]["Location"] == "/"
    assert sign_in(path=f"{LOGIN}?next=/portal/me/")[1]["Location"] == "/portal/me/"


def test_a_service_that_is_away_is_said_so(cast: Cast, other: Service, settings: Any) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:1"
    assert "That did not work" in Client().post(LOGIN).content.decode()


def test_the_button_is_there_when_it_is_set_up_and_only_then(cast: Cast, other: Service, settings: Any) -> None:
    assert "Sign in with Acme ID" in Client().get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "oidc" not in Client().get("/accounts/login/").content.decode()
    assert Client().post(LOGIN).status_code == 404
