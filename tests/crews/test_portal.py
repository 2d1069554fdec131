"""The pages about oneself: my crew and their numbers, what I was told, language, the way out."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.core.relay import fast
from apps.crews.actions import add_crew, join_crew, set_exception
from apps.crews.models import Member, User
from apps.crews.states import AbsenceKind
from apps.jobs.models import Visit
from apps.notifications.models import Notification
from tests.conftest import NOW, Cast
from tests.crews.shifting import away, week

SignedIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def crewed(cast: Cast) -> Cast:
    """Ana and Ben are a crew, Ben leads; Charlie is alone."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="North crew", base="North depot")
    for user in (cast.ana, cast.ben):
        member = user.member.public_id
        join_crew(
            actor=cast.admin(),
            now=NOW,
            crew_id=crew.public_id,
            member_id=member,
            since=NOW.date(),
            is_lead=user == cast.ben,
        )
    Member.objects.filter(user=cast.ben).update(phone="+1 212 555 0102")
    return cast


def me(client: Client) -> str:
    response = client.get("/portal/me/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_who_i_am_and_my_crew_with_numbers_to_dial(crewed: Cast, signed_in: SignedIn) -> None:
    shown = me(signed_in(crewed.ana))
    wanted = ["Ana Silva", "Technician", "North crew", "Ben Okafor", "leads the crew", 'href="tel:+12125550102"']
    assert [words for words in wanted if words not in shown] == []
    assert "Charlie" not in shown


def test_an_outsider_sees_nobody_of_it(crewed: Cast, signed_in: SignedIn) -> None:
    shown = me(signed_in(crewed.charlie))
    assert "You are in no crew" in shown
    assert "Ben Okafor" not in shown


def test_it_offers_language_password_and_the_way_out(crewed: Cast, signed_in: SignedIn) -> None:
    shown = me(signed_in(crewed.ana))
    for address in ("/i18n/setlang/", "/accounts/password/change/", "/accounts/logout/"):
        assert address in shown


def test_the_language_can_be_changed(crewed: Cast, signed_in: SignedIn) -> None:
    ana = signed_in(crewed.ana)
    response = ana.post("/i18n/setlang/", {"language": "es", "next": "/portal/me/"})
    assert response["Location"] == "/portal/me/"
    assert '<html lang="es"' in me(ana)


def test_signing_out_ends_it(crewed: Cast, signed_in: SignedIn) -> None:
    ana = signed_in(crewed.ana)
    ana.post("/accounts/logout/")
    assert ana.get("/portal/me/")["Location"].startswith("/accounts/login/")


def test_the_office_finds_the_way_back(crewed: Cast, signed_in: SignedIn) -> None:
    assert "Go to the office" in me(signed_in(crewed.dana))
    assert "Go to the office" not in me(signed_in(crewed.ana))


def test_the_page_costs_the_same_however_many_colleagues(
    crewed: Cast, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ana = signed_in(crewed.ana)
    # Session, person, cursor, my crew, colleagues, me, weeks, single days, absences, papers, working times, member,
    # notifications, unread.
    with django_assert_num_queries(14):
        ana.get("/portal/me/")


# --- my shifts, and when I am away ---


def test_my_shifts_of_two_weeks_and_my_absences(cast: Cast, signed_in: SignedIn) -> None:
    week(cast)
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "member_id": cast.ana.member.public_id}
    set_exception(**said, day=date(2026, 3, 4), start=time(12), end=time(20), on_call=True, note="Swapped")
    away(cast, "2026-03-12T00:00", "2026-03-14T00:00", kind=AbsenceKind.TIME_OFF)
    shown = " ".join(re.sub(r"<[^>]+>", " ", me(signed_in(cast.ana))).split())
    assert "Today · Mon 2 Mar 07:00–15:30" in shown
    assert "Wed 4 Mar 12:00–20:00 on call (Swapped)" in shown
    assert "Sat 7 Mar Off" in shown
    assert "Thu 12 Mar Away" in shown
    assert "12–13 Mar Time off" in shown
    assert "Swapped" not in me(signed_in(cast.ben))


def test_without_shifts_i_may_be_planned_at_any_time(cast: Cast, signed_in: SignedIn) -> None:
    assert "You may be planned at any time" in me(signed_in(cast.ana))
    assert 'id="shifts"' not in me(signed_in(cast.dana))


# --- what I was told ---


@pytest.fixture
def told(cast: Cast, visit: Visit) -> Notification:
    """Ana was told of her visit."""
    fast.drain(NOW)
    return Notification.objects.get(recipient=cast.ana)


def test_what_i_was_told_can_be_marked_as_read(cast: Cast, told: Notification, signed_in: SignedIn) -> None:
    ana = signed_in(cast.ana)
    path = f"/portal/notifications/{told.public_id}/read/"
    assert told.title in me(ana)
    shown = ana.post(path, headers=HTMX).content.decode()
    assert path not in shown
    assert ana.post(path)["Location"] == "/portal/me/"
    assert ana.get(path)["Location"] == "/portal/me/"
    told.refresh_from_db()
    assert told.read_at == NOW


def test_others_can_neither_see_nor_read_it(cast: Cast, told: Notification, signed_in: SignedIn) -> None:
    for stranger in (cast.charlie, cast.dana):
        client = signed_in(stranger)
        assert told.title not in me(client)
        assert client.post(f"/portal/notifications/{told.public_id}/read/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_the_list_alone_is_for_the_open_page(cast: Cast, told: Notification, signed_in: SignedIn) -> None:
    ana = signed_in(cast.ana)
    assert told.title in ana.get("/portal/notifications/", headers=HTMX).content.decode()
    assert ana.get("/portal/notifications/")["Location"] == "/portal/me/"


def test_a_stranger_is_sent_to_the_sign_in(client: Client, db: None) -> None:
    paths = ["me/", "requests/", "notifications/", f"notifications/{uuid4()}/read/"]
    for path in paths:
        assert client.get(f"/portal/{path}")["Location"].startswith("/accounts/login/")
