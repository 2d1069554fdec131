"""What the agent may do, in the office: each command with its rule and its numbers, and each number's rows."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.agent.actions import install_policies
from apps.agent.models import CommandPolicy
from apps.agent.policy_pages import lines
from apps.agent.states import PolicyMode
from apps.agent.tools import PROPOSABLE
from apps.core.actions import approve_item, edit_item, let_go_of_undecided_items, reject_item, undo_item
from apps.core.models import ItemStatus, Policy, Proposal, ProposalItem
from apps.core.outcomes import OUTCOMES, tallies
from apps.crews.models import User
from tests.conftest import Cast
from tests.core.conftest import proposal_of, suggestion

SignedIn = Callable[[User], Client]
OVERVIEW = "/admin/agent/commandpolicy/overview/"


@pytest.fixture(autouse=True)
def _rows(cast: Cast) -> None:
    install_policies(now=timezone.now())


def drip(cast: Cast, policy: Policy = Policy.SHADOW, *, days: int = 0, **more: Any) -> ProposalItem:
    """The agent suggests to report a drip."""
    wanted = suggestion("incident.report", {"severity": "low", "title": "Drip"}, policy, **more)
    return proposal_of(cast, wanted, now=timezone.now() - timedelta(days=days)).items.get()


@pytest.fixture
def history(cast: Cast) -> None:
    """Of what the rules suggested: two accepted, one with changes, one each of the rest; of the AI's one, long ago."""
    now, dana = timezone.now(), cast.office()
    for _n in range(2):
        approve_item(actor=dana, now=now, item_id=drip(cast).public_id)
    edit_item(actor=dana, now=now, item_id=drip(cast).public_id, arguments={"title": "Drip in the hall"})
    reject_item(actor=dana, now=now, item_id=drip(cast).public_id)
    undone = approve_item(actor=dana, now=now, item_id=drip(cast).public_id)
    undo_item(actor=dana, now=now, item_id=undone.public_id, reason="Was dew")
    drip(cast, Policy.FORBID)
    expired = drip(cast)
    Proposal.objects.filter(pk=expired.proposal_id).update(expires_at=now)
    let_go_of_undecided_items(now=now)
    ProposalItem.objects.filter(pk=drip(cast).pk).update(status=ItemStatus.CONFLICTED)
    drip(cast)
    ProposalItem.objects.filter(pk=drip(cast, Policy.AUTO).pk).update(status=ItemStatus.APPLIED)
    drip(cast, days=60, brain="groq")
    proposal_of(cast, suggestion("incident.report", {"severity": "low", "title": "x"}), source="person")


EXPECTED = {
    "by_itself": 1,
    "accepted": 2,
    "edited": 1,
    "rejected": 1,
    "expired": 1,
    "conflicted": 1,
    "undone": 1,
    "forbidden": 1,
    "waiting": 1,
}


def test_every_suggestion_is_counted_once(cast: Cast, history: None) -> None:
    since = timezone.now() - timedelta(days=30)
    found = tallies(cast.office(), source="agent", since=since)
    assert dict(found["incident.report"]["rules"].numbers) == EXPECTED
    assert (found["incident.report"]["rules"].suggested, found["incident.report"]["rules"].rate) == (10, 0.5)
    assert set(found["incident.report"]) == {"rules"}
    assert tallies(cast.outsider(), source="agent", since=since) == {}


def test_the_page_lists_every_command_with_its_rule(cast: Cast, signed_in: SignedIn) -> None:
    CommandPolicy.objects.filter(command="visit.start").update(mode=PolicyMode.NEVER, reason="It went wrong twice")
    page = html.unescape(signed_in(cast.dana).get(OVERVIEW).content.decode())
    assert len(lines(cast.office(), 30)) == len(PROPOSABLE)
    for words in ("Finish a visit", "Report an incident", "It went wrong twice", "Can be undone", "80 %"):
        assert words in page, words


def test_each_number_leads_to_the_rows_it_counts(cast: Cast, history: None, signed_in: SignedIn) -> None:
    dana = signed_in(cast.dana)
    page = html.unescape(dana.get(f"{OVERVIEW}?days=90").content.decode())
    links = re.findall(r'href="(/admin/core/proposalitem/\?[^"]*)">(\d+)</a>', page)
    assert len(links) == 1 + len(OUTCOMES) + 2 + 1 + len(OUTCOMES)  # the rules, the AI, all together
    for url, number in links:
        assert dana.get(url).context["cl"].result_count == int(number), url
    assert "50 %" in page


def test_what_no_filter_knows_finds_nothing(cast: Cast, history: None, signed_in: SignedIn) -> None:
    for query in ("became=magic", "brain=x", "days=7", "source=x", "command=visit.explode"):
        answer = signed_in(cast.dana).get(f"/admin/core/proposalitem/?{query}")
        assert answer.status_code == 200
        assert answer.context["cl"].result_count == 0, query


def test_it_takes_as_many_queries_however_much_was_suggested(cast: Cast, signed_in: SignedIn) -> None:
    dana = signed_in(cast.dana)
    dana.get(OVERVIEW)
    with CaptureQueriesContext(
        connection,
    ) as before:
        lines(cast.office(), 30)
    for _n in range(5):
        drip(cast)
    with CaptureQueriesContext(connection) as after:
        lines(cast.office(), 30)
    assert len(before) == len(after) == 2


def test_an_administrator_changes_a_rule_and_is_on_the_page_again(cast: Cast, signed_in: SignedIn) -> None:
    row = CommandPolicy.objects.get(command="visit.complete")
    url = f"{reverse('admin:agent_commandpolicy_command', args=[row.pk, 'policy.set'])}?next={OVERVIEW}"
    ada = signed_in(cast.ada)
    assert url in html.unescape(ada.get(OVERVIEW).content.decode())
    assert "Finish a visit" in ada.get(url).content.decode()
    sent = {"mode": "shadow", "threshold": "0.9", "reason": "A month", "version": "1", "command_id": str(uuid4())}
    refused = ada.post(url, sent | {"threshold": "0.5"})
    assert "Give a number from 0.8 to 1." in refused.content.decode()
    assert ada.post(url, sent)["Location"] == OVERVIEW
    row.refresh_from_db()
    assert (row.mode, row.threshold, row.reason) == ("shadow", 0.9, "A month")
    page = html.unescape(ada.get(reverse("admin:agent_commandpolicy_change", args=[row.pk])).content.decode())
    assert "Ada Brandt said what the agent may do" in re.sub(r"<[^>]+>", "", page)


def test_a_dispatcher_looks_and_changes_nothing_and_the_field_is_not_let_in(cast: Cast, signed_in: SignedIn) -> None:
    row = CommandPolicy.objects.get(command="visit.complete")
    url = reverse("admin:agent_commandpolicy_command", args=[row.pk, "policy.set"])
    dana = signed_in(cast.dana)
    assert url not in dana.get(OVERVIEW).content.decode()
    sent = {"mode": "never", "threshold": "0.9", "reason": "x", "version": "1", "command_id": str(uuid4())}
    assert dana.post(url, sent).status_code == 403
    assert signed_in(cast.charlie).get(OVERVIEW).status_code in (302, 403)
    row.refresh_from_db()
    assert row.mode == PolicyMode.AUTO
