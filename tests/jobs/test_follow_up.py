"""A visit that did not finish the work: why, as a word to be counted, and the next one as a suggestion."""

from uuid import uuid4

import pytest

from apps.core.actions import approve_item
from apps.core.actor import Actor
from apps.core.models import Proposal
from apps.jobs.actions import add_part, complete_visit, reopen_visit, suggest_follow_up
from apps.jobs.models import Visit
from apps.jobs.states import Outcome, OutcomeReason, VisitStatus
from tests.conftest import HOUR, NOW, Cast, PlanVisit
from tests.jobs.checking import on_job


def ended(cast: Cast, visit: Visit, outcome: Outcome = Outcome.PARTIAL, why: OutcomeReason | None = None) -> Visit:
    reason = "" if outcome == Outcome.COMPLETED else "The pump is missing"
    return complete_visit(
        actor=cast.field(), now=NOW + HOUR, visit_id=visit.public_id, outcome=outcome, reason=reason, why=why
    )


def suggested(cast: Cast, visit: Visit) -> Proposal | None:
    return suggest_follow_up(
        actor=Actor.clock(), now=NOW + 2 * HOUR, visit=visit, served=cast.ana, source_id=visit.public_id
    )


@pytest.mark.parametrize(
    ("outcome", "said", "kept"),
    [
        (Outcome.PARTIAL, OutcomeReason.PARTS, "parts"),
        (Outcome.UNABLE, None, "other"),
        (Outcome.COMPLETED, OutcomeReason.PARTS, ""),
    ],
)
def test_why_is_kept_as_a_word(
    cast: Cast, visit: Visit, outcome: Outcome, said: OutcomeReason | None, kept: str
) -> None:
    assert ended(cast, visit, outcome, said).outcome_reason == kept
    assert reopen_visit(actor=cast.office(), now=NOW, visit_id=visit.public_id, reason="Wrong").outcome_reason == ""


def test_the_next_visit_is_suggested_once_for_the_same_people_when_they_are_free(
    cast: Cast, visit: Visit, plan: PlanVisit
) -> None:
    on_job(cast, visit.job)
    add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Seal")
    visit = ended(cast, visit)
    proposal = suggested(cast, visit)
    assert proposal is not None
    assert suggested(cast, visit) == proposal
    item = proposal.items.get()
    assert item.command == "visit.plan"
    assert item.summary == (
        "Partly done: The pump is missing · To check: Pressure, Gas?, Plate, Customer · Parts used so far: Seal"
    )
    approve_item(actor=cast.office(), now=NOW + 2 * HOUR, item_id=item.public_id)
    following = visit.job.visits.order_by("sequence").last()
    assert following is not None
    assert (following.sequence, following.status, following.members.get()) == (
        2,
        VisitStatus.DISPATCHED,
        cast.ana.member,
    )
    assert following.planned_start > NOW + 2 * HOUR
    assert following.planned_end - following.planned_start == HOUR


def test_nothing_is_suggested_where_nothing_is_left_or_another_visit_is_planned(
    cast: Cast, visit: Visit, plan: PlanVisit
) -> None:
    other = plan(cast.ana.member, start=NOW + 30 * HOUR)
    assert suggested(cast, ended(cast, visit)) is None
    done = ended(cast, other, Outcome.COMPLETED)
    assert suggested(cast, done) is None
    assert not Proposal.objects.filter(source_id=uuid4()).exists()
