"""`request.withdraw`: who asked takes it back; leave that was granted ends with it."""

from decimal import Decimal

import pytest

from apps.core.actor import Actor
from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import approve_request, reject_request, withdraw_request
from apps.crews.models import Absence, StaffRequest, User
from apps.crews.states import RequestKind, RequestStatus
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.requesting import SATURDAY, ask, crewed, office


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def withdraw(request: StaffRequest, actor: Actor, now: object = NOW) -> StaffRequest:
    return withdraw_request(actor=actor, now=now, request_id=request.public_id, reason="It is off")  # type: ignore[arg-type]


def approved(request: StaffRequest, by: User) -> StaffRequest:
    return approve_request(actor=office(by), now=NOW, request_id=request.public_id)


def test_what_waits_is_taken_back(cast: Cast) -> None:
    request = withdraw(ask(cast), cast.field())
    assert request.status == RequestStatus.WITHDRAWN
    assert [e.subject_id for e in events("request.withdrawn")] == [request.public_id]
    assert len(audited("request.withdraw")) == 1


def test_granted_leave_and_its_absence_end(cast: Cast, mia: User) -> None:
    request = withdraw(approved(ask(cast), mia), cast.field())
    absence = Absence.objects.get()
    assert (request.status, absence.cancelled_at, absence.cancelled_reason) == ("withdrawn", NOW, "It is off")
    assert [e.subject_id for e in events("absence.cancelled")] == [absence.public_id]


def test_well_again_before_anybody_confirmed_it(cast: Cast) -> None:
    withdraw(ask(cast, kind=RequestKind.SICK_LEAVE, start=NOW), cast.field())
    assert Absence.objects.get().cancelled_at == NOW


def test_only_by_who_asked(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(NotHere):
        withdraw(request, cast.outsider())
    for user in (mia, cast.ada):
        with pytest.raises(NotAllowed):
            withdraw(request, office(user))


def test_not_what_is_done(cast: Cast, mia: User) -> None:
    bought = approved(ask(cast, kind=RequestKind.PURCHASE, amount=Decimal(3), text="Tape"), mia)
    over = approved(ask(cast), mia)
    no = ask(cast, kind=RequestKind.OTHER, text="A raise")
    reject_request(actor=office(mia), now=NOW, request_id=no.public_id, reason="Not now")
    for request in (bought, no):
        with pytest.raises(IllegalTransition):
            withdraw(request, cast.field())
    with pytest.raises(IllegalTransition):
        withdraw(over, cast.field(), SATURDAY + HOUR)
