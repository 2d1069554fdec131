"""Writing down what a run came to, step by step, for those who watch it.

Each step is a row first, and then an event: whoever hears of the event asks for the steps above the last number they
have. Nodes may run again after a crash, so a step with a key is written once.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from apps.agent.events import RUN_STEPPED
from apps.agent.models import AgentRun, AgentStep
from apps.agent.states import StepKind
from apps.core.actions.deciding import may_decide
from apps.core.actor import Actor
from apps.core.errors import NotHere
from apps.core.models import ItemStatus, Proposal, ProposalItem
from apps.core.outbox import emit

NEXT = "UPDATE agent_conversation SET last_step = last_step + 1 WHERE id = %s RETURNING last_step"
NOT_DONE = (ItemStatus.CONFLICTED, ItemStatus.REJECTED, ItemStatus.EXPIRED)


def write_step(*, run: AgentRun, kind: StepKind, now: datetime, key: str = "", **facts: Any) -> bool:
    """Write a step in the transaction of what it tells of; whether it is new.

    The talk is locked until that transaction ends, so that numbers are committed in their order. Lock the run first.
    """
    if key and AgentStep.objects.filter(run=run, key=key).exists():
        return False
    talk = run.message.conversation_id
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [talk])
        (seq,) = cursor.fetchone()
    AgentStep.objects.create(conversation_id=talk, run=run, seq=seq, kind=kind, key=key, facts=facts, at=now)
    return True


def note_step(*, run_id: UUID, kind: StepKind, now: datetime, **facts: Any) -> None:
    """Write a step of which there is one per run, and say so. Again changes nothing.

    Raises:
        NotHere: no such run.
    """
    with transaction.atomic():
        run = lock_run(run_id)
        if write_step(run=run, kind=kind, now=now, key=kind, **facts):
            _tell(run, now)


def note_outcomes(*, run_id: UUID, now: datetime) -> None:
    """Write down what became of each suggestion that nobody has to decide any more. Again changes nothing."""
    with transaction.atomic():
        run = lock_run(run_id)
        items = run.proposal.items.order_by("position") if run.proposal else []
        if sum(_outcome(run, item, now) for item in items):
            _tell(run, now)


def note_decision(*, run_id: UUID, item_id: UUID, now: datetime) -> None:
    """Write down that somebody approved, turned down or took back a suggestion. Again changes nothing.

    What was let go because nobody decided is nobody's decision: `note_outcomes` tells of it.
    """
    with transaction.atomic():
        run = lock_run(run_id)
        item = ProposalItem.objects.select_related("decided_by").get(public_id=item_id)
        if item.status == ItemStatus.EXPIRED and item.decided_by is None:
            return
        how = item.status if item.status in (ItemStatus.REJECTED, ItemStatus.UNDONE) else ItemStatus.APPROVED
        by = item.decided_by.name if item.decided_by else ""
        key = f"{StepKind.DECIDED}:{how}:{item.public_id}"
        if write_step(run=run, kind=StepKind.DECIDED, now=now, key=key, how=how, by=by, items=[str(item.public_id)]):
            _tell(run, now)


def waits_for(run: AgentRun, proposal: Proposal | None) -> dict[str, Any]:
    """Whose decision a run waits for: the person served, where all of it is theirs to decide, else the office."""
    pending = proposal.items.filter(status=ItemStatus.PENDING).select_related("proposal") if proposal else []
    served = Actor.agent_for(run.served)
    return {"theirs": all(may_decide(served, item) for item in pending), "who": run.served.name}


def lock_run(run_id: UUID) -> AgentRun:
    """The run, locked until the transaction ends.

    Raises:
        NotHere: no such run.
    """
    run = (
        AgentRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("served", "message__conversation", "proposal")
        .filter(public_id=run_id)
        .first()
    )
    if run is None:
        raise NotHere
    return run


def _outcome(run: AgentRun, item: ProposalItem, now: datetime) -> bool:
    if item.status == ItemStatus.APPLIED:
        kind = StepKind.DID
    elif item.status in NOT_DONE and item.decided_by_id is None:
        kind = StepKind.NOT_DONE
    else:
        return False
    return write_step(run=run, kind=kind, now=now, key=f"{kind}:{item.public_id}", items=[str(item.public_id)])


def _tell(run: AgentRun, now: datetime) -> None:
    emit(RUN_STEPPED, actor=Actor.agent_for(run.served), subject=run, now=now)
