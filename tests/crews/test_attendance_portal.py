"""The clock on Today, one's own week, asking for a correction, where one was: as a phone sees it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.models import ProposalItem
from apps.crews.models import Attendance, AttendanceMark, User
from apps.crews.states import AttendanceStatus
from tests.conftest import HOUR, Cast
from tests.crews.working import MINUTE, a_day, at_work

HTMX = {"HX-Request": "true"}
TODAY = reverse("portal:today")
SignedIn = Callable[[User], Client]


@pytest.fixture
def ana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ana)


def tap(client: Client, verb: str, **sent: str) -> str:
    answer = client.post(reverse("portal:tap", args=[verb]), sent, headers=HTMX)
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_day_in_four_taps(ana: Client) -> None:
    assert "Check in" in ana.get(TODAY).content.decode()
    for verb, status in (
        ("check_in", AttendanceStatus.CHECKED_IN),
        ("start_break", AttendanceStatus.ON_BREAK),
        ("end_break", AttendanceStatus.CHECKED_IN),
        ("check_out", AttendanceStatus.CHECKED_OUT),
    ):
        assert tap(ana, verb).startswith("200 ")
        assert Attendance.objects.get().status == status


def test_the_bar_says_since_when_and_the_hours_of_today(cast: Cast, ana: Client) -> None:
    since = timezone.now() - 90 * MINUTE
    at_work(cast, at=since)
    shown = ana.get(reverse("portal:clock"), headers=HTMX).content.decode()
    assert f"since {timezone.localtime(since):%H:%M}" in shown or "Yesterday" in shown
    assert "1 h 30 min today" in shown


def test_a_tap_that_waited_in_the_phone_counts_from_then_with_its_place(ana: Client) -> None:
    then = timezone.now() - 2 * HOUR
    tap(ana, "check_in", device_at=then.isoformat(), latitude="41.82", longitude="-71.41", accuracy_m="8.5")
    mark = AttendanceMark.objects.get()
    assert (mark.at, mark.latitude, mark.longitude, mark.accuracy_m) == (then, 41.82, -71.41, 8.5)
    assert "41.82000" in ana.get(reverse("portal:positions")).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"device_at": "yesterday", "latitude": "x", "longitude": ""},
        {"device_at": "0001-01-01T00:00:00+00:00", "latitude": "91", "longitude": "0"},
        {"device_at": "2026-03-02T09:00:00", "latitude": "nan", "longitude": "inf", "accuracy_m": "-1"},
    ],
)
def test_a_phone_that_talks_rubbish_still_checks_in(ana: Client, sent: dict[str, str]) -> None:
    assert tap(ana, "check_in", **sent).startswith("200 ")
    mark = AttendanceMark.objects.get()
    assert (mark.latitude, timezone.now() - mark.at < HOUR) == (None, True)


def test_the_same_tap_twice_is_one(ana: Client) -> None:
    client_id = str(uuid4())
    for _ in range(2):
        assert tap(ana, "check_in", client_id=client_id).startswith("200 ")
    assert AttendanceMark.objects.count() == 1


def test_a_refusal_is_said_in_the_bar(ana: Client) -> None:
    tap(ana, "check_in")
    answer = tap(ana, "check_in")
    assert answer.startswith("422 ")
    assert "You are checked in already" in answer
    assert "This form is out of date" in tap(ana, "check_out", client_id="abc")


def test_a_slip_is_taken_back_from_the_bar(ana: Client) -> None:
    assert "Take back: Check in" in tap(ana, "check_in")
    day = Attendance.objects.get()
    sent = {"version": day.version, "client_id": str(uuid4())}
    for _ in range(2):  # the answer to the first one was lost
        assert ana.post(reverse("portal:untap", args=[day.public_id]), sent, headers=HTMX).status_code == 200
    day.refresh_from_db()
    assert day.checked_out_at == day.checked_in_at
    late = ana.post(reverse("portal:untap", args=[day.public_id]), {"version": 1}, headers=HTMX)
    assert late.status_code == 422


def test_without_javascript_it_works_too(ana: Client) -> None:
    answer = ana.post(reverse("portal:tap", args=["check_in"]))
    assert (answer.status_code, answer["Location"]) == (302, TODAY)
    refused = ana.post(reverse("portal:tap", args=["check_in"]))
    assert (refused.status_code, "You are checked in already" in refused.content.decode()) == (422, True)
    assert ana.get(reverse("portal:tap", args=["check_in"])).status_code == 302
    assert ana.post(reverse("portal:tap", args=["fly"])).status_code == 404


def test_my_week_has_my_days_and_nobody_elses(cast: Cast, ana: Client) -> None:
    begin = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0) - 7 * 24 * HOUR
    a_day(cast.ana, begin, begin + 9 * HOUR, rest=30 * MINUTE)
    a_day(cast.ben, begin, begin + 3 * HOUR)
    shown = ana.get(reverse("portal:hours"), {"week": f"{begin:%Y-%m-%d}"}).content.decode()
    assert "8 h 30 min" in shown
    assert "30 min overtime" in shown
    assert "3 h" not in shown
    for odd in ("x", "0001-01-01", "9999-12-31", "2026-13-01"):
        assert ana.get(reverse("portal:hours"), {"week": odd}).status_code == 200
    assert "My hours" in ana.get(reverse("portal:me")).content.decode()


def test_a_correction_is_asked_for_and_waits(cast: Cast, ana: Client) -> None:
    begin = (timezone.now() - 24 * HOUR).replace(second=7, microsecond=5)
    day = a_day(cast.ana, begin, begin + 8 * HOUR)
    page = reverse("portal:correction", args=[day.public_id])
    local = timezone.localtime(begin)
    assert f'value="{local:%Y-%m-%dT%H:%M}"' in ana.get(page).content.decode()
    sent = {
        "checked_in_at": f"{local:%Y-%m-%dT%H:%M}",
        "checked_out_at": f"{local + 7 * HOUR:%Y-%m-%dT%H:%M}",
        "break_0_from": f"{local + 3 * HOUR:%Y-%m-%dT%H:%M}",
        "break_0_until": f"{local + 4 * HOUR:%Y-%m-%dT%H:%M}",
        "reason": "Left at four",
    }
    answer = ana.post(page, sent, follow=True)
    item = ProposalItem.objects.get()
    assert item.arguments["checked_in_at"] is None, "the seconds nobody saw were not changed"
    assert len(item.arguments["breaks"]) == 1
    assert "You asked for a correction: Left at four" in answer.content.decode()


def test_a_correction_that_cannot_be_comes_back_as_it_was_typed(cast: Cast, ana: Client) -> None:
    begin = timezone.now() - 24 * HOUR
    day = a_day(cast.ana, begin, begin + 8 * HOUR)
    page = reverse("portal:correction", args=[day.public_id])
    local = timezone.localtime(begin)
    sent = {"checked_in_at": f"{local:%Y-%m-%dT%H:%M}", "checked_out_at": "2099-01-01T10:00", "reason": "Odd words"}
    answer = ana.post(page, sent)
    assert answer.status_code == 422
    assert "This is in the future" in answer.content.decode()
    assert "Odd words" in answer.content.decode()
    assert ana.post(page, {"reason": "\x00", "checked_in_at": "x"}).status_code == 422
    assert not ProposalItem.objects.exists()


def test_an_outsider_finds_nothing_of_hers(cast: Cast, signed_in: SignedIn) -> None:
    day = at_work(cast)
    charlie = signed_in(cast.charlie)
    assert charlie.get(reverse("portal:correction", args=[day.public_id])).status_code == 404
    assert charlie.post(reverse("portal:untap", args=[day.public_id])).status_code == 404
    assert "Nowhere." in charlie.get(reverse("portal:positions")).content.decode()


def test_the_office_has_no_clock_and_no_hours(cast: Cast, signed_in: SignedIn) -> None:
    dana = signed_in(cast.dana)
    assert 'id="clock"' not in dana.get(TODAY).content.decode()
    assert dana.get(reverse("portal:hours")).status_code == 404
    assert dana.get(reverse("portal:positions")).status_code == 404
