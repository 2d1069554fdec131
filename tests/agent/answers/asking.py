"""Somebody asks; what is answered, without graph and queue."""

from uuid import UUID, uuid4

from apps.agent.answers import Response, respond
from apps.agent.brains.base import PlanRequest
from apps.agent.brains.rules import understand
from apps.agent.facts import gather
from apps.core.actor import Actor
from apps.crews.models import User
from apps.crews.request_rules import own_zone
from tests.conftest import NOW


def ask(user: User, text: str, *, page_visit: UUID | None = None, page: UUID | None = None) -> Response:
    """What the agent would answer that person now, and what is left of the message."""
    actor = Actor.agent_for(user)
    request = PlanRequest(
        message_id=uuid4(),
        text=text,
        understanding=understand(text),
        facts=gather(actor, NOW, page_visit),
        page_visit=page_visit,
        written_at=NOW,
        now=NOW.astimezone(own_zone(user)),
        page=page,
    )
    return respond(request, actor)


def answer(user: User, text: str, *, page_visit: UUID | None = None, page: UUID | None = None) -> str:
    """The answer's words."""
    return "\n".join(ask(user, text, page_visit=page_visit, page=page).remarks)
