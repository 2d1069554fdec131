"""Suggested changes in the inbox: whom they are about, what they cost, asked back about, approved with changes."""

import html
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.actions import ask_about_item
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.core.stakes import affected, cost
from apps.crews.admin.inbox import entries
from apps.crews.models import Member, User
from apps.jobs.models import Job, Visit
from tests.conftest import HOUR, Cast
from tests.core.conftest import proposal_of, suggestion
from tests.crews.requesting import crewed, office

SignedIn = Callable[[User], Client]
INBOX = "/admin/crews/staffrequest/inbox/"


def suggested(cast: Cast, command: str, arguments: dict[str, Any], policy: Policy = Policy.ASK) -> ProposalItem:
    return proposal_of(cast, suggestion(command, arguments, policy), now=timezone.now()).items.get()


@pytest.fixture
def finish(cast: Cast, visit: Visit) -> ProposalItem:
    return suggested(cast, "visit.complete", {"visit_id": str(visit.public_id)}, Policy.SHADOW)


def trip(cast: Cast, job: Job, *members: Member, start: datetime) -> ProposalItem:
    return suggested(
        cast,
        "visit.plan",
        {
            "job_id": str(job.public_id),
            "planned_start": start.isoformat(),
            "planned_end": (start + 2 * HOUR).isoformat(),
            "member_ids": [str(member.public_id) for member in members],
        },
    )


def address(item: ProposalItem, verb: str) -> str:
    return f"{reverse('admin:core_proposalitem_command', args=[item.pk, f'proposal.{verb}'])}?next={INBOX}"


def page_of(client: Client, url: str) -> str:
    return html.unescape(client.get(url).content.decode())


def test_it_says_whom_a_suggestion_is_about_and_that_it_is_being_tried(
    cast: Cast, finish: ProposalItem, job: Job, signed_in: SignedIn
) -> None:
    both = trip(cast, job, cast.ben.member, cast.charlie.member, start=timezone.now() + HOUR)
    assert affected([finish, both]) == {finish.pk: ["Ana Silva"], both.pk: ["Ben Okafor", "Charlie Voss"]}
    page = page_of(signed_in(cast.dana), INBOX)
    for words in ("Being tried", "About: Ana Silva", "About: Ben Okafor, Charlie Voss"):
        assert words in page, words


def test_it_asks_for_names_once_however_much_waits(cast: Cast, finish: ProposalItem, visit: Visit) -> None:
    more = [finish, suggested(cast, "visit.start", {"visit_id": str(visit.public_id)})]
    for items in ([finish], more):
        with CaptureQueriesContext(connection) as asked:
            affected(items)
        assert len(asked) == 1


def test_a_planned_trip_says_what_it_costs_to_who_may_know(cast: Cast, job: Job) -> None:
    mia = crewed(cast)
    Member.objects.filter(pk=cast.ana.member.pk).update(hourly_cost=Decimal("40.00"))
    item = trip(cast, job, cast.ana.member, start=timezone.now() + HOUR)
    assert cost(office(mia), item) == "80.00"
    assert cost(cast.office(), item) == ""
    unknown = trip(cast, job, cast.ana.member, cast.charlie.member, start=timezone.now() + HOUR)
    assert cost(cast.admin(), unknown) == ""


def test_a_visit_that_goes_to_somebody_else_says_what_it_costs_then(cast: Cast, visit: Visit) -> None:
    Member.objects.filter(pk=cast.ben.member.pk).update(hourly_cost=Decimal("30.00"))
    start = timezone.now() + HOUR
    arguments = {
        "visit_id": str(visit.public_id),
        "planned_start": start.isoformat(),
        "planned_end": (start + 2 * HOUR).isoformat(),
        "member_ids": [str(cast.ben.member.public_id)],
    }
    item = suggested(cast, "visit.reschedule", arguments)
    assert cost(cast.admin(), item) == "60.00"
    assert cost(cast.office(), item) == ""


