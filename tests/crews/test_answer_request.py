"""`request.answer`: who asked answers what was asked back."""

import pytest

from apps.core.actor import Actor
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import answer_request, ask_back_request
from apps.crews.models import StaffRequest, User
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.crews.requesting import ask, crewed, office


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


@pytest.fixture
def asked(cast: Cast, mia: User) -> StaffRequest:
    return ask_back_request(actor=office(mia), now=NOW, request_id=ask(cast).public_id, question="All day?")


def answer(request: StaffRequest, actor: Actor, text: str = "Until noon") -> StaffRequest:
    return answer_request(actor=actor, now=NOW + HOUR, request_id=request.public_id, text=text)


def test_it_waits_for_the_approver_again(cast: Cast, asked: StaffRequest) -> None:
    request = answer(asked, cast.field())
    assert (request.asked_back, request.reminded_at) == (False, NOW + HOUR)
    assert [(n.author, n.is_question) for n in request.notes.all()][1:] == [(cast.ana, False)]
    assert [e.subject_id for e in events("request.answered")] == [request.public_id]
    assert len(audited("request.answer")) == 1


def test_nobody_else_answers(cast: Cast, mia: User, asked: StaffRequest) -> None:
    with pytest.raises(NotHere):
        answer(asked, cast.outsider())
    for user in (mia, cast.dana):
        with pytest.raises(NotAllowed):
            answer(asked, office(user))


def test_only_what_was_asked_and_with_words(cast: Cast, asked: StaffRequest) -> None:
    with pytest.raises(BadInput):
        answer(asked, cast.field(), "")
    answer(asked, cast.field())
    with pytest.raises(IllegalTransition):
        answer(asked, cast.field())
