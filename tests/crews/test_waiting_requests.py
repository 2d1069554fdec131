"""What the clock does with requests: reminders, once a day; what nobody decided is let go; who is told what."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.core.models import FeedEntry, Lane
from apps.core.relay import fast, slow
from apps.crews.actions import (
    add_substitution,
    answer_request,
    approve_request,
    ask_back_request,
    let_go_of_the_undecided,
    reject_request,
    remind_approvers,
    withdraw_request,
)
from apps.crews.models import Absence, StaffRequest, User
from apps.crews.states import RequestKind, RequestStatus
from apps.notifications.models import Email, Notification
from tests.conftest import HOUR, NOW, Cast, events
from tests.crews.requesting import FRIDAY, ask, crewed, office

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def told(user: User) -> list[str]:
    """The kinds of what somebody was told, oldest first."""
    while fast.drain(timezone.now() + 30 * DAY):
        pass
    return list(Notification.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True))


def test_a_reminder_after_a_day_then_daily_however_often_it_runs(cast: Cast, mia: User) -> None:
    ask(cast, kind=RequestKind.PURCHASE)
    assert remind_approvers(now=NOW + 23 * HOUR) == 0
    assert [remind_approvers(now=NOW + DAY) for _ in range(3)] == [1, 0, 0]
    assert remind_approvers(now=NOW + DAY + 22 * HOUR) == 0
    assert remind_approvers(now=NOW + 2 * DAY) == 1
    assert len(events("request.overdue")) == 2


def test_it_is_told_to_whose_turn_it_is_by_email_as_well(cast: Cast, mia: User) -> None:
    ask(cast, kind=RequestKind.PURCHASE)
    remind_approvers(now=NOW + DAY)
    assert told(mia) == ["request.added", "request.overdue"]
    assert [email.address for email in Email.objects.all()] == [mia.email]
    assert told(cast.ada) == []


def test_while_the_requester_has_to_answer_nobody_is_reminded(cast: Cast, mia: User) -> None:
    request = ask(cast, kind=RequestKind.PURCHASE)
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="Which?")
    assert remind_approvers(now=NOW + 2 * DAY) == 0
    answer_request(actor=cast.field(), now=NOW + 2 * DAY, request_id=request.public_id, text="The red one")
    assert remind_approvers(now=NOW + 2 * DAY + HOUR) == 0
    assert remind_approvers(now=NOW + 3 * DAY) == 1


def test_what_nobody_decided_is_let_go_once(cast: Cast, mia: User) -> None:
    early, late = ask(cast), ask(cast, kind=RequestKind.OTHER, text="Boots")
    assert let_go_of_the_undecided(now=FRIDAY - HOUR) == 0
    assert [let_go_of_the_undecided(now=FRIDAY) for _ in range(2)] == [1, 0]
    assert let_go_of_the_undecided(now=NOW + 14 * DAY) == 1
    assert {r.status for r in StaffRequest.objects.all()} == {RequestStatus.EXPIRED}
    assert [e.subject_id for e in events("request.expired")] == [early.public_id, late.public_id]


def test_sick_leave_that_nobody_confirmed_stays_an_absence(cast: Cast, mia: User) -> None:
    ask(cast, kind=RequestKind.SICK_LEAVE, start=NOW)
    let_go_of_the_undecided(now=NOW + 14 * DAY)
    assert Absence.objects.get().cancelled_at is None


@pytest.mark.django_db(transaction=True)
def test_the_schedule_does_both(cast: Cast, mia: User) -> None:
    from apps.core import schedules
    from apps.core.actions import fill_slot
    from apps.core.models import ScheduledSlot
    from apps.crews.schedules import REQUESTS

    schedules.install()
    ask(cast)
    ask(cast, kind=RequestKind.OTHER, text="Boots")
    with time_machine.travel(FRIDAY + 9 * HOUR, tick=False):
        fill_slot(REQUESTS, now=timezone.now(), by=ScheduledSlot.By.BELL)
        slow.drain(Lane.SLOW)
    assert sorted(r.status for r in StaffRequest.objects.all()) == ["expired", "pending"]
    assert len(events("request.overdue")) == 1


# --- who is told what --------------------------------------------------------------------------------------------


def test_the_requester_hears_of_question_and_decision(cast: Cast, mia: User) -> None:
    request = ask(cast)
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="All day?")
    answer_request(actor=cast.field(), now=NOW, request_id=request.public_id, text="Until noon")
    approve_request(actor=office(mia), now=NOW, request_id=request.public_id)
    assert told(cast.ana) == ["request.asked_back", "request.approved"]
    assert told(mia) == ["request.added", "request.answered"]
    withdraw_request(actor=cast.field(), now=NOW, request_id=request.public_id)
    assert told(mia)[-1] == "request.withdrawn"
    assert (told(cast.ben), told(cast.charlie)) == ([], [])


def test_no_is_told_with_its_reason(cast: Cast, mia: User) -> None:
    request = ask(cast)
    reject_request(actor=office(mia), now=NOW, request_id=request.public_id, reason="Two are away")
    told(cast.ana)
    line = Notification.objects.get(recipient=cast.ana)
    assert (line.title, line.body) == ("Rejected: Time off: 6 Mar (SR-1)", "Two are away")
    assert line.url == f"/portal/requests/{request.public_id}/"


def test_it_reaches_the_feeds_of_those_concerned(cast: Cast, mia: User) -> None:
    ask(cast)
    fast.drain(NOW)
    seen = set(FeedEntry.objects.filter(event__name="request.added").values_list("audience", flat=True))
    assert seen == {"office", *(f"user.{u.pk}" for u in (cast.ana, mia, cast.ada))}


def test_a_substitute_is_told_and_then_told_of_requests(cast: Cast, mia: User) -> None:
    today = NOW.date()
    add_substitution(actor=office(mia), now=NOW, substitute_id=cast.ada.public_id, since=today, until=today + DAY)
    ask(cast)
    assert told(cast.ada) == ["substitution.added", "request.added"]
    assert told(mia) == []
