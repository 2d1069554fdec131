"""The page behind an invitation's link, and what comes of it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from apps.crews.actions import deactivate_user, invite_user, uninvite_user
from apps.crews.invitations import link_of
from apps.crews.models import Invitation, User
from tests.conftest import Cast, audited
from tests.racing import waiting
from workhub.redaction import Redaction, plain_path

SignedIn = Callable[[User], Client]
GOOD = "harbour-lights-42"


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> None:
    cache.clear()


@pytest.fixture
def path(cast: Cast) -> str:
    """Ben's, who has no password yet."""
    cast.ben.set_unusable_password()
    cast.ben.save(update_fields=["password"])
    invite_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ben.public_id)
    link = link_of(Invitation.objects.get())
    assert link is not None
    return link.removeprefix("http://127.0.0.1:8000")


def choose(path: str, client: Client | None = None, password: str = GOOD, **more: str) -> Any:
    return (client or Client()).post(path, {"password": password, **more})


def is_over(answer: Any) -> bool:
    return bool(answer.status_code == 410 and "This invitation no longer works" in answer.content.decode())


def who(client: Client) -> str:
    answer = client.get("/api/v1/me")
    return str(answer.json()["email"]) if answer.status_code == 200 else ""


def test_looking_at_it_uses_nothing_up(cast: Cast, path: str) -> None:
    for _ in range(2):
        page = Client().get(path)
        assert page.status_code == 200
        assert "ben@example.com" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
    assert Invitation.objects.get().accepted_at is None


def test_a_password_signs_in_here_and_from_then_on(cast: Cast, path: str) -> None:
    client = Client()
    assert choose(path, client)["Location"] == "/"
    assert who(client) == "ben@example.com"
    again = Client()
    again.post("/accounts/login/", {"login": "ben@example.com", "password": GOOD})
    assert who(again) == "ben@example.com"
    assert [entry.user for entry in audited("user.join")] == [cast.ben]
    assert GOOD not in str([entry.arguments for entry in audited("user.join")])


def test_a_link_works_once(cast: Cast, path: str) -> None:
    choose(path)
    assert is_over(Client().get(path))
    assert is_over(choose(path, password="another-harbour-43"))
    cast.ben.refresh_from_db()
    assert cast.ben.check_password(GOOD)


@pytest.mark.parametrize("bad", ["", "short", "password123", "ben@example.com"])
def test_a_password_that_others_would_guess_is_refused_and_the_link_stays(cast: Cast, path: str, bad: str) -> None:
    page = choose(path, password=bad)
    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    assert choose(path).status_code == 302


def test_a_passkey_instead_leads_to_adding_one(cast: Cast, path: str) -> None:
    client = Client()
    answer = choose(path, client, password="", way="passkey")
    assert answer["Location"] == "/accounts/2fa/webauthn/add/"
    assert client.get(answer["Location"]).status_code == 200
    assert not User.objects.get(pk=cast.ben.pk).has_usable_password()


def test_old_withdrawn_and_invented_links_say_so(cast: Cast, path: str) -> None:
    assert is_over(Client().get("/accounts/invitation/invented/"))
    assert Client().get("/accounts/invitation/%00/").status_code == 400
    uninvite_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ben.public_id)
    assert is_over(Client().get(path))
    assert is_over(choose(path))
    Invitation.objects.update(withdrawn_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert is_over(choose(path))
    assert not User.objects.get(pk=cast.ben.pk).has_usable_password()


def test_somebody_deactivated_since_does_not_come_in(cast: Cast, path: str) -> None:
    deactivate_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ben.public_id, reason="Left")
    Invitation.objects.update(withdrawn_at=None)
    assert is_over(choose(path))


def test_a_colleague_who_is_signed_in_here_is_signed_out_first(cast: Cast, path: str, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    choose(path, client)
    assert who(client) == "ben@example.com"


def test_the_second_step_is_asked_for_here_too(cast: Cast) -> None:
    invite_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ada.public_id)
    link = link_of(Invitation.objects.get())
    assert link is not None
    client = Client()
    answer = choose(link.removeprefix("http://127.0.0.1:8000"), client)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert who(client) == ""


def test_logs_never_have_the_secret(path: str) -> None:
    secret = path.rstrip("/").rsplit("/", 1)[1]
    assert secret not in plain_path(path)
    assert secret not in Redaction()(f"GET https://hub.example.com{path}?x=1 'failed'")


def test_the_office_sees_how_it_stands_and_clicks(cast: Cast, path: str, signed_in: SignedIn) -> None:
    page = f"/admin/crews/user/{cast.ben.pk}/change/"
    ada = signed_in(cast.ada)
    shown = ada.get(page).content.decode()
    assert "Sent; good until" in shown
    for verb in ("user.invite", "user.uninvite", "user.end_sign_ins"):
        assert f"verb-{verb}" in shown
    choose(path)
    assert "Followed" in ada.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_coming_and_losing_access_at_one_moment_wait_for_each_other(cast: Cast, path: str) -> None:
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=cast.ben.pk)
        coming = waiting(lambda: choose(path))
        Invitation.objects.select_for_update(nowait=True).get()  # whoever comes does not hold it yet
        deactivate_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ben.public_id, reason="Left")
    assert is_over(coming.result())


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_at_once_use_it_up_once_and_both_come_in(cast: Cast) -> None:
    invite_user(actor=cast.admin(), now=timezone.now(), user_id=cast.ben.public_id)

    def come() -> str:
        try:
            client = Client()
            client.post("/accounts/login/", {"login": "ben@example.com", "password": "ben"})
            return who(client)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        with transaction.atomic():  # both have found it open before either can use it up
            Invitation.objects.select_for_update().get()
            coming = [threads.submit(come) for _ in range(2)]
            time.sleep(2)
        assert [one.result() for one in coming] == ["ben@example.com"] * 2
    assert len(audited("user.join")) == 1
