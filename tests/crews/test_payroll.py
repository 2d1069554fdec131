"""The payroll's file: the right lines, nothing a spreadsheet would run, and only for who may."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.errors import BadInput
from apps.crews.actions import correct_attendance
from apps.crews.attendance.sheet import RUNS, defused, payroll_csv, refuse_range
from apps.crews.models import User
from apps.crews.states import Role
from tests.conftest import HOUR, NOW, Cast, person
from tests.crews.test_correct_attendance import in_charge
from tests.crews.working import MINUTE, a_day, at_work

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
EXPORT = reverse("admin:crews_attendance_export")
ASKED = {"first": "2026-03-01", "last": "2026-03-31"}


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_per_member_and_day(cast: Cast) -> None:
    a_day(cast.ana, NOW, NOW + 9 * HOUR, rest=30 * MINUTE)
    (line,) = lines(payroll_csv([cast.ana.member, cast.ben.member], *MARCH, now=NOW + 20 * HOUR))
    assert line == {
        "member": "Ana Silva",
        "email": "ana@example.com",
        "day": "2026-03-02",
        "in": "2026-03-02 09:00",
        "out": "2026-03-02 18:00",
        "breaks": "0.50",
        "hours": "8.50",
        "overtime": "0.50",
        "corrected": "no",
        "open": "no",
    }


def test_what_was_corrected_and_what_is_open_says_so(cast: Cast) -> None:
    done = a_day(cast.ana, NOW - 24 * HOUR, NOW - 16 * HOUR)
    correct_attendance(
        actor=cast.office(),
        now=NOW,
        attendance_id=done.public_id,
        reason="Left at four",
        checked_out_at=NOW - 17 * HOUR,
    )
    at_work(cast)
    first, second = lines(payroll_csv([cast.ana.member], *MARCH, now=NOW + 5 * HOUR))
    assert (first["hours"], first["corrected"], first["open"]) == ("7.00", "yes", "no")
    assert (second["hours"], second["out"], second["corrected"], second["open"]) == ("0.00", "", "no", "yes")


@pytest.mark.parametrize("begin", RUNS)
def test_a_spreadsheet_runs_nothing(cast: Cast, begin: str) -> None:
    cast.ana.name = f"{begin}HYPERLINK(1)"
    cast.ana.save(update_fields=["name"])
    a_day(cast.ana, NOW, NOW + HOUR)
    (line,) = lines(payroll_csv([cast.ana.member], *MARCH, now=NOW + 5 * HOUR))
    assert line["member"] == f"'{begin}HYPERLINK(1)"
    assert defused("Ana") == "Ana"


def test_days_in_the_wrong_order_too_many_and_of_no_year_are_refused() -> None:
    march = (date(2026, 3, 2), date(2026, 3, 1))
    for first, last in (march, (date(2026, 1, 1), date(2027, 1, 2)), (date.min, date.min), (date.max, date.max)):
        with pytest.raises(BadInput):
            refuse_range(first, last)


@pytest.fixture
def marcus(cast: Cast) -> User:
    """A manager, in charge of Ana's crew."""
    made = person("Marcus Bell", Role.MANAGER)
    in_charge(cast, made)
    a_day(cast.ana, NOW, NOW + 8 * HOUR)
    a_day(cast.ben, NOW, NOW + 8 * HOUR)
    return made


SignedIn = Callable[[User], Client]


def test_a_manager_saves_it_from_the_office_for_the_crews_they_manage(marcus: User, signed_in: SignedIn) -> None:
    answer = signed_in(marcus).get(EXPORT, ASKED)
    assert answer["Content-Type"].startswith("text/csv")
    assert [line["member"] for line in lines(answer.content.decode())] == ["Ana Silva"]


def test_the_page_asks_first_and_says_what_is_wrong(marcus: User, signed_in: SignedIn) -> None:
    client = signed_in(marcus)
    assert b"Export for payroll" in client.get(EXPORT).content
    wrong: Any = client.get(EXPORT, {"first": "2026-03-31", "last": "2026-03-01"})
    assert b"before the first" in wrong.content


def test_an_administrator_has_everybody_and_a_crew_alone(cast: Cast, marcus: User, signed_in: SignedIn) -> None:
    client = signed_in(cast.ada)
    assert len(lines(client.get(EXPORT, ASKED).content.decode())) == 2
    from apps.crews.models import Crew

    of_crew = client.get(f"{EXPORT}?first=2026-03-01&last=2026-03-31&crew={Crew.objects.get().pk}")
    assert [line["member"] for line in lines(of_crew.content.decode())] == ["Ana Silva"]


def test_a_dispatcher_may_not(cast: Cast, marcus: User, signed_in: SignedIn) -> None:
    client = signed_in(cast.dana)
    assert client.get(EXPORT, ASKED).status_code == 403
    assert client.get("/api/v1/attendances/export", ASKED).status_code == 403
    assert "Export" not in client.get(reverse("admin:crews_attendance_changelist")).content.decode()


def test_a_technician_may_not(cast: Cast, marcus: User, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    assert client.get("/api/v1/attendances/export", ASKED).status_code == 403
    assert client.get(EXPORT, ASKED).status_code in (302, 403)


def test_the_api_gives_the_same_file(marcus: User, signed_in: SignedIn) -> None:
    answer = signed_in(marcus).get("/api/v1/attendances/export", ASKED)
    assert answer["Content-Type"].startswith("text/csv")
    assert [line["member"] for line in lines(answer.content.decode())] == ["Ana Silva"]
    assert signed_in(marcus).get("/api/v1/attendances/export", {**ASKED, "last": "2020-01-01"}).status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_at_the_ends_of_the_calendar_it_is_said_in_words(marcus: User, signed_in: SignedIn, day: str) -> None:
    client, asked = signed_in(marcus), {"first": day, "last": day}
    assert b"Check the year" in client.get(EXPORT, asked).content
    assert client.get("/api/v1/attendances/export", asked).status_code == 422
