"""The approvals inbox: staff requests and suggested changes in one place, decided from there, each seeing theirs."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.crews.actions import add_substitution, ask_back_request
from apps.crews.admin import inbox
from apps.crews.admin.inbox import entries
from apps.crews.decisions import number_waiting_for
from apps.crews.models import Member, StaffRequest, User
from apps.crews.states import RequestKind, Role
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, PlanVisit, person
from tests.core.conftest import proposal_of, suggestion
from tests.crews.requesting import FRIDAY, ask, crewed, office

SignedIn = Callable[[User], Client]
INBOX = "/admin/crews/staffrequest/inbox/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mia(cast: Cast) -> User:
    return crewed(cast)


def shown(client: Client) -> str:
    response = client.get(INBOX)
    assert response.status_code == 200
    return str(response.content.decode())


def verb(request: StaffRequest, command: str) -> str:
    return f"{reverse('admin:crews_staffrequest_command', args=[request.pk, command])}?next={INBOX}"


def finish(cast: Cast, visit: Visit) -> Any:
    return proposal_of(cast, suggestion("visit.complete", {"visit_id": str(visit.public_id)})).items.get()


def test_requests_and_suggestions_stand_together_the_oldest_first(cast: Cast, visit: Visit) -> None:
    finish(cast, visit)
    with time_machine.travel(FRIDAY.replace(day=3), tick=False):
        ask(cast, kind=RequestKind.PURCHASE, now=FRIDAY.replace(day=3))
        mine, others, _more = entries(office(cast.ada), FRIDAY.replace(day=3))
    assert [entry.title for entry in mine] == ["Finish a visit", "Purchase"]
    assert others == []


def test_it_shows_all_that_a_decision_needs(cast: Cast, mia: User, signed_in: SignedIn, plan: PlanVisit) -> None:
    hit = plan(start=FRIDAY.replace(hour=15))
    request = ask(cast, text="My sister marries")
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="All day?")
    page = shown(signed_in(mia))
    for words in ("Time off", "6 Mar", "Ana Silva", "My sister marries", "All day?", "Manages North.", "SR-1"):
        assert words in page, words
    assert "1 visit would have to be planned again" in shown(signed_in(cast.ada))
    assert hit.code in shown(signed_in(cast.ada))


def test_overtime_says_what_it_costs_to_who_may_know(cast: Cast, mia: User) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(hourly_cost=Decimal("40.00"))
    ask(cast, kind=RequestKind.OVERTIME, start=NOW, hours=Decimal("2.5"))
    assert [entry.cost for entry in entries(office(mia), NOW)[0]] == ["100.00"]


def test_who_stands_in_decides_on_overtime_and_is_not_told_what_an_hour_costs(cast: Cast, mia: User) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(hourly_cost=Decimal("40.00"))
    max_ = person("Max Orr", Role.MANAGER)
    today = NOW.date()
    add_substitution(actor=office(mia), now=NOW, substitute_id=max_.public_id, since=today, until=today)
    ask(cast, kind=RequestKind.OVERTIME, start=NOW, hours=Decimal("2.5"))
    assert [(entry.code, entry.cost) for entry in entries(office(max_), NOW)[0]] == [("SR-1", "")]


def test_what_waits_for_an_answer_waits_for_others(cast: Cast, mia: User) -> None:
    request = ask(cast)
    ask_back_request(actor=office(mia), now=NOW, request_id=request.public_id, question="All day?")
    mine, others, _more = entries(office(mia), NOW)
    assert (mine, [entry.code for entry in others], number_waiting_for(office(mia), NOW)) == ([], ["SR-1"], 0)


def test_one_tap_approves_and_one_is_here_again(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    request, client = ask(cast), signed_in(mia)
    assert client.post(verb(request, "request.approve"))["Location"] == INBOX
    request.refresh_from_db()
    assert request.status == "approved"
    assert "Nothing waits for you." in shown(client)


def test_a_question_and_a_rejection_from_the_inbox(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    request, client = ask(cast), signed_in(mia)
    assert client.post(verb(request, "request.ask_back"), {"question": "All day?"})["Location"] == INBOX
    assert client.post(verb(request, "request.reject"), {"reason": "Two are away"})["Location"] == INBOX
    request.refresh_from_db()
    assert (request.status, request.decision_reason) == ("rejected", "Two are away")


def test_a_rejection_without_words_comes_back_with_a_sentence(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    request = ask(cast)
    answer = signed_in(mia).post(verb(request, "request.reject"), {"reason": " "})
    assert answer.status_code == 200
    request.refresh_from_db()
    assert request.status == "pending"


def test_a_suggestion_is_decided_from_here(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    item, client = finish(cast, visit), signed_in(cast.dana)
    page = shown(client)
    url = reverse("admin:core_proposalitem_command", args=[item.pk, "proposal.reject"])
    assert f"{url}?next={INBOX}" in page
    assert client.post(f"{url}?next={INBOX}", {"command_id": str(uuid4())})["Location"] == INBOX
    item.refresh_from_db()
    assert item.status == "rejected"


def test_each_sees_what_is_theirs_to_decide(cast: Cast, mia: User, visit: Visit, signed_in: SignedIn) -> None:
    finish(cast, visit)
    ask(cast)
    ask(cast, actor=cast.outsider())
    codes = {u.name.split()[0]: shown(signed_in(u)) for u in (mia, cast.dana, cast.ada)}
    assert ("SR-1" in codes["Mia"], "SR-2" in codes["Mia"]) == (True, False)
    assert ("SR-1" in codes["Dana"], "Finish a visit" in codes["Dana"]) == (False, True)
    assert ("SR-1" in codes["Ada"], "SR-2" in codes["Ada"]) == (True, True)  # the first one waits for Mia
    assert "1 request waits for others" in codes["Ada"]


def test_the_list_finds_a_request_by_its_number(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    ask(cast, kind=RequestKind.PURCHASE, text="Two valves")
    ask(cast, kind=RequestKind.PURCHASE, text="A ladder")
    found = signed_in(mia).get(reverse("admin:crews_staffrequest_changelist"), {"q": "sr-2"}).content.decode()
    assert ("SR-2" in found, "SR-1" in found) == (True, False)


def test_only_what_is_shown_is_read_in_full(
    cast: Cast, mia: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        ask(cast, kind=RequestKind.PURCHASE)
    with CaptureQueriesContext(connection) as few:
        assert len(entries(office(mia), NOW).mine) == 2
    for _ in range(4):
        ask(cast, kind=RequestKind.PURCHASE)
    with django_assert_num_queries(len(few)):
        assert len(entries(office(mia), NOW).mine) == 6
    monkeypatch.setattr(inbox, "MOST", 1)
    shown_ones = entries(office(mia), NOW)
    assert ([entry.code for entry in shown_ones.mine], shown_ones.more) == (["SR-1"], 5)


def test_the_field_has_no_inbox(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    assert signed_in(cast.ana).get(INBOX).status_code in (302, 403)


def test_the_number_is_in_the_navigation_and_on_the_start_page(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    ask(cast)
    assert (number_waiting_for(office(mia), NOW), number_waiting_for(office(cast.ada), NOW)) == (1, 0)
    client = signed_in(mia)
    cards = {card.name: card for card in client.get("/admin/").context["needs"]["cards"]}
    assert (cards["decisions"].count, cards["decisions"].url) == (1, INBOX)
    items = client.get("/admin/").context["sidebar_navigation"][0]["items"]
    assert [item["badge"] for item in items if item["link"] == INBOX] == ["1"]


def test_every_page_about_it_opens(cast: Cast, mia: User, signed_in: SignedIn) -> None:
    request, client = ask(cast), signed_in(cast.ada)
    for url in (
        reverse("admin:crews_staffrequest_changelist"),
        reverse("admin:crews_staffrequest_change", args=[request.pk]),
        reverse("admin:crews_staffrequest_add"),
        reverse("admin:crews_substitution_changelist"),
        reverse("admin:crews_substitution_add"),
        verb(request, "request.reject"),
        verb(request, "request.ask_back"),
    ):
        assert client.get(url).status_code == 200, url
