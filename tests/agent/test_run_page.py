"""A run's page in the office: every step, call and decision with its reason; the same as a file."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from apps.agent import policy
from apps.agent.models import AgentRun
from apps.core.commands import run
from apps.crews.models import User
from apps.jobs.models import Visit
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SignedIn = Callable[[User], Client]


def page(client: Client, told: AgentRun) -> str:
    return client.get(f"/admin/agent/agentrun/{told.pk}/change/").content.decode()


def export(client: Client, told: AgentRun) -> "list[dict[str, object]]":
    answer = client.get(f"/admin/agent/agentrun/{told.public_id}/export/")
    assert answer["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.content.decode().splitlines()]


def test_it_tells_each_step_with_evidence_policy_and_result(cast: Cast, working: Visit, signed_in: SignedIn) -> None:
    shown = page(signed_in(cast.dana), tell(cast, STORY))
    told = [
        '<mark class="wh-evidence">finished',
        "Ana Silva wrote",
        "The agent took it up",
        "A danger to life is always reported.",
        "Suggested: Report an incident",
        "Done to the records: Report an incident",
        "Done to the records: Finish a visit",
        "Triage by rules",
        "Together",
        "WH-I-1",
    ]
    assert [words for words in told if words not in shown] == []
    assert "approved it" not in shown, "nobody had to"


def test_a_persons_decision_is_told_with_who_when_and_what_for(
    cast: Cast, working: Visit, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "SURE", 1.01)
    waiting = tell(cast, "finished at Oak St")
    dana = signed_in(cast.dana)
    assert waiting.proposal is not None
    assert "approved it" not in page(dana, waiting)
    item = {"item_id": str(waiting.proposal.items.get().public_id), "note": "She called me."}
    run("proposal.approve", item, actor=cast.office(), now=timezone.now())
    deliver()
    shown = page(dana, waiting)
    assert "Dana Reyes approved it" in shown
    assert "She called me." in shown


def test_the_file_has_a_line_for_everything_in_the_order_of_time(
    cast: Cast, working: Visit, signed_in: SignedIn
) -> None:
    lines = export(signed_in(cast.dana), tell(cast, STORY))
    assert [line["kind"] for line in lines][:2] == ["message", "run"]
    assert {line["kind"] for line in lines} == {"message", "run", "call", "suggestion", "answer"}
    assert [line["at"] for line in lines] == sorted(str(line["at"]) for line in lines)
    (report,) = [line for line in lines if line.get("command") == "incident.report"]
    assert (report["policy"], report["status"]) == ("auto", "applied")


def test_an_outsider_gets_neither_page_nor_file(cast: Cast, working: Visit, signed_in: SignedIn) -> None:
    told = tell(cast, STORY)
    for path in (f"{told.pk}/change/", f"{told.public_id}/export/"):
        assert signed_in(cast.charlie).get(f"/admin/agent/agentrun/{path}").status_code in (302, 403, 404)
    assert signed_in(cast.charlie).get(f"/admin/agent/agentrun/{told.public_id}/export/").content == b""
