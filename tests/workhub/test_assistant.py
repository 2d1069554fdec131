"""The office's assistant: one's own talk beside any page, live, decided in place, never somebody else's."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from apps.agent.actions import answer_message, note_step
from apps.agent.models import Message
from apps.agent.states import StepKind
from apps.core.models import ItemStatus, Policy
from apps.crews.models import User
from apps.jobs.models import Visit
from tests.agent.test_portal import done, told
from tests.conftest import NOW, Cast

TALK, NEWS, SEND = (f"/admin/assistant/{part}" for part in ("", "news/", "send/"))
SCRIPT = {"HX-Request": "true"}
SAID = "the van has a flat tyre"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dana(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.dana)


def test_every_page_of_the_office_has_the_button_and_a_visits_page_says_which(visit: Visit, dana: Client) -> None:
    page = dana.get(f"/admin/jobs/visit/{visit.pk}/change/").content.decode()
    assert f'data-assistant-visit="{visit.public_id}"' in page
    pages = [
        page,
        *(dana.get(at).content.decode() for at in ("/admin/", "/admin/jobs/visit/", "/admin/jobs/customer/add/")),
    ]
    for page in pages:
        assert 'data-assistant-open aria-keyshortcuts="Control+/ Meta+/"' in page
        assert '<dialog class="wh-assistant"' in page


def test_what_is_sent_from_it_is_a_message_of_the_office_about_that_visit(
    cast: Cast, visit: Visit, dana: Client
) -> None:
    panel = dana.get(f"{TALK}?visit={visit.public_id}", headers=SCRIPT).content.decode()
    assert f'value="{visit.public_id}" checked' in panel
    assert "<html" not in panel
    sent = {"text": SAID, "visit": str(visit.public_id), "client_id": str(uuid4()), "after": "0"}
    answers = [dana.post(SEND, sent, headers=SCRIPT).content.decode() for _ in range(2)]
    message = Message.objects.get()
    assert (message.conversation.user, message.visit_id) == (cast.dana, visit.public_id)
    assert all(answer.count("data-exchange") == 1 and SAID in answer for answer in answers)


def test_without_scripts_it_is_a_page_with_a_form(dana: Client) -> None:
    assert dana.post(SEND, {"text": SAID})["Location"] == TALK
    page = dana.get(TALK).content.decode()
    assert (SAID in page, "<html" in page, "wh-assistant-open" in page) == (True, True, True)
    refused = dana.post(SEND, {"text": " "})
    assert (refused.status_code, "Write what happened first." in refused.content.decode()) == (422, True)
    assert dana.get(NEWS)["Location"] == TALK


def test_an_answer_leads_to_the_rows_it_is_from(cast: Cast, dana: Client) -> None:
    dana.post(SEND, {"text": "who is free tomorrow?"})
    run = Message.objects.get().run
    member = cast.ana.member
    source = {"type": "member", "id": str(member.public_id), "label": "Ana Silva"}
    answer_message(run_id=run.public_id, text="Ana Silva: all of it", now=NOW, sources=[source])
    for page in (dana.get(TALK), dana.get(f"{NEWS}?after=0", headers=SCRIPT)):
        assert f'href="/admin/crews/member/{member.pk}/change/">Ana Silva</a>' in page.content.decode()


def test_news_are_what_is_above_the_number_one_has(cast: Cast, dana: Client) -> None:
    dana.post(SEND, {"text": SAID})
    run = Message.objects.get().run
    first = dana.get(f"{NEWS}?after=0", headers=SCRIPT).content.decode()
    assert 'data-news data-seq="1"' in first
    note_step(run_id=run.public_id, kind=StepKind.DANGER, now=NOW, hazard="gas")
    second = dana.get(f"{NEWS}?after=1", headers=SCRIPT).content.decode()
    assert ('data-seq="2"' in second, "Danger found: gas" in second) == (True, True)
    for nonsense in ("x", "-1", "9" * 30, ""):
        assert SAID in dana.get(f"{NEWS}?after={nonsense}", headers=SCRIPT).content.decode()


def test_what_waits_is_decided_in_place(cast: Cast, visit: Visit, dana: Client) -> None:
    (item,) = told(cast.dana, visit, done(visit, policy=Policy.ASK))
    address = f"/admin/assistant/items/{item.public_id}/reject/"
    assert address in dana.get(TALK, headers=SCRIPT).content.decode()
    answer = dana.post(address, {"after": "99"}, headers=SCRIPT).content.decode()
    item.refresh_from_db()
    assert (item.status, "Rejected" in answer, address in answer) == (ItemStatus.REJECTED, True, False)
    again = dana.post(address, headers=SCRIPT)
    assert (again.status_code, "This was already decided" in again.content.decode()) == (422, True)
    assert dana.get(address)["Location"] == TALK
    assert dana.post(address.replace("reject", "undo")).status_code == 404


def test_each_reads_their_own_talk_and_the_field_has_none_here(
    cast: Cast, visit: Visit, dana: Client, signed_in: Callable[[User], Client]
) -> None:
    told(cast.ana, visit, done(visit), answer="For Ana alone.")
    assert "For Ana alone." not in dana.get(TALK, headers=SCRIPT).content.decode()
    assert "For Ana alone." not in dana.get(f"{NEWS}?after=0", headers=SCRIPT).content.decode()
    ana = signed_in(cast.ana)
    for address in (TALK, NEWS, SEND, f"/admin/assistant/items/{uuid4()}/approve/"):
        assert ana.post(address, {"text": SAID}, headers=SCRIPT).status_code in (302, 403)
    assert Message.objects.filter(text=SAID).count() == 0


def test_a_jobs_and_a_members_page_go_with_what_is_written_there(cast: Cast, visit: Visit, dana: Client) -> None:
    job, member = visit.job, cast.ana.member
    for row, address in ((job, f"jobs/job/{job.pk}"), (member, f"crews/member/{member.pk}")):
        page = dana.get(f"/admin/{address}/change/").content.decode()
        assert f'data-assistant-page="{row.public_id}"' in page
        panel = dana.get(f"{TALK}?page={row.public_id}", headers=SCRIPT).content.decode()
        assert f'name="page" value="{row.public_id}" checked' in panel
        assert f"About {row}" in panel
        dana.post(SEND, {"text": SAID, "page": str(row.public_id)}, headers=SCRIPT)
        assert Message.objects.latest("id").page_id == row.public_id
    for nonsense in (uuid4(), "x"):
        assert dana.get(f"{TALK}?page={nonsense}", headers=SCRIPT).status_code == 404


def test_a_visit_that_is_not_there_is_not_there(dana: Client) -> None:
    assert dana.get(f"{TALK}?visit={uuid4()}", headers=SCRIPT).status_code == 404


def test_earlier_messages_come_in_their_place(cast: Cast, dana: Client) -> None:
    for number in range(33):
        dana.post(SEND, {"text": f"message number {number:02}"})
    oldest = Message.objects.get(text="message number 03")
    assert f"?before={oldest.public_id}" in dana.get(TALK, headers=SCRIPT).content.decode()
    older = dana.get(f"{TALK}?before={oldest.public_id}", headers=SCRIPT).content.decode()
    assert ("message number 02" in older, "message number 03" in older, "<form" in older) == (True, False, False)
