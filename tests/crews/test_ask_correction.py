"""`attendance.ask_correction`: a member asks, somebody in charge decides."""

from datetime import datetime
from typing import Any

import pytest

from apps.core.actions import approve_item, let_go_of_undecided_items, reject_item
from apps.core.actions.deciding import may_decide
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, Clash, NotAllowed, NotHere
from apps.core.models import ItemStatus, Proposal, ProposalItem
from apps.core.relay import fast
from apps.crews.actions import ask_correction, check_out, correct_attendance
from apps.crews.models import Attendance
from apps.crews.states import Role
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.working import a_day, at_work

LATER = NOW + 10 * HOUR
OUT = NOW + 8 * HOUR


def ask(cast: Cast, attendance: Attendance, *, now: datetime = LATER, **times: Any) -> ProposalItem:
    times = times or {"checked_out_at": OUT}
    made: Proposal = ask_correction(
        actor=cast.field(), now=now, attendance_id=attendance.public_id, reason="Forgot to check out", **times
    )
    return made.items.get()


def test_nothing_changes_until_somebody_decides(cast: Cast) -> None:
    attendance = at_work(cast)
    item = ask(cast, attendance)
    attendance.refresh_from_db()
    assert (item.status, item.command, attendance.checked_out_at) == (ItemStatus.PENDING, "attendance.correct", None)
    assert item.proposal.served_id == cast.ana.pk


def test_the_office_approves_and_the_times_are_right(cast: Cast) -> None:
    attendance = at_work(cast)
    done = approve_item(actor=cast.office(), now=LATER, item_id=ask(cast, attendance).public_id)
    attendance.refresh_from_db()
    assert (done.status, attendance.checked_out_at) == (ItemStatus.APPLIED, OUT)
    assert attendance.marks.last().by_id == cast.dana.pk  # type: ignore[union-attr]


def test_who_asks_never_decides_whatever_their_role(cast: Cast) -> None:
    item = ask(cast, at_work(cast))
    with pytest.raises(NotAllowed):
        approve_item(actor=cast.field(), now=LATER, item_id=item.public_id)
    cast.ana.role = Role.ADMINISTRATOR
    cast.ana.save(update_fields=["role"])
    assert not may_decide(Actor(cast.ana, Via.ADMIN), item)
    with pytest.raises(NotAllowed):
        correct_attendance(
            actor=Actor(cast.ana, Via.ADMIN),
            now=LATER,
            attendance_id=Attendance.objects.get().public_id,
            reason="Mine",
            checked_out_at=OUT,
        )


def test_what_was_changed_meanwhile_is_not_written_over(cast: Cast) -> None:
    attendance = at_work(cast)
    item = ask(cast, attendance)
    check_out(actor=cast.field(), now=LATER)
    done = approve_item(actor=cast.office(), now=LATER, item_id=item.public_id)
    assert (done.status, done.error_code) == (ItemStatus.CONFLICTED, "stale_version")


def test_it_is_asked_once_at_a_time(cast: Cast) -> None:
    attendance = at_work(cast)
    item = ask(cast, attendance)
    with pytest.raises(Clash) as refused:
        ask(cast, attendance, checked_out_at=OUT - HOUR)
    assert refused.value.code == "asked_already"
    reject_item(actor=cast.office(), now=LATER, item_id=item.public_id, note="You left earlier")
    ask(cast, attendance, checked_out_at=OUT - HOUR)


def test_nonsense_is_not_even_asked_for(cast: Cast) -> None:
    a_day(cast.ana, NOW - 5 * HOUR, NOW - HOUR)
    with pytest.raises(Clash):
        ask(cast, at_work(cast), checked_in_at=NOW - 2 * HOUR)
    with pytest.raises(BadInput):
        ask(cast, Attendance.objects.latest("pk"), checked_out_at=LATER + HOUR)
    assert not Proposal.objects.exists()


def test_only_for_oneself(cast: Cast) -> None:
    attendance = at_work(cast)
    given: Any = {"now": LATER, "attendance_id": attendance.public_id, "reason": "x", "checked_out_at": OUT}
    with pytest.raises(NotHere):
        ask_correction(actor=cast.outsider(), **given)
    with pytest.raises(NotAllowed):
        ask_correction(actor=cast.office(), **given)
    assert [e.code for e in audited("attendance.ask_correction", "refused")] == ["not_found", "not_allowed"]


def test_it_is_told_once_to_those_who_decide(cast: Cast) -> None:
    ask(cast, at_work(cast))
    assert len(events("proposal.made")) == 1
    fast.drain(LATER)
    told = Notification.objects.filter(kind="attendance.to_decide")
    assert {n.recipient_id for n in told} == {cast.dana.pk, cast.ada.pk}


def test_who_asked_is_told_that_nobody_decided_in_time(cast: Cast) -> None:
    ask(cast, at_work(cast))
    let_go_of_undecided_items(now=LATER + 72 * HOUR)
    fast.drain(LATER + 72 * HOUR)
    told = Notification.objects.get(kind="attendance.refused")
    assert (told.recipient, told.body) == (cast.ana, "Nobody decided in time. Ask again.")


def test_a_refusal_is_told_to_who_asked(cast: Cast) -> None:
    reject_item(actor=cast.office(), now=LATER, item_id=ask(cast, at_work(cast)).public_id, note="You left at 3")
    fast.drain(LATER)
    assert Notification.objects.get(kind="attendance.refused").recipient == cast.ana
