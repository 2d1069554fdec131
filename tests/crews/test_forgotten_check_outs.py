"""A forgotten check-out is proposed, once, on what speaks for it; it is never invented."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.core import schedules
from apps.core.actions import approve_item
from apps.core.actions.deciding import may_decide
from apps.core.models import ItemStatus, Lane, Proposal, ProposalItem
from apps.core.relay import fast, slow
from apps.crews.actions import check_out, propose_check_outs, start_break
from apps.crews.attendance.evidence import AFTER_SHIFT, TOO_LONG, forgotten
from apps.crews.models import Attendance, Member, Shift, ShiftException, WorkPattern
from apps.crews.tasks import forgotten_check_outs
from apps.jobs.actions import complete_visit, start_visit
from apps.jobs.models import Visit
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast
from tests.crews.working import MINUTE, at_work

LATE = NOW + TOO_LONG + MINUTE
DAY = {"created_at": NOW, "updated_at": NOW}


def on_shift(member: Member, start: time, end: time, *, weekday: int = 0) -> WorkPattern:
    """That member's Mondays."""
    pattern = WorkPattern.objects.create(member=member, since=date(2026, 1, 1), **DAY)
    Shift.objects.create(pattern=pattern, weekday=weekday, start=start, end=end, **DAY)
    return pattern


def finished(cast: Cast, visit: Visit, *, at: Any) -> None:
    start_visit(actor=cast.field(), now=at - HOUR, visit_id=visit.public_id)
    complete_visit(actor=cast.field(), now=at, visit_id=visit.public_id)


def test_the_last_visit_that_ended_speaks_for_it(cast: Cast, visit: Visit) -> None:
    attendance = at_work(cast)
    finished(cast, visit, at=NOW + 3 * HOUR)
    assert propose_check_outs(now=LATE) == 1
    item = ProposalItem.objects.get()
    assert item.arguments["checked_out_at"].startswith("2026-03-02T17:00")
    assert f"visit {visit.code} ended at 12:00" in item.summary
    assert (item.status, item.base_id, item.proposal.served_id) == (
        ItemStatus.PENDING,
        attendance.public_id,
        cast.ana.pk,
    )
    attendance.refresh_from_db()
    assert attendance.checked_out_at is None


def test_the_end_of_the_shift_speaks_for_it_when_nothing_is_later(cast: Cast, visit: Visit) -> None:
    at_work(cast)
    on_shift(cast.ana.member, time(9), time(17))
    finished(cast, visit, at=NOW + 3 * HOUR)
    propose_check_outs(now=NOW + 8 * HOUR + AFTER_SHIFT + MINUTE)
    item = ProposalItem.objects.get()
    assert item.arguments["checked_out_at"].startswith("2026-03-02T22:00")
    assert "the shift ended at 17:00" in item.summary


def test_a_night_shift_ends_the_next_day(cast: Cast) -> None:
    at_work(cast, at=NOW + 13 * HOUR)  # 22:00 in New York
    on_shift(cast.ana.member, time(22), time(6))
    assert forgotten(NOW + 23 * HOUR) == []
    (found,) = forgotten(NOW + 24 * HOUR)
    assert found.sign is not None
    assert found.sign.at == NOW + 21 * HOUR


def test_who_comes_late_to_the_night_ends_with_it(cast: Cast) -> None:
    at_work(cast, at=NOW + 16 * HOUR)  # one in the morning after
    on_shift(cast.ana.member, time(22), time(6))
    assert forgotten(NOW + 22 * HOUR) == []
    (found,) = forgotten(NOW + 24 * HOUR)
    assert found.sign is not None
    assert found.sign.at == NOW + 21 * HOUR


def test_on_a_day_off_there_is_no_shift(cast: Cast) -> None:
    at_work(cast)
    on_shift(cast.ana.member, time(9), time(11))
    ShiftException.objects.create(member=cast.ana.member, day=date(2026, 3, 2), off=True, **DAY)
    assert forgotten(NOW + 6 * HOUR) == []


def test_a_break_that_was_begun_later_speaks_louder(cast: Cast, visit: Visit) -> None:
    at_work(cast)
    finished(cast, visit, at=NOW + 2 * HOUR)
    start_break(actor=cast.field(), now=NOW + 4 * HOUR)
    (found,) = forgotten(LATE)
    assert found.sign is not None
    assert (found.sign.at, found.sign.text) == (NOW + 4 * HOUR, "the last tap was at 13:00")


def test_the_next_days_work_says_nothing_of_this_one(cast: Cast, visit: Visit) -> None:
    at_work(cast)
    finished(cast, visit, at=NOW + 25 * HOUR)
    assert [one.sign for one in forgotten(NOW + 26 * HOUR)] == [None]


def test_where_nothing_speaks_for_a_time_none_is_proposed(cast: Cast) -> None:
    at_work(cast)
    assert [one.sign for one in forgotten(LATE)] == [None]
    assert propose_check_outs(now=LATE) == 0
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("now", [NOW + 8 * HOUR, NOW + TOO_LONG])
def test_a_long_day_is_not_a_forgotten_one(cast: Cast, visit: Visit, now: Any) -> None:
    at_work(cast)
    finished(cast, visit, at=NOW + 3 * HOUR)
    assert propose_check_outs(now=now) == 0


def test_who_checked_out_forgot_nothing(cast: Cast) -> None:
    at_work(cast)
    check_out(actor=cast.field(), now=NOW + HOUR)
    assert forgotten(LATE) == []


def test_the_member_does_not_decide_and_the_office_does(cast: Cast, visit: Visit) -> None:
    attendance = at_work(cast)
    finished(cast, visit, at=NOW + 3 * HOUR)
    propose_check_outs(now=LATE)
    item = ProposalItem.objects.get()
    assert not may_decide(cast.field(), item)
    assert approve_item(actor=cast.office(), now=LATE, item_id=item.public_id).status == ItemStatus.APPLIED
    attendance.refresh_from_db()
    assert attendance.checked_out_at == NOW + 3 * HOUR


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_max_num_queries: Any) -> None:
    from apps.core.actor import Actor, Via
    from apps.crews.actions import check_in

    for user in (cast.ana, cast.ben, cast.charlie):
        check_in(actor=Actor(user, Via.PORTAL), now=NOW)
        on_shift(user.member, time(9), time(17))
    with django_assert_max_num_queries(6):
        assert len(forgotten(LATE)) == 3


@pytest.fixture
def night(cast: Cast) -> Iterator[Any]:
    """Five in the morning after, with the schedules set up a week before."""
    with time_machine.travel(NOW - timedelta(days=7), tick=False) as clock:
        schedules.install()
        clock.move_to(NOW + 20 * HOUR)  # 05:00 in New York
        yield clock


@pytest.mark.django_db(transaction=True)
def test_each_night_once_and_everybody_concerned_is_told(cast: Cast, visit: Visit, night: Any) -> None:
    attendance = at_work(cast)
    finished(cast, visit, at=NOW + 3 * HOUR)
    for _ in range(2):
        forgotten_check_outs.apply(throw=True)
        for _again in range(2):
            fast.drain(timezone.now())
            slow.drain(Lane.SLOW)
        night.shift(timedelta(days=1))
    assert Proposal.objects.filter(source_id=attendance.public_id).count() == 1
    assert Notification.objects.get(kind="attendance.forgotten").recipient == cast.ana
    decide = Notification.objects.filter(kind="attendance.to_decide")
    assert {n.recipient_id for n in decide} == {cast.dana.pk, cast.ada.pk}
    assert Attendance.objects.get().checked_out_at is None
