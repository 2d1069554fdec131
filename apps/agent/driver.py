"""Driving a run through the graph, once at a time, from wherever it stands.

LangGraph's `get_state().next` says "finished" when it is not (agent.md §0.3), so the run's own status is what counts:
only the graph's last node sets it to done.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from langchain_core.runnables import RunnableConfig
from langgraph.errors import GraphDrained
from langgraph.runtime import RunControl
from langgraph.types import Command

from apps.agent.actions import begin_run
from apps.agent.corrections.finding import corrects, unfinished_before
from apps.agent.graph import RECURSION_LIMIT, graph
from apps.agent.models import AgentRun
from apps.agent.states import RunStatus
from apps.core.models import ItemStatus
from apps.core.relay.slow import LeftForOthers

logger = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds to wait for another worker that holds the run
LAST_SECOND = 1.0  # for runs under way when the worker is told to stop; rules need a tenth of it
_under_way: set[RunControl] = set()


class RunBusy(Exception):
    """Another worker drives this run just now; the delivery is tried again."""


def drive(run_id: UUID) -> None:
    """Take a run as far as it goes: to its end, or to where somebody has to decide.

    Raises:
        RunBusy: another worker has it and kept it for five seconds.
        LeftForOthers: this worker was told to stop; the run stands between two steps.
    """
    with _only_one(run_id):
        run = AgentRun.objects.select_related("proposal", "message").filter(public_id=run_id).first()
        if run is None or run.status == RunStatus.DONE:
            return
        if run.status == RunStatus.QUEUED:  # before the graph is looked at: whoever sent it sees that it is read
            begin_run(run_id=run_id, now=timezone.now())
        _finish_what_is_corrected(run)
        config: RunnableConfig = {"configurable": {"thread_id": str(run_id)}, "recursion_limit": RECURSION_LIMIT}
        state = graph().get_state(config)
        given: Any = None if state.created_at else {"run_id": str(run_id)}
        if state.interrupts:
            if run.proposal and run.proposal.items.filter(status=ItemStatus.PENDING).exists():
                return
            given = Command(resume={state.interrupts[0].id: "decided"})
        if run.status == RunStatus.FAILED:  # given up halfway, tried again: the graph goes on behind its first node
            begin_run(run_id=run_id, now=timezone.now())
        _go(given, config)


def _finish_what_is_corrected(run: AgentRun) -> None:
    """What a message puts right must have been worked on before: "no, the other job" may overtake it."""
    if not corrects(run):
        return
    for earlier in unfinished_before(run):
        drive(earlier)


def let_go() -> None:
    """This worker stops: what ends within a second ends here, the rest stops between two steps for the next worker."""
    timer = threading.Timer(LAST_SECOND, stop_between_steps)
    timer.daemon = True
    timer.start()


def stop_between_steps() -> None:
    """Every run under way in this process stops where its next step would begin; nothing of it is lost."""
    for control in tuple(_under_way):
        control.request_drain("the worker stops")


def _go(given: Any, config: RunnableConfig) -> None:
    started, control = time.perf_counter(), RunControl()
    _under_way.add(control)
    try:
        graph().invoke(given, config, durability="sync", control=control)
    except GraphDrained as stopped:
        raise LeftForOthers("The worker stops; the run goes on in another one.") from stopped
    finally:
        _under_way.discard(control)
    logger.info("run %s went %.0f ms", config["configurable"]["thread_id"], (time.perf_counter() - started) * 1000)


@contextmanager
def _only_one(run_id: UUID) -> Iterator[None]:
    """A session lock on the run: it saves money, the rows already save the data (agent.md §1.2)."""
    key = run_id.int & (2**63 - 1)
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while not _try_lock(cursor, key):
            if time.monotonic() > deadline:
                raise RunBusy(str(run_id))
            time.sleep(0.05)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _try_lock(cursor: Any, key: int) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
    return bool(cursor.fetchone()[0])
