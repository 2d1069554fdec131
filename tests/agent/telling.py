"""Ana writes to the agent; the relay and a worker do their part."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.agent.models import AgentRun
from apps.core.commands import run
from apps.core.models import Lane
from apps.core.relay import fast, slow
from apps.jobs.models import Visit
from tests.conftest import Cast

STORY = "finished at Oak St, but I smell gas by the meter"


def tell(cast: Cast, text: str, *, visit: Visit | None = None, client_id: UUID | None = None) -> AgentRun:
    """Ana writes; the relay and a worker do their part."""
    arguments: dict[str, Any] = {"text": text, "visit_id": str(visit.public_id) if visit else None}
    receipt = run("message.send", arguments, actor=cast.field(), now=timezone.now(), command_id=client_id)
    deliver()
    return AgentRun.objects.get(message__public_id=receipt.id)


def deliver() -> None:
    for _ in range(3):
        fast.drain(timezone.now())
        slow.drain(Lane.AGENT)
