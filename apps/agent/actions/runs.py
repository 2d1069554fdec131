"""How a run moves. Called by the graph's nodes, which may run again after a crash: each step can be repeated."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from apps.agent.actions.steps import lock_run, waits_for, write_step
from apps.agent.events import MESSAGE_ANSWERED, OUTCOME_TOLD, RUN_MOVED
from apps.agent.models import AgentCall, AgentRun, Message
from apps.agent.states import RUN, Author, Brain, RunStatus, StepKind
from apps.core.actor import Actor
from apps.core.models import Proposal
from apps.core.outbox import emit
from apps.core.rows import create, save


def begin_run(*, run_id: UUID, now: datetime) -> AgentRun:
    """Take a run up, for the first time or again; that it was given up before is forgotten.

    Raises:
        NotHere: no such run; IllegalTransition: it is over.
    """
    with transaction.atomic():
        run = lock_run(run_id)
        if run.status != RunStatus.RUNNING:
            kind = StepKind.RESUMED if run.started_at else StepKind.READ
            run.started_at, run.finished_at, run.error = run.started_at or now, None, ""
            _move(run, RunStatus.RUNNING, now, fields=["started_at", "finished_at", "error"])
            write_step(run=run, kind=kind, now=now)
        return run


def wait_for_people(*, run_id: UUID, now: datetime) -> None:
    """Say that somebody has to decide before the run goes on."""
    with transaction.atomic():
        run = lock_run(run_id)
        if run.status != RunStatus.WAITING:
            _move(run, RunStatus.WAITING, now)
            write_step(run=run, kind=StepKind.WAITING, now=now, **waits_for(run, run.proposal))


def finish_run(*, run_id: UUID, now: datetime) -> None:
    """The run is over. Only the graph's last node says so."""
    with transaction.atomic():
        run = lock_run(run_id)
        if run.status != RunStatus.DONE:
            run.finished_at = now
            _move(run, RunStatus.DONE, now, fields=["finished_at"])
            write_step(run=run, kind=StepKind.FINISHED, now=now)


def fail_run(*, run_id: UUID, error: str, now: datetime) -> None:
    """The run was given up. A run that is over stays as it is."""
    with transaction.atomic():
        run = lock_run(run_id)
        if run.status in (RunStatus.DONE, RunStatus.FAILED):
            return
        run.finished_at, run.error = now, error
        _move(run, RunStatus.FAILED, now, fields=["finished_at", "error"])
        write_step(run=run, kind=StepKind.FAILED, now=now)


def note_alarm(*, run_id: UUID, proposal: Proposal, warning: str, now: datetime) -> None:
    """Keep what is done about a danger before the message is read as a whole, and what to tell the person at once."""
    with transaction.atomic():
        run = lock_run(run_id)
        run.proposal, run.warning = proposal, warning
        save(run, now=now, fields=["proposal", "warning"])


def note_understanding(
    *,
    run_id: UUID,
    understanding: dict[str, Any],
    brain: Brain,
    proposal: Proposal | None,
    fallback: str,
    now: datetime,
) -> None:
    """Keep what was understood, by which brain, and what was suggested because of it."""
    with transaction.atomic():
        run = lock_run(run_id)
        run.understanding, run.brain, run.proposal = understanding, brain, proposal
        run.fallback_reason = fallback[:200]
        save(run, now=now, fields=["understanding", "brain", "proposal", "fallback_reason"])


def note_call(*, run_id: UUID, at: datetime, **facts: Any) -> None:
    """Keep one call of a brain; the facts are AgentCall's fields."""
    run = AgentRun.objects.only("pk").get(public_id=run_id)
    AgentCall.objects.create(run=run, at=at, **facts)


def answer_message(*, run_id: UUID, text: str, now: datetime, sources: Sequence[dict[str, Any]] = ()) -> Message:
    """Answer the person, once per run; `sources` are the rows that the answer is from."""
    with transaction.atomic():
        run = lock_run(run_id)
        kept = Message.objects.filter(answers_id=run.message_id).first()
        if kept is not None:
            return kept
        answer = create(
            Message,
            now=now,
            conversation=run.message.conversation,
            author=Author.AGENT,
            text=text,
            visit_id=run.message.visit_id,
            answers=run.message,
            sources=list(sources),
        )
        write_step(run=run, kind=StepKind.ANSWERED, now=now)
        emit(MESSAGE_ANSWERED, actor=Actor.agent_for(run.served), subject=answer, now=now, run=str(run_id))
        return answer


def tell_outcome(*, run_id: UUID, text: str, now: datetime) -> Message:
    """Say what became of what waited for others, behind the answer that said that it waits; once per run."""
    with transaction.atomic():
        run = lock_run(run_id)
        said = uuid5(run_id, "outcome")
        kept = Message.objects.filter(public_id=said).first()
        if kept is not None:
            return kept
        told = create(
            Message,
            now=now,
            public_id=said,
            conversation=run.message.conversation,
            author=Author.AGENT,
            text=text,
            visit_id=run.message.visit_id,
        )
        emit(OUTCOME_TOLD, actor=Actor.agent_for(run.served), subject=told, now=now, run=str(run_id))
        return told


def _move(run: AgentRun, status: RunStatus, now: datetime, *, fields: list[str] | None = None) -> None:
    RUN.check(run.status, status)
    run.status = status
    save(run, now=now, fields=["status", *(fields or [])])
    emit(RUN_MOVED, actor=Actor.agent_for(run.served), subject=run, now=now, status=status)
