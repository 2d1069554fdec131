"""What a correction is about: the last thing done about a visit in this talk, and the visit that was meant."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from apps.agent.brains.base import PlanRequest
from apps.agent.brains.matching import match_visit
from apps.agent.brains.rules.places import job_number_of, place_of
from apps.agent.brains.rules.tokens import tokenise
from apps.agent.corrections.saying import Correction, correction_in
from apps.agent.models import AgentRun
from apps.agent.states import RunStatus
from apps.core.models import ItemStatus, ProposalItem
from apps.jobs.models import Visit
from apps.jobs.states import UNDER_WAY

WITHIN = timedelta(hours=12)  # what is longer ago is not what "no, the other one" means
CORRECTABLE = (ItemStatus.PENDING, ItemStatus.APPROVED, ItemStatus.APPLIED)
MOST = 4


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was understood: an item about a visit that is to be put right, and the message it came of."""

    item: ProposalItem
    visit_id: UUID
    run: AgentRun


def correctable(item: ProposalItem) -> bool:
    """Whether it is about a visit, and stands or waits."""
    return item.status in CORRECTABLE and bool(item.arguments.get("visit_id")) and item.command != "message.correct"


def wrong_before(run: AgentRun) -> Wrong | None:
    """The newest of what this person's earlier messages led to that can be put right."""
    message = run.message
    earlier = (
        AgentRun.objects.filter(
            message__conversation=message.conversation_id,
            message__id__lt=message.pk,
            message__created_at__gt=message.created_at - WITHIN,
            proposal__isnull=False,
        )
        .select_related("proposal", "message")
        .order_by("-message__id")[:3]
    )
    for one in earlier:
        items = [item for item in one.proposal.items.order_by("-position") if correctable(item)] if one.proposal else []
        if items:
            return Wrong(items[0], UUID(items[0].arguments["visit_id"]), one)
    return None


def correction_of(run: AgentRun) -> Correction | None:
    """What the run's message corrects, in its own words or as the answer to which visit is meant."""
    text = run.message.text
    found = correction_in(text)
    if found is not None:
        return found
    before = (
        AgentRun.objects.filter(message__conversation=run.message.conversation_id, message__id__lt=run.message.pk)
        .select_related("message")
        .order_by("-message__id")
        .first()
    )
    if before is None or len(tokenise(text[:400])) > 8 or not _asked_which(before):
        return None
    number, place = job_number_of(text), place_of(text)
    return Correction(number=number, place=place.text if place else text.strip(), is_answer=True)


def _asked_which(run: AgentRun) -> bool:
    """Whether that run's message was a correction that ended in a question back."""
    if correction_in(run.message.text) is None:
        return False
    return run.proposal is None or not run.proposal.items.filter(command="message.correct").exists()


def meant(correction: Correction, request: PlanRequest, wrong: Wrong) -> tuple[Visit | None, tuple[Visit, ...]]:
    """The visit that was meant, or those it can be."""
    others = [v for v in request.facts.visits if v.public_id != wrong.visit_id]
    if correction.names_nothing:
        return _only_one([v for v in others if v in request.facts.open] or others)
    told = {"job_number": correction.number, "place": None if correction.number else correction.place}
    match = match_visit(request.understanding.model_copy(update=told), request.facts, None)
    named = [v for v in (match.visit, *match.candidates) if v is not None and v.public_id != wrong.visit_id]
    return _only_one(named) if match.is_named and named else (None, tuple(others[:MOST]))


def _only_one(visits: list[Visit]) -> tuple[Visit | None, tuple[Visit, ...]]:
    under_way = [v for v in visits if v.status in UNDER_WAY]
    if len(visits) == 1 or len(under_way) == 1:
        return (under_way or visits)[0], ()
    return None, tuple(visits[:MOST])


def corrects(run: AgentRun) -> bool:
    """Whether its message puts right what an earlier one led to."""
    return correction_in(run.message.text) is not None


def unfinished_before(run: AgentRun) -> list[UUID]:
    """The runs of this talk's messages just before that nobody has worked on to an end or to a decision."""
    message = run.message
    earlier = AgentRun.objects.filter(
        message__conversation=message.conversation_id,
        message__id__lt=message.pk,
        message__created_at__gt=message.created_at - WITHIN,
        status__in=[RunStatus.QUEUED, RunStatus.RUNNING],
    )
    return list(earlier.order_by("-message__id").values_list("public_id", flat=True)[:3])[::-1]
