"""The office's pages for weeks, single days and absences, and what a change would hit."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.core.models import Record
from apps.crews.admin.week_form import WeekWidget
from apps.crews.models import Absence, CrewManager, CrewMembership, ShiftException, User, WorkPattern
from apps.crews.states import Role
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, person
from tests.crews.shifting import OFFICE_HOURS, at, away, daily, week

SignedIn = Callable[[User], Client]
WEEK = reverse("admin:crews_week")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.dana)


def verb(row: Record, command: str) -> str:
    return reverse(f"admin:crews_{row.type_name()}_command", args=[row.pk, command])


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(shifts: Any, since: str = "2026-03-09") -> dict[str, str]:
    return {"since": since, **WeekWidget().as_data("week", shifts)}


class TestTheWeek:
    def test_it_is_suggested_from_monday_on_and_written_as_typed(self, cast: Cast, office: Client) -> None:
        url = verb(cast.ana.member, "shift.set_pattern")
        form = office.get(url).context["form"]
        assert form.initial["since"] == date(2026, 3, 9)
        shifts = [*OFFICE_HOURS, {"weekday": 5, "start": time(22), "end": time(6), "on_call": True}]
        assert office.post(url, typed(shifts)).status_code == 302
        made = WorkPattern.objects.get(member=cast.ana.member)
        assert [(s.weekday, s.start, s.break_end, s.on_call) for s in made.shifts.all()] == [
            *((day, time(7), time(12, 30), False) for day in range(5)),
            (5, time(22), None, True),
        ]

    def test_the_present_one_is_shown_with_both_shifts_of_a_day(self, cast: Cast, office: Client) -> None:
        week(cast, [*daily(time(6), time(12)), *daily(time(13), time(18))])
        shown = office.get(verb(cast.ana.member, "shift.set_pattern")).content.decode()
        assert shown.count('value="06:00"') == shown.count('value="13:00"') == 7
        assert shown.count("<details open>") == 7

    def test_a_third_shift_of_a_day_is_not_lost(self, cast: Cast, office: Client) -> None:
        three = [*daily(time(6), time(9)), *daily(time(10), time(13)), *daily(time(14), time(17))]
        week(cast, three)
        url = verb(cast.ana.member, "shift.set_pattern")
        assert office.get(url).content.decode().count('value="14:00"') == 7
        office.post(url, typed(three))
        assert WorkPattern.objects.get(member=cast.ana.member, until=None).shifts.count() == 21

    def test_what_cannot_be_is_told_by_day_and_stays_as_typed(self, cast: Cast, office: Client) -> None:
        url = verb(cast.ana.member, "shift.set_pattern")
        sent = {"since": "2026-03-09", "week_0_0_start": "07:00", "week_1_0_start": "7 am", "week_1_0_end": "15:00"}
        response = office.post(url, sent)
        assert "Monday: say from when and until when." in text(response)
        assert "Tuesday: write times as 07:30." in text(response)
        assert 'value="7 am"' in response.content.decode()
        assert not WorkPattern.objects.exists()

    def test_a_refusal_of_the_command_is_at_the_week(self, cast: Cast, office: Client) -> None:
        response = office.post(verb(cast.ana.member, "shift.set_pattern"), typed([]))
        assert list(response.context["form"].errors) == ["week"]


class TestSingleDays:
    def test_a_day_is_set_and_taken_back(self, cast: Cast, office: Client) -> None:
        office.post(
            verb(cast.ana.member, "shift.set_exception"), {"day": "2026-03-04", "start": "12:00", "end": "20:00"}
        )
        exception = ShiftException.objects.get(member=cast.ana.member)
        response = office.post(verb(exception, "shift.clear_exception"))
        assert response["Location"] == reverse("admin:crews_member_change", args=[cast.ana.member.pk])
        assert not ShiftException.objects.exists()


class TestAbsences:
    def test_whole_days_are_days_of_the_member(self, cast: Cast, office: Client) -> None:
        sent = {"kind": "sick", "first": "2026-03-10", "last": "2026-03-11"}
        assert office.post(verb(cast.ben.member, "absence.add"), sent).status_code == 302
        made = Absence.objects.get(member=cast.ben.member)
        assert (made.start, made.end) == (at("2026-03-10T00:00"), at("2026-03-12T00:00"))

    def test_what_it_hits_is_shown_and_asked_about_once(self, cast: Cast, office: Client, visit: Visit) -> None:
        url, sent = reverse("admin:crews_absence_add"), {"kind": "sick", "first": "2026-03-02", "last": "2026-03-02"}
        sent["member"] = str(cast.ana.member.pk)
        response = office.post(url, sent)
        assert f"{visit.code}" in text(response)
        assert "Say below that you have seen it." in text(response)
        assert not Absence.objects.exists()
        assert office.post(url, {**sent, "seen": "on"}).status_code == 302
        assert Absence.objects.get().member == cast.ana.member

    def test_part_of_a_day_that_hits_nothing_is_not_asked_about(self, cast: Cast, office: Client, visit: Visit) -> None:
        sent = {"kind": "other", "first": "2026-03-02", "last": "2026-03-02", "start": "14:00", "end": "16:00"}
        assert office.post(verb(cast.ana.member, "absence.add"), sent).status_code == 302
        assert Absence.objects.get().start == at("2026-03-02T14:00")

    def test_cancelling_shows_what_is_planned_then(self, cast: Cast, office: Client, visit: Visit) -> None:
        absence = away(cast)
        url = verb(absence, "absence.cancel")
        assert visit.code in text(office.get(url))
        assert office.post(url, {"reason": "Feels better"}).status_code == 302
        absence.refresh_from_db()
        assert absence.cancelled_reason == "Feels better"


def test_before_somebody_loses_their_access_what_they_were_to_do_is_shown(
    cast: Cast, signed_in: SignedIn, visit: Visit
) -> None:
    ada = signed_in(cast.ada)
    assert visit.code in text(ada.get(verb(cast.ana, "user.deactivate")))
    assert "To be planned again Nothing." in text(ada.get(verb(cast.ben, "user.deactivate")))


class TestWhoWorksWhen:
    def test_a_week_by_crew_with_leave_and_single_days(
        self, cast: Cast, office: Client, membership: CrewMembership
    ) -> None:
        week(cast)
        away(cast, "2026-03-04T00:00", "2026-03-05T00:00")
        groups = office.get(WEEK).context["groups"]
        assert [(g.name, [str(r.member) for r in g.rows]) for g in groups] == [
            ("North", ["Ana Silva"]),
            ("In no crew", ["Ben Okafor", "Charlie Voss"]),
        ]
        cells = groups[0].rows[0].days
        assert [[s.hours for s in c.shifts] for c in cells] == [["07:00–15:30"]] * 5 + [[], []]
        assert [c.away for c in cells] == [False, False, True, False, False, False, False]
        assert all(c.any_time for c in groups[1].rows[0].days)

    def test_other_weeks_are_a_link_away_and_rubbish_is_this_week(self, office: Client) -> None:
        assert office.get(WEEK).context["monday"] == date(2026, 3, 2)
        assert office.get(f"{WEEK}?week=2026-03-12").context["monday"] == date(2026, 3, 9)
        for rubbish in ("x", "0001-01-01", "9999-12-31", "2026-02-30"):
            assert office.get(f"{WEEK}?week={rubbish}").context["monday"] == date(2026, 3, 2)

    def test_a_manager_sees_their_crews_and_a_technician_nothing(
        self, cast: Cast, signed_in: SignedIn, membership: CrewMembership
    ) -> None:
        mona = person("Mona Reed", Role.MANAGER)
        CrewManager.objects.create(crew=membership.crew, user=mona, created_at=NOW, updated_at=NOW)
        (group,) = signed_in(mona).get(WEEK).context["groups"]
        assert [str(r.member) for r in group.rows] == ["Ana Silva"]
        assert signed_in(cast.ben).get(WEEK).status_code in (302, 403)

    def test_it_costs_the_same_however_many_members(
        self, cast: Cast, office: Client, django_assert_max_num_queries: Any
    ) -> None:
        week(cast)
        for number in range(20):
            person(f"Member{number} Test", Role.TECHNICIAN)
        with django_assert_max_num_queries(20):
            office.get(WEEK)


def test_a_members_page_shows_two_weeks_days_and_absences(cast: Cast, office: Client) -> None:
    week(cast)
    away(cast, "2026-03-12T00:00", "2026-03-14T00:00", note="Wedding")
    shown = text(office.get(reverse("admin:crews_member_change", args=[cast.ana.member.pk])))
    assert "Mon 2 Mar 07:00–15:30" in shown
    assert "12–13 Mar · Wedding" in shown
    assert "No week is set" in text(office.get(reverse("admin:crews_member_change", args=[cast.ben.member.pk])))


class TestToBePlannedAgain:
    def test_a_marked_visit_says_why_on_its_page_in_the_list_and_on_the_start_page(
        self, office: Client, visit: Visit
    ) -> None:
        page = reverse("admin:jobs_visit_change", args=[visit.pk])
        assert "To be planned again" not in text(office.get(page))
        assert "Visits to be planned again" not in text(office.get("/admin/"))
        Visit.objects.filter(pk=visit.pk).update(replan_because="Ana Silva is on leave 2–6 Mar.")
        assert "Ana Silva is on leave 2–6 Mar." in text(office.get(page))
        found = text(office.get(reverse("admin:jobs_visit_changelist") + "?show=replan"))
        assert visit.code in found
        assert "Ana Silva is on leave 2–6 Mar." in found
        (card,) = [c for c in office.get("/admin/").context["needs"]["cards"] if c.name == "replan"]
        assert (card.count, card.url.endswith("?show=replan")) == (1, True)

    def test_the_list_leaves_out_what_can_go(self, office: Client, visit: Visit) -> None:
        assert visit.code not in text(office.get(reverse("admin:jobs_visit_changelist") + "?show=replan"))


def test_days_ahead_are_counted_by_the_members_clock(cast: Cast, office: Client) -> None:
    cast.ana.member.timezone = "Pacific/Auckland"
    cast.ana.member.save(update_fields=["timezone"])
    week(cast, daily(time(0), time(8)))
    found = office.get(WEEK).context["groups"][0].rows[0]
    assert found.zone == "Pacific/Auckland"
    assert [[s.hours for s in c.shifts] for c in found.days] == [["00:00–08:00"]] * 7
    assert timedelta(days=6) == found.days[-1].day - found.days[0].day
