"""Suggestions that nobody decided in three days are let go, by the relay, without anybody opening a page."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core import sweep
from apps.core.actions import apply_item, approve_item, let_go_of_undecided_items, reject_item
from apps.core.errors import IllegalTransition
from apps.core.gates import _gates, gate_of
from apps.core.models import ItemStatus, Policy, ProposalItem
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.conftest import NOW, Cast, events
from tests.core.conftest import Suggest, proposal_of, suggestion

LATE = NOW + timedelta(hours=72)


def test_after_three_days_it_has_expired_and_everybody_who_waits_hears_of_it(cast: Cast, suggest: Suggest) -> None:
    item, done = suggest(), suggest(Policy.FORBID)
    assert let_go_of_undecided_items(now=LATE - timedelta(seconds=1)) == 0
    assert let_go_of_undecided_items(now=LATE) == 1
    assert let_go_of_undecided_items(now=LATE) == 0
    item.refresh_from_db()
    done.refresh_from_db()
    assert (item.status, item.decided_at, item.decided_by, done.status) == ("expired", LATE, None, "rejected")
    assert [(e.subject_id, e.user_id) for e in events("proposal.decided")] == [(item.proposal.public_id, None)]
    with pytest.raises(IllegalTransition, match="already decided: Expired"):
        approve_item(actor=cast.office(), now=LATE, item_id=item.public_id)


@pytest.mark.django_db(transaction=True)
def test_the_relay_does_it(cast: Cast, suggest: Suggest, monkeypatch: pytest.MonkeyPatch) -> None:
    item = suggest(now=timezone.now() - timedelta(hours=73))
    monkeypatch.setattr(sweep.Sweep, "look", _broken)  # what is wrong with schedules is in nobody's way
    stop = threading.Event()
    thread = threading.Thread(target=sweep.run, args=(stop,))
    thread.start()
    until = time.monotonic() + 20
    while ProposalItem.objects.get(pk=item.pk).status == ItemStatus.PENDING and time.monotonic() < until:
        time.sleep(0.02)
    stop.set()
    thread.join(20)
    assert ProposalItem.objects.get(pk=item.pk).status == ItemStatus.EXPIRED


def _broken(_self: object, _now: object) -> None:
    raise RuntimeError("a schedule that cannot be read")


def test_some_of_a_proposal_are_accepted_and_the_rest_is_not_done(cast: Cast, visit: Visit) -> None:
    """Each suggestion is decided by itself; what one of them did is no conflict for the next."""
    about = {"visit_id": str(visit.public_id)}
    commands = ("visit.depart", "visit.start", "visit.complete")
    first, second, third = proposal_of(cast, *(suggestion(c, about, base=visit) for c in commands)).items.all()
    approve_item(actor=cast.office(), now=NOW, item_id=first.public_id)
    reject_item(actor=cast.office(), now=NOW, item_id=third.public_id, note="Not yet")
    approve_item(actor=cast.office(), now=NOW, item_id=second.public_id)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.ON_SITE
    assert [i.status for i in first.proposal.items.all()] == ["applied", "applied", "rejected"]


@pytest.fixture
def barred() -> Any:
    gate_of("planner")(lambda item: "This is not done any more." if item.command == "visit.complete" else "")
    yield
    del _gates["planner"]


def test_what_is_barred_since_can_only_be_rejected(cast: Cast, visit: Visit, barred: None) -> None:
    about = {"visit_id": str(visit.public_id)}
    item = proposal_of(cast, suggestion("visit.complete", about), source="planner").items.get()
    with pytest.raises(IllegalTransition, match="This is not done any more"):
        approve_item(actor=cast.office(), now=NOW, item_id=item.public_id)
    assert reject_item(actor=cast.office(), now=NOW, item_id=item.public_id).status == ItemStatus.REJECTED


def test_what_is_barred_between_the_decision_and_the_deed_is_not_done(cast: Cast, visit: Visit, barred: None) -> None:
    item = proposal_of(
        cast, suggestion("visit.complete", {"visit_id": str(visit.public_id)}, Policy.AUTO), source="planner"
    ).items.get()
    done = apply_item(actor=cast.field(), now=NOW, item_id=item.public_id)
    assert (done.status, done.error_code, done.error_message) == ("rejected", "barred", "This is not done any more.")
