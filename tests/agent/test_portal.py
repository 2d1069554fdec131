"""The message box: what was said, what is being read, what was done, why, and how it is decided and undone."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.agent.actions import answer_message, begin_run, finish_run, note_understanding, send_message
from apps.agent.models import AgentRun, Message
from apps.agent.states import Brain
from apps.core.actions import Suggestion, apply_item, propose
from apps.core.actions.asking import ask_about_item
from apps.core.actor import Actor
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.crews.models import User
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, PlanVisit

SignedIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
TALK, BOX, LOG, SEND = (f"/portal/messages/{part}" for part in ("", "box/", "log/", "send/"))
SAID = "finished at Oak St, but I smell gas by the meter"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ana)


def done(visit: Visit, *, brain: Brain = Brain.RULES, policy: Policy = Policy.AUTO) -> Suggestion:
    """Finish a visit, as the rules would suggest it."""
    return Suggestion(
        command="visit.complete",
        arguments={"visit_id": str(visit.public_id)},
        summary="Finish the visit",
        confidence=0.93,
        brain=brain,
        policy=policy,
        evidence=[{"start": 0, "end": 8, "text": "finished"}],
    )


def gas(visit: Visit) -> Suggestion:
    """Report gas, as the safety net does."""
    return Suggestion(
        command="incident.report",
        arguments={"severity": "critical", "title": "Gas smell", "visit_id": str(visit.public_id)},
        summary="Report gas",
        confidence=1.0,
        brain=Brain.SAFETY_NET,
        policy=Policy.AUTO,
        evidence=[{"start": 28, "end": 48, "text": "smell gas by the meter"}],
    )


def told(
    user: User, visit: Visit, *suggestions: Suggestion, answer: str = "Leave the building now."
) -> list[ProposalItem]:
    """A message of that person, worked on to its end."""
    actor = Actor.agent_for(user)
    run = send_message(actor=actor, now=NOW, text=SAID, visit_id=visit.public_id).run
    begin_run(run_id=run.public_id, now=NOW)
    proposal = propose(
        actor=actor,
        now=NOW,
        title=SAID,
        source="agent",
        source_id=run.public_id,
        served=user,
        suggestions=list(suggestions),
    )
    items = [apply_item(actor=actor, now=NOW, item_id=i.public_id) for i in proposal.items.all()]
    note_understanding(
        run_id=run.public_id,
        understanding={"lang": "en"},
        brain=Brain.RULES,
        proposal=proposal,
        fallback="",
        now=NOW,
    )
    answer_message(run_id=run.public_id, text=answer, now=NOW)
    if all(item.status == ItemStatus.APPLIED for item in items):
        finish_run(run_id=run.public_id, now=NOW)
    return items


def text(client: Client, path: str, **more: str) -> str:
    response = client.get(path, headers=more)
    assert response.status_code == 200
    return response.content.decode()


def test_every_button_of_a_suggestion_leaves_the_rest_of_the_talk_alone(cast: Cast, visit: Visit, ana: Client) -> None:
    (waiting,) = told(cast.ana, visit, done(visit, policy=Policy.ASK))
    ask_about_item(actor=cast.office(), now=NOW, item_id=waiting.public_id, question="Which boiler was it?")
    forms = re.findall(rf"<form[^>]*/portal/[^>]*{waiting.public_id}[^>]*>", text(ana, TALK))
    assert len(forms) == 3  # answer, approve, reject
    assert all('hx-swap="talk"' in form for form in forms)


# --- sending ---


def test_a_message_is_kept_and_said_to_be_read(visit: Visit, ana: Client) -> None:
    response = ana.post(SEND, {"text": SAID, "visit": str(visit.public_id)}, headers=HTMX)
    shown = response.content.decode()
    assert SAID in shown
    assert "Received" in shown
    assert Message.objects.get().visit_id == visit.public_id


def test_the_same_client_id_twice_says_it_once(ana: Client) -> None:
    sent = {"text": SAID, "client_id": str(uuid4())}
    assert [ana.post(SEND, sent, headers=HTMX).status_code for _ in range(2)] == [200, 200]
    assert (Message.objects.count(), AgentRun.objects.count()) == (1, 1)


@pytest.mark.parametrize(("typed", "sentence"), [("  ", "Write what happened first."), ("x" * 20_001, "too long")])
def test_what_cannot_be_sent_is_explained_and_kept(ana: Client, typed: str, sentence: str) -> None:
    for headers in (HTMX, {}):
        response = ana.post(SEND, {"text": typed}, headers=headers)
        shown = response.content.decode()
        assert response.status_code == 422
        assert sentence in shown
        assert f">{typed}</textarea>" in shown
    assert not Message.objects.exists()


def test_a_refused_message_puts_the_form_in_place_of_the_form(ana: Client) -> None:
    response = ana.post(SEND, {"text": ""}, headers=HTMX)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#chat-form", "morph:outerHTML")


def test_without_javascript_one_comes_back_to_where_one_wrote(visit: Visit, ana: Client) -> None:
    about = {"text": SAID, "visit": str(visit.public_id)}
    assert ana.post(SEND, about)["Location"] == TALK
    assert ana.post(SEND, {**about, "boxed": "1"})["Location"] == f"/portal/visits/{visit.public_id}/"
    assert ana.get(SEND)["Location"] == TALK


def test_a_message_about_a_visit_that_is_no_longer_hers_is_sent_all_the_same(
    cast: Cast, plan: PlanVisit, ana: Client
) -> None:
    theirs = plan(cast.ben.member)
    response = ana.post(SEND, {"text": SAID, "visit": str(theirs.public_id), "boxed": "1"}, headers=HTMX)
    assert (response.status_code, Message.objects.count()) == (200, 1)


# --- reading ---


def test_the_answer_says_what_was_done_by_whom_and_why(cast: Cast, visit: Visit, ana: Client) -> None:
    told(cast.ana, visit, gas(visit), done(visit))
    shown = text(ana, TALK)
    wanted = [
        "Leave the building now.",
        "By safety rules",
        "By rules",
        "<mark>smell gas by the meter</mark>",
        "100 % sure",
        "93 % sure",
        f'href="/portal/visits/{visit.public_id}/"',
        f'href="/portal/visits/{visit.public_id}/#incidents"',
        'data-tone="red"',
    ]
    assert [words for words in wanted if words not in shown] == []
    assert "Reading your message…" not in shown


def test_everybody_reads_their_own_conversation_only(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    told(cast.ana, visit, gas(visit))
    for stranger in (cast.charlie, cast.dana):
        assert SAID not in text(signed_in(stranger), TALK)


def test_the_box_of_a_visit_shows_what_was_written_there(cast: Cast, plan: PlanVisit, ana: Client) -> None:
    here, there = plan(), plan(start=NOW.replace(hour=20))
    told(cast.ana, here, gas(here))
    assert SAID in text(ana, f"{BOX}?visit={here.public_id}", **HTMX)
    assert SAID not in text(ana, f"{BOX}?visit={there.public_id}", **HTMX)
    assert SAID in text(ana, LOG, **HTMX)


@pytest.mark.parametrize("path", [TALK, BOX, LOG])
def test_an_outsider_finds_no_box_of_that_visit(cast: Cast, visit: Visit, signed_in: SignedIn, path: str) -> None:
    charlie = signed_in(cast.charlie)
    assert charlie.get(f"{path}?visit={visit.public_id}", headers=HTMX).status_code == 404
    assert charlie.get(f"{path}?visit={uuid4()}", headers=HTMX).status_code == 404
    assert charlie.get(f"{path}?visit=nonsense", headers=HTMX).status_code == 404


def test_parts_lead_to_the_page_when_they_are_opened_alone(visit: Visit, ana: Client) -> None:
    assert ana.get(LOG)["Location"] == TALK
    assert ana.get(f"{BOX}?visit={visit.public_id}")["Location"] == f"{TALK}?visit={visit.public_id}"


def test_a_long_conversation_comes_in_pages(cast: Cast, ana: Client) -> None:
    for number in range(35):
        send_message(actor=cast.field(), now=NOW, text=f"message number {number:02}")
    newest = text(ana, TALK)
    assert "message number 34" in newest
    assert "message number 04" not in newest
    oldest_shown = Message.objects.get(text="message number 05")
    assert f"?before={oldest_shown.public_id}" in newest
    older = text(ana, f"{TALK}?before={oldest_shown.public_id}")
    assert "message number 04" in older
    assert "message number 05" not in older


@pytest.mark.parametrize("number", [1, 8])
def test_the_log_costs_the_same_however_long_it_is(
    cast: Cast, plan: PlanVisit, ana: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for hour in range(number):
        visit = plan(start=NOW.replace(hour=15 + hour))
        told(cast.ana, visit, gas(visit), done(visit))
    # Session, person, cursor, number, messages, items, notes, steps, visits, incidents.
    with django_assert_num_queries(10):
        ana.get(TALK)


# --- deciding and undoing ---


def act(client: Client, item: ProposalItem, verb: str, **typed: str) -> str:
    response = client.post(f"/portal/items/{item.public_id}/{verb}/", typed, headers=HTMX)
    assert response.status_code in (200, 422)
    item.refresh_from_db()
    return response.content.decode()


def test_what_waits_for_the_person_can_be_approved(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, done(visit, policy=Policy.ASK))
    assert f"/portal/items/{item.public_id}/approve/" in text(ana, TALK)
    act(ana, item, "approve")
    visit.refresh_from_db()
    assert (item.status, visit.status) == (ItemStatus.APPLIED, VisitStatus.COMPLETED)
    assert f"/portal/items/{item.public_id}/approve/" not in text(ana, TALK)


def test_and_rejected(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, done(visit, policy=Policy.ASK))
    assert "Rejected" in act(ana, item, "reject")
    visit.refresh_from_db()
    assert (item.status, visit.status) == (ItemStatus.REJECTED, VisitStatus.DISPATCHED)


def test_deciding_twice_is_refused_in_words(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, done(visit, policy=Policy.ASK))
    act(ana, item, "reject")
    assert "This was already decided" in act(ana, item, "approve")


def test_undo_is_offered_to_those_who_may_run_the_inverse(cast: Cast, plan: PlanVisit, signed_in: SignedIn) -> None:
    dispatched = plan(cast.ana.member)
    (item,) = told(cast.ana, dispatched, gas(dispatched))
    assert f"/portal/items/{item.public_id}/undo/" not in text(signed_in(cast.ana), TALK)
    (own,) = told(cast.dana, plan(cast.ben.member), gas(dispatched))
    assert f"/portal/items/{own.public_id}/undo/" in text(signed_in(cast.dana), TALK)


def test_undo_wants_a_reason_and_keeps_what_was_typed(cast: Cast, visit: Visit, signed_in: SignedIn) -> None:
    (item,) = told(cast.dana, visit, gas(visit))
    dana = signed_in(cast.dana)
    assert "Say in a few words why this is undone." in act(dana, item, "undo", words=" ")
    assert "It was paint" in act(dana, item, "undo", words="It was paint")
    assert (item.status, Incident.objects.get().status) == (ItemStatus.UNDONE, "withdrawn")


def test_somebody_without_the_right_is_refused_in_words(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, gas(visit))
    assert "Your role does not include this" in act(ana, item, "undo", words="I want to")


def test_who_is_served_takes_the_own_step_back(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, done(visit))
    assert f"/portal/items/{item.public_id}/undo/" in text(ana, TALK)
    act(ana, item, "undo", words="It was another job")
    visit.refresh_from_db()
    assert (item.status, visit.status) == (ItemStatus.UNDONE, VisitStatus.DISPATCHED)


@pytest.mark.parametrize("verb", ["approve", "reject", "undo"])
def test_an_outsider_decides_nothing(cast: Cast, visit: Visit, signed_in: SignedIn, verb: str) -> None:
    (item,) = told(cast.ana, visit, done(visit, policy=Policy.ASK))
    path = f"/portal/items/{item.public_id}/{verb}/"
    assert signed_in(cast.charlie).post(path, {"words": "me"}).status_code == 404
    item.refresh_from_db()
    assert item.status == ItemStatus.PENDING


def test_other_verbs_do_not_exist(cast: Cast, visit: Visit, ana: Client) -> None:
    (item,) = told(cast.ana, visit, done(visit))
    assert ana.post(f"/portal/items/{item.public_id}/decide/").status_code == 404


def test_a_stranger_is_sent_to_the_sign_in(client: Client, db: None) -> None:
    for path in (TALK, BOX, LOG, SEND, f"/portal/items/{uuid4()}/undo/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")
