"""`request.ask_back`: a question before the decision."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.crews.actions import ask_back_request, reject_request
from apps.crews.models import StaffRequest, User
from tests.conftest import NOW, Cast, audited, events
from tests.crews.requesting import ask, crewed, office


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def ask_back(request: StaffRequest, by: User, question: str = "All day?") -> StaffRequest:
    return ask_back_request(actor=office(by), now=NOW, request_id=request.public_id, question=question)


def test_the_question_waits_for_its_answer(cast: Cast, mia: User) -> None:
    request = ask_back(ask(cast), mia)
    note = request.notes.get()
    assert (request.asked_back, request.status) == (True, "pending")
    assert (note.author, note.is_question, note.text) == (mia, True, "All day?")
    assert [e.subject_id for e in events("request.asked_back")] == [request.public_id]
    assert len(audited("request.ask_back")) == 1


def test_an_outsider_and_a_dispatcher_ask_nothing(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(NotHere):
        ask_back(request, cast.charlie)
    with pytest.raises(NotAllowed):
        ask_back(request, cast.dana)


def test_there_is_a_question_and_one_at_a_time(cast: Cast, mia: User) -> None:
    request = ask(cast)
    with pytest.raises(BadInput):
        ask_back(request, mia, " ")
    ask_back(request, mia)
    with pytest.raises(IllegalTransition):
        ask_back(request, mia)


def test_not_about_what_is_decided(cast: Cast, mia: User) -> None:
    request = ask(cast)
    reject_request(actor=office(mia), now=NOW, request_id=request.public_id, reason="No")
    with pytest.raises(IllegalTransition):
        ask_back(request, mia)
