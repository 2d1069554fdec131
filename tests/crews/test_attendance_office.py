"""Attendance in the office and in the API: who is in, who forgot, the taps as they came, the correction form."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.models import FeedEntry
from apps.core.relay import fast
from apps.crews.actions import add_crew, join_crew
from apps.crews.attendance.taps import Position
from apps.crews.models import Attendance, CrewMembership, User
from apps.crews.states import Role
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, person
from tests.crews.test_correct_attendance import in_charge
from tests.crews.working import MINUTE, a_day, at_work

LIST = reverse("admin:crews_attendance_changelist")
HERE = Position(latitude=41.82399, longitude=-71.41283)
SignedIn = Callable[[User], Client]


def page(row: Attendance) -> str:
    return reverse("admin:crews_attendance_change", args=[row.pk])


def command(row: Attendance, name: str) -> str:
    return reverse("admin:crews_attendance_command", args=[row.pk, name])


@pytest.fixture
def dana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.dana)


def test_the_list_answers_who_is_in_and_who_forgot(cast: Cast, dana: Client) -> None:
    now = timezone.now()
    at_work(cast, at=now - 20 * HOUR)
    a_day(cast.ben, now - 9 * HOUR, now - HOUR)
    for show, names in (("in", ["Ana"]), ("forgot", ["Ana"]), ("", ["Ana", "Ben"])):
        shown = dana.get(LIST, {"show": show} if show else {}).content.decode()
        assert [name for name in ("Ana", "Ben") if f"{name} " in shown] == names, show
    assert "Ben Okafor" not in dana.get(LIST, {"day": "2020-01-01"}).content.decode()
    for odd in ({"day": "x"}, {"day": "9999-12-31"}, {"day": "0001-01-01"}, {"crew": "x"}):
        assert dana.get(LIST, odd).status_code == 200


def test_the_page_has_every_tap_as_it_came(cast: Cast, dana: Client) -> None:
    row = at_work(cast, device_at=NOW - 20 * MINUTE)
    shown = dana.get(page(row)).content.decode()
    assert "As it was tapped" in shown
    assert "arrived" in shown


def test_where_it_was_is_shown_to_who_has_the_right_alone(cast: Cast, dana: Client, signed_in: SignedIn) -> None:
    row = at_work(cast, position=HERE)
    assert "41.82399" not in dana.get(page(row)).content.decode()
    assert "41.82399" in signed_in(cast.ada).get(page(row)).content.decode()


def test_the_times_are_corrected_with_a_form(cast: Cast, dana: Client) -> None:
    start = (timezone.now() - 12 * HOUR).replace(second=0, microsecond=0)
    row, local = at_work(cast, at=start), timezone.localtime(start)
    form: Any = dana.get(command(row, "attendance.correct")).context["form"]
    sent = {
        "command_id": str(form.initial["command_id"]),
        "version": row.version,
        "checked_in_at": f"{local:%Y-%m-%dT%H:%M}",
        "checked_out_at": f"{local + 8 * HOUR:%Y-%m-%dT%H:%M}",
        "reason": "She called",
    }
    dana.post(command(row, "attendance.correct"), sent)
    row.refresh_from_db()
    assert (row.checked_in_at, row.checked_out_at) == (start, start + 8 * HOUR)
    assert "She called" in dana.get(page(row)).content.decode()


def test_a_correction_of_nothing_says_so(cast: Cast, dana: Client) -> None:
    row = at_work(cast, at=timezone.now() - HOUR)
    local = timezone.localtime(row.checked_in_at)
    sent = {"version": row.version, "checked_in_at": f"{local:%Y-%m-%dT%H:%M}", "reason": "x"}
    assert "Give the time that is right" in dana.post(command(row, "attendance.correct"), sent).content.decode()


def test_a_manager_sees_the_crews_they_manage_and_no_others(cast: Cast, signed_in: SignedIn) -> None:
    marcus = person("Marcus Bell", Role.MANAGER)
    in_charge(cast, marcus)
    now = timezone.now()
    mine, other = at_work(cast, at=now), a_day(cast.ben, now - 2 * HOUR, now - HOUR)
    client = signed_in(marcus)
    shown = client.get(LIST).content.decode()
    assert ("Ana Silva" in shown, "Ben Okafor" in shown) == (True, False)
    assert client.get(page(mine)).status_code == 200
    assert client.get(page(other)).status_code in (302, 404)
    assert client.get(f"/api/v1/attendances/{mine.public_id}").json()["member"]["name"] == "Ana Silva"
    assert client.get(f"/api/v1/attendances/{other.public_id}").status_code == 404


def test_a_technician_reads_their_own_through_the_api(cast: Cast, signed_in: SignedIn) -> None:
    row = a_day(cast.ana, NOW, NOW + 8 * HOUR, rest=30 * MINUTE)
    a_day(cast.ben, NOW, NOW + 8 * HOUR)
    client = signed_in(cast.ana)
    (told,) = client.get("/api/v1/attendances", {"status": "checked_out"}).json()["items"]
    assert (told["id"], told["hours"], told["corrected"], len(told["breaks"])) == (str(row.public_id), 7.5, False, 1)
    assert client.get(f"/api/v1/attendances/{row.public_id}").json()["id"] == str(row.public_id)
    assert client.get("/api/v1/attendances", {"crew": "3e9d5a70-1c2b-4f68-8d94-6a0b7c5e2f13"}).json()["items"] == []
    assert "latitude" not in str(told)


def test_the_api_knows_a_crew_as_it_is_today(cast: Cast, dana: Client, membership: CrewMembership) -> None:
    a_day(cast.ana, NOW, NOW + 8 * HOUR)
    today = timezone.localdate()
    here = CrewMembership.objects.filter(pk=membership.pk)
    for since, until, found in ((-9, 9, 1), (-9, -1, 0), (1, None, 0)):
        last = None if until is None else today + timedelta(days=until)
        here.update(since=today + timedelta(days=since), until=last)
        answer = dana.get("/api/v1/attendances", {"crew": str(membership.crew.public_id)})
        assert len(answer.json()["items"]) == found, (since, until)


def test_changes_go_to_the_feed_of_the_office_the_member_and_who_is_in_charge(cast: Cast) -> None:
    marcus = person("Marcus Bell", Role.MANAGER)
    in_charge(cast, marcus)
    at_work(cast)
    fast.drain(NOW)
    told = FeedEntry.objects.filter(event__name="attendance.checked_in").values_list("audience", flat=True)
    assert set(told) == {"office", f"user.{cast.ana.pk}", f"user.{marcus.pk}"}


def test_the_member_is_told_of_a_correction(cast: Cast) -> None:
    from apps.crews.actions import correct_attendance

    row = at_work(cast)
    correct_attendance(
        actor=cast.office(), now=NOW + 9 * HOUR, attendance_id=row.public_id, reason="x", checked_out_at=NOW + HOUR
    )
    fast.drain(NOW + 9 * HOUR)
    assert Notification.objects.get(kind="attendance.corrected").recipient == cast.ana


def test_a_form_left_as_it_was_takes_no_break_away(cast: Cast) -> None:
    from apps.crews.actions import start_break
    from apps.crews.attendance.times_form import time_fields, told_times

    row = at_work(cast)
    start_break(actor=cast.field(), now=NOW + HOUR)
    row.refresh_from_db()
    fields = time_fields(row, NOW.tzinfo or timezone.get_default_timezone(), "")
    shown = {name: f.initial.replace(tzinfo=NOW.tzinfo) if f.initial else None for name, f in fields.items()}
    assert told_times(row, shown) == {}
    told = told_times(row, {**shown, "checked_out_at": NOW + 3 * HOUR})
    assert told == {"checked_out_at": NOW + 3 * HOUR}


def test_the_hour_that_comes_twice_is_corrected_like_any_other(cast: Cast, dana: Client) -> None:
    again = datetime(2025, 11, 2, 6, 30, tzinfo=UTC)  # half past one in New York, for the second time
    row = a_day(cast.ana, again, again + 5 * HOUR)
    sent = {"checked_in_at": "2025-11-02T01:30", "checked_out_at": "2025-11-02T08:30", "reason": "Stayed on"}
    assert dana.post(command(row, "attendance.correct"), {**sent, "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.checked_in_at, row.checked_out_at) == (again, datetime(2025, 11, 2, 13, 30, tzinfo=UTC))


def test_the_members_page_has_their_hours(cast: Cast, dana: Client) -> None:
    now = timezone.now()
    a_day(cast.ana, now - 10 * HOUR, now - HOUR, rest=30 * MINUTE)
    shown = dana.get(reverse("admin:crews_member_change", args=[cast.ana.member.pk])).content.decode()
    assert "8 h 30 min" in shown
    assert "Hours" not in dana.get(reverse("admin:crews_member_change", args=[cast.ben.member.pk])).content.decode()


def test_the_api_knows_who_is_in_a_crew_for_a_while_and_who_is_not_yet(cast: Cast, dana: Client) -> None:
    crew = add_crew(actor=cast.admin(), now=NOW, name="North")
    today = timezone.localdate()
    stays = ((cast.ana, today, today + timedelta(days=9)), (cast.ben, today + timedelta(days=9), None))
    for user, since, until in stays:
        days: dict[str, Any] = {"since": since, "until": until}
        join_crew(actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=user.member.public_id, **days)
        a_day(user, NOW, NOW + 8 * HOUR)
    told = dana.get("/api/v1/attendances", {"crew": str(crew.public_id)}).json()["items"]
    assert [one["member"]["name"] for one in told] == ["Ana Silva"]
