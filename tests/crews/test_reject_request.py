"""`request.reject`: no, and why."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import reject_request
from apps.crews.models import Absence, StaffRequest, User
from apps.crews.states import RequestKind, RequestStatus
from tests.conftest import NOW, Cast, audited, events
from tests.crews.requesting import ask, crewed, office


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def reject(request: StaffRequest, by: User, reason: str = "Two are away") -> StaffRequest:
    return reject_request(actor=office(by), now=NOW, request_id=request.public_id, reason=reason)


def test_it_is_rejected_with_the_reason(cast: Cast, mia: User) -> None:
    request = reject(ask(cast), mia)
    assert (request.status, request.decision_reason) == (RequestStatus.REJECTED, "Two are away")
    assert (request.decided_by, Absence.objects.exists()) == (mia, False)
    assert [e.subject_id for e in events("request.rejected")] == [request.public_id]
    assert len(audited("request.reject")) == 1


def test_sick_leave_does_not_hold_any_more(cast: Cast, mia: User) -> None:
    reject(ask(cast, kind=RequestKind.SICK_LEAVE, start=NOW), mia, "You were seen at the fair")
    assert Absence.objects.get().cancelled_reason == "You were seen at the fair"


def test_nobody_but_who_decides(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(NotHere):
        reject(request, cast.charlie)
    for user in (cast.dana, cast.ana):
        with pytest.raises(NotAllowed):
            reject(request, user)


def test_a_reason_is_asked_for_and_once_is_enough(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(BadInput):
        reject(request, mia, " ")
    reject(request, mia)
    with pytest.raises(IllegalTransition):
        reject(request, mia)
