"""Sessions end: by themselves when nobody uses them, and after some days in any case."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.conf import settings as configured
from django.test import Client

from apps.crews.models import User
from tests.conftest import NOW, Cast
from workhub.sessions import SessionStore

HOURS = timedelta(hours=1)
DAYS = timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana(clock: time_machine.Traveller, cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.ana)


def is_in(client: Client) -> bool:
    return bool(client.get("/portal/me/").status_code == 200)


def test_who_comes_back_in_time_stays_signed_in(clock: time_machine.Traveller, ana: Client) -> None:
    for hours in (70, 140, 210):
        clock.move_to(NOW + hours * HOURS)
        assert is_in(ana)


def test_who_stays_away_too_long_signs_in_again(clock: time_machine.Traveller, ana: Client) -> None:
    clock.move_to(NOW + 73 * HOURS)
    assert not is_in(ana)
    clock.move_to(NOW)  # what is over stays over: the cookie is gone
    assert not is_in(ana)


def test_after_two_weeks_everybody_signs_in_again(clock: time_machine.Traveller, ana: Client) -> None:
    for day in range(1, 15):
        clock.move_to(NOW + day * DAYS)
        assert is_in(ana)
    clock.move_to(NOW + 14 * DAYS + HOURS)
    assert not is_in(ana)


def test_a_new_sign_in_has_its_own_two_weeks(clock: time_machine.Traveller, ana: Client, cast: Cast) -> None:
    clock.move_to(NOW + 2 * DAYS)
    assert is_in(ana)
    ana.logout()
    ana.force_login(cast.ana)
    for day in range(4, 16):
        clock.move_to(NOW + day * DAYS)
        assert is_in(ana)


def test_a_socket_takes_no_session_that_is_over(clock: time_machine.Traveller, ana: Client) -> None:
    key = ana.cookies[configured.SESSION_COOKIE_NAME].value
    assert async_to_sync(SessionStore(key).aget)("_auth_user_id")
    clock.move_to(NOW + 73 * HOURS)
    assert async_to_sync(SessionStore(key).aget)("_auth_user_id") is None


def test_using_it_is_noted_every_five_minutes_and_not_at_each_request(
    clock: time_machine.Traveller, ana: Client
) -> None:
    clock.move_to(NOW + 4 * timedelta(minutes=1))
    assert configured.SESSION_COOKIE_NAME not in ana.get("/portal/me/").cookies
    clock.move_to(NOW + 5 * timedelta(minutes=1))
    assert configured.SESSION_COOKIE_NAME in ana.get("/portal/me/").cookies


def test_another_secret_key_signs_nobody_out_while_the_old_one_is_known(ana: Client, settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 5, [settings.SECRET_KEY]
    assert is_in(ana)
    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(ana)  # what it used was signed anew meanwhile
    settings.SECRET_KEY = "a-third-key-" * 5
    assert not is_in(ana)