def test_a_question_from_the_inbox_and_its_answer_from_the_phone(
    cast: Cast, finish: ProposalItem, signed_in: SignedIn
) -> None:
    dana, ana = signed_in(cast.dana), signed_in(cast.ana)
    assert dana.post(address(finish, "ask"), {"question": "The pump too?"})["Location"] == INBOX
    mine, others, _more = entries(cast.office(), timezone.now())
    assert (mine, [entry.asked_back for entry in others]) == ([], [True])
    assert "The pump too?" in page_of(dana, INBOX)
    url = reverse("portal:decide", args=[finish.public_id, "answer"])
    assert signed_in(cast.charlie).post(url, {"words": "Yes"}).status_code == 404
    assert ana.post(url, {"words": "Yes, both"}).status_code == 302
    assert "Yes, both" in page_of(dana, INBOX)
    assert [entry.title for entry in entries(cast.office(), timezone.now()).mine] == ["Finish a visit"]


def test_who_is_served_is_not_offered_to_ask_themselves(cast: Cast, finish: ProposalItem) -> None:
    ask_about_item(actor=cast.office(), now=timezone.now(), item_id=finish.public_id, question="All?")
    own = suggested(cast, "incident.report", {"severity": "low", "title": "Drip"})
    shown = {entry.key: entry.ask_back for entry in entries(cast.office(), timezone.now()).mine}
    assert shown[f"item-{own.public_id}"] != ""
    assert all(entry.ask_back == "" for entry in entries(cast.field(), timezone.now()).mine)


def test_approving_with_changes_asks_for_the_commands_own_arguments(
    cast: Cast, visit: Visit, finish: ProposalItem, signed_in: SignedIn
) -> None:
    dana, url = signed_in(cast.dana), address(finish, "edit")
    page = page_of(dana, url)
    assert 'name="note"' in page
    assert 'name="outcome"' in page
    form = dana.get(url).context["form"]
    sent = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    sent = {name: getattr(value, "pk", value) for name, value in sent.items()}
    refused = dana.post(url, sent | {"outcome": "exploded", "note": "Kept"})
    assert refused.status_code == 200
    assert "Kept" in refused.content.decode()
    assert dana.post(url, sent | {"note": "She called", "command_id": str(uuid4())})["Location"] == INBOX
    finish.refresh_from_db()
    visit.refresh_from_db()
    assert (finish.status, visit.outcome_note) == (ItemStatus.APPLIED, "She called")
    assert finish.suggested is not None
    assert "As it was suggested" in page_of(dana, reverse("admin:core_proposalitem_change", args=[finish.pk]))


def test_moments_and_people_that_nobody_touched_stay_as_they_were_suggested(
    cast: Cast, job: Job, signed_in: SignedIn
) -> None:
    """A browser shows no seconds."""
    item = trip(cast, job, cast.ana.member, start=timezone.now() + HOUR)
    dana, url = signed_in(cast.dana), address(item, "edit")
    form = dana.get(url).context["form"]
    sent = {
        "command_id": str(uuid4()),
        "job_id": form.initial["job_id"].pk,
        "member_ids": [cast.ana.member.pk],
    }
    for name in ("planned_start", "planned_end"):
        at = timezone.localtime(form.initial[name])
        sent[name] = at.strftime("%Y-%m-%dT%H:%M")
    assert dana.post(url, sent)["Location"] == INBOX
    item.refresh_from_db()
    assert (item.status, item.suggested) == (ItemStatus.APPLIED, None)


def test_a_rejection_says_why(cast: Cast, finish: ProposalItem, signed_in: SignedIn) -> None:
    assert signed_in(cast.dana).post(address(finish, "reject"), {"note": "Not yet"})["Location"] == INBOX
    finish.refresh_from_db()
    assert (finish.status, finish.decision_note) == (ItemStatus.REJECTED, "Not yet")
