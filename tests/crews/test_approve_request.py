"""`request.approve`: whoever is responsible says yes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import approve_request
from apps.crews.models import Absence, Member, StaffRequest, User
from apps.crews.states import AbsenceKind, RequestKind, RequestStatus
from tests.conftest import NOW, Cast, audited, events
from tests.crews.requesting import FRIDAY, SATURDAY, ask, crewed, office
from tests.racing import waiting


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def approve(request: StaffRequest, by: User, **more: Any) -> StaffRequest:
    return approve_request(**{"actor": office(by), "now": NOW, "request_id": request.public_id, **more})


def test_the_manager_of_the_crew_approves_and_time_off_becomes_an_absence(cast: Cast, mia: User) -> None:
    request = approve(ask(cast), mia, note="Enjoy it")
    assert (request.status, request.decided_by, request.decided_at) == (RequestStatus.APPROVED, mia, NOW)
    absence = Absence.objects.get()
    assert (absence.member, absence.kind, absence.request) == (cast.ana.member, AbsenceKind.TIME_OFF, request)
    assert (absence.start, absence.end) == (FRIDAY, SATURDAY)
    assert [e.subject_id for e in events("request.approved")] == [request.public_id]
    assert [e.subject_id for e in events("absence.added")] == [absence.public_id]
    assert [e.user for e in audited("request.approve")] == [mia]


@pytest.mark.django_db(transaction=True)
def test_leave_waits_for_whoever_is_planning_the_member(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with transaction.atomic():
        Member.objects.select_for_update(no_key=True).get(pk=cast.ana.member.pk)
        approving = waiting(lambda: approve(request, mia))
        assert not approving.done()
    assert isinstance(approving.result(), StaffRequest)
    assert Absence.objects.count() == 1


def test_sick_leave_is_confirmed_and_not_twice_an_absence(cast: Cast, mia: User) -> None:
    approve(ask(cast, kind=RequestKind.SICK_LEAVE, start=NOW), mia)
    assert Absence.objects.count() == 1


def test_what_is_no_leave_makes_no_absence(cast: Cast, mia: User) -> None:
    approve(ask(cast, kind=RequestKind.PURCHASE), mia)
    assert not Absence.objects.exists()


def test_an_outsider_is_told_there_is_none(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(NotHere):
        approve(request, cast.charlie)
    assert [e.code for e in audited("request.approve", "refused")] == ["not_found"]


def test_neither_a_colleague_nor_the_dispatcher_decides(cast: Cast, mia: User) -> None:
    request = ask(cast)
    for user, error in ((cast.ben, NotHere), (cast.dana, NotAllowed)):
        with pytest.raises(error):
            approve(request, user)


def test_above_the_limit_only_an_administrator_approves(cast: Cast, mia: User) -> None:
    request = ask(cast, kind=RequestKind.PURCHASE, amount=Decimal("500.01"))
    with pytest.raises(NotAllowed):
        approve(request, mia)
    assert approve(request, cast.ada).status == RequestStatus.APPROVED


def test_nobody_approves_what_they_asked_for_themselves(cast: Cast, mia: User) -> None:
    own = ask(cast, actor=office(cast.ada), kind=RequestKind.OTHER, text="A bigger desk")
    with pytest.raises(NotAllowed) as refused:
        approve(own, cast.ada)
    assert "themselves" in refused.value.message


def test_twice_is_once(cast: Cast, mia: User) -> None:
    request = ask(cast)
    approve(request, mia)
    with pytest.raises(IllegalTransition):
        approve(request, mia)
    assert Absence.objects.count() == 1


def test_what_has_expired_is_not_approved(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with time_machine.travel(FRIDAY + timedelta(hours=1), tick=False), pytest.raises(IllegalTransition) as refused:
        approve(request, mia, now=FRIDAY + timedelta(hours=1))
    assert refused.value.code == "expired"
