"""The portal's pages about requests: a form for each kind, where they stand, what was said, answer and withdraw."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.crews.actions import approve_request, ask_back_request
from apps.crews.models import Absence, StaffRequest, User
from apps.crews.states import RequestKind, RequestStatus
from tests.conftest import NOW, Cast
from tests.crews.requesting import FRIDAY, SATURDAY, ask, crewed, office

SignedIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


@pytest.fixture
def ana(cast: Cast, mia: User, signed_in: SignedIn) -> Client:
    return signed_in(cast.ana)


def new(kind: str) -> str:
    return f"/portal/requests/new/{kind}/"


def test_the_page_offers_each_kind_and_says_what_will_be_here(ana: Client) -> None:
    shown = ana.get("/portal/requests/").content.decode()
    assert [kind for kind in RequestKind.values if new(kind) not in shown] == []
    assert "Nothing asked for yet" in shown


@pytest.mark.parametrize("kind", RequestKind.values)
def test_each_kind_has_its_form(ana: Client, kind: str) -> None:
    assert ana.get(new(kind)).status_code == 200


def test_days_off_are_whole_days_on_the_clock_of_who_asks(ana: Client) -> None:
    answer = ana.post(new("time_off"), {"first": "2026-03-06", "text": "A wedding", "client_id": str(uuid4())})
    made = StaffRequest.objects.get()
    assert answer["Location"] == f"/portal/requests/{made.public_id}/"
    assert (made.start, made.end, made.text) == (FRIDAY, SATURDAY, "A wedding")
    shown = ana.get("/portal/requests/").content.decode()
    assert ("6 Mar" in shown, "SR-1" in shown, "Waiting" in shown) == (True, True, True)


def test_some_hours_of_a_day_off(ana: Client) -> None:
    ana.post(new("time_off"), {"first": "2026-03-06", "begins": "13:00", "ends": "17:00"})
    made = StaffRequest.objects.get()
    assert (made.start, made.end) == (
        datetime(2026, 3, 6, 18, 0, tzinfo=UTC),
        datetime(2026, 3, 6, 22, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("kind", ["time_off", "sick_leave", "overtime"])
def test_a_day_that_nobody_can_mean_is_asked_about(ana: Client, kind: str, day: str) -> None:
    answer = ana.post(new(kind), {"first": day, "hours": "2"})
    assert answer.status_code == 422
    assert "Check the year" in answer.content.decode()


def test_sick_leave_holds_at_once(cast: Cast, ana: Client) -> None:
    answer = ana.post(new("sick_leave"), {"first": "2026-03-02"})
    assert Absence.objects.get().member == cast.ana.member
    assert "holds already" in ana.get(answer["Location"]).content.decode()


def test_a_purchase_with_a_photo(ana: Client) -> None:
    photo = SimpleUploadedFile("receipt.png", PNG, content_type="image/png")
    sent = {"text": "Two valves", "amount": "40", "file_ids_new": photo}
    answer = ana.post(new("purchase"), sent)
    made = StaffRequest.objects.get()
    assert (made.amount, [kept.file.name for kept in made.files.all()]) == (Decimal(40), ["receipt.png"])
    assert "receipt.png" in ana.get(answer["Location"]).content.decode()


def test_the_photo_is_seen_by_who_decides_and_by_nobody_else(
    cast: Cast, ana: Client, mia: User, signed_in: SignedIn
) -> None:
    photo = SimpleUploadedFile("receipt.png", PNG, content_type="image/png")
    ana.post(new("purchase"), {"text": "Two valves", "amount": "40", "file_ids_new": photo})
    url = f"/files/{StaffRequest.objects.get().files.get().file.public_id}/"
    seen = {u.name.split()[0]: signed_in(u).get(url).status_code for u in (cast.ana, mia, cast.dana, cast.charlie)}
    assert seen == {"Ana": 200, "Mia": 200, "Dana": 200, "Charlie": 404}


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["in the page", "as a page"])
def test_what_does_not_fit_comes_back_as_it_was_typed(ana: Client, headers: dict[str, str]) -> None:
    sent = {"text": "Two valves", "amount": "-3", "client_id": str(uuid4())}
    answer = ana.post(new("purchase"), sent, headers=headers)
    shown = answer.content.decode()
    assert (answer.status_code, StaffRequest.objects.exists()) == (422, False)
    assert ("Two valves" in shown, "more than 0" in shown) == (True, True)


def test_days_asked_for_twice_are_refused_in_words(cast: Cast, ana: Client) -> None:
    ask(cast)
    answer = ana.post(new("time_off"), {"first": "2026-03-06"}, headers=HTMX)
    assert answer.status_code == 422
    assert "You asked for these days already: SR-1." in answer.content.decode()


def test_the_page_goes_to_the_request_when_it_is_sent_from_there(ana: Client) -> None:
    answer = ana.post(new("other"), {"text": "New boots"}, headers=HTMX)
    assert answer["HX-Redirect"] == f"/portal/requests/{StaffRequest.objects.get().public_id}/"


def test_a_question_is_answered(cast: Cast, ana: Client, mia: User) -> None:
    request = ask(cast)
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="All day?")
    url = f"/portal/requests/{request.public_id}/"
    assert "All day?" in ana.get(url).content.decode()
    assert "A question waits for you" in ana.get("/portal/requests/").content.decode()
    shown = ana.post(f"{url}answer/", {"words": "Until noon"}, headers=HTMX).content.decode()
    assert ("Until noon" in shown, "Your answer" in shown) == (True, False)


def test_an_empty_answer_is_asked_for_again(cast: Cast, ana: Client, mia: User) -> None:
    request = ask(cast)
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="All day?")
    answer = ana.post(f"/portal/requests/{request.public_id}/answer/", {"words": " "}, headers=HTMX)
    assert (answer.status_code, "Write the answer first." in answer.content.decode()) == (422, True)


def test_approved_leave_is_withdrawn(cast: Cast, ana: Client, mia: User) -> None:
    request = ask(cast)
    approve_request(actor=office(mia), now=NOW, request_id=request.public_id, note="Enjoy it")
    url = f"/portal/requests/{request.public_id}/"
    shown = ana.get(url).content.decode()
    assert ("Decided by Mia Lang" in shown, "Enjoy it" in shown) == (True, True)
    assert ana.post(f"{url}withdraw/", {"words": ""})["Location"] == url
    request.refresh_from_db()
    assert request.status == RequestStatus.WITHDRAWN
    assert "withdraw/" not in ana.get(url).content.decode()


def test_others_requests_are_not_there(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    request = ask(cast)
    for stranger in (cast.charlie, cast.ben):
        client = signed_in(stranger)
        url = f"/portal/requests/{request.public_id}/"
        answers = [client.get(url), client.post(f"{url}withdraw/"), client.post(f"{url}answer/", {"words": "x"})]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
        assert "SR-1" not in client.get("/portal/requests/").content.decode()


def test_kinds_and_verbs_that_are_none(ana: Client, cast: Cast) -> None:
    assert ana.get(new("holiday")).status_code == 404
    assert ana.post(f"/portal/requests/{ask(cast).public_id}/explode/").status_code == 404


def test_the_list_alone_is_for_the_open_page(cast: Cast, ana: Client) -> None:
    ask(cast)
    assert "SR-1" in ana.get("/portal/requests/list/", headers=HTMX).content.decode()
    assert ana.get("/portal/requests/list/")["Location"] == "/portal/requests/"


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("kind", ["time_off", "sick_leave", "overtime"])
def test_a_day_that_nobody_can_mean_is_said_beside_it(ana: Client, kind: str, day: str) -> None:
    sent = {"first": day, "last": day, "begins": "08:00", "ends": "09:00", "hours": "2", "text": "Kept as typed"}
    answer = ana.post(new(kind), sent)
    shown = answer.content.decode()
    assert (answer.status_code, "Check the year" in shown, "Kept as typed" in shown) == (422, True, True)
    assert not StaffRequest.objects.exists()
