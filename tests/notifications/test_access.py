"""Who may still listen: asked for everybody at once, and nobody stays on by mistake."""

import asyncio
import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.actor import user_audience
from apps.crews.models import User
from apps.crews.states import Role
from apps.notifications import access
from apps.notifications.access import Watch, audiences_of
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies[django_settings.SESSION_COOKIE_NAME].value)


class Ear:
    """A line that notes why it was hung up on."""

    def __init__(self, sign_in: str | None, audiences: list[str]) -> None:
        self.sign_in = sign_in
        self.audiences = audiences
        self.end = ""

    async def access_lost(self) -> None:
        self.end = "lost"

    async def unwatched(self) -> None:
        self.end = "unwatched"


def look_once(*ears: Ear) -> None:
    """A watch over these lines until its first look is over."""

    async def to_its_end() -> None:
        watch = Watch()
        for ear in ears:
            watch.add(ear)
        await asyncio.sleep(access.CHECK_EVERY * 1.5)
        for ear in ears:
            watch.remove(ear)

    asyncio.run(to_its_end())


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "CHECK_EVERY", 0.5)


def test_three_queries_however_many_listen(cast: Cast) -> None:
    keys = {sign_in(user): user for user in (cast.dana, cast.ana, cast.ben, cast.ada, cast.ana)}
    with CaptureQueriesContext(connection) as queries:
        found = audiences_of(keys)
    assert len(queries) == 3  # sessions, people, and of those who must have a second step who has
    assert {key: audiences[0] for key, audiences in found.items()} == {k: user_audience(u.pk) for k, u in keys.items()}
    assert [len(found[key]) for key, user in keys.items() if user.is_office] == [2, 2]


def test_who_signed_out_ran_out_left_or_has_a_new_password_hears_nothing(cast: Cast) -> None:
    dana, ana, ben, charlie = (sign_in(user) for user in (cast.dana, cast.ana, cast.ben, cast.charlie))
    Session.objects.filter(pk=dana).delete()
    Session.objects.filter(pk=ana).update(expire_date=timezone.now() - timedelta(seconds=1))
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    cast.charlie.set_password("another")
    cast.charlie.save(update_fields=["password"])
    assert audiences_of([dana, ana, ben, charlie, "made-up"]) == {}


def test_who_owes_a_second_step_hears_nothing_until_it_is_set_up(cast: Cast) -> None:
    ada, dana = sign_in(cast.ada), sign_in(cast.dana)
    step = Authenticator.objects.filter(user=cast.ada)
    assert set(audiences_of([ada, dana])) == {ada, dana}
    step.update(type=Authenticator.Type.RECOVERY_CODES)  # spare codes are no step of their own
    assert set(audiences_of([ada, dana])) == {dana}
    step.update(type=Authenticator.Type.WEBAUTHN)
    assert set(audiences_of([ada, dana])) == {ada, dana}


@pytest.mark.usefixtures("_soon")
def test_whose_new_role_demands_a_second_step_is_hung_up_on(cast: Cast) -> None:
    """Dispatchers and administrators listen to the same: the audiences alone would not tell."""
    ear = Ear(sign_in(cast.dana), [user_audience(cast.dana.pk), "office"])
    User.objects.filter(pk=cast.dana.pk).update(role=Role.ADMINISTRATOR)
    look_once(ear)
    assert ear.end == "lost"


@pytest.mark.usefixtures("_soon")
def test_only_those_whose_access_changed_are_hung_up_on(cast: Cast) -> None:
    stays, leaves, nobody = (
        Ear(sign_in(cast.dana), [user_audience(cast.dana.pk), "office"]),
        Ear(sign_in(cast.ana), [user_audience(cast.ana.pk), "office"]),  # who was of the office until just now
        Ear(None, ["office"]),
    )
    look_once(stays, leaves, nobody)
    assert [ear.end for ear in (stays, leaves, nobody)] == ["", "lost", "lost"]


class DeafEar(Ear):
    """A line whose client takes nothing any more: the goodbye waits for it."""

    async def access_lost(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.usefixtures("_soon")
def test_a_client_that_takes_no_goodbye_keeps_nobody_elses_line_open(cast: Cast) -> None:
    key = sign_in(cast.dana)
    listens = Ear(key, [user_audience(cast.dana.pk), "office"])

    async def until_signed_out() -> None:
        watch = Watch()
        watch.add(listens)
        watch.add(deaf := DeafEar(None, ["office"]))
        await asyncio.sleep(access.CHECK_EVERY * 1.5)  # the deaf one is being told goodbye
        await Session.objects.filter(pk=key).adelete()
        for _ in range(20):
            await asyncio.sleep(access.CHECK_EVERY / 2)
            if listens.end:
                break
        watch.remove(deaf)
        watch.remove(listens)

    asyncio.run(until_signed_out())
    assert listens.end == "lost"


@pytest.mark.usefixtures("_soon")
def test_unwatched_nobody_stays_on(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apps.notifications.access")
    ear = Ear(sign_in(cast.dana), [user_audience(cast.dana.pk), "office"])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO away")
    try:
        look_once(ear)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO django_session")
    assert ear.end == "unwatched"
